"""Tables as they are remembered: the rows of each subject packed together."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from roleguide.content.columns import SINGLE, subject_of
from roleguide.content.files import TABLE_LIMIT, read_text
from roleguide.content.record import unpack
from roleguide.content.tables import Row, read_table
from roleguide.diagnostics import Report
from roleguide.inputs import Ledger, Shelf

class Table:
    """A table: packed rows by subject, and the rows with their places once they were read."""

    def __init__(
        self,
        cls: type[Struct],
        path: str,
        groups: Mapping[str, bytes],
        digest: bytes = b"",
        rows: list[Row] | None = None,
    ) -> None:
        self.cls = cls
        self.path = path
        self.groups = groups
        self.digest = digest
        self._rows = rows
        self._shelf: Shelf[Any] | None = None

    def shelve(self, name: str, ledger: Ledger) -> Shelf[Any]:
        """Return the rows by subject: one row, or a tuple of rows."""
        if self._shelf is None:
            cls: Any = self.cls if self.cls in SINGLE else tuple[self.cls, ...]  # type: ignore[name-defined]
            self._shelf = Shelf(name, self.groups, lambda packed: unpack(cls, packed), ledger)
        return self._shelf

    def rows(self, root: Path, ledger: Ledger) -> list[Row]:
        """Return the rows with their places, read again if this build did not read the table."""
        ledger.note("file", self.path)
        if self._rows is None:
            file = read_text(root, self.path, TABLE_LIMIT, Report()) if self.digest else None
            self._rows = list(read_table(file, self.cls, Report())) if file is not None else []
        return self._rows

    def pack(self) -> bytes:
        """Pack the table."""
        return msgspec.msgpack.encode(dict(self.groups))


def table_key(path: str, digest: bytes) -> str:
    """Return the key under which a cabinet keeps a table."""
    return f"table/{path}/{digest.hex()}"


def read_table_file(root: Path, cls: type[Struct], path: str, report: Report) -> Table:
    """Read a table; wrong rows are reported and left out."""
    file = read_text(root, path, TABLE_LIMIT, report)
    rows = list(read_table(file, cls, report)) if file is not None else []
    grouped: dict[str, list[Any]] = {}
    for row in rows:
        grouped.setdefault(subject_of(row.value), []).append(row.value)
    groups = {
        key: msgspec.msgpack.encode(found[-1] if cls in SINGLE else found)
        for key, found in grouped.items()
    }
    return Table(cls, path, groups, file.digest if file is not None else b"", rows)


def unpack_table(cls: type[Struct], path: str, digest: bytes, packed: bytes) -> Table:
    """Return a table that an earlier build read."""
    return Table(cls, path, unpack(dict[str, bytes], packed), digest)
