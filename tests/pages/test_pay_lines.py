"""Pay by place and by industry: each line as it was measured, read against one of them."""

from decimal import Decimal
from typing import Any

from pages.guides import (
    SURVEY,
    US,
    Book,
    by_id,
    chapter_path,
    full_row,
    make_guide,
    make_role,
    money,
)
from roleguide.guide.figures import Month, PayObservation, Place
from roleguide.guide.observations import Industry
from roleguide.guide.records import Site
from roleguide.pages.chapter_views import RolePayPage
from roleguide.pages.pay_lines import MOST_INDUSTRIES, MOST_PLACES

STATES = [Place(f"us-{n:02}", f"State {n:02}", "subdivision", parent="us") for n in range(70)]
DENVER = Place("denver", "Denver", "metro", parent="us-00")


def page_with(*rows: PayObservation, **fields: Any) -> RolePayPage:
    known = {
        "places": by_id(US, DENVER, *STATES),
        "industries": {f"{n}": Industry(f"{n}", f"Industry title {n}") for n in range(10, 40)},
        "sources": by_id(SURVEY),
        **fields,
    }
    page: RolePayPage = Book(make_guide(make_role(), pay=rows, **known)).chapter("pay")
    return page


def test_the_default_place_comes_first_and_wider_places_before_narrower() -> None:
    rows = [full_row(place=slug) for slug in ("denver", "us-03", "us-01", "us")]
    made = page_with(*rows).place_pay
    assert made is not None
    assert [line.label for line in made.lines] == [
        "United States",
        "State 01",
        "State 03",
        "Denver",
    ]
    assert [line.reference for line in made.lines] == [True, False, False, False]
    assert made.summary == "4 places"
    assert len(made.receipts) == 1


def test_one_place_is_no_table() -> None:
    assert page_with(full_row(), full_row(as_of=Month(2020, 5))).place_pay is None


def test_a_wider_area_that_stands_in_is_said() -> None:
    site = Site(default_place="denver")
    made = page_with(full_row(), full_row(place="us-01"), site=site).place_pay
    assert made is not None
    assert made.lines[0].label == "United States"
    assert made.sentences == ("No figures for Denver: those of the United States stand in.",)


def test_each_place_shows_its_newest_row_and_says_when_it_is_older() -> None:
    rows = [
        full_row(),
        full_row(place="us-01", as_of=Month(2023, 5), p50=1),
        full_row(place="us-01", as_of=Month(2024, 5), p50=90000),
    ]
    made = page_with(*rows).place_pay
    assert made is not None
    assert (made.lines[1].typical, made.lines[1].note) == ("$90,000", "May 2024")
    assert len(made.receipts) == 2  # one card a release


def test_hourly_pay_is_converted_only_with_stated_hours() -> None:
    hourly = full_row(place="us-01", pay_period="hour", p10=10, p25=15, p50=50, p75=60, p90=70)
    rows = [full_row(), hourly, full_row(place="us-02", pay_period="hour", hours_per_year=None)]
    made = page_with(*rows).place_pay
    assert made is not None
    assert (made.lines[1].typical, made.lines[1].note) == ("$104,000", "")
    assert made.lines[2].note == "an hour; no paid hours are stated"
    assert made.lines[2].typical == "$100,000.00"
    assert made.lines[2].x_typical is None


def test_another_currency_is_listed_and_not_drawn() -> None:
    made = page_with(full_row(), full_row(place="us-01", currency="EUR")).place_pay
    assert made is not None
    assert made.lines[1].typical == "€100,000"
    assert made.lines[1].x_typical is None
    assert made.lines[0].x_typical is not None


def test_a_withheld_line_stays_and_doubts_are_named() -> None:
    gone = dict.fromkeys(("p10", "p25", "p50", "p75", "p90"), money(None, "suppressed"))
    few = full_row(place="us-02", sample_size=3, relative_standard_error_pct=Decimal(31))
    made = page_with(full_row(), full_row(place="us-01", **gone), few).place_pay
    assert made is not None
    assert made.lines[1].typical == "not published"
    assert made.lines[2].note == "small sample, large error"


def test_hundreds_of_places_are_cut_and_it_is_said() -> None:
    rows = [full_row(place=place.id) for place in (US, *STATES)]
    made = page_with(*rows).place_pay
    assert made is not None
    assert len(made.lines) == MOST_PLACES
    assert made.summary == "60 of 71 places"
    assert made.sentences == ("11 narrower places have figures too and are left out here.",)


def test_industries_with_most_jobs_come_after_all_of_them() -> None:
    rows = [full_row(industry=f"{n}", employment=n) for n in range(10, 30)]
    page = page_with(full_row(employment=1000), *rows)
    made = page.industry_pay
    assert made is not None
    assert made.lines[0].label == "All industries"
    assert made.lines[0].reference
    assert [line.label for line in made.lines[1:3]] == ["Industry title 29", "Industry title 28"]
    assert made.lines[1].note == "29 jobs"
    assert len(made.lines) == MOST_INDUSTRIES + 1
    assert made.summary == "10 of 20 industries"
    assert page.pay is not None
    assert page.pay.typical.text == "$100,000"  # no industry is ever the headline


def test_a_card_for_many_rows_says_what_their_locators_share() -> None:
    rows = [full_row(industry=f"{n}", locator=f"national, sector {n}, 15-2051") for n in (10, 11)]
    details = page_with(*rows, full_row(locator="national, 15-2051")).receipts[1].details
    assert "national, sector …, 15-2051" in details
    assert "2 industries" in details


def test_all_industries_are_of_the_same_date_or_say_theirs() -> None:
    rows = [full_row(as_of=Month(2024, 5), p50=97000), full_row(as_of=Month(2025, 5))]
    sector = full_row(industry="10", as_of=Month(2024, 5))
    same = page_with(*rows, sector).industry_pay
    assert same is not None
    assert same.lines[0].typical == "$97,000"
    assert same.sentences == ()
    older = page_with(full_row(as_of=Month(2023, 5)), sector).industry_pay
    assert older is not None
    assert "The line for all industries is of May 2023" in older.sentences[0]


def test_without_rows_of_industries_there_is_no_section() -> None:
    page = page_with(full_row())
    assert page.industry_pay is None
    html = Book(make_guide(pay=[full_row()])).render(chapter_path("pay"))
    for title in ("Pay by industry", "Pay by place", "Pay over the years"):
        assert title not in html
