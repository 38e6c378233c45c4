"""The questions of the lists of figures: salaries, places, career paths, imported files."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from msgspec import Struct

from roleguide.engine.facts import Kind
from roleguide.guide.observations import Import
from roleguide.guide.role import RelatedRole
from roleguide.pages.pay_places import PlaceListed
from roleguide.pages.questions import LevelPaid, Paid


class Growth(Struct, frozen=True):
    """What a list shows of a projection."""

    change_pct: Decimal
    base_year: int
    target_year: int
    place: str
    source: str


class Salary(Struct, frozen=True):
    """A role as a row of the salaries page: its figures and what it is listed under."""

    id: str
    title: str
    category: str
    paid: Paid | None
    growth: Growth | None
    levels: tuple[LevelPaid, ...]
    """Lowest level first."""


class PaidAt(Struct, frozen=True):
    """What leads of a role's pay at one place."""

    role: str
    title: str
    category: str
    paid: Paid


class Steps(Struct, frozen=True):
    """A role in a graph of moves, and the moves that its record names."""

    title: str
    category: str
    related: tuple[RelatedRole, ...]
    """Only to published roles."""
    imported: bool = False
    """Whether an importer wrote the record."""


SALARY: Final = Kind[Salary]("salary", Salary)
ROLE_TITLE: Final = Kind[str]("role title", str)
FIELDS: Final = Kind[tuple[str, ...]]("fields", tuple[str, ...])
"""Ids of the categories that hold roles, in the order of the home page."""
PAID_AT: Final = Kind[tuple[PaidAt, ...]]("paid at", tuple[PaidAt, ...])
"""Roles whose pay was measured at a place, in the order of their titles; of one field, if any."""
PLACE_PAGE: Final = Kind[bool]("place page", bool)
"""Whether a place has a page."""
ALL_PLACES: Final = Kind[tuple[PlaceListed, ...]]("all places", tuple[PlaceListed, ...])
PLACES_IN: Final = Kind[tuple[PlaceListed, ...]]("places in", tuple[PlaceListed, ...])
"""The places with a page that lie directly in a place."""
STEPS: Final = Kind[Steps]("steps", Steps)
ALL_PATHS: Final = Kind[tuple[str, ...]]("all paths", tuple[str, ...])
"""Ids of the categories whose roles name moves, in the order of the home page."""
IMPORTS: Final = Kind[tuple[Import, ...]]("imports", tuple[Import, ...])
"""Imported files of a source."""

PASSING_LISTS: Final = frozenset(kind.name for kind in (SALARY, PAID_AT, ROLE_TITLE))
"""What lists ask of every role, or at once of all."""
PACKED_STEPS: Final = {STEPS.name: STEPS.answer}
"""What a graph asks of its roles, and each file for tools of all that name its role."""
