"""The reality check says what follows from its inputs, and nothing where one is missing."""

from datetime import date
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.guides import CODE, full_row, make_role, needs
from roleguide.guide.measured import PaidBy
from roleguide.guide.posting import DEGREES, Asked, PostedPay, Posting, PostingText, Requirement
from roleguide.guide.reality import (
    Against,
    Benchmark,
    EducationFinding,
    Reality,
    Rung,
    Unsaid,
    check_posting,
    compare_education,
    compare_experience,
    compare_skills,
    hold_against,
    make_benchmark,
)
from roleguide.guide.role import Band, Entry, Level, RoleText

LADDER = (
    Rung("entry", Band(0, 2)),
    Rung("mid", Band(2, 5)),
    Rung("senior", Band(5, 8)),
    Rung("lead", Band(8, None)),
)
EMPTY = Benchmark(None, None, (), (), (), ())
FULL = Benchmark(Band(3, 6), "masters_degree", LADDER, ("python", "sql"), ("docker",), ("writing",))
STEPS: dict[Against, int] = {"less": 0, "within": 1, "more": 2}

months = st.integers(0, 480)
bands = st.tuples(st.integers(0, 20), st.none() | st.integers(0, 20)).map(
    lambda pair: Band(pair[0], None if pair[1] is None else pair[0] + pair[1])
)


@given(months, months, bands)
def test_more_months_are_never_held_for_fewer(one: int, other: int, years: Band) -> None:
    low, high = sorted((one, other))
    assert STEPS[hold_against(low, years)] <= STEPS[hold_against(high, years)]


@given(bands)
def test_the_ends_of_a_band_are_within_it(years: Band) -> None:
    assert hold_against(years.min * 12, years) == "within"
    assert years.max is None or hold_against(years.max * 12, years) == "within"


@given(months, months)
def test_more_months_never_reach_a_lower_level(one: int, other: int) -> None:
    def reached(asked: int) -> int:
        rung = compare_experience(asked, None, FULL).rung
        return -1 if rung is None else LADDER.index(rung)

    assert reached(min(one, other)) <= reached(max(one, other))


@pytest.mark.parametrize(
    ("asked", "against", "rung", "own"),
    [
        (24, "less", "mid", "less"),
        (60, "within", "senior", "within"),
        (120, "more", "lead", "more"),
    ],
)
def test_years_are_held_against_the_role_and_its_ladder(
    asked: int, against: str, rung: str, own: str
) -> None:
    found = compare_experience(asked, "senior", FULL)
    assert found.rung is not None
    assert (found.against, found.rung.level, found.against_own) == (against, rung, own)
    assert found.own == LADDER[2]


def test_without_years_or_without_a_band_nothing_is_said() -> None:
    silent = compare_experience(None, "senior", FULL)
    assert (silent.against, silent.rung, silent.against_own) == (None, None, None)
    alone = compare_experience(36, "staff", EMPTY)
    assert (alone.against, alone.rung, alone.own, alone.against_own) == (None, None, None, None)


degrees = st.sampled_from(DEGREES)


@given(degrees, degrees, st.none() | degrees)
def test_degrees_are_held_in_their_order(asked: Any, usual: Any, assigned: Any) -> None:
    found = compare_education(
        EducationFinding(asked, or_equivalent=False, usual=usual, assigned=assigned)
    )
    assert found.against is not None
    distance = DEGREES.index(asked) - DEGREES.index(usual)
    assert STEPS[found.against] - 1 == (distance > 0) - (distance < 0)


def test_the_official_assignment_is_the_measure_only_without_the_editors_word() -> None:
    def against(usual: Any, assigned: Any) -> Against | None:
        found = EducationFinding(
            "masters_degree", or_equivalent=True, usual=usual, assigned=assigned
        )
        return compare_education(found).against

    assert against("masters_degree", "bachelors_degree") == "within"
    assert against(None, "bachelors_degree") == "more"
    assert against(None, None) is None


def asked(*skills: str) -> tuple[Asked, ...]:
    return tuple(Asked(skill, "minimum", None) for skill in skills)


def test_skills_are_held_in_both_directions() -> None:
    found = compare_skills(asked("python", "docker", "writing", "cobol"), FULL)
    assert (found.asked, found.known) == (4, 3)
    assert found.unusual == ("cobol",)
    assert found.unmentioned == ("sql",)


@given(st.lists(st.sampled_from(["python", "sql", "docker", "writing", "cobol", "go"])))
def test_no_skill_is_both_unusual_and_expected(skills: list[str]) -> None:
    found = compare_skills(asked(*dict.fromkeys(skills)), FULL)
    assert not set(found.unusual) & {"python", "sql", "docker", "writing"}
    assert set(found.unmentioned) <= {"python", "sql"} - set(skills)


def test_skills_are_not_compared_where_one_side_names_none() -> None:
    for found in (compare_skills((), FULL), compare_skills(asked("cobol"), EMPTY)):
        assert (found.unusual, found.unmentioned) == ((), ())


def make_posting(**fields: Any) -> Posting:
    known: dict[str, Any] = {
        "id": "one",
        "text": PostingText(),
        "title": "Engineer",
        "employer": "northlight",
        "role": "alpha",
        "date_posted": date(2026, 11, 1),
    }
    return Posting(**{**known, **fields})


def check(posting: Posting, benchmark: Benchmark = FULL) -> Reality:
    near = (PaidBy(full_row(), CODE),)
    return check_posting(posting, benchmark, "bachelors_degree", near, lambda amount, _: amount)


def test_a_bare_posting_leaves_everything_unsaid() -> None:
    assert check(make_posting()).unsaid == get_args(Unsaid)


def test_a_full_posting_leaves_nothing_unsaid() -> None:
    line = Requirement(
        ("Words",), ("python", "cobol"), 48, None, "bachelors_degree", or_equivalent=True
    )
    found = check(
        make_posting(
            text=PostingText(minimum=(line,)),
            pay=PostedPay.from_text("90000-120000 USD/year"),
            places=("us-co",),
            workplace_type="hybrid",
            level="senior",
            employment_types=("full_time",),
            application_window="rolling",
        )
    )
    assert found.unsaid == ()
    assert found.pay.standing == "inside"
    assert (found.experience.months, found.experience.against) == (48, "within")
    assert found.experience.against_own == "less"
    assert (found.education.against, found.education.or_equivalent) == ("less", True)
    assert (found.skills.unusual, found.skills.unmentioned) == (("cobol",), ("sql",))


def test_what_a_posting_says_it_does_not_state_is_unsaid() -> None:
    posting = make_posting(pay="not_stated", places="not_stated", level="not_stated")
    assert {"pay", "place", "level"} <= set(check(posting).unsaid)


def test_a_benchmark_is_taken_from_the_role() -> None:
    role = make_role(
        skills=needs("python", optional=("sql",)),
        entry=Entry(education_level="bachelors_degree"),
        experience_years=Band(2, 4),
        text=RoleText(levels=(Level("mid", Band(2, 5), "", (), ()),)),
    )
    assert make_benchmark(role, ("writing",)) == Benchmark(
        Band(2, 4),
        "bachelors_degree",
        (Rung("mid", Band(2, 5)),),
        ("python",),
        ("sql",),
        ("writing",),
    )
