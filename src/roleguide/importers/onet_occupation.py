"""What is read of the O*NET database: its occupations, and the names of its elements."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct, field

from roleguide.guide.figures import Month


class Task(Struct):
    """A task: its statement, whether O*NET counts it to the core, and its importance (1 to 5)."""

    text: str
    kind: str
    importance: Decimal | None = None


class Technology(Struct, frozen=True):
    """A tool or program with the group of goods (UNSPSC) that it is filed under."""

    name: str
    group: str
    hot: bool
    in_demand: bool


class Rating(Struct):
    """What a survey found for one element: importance (1 to 5), level (0 to 7), answers."""

    name: str
    importance: Decimal | None = None
    level: Decimal | None = None
    sample_size: int | None = None
    as_of: Month | None = None


class Related(Struct, frozen=True):
    """A neighbour: its code, tier (``Primary-Short`` is nearest) and rank."""

    code: str
    tier: str
    rank: int


class OnetOccupation(Struct):
    """Everything that is read of one occupation."""

    code: str
    title: str = ""
    description: str = ""
    titles: dict[str, str] = field(default_factory=dict)
    """Alternate title → its short form, or empty."""
    reported: list[str] = field(default_factory=list)
    tasks: dict[str, Task] = field(default_factory=dict)
    technologies: dict[str, Technology] = field(default_factory=dict)
    ratings: dict[str, Rating] = field(default_factory=dict)
    """Element → skill or area of knowledge."""
    interests: dict[str, Decimal] = field(default_factory=dict)
    """Interest (its first letter) → score from 1 to 7."""
    high_points: dict[str, int] = field(default_factory=dict)
    """Element of a high point → 1 Realistic … 6 Conventional, 0 none."""
    job_zone: int | None = None
    education: dict[int, Decimal] = field(default_factory=dict)
    """Category of required education (1 to 12) → percent of the answers."""
    education_answers: int | None = None
    related: list[Related] = field(default_factory=list)


class Database(Struct):
    """The occupations by code, and what O*NET says of the elements of its content model."""

    occupations: dict[str, OnetOccupation] = field(default_factory=dict)
    elements: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Element → its name and description."""
    origins: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Name of a table that was there, or the first four signs of its elements (``2.C.``) → the
    file that it came in and that file's SHA-256."""
    release: str = ""
    """Number of the release (``29.3``), empty if nothing says it."""
    released: str = ""
    """Month and year of the release in words, empty if nothing says it."""
