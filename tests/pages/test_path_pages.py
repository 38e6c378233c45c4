"""Career paths: each move once in the drawing, from both ends in words, and those that lead out."""

import pytest

from pages.guides import Book, by_id, full_row, make_guide, make_role
from roleguide.guide.records import Category
from roleguide.guide.role import RelatedRole
from roleguide.guide.words import Relation
from roleguide.pages.list_questions import Edge, Steps
from roleguide.pages.moves import edge_of, edges_between, is_directed

PATH = "paths/field/index.html"


def related(*pairs: tuple[str, Relation], note: str = "") -> tuple[RelatedRole, ...]:
    return tuple(RelatedRole(role, relation, note) for role, relation in pairs)


def steps(**roles: tuple[RelatedRole, ...]) -> dict[str, Steps]:
    return {role: Steps(role.upper(), "field", names) for role, names in roles.items()}


@pytest.mark.parametrize(
    ("relation", "edge"),
    [
        ("next_step", Edge("a", "b", "step")),
        ("previous_step", Edge("b", "a", "step")),
        ("specialism", Edge("a", "b", "specialism")),
        ("broader", Edge("b", "a", "specialism")),
        ("similar", Edge("a", "b", "similar")),
    ],
)
def test_a_relation_is_a_move_in_its_direction(relation: Relation, edge: Edge) -> None:
    assert edge_of("a", "b", relation) == edge


@pytest.mark.parametrize(
    ("relation", "directed"), [("next_step", True), ("specialism", True), ("similar", False)]
)
def test_likeness_is_not_counted_as_a_move(relation: Relation, *, directed: bool) -> None:
    edges = edges_between(steps(a=related(("b", relation)), b=related(("a", "similar"))))
    assert is_directed(edges) is directed


def test_what_both_records_say_is_one_move() -> None:
    known = steps(a=related(("b", "next_step")), b=related(("a", "previous_step")))
    assert edges_between(known) == (Edge("a", "b", "step"),)


def test_a_step_is_not_drawn_as_similar_as_well() -> None:
    known = steps(a=related(("b", "next_step")), b=related(("a", "similar")))
    assert edges_between(known) == (Edge("a", "b", "step"),)


def test_roles_outside_are_no_move_of_the_field() -> None:
    assert edges_between(steps(a=related(("elsewhere", "next_step")))) == ()


GUIDE = make_guide(
    make_role(related=related(("beta", "next_step"), ("gamma", "similar"), note="After a while.")),
    make_role("beta"),
    make_role("gamma", category="other"),
    categories=by_id(
        Category("field", (), "Field of work", "What it is about."),
        Category("other", (), "Other work", "Something else."),
    ),
    pay=[full_row()],
)


def test_a_move_reads_from_both_ends() -> None:
    page = Book(GUIDE).view(PATH)
    told = {
        role.title: [(one.relation, one.to.text, one.note) for one in role.moves]
        for role in page.roles
    }
    assert told == {
        "Alpha engineer": [("Next step", "Beta engineer", "After a while.")],
        "Beta engineer": [("People come from", "Alpha engineer", "After a while.")],
    }


def test_moves_out_of_the_field_name_the_other_field() -> None:
    (role,) = Book(GUIDE).view(PATH).leaving
    (move,) = role.moves
    assert (role.title, move.to.text, move.field) == (
        "Alpha engineer",
        "Gamma engineer",
        "Other work",
    )


def test_the_drawing_links_to_the_roles_and_is_on_the_page_of_the_field_too() -> None:
    book = Book(GUIDE)
    for path in (PATH, "categories/field/index.html"):
        html = book.render(path)
        assert html.count('class="step"') == 1
        assert '<a href="../../roles/beta/index.html"><rect' in html


def test_only_categories_with_moves_have_a_page() -> None:
    book = Book(GUIDE)
    assert "paths/other/index.html" not in book.pages
    assert [tile.title for tile in book.view("paths/index.html").tiles] == ["Field of work"]


def test_a_guide_without_moves_says_so() -> None:
    html = Book(make_guide()).render("paths/index.html")
    assert "No role of this guide names" in html


def test_many_roles_are_drawn_in_part_and_listed_whole() -> None:
    roles = [
        make_role(f"role-{number:02}", related=related((f"role-{number + 1:02}", "next_step")))
        for number in range(40)
    ]
    page = Book(make_guide(*roles, make_role("role-40"))).view(PATH)
    assert len(page.graph.nodes) == 24
    assert "24 roles with the most moves of 41" in page.graph.caption
    assert len(page.roles) == 41


def test_pay_of_another_role_changes_no_drawing() -> None:
    asked = Book(GUIDE).asked(PATH)
    assert not any(question[0] in ("card", "role", "pay") for question in asked)
