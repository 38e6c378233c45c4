"""The pay of a posting: amounts in their order, in a currency of its place, for the right period."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from roleguide.content.load import Content
from roleguide.content.plausible import COMPARABLE, JUMP
from roleguide.content.record import Record
from roleguide.diagnostics import Report, suggest
from roleguide.guide.figures import Place
from roleguide.guide.posting import PostedPay, Posting
from roleguide.guide.standard_codes import CURRENCIES
from roleguide.guide.words import PayPeriod

BOUNDS: Final[dict[PayPeriod, tuple[int, int]]] = {
    "hour": (2, 500),
    "day": (10, 5_000),
    "week": (50, 20_000),
    "month": (200, 100_000),
    "year": (5_000, 5_000_000),
}
"""Narrower than those of statistics: an employer offers what people live on."""


def check_posted_pay(record: Record, content: Content, report: Report) -> None:
    """Report pay that can’t be, and doubt pay that hardly is."""
    posting: Posting = record.value
    pay = posting.posted_pay
    if pay is None:
        return
    stated = [amount for amount in (pay.min, pay.max) if amount is not None]
    if not stated:
        report.error(
            record.marks.find("pay"),
            "no-figure",
            "The pay holds no amount.",
            "add `min`, `max` or both, or write `pay: not_stated`",
        )
    elif any(amount <= 0 for amount in stated):
        report.error(
            record.marks.find("pay", "min" if pay.min is not None and pay.min <= 0 else "max"),
            "out-of-range",
            f"The amount {min(stated)} is not above 0.",
            "correct it, or write `pay: not_stated`",
        )
    elif pay.min is not None and pay.max is not None and pay.max < pay.min:
        report.error(
            record.marks.find("pay", "max"),
            "figures-out-of-order",
            f"The highest pay, max ({pay.max}), is below the lowest, min ({pay.min}).",
            "write the lower amount first",
        )
    else:
        _check_plausible(record, pay, stated, report)
    _check_currency(record, pay, content, report)


def _check_plausible(
    record: Record, pay: PostedPay, stated: list[Decimal], report: Report
) -> None:
    if pay.min is not None and pay.max is not None and pay.max > JUMP * pay.min:
        report.warning(
            record.marks.find("pay", "max"),
            "doubtful-figure",
            f"max ({pay.max}) is more than {JUMP} times min ({pay.min}).",
            "check the digits of both amounts",
        )
    elif pay.currency in COMPARABLE:
        low, high = BOUNDS[pay.pay_period]
        for amount in stated:
            if not low <= amount <= high:
                report.warning(
                    record.marks.find("pay", "pay_period"),
                    "doubtful-figure",
                    f"{amount} {pay.currency} is doubtful as pay for"
                    f" {'an' if pay.pay_period == 'hour' else 'a'} {pay.pay_period}.",
                    "check the period and the digits: 28.50 USD/hour, 59000 USD/year",
                )
                return


def _check_currency(record: Record, pay: PostedPay, content: Content, report: Report) -> None:
    posting: Posting = record.value
    place = record.marks.find("pay", "currency")
    if pay.currency not in CURRENCIES:
        report.warning(
            place,
            "unknown-currency",
            f"There is no currency {pay.currency} in use.",
            suggest(pay.currency, CURRENCIES, "write its ISO 4217 code, as USD or EUR"),
        )
        return
    usual: set[str] = set()
    for name in (*posting.where, *posting.applicant_places):
        usual.update(_list_currencies(name, content))
    if usual and pay.currency not in usual:
        report.warning(
            place,
            "wrong-currency",
            f"The currency {pay.currency} is not that of the posting’s places"
            f" ({', '.join(sorted(usual))}).",
            "check the currency and `places`; a posting that pays in another currency is rare",
        )


def _list_currencies(name: str, content: Content) -> Iterator[str]:
    """Yield the currency of a place, or of the nearest place around it that has one."""
    places = content.rows_of(Place)
    seen: set[str] = set()
    while name and name not in seen:
        seen.add(name)
        place: Place | None = places.get(name)
        if place is None:
            return
        if place.currency:
            yield place.currency
            return
        name = place.parent
