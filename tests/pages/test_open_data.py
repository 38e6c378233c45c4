"""The open data: what is published is what the guide knows, in every form, and nothing more."""

import csv
import errno
import io
import json
import re
import sqlite3
import zipfile
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from resource import RLIMIT_FSIZE, getrlimit, setrlimit
from typing import Any
from unittest import mock

import pytest
from jsonschema_rs import Draft202012Validator
from msgspec.structs import replace

from checks.twin_schemas import close
from pages.guides import (
    ROOT,
    SURVEY,
    Book,
    by_id,
    full_guide,
    full_row,
    make_guide,
    make_outlook_row,
    make_role,
    money,
    needs,
)
from pages.posting_guides import make_employer, make_posting
from roleguide.guide.guide import Guide
from roleguide.guide.licences import TEXTS, find_text, may_share
from roleguide.guide.records import Licence, Site
from roleguide.guide.role import Band
from roleguide.pages import open_answers
from roleguide.pages.csv_cells import FORMULA_STARTS
from roleguide.pages.licence_texts import FOLDER
from roleguide.pages.open_columns import columns_of
from roleguide.pages.open_database import list_statements
from roleguide.pages.open_page import write_size
from roleguide.pages.open_rows import TABLES
from roleguide.pages.open_schema import make_schema
from roleguide.pages.urls import ARCHIVE, DATA, DATA_PACKAGE, DATABASE, table_path

OURS = replace(SURVEY, id="ours", name="Our study", licence=Licence("CC BY-NC 4.0"))


def shared_guide() -> Guide:
    """A guide with a text in every field, whose source lets its figures be passed on."""
    guide = full_guide(lambda: "Text")
    shared = {key: replace(one, redistribute=True) for key, one in guide.sources.items()}
    return replace(guide, sources=shared)


def rows_of(book: Book, table: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(book.render(table_path(table)), parse_float=Decimal)
    return found


def cells_of(book: Book, table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(book.render(table_path(table, "csv")), newline="")))


def open_database(book: Book, folder: Path) -> sqlite3.Connection:
    path = folder / "data.sqlite"
    path.write_bytes(book.render_file(DATABASE))
    return sqlite3.connect(path)


def make_book(**fields: Any) -> Book:
    alpha = make_role(skills=needs("python", optional=["sql"]), **fields)
    return Book(
        make_guide(
            alpha,
            make_role("beta"),
            pay=[full_row(), full_row(place="us-co", p90=money(239200, "top_coded"))],
            outlook=[make_outlook_row()],
            postings=(make_posting(),),
            employers=by_id(make_employer()),
        )
    )


@pytest.mark.parametrize("table", TABLES)
def test_rows_keep_to_the_published_schema_and_every_column_is_explained(table: str) -> None:
    book = Book(shared_guide())
    schema = make_schema(TABLES[table])
    assert schema == json.loads(book.render(f"data/schemas/{table}.json"))
    rows = rows_of(book, table)
    assert rows
    validator = Draft202012Validator(close(schema), validate_formats=True)
    plain: list[dict[str, Any]] = json.loads(book.render(table_path(table)))
    assert [str(one) for one in validator.iter_errors(plain)] == []
    assert not validator.is_valid([{**plain[0], next(iter(plain[0])): 1.5}])
    assert all(list(one) == schema["items"]["required"] for one in plain)
    assert all(one.about.endswith((".", "…")) for one in columns_of(TABLES[table].row))


def test_a_role_s_row_says_what_its_record_and_its_figures_say() -> None:
    (alpha, _) = rows_of(
        make_book(experience_years=Band(5, None), alternate_titles=("One", "Two")), "roles"
    )
    assert (alpha["id"], alpha["alternate_titles"]) == ("alpha", ["One", "Two"])
    assert (alpha["experience_years_min"], alpha["experience_years_max"]) == (5, None)
    assert (alpha["hours_per_week_min"], alpha["reviewed"]) == (None, None)
    assert (alpha["skills_essential"], alpha["skills_optional"]) == (["python"], ["sql"])
    assert (alpha["pay_state"], alpha["pay_p50"], alpha["pay_place"]) == ("known", 100000, "us")
    assert (alpha["pay_source"], alpha["growth_source"]) == ("survey", "survey")
    assert (alpha["path"], alpha["url"]) == (
        "roles/alpha/index.html",
        "https://guide.example/roles/alpha/",
    )


