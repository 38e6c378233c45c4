"""What the templates of skills and of a role's levels see."""

from msgspec import Struct

from roleguide.pages.posting_list_views import PostingsShown
from roleguide.pages.view_parts import Card, Fact, Link, Pager, Receipt, Shell
from roleguide.pages.written import Written


class Meaning(Struct, frozen=True):
    """What a proficiency means."""

    anchor: str
    word: str
    text: Written


class Needing(Struct, frozen=True):
    """The roles of one sort that name a skill: the first as cards."""

    title: str
    anchor: str
    cards: tuple[Card, ...]
    more: str
    """How many of them are shown, and in which order; empty where all are."""


class Rating(Struct, frozen=True):
    """How a survey rates a skill for an occupation."""

    occupation: str
    cells: tuple[str, ...]
    """What stands under each of the heads: ``4.1 of 5``, ``in demand``."""
    receipts: tuple[int, ...]


class SkillPage(Struct, frozen=True):
    """L5: a skill, who needs it and how well, what travels with it, who asks for it."""

    shell: Shell
    title: str
    skill_kind: str
    """Not ``kind``, which names the kind of page in the JSON twin."""
    description: str
    aliases: tuple[str, ...]
    broader: Link | None
    contents: tuple[Link, ...]
    """The sections that are there."""
    mastery: tuple[Meaning, ...]
    """What each proficiency means for this skill."""
    meanings: Link | None
    """What the words mean of any skill; ``None`` where none of them stands on the page."""
    needing: tuple[Needing, ...]
    all_roles: Link | None
    """The list of all its roles, where the page does not show them all."""
    postings: PostingsShown | None
    """Postings that ask for it."""
    together: tuple[Fact, ...]
    """Skills that travel with it: label, value = ``in 5 of 7 roles``, note = href."""
    together_sentence: str
    ratings: tuple[Rating, ...]
    ratings_heads: tuple[str, ...]
    """``Importance``, ``Level``, ``Marked``: those that any occupation has."""
    ratings_sentence: str
    narrower: tuple[Link, ...]
    related: tuple[Link, ...]
    codes: tuple[Fact, ...]
    """Its codes in official classifications: label, code and, as note, the address or nothing."""
    receipts: tuple[Receipt, ...]
    attributions: tuple[str, ...]


class SkillEntry(Struct, frozen=True):
    """A skill in the list of all."""

    text: str
    href: str
    note: str
    """``12 roles``."""


class SkillGroup(Struct, frozen=True):
    """The skills of a kind."""

    title: str
    anchor: str
    count: str
    entries: tuple[SkillEntry, ...]


class SkillsPage(Struct, frozen=True):
    """L5: all skills by kind."""

    shell: Shell
    title: str
    summary: str
    filter_label: str
    """Label of the filter box that a script adds; empty on a list of several pages."""
    groups: tuple[SkillGroup, ...]
    pager: Pager | None


class NeedingLine(Struct, frozen=True):
    """A role in the list of all that name a skill."""

    text: str
    href: str
    need: str
    levels: str
    """``Entry: working · Senior: expert``; empty where the role does not say."""


class SkillRolesPage(Struct, frozen=True):
    """L5: a page of the list of all roles that name a skill."""

    shell: Shell
    title: str
    summary: str
    skill: Link
    lines: tuple[NeedingLine, ...]
    pager: Pager | None


class LevelColumn(Struct, frozen=True):
    """A level in the table of levels and skills."""

    level: str
    """Its word in the record: ``senior``."""
    title: str
    years: str


class LevelCell(Struct, frozen=True):
    """How well a level masters a skill."""

    word: str
    """``Working``; empty where nothing is stated."""
    rank: int
    """1 for awareness to 4 for expert; 0 where nothing is stated."""
    href: str
    """Where the word is explained for this skill, or of any."""


class LevelRow(Struct, frozen=True):
    """A skill in the table of levels and skills."""

    id: str
    skill: Link
    need: str
    """``optional``; empty for an essential skill."""
    cells: tuple[LevelCell, ...]


class LevelGroup(Struct, frozen=True):
    """Skills under the title that the role gives them; it may be empty."""

    title: str
    rows: tuple[LevelRow, ...]


class Proof(Struct, frozen=True):
    """Something that proves a level."""

    id: str
    """``senior-1f0c9a2b``: the level and a digest of the words, so that what a reader ticked is
    never taken for another proof."""
    text: Written


class Rung(Struct, frozen=True):
    """A level of a role with what proves it."""

    level: str
    """Its word in the record: ``senior``."""
    name: str
    """``Senior``."""
    title: str
    """``Senior: Lead computer vision engineer``, where the role has a title of its own for it."""
    years: str
    summary: Written
    proofs: tuple[Proof, ...]
    from_years: int
    to_years: int | None


class RoleLevelsPage(Struct, frozen=True):
    """R10 in full: which level masters which skill how well, and what proves each level."""

    shell: Shell
    title: str
    summary: str
    role: Link
    role_id: str
    columns: tuple[LevelColumn, ...]
    groups: tuple[LevelGroup, ...]
    missing: bool
    """Whether any cell is empty."""
    meanings: tuple[Fact, ...]
    """What the words mean of any skill: label, sentence and, as note, the anchor."""
    levels: tuple[Rung, ...]
    """Every level with what proves it."""
    ladder_years: int
    onwards: tuple[Fact, ...]
    """Where to go from here: label, what is there and, as note, the address."""
    receipts: tuple[Receipt, ...]
    attributions: tuple[str, ...]
