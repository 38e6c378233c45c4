"""Whatever a file is, an importer takes it or says in one sentence why not; nothing is unpacked
that would not fit."""

import io
import os
import stat
import struct
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from importers.importing import run_import
from importers.samples import HEADER, TOTAL, oews_row, write_oews
from importers.workbook import list_parts, write_workbook
from roleguide.engine.failure import PublishError
from roleguide.importers.inputs import open_inputs
from roleguide.importers.refusal import InputRefused, WrongUse
from roleguide.importers.sheet import Sheet
from roleguide.importers.workbooks import spell_cell
from small_site import copy_site, read_files

Opening = Callable[[Path], list[Sheet]]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_site(tmp_path / "guide")


@pytest.fixture
def open_sheets() -> Iterator[Opening]:
    """Opens a file and returns its tables; closes it after the test."""
    with ExitStack() as stack:

        def open_one(path: Path) -> list[Sheet]:
            inputs = stack.enter_context(open_inputs([path]))
            return [sheet for one in inputs for sheet in one.sheets()]

        yield open_one


def refusal_of(root: Path, path: Path) -> str:
    """What importing a file into a guide says; the guide stays as it was."""
    before = read_files(root)
    with pytest.raises(InputRefused) as refused:
        run_import("oews", root, path, release="2025-05")
    assert read_files(root) == before
    place = refused.value.diagnostic.place
    assert place.path.startswith(str(path))
    assert refused.value.diagnostic.fix
    return f"{refused.value.diagnostic.code}: {refused.value}"


def save(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


ROWS = [TOTAL, oews_row("15-2051")]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty-file"),
        (b" \n\n", "empty-file"),
        (b"<!DOCTYPE html><html><head><title>Access Denied</title>", "web-page"),
        (b"\xef\xbb\xbf\n<html>", "web-page"),
        (b"<?xml version='1.0'?><Error><Code>NoSuchKey</Code></Error>", "web-page"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n", "lfs-pointer"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old-workbook"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "needs-password",
        ),
        (b"%PDF-1.7\n", "not-a-table"),
        (b"\x1f\x8b\x08\0", "not-a-table"),
        ("AREA,OCC_CODE\n".encode("utf-16"), "not-utf-8"),
        (b"AREA,OCC_CODE\n99,15-\xe92051\n", "not-utf-8"),
        (b"AREA,OCC_CODE\n99,15-2051\0\n", "not-text"),
        (b'AREA,OCC_CODE\n99,"15-2051\n', "bad-csv"),
        (b"PK\x03\x04 and then nothing", "broken-archive"),
        (b"just a sentence", "missing-column"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, root: Path, content: bytes, code: str) -> None:
    assert refusal_of(root, save(tmp_path / "national.xlsx", content)).startswith(code)


def test_a_missing_column_is_named_beside_those_that_are_there(tmp_path: Path, root: Path) -> None:
    header = [name for name in HEADER if name not in {"A_MEDIAN", "H_MEDIAN"}]
    path = write_oews(tmp_path / "national_M2025_dl.xlsx", ROWS, header=header)
    said = refusal_of(root, path)
    assert "The columns “A_MEDIAN”, “H_MEDIAN” can’t be found" in said
    assert "OCC_TITLE, O_GROUP, TOT_EMP" in said


def test_a_byte_that_is_not_utf_8_is_told_by_its_line(tmp_path: Path, root: Path) -> None:
    path = write_oews(tmp_path / "m2025.csv", [oews_row("15-2051")] * 4000)
    path.write_bytes(path.read_bytes() + b"\xff\n")
    with pytest.raises(InputRefused) as refused:
        run_import("oews", root, path)
    assert refused.value.diagnostic.place.line == 4002


@pytest.mark.parametrize("cut", [10, 200, -30, -200])
def test_a_truncated_workbook_is_refused(tmp_path: Path, root: Path, cut: int) -> None:
    path = write_oews(tmp_path / "national_M2025_dl.xlsx", ROWS)
    path.write_bytes(path.read_bytes()[:cut])
    assert refusal_of(root, path).startswith("broken-archive")


def test_a_damaged_workbook_is_refused(tmp_path: Path, root: Path) -> None:
    path = tmp_path / "national_M2025_dl.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in list_parts({"one": [["OCC_CODE"]]}).items():
            archive.writestr(name, text[:-40] if name == "xl/workbook.xml" else text)
    assert refusal_of(root, path).startswith("broken-workbook")


def test_a_binary_workbook_is_refused(tmp_path: Path, root: Path) -> None:
    path = tmp_path / "national.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.bin", "x")
    assert "binary workbook" in refusal_of(root, path)


def zeros(path: Path, name: str, size: int) -> Path:
    """Zip a long run of zeros as fast as it unpacks."""
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open(name, "w", force_zip64=True) as member,
    ):
        for _ in range(size >> 20):
            member.write(bytes(1 << 20))
    return path


@pytest.mark.parametrize("name", ["oesm25/zeros.csv", "xl/worksheets/sheet1.xml"])
def test_a_run_of_zeros_is_not_unpacked(tmp_path: Path, root: Path, name: str) -> None:
    assert refusal_of(root, zeros(tmp_path / "oesm25nat.zip", name, 64 << 20)).startswith(
        "archive-bomb"
    )