def test_unknown_is_null_and_empty_and_never_filled_in() -> None:
    book = Book(make_guide(make_role()))
    (row,) = rows_of(book, "roles")
    assert row["pay_state"] == "not_known"
    pay = {name: value for name, value in row.items() if name.startswith(("pay_", "growth_"))}
    assert set(map(str, pay.values())) == {"not_known", "None", "[]"}
    (cells,) = cells_of(book, "roles")
    assert cells["pay_p50"] == cells["growth_pct"] == cells["reviewed"] == ""
    assert rows_of(book, "pay") == cells_of(book, "pay") == []


def test_amounts_are_exact_and_their_states_are_told() -> None:
    row = full_row(
        p10=money(None, "suppressed"), p25=money("61.25"), p90=money(239200, "top_coded")
    )
    book = Book(make_guide(make_role(), pay=[row]))
    (found,) = rows_of(book, "pay")
    assert (found["p10"], found["p25"], found["p90"]) == (None, Decimal("61.25"), 239200)
    assert (found["top_coded"], found["suppressed"]) == (["p90"], ["p10"])
    (cells,) = cells_of(book, "pay")
    assert (cells["p10"], cells["p25"], cells["suppressed"]) == ("", "61.25", "p10")


def test_json_csv_and_database_say_the_same(tmp_path: Path) -> None:
    book = Book(shared_guide())
    database = open_database(book, tmp_path)
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    for table in TABLES.values():
        rows, cells = rows_of(book, table.name), cells_of(book, table.name)
        assert len(rows) == len(cells)
        single = [one.name for one in columns_of(table.row) if not one.is_list]
        named = ", ".join(map('"{}"'.format, single))
        stored = database.execute(f"SELECT {named} FROM {table.name}").fetchall()
        assert [[row[name] for name in single] for row in rows] == [list(one) for one in stored]
        for row, cell in zip(rows, cells, strict=True):
            for name in single:
                words = {None: "", True: "true", False: "false"}
                expected = words[row[name]] if row[name] in (None, True, False) else str(row[name])
                assert cell[name].removeprefix("'") == expected
        for one in columns_of(table.row):
            if one.is_list:
                count = database.execute(f"SELECT count(*) FROM {table.name}_{one.name}")
                assert count.fetchone() == (sum(len(row[one.name]) for row in rows),)


def test_a_full_disk_is_told_as_the_system_tells_it() -> None:
    book = make_book()
    old = getrlimit(RLIMIT_FSIZE)
    setrlimit(RLIMIT_FSIZE, (8192, old[1]))
    try:
        with pytest.raises(OSError, match="database") as caught:
            book.render_file(DATABASE)
    finally:
        setrlimit(RLIMIT_FSIZE, old)
    assert caught.value.errno == errno.EIO


@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_no_cell_is_taken_for_a_formula(start: str) -> None:
    text = f'{start}HYPERLINK("https://evil.example/";"x")'
    book = make_book(title=text, summary=text, alternate_titles=(text, "Other"))
    titles = {row["title"] for row in rows_of(book, "roles")}
    assert text in titles
    for table in TABLES:
        for row in cells_of(book, table):
            assert not [cell for cell in row.values() if cell.startswith(FORMULA_STARTS)]
    cells = cells_of(book, "roles")[0]
    assert (cells["title"], cells["alternate_titles"]) == (f"'{text}", f"'{text} | Other")


def test_negative_numbers_stay_numbers() -> None:
    book = Book(make_guide(make_role(), outlook=[make_outlook_row(change_pct=Decimal("-3.5"))]))
    assert cells_of(book, "roles")[0]["growth_pct"] == "-3.5"


@pytest.mark.parametrize(
    ("name", "shared"),
    [
        *((one, True) for one in ("CC BY 4.0", "CC-BY-SA-4.0", "CC0-1.0", "ODbL 1.0")),
        ("Public domain (US government work)", True),
        ("Open Government Licence v3.0", True),
        ("Reuse with attribution (Commission Decision 2011/833/EU)", True),
        *((one, False) for one in ("CC BY-NC 4.0", "CC BY-ND 4.0", "All rights reserved")),
        *((one, False) for one in ("Terms of use", "Not in the public domain", "Proprietary")),
    ],
)
def test_only_licences_that_allow_it_let_figures_be_passed_on(name: str, *, shared: bool) -> None:
    source = replace(SURVEY, licence=Licence(name))
    assert may_share(source) is shared
    assert may_share(replace(source, redistribute=True))
    assert not may_share(replace(source, redistribute=False))


