"""Nodes become values by the model's field types, every mistake reported at its own place in one pass.

A decoder is compiled once for each struct from its type hints and ``msgspec.Meta`` rules. YAML's own idea of
types plays no part: ``NO`` stays text, ``0613`` keeps its zero, and a boolean is ``true`` or ``false``.
"""

from __future__ import annotations

import re
import types
import typing
import unicodedata
from collections.abc import Callable, Mapping as MappingOf
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Final, Literal, TypeVar, get_args, get_origin

import msgspec
from msgspec import Meta, Struct

from roleguide.content.yamltext import Mapping, Node, Scalar, Sequence
from roleguide.diagnostics import Place, Report, excerpt, suggest
from roleguide.guide.role import Keyed

S = TypeVar("S", bound=Struct)

Path = tuple[str | int, ...]
"""Where a value stands in its record: ``("codes", 0, "code")``."""


class Marks:
    """Places of a record's values, kept beside the model and never in it."""

    def __init__(self, top: Place) -> None:
        self.top = top
        self._places: dict[Path, Place] = {}

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

    def has(self, *path: str | int) -> bool:
        """Tell whether the value was written at all."""
        return path in self._places


class _Invalid:
    """What a decoder returns after it reported."""


INVALID: Final = _Invalid()


class Context(Struct):
    """Where a decoder reports and leaves its marks."""

    report: Report
    marks: Marks


Decoder = Callable[[Node, Path, Context], Any]


def decode_struct(
    node: Mapping, cls: type[S], preset: MappingOf[str, object], report: Report, marks: Marks
) -> S | None:
    """Decode a mapping as ``cls``; fields in ``preset`` are given and not expected in the file.

    Returns ``None`` when a value or a required field is wrong; everything wrong is in ``report``.
    """
    value = _struct_decoder(cls, frozenset(preset))(node, (), Context(report, marks))
    if isinstance(value, _Invalid):
        return None
    return cls(**preset, **value)


def decode_text(text: str, annotation: Any, place: Place, report: Report) -> Any:
    """Decode one table cell as a field type; :data:`INVALID` after reporting."""
    return _decoder(annotation)(
        Scalar(text, False, place), (), Context(report, Marks(place))
    )


@cache
def field_types(cls: type[Struct]) -> dict[str, Any]:
    """Return a struct's fields and their annotations, ``Annotated`` kept."""
    hints = typing.get_type_hints(cls, include_extras=True)
    return {field.name: hints[field.name] for field in msgspec.structs.fields(cls)}


@cache
def _struct_decoder(cls: type[Struct], preset: frozenset[str]) -> Decoder:
    """Compile the decoder of a mapping; its result is a dict of keyword arguments."""
    decoders = {
        name: _decoder(hint) for name, hint in field_types(cls).items() if name not in preset
    }
    required = [
        field.name
        for field in msgspec.structs.fields(cls)
        if field.required and field.name not in preset
    ]

    def decode(node: Node, path: Path, context: Context) -> Any:
        if not isinstance(node, Mapping):
            return _wrong_shape(node, "`key: value` lines", context)
        values: dict[str, object] = {}
        fine = True
        for key, value in node.entries:
            name = key.text
            if name.startswith("x-"):
                continue
            decoder = decoders.get(name)
            if decoder is None:
                _report_unknown_key(key, value, decoders, context)
                fine = False
                continue
            context.marks.put((*path, name), value.place)
            if isinstance(value, Scalar) and value.empty:
                context.report.error(
                    key.place,
                    "empty-value",
                    f"The key {excerpt(name)} has no value.",
                    "give it a value, or remove the line",
                )
                fine = False
                continue
            decoded = decoder(value, (*path, name), context)
            if decoded is INVALID:
                fine = False
            else:
                values[name] = decoded
        written = {key.text for key, _ in node.entries}
        for name in required:
            if name not in written:
                context.report.error(
                    node.place,
                    "missing-key",
                    f"The key {excerpt(name)} is missing.",
                    f"add a line `{name}: …`",
                )
                fine = False
        return values if fine else INVALID

    return decode


def _report_unknown_key(
    key: Scalar, value: Node, known: MappingOf[str, Decoder], context: Context
) -> None:
    if isinstance(value, Scalar) and value.empty and " " in key.text:
        # {why: first, second} is two keys to YAML; editors meant one text.
        context.report.error(
            key.place,
            "text-cut-by-comma",
            f"The text was cut before {excerpt(key.text)}: a comma inside braces starts a new key.",
            "put the whole text in quotes",
        )
        return
    otherwise = "remove the line, or start your own keys with x-; known keys: " + ", ".join(known)
    context.report.error(
        key.place,
        "unknown-key",
        f"There is no key {excerpt(key.text)} here.",
        suggest(key.text, known, otherwise),
    )


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
        return _literal_decoder(get_args(annotation))
    if origin is tuple:
        return _tuple_decoder(get_args(annotation)[0], meta)
    if isinstance(annotation, type) and issubclass(annotation, Struct):
        return _nested_decoder(annotation)
    return _SCALARS[annotation](meta)