def claim(path: Path, size: int) -> Path:
    """Make every member of an archive claim a size, in both places where it does."""
    content = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = content.find(signature)
        while at >= 0:
            struct.pack_into("<I", content, at + offset, size)
            at = content.find(signature, at + 1)
    return save(path, bytes(content))


def test_ten_gigabytes_in_a_zip_are_refused_by_what_it_says(tmp_path: Path, root: Path) -> None:
    path = zeros(tmp_path / "oesm25nat.zip", "zeros.csv", 8 << 20)
    assert refusal_of(root, claim(path, 0xFFFF_FFF0)).startswith("archive-bomb")


def test_a_workbook_that_unpacks_to_more_than_it_says_is_refused(
    tmp_path: Path, root: Path
) -> None:
    path = tmp_path / "national.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", bytes(32 << 20))
    assert "more bytes than it claims" in refusal_of(root, claim(path, 1000))


def test_a_sheet_that_spans_more_than_memory_is_refused(tmp_path: Path, root: Path) -> None:
    path = tmp_path / "national.xlsx"
    parts = list_parts({"one": [["OCC_CODE"]]})
    sheet = parts["xl/worksheets/sheet1.xml"]
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    parts["xl/worksheets/sheet1.xml"] = sheet.replace("</sheetData>", far)
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    assert refusal_of(root, path).startswith("sheet-too-large")


@pytest.mark.parametrize("name", ["../../etc/cron.d/x.csv", "/etc/x.csv", "..\\x.csv", "C:\\x.csv"])
def test_a_member_that_points_outside_is_refused(tmp_path: Path, root: Path, name: str) -> None:
    path = tmp_path / "oews.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(name, "OCC_CODE\n")
    assert refusal_of(root, path).startswith("unsafe-member")


def test_a_link_in_an_archive_is_refused(tmp_path: Path, root: Path) -> None:
    path = tmp_path / "oews.zip"
    link = zipfile.ZipInfo("national.csv")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    assert refusal_of(root, path).startswith("unsafe-member")


def test_an_encrypted_archive_asks_for_a_copy_without_password(tmp_path: Path, root: Path) -> None:
    path = tmp_path / "oews.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("national.csv", "OCC_CODE\n")
    content = bytearray(path.read_bytes())
    content[content.find(b"PK\x01\x02") + 8] |= 1
    assert refusal_of(root, save(path, bytes(content))).startswith("needs-password")


def test_a_member_with_a_wrong_checksum_is_refused(tmp_path: Path, root: Path) -> None:
    path = tmp_path / "oews.zip"
    inner = write_oews(tmp_path / "m2025.csv", ROWS)
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(inner, "m2025.csv")
    content = path.read_bytes().replace(b"All Occupations", b"Any Occupations")
    assert refusal_of(root, save(path, content)).startswith("broken-archive")


def test_an_archive_of_thousands_of_files_is_refused(tmp_path: Path, root: Path) -> None:
    path = tmp_path / "oews.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(2001):
            archive.writestr(f"{number}.csv", "")
    assert refusal_of(root, path).startswith("too-many-members")


def test_an_empty_archive_and_an_empty_folder_are_refused(tmp_path: Path, root: Path) -> None:
    path = tmp_path / "oews.zip"
    with zipfile.ZipFile(path, "w"):
        pass
    assert refusal_of(root, path).startswith("empty-file")
    (tmp_path / "nothing").mkdir()
    assert refusal_of(root, tmp_path / "nothing").startswith("empty-file")


def test_a_link_in_a_folder_and_a_pipe_are_refused(tmp_path: Path, root: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "national.csv").symlink_to("/etc/passwd")
    assert refusal_of(root, folder).startswith("not-a-file")
    os.mkfifo(tmp_path / "pipe")
    assert refusal_of(root, tmp_path / "pipe").startswith("not-a-file")


def test_a_long_line_is_refused(tmp_path: Path, root: Path) -> None:
    path = save(tmp_path / "m2025.csv", b"x" * (5 << 20))
    assert refusal_of(root, path).startswith("line-too-long")


def test_what_is_not_there_is_wrong_use_and_what_cannot_be_read_is_the_machine(
    tmp_path: Path, root: Path
) -> None:
    with pytest.raises(WrongUse, match="no file or folder"):
        run_import("oews", root, tmp_path / "absent.xlsx")
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    with pytest.raises(PublishError) as failed:
        run_import("oews", root, loop)
    assert failed.value.exit_code == 3


