"""Cells of tables: text becomes the value that a column holds, or a mistake with its fix.

A cell that is empty means *not stated*. Cells of pay values may also say ``suppressed`` or
``>=239200`` (top-coded).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from operator import itemgetter
from typing import Any, Final, Literal, get_args, get_origin

from msgspec import NODEFAULT, Struct
from msgspec.structs import fields

from roleguide.content.columns import NEEDED, column_of
from roleguide.content.decode import field_types
from roleguide.content.scalars import DECIMAL, MINUS_ZERO, WHOLE, clean
from roleguide.diagnostics import excerpt, suggest
from roleguide.guide.figures import NOT_STATED, Month, Value


PLAIN: Final = re.compile(r"[1-9][0-9]{0,14}(?:\.[0-9]{1,6})?")
"""What most amounts look like; the others are read with more care."""
FIX_IN_ONES: Final = "write it without decimals, in ones: not in thousands"
KNOWN_CELLS: Final = 2**15
"""How many cells of a kind are remembered while a table is read."""


class BadCell(Exception):
    """A cell that can't be read: code, sentence and fix."""


class Known(dict[str, Any]):
    """Cells that were read before, and what they hold: most values of a large table repeat.

    A cell that was not is read when it is looked up; :class:`BadCell` where it can't be.
    """

    __slots__ = ("_decode", "_default", "_needed")

    def __init__(self, decode: Callable[[str], Any], default: Any, *, needed: bool) -> None:
        super().__init__()
        self._decode = decode
        self._default = default
        self._needed = needed

    def __missing__(self, text: str) -> Any:
        cell = text.strip()
        if not cell.isascii():
            cell = clean(cell)
        if not cell and self._needed:
            raise BadCell("empty-value", "", "fill it in")
        value = self._decode(cell) if cell or self._default is NODEFAULT else self._default
        if len(self) >= KNOWN_CELLS:
            self.clear()
        self[text] = value
        return value


class Form:
    """How the rows of one table are read: each cell by the column that it stands in."""

    def __init__(self, cls: type[Struct], columns: Mapping[str, int]) -> None:
        self._cls = cls
        shared: dict[tuple[Any, ...], Known] = {}
        known: dict[str, Known] = {}
        defaults = {field.name: field.default for field in fields(cls)}
        for name, annotation in field_types(cls).items():
            column = column_of(name)
            needed, default = column in NEEDED[cls], defaults[name]
            key = (annotation, needed, default)
            if key not in shared:
                shared[key] = Known(_cell_decoder(annotation), default, needed=needed)
            known[column] = shared[key]
        self._known = known
        order = sorted(columns, key=columns.__getitem__)
        self._in_order = [known[column] for column in order]
        self._absent = [known[column][""] for column in known if column not in columns]
        places = {column: index for index, column in enumerate(order)}
        for column in known:
            places.setdefault(column, len(places))
        self._arrange = itemgetter(*(places[column] for column in known))

    def read(self, cells: list[str]) -> Any:
        """Return the row that these cells hold; :class:`BadCell` when one can't be read."""
        values = [known[cell] for known, cell in zip(self._in_order, cells, strict=True)]
        return self._cls(*self._arrange(values + self._absent))

    def read_cell(self, column: str, cell: str) -> Any:
        """Return what one cell holds; :class:`BadCell` when it can't be read."""
        try:
            return self._known[column][cell]
        except BadCell as problem:
            code, message, fix = problem.args
            raise BadCell(
                code, message or f"The cell {excerpt(column)} is empty.", fix
            ) from None


def _cell_decoder(annotation: Any) -> Callable[[str], Any]:
    options = [option for option in get_args(annotation) if option is not type(None)]
    if get_origin(annotation) is not Literal and len(options) == 1:
        inner = _cell_decoder(options[0])
        return lambda cell: inner(cell) if cell else None
    if get_origin(annotation) is Literal:
        return _read_word(get_args(annotation))
    return _CELLS[annotation]


