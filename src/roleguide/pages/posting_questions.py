"""The questions about postings and employers; :mod:`roleguide.pages.posting_answers` answers
them."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from roleguide.engine.facts import Kind
from roleguide.guide.asked import AskedOf, Drawn
from roleguide.guide.employer import Employer
from roleguide.guide.posting import LookedFor, PostedPay, Posting
from roleguide.guide.posting_life import Life
from roleguide.guide.words import EmploymentType, LevelName, WorkplaceType


class PostingCard(Struct, frozen=True):
    """A posting as other pages show it."""

    id: str
    title: str
    employer: str
    employer_name: str
    role: str
    sample: bool
    level: LevelName | None
    places: tuple[str, ...]
    """Ids; empty where the posting states none, or nobody has looked."""
    workplace_type: WorkplaceType | None
    employment_types: tuple[EmploymentType, ...]
    pay: PostedPay | None
    looked_for: tuple[LookedFor, ...]
    life: Life


class Postings(Struct, frozen=True):
    """The first postings of a subject, at most :data:`FIRST` open and closed ones each, and how
    many there are."""

    open: tuple[str, ...]
    closed: tuple[str, ...]
    open_count: int
    closed_count: int
    samples: int
    """How many of all these are samples."""


class Slice(Struct, frozen=True):
    """A page of a list: ids, open postings before closed ones."""

    ids: tuple[str, ...]
    first: int
    """Position of the first one, from 1."""
    open_count: int
    closed_count: int
    pages: int
    """Pages of the list; of a long combination they don't hold all."""
    samples: int
    """How many of all these are samples."""
    can_narrow: bool
    """Whether there is a list that is one value narrower."""


class Chip(Struct, frozen=True):
    """A narrower list: what it is narrowed to besides, and how many open postings it holds."""

    dimension: str
    value: str
    count: int


class Hired(Struct, frozen=True):
    """A role that an employer has postings for."""

    role: str
    title: str
    open_count: int
    closed_count: int


class EmployerListed(Struct, frozen=True):
    """An employer in a list."""

    id: str
    name: str
    fictional: bool
    industry: str
    open_count: int
    closed_count: int


class PostingTotals(Struct, frozen=True):
    """How many postings and employers a guide holds, and how many of the postings are samples."""

    open_count: int
    closed_count: int
    samples: int
    employers: int
    invented: int
    """How many of the employers don't exist."""


FIRST: Final = 8
"""Postings that a page of something else shows."""
POSTING: Final = Kind[Posting]("posting", Posting)
POSTING_CARD: Final = Kind[PostingCard]("posting card", PostingCard)
LIFE: Final = Kind[Life]("posting life", Life)
SIMILAR_POSTINGS: Final = Kind[tuple[str, ...]]("similar postings", tuple[str, ...])
"""Open postings like one."""
POSTINGS_OF: Final = Kind[Postings]("postings of", Postings)
"""Of a dimension of :data:`~roleguide.pages.facets.DIMENSIONS` and a value; closed ones are known
of roles and employers."""
POSTINGS_ASKING: Final = Kind[Postings]("postings asking", Postings)
"""For a skill."""
ASKED: Final = Kind[AskedOf]("asked of", AskedOf)
"""What the postings of a role ask for."""
DRAWN: Final = Kind[tuple[Drawn, ...]]("postings drawn", tuple[Drawn, ...])
"""The postings of a role that a drawing shows."""
POSTING_SLICE: Final = Kind[Slice]("posting slice", Slice)
"""Of a facet's list, by the number of its page."""
POSTING_LIST: Final = Kind[bool]("posting list", bool)
"""Whether a facet has a list."""
NARROWER: Final = Kind[tuple[Chip, ...]]("narrower lists", tuple[Chip, ...])
"""The lists that are one value narrower than a facet's, by dimension, largest first."""
ROLES_HIRED: Final = Kind[tuple[Hired, ...]]("roles hired", tuple[Hired, ...])
"""By an employer, the most openings first."""
POSTING_TOTALS: Final = Kind[PostingTotals]("posting totals", PostingTotals)
HAS_POSTINGS: Final = Kind[bool]("has postings", bool)
HAS_EMPLOYERS: Final = Kind[bool]("has employers", bool)
EMPLOYER: Final = Kind[Employer]("employer", Employer)
EMPLOYER_NAME: Final = Kind[str | None]("employer name", str | None)
PASSING_POSTINGS: Final = frozenset(
    kind.name
    for kind in (
        *(POSTING, LIFE, SIMILAR_POSTINGS, POSTING_SLICE, NARROWER, ROLES_HIRED),
        *(ASKED, DRAWN),
    )
)
"""What one page asks about its own subject (see :data:`~roleguide.pages.questions.PASSING`)."""
ALL_EMPLOYERS: Final = Kind[tuple[EmployerListed, ...]]("all employers", tuple[EmployerListed, ...])
"""In the order of their names."""
