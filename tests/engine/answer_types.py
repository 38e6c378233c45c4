"""Which types answers may have: those whose encoding, and so whose digest, is theirs alone.

Looking through the types of all kinds takes a tenth of a small build. They change with the source
only, so tests look and builds don't.
"""

from __future__ import annotations

import types
import typing
from datetime import date
from decimal import Decimal
from typing import Any, Final, Literal, get_args, get_origin

from msgspec import Struct

_ATOMS: Final = frozenset({type(None), bool, int, str, bytes, Decimal, date})


def check_answer_type(annotation: Any) -> None:
    """Refuse a type whose digests would not be stable; ``TypeError`` says why."""
    _check(annotation, set())


def _check(annotation: Any, seen: set[Any]) -> None:
    origin = get_origin(annotation)
    if annotation in _ATOMS or origin is Literal or annotation is None or annotation in seen:
        return
    if origin is typing.Annotated:
        _check(get_args(annotation)[0], seen)
    elif origin in (typing.Union, types.UnionType, tuple):
        parts = [part for part in get_args(annotation) if part is not Ellipsis]
        if origin is not tuple:
            _check_union(annotation, parts)
        for part in parts:
            _check(part, seen)
    elif isinstance(annotation, type) and issubclass(annotation, Struct):
        seen.add(annotation)
        if not annotation.__struct_config__.frozen:
            raise TypeError(f"{annotation.__name__} is not frozen: an answer must not change")
        for hint in typing.get_type_hints(annotation).values():
            if get_origin(hint) is not typing.ClassVar:
                _check(hint, seen)
    else:
        raise TypeError(f"an answer can't hold {annotation!r}: its digest would not be stable")


def _check_union(annotation: Any, parts: list[Any]) -> None:
    """Refuse a union in which two unequal answers could have one encoding."""
    forms = [form for part in parts if (form := _form(part))]
    if len(forms) > len(set(forms)):
        raise TypeError(f"an answer can't hold {annotation!r}: two of its types are encoded alike")


def _form(annotation: Any) -> object:
    """Return what an encoding starts with; ``None`` where that shows the type."""
    origin = get_origin(annotation)
    if origin is typing.Annotated:
        return _form(get_args(annotation)[0])
    if annotation in {str, Decimal, date}:
        return "text"
    if origin is tuple:
        return "array"
    if isinstance(annotation, type) and issubclass(annotation, Struct):
        config = annotation.__struct_config__
        return ("array" if config.array_like else "map") if config.tag is None else config.tag
    return None