def test_figures_that_may_not_be_passed_on_are_left_out_and_that_is_said() -> None:
    book = Book(
        make_guide(
            make_role(),
            pay=[full_row(source="ours"), full_row(source="survey", place="us-co")],
            outlook=[make_outlook_row(source="ours")],
            sources=by_id(SURVEY, OURS),
        )
    )
    assert {row["source"] for row in rows_of(book, "pay")} == {"survey"}
    (role,) = rows_of(book, "roles")
    assert (role["pay_state"], role["pay_p50"], role["growth_pct"]) == ("not_shared", None, None)
    assert {row["id"]: row["shared"] for row in rows_of(book, "sources")} == {
        "ours": False,
        "survey": True,
    }
    for path in (DATA.replace("html", "md"), "llms.txt"):
        assert "Our study" in book.render(path)
    assert [one.name for one in book.view(DATA).sources] == ["Wage survey"]


def test_rows_of_roles_without_a_page_are_no_rows() -> None:
    row = full_row(role="secret", scheme="", occupation_code="")
    assert rows_of(Book(make_guide(make_role(), pay=[row])), "pay") == []


def test_tables_are_the_same_however_they_are_cut() -> None:
    whole = {table: Book(shared_guide()).render(table_path(table)) for table in TABLES}
    with mock.patch.object(open_answers, "PIECE", 1):
        cut = {table: Book(shared_guide()).render(table_path(table)) for table in TABLES}
    assert cut == whole
    assert json.loads(whole["roles"])[1]["id"] == "beta"


def test_the_archive_holds_every_file_with_its_licences_and_nothing_of_today() -> None:
    book = make_book()
    content = book.render_file(ARCHIVE)
    assert content == make_book().render_file(ARCHIVE)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        names = [name.removeprefix("roleguide-data/") for name in archive.namelist()]
        assert len(names) == len(set(names))
        for name in set(names) - {"README.md", "LICENCES.md", "licences/CC-BY-4.0.txt"}:
            assert archive.read(f"roleguide-data/{name}") == book.render_file(f"data/{name}"), name
        terms = archive.read("roleguide-data/LICENCES.md").decode()
        assert "Public domain" in terms
        assert "Source: Bureau." in terms
        readme = archive.read("roleguide-data/README.md").decode()
        assert all(f"{table}.csv" in readme for table in TABLES)


def read_archive(book: Book, start: str) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(book.render_file(ARCHIVE))) as archive:
        return {
            name.removeprefix("roleguide-data/"): archive.read(name).decode()
            for name in archive.namelist()
            if name.startswith(f"roleguide-data/{start}")
        }


def test_the_archive_holds_the_texts_of_licences_word_for_word() -> None:
    mine = Licence("Ours – 1", text="Do as you like.\nNow.")
    sources = {
        "a": replace(SURVEY, id="a", licence=Licence("ODbL 1.0")),
        "b": replace(SURVEY, id="b", licence=Licence("Ours!", text="Another.\n")),
        "c": replace(SURVEY, id="c", licence=Licence("Ours", text="A third.")),
        "d": replace(SURVEY, id="d", licence=Licence("Ours", text="Not the first of this name.")),
        "e": replace(SURVEY, id="e", licence=Licence("Ours – 1")),
    }
    guide = make_guide(make_role(), site=Site(licence=mine), sources=sources)
    texts = read_archive(Book(guide), "licences/")
    odbl = (FOLDER / "ODbL-1.0.txt").read_text(encoding="utf-8")
    assert odbl.startswith("## Open Data Commons Open Database License (ODbL)")
    assert texts == {
        "licences/ODbL-1.0.txt": odbl,
        "licences/ours.txt": "A third.\n",
        "licences/ours-1.txt": "Do as you like.\nNow.\n",
        "licences/ours-2.txt": "Another.\n",
    }
    terms = read_archive(Book(guide), "LICENCES.md")["LICENCES.md"]
    for name in texts:
        assert f"[{name}]({name})" in terms
    known = Site(licence=Licence("CC BY 4.0", text="Our own print of it."))
    (own,) = read_archive(Book(make_guide(make_role(), site=known)), "licences/").items()
    assert own == ("licences/cc-by-4-0.txt", "Our own print of it.\n")


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("CC BY 4.0", "CC-BY-4.0"),
        ("CC-BY-4.0", "CC-BY-4.0"),
        ("Creative Commons Attribution 4.0 International", "CC-BY-4.0"),
        ("CC BY-SA 4.0", "CC-BY-SA-4.0"),
        ("Creative Commons Attribution-ShareAlike 4.0", "CC-BY-SA-4.0"),
        ("CC0", "CC0-1.0"),
        ("ODbL v1.0", "ODbL-1.0"),
        ("Open Government Licence v3.0", "OGL-UK-3.0"),
        ("Licence Ouverte 2.0", "etalab-2.0"),
        ("Datenlizenz Deutschland – Namensnennung – Version 2.0", "DL-DE-BY-2.0"),
        ("dl-de/zero-2-0", "DL-DE-ZERO-2.0"),
        *((name, None) for name in ("CC BY", "CC BY 3.0", "CC BY-NC 4.0", "CC BY 4.0 and more")),
        *((name, None) for name in ("Public domain (US government work)", "OGL", "")),
    ],
)
def test_licences_are_known_by_name_and_version(name: str, known: str | None) -> None:
    assert find_text(name) == known


