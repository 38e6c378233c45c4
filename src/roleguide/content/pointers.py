"""What the rows of a table point at: ids of other records and rows, dates, pairs that must agree.

They are noted while a table is read, each distinct one once, so that a rule that needs other files
needs neither the rows nor their file.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from msgspec import Struct

from roleguide.content.tables import Row
from roleguide.diagnostics import Place as FilePlace
from roleguide.guide.codes import SCHEME_NAMES
from roleguide.guide.figures import Month, Outlook, PayObservation, Place
from roleguide.guide.observations import (
    AlternateTitle,
    Demand,
    EntryRequirement,
    ExchangeRate,
    Import,
    MixShare,
    OccupationSkill,
)

Names = tuple[str, ...]
Find = Callable[[Any], "Names | None"]
"""Finds what a row points at; ``None``: nothing of this kind."""


class Pointer(Struct, frozen=True, array_like=True):
    """One thing that rows point at: where the first of them does, and how many others do."""

    kind: str
    names: Names
    line: int
    column: int
    others: int

    def place(self, path: str) -> FilePlace:
        """Return the place of the cell that points at it first."""
        return FilePlace(path, self.line, self.column)

    @property
    def tail(self) -> str:
        """Words for the other rows, empty where there are none."""
        if not self.others:
            return ""
        return f" (here and in {self.others:,} more row{'' if self.others == 1 else 's'})"


def write_month(month: Month) -> str:
    """Write a month or a day as a cell has it."""
    day = f"-{month.day:02}" if month.day else ""
    return f"{month.year:04}-{month.month:02}{day}"


def _find_occupation(row: Any) -> Names | None:
    if row.scheme not in SCHEME_NAMES or not row.occupation_code:
        return None
    if getattr(row, "role", None):
        return None
    return row.scheme, row.occupation_code


def _find_role(row: Any) -> Names | None:
    return (row.role,) if row.role and not row.occupation_code else None


def _find_currency(row: PayObservation) -> Names | None:
    return None if row.note else (row.place, row.currency)


def _find_date(row: Any) -> Names | None:
    return None if row.as_of is None else (row.source, write_month(row.as_of))


def _find_parent(row: Place) -> Names | None:
    return (row.id, row.parent) if row.parent else None


_PLACE: Final[tuple[str, str, Find]] = ("place", "place", lambda row: (row.place,))
_SOURCE: Final[tuple[str, str, Find]] = ("source", "source", lambda row: (row.source,))
_OCCUPATION: Final[tuple[str, str, Find]] = ("occupation", "occupation_code", _find_occupation)
_ROLE: Final[tuple[str, str, Find]] = ("role", "role", _find_role)
_DATE: Final[tuple[str, str, Find]] = ("date", "as_of", _find_date)

POINTERS: Final[dict[type[Struct], tuple[tuple[str, str, Find], ...]]] = {
    Place: (("parent", "parent", _find_parent),),
    PayObservation: (
        _ROLE,
        _OCCUPATION,
        ("industry", "industry", lambda row: (row.industry,) if row.industry else None),
        _PLACE,
        ("currency", "currency", _find_currency),
        _DATE,
        _SOURCE,
    ),
    Outlook: (_OCCUPATION, _PLACE, _DATE, _SOURCE),
    EntryRequirement: (_OCCUPATION, _PLACE, _DATE, _SOURCE),
    MixShare: (_ROLE, _OCCUPATION, _PLACE, _DATE, _SOURCE),
    Demand: (_ROLE, _OCCUPATION, _PLACE, _DATE, _SOURCE),
    AlternateTitle: (_OCCUPATION, _SOURCE),
    OccupationSkill: (
        _OCCUPATION,
        ("skill", "skill", lambda row: (row.skill,) if row.skill else None),
        _DATE,
        _SOURCE,
    ),
    ExchangeRate: (
        ("rate", "as_of", lambda row: (row.base, row.currency, write_month(row.as_of))),
        _DATE,
        _SOURCE,
    ),
    Import: (
        ("table", "table", lambda row: (row.table,)),
        ("date", "imported", lambda row: (row.source, row.imported.isoformat())),
        _SOURCE,
    ),
}
"""What the rows of each table point at: a kind, the column that a mistake is shown at, and how it is
found."""


class PointerList:
    """Collects what rows point at, each distinct thing once."""

    def __init__(self, cls: type[Struct]) -> None:
        self._seen: list[tuple[str, str, Find, dict[Any, list[int]]]] = [
            (kind, column, find, {}) for kind, column, find in POINTERS.get(cls, ())
        ]

    def add(self, row: Row) -> None:
        """Take in a row."""
        value = row.value
        for _, column, find, seen in self._seen:
            names = find(value)
            if names is None:
                continue
            known = seen.get(names)
            if known is None:
                place = row.place(column)
                seen[names] = [place.line, place.column, 0]
            else:
                known[2] += 1

    def finish(self) -> tuple[Pointer, ...]:
        """Return the pointers, by kind and in the order of their first rows."""
        return tuple(
            Pointer(kind, names, *at)
            for kind, _, _, seen in self._seen
            for names, at in seen.items()
        )
