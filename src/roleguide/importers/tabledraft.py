"""A table being merged: rows of this import take the place of earlier rows of the same source, all
others stay as they are, to the byte."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final

from msgspec import Struct

from roleguide.content.columns import TABLES, UNIQUE, column_of
from roleguide.importers.existing import ExistingTable
from roleguide.importers.sorting import RUN, Line, Sorter
from roleguide.importers.spelling import LineWriter, columns_of, spell_row

TAKEN: Final = "another source already has this row"
TWICE: Final = "two rows of the input say the same thing"


class TableDraft:
    """Rows for one table.

    ``scope`` names the columns that tell which earlier rows an import replaces; :meth:`cover` gives
    their values. Without a scope (places, occupations) nothing is replaced: rows are only added
    where their key is new, and an editor's wording of a title stays.
    """

    def __init__(
        self,
        root: Path,
        folder: Path,
        name: str,
        scope: tuple[str, ...] = (),
        run: int = RUN,
    ) -> None:
        self.name = name
        self.path = f"content/tables/{name}"
        self._cls = TABLES[name]
        self._columns = columns_of(self._cls)
        self._key = [self._columns.index(column_of(field)) for field in UNIQUE[self._cls]]
        self._key_columns = [column_of(field) for field in UNIQUE[self._cls]]
        self._existing = ExistingTable(root, name)
        self._scope = scope
        self._covered: set[tuple[str, ...]] = set()
        self._sorter = Sorter(folder, name, run)
        self._writer = LineWriter()
        self._filled: set[int] = set()
        self.rows = self.kept = self.replaced = 0
        self.doubles: dict[str, tuple[int, str]] = {}
        """Why rows of this import were left out → how many, and the key of one."""
        self.by_origin: dict[str, int] = {}
        """Rows written of each origin."""
        self._kept_sources: set[str] = set()

    @property
    def folder_of_table(self) -> Path:
        """The folder that the table stands in."""
        return self._existing.file.parent

    @property
    def target(self) -> Path:
        """The file that the table is."""
        return self._existing.file

    def cover(self, *values: str) -> None:
        """Say that this import knows everything about rows with these values in the scope's
        columns: those that are there already are replaced."""
        self._covered.add(values)

    def add(self, row: Struct, origin: str = "") -> None:
        """Take a row; ``origin`` (the file it comes from) is counted by."""
        cells = spell_row(row)
        key = tuple([cells[index] for index in self._key])
        self._filled.update([index for index, cell in enumerate(cells) if cell])
        self._sorter.add(Line(key, True, self._writer.spell(cells), origin))  # noqa: FBT003

    def write(self, file: IO[str]) -> None:
        """Write the merged table."""
        columns, added = self._choose_columns()
        for text, cells in self._existing.rows():
            if tuple([cells.get(column, "") for column in self._scope]) in self._covered:
                self.replaced += 1
                continue
            self._kept_sources.add(cells.get("source", ""))
            key = tuple([cells.get(column, "") for column in self._key_columns])
            self._sorter.add(Line(key, False, text + "," * added))  # noqa: FBT003
        file.write(self._writer.spell(columns) + "\n")
        order = [self._columns.index(column) for column in columns]
        whole = order == list(range(len(self._columns)))
        for line in self._merge():
            text = line.text
            if line.new and not whole:
                cells_of_line = next(read_line(text))
                text = self._writer.spell([cells_of_line[index] for index in order])
            file.write(text + "\n")

    def keeps(self, source: str) -> bool:
        """Tell whether earlier rows of a source stay; known once the table is written."""
        return "source" not in self._scope or source in self._kept_sources

    def _choose_columns(self) -> tuple[list[str], int]:
        """Keep the header that is there, and add those columns that new rows fill."""
        if not self._existing.columns:
            return list(self._columns), 0
        columns = list(self._existing.columns)
        more = [
            column
            for index, column in enumerate(self._columns)
            if index in self._filled and column not in columns
        ]
        return columns + more, len(more)

    def _merge(self) -> Iterator[Line]:
        last: Line | None = None
        for line in self._sorter.sorted():
            if line.new and last is not None and last.key == line.key:
                if self._scope and not (last.new and last.text == line.text):
                    reason = TWICE if last.new else TAKEN
                    count, example = self.doubles.get(reason, (0, ""))
                    self.doubles[reason] = (count + 1, example or "/".join(filter(None, line.key)))
                continue
            last = line
            if line.new:
                self.rows += 1
                self.by_origin[line.origin] = self.by_origin.get(line.origin, 0) + 1
            else:
                self.kept += 1
            yield line


def read_line(text: str) -> Iterator[list[str]]:
    """Read one line of CSV back."""
    return csv.reader([text])
