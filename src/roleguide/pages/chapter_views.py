"""What the templates of a role's chapters see: pay in detail, market, letters, questions."""

from msgspec import Struct

from roleguide.pages.asked_views import PostedPay
from roleguide.pages.figure_parts import PayLines, PayYears
from roleguide.pages.letter_parts import Blank, Letter
from roleguide.pages.market_parts import MarketView
from roleguide.pages.view_parts import (
    BarChart,
    Faq,
    Link,
    PayView,
    Receipt,
    Shell,
)


class PayTerm(Struct, frozen=True):
    """The headline's ends and middle for one period, or in one currency."""

    label: str
    low: str
    typical: str
    high: str
    note: str
    """``as published``, or the rate and its date."""
    receipts: tuple[int, ...]
    """Of the rate."""


class PayPoint(Struct, frozen=True):
    """A percentile to set a figure against."""

    label: str
    percent: int
    amount: str
    """A plain number in the currency and period of the tool."""
    open_ended: bool
    """True when the true figure is at least that much."""


class TermsRate(Struct, frozen=True):
    """A currency that a figure may be given in."""

    currency: str
    name: str
    rate: str
    """What one unit of the tool's currency is worth, a plain number."""


class TermsTool(Struct, frozen=True):
    """The headline as numbers, to set a figure of one's own against it."""

    currency: str
    """ISO 4217 code."""
    period: str
    """``year``, ``month``, ``week``, ``day`` or ``hour``."""
    hours: str
    """Paid hours a year that the source states; empty when it states none."""
    axis_low: str
    """The amount at the left end of the drawing."""
    axis_high: str
    points: tuple[PayPoint, ...]
    rates: tuple[TermsRate, ...]


class PayTerms(Struct, frozen=True):
    """The headline in other terms."""

    periods: tuple[PayTerm, ...]
    """The published period first."""
    period: str
    """The period of the lines in other currencies: ``a year``."""
    currencies: tuple[PayTerm, ...]
    sentences: tuple[str, ...]
    """How it is worked out."""
    tool: TermsTool


class RolePayPage(Struct, frozen=True):
    """R4 to R7 in full: all that was published of the role's pay."""

    shell: Shell
    title: str
    summary: str
    role: Link
    """The role's own page."""
    pay: PayView | None
    pay_missing: str
    pay_missing_receipts: tuple[int, ...]
    """Of a source that withheld the figures."""
    terms: PayTerms | None
    level_pay: BarChart | None
    level_pay_missing: str
    evidence: BarChart | None
    posted: PostedPay | None
    """What postings state, apart from what was measured."""
    posted_link: Link | None
    """The chapter on the role’s postings."""
    pay_years: PayYears | None
    place_pay: PayLines | None
    industry_pay: PayLines | None
    receipts: tuple[Receipt, ...]
    attributions: tuple[str, ...]


class RoleMarketPage(Struct, frozen=True):
    """R17 in full: the verdicts of the market rules and what they rest on."""

    shell: Shell
    title: str
    summary: str
    role: Link
    market: MarketView
    receipts: tuple[Receipt, ...]
    attributions: tuple[str, ...]


class RoleLettersPage(Struct, frozen=True):
    """R14 in full: sample letters by situation, to be filled in on the page."""

    shell: Shell
    title: str
    summary: str
    role: Link
    fields: tuple[Blank, ...]
    """The blanks of all letters, in the order in which they first appear."""
    letters: tuple[Letter, ...]
    receipts: tuple[Receipt, ...]
    attributions: tuple[str, ...]


class RoleQuestionsPage(Struct, frozen=True):
    """R15 in full: questions, those answered from the guide's data first."""

    shell: Shell
    title: str
    summary: str
    role: Link
    faqs: tuple[Faq, ...]
    receipts: tuple[Receipt, ...]
    attributions: tuple[str, ...]