def _union_decoder(annotation: Any, meta: tuple[Meta, ...]) -> Decoder:
    options = [option for option in get_args(annotation) if option is not type(None)]
    if len(options) == 1:
        only = options[0]
        return _decoder(Annotated[only, meta[0]] if meta else only)
    word = next(option for option in options if get_origin(option) is Literal)
    other = _decoder(next(option for option in options if option is not word))
    words = get_args(word)

    def decode(node: Node, path: Path, context: Context) -> Any:
        if isinstance(node, Scalar) and node.text in words:
            return node.text
        return other(node, path, context)

    return decode


def _literal_decoder(words: tuple[str, ...]) -> Decoder:
    allowed = frozenset(words)

    def decode(node: Node, path: Path, context: Context) -> Any:
        if not isinstance(node, Scalar):
            return _wrong_shape(node, "one word", context)
        if node.text in allowed:
            return node.text
        context.report.error(
            node.place,
            "unknown-value",
            f"{excerpt(node.text)} is not one of the values allowed here.",
            suggest(node.text, words, "write one of: " + ", ".join(words)),
        )
        return INVALID

    return decode


def _tuple_decoder(item: Any, meta: tuple[Meta, ...]) -> Decoder:
    decoder = _decoder(item)
    low = next((m.min_length for m in meta if m.min_length is not None), 0)
    high = next((m.max_length for m in meta if m.max_length is not None), None)

    def decode(node: Node, path: Path, context: Context) -> Any:
        if not isinstance(node, Sequence):
            return _wrong_shape(node, "a list", context)
        values = []
        fine = True
        for index, child in enumerate(node.items):
            here = (*path, index)
            context.marks.put(here, child.place)
            value = decoder(child, here, context)
            if value is INVALID:
                fine = False
            elif value in values:
                context.report.error(
                    child.place,
                    "duplicate-item",
                    "The list holds this item twice.",
                    "remove one of the two",
                )
                fine = False
            else:
                values.append(value)
        if fine and (len(values) < low or (high is not None and len(values) > high)):
            bounds = f"at least {low}" if len(values) < low else f"at most {high}"
            context.report.error(
                node.place,
                "wrong-count",
                f"The list has {len(values)} items; it needs {bounds}.",
                "add or remove items",
            )
            fine = False
        return tuple(values) if fine else INVALID

    return decode


def _nested_decoder(cls: type[Struct]) -> Decoder:
    """Decode a struct written as a mapping or, where it has ``from_text``, as one word or line."""
    from_text: Callable[[str], Struct] | None = getattr(cls, "from_text", None)

    def decode(node: Node, path: Path, context: Context) -> Any:
        if isinstance(node, Scalar) and from_text is not None:
            try:
                return from_text(_clean(node.text))
            except ValueError as error:
                context.report.error(
                    node.place,
                    "bad-value",
                    f"{excerpt(node.text)} can’t be read.",
                    str(error),
                )
                return INVALID
        values = _struct_decoder(cls, frozenset())(node, path, context)
        return INVALID if values is INVALID else cls(**values)

    return decode


def _keyed_decoder(item: type[Struct], keyed: Keyed) -> Decoder:
    """Decode a mapping whose keys and values are the structs of a tuple."""
    leaf_type = item
    if keyed.group:
        leaf_type = get_args(field_types(item)[keyed.group])[0]
    short = _decoder(field_types(leaf_type)[keyed.short])
    full = _struct_decoder(leaf_type, frozenset({keyed.key}))
    key_decoder = _decoder(field_types(leaf_type)[keyed.key])

    def decode_leaf(key: Scalar, value: Node, path: Path, context: Context) -> Any:
        context.marks.put((*path, key.text), key.place)
        name = key_decoder(key, path, context)
        if isinstance(value, Scalar):
            if value.empty:
                context.report.error(
                    key.place,
                    "empty-value",
                    f"The key {excerpt(key.text)} has no value.",
                    f"write its {keyed.short}, or remove the line",
                )
                return INVALID
            decoded = short(value, path, context)
            rest: Any = INVALID if decoded is INVALID else {keyed.short: decoded}
        else:
            rest = full(value, (*path, key.text), context)
        return INVALID if name is INVALID or rest is INVALID else leaf_type(**{keyed.key: name}, **rest)

    def decode(node: Node, path: Path, context: Context) -> Any:
        if not isinstance(node, Mapping):
            return _wrong_shape(node, f"`{keyed.key}: {keyed.short}` lines", context)
        loose: list[Any] = []
        groups: list[Any] = []
        fine = True
        for key, value in node.entries:
            if keyed.group and isinstance(value, Mapping) and value.get(keyed.short) is None:
                context.marks.put((*path, key.text), key.place)
                inner = [decode_leaf(*entry, path, context) for entry in value.entries]
                fine = fine and INVALID not in inner
                groups.append(item(_clean(key.text), tuple(inner)))
            else:
                leaf = decode_leaf(key, value, path, context)
                fine = fine and leaf is not INVALID
                loose.append(leaf)
        if not fine:
            return INVALID
        if not keyed.group:
            return tuple(loose)
        return (*groups, item("", tuple(loose))) if loose else tuple(groups)

    return decode


