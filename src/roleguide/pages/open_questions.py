"""The questions of the open data. Tables are cut in pieces, so that an edit changes one of them."""

from __future__ import annotations

from typing import Any, Final

from roleguide.engine.facts import Kind
from roleguide.pages.open_rows import (
    OpenPay,
    OpenPosting,
    OpenRole,
    OpenSkill,
    OpenSource,
)

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
LICENCE_TEXTS: Final = Kind[tuple[tuple[str, str], ...]](
    "licence texts", tuple[tuple[str, str], ...]
)
"""Licences whose texts editors gave: the name, and the first text that was given for it."""
PIECES: Final[dict[str, Kind[Any]]] = {
    "sources": OPEN_SOURCES,
    "skills": OPEN_SKILLS,
    "roles": OPEN_ROLES,
    "pay": OPEN_PAY,
    "postings": OPEN_POSTINGS,
}
"""Table → the question for the rows of a piece."""
BULKY: Final = frozenset(kind.name for kind in PIECES.values())
"""What only files for download ask."""
