"""Amounts that are possible but doubtful: an hour's pay in a row of years, hours of a week."""

from __future__ import annotations

from roleguide.content.tables import Row
from roleguide.diagnostics import Report
from roleguide.guide.figures import PERCENTILES, PayObservation

AMOUNTS = (*PERCENTILES, "mean", "min", "max", "band_low", "band_high")
COMPARABLE = frozenset({"USD", "EUR", "GBP", "CAD", "AUD", "NZD", "CHF"})
"""Currencies whose unit buys so much that an hour's pay and a year's can be told apart."""
PERIOD_WORDS = {"hour": "for an hour", "year": "for a year"}


def check_plausible(row: Row, report: Report) -> None:
    """Warn about an hour's pay in a row of years, and the other way round."""
    pay: PayObservation = row.value
    if pay.hours_per_year is not None and 0 < pay.hours_per_year < 200:
        report.warning(
            row.place("hours_per_year"),
            "doubtful-figure",
            f"{pay.hours_per_year} paid hours a year are few.",
            "write the hours of a year, for example 2080 for 40 hours a week",
        )
    bounds = {"hour": (2, 2_000), "year": (2_000, 10**8)}.get(pay.pay_period)
    if bounds is None or pay.currency not in COMPARABLE:
        return
    for name in AMOUNTS:
        amount = pay.value(name).amount
        if amount is not None and amount > 0 and not bounds[0] <= amount <= bounds[1]:
            report.warning(
                row.place(name),
                "doubtful-figure",
                f"{amount} {pay.currency} is doubtful as pay {PERIOD_WORDS[pay.pay_period]}.",
                "check `pay_period`, and write thousands without a separator: 38000",
            )
            return
