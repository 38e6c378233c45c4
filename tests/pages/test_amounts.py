"""Amounts, numbers and dates follow the site's language, and rounding is the same everywhere."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.guides import money
from roleguide.guide.figures import Month
from roleguide.guide.records import Site
from roleguide.guide.words import PayPeriod
from roleguide.pages.amounts import (
    CURRENCIES,
    ENGLISH,
    Amounts,
    English,
    join_words,
    load_language,
    lower_first,
)

NARROW, HARD = "\u202f", "\u00a0"


def in_language(language: str, rounding: int = 10) -> Amounts:
    return Amounts(Site(language=language, rounding=rounding))


@pytest.mark.parametrize(
    ("language", "yearly", "hourly"),
    [
        ("en", "$97,550", "$46.90"),
        ("en-GB", "US$97,550", "US$46.90"),
        ("de", f"97.550{HARD}$", f"46,90{HARD}$"),
        ("fr", f"97{NARROW}550{HARD}$US", f"46,90{HARD}$US"),
        ("de-CH", "$\u00a097’550", "$\u00a046.90"),
        ("ja", "$97,550", "$46.90"),
        ("es-MX", "USD97,550", "USD46.90"),
    ],
)
def test_money_is_written_as_the_language_writes_it(
    language: str, yearly: str, hourly: str
) -> None:
    amounts = in_language(language)
    assert amounts.money(Decimal("97546.40"), "USD", "year") == yearly
    assert amounts.money(Decimal("46.8958"), "USD", "hour") == hourly


@pytest.mark.parametrize("period", ["day", "week", "month", "year"])
def test_only_hourly_pay_has_cents(period: PayPeriod) -> None:
    assert in_language("en").money(Decimal("1234.56"), "USD", period) == "$1,230"


@given(st.decimals(0, 10**9, places=2), st.sampled_from([1, 10, 100, 1000]))
def test_rounding_goes_to_the_nearest_multiple_and_is_stable(
    amount: Decimal, rounding: int
) -> None:
    amounts = in_language("en", rounding)
    rounded = amounts.round(amount, "year")
    assert rounded % rounding == 0
    assert abs(rounded - amount) <= Decimal(rounding) / 2
    assert amounts.round(rounded, "year") == rounded


@given(st.decimals(0, 10**7, places=4), st.decimals(0, 10**7, places=4))
def test_rounding_keeps_the_order(one: Decimal, other: Decimal) -> None:
    amounts = in_language("en")
    low, high = sorted((one, other))
    for period in ("hour", "year"):
        assert amounts.round(low, period) <= amounts.round(high, period)


def test_a_value_says_its_state() -> None:
    write = in_language("en").value
    assert write(money(97550), "USD", "year") == "$97,550"
    assert write(money(239200, "top_coded"), "USD", "year") == "at least $239,200"
    assert write(money(None, "suppressed"), "USD", "year") == "not published"
    assert write(money(None), "USD", "year") == "not stated"


@pytest.mark.parametrize(
    ("language", "amount", "expected"),
    [
        ("en", 80000, "$80k"),
        ("en", 1200000, "$1,200k"),
        ("en", 950, "$950"),
        ("en", 82500, "$82,500"),
        ("de", 80000, f"80k{HARD}$"),
        ("fr", 80000, f"80k{HARD}$US"),
    ],
)
def test_ticks_are_short(language: str, amount: int, expected: str) -> None:
    assert in_language(language).short(Decimal(amount), "USD", "year") == expected


def test_ticks_of_hourly_pay_keep_their_cents() -> None:
    amounts = in_language("en")
    assert amounts.short(Decimal("22.5"), "USD", "hour") == "$22.50"
    assert amounts.short(Decimal(20), "USD", "hour") == "$20"
    assert amounts.short(Decimal(2000), "USD", "hour") == "$2,000"


@pytest.mark.parametrize(
    ("language", "change", "count"),
    [
        ("en", "−3.5%", "−1,234"),
        ("de", "−3,5%", "−1.234"),
        ("fr", "−3,5%", f"−1{NARROW}234"),
    ],
)
def test_less_has_a_real_minus(language: str, change: str, count: str) -> None:
    amounts = in_language(language)
    assert amounts.change(Decimal("-3.5")) == change
    assert amounts.change_in_number(-1234) == count


def test_more_has_a_plus_and_nothing_has_no_sign() -> None:
    amounts = in_language("en")
    assert [amounts.change(Decimal(n)) for n in ("33.5", "0", "1.0")] == ["+33.5%", "0%", "+1%"]
    assert [amounts.change_in_number(n) for n in (82500, 0)] == ["+82,500", "0"]


@pytest.mark.parametrize(
    ("language", "day", "month"),
    [
        ("en", "1 May 2025", "May 2025"),
        ("en-US", "1 May 2025", "May 2025"),
        ("de", "1. Mai 2025", "Mai 2025"),
        ("fr", "1 mai 2025", "mai 2025"),
        ("ja", "2025年5月1日", "2025年5月"),
    ],
)
def test_dates_are_written_in_words(language: str, day: str, month: str) -> None:
    amounts = in_language(language)
    assert amounts.day(date(2025, 5, 1)) == day
    assert amounts.month(Month(2025, 5)) == month
    assert amounts.month(Month(2025, 5, 1)) == day


def test_currencies_have_names() -> None:
    assert in_language("en").currency_name("USD") == "US dollars"
    assert in_language("de").currency_name("EUR") == "Euro"


def test_words_are_joined_as_in_a_sentence() -> None:
    assert [join_words(list(words)) for words in ("", "a", "ab", "abc")] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
    assert join_words(["a", "b"], "or") == "a or b"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Data scientist", "data scientist"),
        ("LLM engineer", "LLM engineer"),
        ("MLOps engineer", "MLOps engineer"),
        ("iOS developer", "iOS developer"),
        ("", ""),
    ],
)
def test_a_sentence_keeps_the_capitals_of_names(text: str, expected: str) -> None:
    assert lower_first(text) == expected


@pytest.mark.parametrize("language", ["xx", "tlh", "en-ZZ", "qqq-Hans"])
def test_a_language_without_data_is_shown_in_its_nearest_known_form(language: str) -> None:
    assert in_language(language).money(Decimal(97550), "USD", "year").endswith("97,550")


ENGLISH_TAGS = sorted(ENGLISH)


@given(
    st.decimals(0, 10**9, places=4),
    st.sampled_from([*CURRENCIES, "CHF", "SEK"]),
    st.sampled_from([0, 2]),
    st.sampled_from(ENGLISH_TAGS),
)
def test_english_money_is_what_babel_writes(
    amount: Decimal, currency: str, digits: int, tag: str
) -> None:
    babel = load_language(tag)
    rounded = amount.quantize(Decimal(1).scaleb(-digits))
    assert English().money(rounded, currency, digits) == babel.money(rounded, currency, digits)


@given(
    st.integers(-(10**9), 10**9) | st.decimals(-(10**7), 10**7, places=4),
    st.sampled_from(ENGLISH_TAGS),
)
def test_english_numbers_are_what_babel_writes(number: int | Decimal, tag: str) -> None:
    babel = load_language(tag)
    assert English().number(number) == babel.number(number)
    assert English().tenths(Decimal(number)) == babel.tenths(Decimal(number))


@given(st.dates(date(1000, 1, 1)), st.sampled_from(ENGLISH_TAGS))
def test_english_dates_are_what_babel_writes(when: date, tag: str) -> None:
    babel = load_language(tag)
    assert English().day(when) == babel.day(when)
    assert English().month(when) == babel.month(when)


@pytest.mark.parametrize("tag", ENGLISH_TAGS)
@pytest.mark.parametrize("currency", [*CURRENCIES, "CHF", "XYZ"])
def test_english_names_of_currencies_are_what_babel_says(tag: str, currency: str) -> None:
    assert English().currency(currency) == load_language(tag).currency(currency)
