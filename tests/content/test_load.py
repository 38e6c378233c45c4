"""Whatever is done to a guide's files, the answer is a guide or located errors, never a crash."""

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roleguide.content.assemble import load_guide
from roleguide.content.files import TextFile
from roleguide.content.load import FOLDERS
from roleguide.content.parser import make_parser
from roleguide.content.reading import read_record
from roleguide.content.record import Drawer
from roleguide.diagnostics import Diagnostic, Report, Severity
from roleguide.guide.role import Role

BASE = Path(__file__).parents[1] / "mistakes" / "base"
AS_OF = date(2026, 11, 21)
PARSER = make_parser()
ROLE = (BASE / "content/roles/data-analyst.md").read_text("utf-8")
TOKENS = [
    "---",
    "\n",
    "\n\n",
    "  ",
    ": ",
    ":",
    "- ",
    "[",
    "]",
    "{",
    "}",
    ",",
    "#",
    "## ",
    "### ",
    "> ",
    "'",
    '"',
    "*",
    "|",
    "`",
    "<b>",
    "<!--",
    "[[",
    "]]",
    "[^",
    "](",
    "!",
    "&a ",
    "*a ",
    "!!x ",
    "<<: ",
    "title:",
    "NO",
    "2026-02-30",
    "0613",
    "~",
    "Hook:",
    "·",
    "–",
    "years",
    "\t",
    "%",
    "@",
    "\\",
    "99999999999999999999",
]


def read_role(text: str) -> tuple[Any, list[Diagnostic]]:
    report = Report()
    file = TextFile("content/roles/data-analyst.md", text)
    return read_record(file, Role, PARSER, report)[0], list(report)


def assert_located(text: str, said: list[Diagnostic]) -> None:
    lines = text.split("\n")
    for found in said:
        assert 1 <= found.place.line <= len(lines) + 1, found
        line = lines[found.place.line - 1] if found.place.line <= len(lines) else ""
        assert 1 <= found.place.column <= len(line) + 2, found
        assert found.message.endswith((".", "?", ")"))
        assert found.fix


@given(st.data())
def test_random_edits_of_a_role_give_located_diagnostics_only(data: st.DataObject) -> None:
    text = ROLE
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.sampled_from([0, 0, 1, 2, 5, 20, 80])))
        text = text[:start] + data.draw(st.sampled_from(["", *TOKENS])) + text[end:]
    record, said = read_role(text)
    assert_located(text, said)
    assert record is not None or any(found.severity is Severity.error for found in said)


@given(st.integers(0, len(ROLE)))
def test_a_half_saved_role_gives_located_diagnostics_only(length: int) -> None:
    _, said = read_role(ROLE[:length])
    assert_located(ROLE[:length], said)


@given(st.permutations(ROLE.split("\n")))
def test_shuffled_lines_give_located_diagnostics_only(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert_located(text, read_role(text)[1])


@given(st.integers(1, ROLE.count("\n") - 1))
def test_a_missing_line_gives_located_diagnostics_only(number: int) -> None:
    lines = ROLE.split("\n")
    del lines[number]
    assert_located("\n".join(lines), read_role("\n".join(lines))[1])


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_random_bytes_in_any_file_never_raise(tmp_path: Path, data: st.DataObject) -> None:
    root = tmp_path / "guide"
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(BASE, root)
    paths = sorted(path for path in root.rglob("*") if path.is_file())
    for path in data.draw(st.lists(st.sampled_from(paths), min_size=1, max_size=3, unique=True)):
        content = bytearray(path.read_bytes())
        for _ in range(data.draw(st.integers(1, 5))):
            start = data.draw(st.integers(0, len(content)))
            end = start + data.draw(st.sampled_from([0, 1, 1, 3, 40]))
            content[start:end] = data.draw(st.binary(max_size=6))
        path.write_bytes(bytes(content))
    report = load_guide(root, AS_OF).report
    for found in report:
        assert found.place.path.startswith(("content/", "site.yaml"))
        assert found.fix


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_files_that_are_missing_never_raise(tmp_path: Path, data: st.DataObject) -> None:
    root = tmp_path / "guide"
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(BASE, root)
    paths = sorted(path for path in root.rglob("*") if path.is_file())
    for path in data.draw(st.lists(st.sampled_from(paths), min_size=1, unique=True)):
        path.unlink()
    report = load_guide(root, AS_OF).report
    list(report)


@pytest.mark.parametrize("kind", [*FOLDERS])
def test_each_record_that_others_name_is_missed_when_it_is_gone(tmp_path: Path, kind: str) -> None:
    named = {
        "roles": "data-engineer",
        "categories": "data",
        "skills": "sql",
        "sources": "field-study",
        "glossary": "median",
        "pages": "about",
    }
    if kind not in named:
        return
    root = tmp_path / "guide"
    shutil.copytree(BASE, root)
    (root / "content" / kind / f"{named[kind]}.md").unlink()
    report = load_guide(root, AS_OF).report
    missed = [found for found in report if f"“{named[kind]}”" in found.message]
    assert missed
    assert all(found.place.line > 1 for found in missed)


def test_the_same_folder_gives_the_same_guide_and_report() -> None:
    first, second = load_guide(BASE, AS_OF), load_guide(BASE, AS_OF)
    assert dict(first.guide.roles) == dict(second.guide.roles)
    assert list(first.report) == list(second.report)


def test_moving_a_line_changes_no_record() -> None:
    moved = ROLE.replace("\n\n## Levels", "\n\n\n\n## Levels")
    assert read_role(moved)[0] == read_role(ROLE)[0]


def test_a_role_knows_the_folder_that_its_file_lies_in(tmp_path: Path) -> None:
    shutil.copytree(BASE, tmp_path / "guide")
    roles = tmp_path / "guide/content/roles"
    (roles / "by-hand").mkdir()
    (roles / "electrician.md").rename(roles / "by-hand/electrician.md")
    loaded = load_guide(tmp_path / "guide", AS_OF)
    assert not loaded.report.fails()
    assert loaded.guide.roles["electrician"].path == "content/roles/by-hand/electrician.md"


def test_the_path_of_a_role_is_never_written_in_its_file() -> None:
    _, said = read_role(ROLE.replace("category:", "path: elsewhere.md\ncategory:", 1))
    assert [found.code for found in said] == ["unknown-key"]


def test_records_stand_in_the_order_of_their_files_whichever_had_to_be_read(
    tmp_path: Path,
) -> None:
    root = tmp_path / "guide"
    shutil.copytree(BASE, root)
    cabinet = Drawer()
    first = load_guide(root, AS_OF, cabinet)
    path = root / "content/roles/data-analyst.md"
    path.write_text(path.read_text("utf-8").replace("summary: ", "summary: Today "), "utf-8")
    again = load_guide(root, AS_OF, cabinet, first.remembered)
    assert again.content.read == ["content/roles/data-analyst.md"]
    assert list(again.guide.briefs) == list(load_guide(root, AS_OF).guide.briefs)
