"""L2, L3: long lists go on on further pages; each role stands on one of them, in its order."""

import json
from collections.abc import Iterator
from unittest import mock

import pytest

from pages.guides import Book, by_id, make_guide, make_role, make_skill
from roleguide.guide.guide import Guide
from roleguide.guide.records import Category, Comparison, Site
from roleguide.guide.role import RelatedRole
from roleguide.pages import list_pages, list_slices, search_pages

NAMES = ("Archivist", "Baker", "Clerk", "Driver", "Editor", "Fitter", "Éclairagiste")
FIELD = "categories/field/index.html"
PATH = "paths/field/index.html"
ROLES = "roles/index.html"


def make_seven(**changes: object) -> Guide:
    """Seven roles of a field, each of which names the next one by title as a similar role."""
    ids = [f"role-{number}" for number in range(len(NAMES))]
    roles = [
        make_role(one, title=name, related=(RelatedRole(other, "similar"),) if other else ())
        for one, name, other in zip(ids, NAMES, (*ids[1:], ""), strict=True)
    ]
    category = Category("field", (), "Field of work", "What it is about.")
    site = Site(base_url="https://guide.example/")
    return make_guide(*roles, site=site, categories=by_id(category), **changes)


@pytest.fixture(autouse=True)
def small_pages() -> Iterator[None]:
    """Pages of three names."""
    with (
        mock.patch.multiple(list_slices, FIELD_PAGE=3, INDEX_PAGE=3),
        mock.patch.object(list_pages, "FOLD_FROM", 5),
        mock.patch.object(search_pages, "FOLD_FROM", 5),
    ):
        yield


def pages_of(first: str) -> list[str]:
    folder = first.removesuffix("index.html")
    return [first, f"{folder}page/2/index.html", f"{folder}page/3/index.html"]


def test_a_field_goes_on_on_further_pages() -> None:
    book = Book(make_seven())
    assert f"{FIELD.removesuffix('index.html')}page/4/index.html" not in book.pages
    views = [book.view(path) for path in pages_of(FIELD)]
    assert [card.title for view in views for card in view.cards] == list(NAMES)
    assert {view.count for view in views} == {"7 roles"}
    assert [view.part for view in views] == ["1–3 of 7 roles by title", "", ""]
    assert [view.summary for view in views][1:] == [
        "4–6 of 7 roles by title.",
        "7–7 of 7 roles by title.",
    ]
    assert [view.shell.breadcrumbs[-1].text for view in views] == [
        "Field of work",
        "Page 2",
        "Page 3",
    ]


def test_what_is_said_of_a_whole_field_stands_on_its_first_page() -> None:
    book = Book(make_seven())
    first, second, _ = (book.view(path) for path in pages_of(FIELD))
    assert first.graph is not None
    assert first.paths is not None
    assert (second.graph, second.paths, second.postings) == (None, None, None)
    assert second.field.href == "../../index.html"


def test_each_page_of_a_field_lists_its_own_roles_for_machines() -> None:
    book = Book(make_seven())
    html = book.render(pages_of(FIELD)[1])
    script = html.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    (items,) = (one for one in json.loads(script)["@graph"] if one["@type"] == "ItemList")
    found = [(one["position"], one["name"]) for one in items["itemListElement"]]
    assert found == [(4, "Driver"), (5, "Editor"), (6, "Fitter")]
    assert '<link rel="prev" href="../../index.html">' in html
    assert '<link rel="next" href="../3/index.html">' in html
    assert json.loads(book.render(pages_of(FIELD)[1].replace("html", "json")))["cards"]
    assert "[Next page](../3/index.html)" in book.render(pages_of(FIELD)[1].replace("html", "md"))


def test_career_paths_tell_every_move_from_both_ends_on_whichever_page() -> None:
    book = Book(make_seven())
    views = [book.view(path) for path in pages_of(PATH)]
    told = [
        (role.title, {move.to.text for move in role.moves}) for view in views for role in view.roles
    ]
    assert told == [
        (name, {*NAMES[max(0, at - 1) : at], *NAMES[at + 1 : at + 2]})
        for at, name in enumerate(NAMES)
    ]
    assert not any(view.leaving for view in views)
    assert [view.graph is None for view in views] == [False, True, True]
    assert views[0].part == "The moves of 1–3 of 7 roles by title, from Archivist to Clerk."
    assert views[1].summary == "The moves of 4–6 of 7 roles by title, from Driver to Fitter."
    assert views[0].summary.startswith("6 pairs of similar roles in this field")


