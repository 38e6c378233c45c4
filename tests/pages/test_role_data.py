"""The file of a role says what its pages say, and lists of titles let tools choose among roles."""

import json
from typing import Any

import pytest

from pages.guides import Book, full_guide, full_row, make_guide, make_outlook_row, make_role, needs
from roleguide.guide.role import Band, RelatedRole
from roleguide.pages import title_shards
from roleguide.pages.role_data import SCHEMA, RoleData
from roleguide.pages.title_shards import TitleListed, choose_shards, shard_of, shards_of

BETA = make_role("beta", skills=needs("python", optional=["sql"]))


def data_of(book: Book, slug: str = "alpha") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(book.render(f"data/role/{slug}.json"))
    return found


def make_book(**fields: Any) -> Book:
    related = (RelatedRole("beta", "next_step"),)
    alpha = make_role(related=related, compare_with=("beta",), skills=needs("sql"), **fields)
    return Book(make_guide(alpha, BETA, pay=[full_row()], outlook=[make_outlook_row()]))


def test_a_file_has_every_field_and_the_version_of_its_format() -> None:
    data = data_of(make_book())
    assert list(data) == list(RoleData.__struct_fields__)
    assert data["schema"] == SCHEMA


def test_amounts_are_numbers_as_they_are_shown() -> None:
    pay = data_of(make_book())["pay"]
    assert [(mark["text"], mark["amount"]) for mark in pay["marks"]][2] == ("$100,000", 100000)
    assert pay["hours_per_year"] == 2080


def test_every_cell_equals_the_comparison_s_and_every_skill_the_move_s() -> None:
    book = make_book()
    for at, slug in enumerate(("alpha", "beta")):
        data = data_of(book, slug)
        cells = {cell["label"]: cell["text"] for cell in data["cells"]}
        sides = book.view("compare/alpha-vs-beta/index.html").sides
        assert [cells[row.label] for row in sides.rows] == [
            row.cells[at].text for row in sides.rows
        ]
        marks = [mark["text"] for mark in data["pay"]["marks"]]
        assert marks == [line.cells[at] for line in sides.pay.lines]
    move = book.view("moves/alpha-to-beta/index.html")
    names = {skill["name"] for skill in data_of(book, "beta")["skills"]}
    parts = (move.carried, move.missing)
    assert names == {one.name for part in parts for one in (*part.essential, *part.optional)}


def test_a_file_names_the_pages_of_its_comparisons_and_moves() -> None:
    data = data_of(make_book())
    assert [one["href"] for one in data["compared"]] == ["../../compare/alpha-vs-beta/index.html"]
    assert data["moves"] == [{"target": "beta", "href": "../../moves/alpha-to-beta/index.html"}]
    assert data["href"] == "../../roles/alpha/index.html"


def test_filters_find_codes_and_not_words() -> None:
    codes = data_of(make_book(experience_years=Band(5, None), work_pattern=("days",)))["codes"]
    assert codes["experience_years"] == [5, None]
    assert codes["hours_per_week"] == []
    assert codes["work_pattern"] == ["days"]


def test_receipts_of_a_file_are_all_there() -> None:
    data = data_of(Book(full_guide(lambda: "Text")))
    known = {one["number"] for one in data["receipts"]}
    named = {number for cell in data["cells"] for number in cell["receipts"]}
    assert named
    assert named | set(data["pay"]["receipts"]) <= known


@pytest.mark.parametrize("text", ["<img src=x onerror=alert(1)>", "\u202eright to left", "é🙂"])
def test_texts_of_a_file_are_what_was_written(text: str) -> None:
    book = Book(make_guide(make_role(title=text, summary=text, alternate_titles=(text,))))
    data = data_of(book)
    assert (data["title"], data["summary"], data["titles"]) == (text, text, [text])
    titles = json.loads(book.render("data/titles.json"))
    assert titles == {"schema": 1, "shards": [], "titles": [["alpha", text, text]]}


def test_titles_are_one_list_with_few_other_titles() -> None:
    names = tuple(f"Name {number}" for number in range(9))
    book = Book(make_guide(make_role(alternate_titles=names), BETA))
    titles = json.loads(book.render("data/titles.json"))["titles"]
    assert titles == [["alpha", "Alpha engineer", *names[:3]], ["beta", "Beta engineer"]]


def test_of_many_roles_there_is_a_list_for_each_first_letter(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(title_shards, "WHOLE_UP_TO", 1)
    alpha = make_role(alternate_titles=("Écailler 2000",))
    book = Book(make_guide(alpha, BETA))
    first = json.loads(book.render("data/titles.json"))
    assert first == {"schema": 1, "shards": ["a", "b", "e", "other"], "titles": []}
    found = {
        shard: [one[0] for one in json.loads(book.render(f"data/titles/{shard}.json"))["titles"]]
        for shard in first["shards"]
    }
    assert found == {"a": ["alpha"], "b": ["beta"], "e": ["alpha", "beta"], "other": ["alpha"]}


def test_a_shard_is_the_bare_letter_that_a_word_begins_with() -> None:
    assert [shard_of(word) for word in ("Élan", "(big)", "3D", "中", "—")] == [
        *("e", "b"),
        *("other", "other", "other"),
    ]
    listed = TitleListed("x", "Data engineer", ("Builder",))
    assert shards_of(listed) == {"d", "e", "b"}
    assert choose_shards([listed], 3000) == ()
    assert choose_shards([listed], 3001) == ("b", "d", "e")
