"""The pieces of a market view and of the page of its rules."""

from msgspec import Struct

from roleguide.pages.view_parts import Fact, Link, Receipt, Shell
from roleguide.pages.written import Written


class Quadrant(Struct, frozen=True):
    """A drawing of growth (across) against pay upside (up); the same is said by ``sentence``."""

    x: int
    """Place of the role across, 0 to 1000."""
    y: int
    """Place of the role down, 0 to 1000."""
    line_x: int
    """Place of the line between few and many new jobs."""
    line_y: int
    """Place of the line between narrow and wide pay upside."""
    sentence: str


class MarketVerdict(Struct, frozen=True):
    """A verdict with its reason and the rules that lead to it."""

    label: str
    word: str
    """Empty where there is no verdict: then ``reason`` says what is missing."""
    reason: str
    rules: tuple[Link, ...]
    """Links to the rules on the page of all rules."""


class MarketView(Struct, frozen=True):
    """R17: what the site's rules say of the role."""

    rules: Link
    """The page of all rules."""
    quadrant: Quadrant | None
    verdicts: tuple[MarketVerdict, ...]
    stronger: tuple[MarketVerdict, ...]
    weaker: tuple[MarketVerdict, ...]
    negotiation: tuple[MarketVerdict, ...]
    warnings: tuple[MarketVerdict, ...]
    unknown: tuple[MarketVerdict, ...]
    """What the rules can't say, where that is much; little stands among the others."""
    unknown_title: str
    """``No verdict on timing, schedule and licence costs``."""
    axes: tuple[MarketVerdict, ...]
    """The two verdicts that the quadrant is made of."""
    measures: tuple[Fact, ...]
    """Every measure that a verdict rests on."""


class MarketOpening(Struct, frozen=True):
    """What a role's page says of its market, and where the rest is."""

    href: str
    """The chapter on the market."""
    verdicts: tuple[Fact, ...]
    """Title and word of each verdict that there is."""
    unknown: str
    """What there is no verdict on; empty when there is one on everything."""


class PublishedRule(Struct, frozen=True):
    """A rule on the page of rules."""

    anchor: str
    """Its id."""
    verdict: str
    conditions: tuple[Fact, ...]
    """Label: what is looked at; value: what it must be."""
    reason: str


class RuleGroup(Struct, frozen=True):
    """The rules of one kind."""

    anchor: str
    title: str
    rules: tuple[PublishedRule, ...]


class PublishedMeasure(Struct, frozen=True):
    """A measure on the page of rules."""

    title: str
    unit: str
    formula: str
    source: str


class RulesPage(Struct, frozen=True):
    """The published rules: method, measures with their formulas, every rule."""

    shell: Shell
    title: str
    summary: str
    updated: str
    body: Written
    groups: tuple[RuleGroup, ...]
    measures: tuple[PublishedMeasure, ...]
    constants: tuple[Fact, ...]
    """Figures of all occupations that are in no table."""
    contradictions: tuple[Fact, ...]
    """Label and note: two verdicts that exclude each other; value: why."""
    receipts: tuple[Receipt, ...]
