"""Nodes become values by the model's field types, every mistake reported at its own place.

A decoder is compiled once for each struct from its type hints and ``msgspec.Meta`` rules. YAML's
own idea of types plays no part: ``NO`` stays text, ``0613`` keeps its zero, and a boolean is
``true`` or ``false``.
"""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Callable
from collections.abc import Mapping as MappingOf
from functools import cache
from typing import Annotated, Any, Literal, TypeVar, get_args, get_origin

import msgspec
from msgspec import Meta, Struct

from roleguide.content.keys import report_empty, report_missing, skip_key
from roleguide.content.marks import INVALID, SEPARATOR, Context, Decoder, Marks, Path
from roleguide.content.scalars import ID, SCALARS, clean, decode_choice
from roleguide.content.yamltree import Mapping, Node, Scalar, Sequence
from roleguide.diagnostics import Report, excerpt
from roleguide.guide.role import Keyed

S = TypeVar("S", bound=Struct)

NULLS = frozenset({"", "~", "null", "Null", "NULL"})
KEY_LINES = "`key: value` lines"


def decode_struct(
    node: Mapping, cls: type[S], preset: MappingOf[str, object], report: Report, marks: Marks
) -> S | None:
    """Decode a mapping as ``cls``; fields in ``preset`` are given and not expected in the file.

    Everything wrong is in ``report``. A wrong value of a field that has a default is left out;
    the result is ``None`` when one of a needed field is wrong.
    """
    fields = _fields(cls, frozenset(preset))
    values, _ = _decode_entries(fields, node, "", Context(report, marks))
    if not all(name in values for name in fields.required):
        return None
    return cls(**preset, **values)


@cache
def field_types(cls: type[Struct]) -> dict[str, Any]:
    """Return a struct's fields and their annotations, ``Annotated`` kept."""
    hints = typing.get_type_hints(cls, include_extras=True)
    return {field.name: hints[field.name] for field in msgspec.structs.fields(cls)}


class _Fields(Struct, frozen=True):
    """The keys of a mapping, how to read them and what they add to a path."""

    decoders: dict[str, tuple[Decoder, Path]]
    required: tuple[str, ...]


@cache
def _fields(cls: type[Struct], preset: frozenset[str]) -> _Fields:
    return _Fields(
        {
            name: (_decoder(hint), SEPARATOR + name)
            for name, hint in field_types(cls).items()
            if name not in preset
        },
        tuple(
            field.name
            for field in msgspec.structs.fields(cls)
            if field.required and field.name not in preset
        ),
    )


def _decode_entries(
    fields: _Fields, node: Mapping, path: Path, context: Context
) -> tuple[dict[str, Any], bool]:
    """Decode what can be decoded; the second result tells whether that was everything."""
    values: dict[str, Any] = {}
    fine = True
    known, places = fields.decoders, context.marks.places
    for key, value in node.entries:
        name = key.text
        found = known.get(name)
        if found is None:
            fine = skip_key(key, value, known, context) and fine
            continue
        decoder, step = found
        here = path + step
        if type(value) is not Scalar:
            places[here] = (key.line, key.column)
        else:
            places[here] = (value.line, value.column)
            if value.text in NULLS and value.plain:
                report_empty(key, value, context)
                fine = False
                continue
        decoded = decoder(value, here, context)
        if decoded is INVALID:
            fine = False
        else:
            values[name] = decoded
    for name in fields.required:
        if name not in values and all(key.text != name for key, _ in node.entries):
            report_missing(node, name, context)
            fine = False
    return values, fine


def _struct_decoder(cls: type[Struct], preset: frozenset[str]) -> Decoder:
    """Make the decoder of a mapping; its result is a dict of keyword arguments."""

    def decode(node: Node, path: Path, context: Context) -> Any:
        if not isinstance(node, Mapping):
            fix = f"write {KEY_LINES}; keys: {', '.join(_fields(cls, preset).decoders)}"
            if isinstance(node, Sequence):
                fix = f"write {KEY_LINES}, without dashes or brackets"
            elif re.match(r"[\w-]+:\S", node.text):
                fix = "write a space after the colon"
            return context.refuse_shape(node, KEY_LINES, fix)
        values, fine = _decode_entries(_fields(cls, preset), node, path, context)
        return values if fine else INVALID

    return decode


