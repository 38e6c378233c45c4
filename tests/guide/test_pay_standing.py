"""A posting stands where its amounts lie among those of its role, and what is unknown stays so."""

from decimal import Decimal
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.guides import CODE, full_row, make_row, money
from roleguide.guide.figures import Month, Value
from roleguide.guide.measured import PaidBy
from roleguide.guide.pay_standing import (
    Percentile,
    compare_pay,
    list_distributions,
    rank_amount,
    stand,
)
from roleguide.guide.posting import PostedPay
from roleguide.guide.words import ObservationKind, PayPeriod

KINDS: tuple[ObservationKind, ...] = ("official_statistic", "employer_posted", "editorial_estimate")
NAMES: tuple[Percentile, ...] = get_args(Percentile)
ORDER: dict[str | None, int] = {"below": 0, "lower": 1, "inside": 2, "upper": 3, "above": 4}


def exactly(amount: Decimal, _period: PayPeriod) -> Decimal:
    return amount


def cents(amount: Decimal, _period: PayPeriod) -> Decimal:
    return amount.quantize(Decimal("0.01"))


def posted(low: Any, high: Any, **fields: Any) -> PostedPay:
    known = {"currency": "USD", "pay_period": "year", **fields}
    return PostedPay(
        min=None if low is None else Decimal(low),
        max=None if high is None else Decimal(high),
        **known,
    )


amounts = st.integers(1, 500).map(lambda thousands: Decimal(thousands * 1000))


@st.composite
def distributions(draw: st.DrawFn) -> dict[Percentile, Value]:
    """Ascending percentiles, of which the upper ones may be top-coded and any one withheld."""
    numbers = sorted(draw(st.lists(amounts, min_size=5, max_size=5)))
    capped = draw(st.integers(0, 5))
    made: dict[Percentile, Value] = {}
    for index, (name, number) in enumerate(zip(NAMES, numbers, strict=True)):
        if draw(st.integers(0, 6)) == 0:
            made[name] = money(None, "suppressed")
        elif index >= capped:
            made[name] = Value("top_coded", numbers[capped])
        else:
            made[name] = Value("reported", number)
    return made


whole = st.lists(amounts, min_size=5, max_size=5).map(
    lambda numbers: {
        name: Value("reported", number) for name, number in zip(NAMES, sorted(numbers), strict=True)
    }
)


@given(whole, st.data())
def test_a_range_inside_the_middle_half_is_neither_above_nor_below(
    values: dict[Percentile, Value], data: st.DataObject
) -> None:
    inside = st.decimals(values["p25"].amount, values["p75"].amount, places=2)
    low, high = sorted((data.draw(inside), data.draw(inside)))
    assert stand(low, high, values) == "inside"


@given(whole, amounts, amounts, amounts)
def test_a_range_that_rises_never_stands_lower(
    values: dict[Percentile, Value], one: Decimal, other: Decimal, rise: Decimal
) -> None:
    low, high = sorted((one, other))
    before, after = stand(low, high, values), stand(low + rise, high + rise, values)
    if "spans" not in (before, after):
        assert ORDER[before] <= ORDER[after]


@given(whole, amounts, amounts)
def test_a_range_always_stands_somewhere_when_the_quartiles_are_known(
    values: dict[Percentile, Value], one: Decimal, other: Decimal
) -> None:
    assert stand(min(one, other), max(one, other), values) is not None


@given(distributions(), amounts, amounts)
def test_a_higher_amount_never_ranks_lower(
    values: dict[Percentile, Value], one: Decimal, other: Decimal
) -> None:
    low, high = (rank_amount(amount, values.items()) for amount in sorted((one, other)))

    def place(name: Percentile | None, none: int) -> int:
        return none if name is None else NAMES.index(name)

    assert place(low.reaches, -1) <= place(high.reaches, -1)
    assert place(low.within, 5) <= place(high.within, 5)


@given(distributions(), amounts)
def test_an_amount_lies_between_the_percentiles_that_are_named(
    values: dict[Percentile, Value], amount: Decimal
) -> None:
    rank = rank_amount(amount, values.items())
    if rank.reaches is not None:
        assert values[rank.reaches].state == "reported"
        assert (values[rank.reaches].amount or 0) <= amount
    if rank.within is not None:
        assert (values[rank.within].amount or 0) >= amount


