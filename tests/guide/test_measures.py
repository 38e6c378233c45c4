"""What a role's measures are made of, and why some can't be taken."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from pages.guides import (
    CODE,
    SURVEY,
    full_row,
    make_guide,
    make_outlook_row,
    make_role,
    make_row,
    money,
    needs,
)
from roleguide.guide.barriers import judge_barrier
from roleguide.guide.figures import Month
from roleguide.guide.guide import Guide
from roleguide.guide.market_rules import GrowthOfAll, MarketRules, PayOfAll
from roleguide.guide.measured import Measured
from roleguide.guide.measures import measure_role
from roleguide.guide.observations import EntryRequirement
from roleguide.guide.role import Band, Entry, OccupationCode, Registration, RelatedRole, Role

OLD = "survey-2022"
RULES = MarketRules("ours", (), "Rules", "Ours.", ())
CONSTANTS = replace(
    RULES,
    growth_of_all=(
        GrowthOfAll(2024, 2034, Decimal("3.1"), "survey", date(2026, 11, 1), "Added up"),
    ),
    pay_of_all=(
        PayOfAll(Month(2022, 5), Decimal(46310), OLD),
        PayOfAll(Month(2025, 5), Decimal(50980), "survey"),
    ),
)


def measure(guide: Guide, rules: MarketRules = RULES, slug: str = "alpha") -> dict[Any, Measured]:
    return measure_role(guide, rules, guide.facts[slug])


def with_series(**fields: Any) -> Guide:
    """A guide with two releases of one series, 2022 and 2025."""
    older = replace(SURVEY, id=OLD, series="wages")
    sources = {"survey": replace(SURVEY, series="wages"), OLD: older}
    return make_guide(sources=sources, **fields)


def test_a_projection_gives_growth_a_year_and_openings() -> None:
    found = measure(make_guide(outlook=[make_outlook_row()]))
    assert found["growth_pct"].number == Decimal("20.0")
    assert found["growth_a_year_pct"].number == Decimal("1.8")  # 1.2 to the power of a tenth
    assert found["openings_pct"].number == Decimal("9.0")
    assert found["growth_gap"].missing == "no growth of all occupations is known for the same years"


def test_growth_is_compared_with_the_table_before_the_constant() -> None:
    total = make_outlook_row(occupation_code="00-0000", change_pct=Decimal(5))
    guide = make_guide(outlook=[make_outlook_row()])
    constant = measure(guide, CONSTANTS)["growth_gap"]
    assert constant.number == Decimal("16.9")
    assert [one.detail for one in constant.stated] == ["Added up"]
    table = measure(make_guide(outlook=[make_outlook_row(), total]), CONSTANTS)["growth_gap"]
    assert table.number == 15
    assert len(table.outlook) == 2
    other_years = make_guide(outlook=[make_outlook_row(base_year=2023)])
    assert measure(other_years, CONSTANTS)["growth_gap"].missing


def test_ratios_of_percentiles_are_rounded_as_shown() -> None:
    found = measure(make_guide(pay=[full_row(p50=90000)]))
    assert found["pay_ratio"].number == Decimal("1.89")
    assert found["pay_spread"].number == Decimal("1.62")  # 1.625, half to even
    assert not found["pay_ratio"].at_least


def test_a_top_code_makes_a_ratio_a_lower_bound_and_a_top_coded_median_none() -> None:
    found = measure(make_guide(pay=[full_row(p90=money(239200, "top_coded"))]))
    assert (found["pay_ratio"].number, found["pay_ratio"].at_least) == (Decimal("2.39"), True)
    top = money(239200, "top_coded")
    found = measure(make_guide(pay=[full_row(p50=top, p75=top, p90=top)]))
    assert "counting stops" in found["pay_ratio"].missing
    suppressed = measure(make_guide(pay=[full_row(p90=money(None, "suppressed"))]))
    assert suppressed["pay_ratio"].missing == "p90 is not published"


@pytest.mark.parametrize("kind", ["employer_posted", "self_reported", "editorial_estimate"])
def test_only_an_official_statistic_is_measured(kind: str) -> None:
    found = measure(make_guide(pay=[full_row(kind=kind)]))
    assert found["pay_ratio"].missing == "no official pay statistic covers this role"


def test_the_newest_row_of_the_first_code_that_has_one_is_measured() -> None:
    role = make_role(codes=(OccupationCode("soc-2018", "15-1243", "exact"), CODE))
    old = full_row(occupation_code="15-1243", as_of=Month(2023, 5), p90=200000)
    guide = make_guide(role, pay=[full_row(), old])
    assert measure(guide)["pay_ratio"].number == 2
    assert measure(guide)["figure_age"].number == 3


def test_a_borrowed_figure_is_broad() -> None:
    role = make_role(codes=(OccupationCode("onet-soc-2019", "15-2051.01", "exact"),))
    assert measure(make_guide(role, pay=[full_row()]))["match"].word == "broad"
    assert measure(make_guide(pay=[full_row()]))["match"].word == "exact"


def test_the_trend_compares_releases_of_one_series_three_years_apart() -> None:
    older = full_row(as_of=Month(2022, 5), source=OLD, p50=80000)
    guide = with_series(pay=[full_row(), older])
    found = measure(guide, CONSTANTS)["pay_trend_gap"]
    assert found.number == Decimal("14.9")  # 25 less 10.08
    assert len(found.pay) == 2
    assert measure(guide)["pay_trend_gap"].missing == (
        "the median of all occupations is not known for both dates"
    )


@pytest.mark.parametrize(
    "change",
    [
        {"occupation_code": "15-1243"},
        {"as_of": Month(2021, 5)},
        {"as_of": Month(2024, 5)},
        {"place": "elsewhere"},
        {"pay_basis": "total_cash"},
        {"pay_period": "hour"},
        {"currency": "EUR"},
        {"industry": "62"},
        {"p50": money(239200, "top_coded")},
        {"source": "unknown"},
    ],
    ids=str,
)
def test_no_trend_is_drawn_across_a_break(change: dict[str, Any]) -> None:
    older = full_row(**{"as_of": Month(2022, 5), "source": OLD, "p50": 80000, **change})
    guide = with_series(pay=[full_row(), older])
    assert measure(guide, CONSTANTS)["pay_trend_gap"].missing == (
        "the guide has no figure of the same series from three years earlier"
    )


def test_a_source_without_series_is_its_own() -> None:
    older = full_row(as_of=Month(2022, 5), source=OLD, p50=80000)
    plain = make_guide(sources={"survey": SURVEY, OLD: SURVEY}, pay=[full_row(), older])
    assert measure(plain, CONSTANTS)["pay_trend_gap"].missing


@pytest.mark.parametrize(
    ("education", "experience", "training", "licensed", "barrier"),
    [
        ("high_school_diploma_or_equivalent", "none", "short_term", False, "low"),
        ("postsecondary_nondegree_award", "none", "short_term", True, "medium"),
        ("high_school_diploma_or_equivalent", "none", "apprenticeship", False, "high"),
        ("high_school_diploma_or_equivalent", "less_than_5_years", "none", False, "medium"),
        ("bachelors_degree", "none", "none", False, "medium"),
        ("bachelors_degree", None, None, True, "high"),
        ("bachelors_degree", "5_years_or_more", "none", False, "high"),
        ("masters_degree", "none", "none", True, "high"),
    ],
)
def test_the_barrier_to_entry(
    education: str, experience: str | None, training: str | None, licensed: object, barrier: str
) -> None:
    assert judge_barrier(education, experience, training, licensed=bool(licensed)) == barrier


def test_entry_is_the_editor_s_and_where_that_is_silent_the_agency_s() -> None:
    row = EntryRequirement(
        "soc-2018", "15-2051", "us", "bachelors_degree", "none", "none", None, "survey", "table 5"
    )
    silent = measure(make_guide(entry=[row]))
    assert silent["education"].word == "bachelors_degree"
    assert [one.source for one in silent["education"].stated] == ["survey"]
    role = make_role(entry=Entry(education_level="masters_degree"))
    stated = measure(make_guide(role, entry=[row]))
    assert (stated["education"].word, stated["education"].stated) == ("masters_degree", ())
    assert measure(make_guide())["entry_barrier"].missing


@pytest.mark.parametrize(
    ("registrations", "word"),
    [
        (None, ""),
        ("none", "not_required"),
        ((Registration("Card", "Union", "us", mandatory=False),), "not_required"),
        ((Registration("Card", "Union", "us"),), "required"),
    ],
)
def test_a_licence_is_required_only_where_one_is_mandatory(registrations: Any, word: str) -> None:
    role = make_role(entry=Entry(registrations=registrations))
    assert measure(make_guide(role))["licence"].word == word


def neighbours(*others: Role, **fields: Any) -> Guide:
    related = tuple(RelatedRole(other.id, "similar") for other in others)
    return make_guide(make_role(skills=needs("python", "sql"), related=related), *others, **fields)


def test_skills_carry_over_as_the_nearest_role_needs_them() -> None:
    far = make_role("far", skills=needs("python", "a", "b", "c"))
    near = make_role("near", skills=needs("python", "sql", "a", optional=("b",)))
    assert measure(neighbours(far, near))["skills_carried_pct"].number == 67
    assert measure(make_guide())["skills_carried_pct"].missing == (
        "the record names no related role"
    )


def test_a_move_is_compared_only_with_pay_that_was_measured_for_another_occupation() -> None:
    other = (OccupationCode("soc-2018", "15-1243", "exact"),)
    rows = [full_row(), full_row(occupation_code="15-1243", p50=120000)]
    guide = neighbours(make_role("same"), make_role("better", codes=other), pay=rows)
    assert measure(guide)["better_paid_moves"].number == 1
    same = neighbours(make_role("same"), pay=rows)
    assert "of an occupation of its own" in measure(same)["better_paid_moves"].missing
    hourly = [full_row(), make_row(occupation_code="15-1243", p50=60, pay_period="hour")]
    unlike = neighbours(make_role("better", codes=other), pay=hourly)
    assert measure(unlike)["better_paid_moves"].missing


def test_the_years_asked_are_the_lower_end() -> None:
    guide = make_guide(make_role(experience_years=Band(2, 5)))
    assert measure(guide)["years_asked"].number == 2
