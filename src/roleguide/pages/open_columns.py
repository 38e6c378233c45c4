"""What is known of the columns of the open data: read once from the classes of its rows."""

from __future__ import annotations

import types
import typing
from functools import cache
from typing import Any, get_args, get_origin

from msgspec import Meta, Struct


class Column(typing.NamedTuple):
    """A column: ``type`` is that of its values, or of the items of a list."""

    name: str
    type: type
    is_list: bool
    optional: bool
    about: str


@cache
def columns_of(row: type[Struct]) -> tuple[Column, ...]:
    """List the columns of a row in their order."""
    hints = typing.get_type_hints(row, include_extras=True)
    return tuple(_read(name, hints[name]) for name in row.__struct_fields__)


def _read(name: str, annotation: Any) -> Column:
    about = ""
    if get_origin(annotation) is typing.Annotated:
        annotation, *notes = get_args(annotation)
        about = next(one.description or "" for one in notes if isinstance(one, Meta))
    optional = isinstance(annotation, types.UnionType)
    if optional:
        annotation = next(one for one in get_args(annotation) if one is not type(None))
    is_list = get_origin(annotation) is tuple
    if is_list:
        annotation = get_args(annotation)[0]
    return Column(name, annotation, is_list, optional, about)