def _text_decoder(meta: tuple[Meta, ...]) -> Decoder:
    low = next((m.min_length for m in meta if m.min_length is not None), 0)
    high = next((m.max_length for m in meta if m.max_length is not None), None)
    pattern = next((re.compile(m.pattern) for m in meta if m.pattern is not None), None)

    def decode(node: Node, path: Path, context: Context) -> Any:
        if not isinstance(node, Scalar):
            return _wrong_shape(node, "one text", context)
        text = _clean(node.text)
        if len(text) < low:
            return _refuse(node, "too-short", f"The text has {len(text)} characters; it needs at least {low}.", "write more", context)
        if high is not None and len(text) > high:
            return _refuse(node, "too-long", f"The text has {len(text)} characters; at most {high} fit.", f"shorten it by {len(text) - high}", context)
        if pattern is not None and not pattern.search(text):
            return _refuse(node, "bad-value", f"{excerpt(text)} does not have the form that is needed here.", _pattern_fix(pattern.pattern), context)
        return text

    return decode


def _pattern_fix(pattern: str) -> str:
    known = {
        "^https://": "write a full address that starts with https://",
        r"^[a-z0-9]+(-[a-z0-9]+)*$": "write an id: small letters, digits and single hyphens",
        r"^([01]\d|2[0-3]):[0-5]\d$": "write a time as \"07:30\"",
        r"^\d{2}-0000$": "write a SOC major group as 15-0000",
    }
    return known.get(pattern, f"it must match {pattern}")


def _integer_decoder(meta: tuple[Meta, ...]) -> Decoder:
    low = next((m.ge for m in meta if m.ge is not None), None)
    high = next((m.le for m in meta if m.le is not None), None)

    def decode(node: Node, path: Path, context: Context) -> Any:
        if not isinstance(node, Scalar):
            return _wrong_shape(node, "a whole number", context)
        text = node.text
        if not re.fullmatch(r"-?(0|[1-9][0-9]{0,17})", text):
            fix = "write a whole number in digits, without separators"
            if re.fullmatch(r"-?0[0-9]+", text):
                fix = f"write {text.lstrip('-0') or '0'}, or quote it where text is meant"
            return _refuse(node, "not-a-number", f"{excerpt(text)} is not a whole number.", fix, context)
        value = int(text)
        if (low is not None and value < low) or (high is not None and value > high):
            span = f"at least {low}" if high is None else f"from {low} to {high}"
            return _refuse(node, "out-of-range", f"{text} is out of range.", f"write a number {span}", context)
        return value

    return decode


def _decimal_decoder(meta: tuple[Meta, ...]) -> Decoder:
    def decode(node: Node, path: Path, context: Context) -> Any:
        if not isinstance(node, Scalar):
            return _wrong_shape(node, "a number", context)
        if not re.fullmatch(r"-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,6})?", node.text):
            return _refuse(node, "not-a-number", f"{excerpt(node.text)} is not a number.", "write digits with a point for decimals, without separators or signs of a currency", context)
        return Decimal(node.text)

    return decode


def _boolean_decoder(meta: tuple[Meta, ...]) -> Decoder:
    def decode(node: Node, path: Path, context: Context) -> Any:
        if isinstance(node, Scalar) and node.text in ("true", "false"):
            return node.text == "true"
        if isinstance(node, Scalar):
            return _refuse(node, "not-a-boolean", f"{excerpt(node.text)} is neither true nor false.", "write true or false", context)
        return _wrong_shape(node, "true or false", context)

    return decode


def _date_decoder(meta: tuple[Meta, ...]) -> Decoder:
    def decode(node: Node, path: Path, context: Context) -> Any:
        if not isinstance(node, Scalar):
            return _wrong_shape(node, "a date", context)
        text = node.text
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return _refuse(node, "not-a-date", f"{excerpt(text)} is not a date.", "write a date as 2026-11-21", context)
        try:
            return date(int(text[:4]), int(text[5:7]), int(text[8:]))
        except ValueError:
            return _refuse(node, "not-a-date", f"{text} is not a real date.", "check the month and the day", context)

    return decode


_SCALARS: Final[dict[Any, Callable[[tuple[Meta, ...]], Decoder]]] = {
    str: _text_decoder,
    int: _integer_decoder,
    Decimal: _decimal_decoder,
    bool: _boolean_decoder,
    date: _date_decoder,
}


def _clean(text: str) -> str:
    """One line, composed characters (NFC): what every text of the front matter is."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


def _refuse(node: Scalar, code: str, message: str, fix: str, context: Context) -> _Invalid:
    context.report.error(node.place, code, message, fix)
    return INVALID


def _wrong_shape(node: Node, expected: str, context: Context) -> _Invalid:
    found = {Scalar: "one text", Sequence: "a list", Mapping: "`key: value` lines"}[type(node)]
    fix = f"write {expected}"
    if expected == "a list" and isinstance(node, Scalar):
        fix = f"write it as a list: [{node.text}]" if len(node.text) < 40 else "write it as a list: [first, second]"
    context.report.error(
        node.place, "wrong-shape", f"Here stands {found}; {expected} is expected.", fix
    )
    return INVALID
