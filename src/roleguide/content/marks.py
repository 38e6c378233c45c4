"""Places of a record's values, kept beside the model and never in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from msgspec import Struct

from roleguide.content.yamltree import Mapping, Node, Scalar, Sequence
from roleguide.diagnostics import Place, Report

SEPARATOR: Final = "\x1f"
"""Stands before each step of a path; no key can hold it, because it is a forbidden character."""

Path = str
"""Where a value stands in its record: ``("codes", 0, "code")`` as one text, empty for the record
itself."""


class Marks(Struct, array_like=True):
    """Remembers where the values of one record were written. Plain data, quick to store."""

    top: Place
    places: dict[Path, tuple[int, int]] = {}
    """Line and column by path."""

    def find(self, *path: str | int) -> Place:
        """Return the place of a value, or of the nearest enclosing one that was written."""
        steps = [str(step) for step in path]
        while steps:
            found = self.places.get(SEPARATOR + SEPARATOR.join(steps))
            if found is not None:
                return Place(self.top.path, *found)
            steps.pop()
        return self.top


class Invalid:
    """What a decoder returns after it reported."""


INVALID: Final = Invalid()


class Context(Struct):
    """Where a decoder reports and leaves its marks."""

    report: Report
    marks: Marks

    def error(self, node: Node, code: str, message: str, fix: str) -> None:
        """Report an error at a node."""
        self.report.error(Place(self.marks.top.path, node.line, node.column), code, message, fix)

    def refuse(self, node: Node, code: str, message: str, fix: str) -> Invalid:
        """Report an error; returns :data:`INVALID` for the decoder to hand on."""
        self.error(node, code, message, fix)
        return INVALID

    def refuse_shape(self, node: Node, expected: str, fix: str | None = None) -> Invalid:
        """Report a list where text is expected, and the like."""
        found = {Scalar: "a text", Sequence: "a list", Mapping: "`key: value` lines"}[type(node)]
        message = f"This is {found}; expected: {expected}."
        return self.refuse(node, "wrong-shape", message, fix or f"write {expected}")


Decoder = Callable[[Node, Path, Context], Any]
"""Turns a node into a value, or reports and returns :data:`INVALID`."""
