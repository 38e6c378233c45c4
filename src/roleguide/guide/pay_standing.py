"""Where the pay of a posting stands among the people of its role.

A posting is held against one measured distribution: that of the posting's place, or of the nearest
wider place that has one, in the posting's currency and of the same measure (base pay before tax).
Amounts go from one period to another only by the hours that the row itself states. What can't be
compared says why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Final, Literal

from msgspec import Struct

from roleguide.guide.figures import PERCENTILES, PayObservation, Value
from roleguide.guide.measured import PaidBy
from roleguide.guide.posting import PostedPay
from roleguide.guide.role import OccupationCode
from roleguide.guide.words import ObservationKind, PayPeriod

Percentile = Literal["p10", "p25", "p50", "p75", "p90"]
Standing = Literal["below", "lower", "inside", "spans", "upper", "above"]
"""A range against the middle half (p25 to p75): all of it below; from below into it; inside it;
from below to above it; from inside to above it; all of it above."""
Obstacle = Literal["not_stated", "no_figures", "currency", "basis", "tax", "period"]
"""Why pay can't be compared: the posting states none; the role has no distribution there; those
that there are, are in another currency, of another measure, after tax, or of another period without
stated hours."""
LEAST_PERCENTILES: Final = 2
"""Percentiles that make a row a distribution."""
Rounding = Callable[[Decimal, PayPeriod], Decimal]
"""How an amount is rounded where it is shown."""


class Rank(Struct, frozen=True):
    """Where an amount lies: the highest percentile that it reaches (``None``: none that is known)
    and the lowest that it does not exceed (``None``: none). Both are the same where it equals
    one."""

    amount: Decimal
    reaches: Percentile | None
    within: Percentile | None


class PayStanding(Struct, frozen=True):
    """Posted pay against a distribution.

    ``paid`` is the row that it was compared with, or the nearest that it could not be compared
    with. ``values`` are that row's percentiles for the posting's period, rounded as shown, where
    they were compared. ``low`` and ``high`` are the ends that the posting states.
    """

    obstacle: Obstacle | None
    paid: PaidBy | None = None
    values: tuple[tuple[Percentile, Value], ...] = ()
    low: Rank | None = None
    high: Rank | None = None
    standing: Standing | None = None


def list_distributions(
    rows: Iterable[tuple[PayObservation, OccupationCode | None]],
    areas: Iterable[str],
    kinds: tuple[ObservationKind, ...],
) -> tuple[PaidBy, ...]:
    """List a role's distributions that may stand for a place: nearest place first, then by kind,
    yearly ones first.

    ``areas`` is the place and what contains it, nearest first; ``kinds`` the kinds of figures that
    may lead, in their order. What employers post is never among them: it is what is compared. Of
    one place, kind, currency, measure and period only the newest row is listed, one about the role
    itself before one about its occupation.
    """
    order = {area: number for number, area in enumerate(areas)}
    found: dict[tuple[object, ...], PaidBy] = {}
    for row, code in rows:
        if row.place not in order or row.kind not in kinds or not _is_distribution(row):
            continue
        key = (row.place, row.kind, row.currency, row.pay_basis, row.gross_net, row.pay_period)
        before = found.get(key)
        if before is None or _rank(row, code) > _rank(before.row, before.code):
            found[key] = PaidBy(row, code)
    return tuple(
        sorted(
            found.values(),
            key=lambda one: (
                order[one.row.place],
                kinds.index(one.row.kind),
                one.row.pay_period != "year",
            ),
        )
    )


def _is_distribution(row: PayObservation) -> bool:
    known = sum(row.value(name).amount is not None for name in PERCENTILES)
    return (
        row.level is None
        and not row.industry
        and row.kind != "employer_posted"
        and known >= LEAST_PERCENTILES
    )


def _rank(row: PayObservation, code: OccupationCode | None) -> tuple[object, ...]:
    return (code is None, row.as_of)


def compare_pay(
    posted: PostedPay | None, near: tuple[PaidBy, ...], rounding: Rounding
) -> PayStanding:
    """Hold posted pay against the first of a role's distributions that it can be compared with."""
    if posted is None or (posted.min is None and posted.max is None):
        return PayStanding("not_stated", near[0] if near else None)
    obstacles = [(_find_obstacle(posted, one.row), one) for one in near]
    fitting = [one for obstacle, one in obstacles if obstacle is None]
    if not fitting:
        # The nearest to being comparable says what is in the way.
        obstacles.sort(key=lambda pair: _OBSTACLES.index(pair[0] or "currency"))
        return PayStanding(*obstacles[0]) if near else PayStanding("no_figures")
    nearest = fitting[0].row
    paid = min(
        (one for one in fitting if (one.row.place, one.row.kind) == (nearest.place, nearest.kind)),
        key=lambda one: one.row.pay_period != posted.pay_period,
    )
    values = tuple(
        (name, _round(paid.row.convert(value, posted.pay_period), posted.pay_period, rounding))
        for name in _NAMES
        if (value := paid.row.value(name)).state != "not_stated"
    )
    low = rank_amount(posted.min, values) if posted.min is not None else None
    high = rank_amount(posted.max, values) if posted.max is not None else None
    return PayStanding(None, paid, values, low, high, stand(posted.min, posted.max, dict(values)))


