"""A long list of pay is split by field: nothing is lost, and no page holds more than its field."""

import csv
import io
import json
from unittest import mock

import pytest

from pages.guides import US, Book, by_id, full_row, make_guide, make_role
from roleguide.guide.records import Category
from roleguide.pages import list_slices
from roleguide.pages.list_views import PayFieldsPage
from roleguide.pages.machine import SURROUNDINGS

FIELDS = {"field": ("alpha", "beta"), "trade": ("gamma",)}


def make_book(longest: int) -> Book:
    """Three roles in two fields; a table of pay holds so many of them at most."""
    roles = [
        make_role(slug, title=slug.title(), category=field)
        for field, slugs in FIELDS.items()
        for slug in slugs
    ]
    guide = make_guide(
        *roles,
        categories=by_id(
            Category("field", (), "Field", "One field."), Category("trade", (), "Trade", "Another.")
        ),
        pay=[full_row()],
    )
    with mock.patch.object(list_slices, "LONGEST", longest):
        return Book(guide)


def roles_on(book: Book, path: str) -> list[str]:
    """The roles in the table of a page."""
    return [line.role for group in book.view(path).table.groups for line in group.lines]


@pytest.mark.parametrize("whole", ["salaries", "places/us"])
def test_a_list_within_the_bound_is_one_page(whole: str) -> None:
    book = make_book(3)
    assert sorted(roles_on(book, f"{whole}/index.html")) == ["alpha", "beta", "gamma"]
    assert not [path for path in book.pages if path.startswith(f"{whole}/field")]


@pytest.mark.parametrize("whole", ["salaries", "places/us"])
def test_a_longer_list_has_a_page_for_each_field(whole: str) -> None:
    book = make_book(2)
    overview = book.view(f"{whole}/index.html")
    assert [(one.href, one.count) for one in overview.fields] == [
        ("field/index.html", "2 roles"),
        ("trade/index.html", "1 role"),
    ]
    for field, slugs in FIELDS.items():
        assert roles_on(book, f"{whole}/{field}/index.html") == list(slugs)


def test_the_file_of_a_field_holds_its_rows_of_the_whole_file() -> None:
    book = make_book(2)

    def rows(path: str) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(book.render(path), newline="")))

    whole = rows("salaries/salaries.csv")
    parts = [rows(f"salaries/{field}/salaries.csv") for field in FIELDS]
    assert sorted(row["role"] for row in whole) == ["alpha", "beta", "gamma"]
    assert [row for part in parts for row in part] == whole


def test_a_page_of_a_field_leads_back_and_offers_no_other_place() -> None:
    page = make_book(2).view("salaries/field/index.html")
    assert [(link.text, link.href) for link in page.shell.breadcrumbs][-2] == (
        "Salaries",
        "../index.html",
    )
    assert page.places == ()


def test_a_page_of_a_field_asks_about_its_own_roles_only() -> None:
    book = make_book(2)
    asked = book.asked("salaries/field/index.html")
    assert [slug for kind, *slugs in asked if kind == "salary" for slug in slugs] == [
        "alpha",
        "beta",
    ]
    assert ("paid at", US.id) not in book.asked("places/us/trade/index.html")


@pytest.mark.parametrize("path", ["salaries/index.json", "places/us/index.json"])
def test_the_twins_are_as_documented(path: str) -> None:
    twin = json.loads(make_book(2).render(path))
    fields = set(PayFieldsPage.__struct_fields__) - SURROUNDINGS
    assert twin.keys() == fields | {"$schema", "kind", "url"}


@pytest.mark.parametrize("path", ["salaries/index", "places/us/index", "places/us/trade/index"])
def test_every_form_names_the_same_things(path: str) -> None:
    book = make_book(2)
    names = {"Gamma"} if "trade" in path else {"Field", "Trade"}
    for form in ("html", "md", "json"):
        text = book.render(f"{path}.{form}")
        assert all(name in text for name in names), form


@pytest.mark.parametrize("whole", ["salaries", "places/us"])
def test_a_field_of_very_many_roles_has_pages(whole: str) -> None:
    with mock.patch.object(list_slices, "LONGEST", 1):
        book = make_book(1)
        first, second = f"{whole}/field/index.html", f"{whole}/field/page/2/index.html"
        assert [roles_on(book, path) for path in (first, second)] == [["alpha"], ["beta"]]
        assert f"{whole}/trade/page/2/index.html" not in book.pages
        assert "These are 1–1 by title." in book.view(first).summary
        assert book.view(second).title.endswith("Field, page 2")
        for form in ("html", "md"):
            assert "page/2/index." in book.render(first.replace("html", form)), form
