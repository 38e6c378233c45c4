"""What the pages of moves show."""

from msgspec import Struct

from roleguide.pages.side_parts import (
    Chooser,
    Incoming,
    LetterLink,
    MoveGroup,
    PaySides,
    SideNote,
    SideRow,
    SkillList,
)
from roleguide.pages.view_parts import Credential, Fact, Link, Receipt, Shell


class MovePage(Struct, frozen=True):
    """The move from one role to another: what carries over, what is missing, what changes."""

    shell: Shell
    title: str
    summary: str
    start: Link
    target: Link
    draft: str
    """Which of the two roles nobody has edited; empty when both were."""
    said: tuple[Fact, ...]
    """What the two records say of each other: label = whose, value = how it names the other."""
    glance: tuple[Fact, ...]
    carried: SkillList
    missing: SkillList
    left: SkillList
    proficiency: str
    """What is known of how well skills must be mastered."""
    pay: PaySides | None
    pay_notes: tuple[SideNote, ...]
    pay_rows: tuple[SideRow, ...]
    """What is known of pay, where it can't be drawn on one axis."""
    promise: str
    """What pay of people in both roles does not say."""
    outlook: tuple[SideRow, ...]
    ways: tuple[Fact, ...]
    routes: tuple[Fact, ...]
    levels: tuple[Fact, ...]
    levels_href: str
    licences: tuple[Credential, ...]
    licences_note: str
    restrictions: tuple[str, ...]
    letters: tuple[LetterLink, ...]
    letters_note: str
    incoming: tuple[Incoming, ...]
    """Other roles from which people come into the target."""
    incoming_more: str
    compare: Link
    """Both roles side by side."""
    reverse: Link | None
    """The move the other way round, where it has a page."""
    receipts: tuple[Receipt, ...]
    attributions: tuple[str, ...]


class MovesPage(Struct, frozen=True):
    """The tool that plans a move, and the moves that have pages."""

    shell: Shell
    title: str
    summary: str
    chooser: Chooser
    groups: tuple[MoveGroup, ...]
    """Moves by where they start; empty where they are too many for one page."""
    fields: tuple[Link, ...]
    """Career paths by field, where the moves are found then."""