@cache
def _decoder(annotation: Any) -> Decoder:
    meta: tuple[Meta, ...] = ()
    if get_origin(annotation) is Annotated:
        annotation, *extras = get_args(annotation)
        meta = tuple(extra for extra in extras if isinstance(extra, Meta))
    origin = get_origin(annotation)
    keyed = next((m.extra["keyed"] for m in meta if m.extra and "keyed" in m.extra), None)
    if keyed is not None:
        return _keyed_decoder(get_args(annotation)[0], keyed)
    if origin in (typing.Union, types.UnionType):
        return _union_decoder(annotation, meta)
    if origin is Literal:
        return decode_choice(get_args(annotation))
    if origin is tuple:
        return _tuple_decoder(get_args(annotation)[0], meta)
    if isinstance(annotation, type) and issubclass(annotation, Struct):
        return _nested_decoder(annotation)
    return SCALARS[annotation](meta)


def _union_decoder(annotation: Any, meta: tuple[Meta, ...]) -> Decoder:
    options = [option for option in get_args(annotation) if option is not type(None)]
    if len(options) == 1:
        only = options[0]
        return _decoder(Annotated[only, meta[0]] if meta else only)
    choices = [option for option in options if get_origin(option) is Literal]
    words = tuple(word for choice in choices for word in get_args(choice))
    if len(choices) == len(options):
        return decode_choice(words)
    kind = next(option for option in options if option not in choices)
    other = _decoder(kind)
    if isinstance(kind, type) and hasattr(kind, "from_text"):
        return lambda node, path, context: (
            node.text
            if isinstance(node, Scalar) and node.text in words
            else other(node, path, context)
        )

    def decode(node: Node, path: Path, context: Context) -> Any:
        if isinstance(node, Scalar):
            if node.text in words:
                return node.text
            message = f"This is a text; expected: a list, or the word {words[0]}."
            fix = f"write a list with “- ” before each item, or the word {words[0]}"
            return context.refuse(node, "wrong-shape", message, fix)
        return other(node, path, context)

    return decode


def _tuple_decoder(item: Any, meta: tuple[Meta, ...]) -> Decoder:
    decoder = _decoder(item)
    low = next((m.min_length for m in meta if m.min_length is not None), 0)
    high = next((m.max_length for m in meta if m.max_length is not None), None)

    def decode(node: Node, path: Path, context: Context) -> Any:
        if not isinstance(node, Sequence):
            fix = "write it as a list: “- ” before each item, on lines of their own"
            if isinstance(node, Scalar) and len(node.text) < 40:
                words = get_args(item) if get_origin(item) is Literal else ()
                fix = f"write it as a list: [{node.text}]"
                if words and node.text not in words:
                    none = "" if low else "; [] is none of them"
                    fix = f"write a list of any of these: {', '.join(words)}{none}"
            return context.refuse_shape(node, "a list", fix)
        values: dict[Any, None] = {}
        fine = True
        places, step = context.marks.places, path + SEPARATOR
        for index, child in enumerate(node.items):
            here = f"{step}{index}"
            places[here] = (child.line, child.column)
            value = decoder(child, here, context)
            if value is INVALID:
                fine = False
            elif value in values:
                context.error(
                    child,
                    "duplicate-item",
                    "The list holds this item twice.",
                    "remove one of the two",
                )
                fine = False
            else:
                values[value] = None
        if fine and (len(values) < low or (high is not None and len(values) > high)):
            bounds = f"at least {low}" if len(values) < low else f"at most {high}"
            message = f"The list has {len(values)} items; it needs {bounds}."
            return context.refuse(node, "wrong-count", message, "add or remove items")
        return tuple(values) if fine else INVALID

    return decode


def _nested_decoder(cls: type[Struct]) -> Decoder:
    """Decode a struct written as a mapping or, where it has ``from_text``, as one word or line."""
    from_text: Callable[[str], Struct] | None = getattr(cls, "from_text", None)
    decode_mapping = _struct_decoder(cls, frozenset())

    def decode(node: Node, path: Path, context: Context) -> Any:
        if isinstance(node, Scalar) and from_text is not None:
            try:
                return from_text(clean(node.text))
            except ValueError as error:
                message = f"{excerpt(node.text)} can’t be read."
                return context.refuse(node, "bad-value", message, str(error))
        values = decode_mapping(node, path, context)
        return INVALID if values is INVALID else cls(**values)

    return decode


