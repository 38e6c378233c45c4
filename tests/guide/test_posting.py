"""A posting's brief says what lists need: each skill once, the longest time, the lowest degree."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from pages.posting_guides import make_posting
from roleguide.guide.posting import (
    DEGREES,
    LOOKED_FOR,
    Asked,
    Posting,
    PostingText,
    Requirement,
    brief_posting,
    linked_skills,
    list_asked,
)
from roleguide.guide.prose import Emphasis, Reference, Strong

SKILLS = ("python", "sql", "wiring")
REQUIREMENTS = st.builds(
    Requirement,
    st.just(("Something.",)),
    st.lists(st.sampled_from(SKILLS), unique=True).map(tuple),
    st.none() | st.integers(0, 120),
    st.none(),
    st.none() | st.sampled_from(DEGREES),
    st.booleans(),
)
LISTS = st.lists(REQUIREMENTS, max_size=4).map(tuple)


@st.composite
def postings(draw: st.DrawFn) -> Posting:
    """Postings with qualifications of both kinds and further skills."""
    return make_posting(
        text=PostingText(minimum=draw(LISTS), preferred=draw(LISTS)),
        skills=draw(st.lists(st.sampled_from(SKILLS), unique=True).map(tuple)),
    )


@given(postings())
def test_a_skill_is_asked_for_once(posting: Posting) -> None:
    asked = list_asked(posting)
    text = posting.text
    named = {skill for _, one in text.requirements() for skill in one.skills} | {*posting.skills}
    assert sorted(one.skill for one in asked) == sorted(named)
    for one in asked:
        in_minimum = any(one.skill in line.skills for line in text.minimum)
        in_preferred = any(one.skill in line.skills for line in text.preferred)
        weaker = "preferred" if in_preferred else "named"
        assert one.need == ("minimum" if in_minimum else weaker)


@given(postings())
def test_the_longest_time_with_a_skill_counts(posting: Posting) -> None:
    for asked in list_asked(posting):
        stated = [
            one.min_months
            for _, one in posting.text.requirements()
            if asked.skill in one.skills and one.min_months is not None
        ]
        assert asked.months == max(stated, default=None)


@given(postings())
def test_a_brief_asks_for_the_longest_time_and_the_lowest_degree(posting: Posting) -> None:
    brief = brief_posting(posting, ())
    minimum = posting.text.minimum
    months = [one.min_months for one in minimum if one.min_months is not None]
    degrees = [one.education_level for one in minimum if one.education_level is not None]
    assert brief.min_months == max(months, default=None)
    assert brief.education_level == min(degrees, key=DEGREES.index, default=None)
    assert brief.asks == list_asked(posting)


@pytest.mark.parametrize("field", ["level", "workplace_type", "places", "employment_types", "pay"])
def test_what_is_not_stated_is_nothing_in_a_brief_but_that_somebody_looked(field: str) -> None:
    stated = brief_posting(make_posting(**{field: "not_stated"}), ())
    looked_for = tuple(one for one in LOOKED_FOR if one == field)
    assert stated == replace(brief_posting(make_posting(), ()), looked_for=looked_for)


def test_equivalence_is_that_of_the_lowest_degree() -> None:
    text = PostingText(
        minimum=(
            Requirement(("A.",), education_level="masters_degree", or_equivalent=True),
            Requirement(("B.",), education_level="bachelors_degree"),
        )
    )
    brief = brief_posting(make_posting(text=text), ())
    assert (brief.education_level, brief.or_equivalent) == ("bachelors_degree", False)


def test_sources_that_the_text_names_are_in_order_and_once() -> None:
    assert brief_posting(make_posting(), ("b", "a", "b")).cites == ("a", "b")


def test_a_preference_of_more_time_keeps_the_need() -> None:
    text = PostingText(
        minimum=(Requirement(("A.",), ("sql",), 24),),
        preferred=(Requirement(("B.",), ("sql",), 60),),
    )
    assert list_asked(make_posting(text=text)) == (Asked("sql", "minimum", 60),)


def test_skills_are_found_inside_of_emphasis() -> None:
    link = Reference("skill", "sql", ())
    content = ("Uses ", Strong((Emphasis((link,)),)), link, Reference("role", "alpha", ()))
    assert linked_skills(content) == ("sql",)


def test_a_draft_is_not_published() -> None:
    assert not make_posting(draft=True).published
    assert not brief_posting(make_posting(draft=True), ()).published
