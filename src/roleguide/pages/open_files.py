"""The open data as files: a table as JSON and as CSV, all of them as a database and as an archive.

Tables are made piece by piece and never held whole. The database and the archive are made of the
finished files, so they can't say anything else.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any, Final

import msgspec
from msgspec import Struct
from msgspec.structs import astuple

from roleguide.engine.facts import Reader
from roleguide.engine.render import Page, Parts
from roleguide.pages import urls
from roleguide.pages.csv_cells import write_cell
from roleguide.pages.licence_texts import choose_texts
from roleguide.pages.open_questions import LICENCE_TEXTS, OPEN_PIECES, PIECES, WITHHELD
from roleguide.pages.open_rows import TABLES, Table
from roleguide.pages.open_schema import schema_bytes
from roleguide.pages.open_tables import list_tables, read_sources, rest_on_tables
from roleguide.pages.open_words import write_licences, write_readme
from roleguide.pages.questions import SITE

ENCODER: Final = msgspec.json.Encoder(decimal_format="number")
MOMENT: Final = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the archive: the first that its format can tell."""
LEVEL: Final = 1
"""Of compression: the tables shrink to a seventh, in a fifth of the time that the default takes."""


def view_table(reader: Reader, page: Page) -> Parts:
    """A table as JSON, a list with a row on each line, and as CSV (RFC 4180)."""
    return Parts(_write_table(reader, page.subject))


def _write_table(reader: Reader, table: str) -> Iterator[tuple[str, bytes]]:
    columns = TABLES[table].row.__struct_fields__
    yield "csv", _write_lines([columns])
    before = b"[\n"
    for piece in reader.ask(OPEN_PIECES, table):
        rows: tuple[Struct, ...] = reader.ask(PIECES[table], piece)
        if rows:
            yield "json", before + b",\n".join(map(ENCODER.encode, rows))
            yield "csv", _write_lines(map(write_cell, astuple(row)) for row in rows)
            before = b",\n"
    yield "json", b"\n]\n" if before == b",\n" else b"[]\n"


def _write_lines(rows: object) -> bytes:
    file = io.StringIO()
    csv.writer(file, lineterminator="\r\n").writerows(rows)  # type: ignore[arg-type]
    return file.getvalue().encode()


def read_rows(reader: Reader, table: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of a finished table by column: numbers, texts, lists."""
    rest = b""
    for part in reader.finished.read(urls.table_path(table)):
        *lines, rest = (rest + part).split(b"\n")
        for line in lines:
            if line.startswith(b"{"):
                yield msgspec.json.decode(line.removesuffix(b","))


def list_files(tables: Iterable[Table]) -> tuple[str, ...]:
    """List the paths of all files that the archive holds, apart from what explains them."""
    names = sorted(table.name for table in tables)
    files = (urls.table_path(name, form) for name in names for form in ("csv", "json"))
    return (*files, urls.DATABASE, *map(urls.schema_path, names))


def view_schema(_reader: Reader, page: Page) -> bytes:
    """The JSON Schema of a table."""
    return schema_bytes(page.subject)


def view_archive(reader: Reader, _page: Page) -> Parts:
    """Every file in one, with what it is and under which licences it stands."""
    rest_on_tables(reader)
    site, withheld = reader.ask(SITE), reader.ask(WITHHELD)
    sources = read_sources(reader)
    names = (site.licence.name, *(one.licence for one in sources))
    given: tuple[tuple[str, str], ...] = reader.ask(LICENCE_TEXTS)
    licences = choose_texts(names, dict(given))
    texts = {
        "README.md": write_readme(site, list_tables(reader), withheld),
        "LICENCES.md": write_licences(site, sources, licences),
        **dict(licences.values()),
    }
    return Parts(("", part) for part in _write_archive(reader, texts))


class _Pipe(io.RawIOBase):
    """Takes what an archive writes, until it is fetched."""

    def __init__(self) -> None:
        self._waiting: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, part: object) -> int:
        content = bytes(part)  # type: ignore[call-overload]
        self._waiting.append(content)
        return len(content)

    def fetch(self) -> bytes:
        found, self._waiting = b"".join(self._waiting), []
        return found


def _write_archive(reader: Reader, texts: dict[str, str]) -> Iterator[bytes]:
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w") as archive:
        for name, text in sorted(texts.items()):
            content = text.encode()
            with archive.open(_describe(name, len(content)), "w") as file:
                file.write(content)
            yield pipe.fetch()
        for path in (*list_files(list_tables(reader)), urls.DATA_PACKAGE):
            size = reader.finished.describe(path)[0]
            name = path.removeprefix("data/")
            with archive.open(_describe(name, size), "w") as file:
                for part in reader.finished.read(path):
                    file.write(part)
                    yield pipe.fetch()
            yield pipe.fetch()
    yield pipe.fetch()


def _describe(name: str, size: int) -> zipfile.ZipInfo:
    """Describe a file of the archive by nothing that differs between two builds."""
    info = zipfile.ZipInfo(f"roleguide-data/{name}", MOMENT)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = 3
    info.external_attr = 0o100644 << 16
    info.file_size = size
    info._compresslevel = LEVEL  # type: ignore[attr-defined]  # noqa: SLF001 - public from 3.13
    return info
