"""Amounts that are possible but doubtful: an hour's pay in a row of years, hours of a week, a digit
too many."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import Final

from roleguide.content.tables import Row
from roleguide.diagnostics import Report
from roleguide.guide.figures import PERCENTILES, PayObservation

AMOUNTS: Final = (*PERCENTILES, "mean", "min", "max", "band_low", "band_high")
COMPARABLE: Final = frozenset({"USD", "EUR", "GBP", "CAD", "AUD", "NZD", "CHF"})
"""Currencies whose unit buys so much that an hour's pay and a year's can be told apart."""
PERIOD_WORDS: Final = {"hour": "for an hour", "year": "for a year"}
BOUNDS: Final = {"hour": (2, 2_000), "year": (2_000, 10**8)}
JUMP: Final = 8
"""From one percentile to the next. The largest step that OEWS published for the country from 2020 to
2025 is 6.8 (athletes, 2025); a digit too many makes one of 10 or more."""


def check_plausible(row: Row, numbers: dict[str, Decimal], report: Report) -> None:
    """Warn about an hour's pay in a row of years, and the other way round, and about percentiles
    that jump."""
    pay: PayObservation = row.value
    if pay.hours_per_year is not None and 0 < pay.hours_per_year < 200:
        report.warning(
            row.place("hours_per_year"),
            "doubtful-figure",
            f"{pay.hours_per_year} paid hours a year are few.",
            "write the hours of a year, for example 2080 for 40 hours a week",
        )
    stated = [name for name in PERCENTILES if name in numbers]
    for before, after in pairwise(stated):
        if numbers[after] > JUMP * numbers[before] > 0:
            report.warning(
                row.place(after),
                "doubtful-figure",
                f"{after} ({numbers[after]}) is more than {JUMP} times {before}"
                f" ({numbers[before]}).",
                "check the digits of both cells",
            )
    bounds = BOUNDS.get(pay.pay_period)
    if bounds is None or pay.currency not in COMPARABLE:
        return
    low, high = bounds
    if all(low <= amount <= high for amount in numbers.values()):
        return
    for name, amount in numbers.items():
        if amount > 0 and not low <= amount <= high:
            report.warning(
                row.place(name),
                "doubtful-figure",
                f"{amount} {pay.currency} is doubtful as pay {PERIOD_WORDS[pay.pay_period]}.",
                "check `pay_period`, and write thousands without a separator: 38000",
            )
            return
