"""A table of the guide as it is on disk: its rows with the exact text of each, streamed."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from roleguide.content.columns import NEEDED, TABLES
from roleguide.content.tables import explain_csv
from roleguide.diagnostics import Place, excerpt
from roleguide.importers.refusal import refuse
from roleguide.importers.spelling import columns_of

MEND = "mend the table (roleguide check lists its mistakes), then import again"


class ExistingTable:
    """Rows of ``content/tables/<name>``; ``columns`` is its header, empty when there is no file."""

    def __init__(self, root: Path, name: str) -> None:
        self.path = f"content/tables/{name}"
        self.file = root / self.path
        self.name = name
        self.columns = self._read_header()

    def rows(self) -> Iterator[tuple[str, dict[str, str]]]:
        """Yield the text of each row, without its line end, and its stripped cells by column."""
        if not self.columns:
            return
        for line, text, cells in self._read():
            if line == 1 or not cells:
                continue
            if len(cells) != len(self.columns):
                message = f"The row has {len(cells)} cells; the header has {len(self.columns)}."
                raise refuse(Place(self.path, line, 1), "wrong-count", message, MEND)
            stripped = [cell.strip() for cell in cells]
            yield text, dict(zip(self.columns, stripped, strict=True))

    def _read_header(self) -> tuple[str, ...]:
        if self.file.is_symlink():
            message = "The table is a symbolic link; content is made of regular files only."
            fix = "put a copy of the file in its place"
            raise refuse(Place(self.path), "not-a-file", message, fix)
        if not self.file.exists():
            return ()
        header: Sequence[str] = next((cells for _, _, cells in self._read()), ())
        if not header:
            message = "The first line is empty; it must name the columns."
            raise refuse(Place(self.path, 1, 1), "bad-csv", message, MEND)
        known = columns_of(TABLES[self.name])
        for index, name in enumerate(header):
            if name not in known:
                message = f"There is no column {excerpt(name)} in this table."
                raise refuse(Place(self.path, 1, index + 1), "unknown-column", message, MEND)
            if name in header[:index]:
                message = f"The column {excerpt(name)} is there twice."
                raise refuse(Place(self.path, 1, index + 1), "duplicate-key", message, MEND)
        missing = [name for name in NEEDED[TABLES[self.name]] if name not in header]
        if missing:
            message = f"The column {excerpt(missing[0])} is missing."
            raise refuse(Place(self.path, 1, 1), "missing-column", message, MEND)
        return tuple(header)

    def _read(self) -> Iterator[tuple[int, str, list[str]]]:
        with self.file.open(encoding="utf-8-sig", newline="") as file:
            taken: list[str] = []

            def tap() -> Iterator[str]:
                for line in file:
                    taken.append(line)
                    yield line

            reader = csv.reader(tap(), strict=True)
            start = 1
            while True:
                try:
                    cells = next(reader, None)
                except csv.Error as error:
                    column, message, _ = explain_csv(error, taken)
                    raise refuse(
                        Place(self.path, start, column), "bad-csv", message, MEND
                    ) from None
                except UnicodeDecodeError:
                    message = "The table is not UTF-8."
                    raise refuse(Place(self.path, start, 1), "not-utf-8", message, MEND) from None
                if cells is None:
                    return
                yield start, "".join(taken).rstrip("\r\n"), cells
                taken.clear()
                start = reader.line_num + 1
