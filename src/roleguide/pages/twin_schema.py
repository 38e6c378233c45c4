"""JSON Schemas of the pages' JSON twins: one for each kind of page, and one for whichever."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from msgspec import Struct

from roleguide.pages.machine import SURROUNDINGS
from roleguide.pages.schemas import DIALECT, Definitions, word_docstring, write_document
from roleguide.pages.urls import ANY_KIND, TWIN_VERSION, twin_schema_path

VERSION: Final = f"{TWIN_VERSION}.1"
"""The first number grows when a field goes away or changes its meaning, the second with any other
change of a schema. ``tests/checks/twin_docs.py`` records what the schemas of a version are."""


def make_twin_schema(kind: str, view: type[Struct]) -> dict[str, Any]:
    """Make the JSON Schema of the twins of a kind of page."""
    definitions = Definitions(SURROUNDINGS)
    described = definitions.describe(view)
    head = {
        "$schema": {"description": "This schema.", "type": "string", "format": "uri-reference"},
        "kind": {"const": kind},
        "url": {
            "description": "The page’s address; empty in a guide without a base URL.",
            "type": "string",
        },
    }
    return {
        "$schema": DIALECT,
        "title": f"JSON twin of a page: {kind}",
        "description": word_docstring(view.__doc__),
        "version": VERSION,
        "type": "object",
        "properties": head | described["properties"],
        "required": [*head, *described["required"]],
        **definitions.finish(),
    }


def make_any_schema(kinds: Iterable[str]) -> dict[str, Any]:
    """Make the JSON Schema of the twin of any page: it names the schemas of all kinds."""
    files = {kind: twin_schema_path(kind).rpartition("/")[2] for kind in kinds}
    return {
        "$schema": DIALECT,
        "title": "JSON twin of a page of any kind",
        "description": "Each page’s index.json names the schema of its kind in $schema.",
        "version": VERSION,
        "type": "object",
        "properties": {"kind": {"enum": list(files)}},
        "required": ["kind"],
        "allOf": [
            {"if": {"properties": {"kind": {"const": kind}}}, "then": {"$ref": file}}
            for kind, file in files.items()
        ],
    }


def write_twin_schema(kind: str, views: dict[str, type[Struct]]) -> bytes:
    """Write the schema of a kind of page by the views of all kinds; :data:`ANY_KIND` is a kind."""
    if kind == ANY_KIND:
        return write_document(make_any_schema(views))
    return write_document(make_twin_schema(kind, views[kind]))
