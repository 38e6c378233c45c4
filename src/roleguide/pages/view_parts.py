"""The pieces that views are made of: links, cards, marks of drawings, rows of tables."""

from msgspec import Struct

from roleguide.pages.written import Written


class Address(str):
    """The address of another site, which Markdown takes as it is; HTML escapes it like any text."""

    __slots__ = ()


class Link(Struct, frozen=True):
    """A link inside the site (``href`` is relative to the page) or to ``https``."""

    text: str
    href: str
    current: bool = False


class Receipt(Struct, frozen=True):
    """One numbered footnote card of a page: where a figure or a statement comes from."""

    number: int
    anchor: str
    """Id of the card on this page (``note-3``); references carry ``ref-3-1``, ``ref-3-2`` …"""
    source: str
    source_href: str
    """The source's entry on the sources page."""
    url: Address
    publisher: str
    release: str
    details: tuple[str, ...]
    """Short phrases: place, period, occupation, locator, as-of date, match note."""
    references: int
    """How many references on this page point here (for the links back)."""

    @property
    def detail(self) -> str:
        """All details in one line."""
        return " · ".join(self.details)

    @property
    def mentions(self) -> range:
        """The numbers of the references, from 1."""
        return range(1, self.references + 1)


class Shell(Struct, frozen=True):
    """What surrounds every page."""

    language: str
    site_name: str
    tagline: str
    title: str
    """For ``<title>``; the page's ``<h1>`` is the view's own."""
    description: str
    canonical: str
    """Absolute, or empty when the site has no base URL."""
    home: str
    search: str
    """Where a form of the field ``q`` leads."""
    styles: str
    print_styles: str
    script: str
    own_styles: tuple[str, ...]
    """Style sheets that this page needs and most don't, in their order."""
    own_scripts: tuple[str, ...]
    """Scripts that this page needs and most don't, in their order."""
    icon: str
    content_policy: str
    breadcrumbs: tuple[Link, ...]
    """From home to this page; the last is this page and is not a link."""
    navigation: tuple[Link, ...]
    footer: tuple[Link, ...]
    licence: str
    as_of: str
    twins: tuple[Link, ...]
    """Markdown and JSON of this page; empty when it has none."""
    feed: str
    structured_data: Written
    """JSON-LD text, safe inside a script element; empty when there is none."""
    noindex: bool = False


class Fact(Struct, frozen=True):
    """A labelled value with its receipts."""

    label: str
    value: str
    note: str = ""
    receipts: tuple[int, ...] = ()


class Card(Struct, frozen=True):
    """A role in a list."""

    title: str
    href: str
    summary: str
    pay: str
    """``$97,550 a year (median)``, or the sentence that says why there is none."""
    category: str = ""
    note: str = ""
    keep: tuple[Link, ...] = ()
    """Skills that carry over (related roles only)."""
    learn: tuple[Link, ...] = ()
    """Essential skills of the other role that this one does not ask for."""
    label: str = ""
    """``Draft from public data`` for a role that nobody has edited."""
    gain: str = ""
    """Difference of the headline pay in words, when both are comparable."""
    move: str = ""
    """The page of the move that the relation stands for."""

    @property
    def kept(self) -> str:
        """The names of the skills that carry over."""
        return ", ".join([link.text for link in self.keep])


class CardGroup(Struct, frozen=True):
    """Related roles of one relation."""

    title: str
    cards: tuple[Card, ...]


class Mark(Struct, frozen=True):
    """One value on an axis, and its row in the table beside the drawing."""

    label: str
    """``10th percentile``."""
    short: str
    """``p10``, ``low``, ``typical``."""
    text: str
    """``$68,940``, ``at least $239,200`` or ``not published``."""
    other: str
    """The same value in the other period (hour or year), or empty."""
    x: int | None
    """0 to 1000 along the axis; ``None`` when there is no number to draw."""
    open_ended: bool = False
    """True for a top-coded value: the mark is an arrow."""


class Tick(Struct, frozen=True):
    """A round number on an axis."""

    text: str
    x: int