@given(distributions(), amounts, amounts)
def test_what_was_capped_or_withheld_is_never_exceeded(
    values: dict[Percentile, Value], one: Decimal, other: Decimal
) -> None:
    standing = stand(min(one, other), max(one, other), values)
    upper, lower = values["p75"], values["p25"]
    if upper.state != "reported":
        assert standing not in ("above", "upper", "spans")
    if lower.amount is None:
        assert standing not in ("below", "lower", "spans", "inside", "upper")


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (50000, 70000, "below"),
        (50000, 80000, "lower"),
        (80000, 130000, "inside"),
        (79999, 130001, "spans"),
        (130000, 140000, "upper"),
        (130001, 140000, "above"),
        (130001, None, "above"),
        (90000, None, None),
        (None, 79999, "below"),
        (None, 90000, None),
    ],
)
def test_each_standing(low: int | None, high: int | None, expected: str | None) -> None:
    found = compare_pay(posted(low, high), (PaidBy(full_row(), CODE),), exactly)
    assert (found.obstacle, found.standing) == (None, expected)


def test_amounts_are_held_against_what_is_shown_for_the_period() -> None:
    found = compare_pay(posted(40, "48.08", pay_period="hour"), (PaidBy(full_row(), CODE),), cents)
    assert dict(found.values)["p50"].amount == Decimal("48.08")
    assert found.high is not None
    assert (found.high.reaches, found.high.within) == ("p50", "p50")


@pytest.mark.parametrize(
    ("fields", "obstacle"),
    [
        ({"currency": "GBP"}, "currency"),
        ({"pay_basis": "total_cash"}, "basis"),
        ({"gross_net": "net"}, "tax"),
        ({"pay_period": "hour", "hours_per_year": None}, "period"),
    ],
)
def test_what_can_not_be_compared_says_why(fields: dict[str, Any], obstacle: str) -> None:
    row = PaidBy(full_row(**fields), CODE)
    found = compare_pay(posted(90000, 100000), (row,), exactly)
    assert (found.obstacle, found.paid, found.standing) == (obstacle, row, None)


def test_the_nearest_to_being_comparable_says_why() -> None:
    rows = (PaidBy(full_row(currency="GBP"), CODE), PaidBy(full_row(pay_basis="bonus"), CODE))
    assert compare_pay(posted(1, 2), rows, exactly).obstacle == "basis"


def test_without_figures_or_without_pay_nothing_is_compared() -> None:
    assert compare_pay(posted(1, 2), (), exactly).obstacle == "no_figures"
    assert compare_pay(None, (), exactly).obstacle == "not_stated"
    assert compare_pay(posted(None, None), (), exactly).obstacle == "not_stated"


def test_the_nearest_place_stands_first_and_conversion_comes_last() -> None:
    rows = [
        (full_row(), CODE),
        (full_row(place="us-co", pay_period="hour", p10=1, p25=2, p50=3, p75=4, p90=5), CODE),
        (full_row(place="us-co"), CODE),
        (full_row(place="elsewhere"), CODE),
    ]
    found = list_distributions(rows, ("us-co", "us"), KINDS)
    assert [one.row.place for one in found] == ["us-co", "us-co", "us"]
    compared = compare_pay(posted(90000, 100000), found, exactly).paid
    assert compared is not None
    assert (compared.row.place, compared.row.pay_period) == ("us-co", "year")


def test_only_measured_distributions_are_listed_the_newest_of_each() -> None:
    rows = [
        (full_row(as_of=Month(2024, 5)), CODE),
        (full_row(), CODE),
        (full_row(level="senior"), CODE),
        (full_row(industry="54"), CODE),
        (full_row(kind="employer_posted"), CODE),
        (full_row(kind="self_reported"), CODE),
        (make_row(kind="editorial_estimate", p50=1), CODE),
    ]
    (found,) = list_distributions(rows, ("us",), KINDS)
    assert found.row.as_of == Month(2025, 5)
    own = full_row(role="alpha", scheme="", occupation_code="", as_of=Month(2020, 1))
    assert list_distributions([*rows, (own, None)], ("us",), KINDS) == (PaidBy(own, None),)
