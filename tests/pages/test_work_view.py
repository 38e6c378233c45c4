"""Work mix, demand, ways in, skills and titles: shown as counted, absent without rows."""

from decimal import Decimal
from typing import Any

import pytest

from pages.guides import (
    US,
    Book,
    by_id,
    full_row,
    make_demand_row,
    make_entry_row,
    make_guide,
    make_mix,
    make_outlook_row,
    make_rating,
    make_role,
    make_title,
    role_path,
)
from roleguide.guide.figures import Month, Place
from roleguide.guide.role import Entry, OccupationCode
from roleguide.pages import views
from roleguide.pages.occupation_view import MOST_SKILLS, MOST_TITLES

DENVER = Place("denver", "Denver", "metro", parent="us")
BOISE = Place("boise", "Boise", "metro", parent="us")


def page_with(**fields: Any) -> views.RolePage:
    known = {"codes": "codes", "entry_record": "entry"}
    role = {field: fields.pop(name) for name, field in known.items() if name in fields}
    guide = make_guide(make_role(**role), places=by_id(US, DENVER, BOISE), **fields)
    page: views.RolePage = Book(guide).view(role_path())
    return page


def test_shares_are_sorted_and_said_in_words() -> None:
    page = page_with(work_mix=make_mix({"remote": "10.5", "on_site": 62, "hybrid": "27.5"}))
    (mix,) = page.work_mix
    assert mix.title == "Place of work"
    assert [(one.label, one.text, one.width) for one in mix.shares] == [
        ("On site", "62%", 620),
        ("Hybrid", "27.5%", 275),
        ("Remote", "10.5%", 105),
    ]
    assert mix.sentence == ("On site 62%, hybrid 27.5% and remote 10.5%: United States, May 2025.")
    assert len(mix.receipts) == 1


def test_one_group_that_adds_up_is_shown_of_each_dimension() -> None:
    older = make_mix({"remote": 1, "on_site": 99}, as_of=Month(2020, 5))
    newer = make_mix({"remote": 40, "on_site": 60})
    kinds = make_mix({"full_time": 80, "part_time": 20}, dimension="employment_type")
    page = page_with(work_mix=[*older, *newer, *kinds])
    assert [mix.title for mix in page.work_mix] == ["Employment type", "Place of work"]
    assert [share.text for share in page.work_mix[1].shares] == ["60%", "40%"]


def test_places_with_most_openings_come_first() -> None:
    rows = [
        make_demand_row(place="denver", openings_count=50),
        make_demand_row(place="boise", openings_count=200, location_quotient=Decimal("1.8")),
        make_demand_row(place="boise", openings_count=1, as_of=Month(2020, 5)),
    ]
    demand = page_with(demand=rows).demand
    assert demand is not None
    assert demand.measure == "Openings"
    assert [(one.label, one.text, one.width) for one in demand.shares] == [
        ("Boise", "200", 1000),
        ("Denver", "50", 250),
    ]
    assert demand.shares[0].note == "1.8 times the average"
    assert "whole country" in demand.sentence


def test_jobs_stand_for_demand_where_no_openings_were_counted() -> None:
    rows = [make_demand_row(place="denver", openings_count=None, employment=900)]
    demand = page_with(demand=rows).demand
    assert demand is not None
    assert (demand.measure, demand.shares[0].text) == ("Jobs", "900")


def test_jobs_at_the_site_s_own_place_alone_are_no_demand_by_place() -> None:
    assert page_with(demand=[make_demand_row()]).demand is None


def test_the_projection_is_drawn_from_its_two_years() -> None:
    jobs = page_with(outlook=[make_outlook_row()]).jobs
    assert jobs is not None
    assert [(one.label, one.text, one.width) for one in jobs.shares] == [
        ("2024", "1,000", 833),
        ("2034", "1,200", 1000),
    ]
    assert page_with(outlook=[make_outlook_row(employment_target=None)]).jobs is None


