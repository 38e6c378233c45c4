"""The pieces of comparisons and moves, and of the files that the tools in the browser read."""

from decimal import Decimal

from msgspec import Struct

from roleguide.pages.view_parts import Axis, Credential, Fact, Link


class Term(Struct, frozen=True):
    """A condition under which a figure was measured: figures are compared where all are equal."""

    name: str
    """``place``, ``currency``, ``date`` …"""
    value: str
    """``us``, ``USD``, ``2025-05`` …"""
    words: str
    """``United States``, ``US dollars``, ``May 2025`` …"""


class Measure(Struct, frozen=True):
    """The number behind a cell, as it is shown."""

    number: Decimal
    unit: str
    """``money`` (in the currency and period of its terms), ``points`` (of percent), ``years`` or
    ``level`` (of education, 1 to 8)."""
    terms: tuple[Term, ...] = ()
    subject: str = ""
    """What was measured: ``soc-2018/15-2051`` or ``role/nurse``; two roles may share it, and then
    their difference means nothing. Empty for what an editor stated of the role."""


class Cell(Struct, frozen=True):
    """One field of a role, worded as on the role's page."""

    key: str
    label: str
    text: str
    short: str
    """The figure alone, ``+33.5%``, where the text says more; else the text again."""
    detail: str
    """What the figure alone needs said: ``2024 to 2034``; empty elsewhere."""
    known: bool
    """Whether anybody stated it; if not, the text says so."""
    items: tuple[str, ...] = ()
    """The single things that a list names."""
    measure: Measure | None = None
    receipts: tuple[int, ...] = ()


class PayMark(Struct, frozen=True):
    """One value of a pay figure."""

    name: str
    """``p10`` … ``p90``, ``mean``, ``min`` or ``max``."""
    label: str
    text: str
    other: str
    """The same value for the other period, an hour or a year; empty without paid hours."""
    amount: Decimal | None
    """As shown; ``null`` for what was withheld."""
    at_least: bool
    """Whether the count stops there."""


class SidePay(Struct, frozen=True):
    """The headline pay of a role."""

    text: str
    """``$97,550 a year``."""
    measure: str
    """``median``, ``median of a broader occupation`` …"""
    basis: str
    """``Official statistic, United States, May 2025: base pay before tax``."""
    match: str
    caveats: tuple[str, ...]
    currency: str
    currency_name: str
    period: str
    """``hour``, ``day``, ``week``, ``month`` or ``year``."""
    period_words: str
    hours_per_year: Decimal | None
    """Paid hours, where the source states them."""
    terms: tuple[Term, ...]
    subject: str
    marks: tuple[PayMark, ...]
    """Every stated value, from low to high."""
    receipts: tuple[int, ...]


class SideSkill(Struct, frozen=True):
    """A skill of a role."""

    id: str
    name: str
    href: str
    need: str
    """``essential`` or ``optional``."""
    level: Decimal | None
    """How well the occupation masters it, from 0 to 7, where a survey of the guide rates it."""
    receipts: tuple[int, ...]


class RelatedSide(Struct, frozen=True):
    """What a role's record says of a neighbour."""

    id: str
    relation: str
    words: str
    """``as a next step``."""
    note: str


class Incoming(Struct, frozen=True):
    """A role from which people come."""

    id: str
    relation: str
    link: Link
    note: str
    move: str
    """The page of the move; empty where there is none."""


class LetterLink(Struct, frozen=True):
    """A sample letter of a role."""

    situation: str
    text: str
    href: str


class RoleSide(Struct, frozen=True):
    """A role as comparisons and moves show it."""

    id: str
    title: str
    name: str
    """The title as it stands inside a sentence."""
    href: str
    draft: str
    """``Draft from public data`` for a role that nobody has edited."""
    pay: SidePay | None
    pay_missing: str
    """Why there is no pay."""
    pay_missing_receipts: tuple[int, ...]
    cells: tuple[Cell, ...]
    skills: tuple[SideSkill, ...]
    """Essential ones first."""
    related: tuple[RelatedSide, ...]


class Arrival(Struct, frozen=True):
    """What it takes to come into a role."""

    ways: tuple[Fact, ...]
    routes: tuple[Fact, ...]
    levels: tuple[Fact, ...]
    """The rungs of the role: label, years."""
    levels_href: str
    """The chapter of levels, where a reader can mark what they have; else the part of the page."""
    licences: tuple[Credential, ...]
    licences_note: str
    """Why none is listed."""
    restrictions: tuple[str, ...]
    letters: tuple[LetterLink, ...]
    incoming: tuple[Incoming, ...]
    incoming_more: str


class SideNote(Struct, frozen=True):
    """A sentence beside figures."""

    text: str
    receipts: tuple[int, ...]


class SideCell(Struct, frozen=True):
    """A cell of a comparison; ``note`` says in words how it differs from the others."""

    text: str
    note: str
    receipts: tuple[int, ...]


class SideRow(Struct, frozen=True):
    """A row of a comparison: one cell a role."""

    label: str
    note: str
    """``the same`` where all say the same."""
    cells: tuple[SideCell, ...]


class PayRange(Struct, frozen=True):
    """The pay of one role on an axis that several share; places are 0 to 1000."""

    title: str
    low: int | None
    left: int | None
    mid: int | None
    right: int | None
    high: int | None
    open_ended: bool
    """Whether the upper end is only known to be so much or more."""


class PayLine(Struct, frozen=True):
    """A row of the table behind the drawing: one value of each role."""

    label: str
    cells: tuple[str, ...]
    difference: str
    """``+$4,200``; empty where there is nothing to compare."""


class PaySides(Struct, frozen=True):
    """Pay of several roles on one axis, and the same as a table."""

    roles: tuple[Link, ...]
    receipts: tuple[tuple[int, ...], ...]
    ranges: tuple[PayRange, ...]
    axis: Axis
    lines: tuple[PayLine, ...]
    compared: bool
    """Whether the table has a column of differences."""


class SkillItem(Struct, frozen=True):
    """A skill in a list; ``note`` says for whom it is what, and how well it must be mastered."""

    name: str
    href: str
    note: str
    receipts: tuple[int, ...] = ()


class SkillList(Struct, frozen=True):
    """Skills, essential and optional told apart."""

    title: str
    essential: tuple[SkillItem, ...]
    optional: tuple[SkillItem, ...]


class SkillSides(Struct, frozen=True):
    """The skills of several roles: what all ask for, what some do, and what only one does."""

    shared: SkillList
    """``essential``: for all of them; ``optional``: for one or more of them not."""
    some: tuple[SkillItem, ...]
    only: tuple[SkillList, ...]


class DutyList(Struct, frozen=True):
    """The duties of one role."""

    title: str
    duties: tuple[str, ...]


class Sides(Struct, frozen=True):
    """Roles side by side, from the data of their pages."""

    pay: PaySides | None
    pay_notes: tuple[SideNote, ...]
    """Why pay is not compared, where it is not."""
    skills: SkillSides
    rows: tuple[SideRow, ...]
    duties: tuple[DutyList, ...]


class MoveGroup(Struct, frozen=True):
    """The moves from one role."""

    start: Link
    moves: tuple[Link, ...]


class Chooser(Struct, frozen=True):
    """What the script of a tool needs to know: where its files are."""

    tool: str
    """``compare`` or ``move``."""
    data: str
    """Folder of the roles' files."""
    titles: str
    """The list of titles."""
    script: str
    styles: tuple[str, ...]
