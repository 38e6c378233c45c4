"""Rows of the guide's tables: pay, outlook, places and occupations. Money is Decimal, never
float."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from msgspec import Struct

from roleguide.guide.words import (
    LevelName,
    ObservationKind,
    PayBasis,
    PayPeriod,
    PlaceKind,
    ValueState,
)

PERCENTILES: Final = ("p10", "p25", "p50", "p75", "p90")
FIGURE_NAMES: Final = (*PERCENTILES, "mean", "min", "max", "band_low", "band_high")
"""The fields of a pay row that hold an amount."""
RANGES: Final = (("min", "max"), ("p10", "p90"), ("p25", "p75"))
"""Ends of the ranges that a pay row may state, the widest first."""


class Place(Struct, frozen=True, array_like=True):
    """A country, state, metro area … with its ISO codes and parent."""

    id: str
    name: str
    kind: PlaceKind
    iso_3166_1: str = ""
    iso_3166_2: str = ""
    parent: str = ""
    metro_scheme: str = ""
    metro_code: str = ""
    currency: str = ""


class Occupation(Struct, frozen=True, array_like=True):
    """A code of a classification and its official title."""

    scheme: str
    code: str
    title: str


class Value(Struct, frozen=True, array_like=True):
    """A figure with its state: ``top_coded`` keeps the amount where counting stopped,
    ``suppressed`` has none."""

    state: ValueState
    amount: Decimal | None = None


NOT_STATED: Final = Value("not_stated")


class Month(Struct, frozen=True, order=True, array_like=True):
    """A date that a figure holds for: a year and month, or a day of it."""

    year: int
    month: int
    day: int = 0

    @classmethod
    def from_text(cls, text: str) -> Month:
        """Read ``2025-05`` or ``2025-05-31``; raise ``ValueError`` for anything else."""
        parts = text.split("-")
        widths = [len(part) for part in parts]
        if widths not in ([4, 2], [4, 2, 2]) or not all(
            part.isdecimal() and part.isascii() for part in parts
        ):
            raise ValueError("write a month as 2025-05 or a day as 2025-05-31")
        try:
            date(int(parts[0]), int(parts[1]), int(parts[2]) if len(parts) == 3 else 1)
        except ValueError:
            raise ValueError(f"“{text}” is not a real date") from None
        return cls(*(int(part) for part in parts))


class PayObservation(Struct, frozen=True, array_like=True):
    """One row of ``pay.csv``: what one source measured for one occupation or role at one place and
    date.

    Amounts are in ``currency`` a ``pay_period``; ``relative_standard_error_pct`` is in percent.
    """

    role: str
    scheme: str
    occupation_code: str
    level: LevelName | None
    industry: str
    """Code of an industry in ``industries.csv``; empty: all of them together."""
    place: str
    kind: ObservationKind
    currency: str
    pay_period: PayPeriod
    pay_basis: PayBasis
    gross_net: str
    mean: Value
    p10: Value
    p25: Value
    p50: Value
    p75: Value
    p90: Value
    min: Value
    max: Value
    band_low: Value
    band_high: Value
    band_definition: str
    hours_per_year: Decimal | None
    sample_size: int | None
    employment: int | None
    relative_standard_error_pct: Decimal | None
    as_of: Month
    source: str
    locator: str
    note: str

    def value(self, name: str) -> Value:
        """Return the value of a percentile, ``mean``, ``min``, ``max``, ``band_low`` or
        ``band_high``."""
        found: Value = getattr(self, name)
        return found

    @property
    def has_amounts(self) -> bool:
        """Whether any figure is stated and not withheld."""
        return any(self.value(name).amount is not None for name in FIGURE_NAMES)

    @property
    def leading(self) -> tuple[str, ...]:
        """Names of the figures that stand for the row where only one can: the median or the mean
        alone, else both ends of the widest range, of which one may be missing (an empty name)."""
        for name in ("p50", "mean"):
            if self.value(name).amount is not None:
                return (name,)
        for low, high in RANGES:
            if self.value(low).amount is not None and self.value(high).amount is not None:
                return (low, high)
        for low, _ in RANGES:
            if self.value(low).amount is not None:
                return (low, "")
        return ("", next((high for _, high in RANGES if self.value(high).amount is not None), ""))

    @property
    def occupation(self) -> tuple[str, str]:
        """Scheme and code, both empty for a row about a role."""
        return (self.scheme, self.occupation_code)

    def convert(self, value: Value, period: PayPeriod) -> Value:
        """Express a value for another period through the row's stated paid hours; the state stays.

        Without stated hours the result is :data:`NOT_STATED`: a salary of teachers or pilots has no
        hourly equivalent that anybody measured.
        """
        if value.amount is None or period == self.pay_period:
            return value
        if self.hours_per_year is None:
            return NOT_STATED
        amount = value.amount * self.hours_per_year / self.hours_per_year_share(period)
        return Value(value.state, amount)

    def hours_per_year_share(self, period: PayPeriod) -> Decimal:
        """Return the divisor that takes an amount a ``pay_period`` to an amount a ``period``."""
        hours = self.hours_per_year or Decimal(0)
        paid = {
            "hour": Decimal(1),
            "day": hours / 260,
            "week": hours / 52,
            "month": hours / 12,
            "year": hours,
        }
        return hours * paid[self.pay_period] / paid[period]


class Outlook(Struct, frozen=True, array_like=True):
    """One row of ``outlook.csv``: a projection; jobs are persons, ``change_pct`` is in percent."""

    scheme: str
    occupation_code: str
    place: str
    base_year: int
    target_year: int
    employment_base: int | None
    employment_target: int | None
    change_number: int | None
    change_pct: Decimal | None
    annual_openings: int | None
    as_of: Month | None
    source: str
    locator: str

    @property
    def occupation(self) -> tuple[str, str]:
        """Scheme and code."""
        return (self.scheme, self.occupation_code)
