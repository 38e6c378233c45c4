"""Tables: CSV files whose columns are known, read row by row, every mistake at its line and column."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import fields

from roleguide.content.cells import BadCell, cell_decoders
from roleguide.content.columns import NEEDED, RENAMED, column_of
from roleguide.content.files import TextFile
from roleguide.content.scalars import clean
from roleguide.diagnostics import Place as FilePlace
from roleguide.diagnostics import Report, excerpt, suggest

S = TypeVar("S", bound=Struct)


class Row(Struct, frozen=True):
    """A decoded row and where it stands; :meth:`place` points at a cell."""

    value: Any
    path: str
    line: int
    columns: dict[str, int]
    lines: list[str]
    """The lines of the whole table, shared by all its rows."""

    def place(self, column: str) -> FilePlace:
        """Return the place of a cell; that of the row for a column which the table lacks."""
        index = self.columns.get(column)
        if index is None:
            return FilePlace(self.path, self.line, 1)
        return find_cell(self.lines, self.path, self.line, index)


def find_cell(lines: list[str], path: str, line: int, index: int) -> FilePlace:
    """Find the place of a cell of the row that starts at a line (from 1)."""
    quoted = False
    for number in range(line - 1, len(lines)):
        start = 0
        for column, char in enumerate(lines[number]):
            if index == 0:
                return FilePlace(path, number + 1, start + 1)
            if char == '"':
                quoted = not quoted
            elif char == "," and not quoted:
                index -= 1
                start = column + 1
        if not quoted:
            return FilePlace(path, number + 1, start + 1)
    return FilePlace(path, line, 1)


def read_table(file: TextFile, cls: type[S], report: Report) -> Iterator[Row]:
    """Yield the rows of a table as ``cls``; wrong rows are reported and left out."""
    lines = file.text.splitlines(keepends=True)
    cells = csv.reader(lines, strict=True)
    columns = _read_header(cells, lines, cls, file.path, report)
    if columns is None:
        return
    decoders = cell_decoders(cls)
    width = len(columns)
    start = cells.line_num + 1
    while True:
        try:
            found = next(cells, None)
        except csv.Error as error:
            _report_csv(error, file.path, start, report)
            return
        line, start = start, cells.line_num + 1
        if found is None:
            return
        if not found:
            continue
        if len(found) != width:
            _report_width(found, width, FilePlace(file.path, line, 1), report)
            continue
        row = Row(None, file.path, line, columns, lines)
        values = _decode_row(row, found, cls, decoders, report)
        if values is not None:
            yield Row(cls(**values), file.path, line, columns, lines)


def _report_csv(error: csv.Error, path: str, line: int, report: Report) -> None:
    message, fix = f"The row can’t be read: {error}.", "check its quotation marks and commas"
    if "unexpected end of data" in str(error):
        message = "The quotation mark of a cell in this row is never closed."
        fix = 'add " at the end of the cell; a quotation mark inside a cell is doubled'
    elif "expected after" in str(error):
        message = "Text follows after the closing quotation mark of a cell."
        fix = "double the quotation marks inside the cell"
    report.error(FilePlace(path, line, 1), "bad-csv", message, fix)


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
        _report_csv(error, path, 1, report)
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


def _decode_row(
    row: Row,
    cells: list[str],
    cls: type[Struct],
    decoders: dict[str, Callable[[str], Any]],
    report: Report,
) -> dict[str, Any] | None:
    values: dict[str, Any] = {}
    fine = True
    needed = NEEDED[cls]
    for name, decoder in decoders.items():
        index = row.columns.get(name)
        cell = cells[index].strip() if index is not None else ""
        if not cell.isascii():
            cell = clean(cell)
        try:
            if not cell and name in needed:
                message = f"The cell {excerpt(name)} is empty."
                report.error(row.place(name), "empty-value", message, "fill it in")
                fine = False
                continue
            values[RENAMED.get(name, name)] = decoder(cell)
        except BadCell as problem:
            code, message, fix = problem.args
            report.error(row.place(name), code, message, fix)
            fine = False
    return values if fine else None
