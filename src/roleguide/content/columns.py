"""The tables of a guide: which file holds what, its columns, and what makes a row the only one."""

from __future__ import annotations

from typing import Any, Final

from msgspec import Struct

from roleguide.guide.exchange import SUBJECT as RATES
from roleguide.guide.figures import Occupation, Outlook, PayObservation, Place
from roleguide.guide.guide import key_of
from roleguide.guide.observations import (
    AlternateTitle,
    Demand,
    EntryRequirement,
    ExchangeRate,
    Import,
    Industry,
    MixShare,
    OccupationSkill,
)

TABLES: Final[dict[str, type[Struct]]] = {
    "places.csv": Place,
    "industries.csv": Industry,
    "occupations.csv": Occupation,
    "alternate_titles.csv": AlternateTitle,
    "occupation_skills.csv": OccupationSkill,
    "pay.csv": PayObservation,
    "outlook.csv": Outlook,
    "entry.csv": EntryRequirement,
    "work_mix.csv": MixShare,
    "demand.csv": Demand,
    "exchange_rates.csv": ExchangeRate,
    "imports.csv": Import,
}
"""File name → what its rows are. A table's columns are the fields of its struct, in their order."""

RENAMED: Final = {"rse_pct": "relative_standard_error_pct"}
"""Column names that are shorter than the field they fill."""
_COLUMNS: Final = {field: column for column, field in RENAMED.items()}

NEEDED: Final[dict[type[Struct], tuple[str, ...]]] = {
    Place: ("id", "name", "kind"),
    Industry: ("code", "title"),
    Occupation: ("scheme", "code", "title"),
    AlternateTitle: ("scheme", "occupation_code", "title", "source"),
    OccupationSkill: ("scheme", "occupation_code", "element", "name", "kind", "source"),
    PayObservation: (
        "place",
        "kind",
        "currency",
        "pay_period",
        "pay_basis",
        "gross_net",
        "as_of",
        "source",
    ),
    Outlook: ("scheme", "occupation_code", "place", "base_year", "target_year", "source"),
    EntryRequirement: ("scheme", "occupation_code", "place", "source"),
    MixShare: ("place", "dimension", "value", "share_pct", "as_of", "source"),
    Demand: ("place", "as_of", "source"),
    ExchangeRate: ("base", "currency", "rate", "as_of", "source"),
    Import: ("table", "source", "release", "file", "sha256", "rows", "imported"),
}
"""Columns whose cells may not be empty."""

UNIQUE: Final[dict[type[Struct], tuple[str, ...]]] = {
    Place: ("id",),
    Industry: ("scheme", "code"),
    Occupation: ("scheme", "code"),
    AlternateTitle: ("scheme", "occupation_code", "title"),
    OccupationSkill: ("scheme", "occupation_code", "element", "name", "source"),
    PayObservation: (
        "role",
        "scheme",
        "occupation_code",
        "level",
        "industry",
        "place",
        "kind",
        "pay_period",
        "pay_basis",
        "as_of",
        "source",
    ),
    Outlook: ("scheme", "occupation_code", "place", "base_year", "target_year", "source"),
    EntryRequirement: ("scheme", "occupation_code", "place", "source"),
    MixShare: (
        "role",
        "scheme",
        "occupation_code",
        "place",
        "dimension",
        "value",
        "as_of",
        "source",
    ),
    Demand: ("role", "scheme", "occupation_code", "place", "as_of", "source"),
    ExchangeRate: ("base", "currency", "as_of", "source"),
    Import: ("table", "source", "file"),
}
"""No two rows agree in all of these columns. Importers sort a table by them, in this order."""

SINGLE: Final = (Place, Industry, Occupation)
"""Tables with one row a subject; the others have any number."""


def column_of(field: str) -> str:
    """Return the column that fills a field."""
    return _COLUMNS.get(field, field)


def subject_of(value: Any) -> str:
    """Return what a row is about: the key under which a guide finds it."""
    match value:
        case Place():
            return value.id
        case Industry():
            return value.code
        case Occupation():
            return key_of(value.scheme, value.code)
        case ExchangeRate():
            return RATES
        case Import():
            return value.source
    if getattr(value, "role", ""):
        return key_of("role", value.role)
    return key_of(value.scheme, value.occupation_code)
