"""Tables: CSV files whose columns are known, read row by row, every mistake at its line and column.

A cell that is empty means *not stated*. Cells of pay values may also say ``suppressed`` or
``>=239200`` (top-coded).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache
from typing import Any, Final, Literal, TypeVar, get_args, get_origin

from msgspec import Struct
from msgspec.structs import fields

from roleguide.content.decode import field_types
from roleguide.content.files import TextFile
from roleguide.content.scalars import DECIMAL, MINUS_ZERO, WHOLE, clean
from roleguide.diagnostics import Place as FilePlace
from roleguide.diagnostics import Report, excerpt, suggest
from roleguide.guide.figures import (
    NOT_STATED,
    Month,
    Occupation,
    Outlook,
    PayObservation,
    Place,
    Value,
)

S = TypeVar("S", bound=Struct)

RENAMED: Final = {"rse_pct": "relative_standard_error_pct"}
"""Column names that are shorter than the field they fill."""
NEEDED: Final[dict[type[Struct], tuple[str, ...]]] = {
    Place: ("id", "name", "kind"),
    Occupation: ("scheme", "code", "title"),
    PayObservation: (
        "place",
        "kind",
        "currency",
        "pay_period",
        "pay_basis",
        "gross_net",
        "as_of",
        "source",
    ),
    Outlook: ("scheme", "occupation_code", "place", "base_year", "target_year", "source"),
}
"""Columns whose cells may not be empty."""


class _BadCell(Exception):
    """A cell that can't be read: code, sentence and fix."""


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
    decoders = _cell_decoders(cls)
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
    known = [RENAMED_BACK.get(field.name, field.name) for field in fields(cls)]
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
        except _BadCell as problem:
            code, message, fix = problem.args
            report.error(row.place(name), code, message, fix)
            fine = False
    return values if fine else None


RENAMED_BACK: Final = {field: column for column, field in RENAMED.items()}


@cache
def _cell_decoders(cls: type[Struct]) -> dict[str, Callable[[str], Any]]:
    """Map each column to the function that reads its cells."""
    return {
        RENAMED_BACK.get(name, name): _cell_decoder(annotation)
        for name, annotation in field_types(cls).items()
    }


def _cell_decoder(annotation: Any) -> Callable[[str], Any]:
    options = [option for option in get_args(annotation) if option is not type(None)]
    if get_origin(annotation) is not Literal and len(options) == 1:
        inner = _cell_decoder(options[0])
        return lambda cell: inner(cell) if cell else None
    if get_origin(annotation) is Literal:
        return _read_word(get_args(annotation))
    return _CELLS[annotation]


def _read_word(words: tuple[str, ...]) -> Callable[[str], str]:
    allowed = frozenset(words)

    def read(cell: str) -> str:
        if cell in allowed:
            return cell
        fix = suggest(cell, words, "write one of: " + ", ".join(words))
        raise _BadCell(
            "unknown-value", f"{excerpt(cell)} is not one of the values allowed here.", fix
        )

    return read


def _read_integer(cell: str) -> int:
    if DECIMAL.fullmatch(cell) and "." in cell:
        message = f"{excerpt(cell)} is not a whole number."
        raise _BadCell(
            "not-a-number", message, "write it without decimals, in ones: not in thousands"
        )
    if not WHOLE.fullmatch(cell):
        raise _BadCell("not-a-number", f"{excerpt(cell)} is not a whole number.", _mend(cell))
    return int(cell)


def _read_decimal(cell: str) -> Decimal:
    if not DECIMAL.fullmatch(cell) or MINUS_ZERO.fullmatch(cell):
        raise _BadCell("not-a-number", f"{excerpt(cell)} is not a number.", _mend(cell))
    return Decimal(cell)


def _mend(cell: str) -> str:
    digits = re.sub(r"[,_ ’'$€£¥%]", "", cell)
    if digits != cell and DECIMAL.fullmatch(digits):
        return f"write {digits}, without separators or signs"
    return "write digits, with a point for decimals, without separators"


def _read_value(cell: str) -> Value:
    if not cell:
        return NOT_STATED
    if cell == "suppressed":
        return Value("suppressed")
    digits = re.sub(r"[,_ ’'$€£¥]", "", cell)
    top = re.fullmatch(r"(?:>=?|≥)([0-9.]+)|([0-9.]+)\+", digits)
    if top is not None and (amount := top[1] or top[2]) and cell != f">={amount}":
        message = f"{excerpt(cell)} is not an amount."
        raise _BadCell("not-a-number", message, f"write >={amount}, if counting stops there")
    if cell.startswith(">="):
        return Value("top_coded", _read_decimal(cell[2:]))
    if re.search("[A-Za-z*#–-]", cell):
        raise _BadCell(
            "not-a-number",
            f"{excerpt(cell)} is not an amount.",
            "write digits, >= before a top code, the word suppressed, or leave the cell empty",
        )
    return Value("reported", _read_decimal(cell))


def _read_month(cell: str) -> Month:
    try:
        return Month.from_text(cell)
    except ValueError as error:
        raise _BadCell("not-a-date", f"{excerpt(cell)} is not a date.", str(error)) from None


_CELLS: Final[dict[Any, Callable[[str], Any]]] = {
    str: str,
    int: _read_integer,
    Decimal: _read_decimal,
    Value: _read_value,
    Month: _read_month,
}
