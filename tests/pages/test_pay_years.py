"""The line over the years joins what was counted alike, and nothing else."""

from decimal import Decimal
from typing import Any

import msgspec
import pytest

from pages.guides import (
    SURVEY,
    US,
    Book,
    by_id,
    full_row,
    make_guide,
    make_role,
    make_row,
    money,
)
from roleguide.guide.figures import Month, PayObservation, Place
from roleguide.guide.role import OccupationCode
from roleguide.pages import views
from roleguide.pages.chapter_views import RolePayPage

YEARS = range(2019, 2026)
SOURCES = {
    f"s{year}": msgspec.structs.replace(
        SURVEY, id=f"s{year}", name=f"Survey {year}", series="survey"
    )
    for year in YEARS
}


def in_year(year: int, p50: object = None, **fields: Any) -> PayObservation:
    known = {"p50": p50 if p50 is not None else 1000 * (year - 1950)}
    return full_row(**{**known, "as_of": Month(year, 5), "source": f"s{year}", **fields})


def line(*rows: PayObservation, **sources: str) -> views.PayYears | None:
    """The line of these rows; `s2021="…"` gives that source a break."""
    records = {
        slug: msgspec.structs.replace(source, series_break=sources.get(slug, ""))
        for slug, source in SOURCES.items()
    }
    places = by_id(US, Place("there", "There", "metro", parent="us"))
    guide = make_guide(make_role(), pay=rows, sources=by_id(SURVEY) | records, places=places)
    page: RolePayPage = Book(guide).chapter("pay")
    return page.pay_years


def joined(made: views.PayYears | None) -> list[bool]:
    assert made is not None
    return [year.joined for year in made.years]


def test_releases_of_one_series_are_one_line_in_order_of_time() -> None:
    rows = [in_year(year) for year in (2025, 2023, 2024)]
    made = line(*rows)
    assert joined(made) == [False, True, True]
    assert made is not None
    assert [year.label for year in made.years] == ["May 2023", "May 2024", "May 2025"]
    assert [year.x for year in made.years] == [0, 500, 1000]
    assert [year.typical for year in made.years] == ["$73,000", "$74,000", "$75,000"]
    assert len({year.receipts for year in made.years}) == 3
    assert "not adjusted for inflation" in made.sentences[-1]


def test_one_release_is_no_line() -> None:
    assert line(in_year(2025)) is None
    assert line() is None


def test_sources_without_a_series_are_not_joined() -> None:
    assert line(in_year(2025), full_row(as_of=Month(2024, 5))) is None


@pytest.mark.parametrize(
    "other",
    [
        {"place": "there"},
        {"currency": "EUR"},
        {"pay_period": "hour"},
        {"level": "senior"},
        {"pay_basis": "total_cash"},
        {"kind": "self_reported"},
        {"industry": "54"},
    ],
    ids=str,
)
def test_what_measures_something_else_is_not_on_the_line(other: dict[str, str]) -> None:
    made = line(in_year(2025), in_year(2024), in_year(2023, **other))
    assert made is not None
    assert [year.label for year in made.years] == ["May 2024", "May 2025"]


def test_a_gap_of_years_breaks_the_line() -> None:
    made = line(*[in_year(year) for year in (2021, 2022, 2025)])
    assert joined(made) == [False, True, False]
    assert made is not None
    assert "Break at May 2025: no figures between May 2022 and then." in made.sentences


def test_a_release_that_changed_its_method_breaks_the_line() -> None:
    rows = [in_year(year) for year in (2020, 2021, 2022)]
    made = line(*rows, s2021="a new method.")
    assert joined(made) == [False, False, True]
    assert made is not None
    assert made.sentences[0] == "Break at May 2021: a new method."


def test_a_capped_median_is_joined_to_nothing() -> None:
    rows = [in_year(2023), in_year(2024, money(72000, "top_coded")), in_year(2025)]
    made = line(*rows)
    assert joined(made) == [False, False, False]
    assert made is not None
    assert made.years[1].typical == "at least $72,000"


def test_a_moved_top_code_is_said_and_drawn_open() -> None:
    rows = [
        in_year(2021, p90=money(208000, "top_coded")),
        in_year(2022, p90=money(239200, "top_coded")),
        in_year(2023, p90=money(239200, "top_coded")),
        in_year(2024, p90=250000),
    ]
    made = line(*rows)
    assert made is not None
    assert [year.open_high for year in made.years] == [True, True, True, False]
    assert joined(made) == [False, True, True, True]
    texts = " ".join(made.sentences)
    assert "In 2021 the count stopped at $208,000" in texts
    assert "In 2022 and 2023 the count stopped at $239,200" in texts


def test_a_withheld_year_is_a_row_and_no_point() -> None:
    rows = [in_year(2023), in_year(2024, money(None, "suppressed")), in_year(2025)]
    made = line(*rows)
    assert made is not None
    assert [year.y_typical is None for year in made.years] == [False, True, False]
    assert made.years[1].typical == "not published"
    assert joined(made) == [False, False, False]


def test_averages_stand_in_where_no_release_has_a_median() -> None:
    rows = [
        make_row(mean=mean, as_of=Month(year, 5), source=f"s{year}")
        for year, mean in ((2024, 100), (2025, 110))
    ]
    made = line(*rows)
    assert made is not None
    assert made.caption.startswith("Average pay a year")


def test_another_filing_of_the_code_is_a_line_of_its_own() -> None:
    code = OccupationCode("onet-soc-2019", "17-2199.08", "exact")
    own = {"scheme": "onet-soc-2019", "occupation_code": "17-2199.08"}
    rows = [
        in_year(2023, occupation_code="17-2199"),
        in_year(2024, occupation_code="17-2199"),
        in_year(2025, **own),
    ]
    records = by_id(SURVEY) | SOURCES
    guide = make_guide(make_role(codes=(code,)), pay=rows, sources=records)
    page: RolePayPage = Book(guide).chapter("pay")
    assert joined(page.pay_years) == [False, True, False]


def test_the_evidence_shows_the_newest_release_of_a_series_once() -> None:
    posted = in_year(2025, p50=Decimal(140000), kind="employer_posted", source="survey")
    guide = make_guide(pay=[in_year(2024), in_year(2025), posted], sources=by_id(SURVEY) | SOURCES)
    page: RolePayPage = Book(guide).chapter("pay")
    assert page.evidence is not None
    assert [bar.label for bar in page.evidence.bars] == ["Survey 2025", "Wage survey"]
