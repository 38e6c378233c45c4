"""Pay for another period: a year has twelve months, 52 weeks and the paid hours that are stated."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from roleguide.guide.words import PayPeriod

PER_YEAR: Final[dict[PayPeriod, int]] = {"year": 1, "month": 12, "week": 52, "day": 260}
"""Periods in a year; those are the divisors of OEWS (2,080 hours are 52 weeks of 40)."""


def express(
    amount: Decimal, stated: PayPeriod, wanted: PayPeriod, hours: Decimal | None
) -> Decimal | None:
    """Return an amount a ``stated`` period as an amount a ``wanted`` one.

    ``hours`` are the paid hours of a year; without them no hour leads to another period, nor back.
    """
    counts = [
        hours if period == "hour" else Decimal(PER_YEAR[period]) for period in (stated, wanted)
    ]
    if stated == wanted:
        return amount
    if counts[0] is None or not counts[1]:
        return None
    return amount * counts[0] / counts[1]