def test_a_page_of_roles_without_moves_says_so() -> None:
    roles = [make_role(f"role-{at}", title=name) for at, name in enumerate(NAMES[:3])]
    joined = make_role("z", title="Zoologist", related=(RelatedRole("y", "similar"),))
    guide = make_guide(*roles, joined, make_role("y", title="Yard manager"))
    assert "None of these roles names a move." in Book(guide).render(PATH)
    assert "None of these roles" not in Book(guide).render(pages_of(PATH)[1])


def test_the_list_of_all_roles_goes_on_and_each_page_leads_to_every_letter() -> None:
    book = Book(make_seven())
    views = [book.view(path) for path in pages_of(ROLES)]
    listed = [entry.text for view in views for part in view.letters for entry in part.entries]
    assert listed == ["Éclairagiste", *NAMES[:-1]]
    first, second, third = ({link.text: link.href for link in view.jumps} for view in views)
    assert list(first) == ["#", "A", "B", "C", "D", "E", "F"]
    assert (first["A"], first["C"]) == ("#s-a", "page/2/index.html#s-c")
    assert (second["A"], second["C"]) == ("../../index.html#s-a", "#s-c")
    assert third["F"] == "#s-f"
    assert [view.filter_label for view in views] == ["", "", ""]
    assert views[1].summary.endswith("These are 4–6.")
    html = book.render(pages_of(ROLES)[1])
    assert 'href="../../role-2/index.html"' in html
    assert 'href="../3/index.html" rel="next"' in html


def test_search_leads_to_where_a_letter_begins() -> None:
    letters = Book(make_seven()).view("search/index.html").letters
    assert [(one.letter, one.count) for one in letters][:2] == [("#", "1 role"), ("A", "1 role")]
    assert letters[3].href == "../roles/page/2/index.html#s-c"
    assert not any(one.entries for one in letters)


def test_a_short_list_is_one_page_with_a_box_that_filters_it() -> None:
    with mock.patch.object(list_slices, "INDEX_PAGE", 7):
        page = Book(make_seven()).view(ROLES)
    assert (page.pager, page.filter_label) == (None, "Filter by title")
    assert page.summary == "7 roles, with the other titles they go by."
    assert [link.href for link in page.jumps][:2] == ["#s-other", "#s-a"]


def test_skills_and_comparisons_go_on_in_the_same_way() -> None:
    names = ("Ada", "Bash", "C", "Dart", "Erlang")
    skills = by_id(*(make_skill(name.lower(), name=name) for name in names))
    pairs = [(f"role-{a}", f"role-{b}") for a, b in ((0, 1), (0, 2), (1, 2), (2, 3))]
    comparisons = by_id(*(Comparison("-".join(pair), pair, "Both.", ()) for pair in pairs))
    book = Book(make_seven(skills=skills, comparisons=comparisons))
    skill_pages = [book.view(path) for path in pages_of("skills/index.html")[:2]]
    found = [one.text for page in skill_pages for group in page.groups for one in group.entries]
    assert found == list(names)
    assert [page.groups[0].count for page in skill_pages] == ["3 of 5 skills", "2 of 5 skills"]
    assert 'rel="next"' in book.render("skills/index.html")
    compared = [book.view(path) for path in pages_of("compare/index.html")[:2]]
    assert [sum(len(part.entries) for part in page.letters) for page in compared] == [3, 1]
    html = book.render("compare/index.html")
    assert '<link rel="next" href="page/2/index.html">' in html


def test_a_title_that_stays_in_its_place_changes_its_own_page_of_a_list_only() -> None:
    """What pages ask is what they rest on."""
    book = Book(make_seven())
    for path, role in ((pages_of(FIELD)[1], "role-0"), (pages_of(ROLES)[1], "role-0")):
        assert not any(role in question[1:] for question in book.asked(path)), path
    assert ("role title", "role-0") not in book.asked("search/index.html")
    kinds = {question[0] for question in book.asked("index.html")}
    assert "roles in" not in kinds
