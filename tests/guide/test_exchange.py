"""Rates of exchange: the newest, of one source and date, never mixed."""

from decimal import Decimal
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from roleguide.guide.exchange import Rate, rates_from
from roleguide.guide.figures import Month
from roleguide.guide.observations import ExchangeRate

OLD, NEW = Month(2026, 10, 30), Month(2026, 11, 20)


def row(
    base: str, currency: str, rate: str, when: Month = NEW, source: str = "bank"
) -> ExchangeRate:
    return ExchangeRate(base, currency, Decimal(rate), when, source)


def test_a_rate_leads_both_ways() -> None:
    rows = [row("EUR", "USD", "1.25")]
    assert rates_from("EUR", rows) == (Rate("USD", Decimal("1.25"), NEW, "bank"),)
    assert rates_from("USD", rows) == (Rate("EUR", Decimal("0.8"), NEW, "bank"),)
    assert rates_from("GBP", rows) == ()


def test_two_rates_of_one_day_are_joined_over_what_they_share() -> None:
    rows = [row("EUR", "USD", "1.25"), row("EUR", "GBP", "0.85")]
    found = {rate.currency: rate.rate for rate in rates_from("USD", rows)}
    assert found == {"EUR": Decimal("0.8"), "GBP": Decimal("0.68")}


def test_rates_of_other_days_or_sources_are_not_joined() -> None:
    for other in (row("EUR", "GBP", "0.85", OLD), row("EUR", "GBP", "0.85", NEW, "other")):
        found = rates_from("USD", [row("EUR", "USD", "1.25"), other])
        assert [rate.currency for rate in found] == ["EUR"]


def test_the_newest_rate_counts_whatever_the_order() -> None:
    rows = [
        row("USD", "EUR", "0.7", OLD),
        row("USD", "EUR", "0.9"),
        row("USD", "EUR", "0.8", NEW, "x"),
    ]
    for order in permutations(rows):
        assert rates_from("USD", order) == (Rate("EUR", Decimal("0.9"), NEW, "bank"),)


def test_a_published_rate_goes_before_one_that_is_worked_out() -> None:
    rows = [row("USD", "EUR", "0.8"), row("EUR", "GBP", "0.85"), row("USD", "GBP", "0.7")]
    found = {rate.currency: rate.rate for rate in rates_from("USD", rows)}
    assert found["GBP"] == Decimal("0.7")


CODES = st.sampled_from(("EUR", "GBP", "INR", "USD"))
ROWS = st.lists(
    st.builds(
        ExchangeRate,
        CODES,
        CODES,
        st.decimals("0.0001", 10000, places=4),
        st.sampled_from((OLD, NEW)),
        st.sampled_from(("bank", "other")),
    ).filter(lambda one: one.base != one.currency),
    max_size=8,
)


@given(ROWS, CODES)
def test_no_currency_is_set_against_itself_and_each_is_named_once(
    rows: list[ExchangeRate], currency: str
) -> None:
    found = [rate.currency for rate in rates_from(currency, rows)]
    assert currency not in found
    assert found == sorted(set(found))


@given(st.decimals("0.0001", 10000, places=4))
def test_there_and_back_is_one(rate: Decimal) -> None:
    rows = [ExchangeRate("EUR", "USD", rate, NEW, "bank")]
    (there,), (back,) = rates_from("EUR", rows), rates_from("USD", rows)
    assert abs(there.rate * back.rate - 1) < Decimal("0.00001")
