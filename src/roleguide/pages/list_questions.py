"""The questions of the lists of figures and of the finder: salaries, places, career paths, imported
files."""

from __future__ import annotations

from decimal import Decimal
from typing import Final, Literal

from msgspec import Struct

from roleguide.engine.facts import Kind
from roleguide.guide.figures import Value
from roleguide.guide.observations import Import
from roleguide.guide.role import Band, RelatedRole
from roleguide.guide.words import EducationLevel, Interest, WorkPattern, WorkplaceType
from roleguide.pages.finder_shards import FinderField
from roleguide.pages.list_slices import FieldSlice, IndexSlice
from roleguide.pages.pay_places import PlaceListed
from roleguide.pages.questions import LevelPaid, Paid

Look = Literal["step", "specialism", "similar"]


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


class FieldPaid(Struct, frozen=True):
    """How many roles of a category were measured at a place, and how far their medians reach."""

    roles: int
    medians: MedianSpan | None
    """``None`` where they differ in terms or are fewer than two."""


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


class Projection(Struct, frozen=True):
    """What the finder shows of a projection; ``change_pct`` is in percent."""

    change_pct: Decimal
    base_year: int
    target_year: int


class FinderRole(Struct, frozen=True):
    """What a role is found by. ``None`` and empty tuples: nobody stated it."""

    id: str
    title: str
    imported: bool
    paid: Paid | None
    year: tuple[Value, ...]
    """The figures that pay is compared by, a year: the typical one alone, or both ends of a range;
    empty where the source states no paid hours to convert by."""
    hour: tuple[Value, ...]
    """The same an hour."""
    education_level: EducationLevel | None
    experience_years: Band | None
    growth: Projection | None
    workplace_types: tuple[WorkplaceType, ...]
    work_pattern: tuple[WorkPattern, ...]
    interest_codes: tuple[Interest, ...]
    essential: tuple[int, ...]
    """Skills, as their places in the shard's list."""
    optional: tuple[int, ...]


class FinderSkill(Struct, frozen=True, array_like=True):
    """A skill that some role of a shard names, with what else it is called; ``hidden`` names find
    it and are not shown."""

    id: str
    name: str
    others: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()


class FinderRoles(Struct, frozen=True):
    """The roles of a shard, and the skills that they name."""

    roles: tuple[FinderRole, ...]
    skills: tuple[FinderSkill, ...]


class MedianSpan(Struct, frozen=True):
    """The lowest and the highest median of roles that are paid in the same terms, a year."""

    low: Value
    high: Value
    currency: str


class RoleIndex(Struct, frozen=True):
    """A page of the A–Z list of roles, and which they are."""

    ids: tuple[str, ...]
    index: IndexSlice


class Edge(Struct, frozen=True, order=True):
    """A move from one role to another; of similar roles, from the smaller id to the larger."""

    start: str
    end: str
    look: Look


class FieldDrawn(Struct, frozen=True):
    """What a drawing of a category shows: its roles with the most moves, and the moves between
    these."""

    roles: tuple[str, ...]
    edges: tuple[Edge, ...]
    moving: int
    """How many roles of the category have moves inside it."""


class FieldMoves(Struct, frozen=True):
    """The moves between the roles of a category: how many, between how many roles, and whether any
    is more than that two roles are similar."""

    moves: int
    roles: int
    directed: bool


SALARY: Final = Kind[Salary]("salary", Salary)
FIELD_PAY: Final = Kind[MedianSpan | None]("field pay", MedianSpan | None)
"""From where to where the headline medians of a category reach; ``None`` where they differ in terms
or are fewer than two. A list of categories so needs no role, and stays when one changes."""
FIELD_MOVES: Final = Kind[FieldMoves]("field moves", FieldMoves)
"""The moves inside a category."""
FIELD_DRAWN: Final = Kind[FieldDrawn]("field drawn", FieldDrawn)
"""What a drawing of the moves inside a category shows. As the count of them it is made of standings
alone: another title leaves both."""
FIELD_SLICE: Final = Kind[FieldSlice]("field slice", FieldSlice)
"""The roles on a page of a list of a category (``category``, ``number``), by title."""
ROLE_TITLE: Final = Kind[str]("role title", str)
FIELDS: Final = Kind[tuple[str, ...]]("fields", tuple[str, ...])
"""Ids of the categories that hold roles, in the order of the home page."""
PAID_AT: Final = Kind[tuple[PaidAt, ...]]("paid at", tuple[PaidAt, ...])
FIELD_PAID_AT: Final = Kind[FieldPaid]("field paid at", FieldPaid)
"""Of a place and a category, without naming any role: a list of fields needs no more."""
"""Roles whose pay was measured at a place, in the order of their titles; of one field, if any."""
PLACE_PAGE: Final = Kind[bool]("place page", bool)
"""Whether a place has a page."""
ALL_PLACES: Final = Kind[tuple[PlaceListed, ...]]("all places", tuple[PlaceListed, ...])
PLACES_IN: Final = Kind[tuple[PlaceListed, ...]]("places in", tuple[PlaceListed, ...])
"""The places with a page that lie directly in a place."""
ROLE_INDEX: Final = Kind[RoleIndex]("role index", RoleIndex)
"""The roles on a page of the A–Z list (its number)."""
STEPS: Final = Kind[Steps]("steps", Steps)
ALL_PATHS: Final = Kind[tuple[str, ...]]("all paths", tuple[str, ...])
"""Ids of the categories whose roles name moves, in the order of the home page."""
IMPORTS: Final = Kind[tuple[Import, ...]]("imports", tuple[Import, ...])
"""Imported files of a source."""
FINDER_FIELDS: Final = Kind[tuple[FinderField, ...]]("finder fields", tuple[FinderField, ...])
"""The fields of work that the finder knows, in the order of the home page."""
FINDER_MEMBERS: Final = Kind[tuple[str, ...]]("finder members", tuple[str, ...])
"""Ids of the roles of a shard (``category/number``)."""
FINDER_ROLES: Final = Kind[FinderRoles]("finder roles", FinderRoles)
"""What roles are found by, asked with the ids of all roles of a shard: one fact for all of them, of
which an edit of prose changes nothing and an edit of another shard's role computes nothing."""

PASSING_LISTS: Final = frozenset(
    kind.name for kind in (SALARY, PAID_AT, ROLE_TITLE, FINDER_MEMBERS, FINDER_ROLES)
)
"""What lists ask of every role, or at once of all."""
PACKED_STEPS: Final = {STEPS.name: STEPS.answer}
"""What a graph asks of its roles, and each file for tools of all that name its role."""
