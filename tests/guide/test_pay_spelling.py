"""Pay as people write it is told how it is written here, where that can be told."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roleguide.guide.pay_spelling import spell_pay
from roleguide.guide.posting import PostedPay

AMOUNTS = st.decimals(1, 10**7, places=2, allow_nan=False).map(abs)
CODES = st.sampled_from(["USD", "GBP", "EUR", "JPY"])
PERIODS = st.sampled_from(["hour", "day", "week", "month", "year"])


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("$115,000 - $210,000 per annum", "115000-210000 USD/year"),
        ("$115,000 – $210,000 CAD a year", "115000-210000 CAD/year"),
        ("115k-210k USD", "115000-210000 USD/year"),
        ("115-210k €", "115000-210000 EUR/year"),
        ("£28.50/hr", "28.50 GBP/hour"),
        ("28,50 EUR/hour", "28.50 EUR/hour"),
        ("USD 90,000+", "90000+ USD/year"),
        ("from 90k GBP", "90000+ GBP/year"),
        ("up to £90,000 a year", "{max: 90000, currency: GBP, pay_period: year}"),
        ("40.000 € - 50.000 €", "40000-50000 EUR/year"),
        ("60 000 EUR/year", "60000 EUR/year"),
        ("115000-210000 usd/year", "115000-210000 USD/year"),
        ("4200 CHF p.m.", "4200 CHF/month"),
        ("all in 90000 eur", "90000 EUR/year"),
        ("competitive salary", "not_stated"),
        ("Not stated", "not_stated"),
        ("DOE", "not_stated"),
    ],
)
def test_a_spelling_is_told_how_it_is_written_here(written: str, meant: str) -> None:
    assert spell_pay(written) == meant


@pytest.mark.parametrize("written", ["$28", "100000 dollars", "1 2 3 USD/year", "a lot", ""])
def test_what_can_mean_several_things_is_not_guessed(written: str) -> None:
    assert spell_pay(written) is None


@pytest.mark.parametrize(
    ("written", "low", "high"),
    [
        ("115000-210000 USD/year", 115000, 210000),
        ("28.50 USD/hour", Decimal("28.50"), Decimal("28.50")),
        ("90000+ GBP/year", 90000, None),
        ("90000 to 95000 GBP a year", 90000, 95000),
        ("200–250 EUR per day", 200, 250),
    ],
)
def test_compact_spellings_are_read(written: str, low: Decimal, high: Decimal | None) -> None:
    pay = PostedPay.from_text(written)
    assert (pay.min, pay.max) == (low, high)


@given(AMOUNTS, st.none() | AMOUNTS, CODES, PERIODS)
def test_what_is_written_as_it_should_be_is_kept(
    low: Decimal, high: Decimal | None, currency: str, period: str
) -> None:
    written = f"{low}{'+' if high is None else f'-{high}'} {currency}/{period}"
    pay = PostedPay.from_text(written)
    assert (pay.min, pay.max, pay.currency, pay.pay_period) == (low, high, currency, period)
    assert spell_pay(written) == written


@given(st.text(max_size=60))
def test_whatever_is_suggested_can_be_read(text: str) -> None:
    meant = spell_pay(text)
    if meant is not None and meant != "not_stated" and not meant.startswith("{"):
        assert PostedPay.from_text(meant).currency in meant


@given(st.lists(st.sampled_from(["$", "28", "90,000", "k", "USD", " ", "-", "/", "hour", "year"])))
def test_whatever_is_suggested_for_pay_can_be_read(parts: list[str]) -> None:
    meant = spell_pay("".join(parts))
    if meant is not None and meant != "not_stated" and not meant.startswith("{"):
        assert PostedPay.from_text(meant).currency in meant
