"""The braces before a qualification say in a fixed form what its words say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roleguide.content.requirements import SHORT_DEGREES, read_degree, read_requirement
from roleguide.diagnostics import Place, Report
from roleguide.guide.posting import DEGREES, Requirement
from roleguide.guide.prose import Reference, Text
from roleguide.guide.words import EducationLevel

PLACE = Place("content/postings/job.md", 12, 1)


def read(content: str | Text) -> tuple[Requirement | None, tuple[str, ...], list[str]]:
    """A qualification, the skills in its braces and what was said."""
    report = Report()
    text = (content,) if isinstance(content, str) else content
    requirement, braced = read_requirement(text, PLACE, report)
    return requirement, braced, [one.message for one in report]


@pytest.mark.parametrize(
    ("braces", "months"),
    [
        ("3y", (36, None)),
        ("3 y", (36, None)),
        ("3yr", (36, None)),
        ("3 years", (36, None)),
        ("1 year", (12, None)),
        ("3+ years", (36, None)),
        ("3y+", (36, None)),
        ("3-5y", (36, 60)),
        ("3–5 yrs", (36, 60)),
        ("3 to 5 years", (36, 60)),
        ("18m", (18, None)),
        ("6 months", (6, None)),
        ("6mo", (6, None)),
        ("0y", (0, None)),
        ("40y", (480, None)),
        ("41y", None),
        ("5-3y", None),
        ("three years", None),
        ("3", None),
        ("-3y", None),
    ],
)
def test_a_duration_is_read_in_the_spellings_of_people(
    braces: str, months: tuple[int, int | None] | None
) -> None:
    requirement, _, said = read(f"{{{braces}}} Work with tools")
    assert requirement is not None
    if months is None:
        assert (requirement.min_months, requirement.max_months) == (None, None)
        assert said or requirement.skills  # a lone number could be a skill's id
    else:
        assert said == []
        assert (requirement.min_months, requirement.max_months) == months


@given(
    st.integers(0, 40),
    st.integers(0, 40),
    st.sampled_from([("y", 12), ("m", 1), (" years", 12), (" months", 1)]),
)
def test_any_duration_comes_back_as_it_was_written(
    one: int, other: int, unit: tuple[str, int]
) -> None:
    low, high = sorted((one, other))
    word, months = unit
    single, _, nothing = read(f"{{{low}{word}}} Work")
    both, _, too = read(f"{{{low}-{high}{word}}} Work")
    assert single is not None
    assert both is not None
    assert (nothing, too) == ([], [])
    assert (single.min_months, single.max_months) == (low * months, None)
    assert (both.min_months, both.max_months) == (low * months, high * months)


@pytest.mark.parametrize(
    ("word", "degree"),
    [
        *SHORT_DEGREES.items(),
        *((degree, degree) for degree in DEGREES),
        ("Bachelor", "bachelors_degree"),
        ("bachelor’s", "bachelors_degree"),
        ("bachelors", "bachelors_degree"),
        ("master's", "masters_degree"),
        ("master degree", "masters_degree"),
        ("bachelor of arts", None),
        ("", None),
    ],
)
def test_a_degree_is_read_in_the_spellings_of_people(
    word: str, degree: EducationLevel | None
) -> None:
    assert read_degree(word) == degree


def test_braces_hold_everything_at_once_in_any_order() -> None:
    expected = (36, 60, "bachelors_degree", True, ("python", "sql"))
    for braces in (
        "{3-5y, bachelor, or equivalent, python, sql}",
        "{python, or equivalent, 3-5y, sql, bachelor}",
    ):
        found, braced, said = read(f"{braces} Everything")
        assert found is not None
        assert found.text == ("Everything",)
        assert (
            found.min_months,
            found.max_months,
            found.education_level,
            found.or_equivalent,
            found.skills,
        ) == expected
        assert braced == ("python", "sql")
        assert said == []


def test_a_skill_that_is_linked_counts_like_one_in_braces_and_once() -> None:
    link = Reference("skill", "sql", ())
    found, braced, _ = read(("{2y, sql} Queries in ", link, " and ", Reference("skill", "r", ())))
    assert found is not None
    assert found.skills == ("sql", "r")
    assert braced == ("sql",)


def test_without_braces_a_line_says_what_its_words_say() -> None:
    found, braced, said = read("Three years of {anything} at all")
    assert found == Requirement(("Three years of {anything} at all",))
    assert (braced, said) == ((), [])


def test_a_link_alone_is_a_qualification() -> None:
    found, _, said = read(("{2y} ", Reference("skill", "sql", ())))
    assert found is not None
    assert (found.text, found.min_months, said) == ((Reference("skill", "sql", ()),), 24, [])


@given(st.text(alphabet="{}, 3ymbachelor-sql+–", max_size=30))
def test_whatever_stands_there_is_kept_or_reported(text: str) -> None:
    found, braced, said = read(text)
    assert found is not None or said
    if found is not None:
        assert set(braced) <= set(found.skills)
        assert found.max_months is None or found.min_months is not None
