"""What postings ask for, counted: laws over any postings, and cases that are easily mistaken."""

from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pages.posting_guides import make_posting
from roleguide.guide.asked import (
    MOST_DRAWN,
    AskedOf,
    Drawn,
    Lived,
    MonthsAsked,
    SkillAsked,
    choose_drawn,
    find_months,
    sum_up_postings,
)
from roleguide.guide.posting import DEGREES, Asked, PostingText, Requirement, brief_posting
from roleguide.guide.posting_life import Life, life_of

DAY = date(2026, 11, 21)
SKILLS = ("python", "sql", "writing")


def lived(slug: str = "job", **fields: Any) -> Lived:
    """A posting as the index holds it."""
    brief = brief_posting(make_posting(slug, **fields), ())
    return brief, life_of(brief, DAY, 90, 30)


def asking(*minimum: Requirement, preferred: tuple[Requirement, ...] = ()) -> PostingText:
    return PostingText(minimum=minimum, preferred=preferred)


def line(*skills: str, **fields: Any) -> Requirement:
    return Requirement(("Asked.",), skills, **fields)


requirements = st.builds(
    line,
    st.sampled_from(SKILLS),
    min_months=st.none() | st.integers(0, 120),
    education_level=st.none() | st.sampled_from(DEGREES),
    or_equivalent=st.booleans(),
)
texts = st.builds(
    lambda minimum, preferred: PostingText(minimum=tuple(minimum), preferred=tuple(preferred)),
    st.lists(requirements, max_size=4),
    st.lists(requirements, max_size=3),
)
postings = st.lists(
    st.fixed_dictionaries(
        {
            "text": texts,
            "employer": st.sampled_from(("acme", "other")),
            "sample": st.booleans(),
            "status": st.sampled_from(("open", "closed")),
            "date_posted": st.dates(date(2026, 1, 1), DAY),
            "workplace_type": st.sampled_from((None, "not_stated", "on_site", "remote")),
            "pay": st.sampled_from((None, "not_stated")),
        }
    ),
    max_size=8,
).map(lambda many: [lived(f"job-{number}", **one) for number, one in enumerate(many)])


@given(postings, st.randoms())
def test_the_order_of_postings_does_not_matter(found: list[Lived], random: Any) -> None:
    shuffled = list(found)
    random.shuffle(shuffled)
    assert sum_up_postings(shuffled) == sum_up_postings(found)
    assert choose_drawn(shuffled) == choose_drawn(found)


@given(postings)
def test_samples_change_nothing_that_is_said_of_employers(found: list[Lived]) -> None:
    real = [one for one in found if not one[0].sample]
    samples = [one for one in found if one[0].sample]
    both = sum_up_postings(found)
    assert both == AskedOf(sum_up_postings(real).real, sum_up_postings(samples).samples)
    assert sum_up_postings(real).samples is None


@given(postings)
def test_every_count_is_one_of_the_postings(found: list[Lived]) -> None:
    both = sum_up_postings(found)
    groups = [one for one in (both.real, both.samples) if one is not None]
    assert sum(group.total for group in groups) == len(found)
    for group in groups:
        assert group.no_degree + sum(one.count for one in group.degrees) == group.total
        assert group.no_workplace + sum(one.count for one in group.workplaces) == group.total
        assert all(one.or_equivalent <= one.count for one in group.degrees)
        assert all(0 < one.total <= group.total - group.no_skill for one in group.skills)
        assert group.employers <= group.total
        assert group.first <= group.last
        assert 0 <= group.pay_stated <= group.total


@given(st.lists(st.none() | st.integers(0, 240), max_size=30))
def test_the_middle_of_the_months_is_one_that_is_asked_for(asked: list[int | None]) -> None:
    stated = [one for one in asked if one is not None]
    found = find_months(asked)
    if found is None:
        assert not stated
        return
    assert found.stated == len(stated)
    assert (found.smallest, found.largest) == (min(stated), max(stated))
    assert found.middle in stated
    assert sum(one < found.middle for one in stated) <= len(stated) / 2
    assert sum(one > found.middle for one in stated) <= len(stated) / 2


def test_a_skill_counts_once_a_posting_and_in_its_strongest_need() -> None:
    one = lived("one", text=asking(line("python"), preferred=(line("python"), line("sql"))))
    two = lived("two", text=asking(line("python", min_months=24)), skills=("sql",))
    three = lived("three", text=asking(line("python", min_months=60)))
    found = sum_up_postings((one, two, three)).real
    assert found is not None
    assert found.skills == (
        SkillAsked("python", 3, 0, 0, 24, 60),
        SkillAsked("sql", 0, 1, 1, None, None),
    )
    assert found.months == MonthsAsked(2, 24, 24, 60)


def test_the_lowest_degree_of_a_posting_is_counted_with_its_equivalent() -> None:
    either = asking(
        line(education_level="masters_degree"),
        line(education_level="bachelors_degree", or_equivalent=True),
    )
    preferred = asking(preferred=(line(education_level="doctoral_or_professional_degree"),))
    found = sum_up_postings((lived("a", text=either), lived("b", text=preferred))).real
    assert found is not None
    assert [(one.level, one.count, one.or_equivalent) for one in found.degrees] == [
        ("bachelors_degree", 1, 1)
    ]
    assert found.no_degree == 1


def test_no_postings_ask_for_nothing() -> None:
    assert sum_up_postings(()) == AskedOf(None, None)
    assert choose_drawn(()) == ()


def test_the_newest_postings_of_employers_are_drawn_before_samples() -> None:
    old = lived("old", date_posted=DAY - timedelta(300))
    new = lived("new", date_posted=DAY)
    again = lived(
        "again",
        date_posted=DAY - timedelta(200),
        status="reopened",
        closed_on=DAY - timedelta(90),
        reopened_on=DAY - timedelta(1),
    )
    samples = [lived(f"s-{number:02}", sample=True, date_posted=DAY) for number in range(50)]
    drawn = choose_drawn((*samples, old, again, new))
    assert len(drawn) == MOST_DRAWN
    assert [one.id for one in drawn][:4] == ["new", "again", "old", "s-00"]
    assert drawn[1] == Drawn("again", DAY - timedelta(200), DAY - timedelta(90), DAY - timedelta(1))


def test_a_day_of_closing_that_does_not_fit_is_not_drawn() -> None:
    reopened: dict[str, Any] = {"status": "reopened", "reopened_on": date(2026, 11, 18)}
    unknown = choose_drawn([lived(**reopened)])[0]
    late = choose_drawn([lived(**reopened, closed_on=date(2026, 11, 20))])[0]
    assert unknown.paused is late.paused is None
    assert unknown.reopened == date(2026, 11, 18)


def test_briefs_and_lives_are_all_that_is_looked_at() -> None:
    brief, _ = lived(text=asking(line("python")))
    closed = Life("presumed_closed", DAY, None, None)
    found = sum_up_postings([(brief, closed)]).real
    assert found is not None
    assert (found.open, found.closed) == (0, 1)
    assert brief.asks == (Asked("python", "minimum", None),)
