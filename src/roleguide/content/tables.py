"""Tables: CSV files whose columns are known, read row by row, every mistake at its line and column."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import fields

from roleguide.content.cells import BadCell, Form
from roleguide.content.columns import NEEDED, column_of
from roleguide.diagnostics import Place as FilePlace
from roleguide.diagnostics import Report, excerpt, suggest

class Row(Struct, frozen=True):
    """A decoded row and where it stands; :meth:`place` points at a cell."""

    value: Any
    path: str
    line: int
    columns: dict[str, int]
    lines: list[str]
    """The lines of this row: more than one where a cell holds a line break."""

    def place(self, column: str) -> FilePlace:
        """Return the place of a cell; that of the row for a column which the table lacks."""
        index = self.columns.get(column)
        if index is None:
            return FilePlace(self.path, self.line, 1)
        return find_cell(self.lines, self.path, self.line, index)


def find_cell(lines: list[str], path: str, line: int, index: int) -> FilePlace:
    """Find the place of a cell of a row; ``line`` is the number of the first of its lines."""
    quoted = False
    for number, text in enumerate(lines, line):
        start = 0
        for column, char in enumerate(text):
            if index == 0:
                return FilePlace(path, number, start + 1)
            if char == '"':
                quoted = not quoted
            elif char == "," and not quoted:
                index -= 1
                start = column + 1
        if not quoted:
            return FilePlace(path, number, start + 1)
    return FilePlace(path, line, 1)


class _Kept:
    """Hands on lines and keeps those of the row that is being read."""

    __slots__ = ("_lines", "kept")

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self.kept: list[str] = []

    def __iter__(self) -> _Kept:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.kept.append(line)
        return line


def read_table(
    lines: Iterable[str], path: str, cls: type[Struct], report: Report
) -> Iterator[Row]:
    """Yield the rows of a table as ``cls``; wrong rows are reported and left out."""
    source = _Kept(lines)
    cells = csv.reader(source, strict=True)
    columns = _read_header(cells, source.kept, cls, path, report)
    if columns is None:
        for _ in source:  # whatever else is wrong with the file as text
            source.kept.clear()
        return
    form = Form(cls, columns)
    width = len(columns)
    while True:
        line = cells.line_num + 1
        kept: list[str] = []
        source.kept = kept
        try:
            found = next(cells, None)
        except csv.Error as error:
            column, message, fix = explain_csv(error, kept)
            report.error(FilePlace(path, line, column), "bad-csv", message, fix)
            for _ in source:
                source.kept.clear()
            return
        if found is None:
            return
        if not found:
            continue
        if not any(map(str.strip, found)):
            report.error(
                FilePlace(path, line, 1),
                "empty-value",
                "All cells of the row are empty.",
                "remove the line; spreadsheets leave such lines below a table",
            )
            continue
        if len(found) != width:
            _report_width(found, width, FilePlace(path, line, 1), report)
            continue
        try:
            value = form.read(found)
        except BadCell:
            _report_cells(form, found, Row(None, path, line, columns, kept), report)
        else:
            yield Row(value, path, line, columns, kept)


def explain_csv(error: csv.Error, lines: Sequence[str]) -> tuple[int, str, str]:
    """Explain why a row is no CSV: column of its first line (from 1), sentence and fix.

    ``lines`` are those that were read as the row.
    """
    never = 'add " at the end of the cell; a quotation mark inside a cell is doubled'
    if "unexpected end of data" in str(error):
        message = "The quotation mark of a cell in this row is never closed."
        return _find_open_quote(lines), message, never
    if "expected after" in str(error) and len(lines) > 1:
        # The next quotation mark, that of another row, was taken for the end of the cell.
        return _find_open_quote(lines), "The quotation mark of a cell is not closed in its row.", never
    if "expected after" in str(error):
        message = "Text follows after the closing quotation mark of a cell."
        return 1, message, "double the quotation marks inside the cell"
    return 1, f"The row can’t be read: {error}.", "check its quotation marks and commas"


def _find_open_quote(lines: Sequence[str]) -> int:
    """Return the column of the quotation mark that is open at the end of a row's first line."""
    marks = [column for column, char in enumerate(lines[0], 1) if char == '"']
    return marks[-1] if len(marks) % 2 else 1


def _report_width(cells: list[str], width: int, place: FilePlace, report: Report) -> None:
    fix = "keep a comma for each empty cell"
    if len(cells) > width:
        fix = "quote cells that hold a comma, and write numbers without separators: 122000"
        if not any(cells[width:]):
            fix += "; or remove a comma too many at the end"
    count = "1 cell" if len(cells) == 1 else f"{len(cells)} cells"
    message = f"The row has {count}; the header has {width}."
    report.error(place, "wrong-count", message, fix)


def _read_header(
    cells: Iterator[list[str]], lines: list[str], cls: type[Struct], path: str, report: Report
) -> dict[str, int] | None:
    known = [column_of(field.name) for field in fields(cls)]
    top = FilePlace(path, 1, 1)
    try:
        header = next(cells, [])
    except csv.Error as error:
        column, message, fix = explain_csv(error, lines)
        report.error(FilePlace(path, 1, column), "bad-csv", message, fix)
        return None
    if not header:
        message = "The first line is empty; it must name the columns."
        report.error(top, "bad-csv", message, "write it: " + ",".join(known))
        return None
    sign = next((sign for sign in (";", "\t", "|") if sign in header[0]), None)
    if sign is not None:
        message = f"The columns are separated by {'tabs' if sign == chr(9) else excerpt(sign)}."
        report.error(top, "bad-csv", message, "save the table with commas between its cells")
        return None
    if not set(header) & set(known):
        message = "The first line names no column of this table."
        report.error(top, "bad-csv", message, "write it above the rows: " + ",".join(known))
        return None
    fine = True
    columns: dict[str, int] = {}
    for index, name in enumerate(header):
        place = find_cell(lines, path, 1, index)
        if name in columns:
            report.error(
                place, "duplicate-key", f"The column {excerpt(name)} is there twice.", "remove one"
            )
            fine = False
        elif name in known:
            columns[name] = index
        else:
            report.error(
                place,
                "unknown-column",
                f"There is no column {excerpt(name)} in this table.",
                suggest(name, known, "remove the column; known columns: " + ", ".join(known)),
            )
            fine = False
    for name in NEEDED[cls]:
        if name not in columns:
            report.error(
                FilePlace(path, 1, 1),
                "missing-column",
                f"The column {excerpt(name)} is missing.",
                "add it to the header",
            )
            fine = False
    return columns if fine else None


def _report_cells(form: Form, cells: list[str], row: Row, report: Report) -> None:
    """Report every cell of a row that can't be read."""
    for name, index in row.columns.items():
        try:
            form.read_cell(name, cells[index])
        except BadCell as problem:
            code, message, fix = problem.args
            report.error(row.place(name), code, message, fix)
