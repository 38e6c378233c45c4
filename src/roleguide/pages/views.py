"""What templates see: plain frozen data, already worded, linked and formatted.

A view holds text (escaped by the template), :class:`Written` made by ``pages/prose.py`` only, and
numbers that place marks in a drawing (``x``: 0 to 1000 along the axis).
It holds no model object and nothing that can read anything.
"""

from msgspec import Struct

from roleguide.pages.asked_views import PostingsOpening
from roleguide.pages.figure_parts import (
    OccupationSkills,
    OccupationTitles,
    PayLine,
    PayLines,
    PayYear,
    PayYears,
    RatedSkill,
    Share,
    Shares,
)
from roleguide.pages.letter_parts import Blank, Letter, LetterNote, LetterParagraph
from roleguide.pages.list_views import PathGraph
from roleguide.pages.market_parts import MarketOpening
from roleguide.pages.posting_list_views import PostingsShown
from roleguide.pages.provenance import DraftNotice
from roleguide.pages.side_parts import Chooser, Sides
from roleguide.pages.view_parts import (
    Address,
    Aspect,
    Axis,
    Bar,
    BarChart,
    Card,
    CardGroup,
    Comparison,
    Credential,
    Fact,
    Faq,
    Level,
    Link,
    ListBlock,
    Mark,
    Outlook,
    Pager,
    PayView,
    Receipt,
    Section,
    Shell,
    SkillGroup,
    SkillUse,
    Tick,
)
from roleguide.pages.written import Written

__all__ = [
    "Address",
    "Aspect",
    "Axis",
    "Bar",
    "BarChart",
    "Blank",
    "Card",
    "CardGroup",
    "CategoryPage",
    "CategoryTile",
    "Comparison",
    "ComparisonPage",
    "Credential",
    "Fact",
    "Faq",
    "HomePage",
    "IndexEntry",
    "IndexLetter",
    "IndexPage",
    "Letter",
    "LetterNote",
    "LetterParagraph",
    "Level",
    "Link",
    "ListBlock",
    "Mark",
    "OccupationSkills",
    "OccupationTitles",
    "Outlook",
    "PayLine",
    "PayLines",
    "PayView",
    "PayYear",
    "PayYears",
    "RatedSkill",
    "Receipt",
    "RolePage",
    "Section",
    "Share",
    "Shares",
    "Shell",
    "SkillGroup",
    "SkillUse",
    "Tick",
]


class RolePage(Struct, frozen=True):
    """R1 to R19, R21 to R23; what is long is a chapter, a page of its own below the role's."""

    shell: Shell
    id: str
    title: str
    summary: str
    category: Link
    alternate_titles: tuple[str, ...]
    reviewed: str
    """``21 November 2026``; empty when never reviewed."""
    edit_href: str
    tools: tuple[Link, ...]
    """Tools that begin with this role, and the shortlist."""
    draft: DraftNotice | None
    """The banner of a role that an importer wrote."""
    contents: tuple[Link, ...]
    """The page's sections (``href`` = ``#duties``), only those that are there."""
    glance: tuple[Fact, ...]
    pay: PayView | None
    pay_missing: str
    pay_missing_receipts: tuple[int, ...]
    """Of a source that withheld the figures."""
    pay_chapter: tuple[Fact, ...]
    """What the chapter on pay holds: label, value = what of it, note = href."""
    titles: OccupationTitles | None
    occupation_skills: OccupationSkills | None
    work_mix: tuple[Shares, ...]
    duties: tuple[Written, ...]
    duties_missing: str
    """Why a draft has no duties; empty otherwise."""
    overview: Written
    education: Written
    """The prose under Qualifications › Education."""
    education_facts: tuple[Fact, ...]
    """What the editors say, then what a statistical office assigns to the occupation."""
    routes: tuple[Fact, ...]
    qualifications: tuple[Section, ...]
    skill_groups: tuple[SkillGroup, ...]
    levels_introduction: Written
    levels: tuple[Level, ...]
    skill_levels: Link | None
    """The chapter on what levels expect of skills."""
    ladder_years: int
    """Length of the drawing of levels: the last one, when it is open, gets three years."""
    credentials: tuple[Credential, ...]
    licences: tuple[Credential, ...]
    licences_none: bool
    """True when editors state that no licence is needed."""
    restrictions: tuple[str, ...]
    working_life: tuple[Fact, ...]
    schedule: tuple[Fact, ...]
    """A day: label is the time."""
    lists: tuple[ListBlock, ...]
    outlook: Outlook
    jobs: Shares | None
    """Jobs in the base and the target year of the projection."""
    demand: Shares | None
    outlook_prose: Written
    segments: tuple[Section, ...]
    horizons: tuple[Section, ...]
    ai_facts: tuple[Fact, ...]
    ai_prose: Written
    market: MarketOpening | None
    letters: tuple[Fact, ...]
    """Sample letters: label = situation, value = level, note = href."""
    questions: tuple[Link, ...]
    """Questions that the chapter of questions answers."""
    faqs: tuple[Faq, ...]
    """Questions answered here, of a role without that chapter."""
    comparisons: tuple[Fact, ...]
    """Those that editors wrote: label = question, value = summary, note = href."""
    more_comparisons: tuple[Link, ...]
    """Those built from the two roles' fields: pages of their own, only linked here."""
    related: tuple[CardGroup, ...]
    more: tuple[Link, ...]
    openings: PostingsOpening | None
    receipts: tuple[Receipt, ...]
    attributions: tuple[str, ...]


