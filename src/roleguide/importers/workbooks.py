"""Excel workbooks (.xlsx), read with python-calamine once they were found harmless.

Calamine unpacks without a limit and lays a sheet out as a full rectangle of cells, so both are
counted here first.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import IO, Any, Final

from roleguide.diagnostics import Place, excerpt
from roleguide.engine.failure import PublishError
from roleguide.importers.archives import MemberStream, count_members, open_archive
from roleguide.importers.refusal import InputRefused, refuse

CELLS_LIMIT: Final = 60_000_000
"""Cells of the rectangle that a sheet spans: 1.5 GB when it is laid out. The largest OEWS workbook
has 13 million."""
_WIDE: Final = re.compile(rb"""r\s*=\s*["']([A-Za-z]{2,})\d""")
_TALL: Final = re.compile(rb"""r\s*=\s*["'][A-Za-z]*(\d{6,})""")
OVERLAP: Final = 64


class WorkbookSheet:
    """One sheet: numbered lines of cells as text."""

    def __init__(self, sheet: Any, path: str) -> None:
        self._sheet = sheet
        self.path = path

    def read_lines(self) -> Iterator[tuple[int, Sequence[str]]]:
        """Yield line numbers from 1 and cells; numbers, dates and truth values are spelled out."""
        if self._sheet.start is None:
            return
        first: int = self._sheet.start[0]
        for number, cells in enumerate(self._sheet.iter_rows(), first + 1):
            yield number, [spell_cell(cell) for cell in cells]


def spell_cell(cell: object) -> str:
    """Spell a cell as a CSV file of the same table would: 33.54, 1235, TRUE, 2025-05-01."""
    match cell:
        case str():
            return cell
        case bool():
            return "TRUE" if cell else "FALSE"
        case float():
            return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
        case datetime() if cell.time() == time():
            return cell.date().isoformat()
        case date() | time():
            return cell.isoformat()
        case timedelta():
            return str(cell.total_seconds())
    return str(cell)


def read_workbook(content: bytes, path: str) -> list[tuple[str, WorkbookSheet]]:
    """Read a workbook of ``content``; its sheets by title, in their order."""
    file = io.BytesIO(content)
    with open_archive(file, path) as archive:
        _check_kind(archive, path)
        count_members(archive, file, path)
        for member in archive.infolist():
            if member.filename.lower().endswith(".xml") and "/worksheets/" in member.filename:
                _check_extent(archive, member, path)
    book = _open(io.BytesIO(content), path)
    return [
        (title, WorkbookSheet(_find_sheet(book, index, path), f"{path}#{title}"))
        for index, title in enumerate(book.sheet_names)
    ]


def _check_kind(archive: zipfile.ZipFile, path: str) -> None:
    names = {name.lower() for name in archive.namelist()}
    if "xl/workbook.xml" in names:
        return
    kind = "a binary workbook (.xlsb)" if "xl/workbook.bin" in names else "not a workbook"
    raise refuse(
        Place(path),
        "not-a-table",
        f"The file is {kind}; Excel workbooks are read as .xlsx only.",
        "save it as .xlsx or as CSV",
    )


def _check_extent(archive: zipfile.ZipFile, member: zipfile.ZipInfo, path: str) -> None:
    """Refuse a sheet whose cells lie so far apart that the rectangle around them fits nowhere."""
    stream = MemberStream(archive, member, path)
    columns, rows, tail = 26, 99_999, b""
    while chunk := stream.read(1 << 20):
        if not tail and chunk[:2] in (b"\xfe\xff", b"\xff\xfe", b"<\0", b"\0<"):
            message = "A sheet of the workbook is not written in UTF-8."
            raise refuse(Place(path), "not-utf-8", message, "save it again with Excel")
        text = tail + chunk
        for name in set(_WIDE.findall(text)):
            columns = max(columns, _column_number(name))
        for digits in set(_TALL.findall(text)):
            rows = max(rows, int(digits[:12]))
        if columns * rows > CELLS_LIMIT:
            raise refuse(
                Place(f"{path}/{member.filename}"),
                "sheet-too-large",
                f"The sheet spans {rows:,} rows and {columns:,} columns.",
                "save its rows as CSV, or delete what stands far away from them",
            )
        tail = text[-OVERLAP:]
    stream.close()


def _column_number(name: bytes) -> int:
    number = 0
    for letter in name.upper()[:8]:
        number = number * 26 + letter - 64
    return number


def _open(file: IO[bytes], path: str) -> Any:
    try:
        import python_calamine as calamine  # noqa: PLC0415 -- only those who import need it
    except ImportError:
        raise PublishError(
            "Excel workbooks need the package python-calamine, which is not installed",
            "Install it: pip install 'roleguide[excel]'; or save the workbook as CSV.",
        ) from None
    try:
        return calamine.CalamineWorkbook.from_filelike(file)
    except calamine.PasswordError:
        raise refuse(
            Place(path),
            "needs-password",
            "The workbook is protected by a password.",
            "save a copy without a password and import that",
        ) from None
    except BaseException as error:  # noqa: BLE001
        raise _explain(error, path) from None


def _find_sheet(book: Any, index: int, path: str) -> Any:
    try:
        return book.get_sheet_by_index(index)
    except BaseException as error:  # noqa: BLE001
        raise _explain(error, path) from None


def _explain(error: BaseException, path: str) -> BaseException:
    """Explain what calamine raised; what its own code panics with is no ``Exception``."""
    if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
        return error
    if isinstance(error, (MemoryError, InputRefused)):
        return error
    return refuse(
        Place(path),
        "broken-workbook",
        f"The workbook can’t be read: {excerpt(str(error), 120)}.",
        "download it again, or open it in Excel and save it anew",
    )
