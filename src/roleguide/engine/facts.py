"""Facts: what a page asked, and the digest of the answer it got.

A page's view function receives a :class:`Reader` and nothing else. Everything it can learn is the
answer to a question, and every question it asks is recorded. That is the whole dependency tracking.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from hashlib import blake2b
from typing import Any, Final, Generic, Protocol, TypeVar

import msgspec
from msgspec import Struct

from roleguide.inputs import Inputs, Ledger, unpack_numbers

A = TypeVar("A")

Question = tuple[str, ...]
"""A kind's name and its arguments: ``("card", "registered-nurse")``."""


class Known(Struct, frozen=True, array_like=True):
    """A fact: a question, the digest of its answer, and the inputs that this came from."""

    question: Question
    digest: bytes
    inputs: bytes
    """The numbers of the inputs, eight bytes each in the machine's own order of bytes."""
    number: int


class Kind(Generic[A]):
    """A kind of question whose answers have one type.

    Answers are built of frozen structs, tuples, text, whole numbers, Decimal, dates and ``None``.
    Floats, sets and dicts have no canonical form, and unions of types that are encoded alike could
    hide a change: a test refuses them, for every kind (`tests/engine/answer_types.py`).

    ``bulky`` answers are many and large: whoever asks gets them and doesn't keep them.
    """

    def __init__(self, name: str, answer: Any, *, bulky: bool = False) -> None:
        self.name = name
        self.answer = answer
        self.bulky = bulky

    def __repr__(self) -> str:
        return f"Kind({self.name!r})"


def digest_answer(answer: object) -> bytes:
    """Digest an answer (BLAKE2b, 128 bits) over its type's name and its fields in their order.

    Equal digests mean equal answers: the kind fixes each field's type (see :class:`Kind`), and
    MessagePack writes lengths before contents.
    """
    return digest_encoded(encode_answer(answer))


def encode_answer(answer: object) -> bytes:
    """Write an answer as it is digested."""
    name = type(answer).__qualname__.encode()
    return name + b"\0" + msgspec.msgpack.encode(answer)


def digest_encoded(encoded: bytes) -> bytes:
    """Digest an answer as :func:`encode_answer` wrote it."""
    return blake2b(encoded, digest_size=16).digest()


def number_fact(question: Question, digest: bytes) -> int:
    """Return a fact's number: 64 bits of BLAKE2b over its question and digest."""
    encoded = msgspec.msgpack.encode((question, digest))
    return int.from_bytes(blake2b(encoded, digest_size=8).digest(), "big")


NO_INPUTS: Final[Inputs] = frozenset()
PASSING_ANSWERS: Final = 256
PASSING_BYTES: Final = 2 * 2**20
"""So many passing answers, of so many encoded bytes, and up to as many older ones, are kept."""


