"""The headline in other terms: the published figure first, and nothing that nobody stated."""

from decimal import Decimal
from typing import Any

from pages.guides import SURVEY, Book, by_id, chapter_path, full_row, make_guide, make_role, money
from roleguide.guide.figures import Month, PayObservation
from roleguide.guide.observations import ExchangeRate
from roleguide.pages.chapter_views import PayTerms

DAY = Month(2026, 11, 20)
RATES = [ExchangeRate("USD", "EUR", Decimal("0.8"), DAY, "survey")]


def book_of(row: PayObservation, **fields: Any) -> Book:
    return Book(make_guide(make_role(), pay=[row], sources=by_id(SURVEY), **fields))


def terms_of(row: PayObservation, **fields: Any) -> PayTerms:
    terms: PayTerms = book_of(row, **fields).chapter("pay").terms
    return terms


def test_the_published_period_comes_first_and_is_marked() -> None:
    lines = [(one.label, one.typical, one.note) for one in terms_of(full_row()).periods]
    assert lines == [
        ("A year", "$100,000", "as published"),
        ("A month", "$8,330", ""),
        ("A week", "$1,920", ""),
        ("An hour", "$48.08", ""),
    ]
    hourly = full_row(pay_period="hour", p10=20, p25=25, p50=30, p75=35, p90=40)
    assert [one.label for one in terms_of(hourly).periods] == [
        "An hour",
        "A year",
        "A month",
        "A week",
    ]


def test_without_paid_hours_there_is_no_hour_and_it_is_said() -> None:
    terms = terms_of(full_row(hours_per_year=None))
    assert [one.label for one in terms.periods] == ["A year", "A month", "A week"]
    assert "states no paid hours" in terms.sentences[0]
    assert terms.tool.hours == ""


def test_what_is_withheld_or_capped_stays_so_in_every_period() -> None:
    row = full_row(p10=money(None, "suppressed"), p90=money(239200, "top_coded"))
    for line in terms_of(row).periods:
        assert line.low == "not published"
        assert line.high.startswith("at least ")


def test_another_currency_has_its_rate_its_date_and_a_receipt() -> None:
    book = book_of(full_row(), exchange_rates=RATES)
    page = book.chapter("pay")
    (line,) = page.terms.currencies
    assert (line.label, line.low, line.typical) == ("Euros", "€48,000", "€80,000")
    assert line.note == "1 USD = 0.8 EUR, 20 November 2026"
    (number,) = line.receipts
    assert page.receipts[number - 1].source == SURVEY.name
    assert "not what it buys" in page.terms.sentences[-1]
    for path in (chapter_path("pay"), "roles/alpha/pay/index.md", "roles/alpha/pay/index.json"):
        assert "0.8 EUR" in book.render(path).replace("\\", "")


def test_without_rates_nothing_is_said_of_currencies() -> None:
    terms = terms_of(full_row())
    assert terms.currencies == ()
    assert len(terms.sentences) == 1
    html = book_of(full_row()).render(chapter_path("pay"))
    assert "other currencies" not in html
    assert 'name="currency"' not in html


def test_the_numbers_of_the_tool_are_those_of_the_table() -> None:
    tool = terms_of(full_row(p90=money(239200, "top_coded"))).tool
    assert [(one.percent, one.amount, one.open_ended) for one in tool.points] == [
        (10, "60000", False),
        (25, "80000", False),
        (50, "100000", False),
        (75, "130000", False),
        (90, "239200", True),
    ]
    assert (tool.currency, tool.period, tool.hours) == ("USD", "year", "2080")
    assert Decimal(tool.axis_low) <= 60000
    assert Decimal(tool.axis_high) >= 239200


def test_one_percentile_is_nothing_to_stand_among() -> None:
    row = full_row(p10=None, p25=None, p75=None, p90=None)
    assert "data-terms" not in book_of(row).render(chapter_path("pay"))
    assert "data-terms" in book_of(full_row()).render(chapter_path("pay"))
