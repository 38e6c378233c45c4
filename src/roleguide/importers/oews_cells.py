"""Cells of OEWS files: numbers among special signs.

``*`` no wage estimate, ``**`` no employment estimate, ``#`` a wage at or above the release's top
code, ``~`` under 0.5 percent of establishments; an empty cell is not stated.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from roleguide.guide.figures import NOT_STATED, Value
from roleguide.importers.oews_release import TOP_CODES, Release
from roleguide.importers.published_numbers import read_published
from roleguide.importers.refusal import refuse
from roleguide.importers.sheet import Row

ABSENT = frozenset({"", "*", "**", "~", "#"})
SUPPRESSED = Value("suppressed")
ANNUAL = {
    "mean": "A_MEAN",
    "p10": "A_PCT10",
    "p25": "A_PCT25",
    "p50": "A_MEDIAN",
    "p75": "A_PCT75",
    "p90": "A_PCT90",
}
"""Field → column, in US dollars a year; those in dollars an hour begin with H."""
HOURLY = {field: f"H{column[1:]}" for field, column in ANNUAL.items()}


def read_number(row: Row, column: str) -> Decimal | None:
    """Read a number; ``None`` for the signs that stand for none."""
    return read_published(row, column, ABSENT, "a number or one of * ** # ~")


def read_whole(row: Row, column: str) -> int | None:
    """Read a count of jobs; nobody counts zero of them in a published row."""
    number = read_number(row, column)
    return int(number) if number else None


def read_wage(row: Row, column: str, release: Release) -> Value:
    """Read a wage with its state."""
    text = row[column]
    if text in ("*", "**"):
        return SUPPRESSED
    if text == "#":
        tops = TOP_CODES.get(release.year)
        if tops is None:
            raise refuse(
                row.place(column),
                "unknown-top-code",
                f"The cell {column} is top-coded (#), and it is not known where {release.name} "
                "stops counting.",
                "add the top code of this release to TOP_CODES in importers/oews_release.py",
            )
        return Value("top_coded", tops[column.startswith("H_")])
    number = read_number(row, column)
    return NOT_STATED if number is None else Value("reported", number)


def read_wages(row: Row, columns: dict[str, str], release: Release) -> dict[str, Value]:
    """Read the mean and the percentiles of a period."""
    return {field: read_wage(row, column, release) for field, column in columns.items()}


def is_ordered(wages: dict[str, Value]) -> bool:
    """Tell whether no percentile is below the one before it."""
    stated = [
        amount
        for field in ("p10", "p25", "p50", "p75", "p90")
        if (amount := wages[field].amount) is not None
    ]
    return all(low <= high for low, high in pairwise(stated))


def is_published(wages: dict[str, Value]) -> bool:
    """Tell whether any of the wages is given, be it as a top code."""
    return any(wage.amount is not None for wage in wages.values())
