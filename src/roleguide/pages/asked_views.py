"""What the templates of what postings ask for see: on a role's page, its pay chapter and the
chapter of its own.

Places on a drawing run from 0 to 1000 along its axis.
"""

from msgspec import Struct

from roleguide.pages.posting_list_views import PostingTile
from roleguide.pages.view_parts import Axis, Fact, Link, Receipt, Shell


class PostingsOpening(Struct, frozen=True):
    """A role's postings on its own page: how many, the gist, and the ways to them."""

    sentences: tuple[str, ...]
    """How many, those of employers and samples apart."""
    facts: tuple[Fact, ...]
    """What is asked for most, and the years."""
    links: tuple[Link, ...]
    """The chapter and the list."""


class SkillLine(Struct, frozen=True):
    """A skill that postings name."""

    name: str
    href: str
    minimum: str
    """How many ask for it: ``5 of 8``, or ``42% (5 of 12)`` of ten and more."""
    preferred: str
    """How many prefer it."""
    named: str
    """How many name it and say neither; empty where none does."""
    x_minimum: int
    x_preferred: int
    x_named: int
    """Lengths of the bars; each begins where the one before it ends."""
    years: str
    """``2 to 5 years``, where some state it."""
    guide: str
    """What this guide says of it: ``essential``, ``optional`` or ``not named``."""


class AskedLine(Struct, frozen=True):
    """Something that postings ask for, beside what this guide says."""

    label: str
    asked: tuple[str, ...]
    guide: str


class AskedGroup(Struct, frozen=True):
    """What postings of employers, or samples, ask for."""

    anchor: str
    title: str
    sentence: str
    """How many, by how many employers, posted when."""
    lines: tuple[AskedLine, ...]
    skills: tuple[SkillLine, ...]
    """The most named first."""
    skills_total: str
    """``8 postings``: of how many the lines are."""
    skills_note: str
    """Says how many more skills are named, and how many postings name none."""
    unnamed: tuple[Link, ...]
    """Skills that are essential for the role and that none of these postings names."""
    beyond: tuple[Link, ...]
    """Skills that postings ask for as a minimum and the role’s record does not name."""


class OfficialRange(Struct, frozen=True):
    """What a statistical office published, to hold postings against."""

    label: str
    text: str
    """``$38,000 to $104,000``."""
    note: str
    """Which percentiles, the middle half, place and date, and whether it was converted."""
    x_low: int | None
    x_high: int | None
    x_typical: int | None
    band_from: int | None
    band_to: int | None
    receipts: tuple[int, ...]


class PostedRange(Struct, frozen=True):
    """Pay as one posting states it."""

    label: str
    href: str
    text: str
    note: str
    """Employer, state and date."""
    open: bool
    x_low: int | None
    """``None`` for an open lower end."""
    x_high: int | None


class PostedPart(Struct, frozen=True):
    """Ranges of postings of one sort."""

    title: str
    """``Stated by employers`` or ``Sample postings``."""
    ranges: tuple[PostedRange, ...]


class PostedChart(Struct, frozen=True):
    """Pay in one currency and period: the official figure, and below it what postings state."""

    axis: Axis
    official: OfficialRange
    parts: tuple[PostedPart, ...]
    sentences: tuple[str, ...]
    """How many lie outside the official middle half."""


class PostedPay(Struct, frozen=True):
    """Pay as postings state it, each range in its own currency and period, none averaged."""

    charts: tuple[PostedChart, ...]
    others: tuple[PostedPart, ...]
    """Ranges that nothing official can be held against."""
    others_reason: str
    cut: str
    """Says that only the newest postings are looked at, where there may be more."""


class TimeSpan(Struct, frozen=True):
    """A time in which a posting was open."""

    x_from: int
    x_to: int
    still: bool
    """Whether it is open still: it ends with an arrow."""


class TimelineLine(Struct, frozen=True):
    """A posting in time."""

    label: str
    href: str
    note: str
    posted: str
    closed: str
    """A day, a day and the word that it is only presumed, or a dash."""
    reopened: str
    spans: tuple[TimeSpan, ...]


class TimelinePart(Struct, frozen=True):
    """Postings of one sort in time, newest first."""

    title: str
    lines: tuple[TimelineLine, ...]


class Timeline(Struct, frozen=True):
    """When postings were open."""

    axis: Axis
    parts: tuple[TimelinePart, ...]
    cut: str
    """Says that not all are drawn."""


class RoleAskedPage(Struct, frozen=True):
    """R20 in full: what postings of a role ask for, beside what this guide says."""

    shell: Shell
    title: str
    summary: str
    role: Link
    samples: str
    """What samples are, where there are some."""
    groups: tuple[AskedGroup, ...]
    pay: PostedPay | None
    timeline: Timeline
    open: tuple[PostingTile, ...]
    closed: tuple[PostingTile, ...]
    list: Link
    """The list of all its postings."""
    receipts: tuple[Receipt, ...]
    attributions: tuple[str, ...]
