"""Only regular UTF-8 files below the content folder are ever opened."""

import os
import socket
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roleguide.content.characters import FORBIDDEN, INVISIBLE, is_printable
from roleguide.content.files import (
    FILES_LIMIT,
    RECORD_LIMIT,
    TextFile,
    list_entries,
    read_text,
)
from roleguide.diagnostics import Diagnostic, Report


def listed(root: Path) -> tuple[list[str], list[Diagnostic]]:
    report = Report()
    return [entry.path for entry in list_entries(root, "content", report)], list(report)


def read(
    root: Path, path: str, limit: int = RECORD_LIMIT
) -> tuple[TextFile | None, list[Diagnostic]]:
    report = Report()
    return read_text(root, path, limit, report), list(report)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "content" / "roles").mkdir(parents=True)
    (tmp_path / "content" / "roles" / "nurse.md").write_text("---\n", "utf-8")
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret.md").write_text("secret\n", "utf-8")
    return tmp_path


def test_links_pipes_and_sockets_are_named_and_never_opened(root: Path) -> None:
    roles = root / "content" / "roles"
    (roles / "leak.md").symlink_to(root / "outside" / "secret.md")
    (roles / "loop").symlink_to(".")
    (roles / "folder").symlink_to(root / "outside")
    (roles / "dangling.md").symlink_to("nowhere")
    os.mkfifo(roles / "pipe.md")
    here = Path.cwd()
    os.chdir(roles)
    try:
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind("socket.md")
    finally:
        os.chdir(here)
    start = time.monotonic()
    paths, said = listed(root)
    assert time.monotonic() - start < 2
    assert paths == ["content/roles/nurse.md"]
    assert {found.place.path.rpartition("/")[2]: found.message for found in said} == {
        "leak.md": "The entry is a symbolic link; content is made of regular files only.",
        "loop": "The entry is a symbolic link; content is made of regular files only.",
        "folder": "The entry is a symbolic link; content is made of regular files only.",
        "dangling.md": "The entry is a symbolic link; content is made of regular files only.",
        "pipe.md": "The entry is a named pipe; content is made of regular files only.",
        "socket.md": "The entry is a socket; content is made of regular files only.",
    }
    assert {found.code for found in said} == {"not-a-file"}


def test_what_was_swapped_after_the_listing_is_refused(root: Path) -> None:
    roles = root / "content" / "roles"
    (roles / "link.md").symlink_to(root / "outside" / "secret.md")
    os.mkfifo(roles / "pipe.md")
    (root / "content" / "skills").symlink_to(root / "outside")
    for path in ("roles/link.md", "roles/pipe.md", "skills/secret.md"):
        file, said = read(root, f"content/{path}")
        assert file is None
        assert [found.code for found in said] == ["not-a-file"]


def test_a_linked_or_missing_content_folder_is_an_error(tmp_path: Path) -> None:
    assert [found.code for found in listed(tmp_path)[1]] == ["no-content"]
    (tmp_path / "content").symlink_to("/")
    assert listed(tmp_path)[0] == []
    assert [found.code for found in listed(tmp_path)[1]] == ["not-a-file"]


@pytest.mark.parametrize(
    "name",
    [
        "con.md",
        "NUL",
        "aux.html",
        "com1.md",
        "lpt9",
        "a .md",
        " a.md",
        "a.",
        "a:b.md",
        "-a.md",
        ".a.md",
        "a\n.md",
        "a\x1b[2J.md",
        "é.md",
        "e\u0301.md",
        "a\u202e.md",
        "a\u200b.md",
        "::error::a.md",
        "a%2e.md",
        "a" * 121,
        "é" * 64,
        "a\\b.md",
        "~a.md",
        "a.md~",
        "#a.md#",
        "_a.md",
        "$a",
        "a&b",
        "(a).md",
        "a'b.md",
    ],
)
def test_a_hostile_name_is_refused_and_shown_escaped(root: Path, name: str) -> None:
    (root / "content" / "roles" / name).write_text("---\n", "utf-8")
    paths, said = listed(root)
    assert paths == ["content/roles/nurse.md"]
    assert [found.code for found in said] == ["bad-file-name"]
    assert said[0].message.isprintable()


def test_a_name_that_is_not_utf_8_is_refused(root: Path) -> None:
    with open(os.fsencode(root / "content" / "roles") + b"/\xff.md", "wb"):
        pass
    _, said = listed(root)
    assert [found.code for found in said] == ["bad-file-name"]
    assert "\\udcff" in said[0].message


def test_names_that_differ_in_case_only_collide(root: Path) -> None:
    (root / "content" / "roles" / "Nurse.md").write_text("---\n", "utf-8")
    (root / "content" / "Roles").mkdir()
    (root / "content" / "Roles" / "nurse.md").write_text("---\n", "utf-8")
    assert [found.code for found in listed(root)[1]] == ["name-collision"] * 2


def test_folders_and_paths_have_limits(root: Path) -> None:
    deep = root / "content" / "/".join("abcdefg")
    deep.mkdir(parents=True)
    (deep / "x.md").write_text("x", "utf-8")
    long = root / "content" / ("b" * 100) / ("c" * 100)
    long.mkdir(parents=True)
    assert sorted(found.code for found in listed(root)[1]) == ["bad-file-name", "too-deep"]


