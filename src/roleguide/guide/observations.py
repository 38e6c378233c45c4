"""Rows of the tables that importers write beside pay and projections.

Every row names its source; ``as_of`` is the date that its figures hold for. A row is about an
occupation (``scheme`` and ``occupation_code``) or, where it has the column, about a role itself.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from msgspec import Struct

from roleguide.guide.figures import Month
from roleguide.guide.words import (
    EducationLevel,
    MixDimension,
    Need,
    OnTheJobTraining,
    RelatedExperience,
    SkillKind,
)


class Industry(Struct, frozen=True, array_like=True):
    """One row of ``industries.csv``: a code of an industry classification and its title."""

    code: str
    title: str
    scheme: str = "naics-2022"


class EntryRequirement(Struct, frozen=True, array_like=True):
    """One row of ``entry.csv``: what a statistical office assigns as the usual way in."""

    scheme: str
    occupation_code: str
    place: str
    education_level: EducationLevel | None
    related_work_experience: RelatedExperience | None
    on_the_job_training: OnTheJobTraining | None
    as_of: Month | None
    source: str
    locator: str


class MixShare(Struct, frozen=True, array_like=True):
    """One row of ``work_mix.csv``: one value's share, in percent, of one dimension.

    The shares of one subject, place, dimension, date and source add up to 100 ± 1.
    """

    role: str
    scheme: str
    occupation_code: str
    place: str
    dimension: MixDimension
    value: str
    """An employment type or a workplace type, by the dimension."""
    share_pct: Decimal
    sample_size: int | None
    as_of: Month
    source: str
    locator: str
    note: str


class Demand(Struct, frozen=True, array_like=True):
    """One row of ``demand.csv``: how much work there is at a place.

    ``employment`` and ``openings_count`` are jobs; ``jobs_per_1000`` is jobs of the occupation in a
    thousand jobs of the place; ``location_quotient`` is that share divided by the country's.
    """

    role: str
    scheme: str
    occupation_code: str
    place: str
    openings_count: int | None
    employment: int | None
    jobs_per_1000: Decimal | None
    location_quotient: Decimal | None
    as_of: Month
    source: str
    locator: str


class AlternateTitle(Struct, frozen=True, array_like=True):
    """One row of ``alternate_titles.csv``: another title of an occupation.

    ``reported``: people in the occupation gave it as theirs.
    """

    scheme: str
    occupation_code: str
    title: str
    short_title: str
    reported: bool
    source: str


class OccupationSkill(Struct, frozen=True, array_like=True):
    """One row of ``occupation_skills.csv``: what a survey or a taxonomy says an occupation needs.

    ``importance`` runs from 1 to 5 and ``level`` from 0 to 7 (the scales IM and LV of O*NET);
    ``need`` is a taxonomy's word. ``element`` is the source's own id of the skill; ``skill`` the id
    of the guide's skill, where it has one.
    """

    scheme: str
    occupation_code: str
    element: str
    name: str
    kind: SkillKind
    skill: str
    need: Need | None
    importance: Decimal | None
    level: Decimal | None
    hot: bool
    in_demand: bool
    sample_size: int | None
    as_of: Month | None
    source: str


class Import(Struct, frozen=True, array_like=True):
    """One row of ``imports.csv``, the header record of an import: which file became which rows."""

    table: str
    """Name of the table (``pay.csv``), or ``roles`` and the like for draft records."""
    source: str
    release: str
    file: str
    """Name of the imported file, without its folder."""
    sha256: str
    rows: int
    """Rows or records that were written."""
    imported: date
    """The day on which this file was first imported with this result."""


class ExchangeRate(Struct, frozen=True, array_like=True):
    """One row of ``exchange_rates.csv``: one unit of ``base`` was worth ``rate`` of ``currency``
    (ISO 4217 codes)."""

    base: str
    currency: str
    rate: Decimal
    as_of: Month
    source: str
