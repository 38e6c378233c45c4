"""Cells of CSV files (RFC 4180) that people may open with a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, Final

from msgspec import Struct

from roleguide.guide.figures import Month

FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What spreadsheets take for the start of a formula, also in full width."""
BETWEEN: Final = " | "
"""Stands between the items of a list."""


def guard(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would take for a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def write_month(when: Month) -> str:
    """Write a date that a figure holds for: ``2025-05`` or ``2025-05-31``."""
    text = f"{when.year}-{when.month:02}"
    return f"{text}-{when.day:02}" if when.day else text


def write_cell(value: Any) -> object:
    """Return a value as a writer of CSV takes it: nothing for ``None``, numbers plain, lists with
    :data:`BETWEEN`, and the parts of an item with spaces."""
    write = _WRITE.get(type(value))
    return value if write is None else write(value)


def _write_list(items: tuple[object, ...]) -> str:
    return guard(BETWEEN.join(map(_write_item, items))) if items else ""


def _write_item(item: object) -> str:
    """Write an item of a list; a bar in it would look like the end of it."""
    if isinstance(item, Struct):
        return " ".join(str(getattr(item, name)) for name in item.__struct_fields__)
    return str(item).replace("|", "/")


_WRITE: Final[dict[type, Callable[[Any], str]]] = {
    str: guard,
    bool: lambda value: "true" if value else "false",
    Decimal: lambda value: f"{value:f}",
    date: date.isoformat,
    tuple: _write_list,
}
