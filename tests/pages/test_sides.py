"""Roles side by side say in words how they differ, and compare only what can be compared."""

from decimal import Decimal
from typing import Any

import pytest

from pages.guides import (
    CODE,
    US,
    Book,
    by_id,
    full_row,
    full_rules,
    make_guide,
    make_outlook_row,
    make_role,
    make_skill,
    needs,
    role_path,
)
from roleguide.guide.figures import PayObservation, Place
from roleguide.guide.records import Aspect, AspectValue, Comparison, Site
from roleguide.guide.role import AiImpact, Band, Entry, OccupationCode, RoleText
from roleguide.pages.side_parts import PayRange, SideRow, Sides

OTHER = OccupationCode("soc-2018", "15-1252", "exact")
SKILLS = by_id(*(make_skill(slug) for slug in ("python", "sql", "writing", "welding")))
DENVER = Place("denver", "Denver", "metro", parent="us", currency="USD")


def other_row(**fields: Any) -> PayObservation:
    return full_row(occupation_code="15-1252", **fields)


def compare(
    alpha: dict[str, Any], beta: dict[str, Any], *more: dict[str, Any], **fields: Any
) -> Sides:
    """The sides of two or more roles; the second one's occupation is another."""
    names = ("alpha", "beta", "gamma", "delta")
    roles = [
        make_role(name, **{"codes": (OTHER,) if name == "beta" else (CODE,), **one})
        for name, one in zip(names, (alpha, beta, *more), strict=False)
    ]
    slug = "-vs-".join(role.id for role in roles)
    written = Comparison(slug, tuple(role.id for role in roles), "Which?")
    guide = make_guide(*roles, comparisons=by_id(written), skills=SKILLS, **fields)
    sides: Sides = Book(guide).view(f"compare/{slug}/index.html").sides
    return sides


def row_of(sides: Sides, label: str) -> SideRow:
    return next(row for row in sides.rows if row.label == label)


def places_of(one: PayRange) -> list[int | None]:
    return [one.low, one.left, one.mid, one.right, one.high]


def notes_of(sides: Sides, label: str) -> tuple[str, ...]:
    row = row_of(sides, label)
    return (row.note, *(cell.note for cell in row.cells))


@pytest.mark.parametrize(
    ("median", "note"),
    [(120004, "higher by $20,000"), (90000, "lower by $10,000"), (None, "")],
)
def test_pay_is_higher_or_lower_by_the_difference_of_what_is_shown(
    median: int | None, note: str
) -> None:
    sides = compare({}, {}, pay=[full_row(), other_row(p50=median)])
    assert notes_of(sides, "Pay") == ("", "", note)


def test_equal_pay_of_two_occupations_is_the_same() -> None:
    sides = compare({}, {}, pay=[full_row(), other_row()])
    assert notes_of(sides, "Pay") == ("the same", "", "")
    assert sides.pay is not None
    assert {line.difference for line in sides.pay.lines} == {"the same"}


def test_one_occupation_of_two_roles_has_no_difference() -> None:
    sides = compare({}, {"codes": (CODE,)}, pay=[full_row()], outlook=[make_outlook_row()])
    same = "published for the same occupation, so no difference can be shown"
    assert notes_of(sides, "Pay") == notes_of(sides, "Job growth") == ("", "", same)
    assert sides.pay is not None
    assert not sides.pay.compared
    assert tuple(one.text for one in sides.pay_notes) == (
        f"Alpha engineer and beta engineer: pay is {same}.",
    )


def test_pay_that_was_measured_otherwise_is_not_drawn_and_says_why() -> None:
    rows = [full_row(), other_row(place="denver", p50=90000)]
    sides = compare({}, {}, pay=rows, places=by_id(US, DENVER), site=Site(default_place="denver"))
    assert sides.pay is None
    why = "another place (Denver, not United States)"
    assert tuple(one.text for one in sides.pay_notes) == (
        f"Beta engineer is not compared with alpha engineer: {why}.",
    )
    assert notes_of(sides, "Pay") == ("", "", f"not comparable: {why}")