class Axis(Struct, frozen=True):
    """Ticks of a pay axis, first and last at the ends of what is drawn."""

    ticks: tuple[Tick, ...]
    label: str
    """``US dollars a year``."""


class PayView(Struct, frozen=True):
    """R4: headline pay as a gauge and its table."""

    low: Mark
    typical: Mark
    high: Mark
    marks: tuple[Mark, ...]
    """All stated percentiles, ascending."""
    band_from: int | None
    band_to: int | None
    """The box of the gauge: the middle half (p25 to p75) on the axis."""
    axis: Axis
    sentence: str
    """``The middle half earn between … and … (25th to 75th percentile)``."""
    period: str
    """``a year``."""
    other_period: str
    """``an hour``; empty when no hours are stated."""
    hours: str
    """``Hourly figures assume 2,080 paid hours a year.``; empty otherwise."""
    basis: str
    """``Official statistic, United States, May 2025: base pay before tax``."""
    match: str
    """What the figure was measured for: ``Electricians (47-2111), an exact match …``."""
    caveats: tuple[str, ...]
    """What is borrowed, withheld, only "at least", of few people or not worked out."""
    receipts: tuple[int, ...]

    @property
    def open_ended(self) -> bool:
        """Whether some mark is an arrow."""
        return any(mark.open_ended for mark in self.marks)


class Bar(Struct, frozen=True):
    """R5 and R6: a range on an axis with its kind."""

    label: str
    kind: str
    """``official statistic``, ``editorial estimate`` …: always in words beside the bar."""
    low: str
    typical: str
    high: str
    x_low: int | None
    x_typical: int | None
    x_high: int | None
    detail: str
    receipts: tuple[int, ...]


class BarChart(Struct, frozen=True):
    """Ranges on one axis, and the same as a table."""

    bars: tuple[Bar, ...]
    axis: Axis
    sentence: str = ""
    """What to notice (``The two sources disagree …``)."""
    left_out: tuple[Fact, ...] = ()
    """Figures that can't stand on this axis; the note says why."""


class SkillUse(Struct, frozen=True):
    """A skill of a role."""

    name: str
    href: str
    why: str


class SkillGroup(Struct, frozen=True):
    """A named group of skills, essential and optional told apart."""

    title: str
    essential: tuple[SkillUse, ...]
    optional: tuple[SkillUse, ...]


class Level(Struct, frozen=True):
    """A rung of the ladder."""

    title: str
    years: str
    summary: Written
    evidence: Written
    from_years: int
    to_years: int | None


class Section(Struct, frozen=True):
    """A titled piece of prose; ``anchor`` is unique on the page."""

    anchor: str
    title: str
    body: Written


class Credential(Struct, frozen=True):
    """R11: a certificate or licence; ``requirement`` is ``Required`` or ``Valued``."""

    name: str
    issuer: str
    href: Address
    requirement: str


class Outlook(Struct, frozen=True):
    """R12: the projection's figures; ``match`` says for which occupation they were made."""

    figures: tuple[Fact, ...]
    match: str
    missing: str
    """The sentence shown in place of figures when there are none."""
    caveats: tuple[str, ...] = ()
    """Which other occupation or wider place stands in."""


class Faq(Struct, frozen=True):
    """R15: a question; ``derived`` ones are built from the guide's data."""

    anchor: str
    question: str
    answer: Written
    derived: bool


class Aspect(Struct, frozen=True):
    """A row of a comparison: one cell a role, in the order of the columns."""

    label: str
    cells: tuple[str, ...]
    receipts: tuple[tuple[int, ...], ...]


class Comparison(Struct, frozen=True):
    """R16: columns are roles, rows are aspects."""

    title: str
    href: str
    anchor: str
    summary: str
    roles: tuple[Link, ...]
    aspects: tuple[Aspect, ...]
    verdicts: tuple[Fact, ...]
    """Label: the role's title; value: ``Choose it if …``."""


class ListBlock(Struct, frozen=True):
    """A short titled list (pros, cons, challenges, whom it suits)."""

    anchor: str
    title: str
    items: tuple[Written, ...]