def _keyed_decoder(item: type[Struct], keyed: Keyed) -> Decoder:
    """Decode a mapping whose keys and values are the structs of a tuple."""
    leaf_type = get_args(field_types(item)[keyed.group])[0] if keyed.group else item
    decode_leaf = _leaf_decoder(leaf_type, keyed)
    names = frozenset(field_types(leaf_type)) - {keyed.key}
    example = f"write `{keyed.key}: {keyed.short}` lines, without dashes or brackets"

    def decode_group(key: Scalar, value: Node, path: Path, context: Context) -> Any:
        context.marks.places[path + SEPARATOR + key.text] = (key.line, key.column)
        if not isinstance(value, Mapping):
            empty = isinstance(value, Scalar)
            return context.refuse(
                key,
                "wrong-shape",
                f"The group {excerpt(key.text)} holds {'nothing' if empty else 'a list'}.",
                f"write a line `{keyed.key}: {keyed.short}` for each of its items",
            )
        if not value.entries:
            message = f"The group {excerpt(key.text)} holds nothing."
            return context.refuse(key, "empty-value", message, "fill it, or remove it")
        inside = f"{path}{SEPARATOR}{key.text}" if keyed.shared else path
        inner = [decode_leaf(*entry, inside, context) for entry in value.entries]
        return INVALID if INVALID in inner else item(clean(key.text), tuple(inner))

    def decode(node: Node, path: Path, context: Context) -> Any:
        if not isinstance(node, Mapping):
            return context.refuse_shape(node, f"`{keyed.key}: {keyed.short}` lines", example)
        loose: list[Any] = []
        groups: list[Any] = []
        for key, value in node.entries:
            if keyed.shared and isinstance(value, Scalar) and value.empty:
                message = f"The key {excerpt(key.text)} has no value."
                fix = f"write `{key.text}: {{{keyed.key}: {keyed.short}}}`, or remove the line"
                groups.append(context.refuse(key, "empty-value", message, fix))
            elif keyed.group and _is_group(key, value, names):
                groups.append(decode_group(key, value, path, context))
            else:
                loose.append(decode_leaf(key, value, path, context))
        if INVALID in loose or INVALID in groups:
            return INVALID
        if not keyed.group:
            return tuple(loose)
        return (*groups, item("", tuple(loose))) if loose else tuple(groups)

    return decode


def _is_group(key: Scalar, value: Node, names: frozenset[str]) -> bool:
    """Tell a title with items below from an item: an item's mapping has keys of its own."""
    if isinstance(value, Mapping):
        return not any(inner.text in names for inner, _ in value.entries)
    return not re.match(ID, key.text) and (isinstance(value, Sequence) or value.empty)


def _leaf_decoder(
    leaf_type: type[Struct], keyed: Keyed
) -> Callable[[Scalar, Node, Path, Context], Any]:
    """Decode one key and value of a keyed mapping."""
    decode_short = _decoder(field_types(leaf_type)[keyed.short])
    decode_full = _struct_decoder(leaf_type, frozenset({keyed.key}))
    decode_key = _decoder(field_types(leaf_type)[keyed.key])
    needed = [
        field.name
        for field in msgspec.structs.fields(leaf_type)
        if field.required and field.name not in (keyed.key, keyed.short)
    ]

    def decode(key: Scalar, value: Node, path: Path, context: Context) -> Any:
        here = path + SEPARATOR + key.text
        context.marks.places[here] = (key.line, key.column)
        name = decode_key(key, path, context)
        if isinstance(value, Scalar):
            if value.empty:
                message = f"The key {excerpt(key.text)} has no value."
                fix = f"write its {keyed.short}, or remove the line"
                return context.refuse(key, "empty-value", message, fix)
            if needed:
                example = ", ".join(f"{name}: …" for name in (keyed.short, *needed))
                expected = f"`{{{example}}}`"
                return context.refuse_shape(value, expected, f"write `{key.text}: {{{example}}}`")
            decoded = decode_short(value, path, context)
            rest: Any = INVALID if decoded is INVALID else {keyed.short: decoded}
        else:
            rest = decode_full(value, here, context)
        if name is INVALID or rest is INVALID:
            return INVALID
        return leaf_type(**{keyed.key: name}, **rest)

    return decode
