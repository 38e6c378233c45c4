"""The pieces of a role page's figures: lines of pay tables, years, shares, jobs, rated skills.

Places on a drawing run from 0 to 1000 along their axis.
"""

from msgspec import Struct

from roleguide.pages.view_parts import Axis


class PayLine(Struct, frozen=True):
    """Pay at one place or in one industry: a row of a table and the range drawn in it."""

    label: str
    href: str
    """Address of the place's own page; empty when it has none."""
    low: str
    typical: str
    high: str
    x_low: int | None
    x_typical: int | None
    x_high: int | None
    note: str
    """Date, period or measure where they differ from the table's; marks of doubt; jobs."""
    reference: bool = False
    """True for the line that the others are read against."""


class PayLines(Struct, frozen=True):
    """R7: pay by place or by industry as a table with a drawing in each row."""

    heading: str
    """What a line is: ``Place`` or ``Industry``."""
    summary: str
    """How many lines there are: ``10 of 19 industries``."""
    lines: tuple[PayLine, ...]
    axis: Axis | None
    """``None`` when nothing can be drawn."""
    sentences: tuple[str, ...]
    receipts: tuple[int, ...]


class PayYear(Struct, frozen=True):
    """One release in the line of the years."""

    label: str
    low: str
    typical: str
    high: str
    x: int
    y_low: int | None
    y_typical: int | None
    y_high: int | None
    """Places on the upright axis, 0 at the bottom."""
    open_high: bool
    """True when the count stops at the upper end."""
    joined: bool
    """True when a line leads here from the year before: nothing was redefined between them."""
    receipts: tuple[int, ...]


class PayYears(Struct, frozen=True):
    """Pay over the years from one programme: a line with breaks, and the same as a table."""

    years: tuple[PayYear, ...]
    axis: Axis
    caption: str
    """Names the measure, the occupation and the place."""
    sentences: tuple[str, ...]


class Share(Struct, frozen=True):
    """A bar from zero with its words; ``width`` is 0 to 1000."""

    label: str
    text: str
    width: int
    note: str = ""


class Shares(Struct, frozen=True):
    """Bars from zero as a table: jobs now and then, a work mix, places with jobs."""

    title: str
    heading: str
    """What the bars are of: ``Year``, ``Place`` …"""
    measure: str
    """What their length says: ``Jobs``, ``Share`` …"""
    shares: tuple[Share, ...]
    sentence: str
    """The same in words, where, when and of whom it was measured."""
    receipts: tuple[int, ...]


class RatedSkill(Struct, frozen=True):
    """A skill of the occupation with the source's ratings."""

    name: str
    href: str
    """Address of the skill's page; empty when the guide has none."""
    importance: str
    level: str
    width: int


class OccupationSkills(Struct, frozen=True):
    """What a survey says the occupation needs, most important first."""

    rated: tuple[RatedSkill, ...]
    tools: tuple[str, ...]
    """Technologies, those in demand first, each with its mark in words."""
    sentence: str
    receipts: tuple[int, ...]


class OccupationTitles(Struct, frozen=True):
    """Other titles of the occupation, those that people gave as theirs first."""

    titles: tuple[str, ...]
    more: str
    """``and 12 more``; empty when all are shown."""
    receipts: tuple[int, ...]
