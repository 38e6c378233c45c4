"""Rows of an outside file, whatever kind of file they came in: cells are text, found by the name of
their column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Final, Protocol

from roleguide.diagnostics import Place, excerpt
from roleguide.importers.refusal import InputRefused, refuse

HEADER_LINES: Final = 25
"""A header is looked for in so many first lines: agencies put titles above it."""
SHOWN_COLUMNS: Final = 40


class Row:
    """One row: ``row["OCC_CODE"]`` is its cell below the column of that name, as stripped text.

    An optional column that the file lacks has empty cells.
    """

    __slots__ = ("_cells", "_columns", "line", "path")

    def __init__(
        self, path: str, line: int, columns: Mapping[str, int], cells: Sequence[str]
    ) -> None:
        self.path = path
        self.line = line
        self._columns = columns
        self._cells = cells

    def __getitem__(self, column: str) -> str:
        index = self._columns[column]
        return self._cells[index].strip() if 0 <= index < len(self._cells) else ""

    def place(self, column: str | None = None) -> Place:
        """Return where the row stands, or one of its cells (columns are counted in cells)."""
        index = self._columns[column] if column is not None else 0
        return Place(self.path, self.line, max(index, 0) + 1)


class Lines(Protocol):
    """What a kind of file must offer: numbered lines of cells."""

    def read_lines(self) -> Iterator[tuple[int, Sequence[str]]]:
        """Yield line numbers from 1 and cells, streamed; may be called again."""
        ...


class Sheet:
    """A table inside an input: a text file, or one sheet of a workbook.

    ``path`` is how errors name it (``db.zip/db_29_3_text/Skills.txt``), ``book`` the file or
    workbook that it is in, ``name`` that one's name without folders and extension, ``title`` the
    sheet's own name in a workbook, ``file`` and ``sha256`` those of the file on disk.
    """

    def __init__(
        self, lines: Lines, *, path: str, book: str, name: str, title: str, file: str, sha256: str
    ) -> None:
        self._lines = lines
        self.path = path
        self.book = book
        self.name = name
        self.title = title
        self.file = file
        self.sha256 = sha256

    def lines(self) -> Iterator[tuple[int, Sequence[str]]]:
        """Yield every line as it is, also those above the header."""
        return self._lines.read_lines()

    def header(self) -> tuple[str, ...]:
        """Return the cells of the first line that has more than one, or that is there at all."""
        first: tuple[str, ...] = ()
        for number, cells in self.lines():
            filled = tuple(cell.strip() for cell in cells if cell.strip())
            if len(filled) > 1:
                return filled
            first = first or filled
            if number > HEADER_LINES:
                break
        return first

    def has(self, *columns: str) -> bool:
        """Tell whether a line among the first ones names all these columns."""
        wanted = {fold_column(column) for column in columns}
        for number, cells in self.lines():
            if wanted <= {fold_column(cell) for cell in cells}:
                return True
            if number > HEADER_LINES:
                break
        return False

    def rows(
        self,
        needed: Iterable[str] | Mapping[str, Sequence[str]],
        optional: Iterable[str] | Mapping[str, Sequence[str]] = (),
    ) -> Iterator[Row]:
        """Yield the rows below the header.

        Columns are asked for by name, whatever their case, blanks and punctuation; a mapping gives
        other names under which a newer release may have one: ``{"title": ("Job Title",)}``. Raises
        :class:`InputRefused` (``missing-column``) when a needed one is not there, before any row.
        """
        must, may = _alternatives(needed), _alternatives(optional)
        lines = self.lines()
        passed: list[tuple[int, Sequence[str]]] = []
        for number, cells in lines:
            columns = self._find_columns(number, cells, must, may)
            if columns is not None:
                break
            passed.append((number, cells))
            if number >= HEADER_LINES:
                raise self._miss(passed, must)
        else:
            raise self._miss(passed, must)
        return self._read_rows(chain(lines), columns)

    def _read_rows(
        self, lines: Iterator[tuple[int, Sequence[str]]], columns: Mapping[str, int]
    ) -> Iterator[Row]:
        for number, cells in lines:
            if any(cells):
                yield Row(self.path, number, columns, cells)

    def _find_columns(
        self,
        line: int,
        cells: Sequence[str],
        must: Mapping[str, Sequence[str]],
        may: Mapping[str, Sequence[str]],
    ) -> dict[str, int] | None:
        folded = [fold_column(cell) for cell in cells]
        found: dict[str, int] = {}
        for column, names in (*must.items(), *may.items()):
            places = next((at for name in names if (at := _indexes(folded, fold_column(name)))), ())
            if len(places) > 1:
                raise refuse(
                    Place(self.path, line, places[1] + 1),
                    "duplicate-column",
                    f"The column {excerpt(cells[places[0]].strip())} is there twice.",
                    "download the file again, or remove the one that does not belong there",
                )
            if places:
                found[column] = places[0]
            elif column in must:
                return None
            else:
                found[column] = -1
        return found

    def _miss(
        self, passed: Sequence[tuple[int, Sequence[str]]], must: Mapping[str, Sequence[str]]
    ) -> InputRefused:
        wanted = {fold_column(name) for names in must.values() for name in names}
        line, cells = max(
            passed,
            key=lambda found: (
                len(wanted & {fold_column(cell) for cell in found[1]}),
                sum(1 for cell in found[1] if cell.strip()) > 1,
                -found[0],
            ),
            default=(1, ()),
        )
        there = {fold_column(cell) for cell in cells}
        missing = [
            column
            for column, names in must.items()
            if not any(fold_column(name) in there for name in names)
        ]
        known = [cell.strip() for cell in cells if cell.strip()]
        shown = ", ".join(known[:SHOWN_COLUMNS]) or "none"
        more = f" and {len(known) - SHOWN_COLUMNS} more" if len(known) > SHOWN_COLUMNS else ""
        word = "column" if len(missing) == 1 else "columns"
        return refuse(
            Place(self.path, line, 1),
            "missing-column",
            f"The {word} {', '.join(excerpt(name) for name in missing)} can’t be found. "
            f"Columns here: {excerpt(shown, 600)}{more}.",
            "check that this is the file which the command takes, as its publisher issued it",
        )


def _indexes(folded: Sequence[str], name: str) -> tuple[int, ...]:
    return tuple(index for index, cell in enumerate(folded) if cell == name)


def _alternatives(
    columns: Iterable[str] | Mapping[str, Sequence[str]],
) -> dict[str, tuple[str, ...]]:
    if isinstance(columns, Mapping):
        return {column: (column, *names) for column, names in columns.items()}
    return {column: (column,) for column in columns}


def fold_column(name: str) -> str:
    """Reduce the name of a column to its letters and digits: ``O*NET-SOC Code``,
    ``onet_soc_code`` and ``﻿ONET SOC CODE `` are one."""
    return re.sub(r"[^a-z0-9]", "", name.casefold())
