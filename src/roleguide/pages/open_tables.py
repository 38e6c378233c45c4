"""Which tables a guide has, and what a page rests on that is made of their files."""

from __future__ import annotations

from roleguide.engine.facts import Reader
from roleguide.pages.open_questions import OPEN_PIECES, OPEN_SOURCES, PIECES
from roleguide.pages.open_rows import TABLES, OpenSource, Table, name_tables
from roleguide.pages.posting_questions import HAS_POSTINGS


def list_tables(reader: Reader) -> tuple[Table, ...]:
    """List the tables of a guide."""
    return tuple(TABLES[name] for name in name_tables(reader.ask(HAS_POSTINGS)))


def rest_on_tables(reader: Reader) -> None:
    """Say that a page is made of the finished files of all tables."""
    for table in list_tables(reader):
        for piece in reader.ask(OPEN_PIECES, table.name):
            reader.rest_on(PIECES[table.name], piece)


def read_sources(reader: Reader) -> tuple[OpenSource, ...]:
    """Return every source."""
    pieces = reader.ask(OPEN_PIECES, "sources")
    return tuple(one for piece in pieces for one in reader.ask(OPEN_SOURCES, piece))
