"""The questions of the pages about what the guide lacks and how light its pages are."""

from __future__ import annotations

from datetime import date
from typing import Final

from msgspec import Struct

from roleguide.engine.facts import Kind
from roleguide.guide.figures import Month
from roleguide.guide.words import ReviewStatus

MOST_DUE: Final = 20
"""Roles that are named as overdue; of more, the rest is only counted."""


class Covered(Struct, frozen=True, array_like=True):
    """A role and what it lacks; bits are those of ``gaps.PARTS``."""

    id: str
    title: str
    status: ReviewStatus
    gaps: int
    """Parts that somebody should add."""
    unknown: int
    """Figures that nobody has measured, as the role's page explains."""
    reviewed: date | None
    review_by: date | None
    overdue: bool


class Due(Struct, frozen=True, order=True):
    """A record that should have been looked at by a day that has passed."""

    on: date
    title: str
    id: str


class Aged(Struct, frozen=True, order=True):
    """How many roles show a figure of one source and period."""

    what: str
    """``pay`` or ``projection``."""
    held: Month
    """What pay holds for; of a projection, the base year (and month 1)."""
    until: int
    """The target year of a projection, 0 for pay."""
    source: str
    roles: int


class Tally(Struct, frozen=True):
    """Roles counted by what they lack."""

    roles: int
    complete: int
    """Roles that lack nothing and that an editor has taken over."""
    drafts: int
    """Made from public data, and nobody has edited them."""
    waiting: int
    """Edited, and nobody has reviewed them since."""
    overdue: int
    lacking: tuple[int, ...]
    """For each of ``gaps.PARTS``, how many roles lack it."""
    unknown: tuple[int, ...]
    """For each of ``gaps.PARTS``, how many roles say why nobody knows it."""
    due: tuple[Due, ...]
    """The roles that are overdue, longest first: :data:`MOST_DUE` at most."""
    figures: tuple[Aged, ...]
    """Leading pay and projections."""


class Weight(Struct, frozen=True):
    """The page that comes nearest to a limit."""

    path: str
    size: int
    """Tenths of a KiB, rounded up, so that an edit of a word seldom changes it."""
    limit: int
    """Bytes."""


class Weights(Struct, frozen=True):
    """How heavy the finished pages are, compressed for the wire."""

    pages: int
    """Pages of this site that readers can open."""
    kinds: int
    """Kinds of pages that were looked at, each by its longest page."""
    role: Weight | None
    """A role page with its style sheets; ``None`` in a guide without roles."""
    scripts: Weight | None
    """All scripts of a page; ``None`` where no page has any."""
    blocking: tuple[str, ...]
    """Paths of pages that wait for more than their style sheets before they show anything."""


COVERED: Final = Kind[tuple[Covered, ...]]("covered", tuple[Covered, ...])
"""What roles lack, asked with their ids: one fact for all of them, of which an edit of prose
changes nothing unless a part comes or goes."""
TALLIED: Final = Kind[Tally]("tallied", Tally)
"""What roles lack in sum, asked with their ids."""
SOURCES_DUE: Final = Kind[tuple[Due, ...]]("sources due", tuple[Due, ...])
"""Sources of which a newer release was due, longest first."""
WEIGHTS: Final = Kind[Weights]("weights", Weights)
"""How heavy the finished pages are. No guide can answer this: the build tells it once all other
pages are made."""

PASSING_COVERAGE: Final = frozenset(kind.name for kind in (COVERED, TALLIED))
"""What lists ask of all roles of a page at once."""