_OBSTACLES: Final = ("period", "tax", "basis", "currency")
_NAMES: Final[tuple[Percentile, ...]] = ("p10", "p25", "p50", "p75", "p90")


def _round(value: Value, period: PayPeriod, rounding: Rounding) -> Value:
    return value if value.amount is None else Value(value.state, rounding(value.amount, period))


def _find_obstacle(posted: PostedPay, row: PayObservation) -> Obstacle | None:
    if row.currency != posted.currency:
        return "currency"
    if row.pay_basis != posted.pay_basis:
        return "basis"
    if row.gross_net != "gross":
        return "tax"
    if row.pay_period != posted.pay_period and row.hours_per_year is None:
        return "period"
    return None


def rank_amount(amount: Decimal, values: Iterable[tuple[Percentile, Value]]) -> Rank:
    """Find the percentiles that an amount lies between; ``values`` ascend.

    A top-coded percentile is at least the amount where counting stopped: an amount up to there is
    within it, but whether a higher one reaches it nobody knows.
    """
    reaches: Percentile | None = None
    within: Percentile | None = None
    for name, value in values:
        if value.amount is None:
            continue
        if value.state == "reported" and amount >= value.amount:
            reaches = name
        if within is None and amount <= value.amount:
            within = name
    return Rank(amount, reaches, within)


def stand(
    low: Decimal | None, high: Decimal | None, values: dict[Percentile, Value]
) -> Standing | None:
    """Place a range against the middle half; ``None`` where an end or a quartile leaves it open.

    A range without an upper end still stands above when its lower end does, and one without a lower
    end below when its upper end does.
    """
    to_low = _side(low, values)
    to_high = _side(high, values)
    if to_low == 1:
        return "above"
    if to_high == -1:
        return "below"
    if to_low is None or to_high is None:
        return None
    return _STANDINGS[to_low, to_high]


_STANDINGS: Final[dict[tuple[int, int], Standing]] = {
    (-1, 0): "lower",
    (-1, 1): "spans",
    (0, 0): "inside",
    (0, 1): "upper",
}


def _side(amount: Decimal | None, values: dict[Percentile, Value]) -> int | None:
    """Tell whether an amount lies below (-1), in (0) or above (1) the middle half."""
    if amount is None:
        return None
    lower, upper = values.get("p25"), values.get("p75")
    if lower is not None and lower.amount is not None and amount < lower.amount:
        return -1
    if upper is None or upper.amount is None:
        return None
    if amount > upper.amount:
        return 1 if upper.state == "reported" else None
    if lower is None or lower.amount is None or lower.state != "reported":
        return None
    return 0
