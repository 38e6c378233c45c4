"""JSON Schemas (2020-12) of what is published, made from the classes that it is made of."""

from __future__ import annotations

import re
import types
import typing
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Final, get_args, get_origin

import msgspec
from msgspec import Meta, Struct

from roleguide.pages.view_parts import Address
from roleguide.pages.written import Written

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
TYPES: Final[dict[Any, dict[str, str]]] = {
    str: {"type": "string"},
    Address: {"type": "string"},
    Written: {"type": "string", "contentMediaType": "text/markdown"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    Decimal: {"type": "number"},
    date: {"type": "string", "format": "date"},
    types.NoneType: {"type": "null"},
}
_ELEMENT: Final = re.compile(r"^[LR]\d+[^:]*[:.] ?")
"""The id of a page element, with which some docstrings begin."""


@cache
def _hints(struct: type[Struct]) -> dict[str, Any]:
    return typing.get_type_hints(struct, include_extras=True)


def word_docstring(docstring: str | None) -> str:
    """Say in a line what a class stands for, by its docstring; nothing without one."""
    text = _ELEMENT.sub("", " ".join((docstring or "").split())).replace("``", "`")
    return f"{text[:1].upper()}{text[1:]}"


class Definitions:
    """The classes that a schema refers to, each described once under ``$defs``."""

    def __init__(self, left_out: frozenset[str] = frozenset()) -> None:
        """Describe classes without fields that are ``left_out`` of what is published."""
        self._left_out = left_out
        self._made: dict[str, tuple[type[Struct], dict[str, Any]]] = {}

    def describe(self, struct: type[Struct]) -> dict[str, Any]:
        """Describe an object with the fields of a class, of which none is ever left out; a class
        that is written as a list (``array_like``) is a list of their values in their order."""
        fields = {
            name: self._describe(_hints(struct)[name])
            for name in struct.__struct_fields__
            if name not in self._left_out
        }
        if struct.__struct_config__.array_like:
            values = [{"title": name, **said} for name, said in fields.items()]
            return {"type": "array", "prefixItems": values, "minItems": len(values)}
        return {"type": "object", "properties": fields, "required": list(fields)}

    def finish(self) -> dict[str, Any]:
        """Return ``$defs`` with every class that was met, or nothing without any."""
        made = {name: self._made[name][1] for name in sorted(self._made)}
        return {"$defs": made} if made else {}

    def _describe(self, hint: Any) -> dict[str, Any]:
        """Describe a type. ``TypeError`` for one that has no form in JSON here."""
        origin = get_origin(hint)
        if origin is typing.Annotated:
            inner, *notes = get_args(hint)
            said = (one.description for one in notes if isinstance(one, Meta) and one.description)
            return {"description": next(said, ""), **self._describe(inner)}
        if origin is tuple:
            return {"type": "array", "items": self._describe(get_args(hint)[0])}
        if origin is types.UnionType:
            return self._one_of(get_args(hint))
        if isinstance(hint, type) and issubclass(hint, Struct):
            return self._refer(hint)
        if hint not in TYPES:
            raise TypeError(hint)
        return dict(TYPES[hint])

    def _one_of(self, hints: tuple[Any, ...]) -> dict[str, Any]:
        parts = [self._describe(hint) for hint in hints]
        if len(parts) == 2 and parts[1] == {"type": "null"} and "type" in parts[0]:
            return {**parts[0], "type": [parts[0]["type"], "null"]}
        return {"anyOf": parts}

    def _refer(self, struct: type[Struct]) -> dict[str, Any]:
        name = struct.__name__
        if name not in self._made:
            made: dict[str, Any] = {}
            self._made[name] = struct, made  # before its fields: a class may hold its own kind
            about = word_docstring(struct.__doc__)
            made.update({"description": about} if about else {}, **self.describe(struct))
        assert self._made[name][0] is struct, f"two classes are called {name}"
        return {"$ref": f"#/$defs/{name}"}


def write_document(document: object) -> bytes:
    """Write a JSON document that people may read, too."""
    return msgspec.json.format(msgspec.json.encode(document), indent=1) + b"\n"
