"""Rules of a row of pay: amounts in their order, definitions, numbers that can be."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from typing import Final

from roleguide.content.plausible import AMOUNTS, check_plausible
from roleguide.content.tables import Row
from roleguide.diagnostics import Report, excerpt
from roleguide.guide.figures import PERCENTILES, PayObservation

ORDERED: Final = ("min", *PERCENTILES, "max")
CURRENCY: Final = re.compile("[A-Z]{3}")
HOURS: Final = 8784
"""Of a leap year."""
MANY: Final = 10**10


def check_pay(row: Row, report: Report) -> None:
    """Report what is wrong inside a row of pay."""
    pay: PayObservation = row.value
    if CURRENCY.fullmatch(pay.currency) is None:
        _report_form(row, "currency", "write three capitals, as USD", report)
    if pay.gross_net not in ("gross", "net"):
        _report_form(row, "gross_net", "write gross or net", report)
    numbers = {
        name: amount for name in AMOUNTS if (amount := getattr(pay, name).amount) is not None
    }
    if not numbers and not any(getattr(pay, name).state == "suppressed" for name in AMOUNTS):
        report.error(
            row.place("p50"), "no-figure", "The row holds no amount.", "fill in at least one"
        )
    _check_amounts(row, numbers, report)
    for column, limit in (("hours_per_year", HOURS), ("sample_size", MANY), ("employment", MANY)):
        value = getattr(pay, column)
        if value is not None and not 0 < value <= limit:
            report.error(
                row.place(column), "out-of-range", f"{value} is out of range.", "correct it"
            )
    check_plausible(row, numbers, report)


def _report_form(row: Row, column: str, fix: str, report: Report) -> None:
    text = getattr(row.value, column)
    message = f"{excerpt(text)} does not have the form that is needed here."
    report.error(row.place(column), "bad-value", message, fix)


def _check_amounts(row: Row, numbers: dict[str, Decimal], report: Report) -> None:
    pay: PayObservation = row.value
    for name, amount in numbers.items():
        if amount <= 0:
            report.error(
                row.place(name),
                "out-of-range",
                f"The amount {amount} is not above 0.",
                "correct it",
            )
    order = [name for name in ORDERED if name in numbers]
    for before, after in pairwise(order):
        if numbers[before] > numbers[after]:
            report.error(
                row.place(after),
                "figures-out-of-order",
                f"{after} ({numbers[after]}) is below {before} ({numbers[before]}).",
                "check the two cells; percentiles never fall",
            )
    for below, above, word in (
        ("min", "mean", "mean"),
        ("mean", "max", "max"),
        ("band_low", "band_high", "band_high"),
    ):
        if below in numbers and above in numbers and numbers[below] > numbers[above]:
            report.error(
                row.place(word),
                "figures-out-of-order",
                f"{word} ({numbers[above]}) is below {numbers[below]}.",
                "check the amounts of the row",
            )
    if ("band_low" in numbers or "band_high" in numbers) and not pay.band_definition:
        report.error(
            row.place("band_definition"),
            "missing-definition",
            "The band has no definition.",
            "say what it is, for example `middle 50%`",
        )
