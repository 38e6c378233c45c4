"""A measure that was taken, with what it was made of."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

from roleguide.guide.figures import Outlook, PayObservation
from roleguide.guide.market_words import MeasureName
from roleguide.guide.role import OccupationCode


class PaidBy(Struct, frozen=True):
    """A pay row and the role's code that it was found by; ``None``: it is about the role itself."""

    row: PayObservation
    code: OccupationCode | None


class ProjectedBy(Struct, frozen=True):
    """A projection and the role's code that it was found by."""

    row: Outlook
    code: OccupationCode


class Stated(Struct, frozen=True):
    """A figure that is in no table of pay or projections: its source and where it stands there."""

    source: str
    detail: str


class Measured(Struct, frozen=True):
    """One measure of one role: a number in the measure's unit, or a word, or why it is missing.

    ``at_least``: the number is a lower bound.
    """

    name: MeasureName
    number: Decimal | None = None
    word: str = ""
    at_least: bool = False
    missing: str = ""
    """Why it is not known, to be read after “because”; empty where it is."""
    pay: tuple[PaidBy, ...] = ()
    outlook: tuple[ProjectedBy, ...] = ()
    stated: tuple[Stated, ...] = ()


def missing(name: MeasureName, why: str) -> Measured:
    """Return a measure that could not be taken."""
    return Measured(name, missing=why)