class Oracle:
    """Answers the questions of one build; the digest of an answer is computed once.

    ``ledger`` notes what answers are computed from. ``digests`` are shorter ways to the digests of
    large answers, by kind; such answers are not kept. ``passing`` are kinds that hardly more than
    one page asks about the same thing: their answers would only add up. ``packed`` are kinds with
    many answers that many pages ask for, and the type of these: they are kept encoded. ``bulky``
    are kinds whose answers are large and are asked for once: only their facts are kept.
    """

    def __init__(
        self,
        answers: Mapping[str, Callable[..., object]],
        ledger: Ledger | None = None,
        digests: Mapping[str, Callable[..., bytes]] | None = None,
        passing: Collection[str] = (),
        packed: Mapping[str, Any] | None = None,
        *,
        bulky: Collection[str] = (),
    ) -> None:
        self._answers = answers
        self._ledger = ledger or Ledger()
        self._digests = digests or {}
        self._found: dict[Question, tuple[object, Inputs]] = {}
        self._packed: dict[Question, bytes] = {}
        self._decoders = {
            kind: msgspec.msgpack.Decoder(answer) for kind, answer in (packed or {}).items()
        }
        self._passing = frozenset(passing)
        self._bulky = frozenset(bulky)
        self._forgettable = self._passing.union(self._digests)
        self._newer: dict[Question, tuple[object, Inputs]] = {}
        self._older: dict[Question, tuple[object, Inputs]] = {}
        self._room = PASSING_BYTES
        self.known: dict[Question, Known] = {}
        """The facts of this build, as far as anybody wanted them."""

    def answer(self, question: Question) -> object:
        """Return the answer; ``KeyError`` when no such kind of question exists."""
        found = self._find(question)
        if found is None:
            kind, *arguments = question
            compute = self._answers[kind]
            found = self._ledger.watch(lambda: compute(*arguments))
            digest = self._digests.get(kind)
            if kind in self._bulky:
                self._encode(question, found)
            elif kind in self._passing:
                self._pass(question, found)
            elif kind in self._decoders:
                self._packed[question] = self._encode(question, found)
            elif digest is None:
                self._found[question] = found
            elif question not in self.known:
                self._keep(question, digest(*arguments), found[1])
        else:
            self._ledger.include(found[1])
        return found[0]

    def _find(self, question: Question) -> tuple[object, Inputs] | None:
        packed = self._packed.get(question)
        if packed is not None:
            decoder, inputs = self._decoders[question[0]], NO_INPUTS
            if self._ledger.is_watching:
                inputs = frozenset(unpack_numbers(self.known[question].inputs))
            return decoder.decode(memoryview(packed)[packed.index(0) + 1 :]), inputs
        return self._found.get(question) or self._newer.get(question) or self._older.get(question)

    def _encode(self, question: Question, found: tuple[object, Inputs]) -> bytes:
        """Encode an answer, and know the fact, as the answer may be gone when that is wanted."""
        encoded = encode_answer(found[0])
        if question not in self.known:
            self._keep(question, digest_encoded(encoded), found[1])
        return encoded

    def _pass(self, question: Question, found: tuple[object, Inputs]) -> None:
        """Keep an answer for a while."""
        self._room -= len(self._encode(question, found))
        if self._room < 0 or len(self._newer) >= PASSING_ANSWERS:
            self._older, self._newer = self._newer, {}
            self._room = PASSING_BYTES
        self._newer[question] = found

    def tell(self, question: Question, answer: object) -> Known:
        """Take an answer that the build itself has found and no guide can give."""
        self._found[question] = (answer, NO_INPUTS)
        self._keep(question, digest_answer(answer), NO_INPUTS)
        return self.known[question]

    def make_shared(self) -> None:
        """Make what questions of all sorts rest on, before processes are forked."""
        for derived in self._ledger.shared:
            derived()

    def know(self, question: Question) -> Known:
        """Return the fact that a question has now.

        A question that can't be answered (what it asks about is not there) has an empty digest.
        """
        known = self.known.get(question)
        if known is not None:
            return known
        absent, inputs = self._ledger.watch(lambda: self._is_absent(question))
        if absent:
            self._keep(question, b"", inputs)
        elif question not in self.known:
            found = self._find(question)
            assert found is not None, "it was answered just now"
            answer, inputs = found
            self._keep(question, digest_answer(answer), inputs)
        return self.known[question]

    def _is_absent(self, question: Question) -> bool:
        try:
            self.answer(question)
        except LookupError:
            return True
        return False

    def _keep(self, question: Question, digest: bytes, inputs: Inputs) -> None:
        number = number_fact(question, digest)
        self.known[question] = Known(question, digest, self._ledger.pack(inputs), number)

    def take(self, facts: Iterable[Known]) -> None:
        """Take facts that are known to hold, from an earlier build."""
        for known in facts:
            self.known.setdefault(known.question, known)

    def digest(self, question: Question) -> bytes:
        """Return the digest of the answer."""
        return self.know(question).digest

    def facts(self, questions: Iterable[Question]) -> tuple[Known, ...]:
        """Turn recorded questions into facts, in the order in which they were asked."""
        return tuple(map(self.know, questions))

    def forget(self, facts: Iterable[Known]) -> list[Known]:
        """Let go of facts that somebody else keeps and hardly anybody will ask for again.

        Returns the others.
        """
        kept = []
        for known in facts:
            if known.question[0] in self._forgettable:
                self.known.pop(known.question, None)
            else:
                kept.append(known)
        return kept


AT_HAND: Final = 512
"""Answers that a page being made keeps at hand: a list of everything asks for very many."""


class Finished(Protocol):
    """Files of this build that are finished, for pages that are made of them.

    Whoever reads a file rests on what the file was made of, and has to say so
    (:meth:`Reader.rest_on`).
    """

    def read(self, path: str) -> Iterator[bytes]:
        """Yield the bytes of a file, a part at a time."""
        ...

    def describe(self, path: str) -> tuple[int, str]:
        """Return the size of a file in bytes, and its SHA-256 in hexadecimal."""
        ...


class Reader:
    """The one door through which a page learns anything."""

    def __init__(self, oracle: Oracle, finished: Finished | None = None) -> None:
        self._oracle = oracle
        self._finished = finished
        self._answers: dict[Question, object] = {}
        self.asked: dict[Question, None] = {}
        """Every question in the order in which it was first asked, also those without an answer."""

    def ask(self, kind: Kind[A], *arguments: str) -> A:
        """Record the question and return the answer."""
        question = (kind.name, *arguments)
        answers = self._answers
        if question not in answers:
            self.asked[question] = None
            if kind.bulky:
                return self._oracle.answer(question)  # type: ignore[return-value]
            if len(answers) >= AT_HAND:
                answers.clear()
            answers[question] = self._oracle.answer(question)
        return answers[question]  # type: ignore[return-value]

    def rest_on(self, kind: Kind[Any], *arguments: str) -> None:
        """Record a question whose answer the page gets in another way: out of a finished file."""
        self.asked[(kind.name, *arguments)] = None

    @property
    def finished(self) -> Finished:
        """The finished files; only pages that are made after the others have any."""
        assert self._finished is not None, "this kind of page is not made late"
        return self._finished
