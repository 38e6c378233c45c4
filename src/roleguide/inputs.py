"""What a computation looked at: the inputs of answers and checks.

A guide is read through shelves. A shelf notes in its ledger which of its values were looked at, and
a result whose inputs did not change since it was computed needn't be computed again. Which facts a
*page* rests on is another question, asked one level higher (:mod:`roleguide.engine.facts`): an
input may change without changing the answer that was made of it.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import blake2b
from typing import Any, Final, Generic, TypeVar, cast

R = TypeVar("R")
T = TypeVar("T")
V = TypeVar("V")

Inputs = frozenset[int]
"""Numbers of inputs. Two inputs that share a number are only looked at together: harmless."""

ALL: Final = "**"
"""The key that stands for a whole shelf: what it holds, and every value."""

LARGE: Final = 256
"""More inputs than this are held once, however many results were computed from the same ones."""
REMEMBERED: Final = 16_384
"""Numbers of inputs that a ledger remembers at most; others are computed again."""


def number_input(shelf: str, key: str) -> int:
    """Return the number of an input: 64 bits of BLAKE2b over both names."""
    return int.from_bytes(blake2b(f"{shelf}\0{key}".encode(), digest_size=8).digest(), "big")


def pack_numbers(numbers: Iterable[int]) -> bytes:
    """Write 64-bit numbers one after another."""
    return array("Q", numbers).tobytes()


def unpack_numbers(packed: bytes) -> array[int]:
    """Read what :func:`pack_numbers` wrote; ``ValueError`` for a wrong length."""
    numbers = array("Q")
    numbers.frombytes(packed)
    return numbers


class Ledger:
    """Notes which inputs the computation under way looks at."""

    def __init__(self) -> None:
        self._open: list[Watch] = []
        self._numbers: dict[tuple[str, str], int] = {}
        self._large: dict[Inputs, Inputs] = {}
        self._packed: dict[Inputs, bytes] = {}
        self.shared: list[Derived[Any]] = []
        """What pages of all sorts rest on."""

    @property
    def is_watching(self) -> bool:
        """Whether anybody wants to know what is looked at."""
        return bool(self._open)

    def note(self, shelf: str, key: str) -> None:
        """Note one input."""
        if self._open:
            pair = (shelf, key)
            number = self._numbers.get(pair)
            if number is None:
                if len(self._numbers) >= REMEMBERED:
                    self._numbers.clear()
                number = self._numbers[pair] = number_input(shelf, key)
            self._open[-1].single.add(number)

    def include(self, inputs: Inputs) -> None:
        """Note what an earlier computation looked at, as its result is used now."""
        if self._open:
            if len(inputs) > LARGE:
                self._open[-1].large.add(inputs)
            else:
                self._open[-1].single.update(inputs)

    def watch(self, compute: Callable[[], T]) -> tuple[T, Inputs]:
        """Compute something; return it and its inputs. Watches may be nested."""
        self._open.append(Watch())
        try:
            found = compute()
        finally:  # a look that failed was one, too
            noted = self._close()
            self.include(noted)
        return found, noted

    def _close(self) -> Inputs:
        """End the innermost watch; equal large sets of inputs are one object."""
        watch = self._open.pop()
        single = watch.single
        for large in watch.large:
            if single <= large and all(other <= large for other in watch.large):
                return large
        noted = frozenset(single.union(*watch.large))
        return self._large.setdefault(noted, noted) if len(noted) > LARGE else noted

    def pack(self, inputs: Inputs) -> bytes:
        """Write inputs in ascending order; those of a large set once for all who share it."""
        if len(inputs) <= LARGE:
            return pack_numbers(sorted(inputs))
        packed = self._packed.get(inputs)
        if packed is None:
            packed = self._packed[inputs] = pack_numbers(sorted(inputs))
        return packed


class Watch:
    """What one computation has looked at so far: single inputs, and large sets as they are."""

    __slots__ = ("large", "single")

    def __init__(self) -> None:
        self.single: set[int] = set()
        self.large: set[Inputs] = set()


class Shelf(Mapping[str, V]):
    """Values by key, made when they are looked at.

    ``kept`` is how many values are kept once they were made, so that large ones don't add up;
    ``None``: all.
    """

    def __init__(
        self,
        name: str,
        stock: Mapping[str, Any],
        make: Callable[[Any], V],
        ledger: Ledger,
        *,
        kept: int | None = None,
        find: Callable[[str], V] | None = None,
    ) -> None:
        self.name = name
        self._stock = stock
        self._make = make
        self._ledger = ledger
        self._kept: dict[str, V] = {}
        self._most = kept
        self._find = find or self._find_or_make

    def aspect(self, name: str) -> Shelf[Any]:
        """Return the same values as a shelf of another name.

        Whoever looks at a part of each value only looks there, and does not depend on the rest.
        """
        return Shelf(name, self._stock, self._make, self._ledger, find=self._find)

    def __getitem__(self, key: str) -> V:
        self._ledger.note(self.name, key)
        return self._find(key)

    def _find_or_make(self, key: str) -> V:
        found = self._kept.get(key)
        if found is None:
            found = self._make(self._stock[key])
            if self._most != 0:
                if len(self._kept) == self._most:
                    del self._kept[next(iter(self._kept))]
                self._kept[key] = found
        return found

    def get(self, key: str, default: Any = None) -> Any:
        """Return a value or the default; its absence is noted too."""
        self._ledger.note(self.name, key)
        return self._find(key) if key in self._stock else default

    def __contains__(self, key: object) -> bool:
        self._ledger.note(self.name, str(key))
        return key in self._stock

    def __iter__(self) -> Iterator[str]:
        self._ledger.note(self.name, ALL)
        return iter(self._stock)

    def __len__(self) -> int:
        self._ledger.note(self.name, ALL)
        return len(self._stock)

    def values(self) -> Any:
        """Return every value; noted as one input."""
        self._ledger.note(self.name, ALL)
        return [self._find(key) for key in self._stock]

    def items(self) -> Any:
        """Return every key with its value; noted as one input."""
        self._ledger.note(self.name, ALL)
        return [(key, self._find(key)) for key in self._stock]


class Memo:
    """What several computations find, by key: each is found once, its inputs noted at each use.

    It holds the last ``most`` of them: a guide may have tens of thousands.
    """

    def __init__(self, ledger: Ledger, most: int = 4096) -> None:
        self._ledger = ledger
        self._most = most
        self._found: dict[tuple[str, ...], tuple[Any, Inputs]] = {}

    def __call__(self, key: tuple[str, ...], find: Callable[[], R]) -> R:
        """Return what was found for a key, or find it now."""
        known = self._found.get(key)
        if known is not None:
            self._ledger.include(known[1])
            return cast("R", known[0])
        found, inputs = self._ledger.watch(find)
        if len(self._found) == self._most:
            del self._found[next(iter(self._found))]
        self._found[key] = found, inputs
        return found


class Derived(Generic[T]):
    """Something that several computations share: made once, its inputs noted at each use.

    ``shared`` says that pages of all sorts rest on it: before processes are forked it is made for
    all of them. Each would otherwise look through the guide by itself and, as counting references
    writes to what is looked at, end with a copy of it.
    """

    def __init__(self, ledger: Ledger, compute: Callable[[], T], *, shared: bool = False) -> None:
        self._ledger = ledger
        self._compute = compute
        if shared:
            ledger.shared.append(self)
        self._found: tuple[T, Inputs] | None = None

    def __call__(self) -> T:
        if self._found is None:
            self._found = self._ledger.watch(self._compute)
        else:
            self._ledger.include(self._found[1])
        return self._found[0]
