"""Numbers as statistical offices write them: with separators, or signs that stand for none."""

from __future__ import annotations

from collections.abc import Container
from decimal import Decimal, InvalidOperation

from roleguide.diagnostics import excerpt
from roleguide.importers.refusal import refuse
from roleguide.importers.sheet import Row


def read_published(
    row: Row, column: str, absent: Container[str], wanted: str = "a number"
) -> Decimal | None:
    """Read a finite number; ``None`` for the signs that stand for none.

    What is neither is refused, in a sentence that says what was ``wanted``.
    """
    text = row[column]
    if text in absent:
        return None
    try:
        number = Decimal(text.replace(",", ""))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise refuse(
            row.place(column),
            "not-a-number",
            f"{excerpt(text)} below {excerpt(column)} is not {wanted}.",
            "check that the file is as its publisher gives it out",
        )
    return number
