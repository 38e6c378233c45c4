"""What the template of a posting's own page sees."""

from msgspec import Struct

from roleguide.pages.posting_list_views import Initials, PostingTile
from roleguide.pages.view_parts import Address, Axis, Fact, Link, Receipt, Shell
from roleguide.pages.written import Written


class Notice(Struct, frozen=True):
    """A banner: a word or two, and a sentence."""

    label: str
    sentence: str


class Day(Struct, frozen=True):
    """A date in words and in ISO 8601."""

    text: str
    date: str


class Chip(Struct, frozen=True):
    """A value that postings are listed by; ``href`` is empty where no list has it."""

    label: str
    """What it is a value of: ``Level``."""
    text: str
    href: str


class Outward(Struct, frozen=True):
    """A link to another site, which is named beside it."""

    text: str
    href: Address
    site: str
    """The host of the address: ``jobs.northlight.example``."""


class PayBar(Struct, frozen=True):
    """A posting's range drawn below the role's distribution, on one axis; the table beside it holds
    the same amounts. Places along the axis are 0 to 1000."""

    axis: Axis
    stem_from: int
    stem_to: int
    box_from: int | None
    box_to: int | None
    middle: int | None
    arrow: bool
    """Whether the distribution goes on beyond its last mark."""
    from_x: int
    to_x: int
    open_start: bool
    """Whether the posting states no lower end."""
    open_end: bool
    rows: tuple[Fact, ...]
    """Measure and amount, ascending; then the ends of the posting's range."""
    period: str
    """``a year``."""
    about: str
    """Whose distribution it is: kind of figure, place, date."""
    caption: str
    receipts: tuple[int, ...]


class StatedPay(Struct, frozen=True):
    """P2: pay as the posting states it; ``text`` says so where it states none."""

    stated: bool
    text: str
    facts: tuple[Fact, ...]
    """Kind of figure and measure."""
    components: tuple[str, ...]
    """What comes on top, in the posting's words."""
    bar: PayBar | None


class Qualification(Struct, frozen=True):
    """A line of the qualifications, and what it asks for in a few words."""

    body: Written
    tags: tuple[str, ...]


class SkillAsked(Struct, frozen=True):
    """A skill that a posting names."""

    name: str
    href: str
    need: str
    """``Minimum``, ``Preferred``, or ``Named`` where no qualification says which."""
    years: str
    """``3 years or more``; empty where the posting states none."""


class RealityLine(Struct, frozen=True):
    """P5: one thing that a posting says, held against the guide; its inputs stand below it."""

    title: str
    verdict: str
    """In a few words: ``Within the middle half``."""
    sentence: str
    skills: tuple[Link, ...]
    """The skills that the line is about."""
    inputs: tuple[Fact, ...]
    notes: tuple[str, ...]
    """What must be known to not misread it: what stands in, what is missing."""


class RatingLine(Struct, frozen=True):
    """A rating of an employer in short."""

    text: str
    """``4.1 on a scale from 1 to 5``."""
    detail: str
    """How many people of which population, when, the rank among its peers."""
    note: str
    """Who asked: others, or this guide."""
    receipts: tuple[int, ...]


class EmployerPanel(Struct, frozen=True):
    """P6 in short; the employer's own page has the rest."""

    name: str
    href: str
    mark: Initials
    logo: str
    """Address of its logo; empty without one, and then its initials stand there."""
    logo_alt: str
    fictional: str
    """The sentence that says so; empty for a real one."""
    facts: tuple[Fact, ...]
    ratings: tuple[RatingLine, ...]
    rating_missing: str
    links: tuple[Outward, ...]
    """Its own site, accessibility and equal opportunity statements, benefits."""


class PostingPage(Struct, frozen=True):
    """P1 to P8."""

    shell: Shell
    title: str
    employer: Link
    role: Link
    places: tuple[Chip, ...]
    place_missing: str
    chips: tuple[Chip, ...]
    """Workplace, level, track and employment types, as far as they are stated."""
    sample: Notice | None
    state: Notice
    """``Open``, ``Closed`` …, and since when, until when or why."""
    open: bool
    posted: Day
    last_day: Day | None
    edit_href: str
    glance: tuple[Fact, ...]
    """Pay, experience, degree, department, requisition number …"""
    text_language: str
    """Language of the posting's text where it is not the page's; else empty."""
    summary: Written
    description: Written
    responsibilities: tuple[Written, ...]
    minimum: tuple[Qualification, ...]
    preferred: tuple[Qualification, ...]
    skills: tuple[SkillAsked, ...]
    pay: StatedPay
    pay_and_benefits: Written
    benefits: tuple[str, ...]
    notes: Written
    window: str
    """``Apply by`` and the like, where there is a last day; else a sentence."""
    window_note: str
    apply: Outward | None
    apply_note: str
    original: Outward | None
    """The posting on its employer's site."""
    reality: tuple[RealityLine, ...]
    about: EmployerPanel
    similar: tuple[PostingTile, ...]
    similar_missing: str
    lists: tuple[Link, ...]
    """P8: lists that this posting is in, or was."""
    more: tuple[Link, ...]
    """The role, its salaries, its career path."""
    receipts: tuple[Receipt, ...]
    attributions: tuple[str, ...]
