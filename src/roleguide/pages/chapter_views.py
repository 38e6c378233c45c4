"""What the templates of a role's chapters see: pay in detail, market, letters, questions."""

from msgspec import Struct

from roleguide.pages.figure_parts import PayLines, PayYears
from roleguide.pages.market_parts import MarketView
from roleguide.pages.view_parts import (
    BarChart,
    Blank,
    Faq,
    Letter,
    Link,
    PayView,
    Receipt,
    Shell,
)


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
    level_pay: BarChart | None
    level_pay_missing: str
    evidence: BarChart | None
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