class CategoryTile(Struct, frozen=True):
    """A category on the home page."""

    title: str
    href: str
    summary: str
    count: str
    """``12 roles``."""
    pay: str
    """``Median pay from $87,000 to $176,000 a year``; empty when unknown."""


class HomePage(Struct, frozen=True):
    """L1."""

    shell: Shell
    title: str
    tagline: str
    introduction: Written
    categories: tuple[CategoryTile, ...]
    tools: tuple[Fact, ...]
    """Label, value = sentence, note = href."""
    entries: tuple[Fact, ...]
    """Other ways in, as ``tools``."""
    roles: tuple[Link, ...]
    """Every role of a small guide."""


class CategoryPage(Struct, frozen=True):
    """L2."""

    shell: Shell
    title: str
    summary: str
    field: Link
    """The category itself: its first page."""
    body: Written
    count: str
    """How many roles the whole category has."""
    part: str
    """Which of them the first of several pages shows; empty where it shows all, and on later pages,
    whose summary says it."""
    cards: tuple[Card, ...]
    pager: Pager | None
    graph: PathGraph | None
    """Moves between its roles, drawn."""
    paths: Link | None
    """The page of its career paths."""
    postings: PostingsShown | None
    """Its newest open postings."""
    receipts: tuple[Receipt, ...]


class IndexEntry(Struct, frozen=True):
    """A line of an A–Z list; an alternate title names the role it leads to."""

    text: str
    href: str
    note: str


class IndexLetter(Struct, frozen=True):
    """A letter of an A–Z list."""

    letter: str
    anchor: str
    entries: tuple[IndexEntry, ...]
    count: str
    """``1 title``, ``12 titles``."""


class IndexPage(Struct, frozen=True):
    """L3 and the indexes of skills, comparisons and glossary-like lists."""

    shell: Shell
    title: str
    summary: str
    jumps: tuple[Link, ...]
    """Where each letter of the whole list begins, on this page or on another one."""
    letters: tuple[IndexLetter, ...]
    pager: Pager | None
    filter_label: str
    """Label of the filter box that a script adds above the list; empty on a list of several pages,
    where it would find only what stands on one."""
    folded: bool = False
    """Whether each letter shows its entries on demand, because they are many."""
    chooser: Chooser | None = None
    """The tool that the page holds besides its list."""


class ComparisonPage(Struct, frozen=True):
    """An authored or field-by-field comparison of roles."""

    shell: Shell
    title: str
    comparison: Comparison
    """What editors wrote; of a comparison that nobody wrote, only the roles."""
    sides: Sides
    """The same roles from the data of their pages, without what the table above it shows."""
    moves: tuple[Link, ...]
    """Pages of moves between the roles."""
    receipts: tuple[Receipt, ...]
