"""Each line of the reality check says its inputs, and which one is missing."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.guides import (
    COLORADO,
    US,
    Book,
    by_id,
    full_row,
    make_entry_row,
    make_guide,
    make_rating,
    make_role,
    make_row,
    make_skill,
    money,
    needs,
)
from pages.posting_guides import BRITAIN, DENVER, asks, make_employer, make_posting
from roleguide.guide.figures import Month
from roleguide.guide.posting import PostedPay, PostingText, Requirement
from roleguide.guide.prose import Paragraph
from roleguide.guide.role import Band, Entry, Level, OccupationCode, Role, RoleText
from roleguide.pages.posting_views import RealityLine

BROAD = OccupationCode("soc-2018", "15-2051", "broad", "Others, too.")


def full_role(**fields: Any) -> Role:
    levels = tuple(
        Level(name, years, "", (), ())  # type: ignore[arg-type]
        for name, years in (("entry", Band(0, 2)), ("mid", Band(2, 5)), ("senior", Band(5, 8)))
    )
    known: dict[str, Any] = {
        "skills": needs("python", "sql", optional=("writing",)),
        "entry": Entry(education_level="bachelors_degree"),
        "experience_years": Band(2, 5),
        "text": RoleText(levels=levels),
    }
    return make_role(**{**known, **fields})


def check(
    role: Role | None = None, guide: dict[str, Any] | None = None, **fields: Any
) -> list[RealityLine]:
    """The lines about a posting in Denver, of a role with yearly figures for the country."""
    posting = make_posting(**{"places": ("denver",), **fields})
    known: dict[str, Any] = {
        "postings": (posting,),
        "employers": by_id(make_employer()),
        "places": by_id(US, COLORADO, DENVER, BRITAIN),
        "skills": by_id(*map(make_skill, ("python", "sql", "writing", "cobol", "rust"))),
        "pay": [full_row()],
        "entry": [make_entry_row()],
    }
    made = make_guide(role or full_role(), **{**known, **(guide or {})})
    return list(Book(made).view("postings/job/index.html").reality)


def pay_line(amounts: str, **fields: Any) -> RealityLine:
    return check(pay=PostedPay.from_text(amounts), **fields)[0]


def text_of(*lines: Requirement) -> PostingText:
    return PostingText(summary=(Paragraph(("Words.",)),), minimum=lines)


def line_of(title: str, lines: list[RealityLine]) -> RealityLine:
    return next(line for line in lines if line.title == title)


def test_pay_says_between_which_percentiles_it_lies_and_of_whom() -> None:
    line = pay_line("90000-120000 USD/year")
    assert line.verdict == "Within the middle half"
    assert line.sentence == (
        "The lower end lies between the 25th percentile ($80,000) and the median ($100,000), and "
        "the upper end between the median ($100,000) and the 75th percentile ($130,000) of the "
        "role’s figures for the United States."
    )
    assert pay_line("85000-95000 USD/year").sentence == (
        "Both ends lie between the 25th percentile ($80,000) and the median ($100,000) of the "
        "role’s figures for the United States."
    )
    says, figures = line.inputs
    assert says.value == "$90,000 to $120,000 a year"
    assert figures.value.startswith("10th percentile $60,000, 25th percentile $80,000, median")
    assert "Official statistic, United States, May 2025, Data Scientists (15-2051)" in figures.note
    assert figures.receipts
    assert "No figures for Denver: those of the United States stand in." in line.notes


@pytest.mark.parametrize(
    ("amounts", "verdict", "words"),
    [
        ("50000 USD/year", "Below the middle half", "The amount lies below the 10th percentile"),
        ("100000 USD/year", "Within the middle half", "The amount lies at the median ($100,000)"),
        ("180000-200000 USD/year", "Above the middle half", "above the 90th percentile ($170,000)"),
        ("70000-90000 USD/year", "From below into the middle half", "the 10th percentile"),
        ("120000-140000 USD/year", "From the middle half to above it", "the 90th percentile"),
        ("70000-140000 USD/year", "Wider than the middle half", "the 10th percentile"),
        ("90000+ USD/year", "Only partly known", "The only end that it states lies between"),
        ("140000+ USD/year", "Above the middle half", "The only end that it states lies between"),
    ],
)
def test_pay_has_a_verdict_for_every_standing(amounts: str, verdict: str, words: str) -> None:
    line = pay_line(amounts)
    assert line.verdict == verdict
    assert words in line.sentence


@given(st.integers(40, 200), st.integers(0, 100))
def test_pay_inside_the_middle_half_is_never_called_above_or_below(low: int, width: int) -> None:
    line = pay_line(f"{low * 1000}-{(low + width) * 1000} USD/year")
    inside = low >= 80 and low + width <= 130
    assert (line.verdict == "Within the middle half") == inside


def test_hourly_pay_is_compared_by_the_hours_that_the_source_states() -> None:
    line = pay_line("40-50 USD/hour")
    assert "median ($48.08)" in line.sentence
    assert "converted by the 2,080 paid hours a year" in line.inputs[1].note


def test_figures_of_the_place_go_before_those_of_a_wider_one() -> None:
    local = full_row(place="us-co", p10=1, p25=2, p50=3, p75=4, p90=5)
    line = pay_line("90000 USD/year", guide={"pay": [full_row(), local]})
    assert "figures for Colorado" in line.sentence
    assert "No figures for Denver: those of Colorado stand in." in line.notes


def test_a_posting_without_a_place_is_held_against_the_site_s() -> None:
    line = pay_line("90000 USD/year", places="not_stated")
    assert any("states no place" in note for note in line.notes)


def test_a_remote_posting_is_held_against_where_people_may_live() -> None:
    fields = {"places": (), "workplace_type": "remote", "applicant_places": ("us",)}
    line = pay_line("90000 USD/year", **fields)
    assert line.verdict == "Within the middle half"
    assert not any("stand in" in note for note in line.notes)
    wider = pay_line("90000 USD/year", **{**fields, "applicant_places": ("us-co", "denver")})
    assert "No figures for Colorado or Denver: those of the United States stand in." in wider.notes


def test_what_is_borrowed_capped_or_doubtful_is_said() -> None:
    row = full_row(p90=money(150000, "top_coded"), sample_size=12)
    line = pay_line("160000 USD/year", role=full_role(codes=(BROAD,)), guide={"pay": [row]})
    notes = " ".join(line.notes)
    assert "The count stops at $150,000" in notes
    assert "Small sample: 12 people" in notes
    assert "a percentile is not a level" in notes
    assert "broader than this role" in line.inputs[1].note
    assert "above the 75th percentile ($130,000)" in line.sentence


@pytest.mark.parametrize(
    ("pay", "fields", "words"),
    [
        ("90000 GBP/year", {}, "pays in British pounds, and the role’s figures of the United St"),
        ("90000 GBP/year", {"places": ("gb",)}, "but none for the United Kingdom, nor for a wider"),
        ("90000 USD/year", {"guide": {"pay": []}}, "no distribution of this role’s pay"),
        (
            "90000 USD/year",
            {"guide": {"pay": [make_row(p50=90000)]}},
            "no distribution of this role’s pay",
        ),
        (
            "400 USD/day",
            {"guide": {"pay": [full_row(hours_per_year=None)]}},
            "an amount a day, and the role’s figures of the United States are amounts a year with",
        ),
        (
            "90000 USD/year",
            {"guide": {"pay": [full_row(pay_basis="total_cash")]}},
            "states base pay, and the role’s figures of the United States are total cash pay",
        ),
        ("90000 USD/year", {"guide": {"pay": [full_row(gross_net="net")]}}, "are after tax"),
    ],
)
def test_pay_that_can_not_be_compared_says_why(
    pay: str, fields: dict[str, Any], words: str
) -> None:
    line = pay_line(pay, **fields)
    assert line.verdict == "Can’t be compared"
    assert words in line.sentence


def test_unstated_pay_still_shows_the_role_s_figures() -> None:
    line = check(pay="not_stated")[0]
    assert line.verdict == "Can’t be compared"
    assert "states no pay" in line.sentence
    assert line.inputs[0].value == "Pay not stated"
    assert line.inputs[1].receipts


def test_pay_that_nobody_looked_for_is_not_said_to_be_unstated() -> None:
    line = check(pay=None)[0]
    assert line.verdict == "Can’t be compared"
    assert line.sentence.startswith("Nobody has looked yet whether the posting states pay")
    assert line.inputs[0].value == "Nobody has looked yet"


@pytest.mark.parametrize(
    ("months", "verdict", "words"),
    [
        (12, "Less than usual", "1 year, is less than the 2–5 years"),
        (36, "As usual", "3 years, is within the 2–5 years"),
        (90, "More than usual", "90 months, is more than the 2–5 years"),
    ],
)
def test_years_are_held_against_the_role(months: int, verdict: str, words: str) -> None:
    line = line_of("Experience", check(text=text_of(asks("python", min_months=months))))
    assert line.verdict == verdict
    assert words in line.sentence


def test_years_are_held_against_the_level_that_the_posting_names() -> None:
    text = text_of(asks("python", min_months=36))
    line = line_of("Experience", check(text=text, level="senior"))
    own, ladder = line.notes
    assert own.startswith("The posting’s level is senior, which this guide describes for 5–8 years")
    assert own.endswith("the time asked is less than that.")
    assert ladder == "On the role’s ladder, 3 years is in reach of the level mid (2–5 years)."
    (own,) = line_of("Experience", check(text=text, level="mid")).notes
    assert own.endswith("for 2–5 years: the time asked is within that.")


def test_missing_years_are_said_whosever_they_are() -> None:
    silent = line_of("Experience", check())
    assert (silent.verdict, silent.inputs[0].value) == ("Not stated", "Not stated")
    bare = make_role(skills=needs("python"))
    unknown = line_of("Experience", check(bare, text=text_of(asks("python", min_months=36))))
    assert (unknown.verdict, unknown.inputs[1].value) == ("Not known", "Not known")


def degree(level: Any, *, or_equivalent: bool = False) -> PostingText:
    return text_of(Requirement(("A degree.",), (), None, None, level, or_equivalent))


@pytest.mark.parametrize(
    ("level", "verdict"),
    [
        ("associates_degree", "Lower than usual"),
        ("bachelors_degree", "As usual"),
        ("masters_degree", "Higher than usual"),
    ],
)
def test_degrees_are_held_against_the_role(level: str, verdict: str) -> None:
    line = line_of("Education", check(text=degree(level)))
    assert line.verdict == verdict
    assert line.inputs[2].label == "Officially assigned"
    assert line.inputs[2].receipts


def test_the_official_degree_stands_in_for_the_editors_word() -> None:
    line = line_of("Education", check(full_role(entry=Entry()), text=degree("masters_degree")))
    assert "is officially assigned for this role: bachelor’s degree" in line.sentence


def test_what_is_taken_in_place_of_a_degree_is_said() -> None:
    line = line_of("Education", check(text=degree("masters_degree", or_equivalent=True)))
    assert line.inputs[0].value == "Master’s degree or equivalent"
    assert line.sentence.endswith("It also takes something equivalent.")


def test_missing_degrees_are_said_whosever_they_are() -> None:
    assert line_of("Education", check()).verdict == "Not stated"
    bare = full_role(entry=Entry())
    line = line_of("Education", check(bare, {"entry": []}, text=degree("masters_degree")))
    assert (line.verdict, [fact.value for fact in line.inputs]) == (
        "Not known",
        ["Master’s degree", "Not known"],
    )


def test_skills_are_held_in_both_directions() -> None:
    lines = check(text=text_of(asks("python", "cobol")))
    beyond = line_of("Skills beyond the role", lines)
    assert (beyond.verdict, [link.text for link in beyond.skills]) == ("1 of 2", ["COBOL"])
    unsaid = line_of("Usual skills it does not name", lines)
    assert (unsaid.verdict, [link.text for link in unsaid.skills]) == ("1", ["SQL"])


def test_a_skill_that_a_survey_names_for_the_occupation_is_not_unusual() -> None:
    lines = check(
        guide={"occupation_skills": [make_rating("Cobol", skill="cobol")]},
        text=text_of(asks("python", "sql", "cobol")),
    )
    assert line_of("Skills beyond the role", lines).verdict == "None"
    assert line_of("Usual skills it does not name", lines).verdict == "None"


def test_many_skills_are_counted() -> None:
    names = [f"skill-{n}" for n in range(20)]
    lines = check(
        full_role(skills=needs(*names)),
        {"skills": by_id(*map(make_skill, ["python", *names]))},
        text=text_of(asks("python")),
    )
    line = line_of("Usual skills it does not name", lines)
    assert (len(line.skills), line.notes) == (12, ("And 8 more.",))


@pytest.mark.parametrize(
    ("role", "text", "words"),
    [
        (None, text_of(), "The posting names no skill"),
        (make_role(), text_of(asks("python")), "The role’s record names no skill"),
    ],
)
def test_missing_skills_are_said_whosever_they_are(
    role: Role | None, text: PostingText, words: str
) -> None:
    line = line_of("Skills", check(role, text=text))
    assert words in line.sentence
    assert line.skills == ()


def test_what_a_posting_does_not_state_is_listed() -> None:
    line = check(places="not_stated")[-1]
    assert (line.title, line.verdict) == ("What it does not say", "9 of 9")
    assert "what it pays, where the work is," in line.sentence
    said = check(
        pay=PostedPay("USD", "year", Decimal(1)),
        workplace_type="hybrid",
        level="mid",
        employment_types=("full_time",),
        valid_through=date(2027, 1, 1),
        text=text_of(asks("python", min_months=36, education_level="masters_degree")),
    )[-1]
    assert said.verdict == "Nothing"


def test_the_newest_figures_are_those_compared() -> None:
    old = full_row(as_of=Month(2020, 5), p10=1, p25=2, p50=3, p75=4, p90=5)
    line = pay_line("90000 USD/year", guide={"pay": [old, full_row()]})
    assert "May 2025" in line.inputs[1].note