def test_a_very_large_file_is_refused_unread(root: Path) -> None:
    path = root / "content" / "roles" / "huge.md"
    with path.open("wb") as file:
        file.truncate(2**30)
    start = time.monotonic()
    file_read, said = read(root, "content/roles/huge.md")
    assert time.monotonic() - start < 1
    assert file_read is None
    assert [found.code for found in said] == ["too-large"]


@pytest.mark.parametrize("size", [RECORD_LIMIT - 1, RECORD_LIMIT, RECORD_LIMIT + 1])
def test_the_limit_of_a_file_is_exact(root: Path, size: int) -> None:
    (root / "content" / "x.md").write_bytes(b"a" * size)
    file, said = read(root, "content/x.md")
    assert (file is not None) is (size <= RECORD_LIMIT)
    assert bool(said) is (size > RECORD_LIMIT)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"a\nb\n", "a\nb\n"),
        (b"a\r\nb\r\n", "a\nb\n"),
        (b"\xef\xbb\xbfa\n", "a\n"),
        (b"\xef\xbb\xbfa\r\n", "a\n"),
        ("é – ‘a’ 😀\u200d\n".encode(), "é – ‘a’ 😀\u200d\n"),
        (b"", ""),
    ],
)
def test_utf_8_is_read_with_and_without_a_mark_and_with_both_line_ends(
    root: Path, content: bytes, expected: str
) -> None:
    (root / "content" / "x.md").write_bytes(content)
    file, said = read(root, "content/x.md")
    assert not said
    assert file is not None
    assert file.text == expected


@pytest.mark.parametrize(
    "encoding",
    [
        "latin-1",
        "cp1252",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
        "utf-32-le",
        "cp037",
        "shift_jis",
        "gb18030",
        "koi8-r",
        "mac-roman",
    ],
)
def test_another_encoding_is_refused_at_its_first_bad_byte(root: Path, encoding: str) -> None:
    text = "title: Café Установка 電気" if encoding in ("gb18030", "shift_jis") else "title: Café"
    if encoding == "koi8-r":
        text = "title: Электрик"
    if encoding == "shift_jis":
        text = "title: 電気"
    (root / "content" / "x.md").write_bytes(text.encode(encoding))
    file, said = read(root, "content/x.md")
    assert file is None
    assert said[0].code in ("not-utf-8", "forbidden-character")
    assert said[0].place.line == 1
    assert said[0].place.column >= 1


CONTROLS = [chr(n) for n in (*range(32), *range(0x7F, 0xA0)) if chr(n) not in "\n\t"]
OTHERS = ["\u2028", "\u2029", "\ufffe", "\uffff"]
BIDI = [*"\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"]


@pytest.mark.parametrize("char", CONTROLS + OTHERS + BIDI, ids=lambda char: f"{ord(char):04x}")
@pytest.mark.parametrize(("before", "line", "column"), [("", 1, 1), ("ab", 1, 3), ("é\ncd", 2, 3)])
def test_a_forbidden_character_is_found_where_it_stands(
    root: Path, char: str, before: str, line: int, column: int
) -> None:
    (root / "content" / "x.md").write_bytes(f"{before}{char}z".encode())
    file, said = read(root, "content/x.md")
    assert file is None
    if char == "\x00" and before in ("", "ab"):
        assert [found.code for found in said] == ["not-utf-8"]
        return
    assert [(found.code, found.place.line, found.place.column) for found in said] == [
        ("forbidden-character", line, column)
    ]


def test_a_file_full_of_bad_characters_is_refused_quickly(root: Path) -> None:
    (root / "content" / "x.md").write_bytes(b"a\r" * (RECORD_LIMIT // 2))
    start = time.process_time()
    _, said = read(root, "content/x.md")
    assert time.process_time() - start < 1
    assert len(said) == 20


@pytest.mark.parametrize("char", ["\u200b", "\u00ad", "\u2060", "\ufeff", "\U000e0041"])
def test_invisible_characters_are_warned_about(root: Path, char: str) -> None:
    (root / "content" / "x.md").write_bytes(f"a{char}b".encode())
    file, said = read(root, "content/x.md")
    assert file is not None
    assert [found.code for found in said] == ["invisible-character"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=300))
def test_any_bytes_are_text_or_a_located_error(root: Path, content: bytes) -> None:
    (root / "content" / "x.md").write_bytes(content)
    file, said = read(root, "content/x.md")
    assert (file is None) is any(found.severity.name == "error" for found in said)
    for found in said:
        assert found.place.path == "content/x.md"


def test_the_number_of_files_has_a_limit() -> None:
    assert FILES_LIMIT == 50_000


def test_no_bad_character_hides_in_a_printable_text() -> None:
    for code in range(sys.maxunicode + 1):
        char = chr(code)
        if FORBIDDEN.match(char) or INVISIBLE.match(char):
            assert not is_printable(f"a\n{char}"), hex(code)
    assert is_printable("a – “é”\nb")
