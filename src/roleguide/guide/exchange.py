"""Money of another currency at a dated rate of the guide's table."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Context, Decimal
from typing import Final

from msgspec import Struct

from roleguide.guide.figures import Month
from roleguide.guide.observations import ExchangeRate

SUBJECT: Final = "rates"
"""The one subject of all rates: every rate may lead to every other."""
DIGITS: Final = Context(prec=6)
"""Rates are published with five or six significant digits."""


class Rate(Struct, frozen=True):
    """What one unit of some currency is worth in another one."""

    currency: str
    rate: Decimal
    """To six significant digits."""
    as_of: Month
    source: str


def rates_from(currency: str, rows: Iterable[ExchangeRate]) -> tuple[Rate, ...]:
    """Return the newest rate from a currency to each other one that the table leads to.

    A rate may be turned round, and two rates of one source and date may be joined over the currency
    that they share; rates of different dates or sources are never mixed. Of two equally new ones
    the source that comes first by id is taken.
    """
    releases: dict[tuple[Month, str], dict[tuple[str, str], Decimal]] = {}
    for row in rows:
        release = releases.setdefault((row.as_of, row.source), {})
        release[row.base, row.currency] = row.rate
        release.setdefault((row.currency, row.base), 1 / row.rate)
    found: dict[str, Rate] = {}
    for (as_of, source), release in sorted(releases.items(), reverse=True, key=_newest_first):
        for target, rate in _reach(currency, release).items():
            found.setdefault(target, Rate(target, DIGITS.plus(rate), as_of, source))
    return tuple(found[target] for target in sorted(found))


def _newest_first(item: tuple[tuple[Month, str], object]) -> tuple[Month, tuple[int, ...]]:
    as_of, source = item[0]
    return as_of, tuple(-ord(letter) for letter in source)


def _reach(currency: str, release: dict[tuple[str, str], Decimal]) -> dict[str, Decimal]:
    """Map currencies to their rates: those published first, then those over one other currency."""
    near = {target: rate for (base, target), rate in release.items() if base == currency}
    far = {
        target: rate * second
        for middle, rate in near.items()
        for (base, target), second in release.items()
        if base == middle and target != currency
    }
    return far | near