def test_the_same_rows_come_out_of_every_kind_of_file(tmp_path: Path, open_sheets: Opening) -> None:
    rows = [TOTAL, oews_row("15-2051", OCC_TITLE="Analysts, “other”; and more")]
    book = write_oews(tmp_path / "national_M2025_dl.xlsx", rows)
    text = write_oews(tmp_path / "national_M2025_dl.csv", rows)
    tabs = tmp_path / "tabs.txt"
    lines = [list(HEADER), *([str(row[name]) for name in HEADER] for row in rows)]
    content = "".join("\t".join(line) + "\r\n" for line in lines)
    tabs.write_text(content, encoding="utf-8-sig", newline="")
    packed = tmp_path / "oesm25nat.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(book, "oesm25nat/national_M2025_dl.xlsx")
        archive.writestr("__MACOSX/._x", "junk")
        archive.writestr("oesm25nat/readme.pdf", "%PDF")
    found = []
    for path in (book, text, tabs, packed):
        sheet = open_sheets(path)[0]
        found.append([[row[name] for name in HEADER] for row in sheet.rows(HEADER)])
    assert found[0] == found[1] == found[2] == found[3]
    assert found[0][1][HEADER.index("A_MEAN")] == "105040"
    assert found[0][1][HEADER.index("H_MEDIAN")] == "45.25"


def test_columns_are_found_below_titles_and_whatever_their_spelling(
    tmp_path: Path, open_sheets: Opening
) -> None:
    path = tmp_path / "soc.csv"
    path.write_text("﻿Standard Occupations 2018\n\nsoc_code ,Soc  Title\n11-1011,Chief\n\n", "utf-8")
    (row,) = open_sheets(path)[0].rows(("SOC Code", "SOC Title"), ("Note",))
    assert (row["SOC Code"], row["SOC Title"], row["Note"], row.line) == ("11-1011", "Chief", "", 4)


def test_tabs_separate_without_quoting(tmp_path: Path, open_sheets: Opening) -> None:
    path = tmp_path / "Tools Used.txt"
    path.write_bytes(b'O*NET-SOC Code\tExample\r\n15-1221.00\t3" binders\r\n15-1221.00\t"x\r\n')
    rows = list(open_sheets(path)[0].rows(("O*NET-SOC Code", "Example")))
    assert [row["Example"] for row in rows] == ['3" binders', '"x']


def test_a_newer_name_of_a_column_will_do(tmp_path: Path, open_sheets: Opening) -> None:
    path = save(tmp_path / "job_titles.csv", b"onet_soc_code,job_title\n15-1221.00,Analyst\n")
    (row,) = open_sheets(path)[0].rows({"O*NET-SOC Code": (), "Alternate Title": ("Job Title",)})
    assert row["Alternate Title"] == "Analyst"


def test_a_needed_column_that_is_there_twice_is_refused(
    tmp_path: Path, open_sheets: Opening
) -> None:
    path = save(tmp_path / "x.csv", b"OCC_CODE,occ code\n1,2\n")
    with pytest.raises(InputRefused, match="there twice"):
        open_sheets(path)[0].rows(("OCC_CODE",))


def test_quoted_cells_may_hold_line_ends_and_long_texts(
    tmp_path: Path, open_sheets: Opening
) -> None:
    long = "x" * 100_000
    path = save(tmp_path / "x.csv", f'a,b\r\n"one\ntwo",{long}\r\n3,4\r\n'.encode())
    rows = list(open_sheets(path)[0].rows(("a", "b")))
    assert rows[0]["a"] == "one\ntwo"
    assert rows[0]["b"] == long
    assert [row.line for row in rows] == [2, 4]


def test_an_unclosed_quotation_mark_is_told_by_its_line(
    tmp_path: Path, open_sheets: Opening
) -> None:
    path = save(tmp_path / "x.csv", b'a,b\n1,2\n"3,4\n5,6\n')
    with pytest.raises(InputRefused) as refused:
        list(open_sheets(path)[0].rows(("a", "b")))
    assert (refused.value.diagnostic.code, refused.value.diagnostic.place.line) == ("bad-csv", 3)


def test_cells_of_workbooks_are_spelled_as_in_csv() -> None:
    assert [spell_cell(cell) for cell in (33.54, 1235.0, True, "x", 0.1, 1e300)] == [
        "33.54",
        "1235",
        "TRUE",
        "x",
        "0.1",
        "1e+300",
    ]


def test_a_text_file_is_streamed(tmp_path: Path, open_sheets: Opening) -> None:
    path = save(tmp_path / "x.csv", b"a,b\n" + b"1,2\n" * 100_000)
    rows = open_sheets(path)[0].rows(("a",))
    assert next(rows)["a"] == "1"
    assert sum(1 for _ in rows) == 99_999


def test_a_workbook_inside_a_zip_is_looked_at_like_one_outside(tmp_path: Path, root: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", bytes(16 << 20))
    path = tmp_path / "oesm25.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("national.xlsx", inner.getvalue())
    assert refusal_of(root, path).startswith("archive-bomb")


def test_other_files_of_a_folder_are_passed_over_and_counted(tmp_path: Path, root: Path) -> None:
    folder = tmp_path / "oews"
    folder.mkdir()
    write_oews(folder / "national_M2025_dl.xlsx", ROWS)
    write_workbook(folder / "field_descriptions.xlsx", {"one": [["Field", "Description"]]})
    (folder / "notes.pdf").write_bytes(b"%PDF")
    summary = run_import("oews", root, folder)
    assert summary.kept == 2
    assert summary.skipped["files of the folder without OEWS rows"].count == 1
