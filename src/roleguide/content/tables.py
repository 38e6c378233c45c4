"""Tables: CSV files whose columns are known, read row by row, every mistake at its line and column.

A cell that is empty means *not stated*. Cells of pay values may also say ``suppressed`` or ``>=239200`` (top-coded).
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
from roleguide.diagnostics import Place as FilePlace
from roleguide.diagnostics import Report, excerpt, suggest
from roleguide.guide.figures import NOT_STATED, Month, Occupation, Outlook, PayObservation, Place, Value

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
    cells: tuple[str, ...]

    def place(self, column: str) -> FilePlace:
        """Return the place of a cell, counted in the row written without needless quotes."""
        index = self.columns.get(column)
        if index is None:
            return FilePlace(self.path, self.line, 1)
        return FilePlace(self.path, self.line, _column(self.cells, index))


def _column(cells: tuple[str, ...], index: int) -> int:
    """Count the characters before a cell; a cell with commas or quotes was written in quotes."""
    return 1 + sum(
        len(cell) + 1 + (2 + cell.count('"') if re.search(r'[",\n]', cell) else 0) for cell in cells[:index]
    )


def read_table(file: TextFile, cls: type[S], report: Report) -> Iterator[Row]:
    """Yield the rows of a table as ``cls``; wrong rows are reported and left out."""
    lines = csv.reader(file.text.splitlines(keepends=True), strict=True)
    try:
        header = tuple(next(lines, ()))
    except csv.Error as error:
        report.error(FilePlace(file.path, 1, 1), "bad-csv", f"The header can’t be read: {error}.", "check the quotes")
        return
    columns = _read_header(header, cls, file.path, report)
    if columns is None:
        return
    decoders = _cell_decoders(cls)
    start = lines.line_num + 1
    while True:
        try:
            cells = next(lines, None)
        except csv.Error as error:
            report.error(
                FilePlace(file.path, start, 1),
                "bad-csv",
                f"The row can’t be read: {error}.",
                "check its quotation marks; a quote inside a cell is doubled",
            )
            return
        line, start = start, lines.line_num + 1
        if cells is None:
            return
        if not cells:
            continue
        row = Row(None, file.path, line, columns, tuple(cells))
        if len(cells) != len(header):
            report.error(
                FilePlace(file.path, line, 1),
                "wrong-count",
                f"The row has {len(cells)} cells; the header has {len(header)}.",
                "quote cells that hold a comma, and keep a comma for each empty cell",
            )
            continue
        values = _decode_row(row, cls, decoders, report)
        if values is not None:
            yield Row(cls(**values), file.path, line, columns, row.cells)


def _read_header(
    header: tuple[str, ...], cls: type[Struct], path: str, report: Report
) -> dict[str, int] | None:
    known = {RENAMED_BACK.get(field.name, field.name) for field in fields(cls)}
    fine = True
    columns: dict[str, int] = {}
    for index, name in enumerate(header):
        place = FilePlace(path, 1, _column(header, index))
        if name in columns:
            report.error(place, "duplicate-key", f"The column {excerpt(name)} is there twice.", "remove one")
            fine = False
        elif name in known:
            columns[name] = index
        else:
            report.error(
                place,
                "unknown-column",
                f"There is no column {excerpt(name)} in this table.",
                suggest(name, known, "remove the column; known columns: " + ", ".join(sorted(known))),
            )
            fine = False
    for name in NEEDED[cls]:
        if name not in columns:
            report.error(
                FilePlace(path, 1, 1), "missing-column", f"The column {excerpt(name)} is missing.", "add it to the header"
            )
            fine = False
    return columns if fine else None


def _decode_row(
    row: Row, cls: type[Struct], decoders: dict[str, Callable[[str], Any]], report: Report
) -> dict[str, Any] | None:
    values: dict[str, Any] = {}
    fine = True
    needed = NEEDED[cls]
    for name, decoder in decoders.items():
        index = row.columns.get(name)
        cell = row.cells[index].strip() if index is not None else ""
        try:
            if not cell and name in needed:
                raise _BadCell("empty-value", f"The cell {excerpt(name)} is empty.", "fill it in")
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
        raise _BadCell("unknown-value", f"{excerpt(cell)} is not one of the values allowed here.", fix)

    return read


def _read_integer(cell: str) -> int:
    if not re.fullmatch(r"-?(0|[1-9][0-9]{0,14})", cell):
        raise _BadCell(
            "not-a-number", f"{excerpt(cell)} is not a whole number.", "write digits only, without separators"
        )
    return int(cell)


def _read_decimal(cell: str) -> Decimal:
    if not re.fullmatch(r"-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,6})?", cell):
        raise _BadCell(
            "not-a-number", f"{excerpt(cell)} is not a number.", "write digits with a point for decimals, without separators"
        )
    return Decimal(cell)


def _read_value(cell: str) -> Value:
    if not cell:
        return NOT_STATED
    if cell == "suppressed":
        return Value("suppressed")
    if cell.startswith(">="):
        return Value("top_coded", _read_decimal(cell[2:]))
    if not cell[0].isdigit():
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
