"""Values as cells of our tables: the one way to spell each, so that a second import writes the same
bytes."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import fields

from roleguide.content.columns import column_of
from roleguide.guide.figures import Month, Value


def columns_of(cls: type[Struct]) -> tuple[str, ...]:
    """List the columns of a table in their order."""
    return tuple(column_of(field.name) for field in fields(cls))


def spell_row(row: Struct) -> list[str]:
    """Spell a row's values in the order of its columns."""
    return [spell(getattr(row, name)) for name in row.__struct_fields__]


def spell(value: Any) -> str:
    """Spell one value: nothing for what is not stated, ``true`` but not false, ``>=239200`` for a
    top code, decimals without trailing zeros, text without line ends and double blanks."""
    return _SPELLINGS[type(value)](value)


def _spell_text(text: str) -> str:
    return text if text.isalnum() else " ".join(text.split())


def _spell_month(month: Month) -> str:
    day = f"-{month.day:02}" if month.day else ""
    return f"{month.year:04}-{month.month:02}{day}"


def spell_number(number: Decimal) -> str:
    """Spell a number without exponent, sign of zero or trailing zeros: 33.5, 139200, 0."""
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def _spell_value(value: Value) -> str:
    if value.state == "suppressed":
        return "suppressed"
    if value.amount is None:
        return ""
    sign = ">=" if value.state == "top_coded" else ""
    return sign + spell_number(value.amount)


_SPELLINGS: Final[dict[type, Callable[[Any], str]]] = {
    str: _spell_text,
    int: str,
    bool: lambda value: "true" if value else "",
    type(None): lambda _: "",
    Decimal: spell_number,
    Value: _spell_value,
    Month: _spell_month,
    date: date.isoformat,
}
"""Type of a field → how its values are spelled."""


class LineWriter:
    """Spells cells as a line of CSV (RFC 4180 quoting where it is needed), without its end."""

    def __init__(self) -> None:
        self._line = ""
        self._writer = csv.writer(self, lineterminator="")

    def write(self, text: str) -> int:
        """Take what the csv module writes."""
        self._line += text
        return len(text)

    def spell(self, cells: Sequence[str]) -> str:
        """Return the line of a row."""
        self._line = ""
        self._writer.writerow(cells)
        return self._line