def test_an_assigned_way_in_stands_beside_the_editors_word() -> None:
    record = Entry(education_level="masters_degree")
    page = page_with(entry=[make_entry_row()], entry_record=record)
    assert [(fact.label, fact.value) for fact in page.education_facts] == [
        ("Typical education", "Master’s degree"),
        (
            "Official assignment",
            (
                "Education: bachelor’s degree; related work experience: none; "
                "training on the job: none"
            ),
        ),
    ]
    assert page.education_facts[1].receipts == (1,)
    glance = {fact.label: fact for fact in page.glance}
    assert (glance["Education"].value, glance["Education"].receipts) == ("Master’s degree", ())


def test_the_glance_takes_what_is_assigned_when_the_record_says_nothing() -> None:
    glance = {fact.label: fact for fact in page_with(entry=[make_entry_row()]).glance}
    assert glance["Education"].value == "Bachelor’s degree"
    assert glance["Education"].receipts


def test_skills_are_the_most_important_ones_with_their_ratings() -> None:
    rows = [
        make_rating(f"Skill {n:02}", importance=Decimal(n) / 4, skill="python" if n == 15 else "")
        for n in range(4, 16)
    ]
    made = page_with(occupation_skills=rows).occupation_skills
    assert made is not None
    assert len(made.rated) == MOST_SKILLS
    first = made.rated[0]
    assert (first.name, first.importance, first.level) == ("Skill 15", "3.75 of 5", "3.5 of 7")
    assert first.href.endswith("skills/python/index.html")
    assert made.rated[1].href == ""
    assert made.sentence == "For Data Scientists (15-2051), an exact match for this role."


def test_technologies_in_demand_come_before_those_that_are_only_hot() -> None:
    tools = [
        make_rating("Hot", kind="technology", importance=None, hot=True),
        make_rating("Plain", kind="technology", importance=None),
        make_rating("Wanted", kind="technology", importance=None, hot=True, in_demand=True),
    ]
    made = page_with(occupation_skills=tools).occupation_skills
    assert made is not None
    assert made.tools == ("Wanted (in demand, hot)", "Hot (hot)")
    assert made.rated == ()


def test_titles_begin_with_those_that_people_reported() -> None:
    rows = [make_title(f"Title {n:02}", reported=n > 8) for n in range(12)]
    made = page_with(alternate_titles=[*rows, make_title("alpha Engineer")]).titles
    assert made is not None
    assert made.titles[:4] == ("Title 09", "Title 10", "Title 11", "Title 00")
    assert len(made.titles) == MOST_TITLES
    assert made.more == "and 4 more"


@pytest.mark.parametrize("match", ["broad", "narrow", "related"])
def test_titles_of_another_occupation_are_not_the_role_s(match: str) -> None:
    code = OccupationCode("soc-2018", "15-2051", match)  # type: ignore[arg-type]
    assert page_with(alternate_titles=[make_title("Other")], codes=(code,)).titles is None


def test_what_is_shown_is_in_all_forms_and_what_is_not_leaves_nothing_behind() -> None:
    full = Book(
        make_guide(
            work_mix=make_mix({"remote": 40, "on_site": 60}),
            demand=[make_demand_row(place="denver")],
            occupation_skills=[make_rating("Listening")],
            alternate_titles=[make_title("Number cruncher")],
            outlook=[make_outlook_row()],
        )
    )
    words = ("Work mix", "Demand by place", "Skills of the occupation", "Also reported", "1,200")
    empty = Book(make_guide(pay=[full_row()]))
    for form in ("html", "md"):
        path = role_path().replace("html", form)
        text = full.render(path)
        assert [word for word in words if word not in text] == []
        assert [word for word in words if word in empty.render(path)] == []
    for word in ("Place of work", "Listening", "Number cruncher"):
        assert word in full.render(role_path().replace("html", "json"))
