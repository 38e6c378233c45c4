"""The open data as a SQLite database whose bytes follow from its rows alone."""

from __future__ import annotations

import errno
import os
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from itertools import islice
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

from roleguide.engine.facts import Reader
from roleguide.engine.render import Page, Parts
from roleguide.pages.open_columns import Column, columns_of
from roleguide.pages.open_files import read_rows
from roleguide.pages.open_rows import SCHEMA, Table
from roleguide.pages.open_tables import list_tables, rest_on_tables

APPLICATION: Final = 0x524F4C45
"""Tells ``file`` whose database it is: ``ROLE``."""
PAGE_SIZE: Final = 4096
WRITER: Final = (96, 3_040_000)
"""Where the header names the version of SQLite that wrote the file, and what stands there for all
of them: it is a remark only."""
BATCH: Final = 500
PART: Final = 2**18
TYPES: Final[dict[type, str]] = {
    str: "TEXT",
    date: "TEXT",
    int: "INTEGER",
    bool: "INTEGER",
    Decimal: "REAL",
}


def view_database(reader: Reader, _page: Page) -> Parts:
    """All tables with their keys; each list of a row is a table of its own."""
    rest_on_tables(reader)
    return Parts(("", part) for part in _write_database(reader))


def _write_database(reader: Reader) -> Iterator[bytes]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "database"
        with _telling(path):
            _make_database(reader, path)
        with path.open("r+b") as file:
            file.seek(WRITER[0])
            file.write(WRITER[1].to_bytes(4, "big"))
            file.seek(0)
            while part := file.read(PART):
                yield part


@contextmanager
def _telling(path: Path) -> Iterator[None]:
    """Tell of a disk that is full or fails as the system does: SQLite has an error of its own."""
    try:
        yield
    except sqlite3.OperationalError as error:
        kind = error.sqlite_errorcode & 0xFF
        if kind not in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN):
            raise
        number = errno.ENOSPC if kind == sqlite3.SQLITE_FULL else errno.EIO
        raise OSError(number, str(error), os.fspath(path)) from error


def _make_database(reader: Reader, path: Path) -> None:
    database = sqlite3.connect(path, isolation_level=None)
    try:
        for setting in (
            f"page_size = {PAGE_SIZE}",
            f"application_id = {APPLICATION}",
            f"user_version = {SCHEMA}",
            "journal_mode = OFF",
            "synchronous = OFF",
            "cache_size = -4096",
        ):
            database.execute(f"PRAGMA {setting}")
        database.execute("BEGIN")
        for table in list_tables(reader):
            _fill(database, table, read_rows(reader, table.name))
        database.execute("COMMIT")
    finally:
        database.close()


def list_statements(table: Table) -> Iterator[str]:
    """Yield the statements that make a table, its lists and its indices."""
    columns = columns_of(table.row)
    keyed = columns[0].name == "id"
    lines = [] if keyed else ["row INTEGER PRIMARY KEY"]
    for one in columns:
        if one.is_list:
            continue
        line = f"{_quote(one.name)} {TYPES[one.type]}{'' if one.optional else ' NOT NULL'}"
        if keyed and one.name == "id":
            line += " PRIMARY KEY"
        if one.name in table.references:
            line += f" REFERENCES {table.references[one.name]} (id)"
        lines.append(line)
    yield f"CREATE TABLE {table.name} ({', '.join(lines)}){' WITHOUT ROWID' if keyed else ''}"
    for one in columns:
        if one.is_list:
            key = "id TEXT" if keyed else "row INTEGER"
            values = ", ".join(
                f"{_quote(name)} {TYPES[type_]} NOT NULL" for name, type_ in _parts_of(one)
            )
            name = "id" if keyed else "row"
            yield (
                f"CREATE TABLE {table.name}_{one.name} ({key} NOT NULL REFERENCES {table.name}"
                f" ({name}), position INTEGER NOT NULL, {values},"
                f" PRIMARY KEY ({name}, position)) WITHOUT ROWID"
            )
    for index in table.indices:
        columns_text = ", ".join(map(_quote, index))
        yield f"CREATE INDEX {table.name}_by_{'_'.join(index)} ON {table.name} ({columns_text})"


def _quote(name: str) -> str:
    """Quote a column: some are words of SQL."""
    return f'"{name}"'


def _parts_of(column: Column) -> list[tuple[str, type]]:
    """List what an item of a list consists of."""
    if issubclass(column.type, Struct):
        return [(one.name, one.type) for one in columns_of(column.type)]
    return [("value", column.type)]


def _fill(database: sqlite3.Connection, table: Table, rows: Iterator[dict[str, Any]]) -> None:
    for statement in list_statements(table):
        database.execute(statement)
    columns = columns_of(table.row)
    keyed = columns[0].name == "id"
    pick = itemgetter(*(one.name for one in columns if not one.is_list))
    lists = {one.name: _write_insert(f"{table.name}_{one.name}", 2 + len(_parts_of(one)))
             for one in columns if one.is_list}  # fmt: skip
    insert = _write_insert(table.name, len(columns) - len(lists) + (not keyed))
    numbered = enumerate(rows, 1)
    while batch := list(islice(numbered, BATCH)):
        database.executemany(
            insert, (pick(row) if keyed else (number, *pick(row)) for number, row in batch)
        )
        for name, statement in lists.items():
            found = [
                (row["id"] if keyed else number, position, *_parts(item))
                for number, row in batch
                for position, item in enumerate(row[name], 1)
            ]
            if found:
                database.executemany(statement, found)


def _write_insert(table: str, count: int) -> str:
    return f"INSERT INTO {table} VALUES ({', '.join('?' * count)})"  # noqa: S608 - names of ours


def _parts(item: Any) -> Iterable[Any]:
    return item.values() if isinstance(item, dict) else (item,)
