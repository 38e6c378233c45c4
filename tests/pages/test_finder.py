"""L12: what the finder's files hold, and how roles are put into shards."""

import json
from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from pages.guides import (
    Book,
    by_id,
    full_row,
    make_guide,
    make_outlook_row,
    make_role,
    make_skill,
    needs,
    prose,
)
from roleguide.guide.figures import NOT_STATED, Value
from roleguide.guide.role import Band, Entry
from roleguide.pages.finder_shards import USUAL, divide_roles, list_fields

SHARD = "data/finder/field/0.json"


def shard_of(book: Book, path: str = SHARD) -> dict[str, Any]:
    return dict(json.loads(book.render(path)))


def role_of(book: Book) -> list[Any]:
    roles = shard_of(book)["roles"]
    assert len(roles) == 1
    return list(roles[0])


def test_a_role_is_listed_as_its_page_words_it() -> None:
    role = make_role(
        title="Alpha <b>",
        entry=Entry(education_level="masters_degree"),
        experience_years=Band(2, None),
        skills=needs("python", "sql"),
        workplace_types=("remote", "on_site"),
        work_pattern=("nights",),
        interest_codes=("I", "R"),
    )
    book = Book(make_guide(role, pay=[full_row()], outlook=[make_outlook_row()]))
    found = role_of(book)
    card = json.loads(book.render("categories/field/index.json"))["cards"][0]
    assert found[:3] == ["alpha", "Alpha <b>", 0]
    assert found[3][0] == card["pay"]
    assert found[4:6] == [7, [2, None]]
    assert found[6][0] == float(make_outlook_row().change_pct or 0)
    assert found[7:10] == [[2, 0], [2], [1, 0]]
    skills = shard_of(book)["skills"]
    assert [skills[at][0] for at in (*found[10], *found[11])] == ["python", "sql"]
    plan = json.loads(book.render("data/finder.json"))
    assert [name for name, _ in plan["workplace"]] == ["on_site", "hybrid", "remote"]
    assert plan["education"][6] == ["masters_degree", "Master’s degree"]
    assert plan["fields"] == [["field", "Field of work", 1, ["finder/field/0.json"]]]


def test_a_skill_brings_its_other_names_and_nothing_where_it_has_none() -> None:
    skills = by_id(
        make_skill("python", aliases=("CPython",), hidden_aliases=("Pyhton",)),
        make_skill("sql", aliases=("Structured Query Language",)),
        make_skill("welding", hidden_aliases=("wleding",)),
        make_skill("writing"),
    )
    role = make_role(skills=needs("python", "sql", "welding", "writing", "gone"))
    assert shard_of(Book(make_guide(role, skills=skills)))["skills"] == [
        ["python", "PYTHON", ["CPython"], ["Pyhton"]],
        ["sql", "SQL", ["Structured Query Language"]],
        ["welding", "WELDING", [], ["wleding"]],
        ["writing", "WRITING"],
        ["gone", "gone"],
    ]


def test_what_nobody_states_is_empty_and_never_a_value() -> None:
    found = role_of(Book(make_guide(make_role(skills=()))))
    assert found[3:] == [[], 0, [], [], [], [], [], [], []]


@pytest.mark.parametrize(
    ("changes", "year", "hour"),
    [
        ({}, [97550], None),
        ({"p50": Value("top_coded", Decimal(239200))}, [239200, None], None),
        ({"p50": NOT_STATED, "mean": NOT_STATED, "min": NOT_STATED}, [68940, 137470], None),
        ({"hours_per_year": None}, [97550], []),
        ({"hours_per_year": Decimal(2000)}, [97550], [48.78]),
        ({"hours_per_year": None, "pay_period": "month"}, [], []),
    ],
)
def test_pay_is_compared_by_figures_that_are_stated_or_converted_by_stated_hours(
    changes: dict[str, Any], year: list[Any], hour: list[Any] | None
) -> None:
    row = replace(full_row(p50=97550, p10=68940, p90=137470), **changes)
    pay = role_of(Book(make_guide(pay=[row])))[3]
    assert pay[3] == year
    if hour is not None:
        assert pay[4] == hour


def test_a_row_leads_with_one_figure_or_with_the_ends_of_its_widest_range() -> None:
    row = full_row()
    assert row.leading == ("p50",)
    row = replace(row, p50=NOT_STATED)
    assert replace(row, mean=Value("reported", Decimal(1))).leading == ("mean",)
    row = replace(row, mean=NOT_STATED, min=NOT_STATED, max=NOT_STATED)
    assert row.leading == ("p10", "p90")
    assert replace(row, p90=NOT_STATED, p75=NOT_STATED).leading == ("p10", "")
    assert replace(row, p10=NOT_STATED, p25=NOT_STATED).leading == ("", "p90")


def test_shards_stay_small_and_a_new_role_changes_one_of_them() -> None:
    briefs = list(make_guide().briefs.values())
    many = [replace(briefs[0], id=f"role-{number}") for number in range(5 * USUAL)]
    shards = divide_roles(many)
    assert sorted(shards) == [f"field/{number}" for number in range(8)]
    assert sorted(one for ids in shards.values() for one in ids) == sorted(one.id for one in many)
    assert max(map(len, shards.values())) < 2 * USUAL
    assert list_fields(shards)["field"].roles == 5 * USUAL
    more = divide_roles([*many, replace(briefs[0], id="one-more")])
    assert [name for name in shards if shards[name] != more[name]] == [
        next(name for name, ids in more.items() if "one-more" in ids)
    ]


def test_an_edit_of_prose_changes_no_fact_of_a_shard_and_a_title_those_of_its_own() -> None:
    alpha, beta = make_role(), make_role("beta", category="other")
    before = Book(make_guide(alpha, beta))

    def stale(guide: Any) -> set[str]:
        after = Book(guide)
        return {
            path
            for path, page in before.pages.items()
            if page.kind == "finder shard"
            and any(before.oracle.digest(q) != after.oracle.digest(q) for q in before.asked(path))
        }

    text = replace(alpha.text, overview=prose("Rewritten."))
    assert stale(make_guide(replace(alpha, text=text, reviewer="Sam"), beta)) == set()
    assert stale(make_guide(replace(alpha, title="Another"), beta)) == {SHARD}


def test_without_scripts_the_pages_lead_to_every_field_and_to_all_roles() -> None:
    book = Book(make_guide())
    find, shortlist = (str(book.render(f"{name}/index.html")) for name in ("find", "shortlist"))
    for href in ("../categories/field/index.html", "../roles/index.html", "../salaries/index.html"):
        assert f'href="{href}"' in find
    assert 'href="../roles/index.html"' in shortlist
    assert "<noscript>" in find
    assert "<noscript>" in shortlist
    assert '<meta name="robots" content="noindex">' in shortlist
