"""Facts: what a page asked, and the digest of the answer it got.

A page's view function receives a :class:`Reader` and nothing else. Everything it can learn is the
answer to a question, and every question it asks is recorded. That is the whole dependency tracking.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from hashlib import blake2b
from typing import Any, Final, Generic, Literal, TypeVar, get_args, get_origin

import msgspec
from msgspec import Struct

A = TypeVar("A")

Question = tuple[str, ...]
"""A kind's name and its arguments: ``("card", "registered-nurse")``."""

_ATOMS: Final = frozenset({type(None), bool, int, str, bytes, Decimal, date})


class Fact(Struct, frozen=True):
    """A question and the digest of its answer."""

    question: Question
    digest: bytes


class Kind(Generic[A]):
    """A kind of question whose answers have one type.

    The type is checked when the kind is made: answers are built of frozen structs, tuples, text,
    whole numbers, Decimal, dates and ``None``. Floats, sets and dicts have no canonical form and
    are refused (``TypeError``), and so are unions of types that are encoded alike.
    """

    def __init__(self, name: str, answer: Any) -> None:
        _check_type(answer)
        self.name = name
        self.answer = answer

    def __repr__(self) -> str:
        return f"Kind({self.name!r})"


@cache
def _check_type(annotation: Any) -> None:
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


def digest_answer(answer: object) -> bytes:
    """Digest an answer (BLAKE2b, 128 bits) over its type's name and its fields in their order.

    Equal digests mean equal answers: the kind fixes each field's type (see :class:`Kind`), and
    MessagePack writes lengths before contents.
    """
    name = type(answer).__qualname__.encode()
    encoded = msgspec.msgpack.encode(answer)
    return blake2b(name + b"\0" + encoded, digest_size=16).digest()


class Oracle:
    """Answers the questions of one build; an answer and its digest are computed once."""

    def __init__(self, answers: Mapping[str, Callable[..., object]]) -> None:
        self._answers = answers
        self._known: dict[Question, object] = {}
        self._digests: dict[Question, bytes] = {}

    def answer(self, question: Question) -> object:
        """Return the answer; ``KeyError`` when no such kind of question exists."""
        try:
            return self._known[question]
        except KeyError:
            found = self._answers[question[0]](*question[1:])
            self._known[question] = found
            return found

    def digest(self, question: Question) -> bytes:
        """Return the digest of the answer."""
        try:
            return self._digests[question]
        except KeyError:
            digest = digest_answer(self.answer(question))
            self._digests[question] = digest
            return digest

    def facts(self, questions: Mapping[Question, None]) -> tuple[Fact, ...]:
        """Turn recorded questions into facts, in the order in which they were asked."""
        return tuple(Fact(question, self.digest(question)) for question in questions)


class Reader:
    """The one door through which a page learns anything."""

    def __init__(self, oracle: Oracle) -> None:
        self._oracle = oracle
        self.asked: dict[Question, None] = {}

    def ask(self, kind: Kind[A], *arguments: str) -> A:
        """Record the question and return the answer."""
        question = (kind.name, *arguments)
        self.asked[question] = None
        return self._oracle.answer(question)  # type: ignore[return-value]
