"""Values as cells of our tables: the one way to spell each, so that a second import writes the same
bytes."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

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
    match value:
        case None | False:
            return ""
        case str():
            return value if value.isalnum() else " ".join(value.split())
        case True:
            return "true"
        case Decimal():
            return spell_number(value)
        case Value():
            return _spell_value(value)
        case Month():
            day = f"-{value.day:02}" if value.day else ""
            return f"{value.year:04}-{value.month:02}{day}"
        case date():
            return value.isoformat()
    return str(value)


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