def _read_word(words: tuple[str, ...]) -> Callable[[str], str]:
    allowed = frozenset(words)

    def read(cell: str) -> str:
        if cell in allowed:
            return cell
        fix = suggest(cell, words, "write one of: " + ", ".join(words))
        raise BadCell(
            "unknown-value", f"{excerpt(cell)} is not one of the values allowed here.", fix
        )

    return read


def _read_integer(cell: str) -> int:
    if DECIMAL.fullmatch(cell) and "." in cell:
        message = f"{excerpt(cell)} is not a whole number."
        raise BadCell("not-a-number", message, FIX_IN_ONES)
    if not WHOLE.fullmatch(cell):
        fix = _mend(cell) if "." not in _find_number(cell) else FIX_IN_ONES
        raise BadCell("not-a-number", f"{excerpt(cell)} is not a whole number.", fix)
    return int(cell)


def _read_decimal(cell: str) -> Decimal:
    if not DECIMAL.fullmatch(cell) or MINUS_ZERO.fullmatch(cell):
        raise BadCell("not-a-number", f"{excerpt(cell)} is not a number.", _mend(cell))
    return Decimal(cell)


def _mend(cell: str) -> str:
    digits = _find_number(cell)
    if digits and "," in cell and "." in digits and "." not in cell:
        return f"write {digits}, with a point for decimals"
    if digits:
        return f"write {digits}, without separators or signs"
    return "write digits, with a point for decimals, without separators"


def _find_number(cell: str) -> str:
    """Return the number that was meant; empty where it can't be told.

    A comma separates thousands (1,234,567 or 12,34,567), or it stands before one or two decimals.
    """
    bare = re.sub(r"[_ ’'$€£¥%]", "", cell)
    if re.fullmatch(r"-?\d+,\d{1,2}", bare):
        bare = bare.replace(",", ".")
    elif re.fullmatch(r"-?\d{1,3}(,\d{2,3})*,\d{3}(\.\d+)?", bare):
        bare = bare.replace(",", "")
    return bare if bare != cell and DECIMAL.fullmatch(bare) else ""


def _read_value(cell: str) -> Value:
    if PLAIN.fullmatch(cell):
        return Value("reported", Decimal(cell))
    if not cell:
        return NOT_STATED
    if cell == "suppressed":
        return Value("suppressed")
    digits = re.sub(r"[,_ ’'$€£¥]", "", cell)
    top = re.fullmatch(r"(?:>=?|≥)([0-9.]+)|([0-9.]+)\+", digits)
    if top is not None and (amount := top[1] or top[2]) and cell != f">={amount}":
        message = f"{excerpt(cell)} is not an amount."
        raise BadCell("not-a-number", message, f"write >={amount}, if counting stops there")
    if cell.startswith(">="):
        return Value("top_coded", _read_decimal(cell[2:]))
    if re.search("[A-Za-z*#–-]", cell):
        raise BadCell(
            "not-a-number",
            f"{excerpt(cell)} is not an amount.",
            "write digits, >= before a top code, the word suppressed, or leave the cell empty",
        )
    return Value("reported", _read_decimal(cell))


def _read_month(cell: str) -> Month:
    try:
        return Month.from_text(cell)
    except ValueError as error:
        raise BadCell("not-a-date", f"{excerpt(cell)} is not a date.", str(error)) from None


def _read_flag(cell: str) -> bool:
    if cell not in ("", "true", "false"):
        message = f"{excerpt(cell)} is neither true nor false."
        raise BadCell("not-a-boolean", message, "write true, or leave the cell empty for false")
    return cell == "true"


def _read_day(cell: str) -> date:
    try:
        if len(cell) == len("2026-11-28"):
            return date.fromisoformat(cell)
    except ValueError:
        pass
    raise BadCell("not-a-date", f"{excerpt(cell)} is not a date.", "write it as 2026-11-28")


_CELLS: Final[dict[Any, Callable[[str], Any]]] = {
    str: str,
    bool: _read_flag,
    date: _read_day,
    int: _read_integer,
    Decimal: _read_decimal,
    Value: _read_value,
    Month: _read_month,
}
