"""The questions of the open data. Tables are cut in pieces, so that an edit changes one of them."""

from __future__ import annotations

from typing import Any, Final

from roleguide.engine.facts import Kind, Reader
from roleguide.pages.open_rows import OpenPay, OpenPosting, OpenRole, OpenSkill, OpenSource

OPEN_PIECES: Final = Kind[tuple[str, ...]]("open pieces", tuple[str, ...])
"""The pieces of a table in their order. A piece is named by what it holds, ids or subjects with
spaces between, so that its answer needs no look at the others."""
OPEN_ROLES: Final = Kind[tuple[OpenRole, ...]]("open roles", tuple[OpenRole, ...], bulky=True)
OPEN_SKILLS: Final = Kind[tuple[OpenSkill, ...]]("open skills", tuple[OpenSkill, ...], bulky=True)
OPEN_PAY: Final = Kind[tuple[OpenPay, ...]]("open pay", tuple[OpenPay, ...], bulky=True)
OPEN_POSTINGS: Final = Kind[tuple[OpenPosting, ...]](
    "open postings", tuple[OpenPosting, ...], bulky=True
)
OPEN_SOURCES: Final = Kind[tuple[OpenSource, ...]](
    "open sources", tuple[OpenSource, ...], bulky=True
)
WITHHELD: Final = Kind[tuple[str, ...]]("withheld sources", tuple[str, ...])
"""Names of the sources whose figures may not be passed on."""
PIECES: Final[dict[str, Kind[Any]]] = {
    "sources": OPEN_SOURCES,
    "skills": OPEN_SKILLS,
    "roles": OPEN_ROLES,
    "pay": OPEN_PAY,
    "postings": OPEN_POSTINGS,
}
"""Table → the question for the rows of a piece."""
PASSING_OPEN: Final = frozenset(kind.name for kind in PIECES.values())
"""What only files for download ask."""


def rest_on_tables(reader: Reader) -> None:
    """Say that a page is made of the finished files of all tables."""
    for table, kind in PIECES.items():
        for piece in reader.ask(OPEN_PIECES, table):
            reader.rest_on(kind, piece)


def read_sources(reader: Reader) -> tuple[OpenSource, ...]:
    """Return every source."""
    pieces = reader.ask(OPEN_PIECES, "sources")
    return tuple(one for piece in pieces for one in reader.ask(OPEN_SOURCES, piece))