def test_unknown_pay_says_why() -> None:
    sides = compare({}, {"no_pay_reason": "Nobody asked."}, pay=[full_row()])
    assert sides.pay is None
    assert tuple(one.text for one in sides.pay_notes) == ("Beta engineer: Nobody asked.",)
    assert notes_of(sides, "Pay") == ("", "", "")


def test_pay_of_several_roles_is_drawn_on_one_axis() -> None:
    sides = compare({}, {}, {}, pay=[full_row(), other_row(p10=20000, p90=None)])
    pay = sides.pay
    assert pay is not None
    assert [link.text for link in pay.roles] == [
        "Alpha engineer",
        "Beta engineer",
        "Gamma engineer",
    ]
    assert places_of(pay.ranges[0]) == places_of(pay.ranges[2])
    assert pay.ranges[1].high is None
    assert pay.lines[-1].cells == ("$170,000", "not stated", "$170,000")
    assert not pay.compared


def test_places_on_the_axis_rise_with_the_amounts() -> None:
    sides = compare({}, {}, pay=[full_row(), other_row(p10=20000)])
    assert sides.pay is not None
    first, second = sides.pay.ranges
    assert (second.low or 0) < (first.low or 0)
    for one in (first, second):
        known = [place for place in places_of(one) if place is not None]
        assert known == sorted(known)
        assert all(0 <= place <= 1000 for place in known)
    assert first.mid == second.mid


def test_growth_is_compared_in_points() -> None:
    rows = [
        make_outlook_row(change_pct=Decimal("3.25")),
        make_outlook_row(occupation_code="15-1252", change_pct=Decimal("-1.1")),
    ]
    assert notes_of(compare({}, {}, outlook=rows), "Job growth") == ("", "", "lower by 4.3 points")
    rows[1] = make_outlook_row(occupation_code="15-1252", target_year=2033)
    why = "not comparable: another last year (2033, not 2034)"
    assert notes_of(compare({}, {}, outlook=rows), "Job growth") == ("", "", why)


@pytest.mark.parametrize(
    ("years", "note"), [(Band(3, 4), "higher by 1 year"), (Band(0, 9), "lower by 2 years")]
)
def test_experience_is_compared_where_it_begins(years: Band, note: str) -> None:
    sides = compare({"experience_years": Band(2, 9)}, {"experience_years": years})
    assert notes_of(sides, "Typical experience") == ("", "", note)


def test_education_is_a_higher_or_a_lower_level() -> None:
    low, high = (
        Entry(education_level=level) for level in ("no_formal_credential", "masters_degree")
    )
    assert notes_of(compare({"entry": low}, {"entry": high}), "Typical education") == (
        *("", ""),
        "a higher level",
    )
    assert notes_of(compare({"entry": low}, {"entry": low}), "Typical education")[0] == "the same"


def test_of_three_roles_a_difference_names_what_it_differs_from() -> None:
    years = [{"experience_years": Band(one, 9)} for one in (2, 3, 2)]
    assert notes_of(compare(*years), "Typical experience") == (
        *("", ""),
        "higher by 1 year than alpha engineer",
        "the same",
    )


def test_a_list_says_what_it_alone_names() -> None:
    sides = compare({"industries": ("Energy", "Health")}, {"industries": ("Health", "Law")})
    assert notes_of(sides, "Industries") == ("", "only here: Energy", "only here: Law")
    nothing = compare({"industries": ("Energy",)}, {"industries": ("Law",)})
    assert notes_of(nothing, "Industries") == ("", "", "")


def test_what_nobody_states_is_left_out_and_what_one_lacks_is_said() -> None:
    sides = compare({"hours_per_week": Band(40, 40)}, {})
    assert [cell.text for cell in row_of(sides, "Hours a week").cells] == ["40", "Not stated"]
    assert not any(row.label == "Interests" for row in sides.rows)