def test_texts_of_licences_are_the_files_that_were_vendored() -> None:
    lines = (ROOT / "vendor/SHA256").read_text(encoding="ascii").splitlines()
    recorded = {path: digest for digest, path in map(str.split, lines) if "/licences/" in path}
    digests = {
        path.relative_to(ROOT).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in FOLDER.iterdir()
    }
    assert digests == recorded
    assert {path.stem for path in FOLDER.iterdir()} == TEXTS.keys()


def test_a_database_has_the_same_bytes_each_time_and_names_no_writer() -> None:
    first, second = (make_book().render_file(DATABASE) for _ in range(2))
    assert first == second
    assert int.from_bytes(first[96:100], "big") == 3_040_000
    assert first[68:72] == b"ROLE"


def test_the_package_tells_sizes_digests_and_columns() -> None:
    book = make_book()
    package = json.loads(book.render(DATA_PACKAGE))
    for resource in package["resources"]:
        path = f"data/{resource['path']}"
        assert (resource["bytes"], resource["hash"]) == (
            len(book.render_file(path)),
            f"sha256:{book.describe(path)[1]}",
        )
        names = [field["name"] for field in resource["schema"]["fields"]]
        assert names == next(csv.reader(io.StringIO(book.render(path), newline="")))


def test_the_page_counts_rows_and_explains_every_column() -> None:
    view = make_book().view(DATA)
    tables = {one.anchor: one for one in view.tables}
    assert (tables["roles"].rows, tables["pay"].rows) == ("2 rows", "2 rows")
    assert (tables["postings"].rows, tables["skills"].rows) == ("1 row", "3 rows")
    for name, table in TABLES.items():
        assert [one.label for one in tables[name].columns] == list(table.row.__struct_fields__)
    assert "CC BY 4.0" in view.citation
    assert Book(make_guide(make_role())).view(DATA).tables[1].rows == "0 rows"


def test_sizes_are_worded() -> None:
    assert [write_size(one) for one in (1, 870, 12_345, 3_400_000)] == [
        *("1 byte", "870 bytes"),
        *("12 kB", "3.4 MB"),
    ]


def test_an_edit_of_one_role_changes_one_piece_of_one_table() -> None:
    before, after = make_book(), make_book(title="Another title")
    with mock.patch.object(open_answers, "PIECE", 1):
        moved = {
            question
            for path in ("data/roles.json", "data/pay.json", "data/skills.json", DATABASE)
            for question in before.asked(path)
            if before.oracle.digest(question) != after.oracle.digest(question)
        }
    assert {one for one in moved if one[0].startswith("open ")} == {("open roles", "alpha")}


def test_a_guide_without_postings_has_no_table_of_them() -> None:
    book = Book(make_guide(make_role()))
    assert not [path for path in book.pages if path.startswith("data/posting")]
    with zipfile.ZipFile(io.BytesIO(book.render_file(ARCHIVE))) as archive:
        assert not [name for name in archive.namelist() if "posting" in name]
    assert "postings" not in [one.anchor for one in book.view(DATA).tables]


def test_a_site_may_offer_no_files() -> None:
    book = Book(make_guide(make_role(), site=Site(downloads=False)))
    tools = ("data/finder", "data/role/", "data/titles", "data/schemas/pages/")
    files = [path for path in book.pages if path.startswith("data/")]
    assert all(path.startswith(tools) for path in files)
    assert "data/" not in book.render("llms.txt")
    assert "Open data" not in book.render("index.html")


def test_statements_quote_words_of_sql() -> None:
    made = " ".join(one for table in TABLES.values() for one in list_statements(table))
    assert '"min" REAL' in made
    assert re.search(r"REFERENCES sources \(id\)", made)
