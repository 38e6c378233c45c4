"""Places of a record's values, kept beside the model and never in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from msgspec import Struct

from roleguide.content.yamltext import Mapping, Node, Scalar, Sequence
from roleguide.diagnostics import Place, Report

Path = tuple[str | int, ...]
"""Where a value stands in its record: ``("codes", 0, "code")``."""


class Marks(Struct):
    """Remembers where the values of one record were written."""

    top: Place
    _places: dict[Path, Place] = {}

    def put(self, path: Path, place: Place) -> None:
        """Remember where a value was written."""
        self._places[path] = place

    def find(self, *path: str | int) -> Place:
        """Return the place of a value, or of the nearest enclosing one that was written."""
        while path:
            if path in self._places:
                return self._places[path]
            path = path[:-1]
        return self.top


class Invalid:
    """What a decoder returns after it reported."""


INVALID: Final = Invalid()


class Context(Struct):
    """Where a decoder reports and leaves its marks."""

    report: Report
    marks: Marks

    def refuse(self, place: Place, code: str, message: str, fix: str) -> Invalid:
        """Report an error; returns :data:`INVALID` for the decoder to hand on."""
        self.report.error(place, code, message, fix)
        return INVALID

    def refuse_shape(self, node: Node, expected: str, fix: str | None = None) -> Invalid:
        """Report a list where text is expected, and the like."""
        found = {Scalar: "a text", Sequence: "a list", Mapping: "`key: value` lines"}[type(node)]
        message = f"This is {found}; expected: {expected}."
        return self.refuse(node.place, "wrong-shape", message, fix or f"write {expected}")


Decoder = Callable[[Node, Path, Context], Any]
"""Turns a node into a value, or reports and returns :data:`INVALID`."""