def test_skills_are_shared_or_only_here() -> None:
    sides = compare(
        {"skills": needs("python", "sql", optional=["writing"])},
        {"skills": needs("python", optional=["sql", "welding"])},
    )
    skills = sides.skills
    assert [one.name for one in skills.shared.essential] == ["PYTHON"]
    assert [(one.name, one.note) for one in skills.shared.optional] == [
        ("SQL", "essential for alpha engineer, optional for beta engineer")
    ]
    assert [one.title for one in skills.only] == ["Alpha engineer", "Beta engineer"]
    assert [[s.name for s in one.optional] for one in skills.only] == [["WRITING"], ["WELDING"]]


def test_of_three_roles_some_share_a_skill() -> None:
    uses = [{"skills": needs(*slugs)} for slugs in (("python", "sql"), ("python",), ("sql",))]
    assert [(one.name, one.note) for one in compare(*uses).skills.some] == [
        ("PYTHON", "essential for alpha engineer and beta engineer"),
        ("SQL", "essential for alpha engineer and gamma engineer"),
    ]


def test_duties_are_those_of_the_role_pages_as_plain_text() -> None:
    text = RoleText(duties=(("Reads.",), ("Writes.",)))
    (alpha, beta) = compare({"text": text}, {}).duties
    assert (alpha.title, alpha.duties, beta.duties) == ("Alpha engineer", ("Reads.", "Writes."), ())


def test_the_market_s_words_stand_beside_each_other() -> None:
    rules = {"ours": full_rules(lambda: "Text")}
    growth = [make_outlook_row(), make_outlook_row(occupation_code="15-1252", change_pct=None)]
    site = Site(market_rules="ours")
    sides = compare({}, {}, rules=rules, site=site, outlook=growth, pay=[full_row(), other_row()])
    assert [cell.text for cell in row_of(sides, "Quadrant").cells] == ["Compound", "No verdict"]


def test_every_row_equals_the_role_s_own_page() -> None:
    fields: dict[str, Any] = {
        "experience_years": Band(2, 5),
        "ai_impact": AiImpact("mixed", 2031, editorial=True),
        "entry": Entry(education_level="bachelors_degree", on_the_job_training="long_term"),
    }
    roles = (make_role(**fields), make_role("beta", codes=(OTHER,), **fields))
    compared = by_id(Comparison("alpha-vs-beta", ("alpha", "beta"), "Which?"))
    rows = [full_row(), other_row(p50=1)]
    book = Book(make_guide(*roles, comparisons=compared, pay=rows, outlook=[make_outlook_row()]))
    sides = book.view("compare/alpha-vs-beta/index.html").sides
    for at, slug in enumerate(("alpha", "beta")):
        page = book.view(role_path(slug))
        glance = {fact.label: fact.value for fact in page.glance}
        facts = {fact.label: fact.value for fact in page.education_facts}
        marks = [mark.text for mark in page.pay.marks]
        assert marks == [line.cells[at] for line in sides.pay.lines]
        assert row_of(sides, "AI impact").cells[at].text == glance["AI impact"]
        assert row_of(sides, "Typical education").cells[at].text == glance["Education"]
        assert row_of(sides, "Typical experience").cells[at].text == glance["Experience"]
        training = row_of(sides, "On-the-job training").cells[at].text
        assert training == facts["On-the-job training"]


def test_what_the_editors_table_shows_is_not_shown_twice() -> None:
    aspects = (
        Aspect(field="hours_per_week"),
        Aspect(label="Pace", values=(AspectValue("alpha", "Slow."),)),
    )
    fields: dict[str, Any] = {"hours_per_week": Band(40, 40), "industries": ("Law",)}
    roles = (make_role(**fields), make_role("beta", **fields))
    written = by_id(Comparison("alpha-vs-beta", ("alpha", "beta"), "Which?", aspects))
    page = Book(make_guide(*roles, comparisons=written)).view("compare/alpha-vs-beta/index.html")
    assert [one.label for one in page.comparison.aspects] == ["Hours a week", "Pace"]
    labels = [row.label for row in page.sides.rows]
    assert "Industries" in labels
    assert "Hours a week" not in labels
