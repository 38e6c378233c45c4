"""Axes and marks of pay drawings: places along an axis as 0 to 1000, and the words beside them."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Final

from roleguide.guide.figures import Value
from roleguide.guide.words import PayPeriod
from roleguide.pages import views
from roleguide.pages.amounts import PERIOD_WORDS, Amounts

STEPS: Final = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
TICKS: Final = 6
"""At most this many ticks: more don't fit a phone."""


class Scale:
    """Maps amounts to an axis whose ends are round."""

    def __init__(self, amounts: list[Decimal]) -> None:
        low, high = min(amounts), max(amounts)
        if low == high:
            low, high = low * Decimal("0.9"), high * Decimal("1.1")
        step = (high - low) / (TICKS - 1)
        power = Decimal(10) ** step.adjusted()
        self.step = next(power * factor for factor in STEPS if power * factor >= step)
        # Not //: it rounds towards zero, so a ceiling made with it would cut the axis short.
        self.low = (low / self.step).to_integral_value(ROUND_FLOOR) * self.step
        self.high = (high / self.step).to_integral_value(ROUND_CEILING) * self.step

    def x(self, amount: Decimal | None) -> int | None:
        """Return the place of an amount on the axis; ``None`` for none."""
        if amount is None:
            return None
        return round((amount - self.low) / (self.high - self.low) * 1000)

    def axis(self, amounts: Amounts, currency: str, period: PayPeriod) -> views.Axis:
        """Return the ticks and the axis' name."""
        ticks = []
        at = self.low
        while at <= self.high:
            ticks.append(views.Tick(amounts.short(at, currency, period), self.x(at) or 0))
            at += self.step
        return views.Axis(tuple(ticks), f"{amounts.currency_name(currency)} {PERIOD_WORDS[period]}")


def mark(
    scale: Scale, label: str, short: str, value: Value, *, text: str, other: str
) -> views.Mark:
    """Return a value's mark."""
    return views.Mark(
        label, short, text, other, scale.x(value.amount), open_ended=value.state == "top_coded"
    )
