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
from typing import Any, Final, Generic, TypeVar

T = TypeVar("T")
V = TypeVar("V")

Inputs = frozenset[int]
"""Numbers of inputs. Two inputs that share a number are only looked at together: harmless."""

ALL: Final = "**"
"""The key that stands for a whole shelf: what it holds, and every value."""


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
        self._open: list[set[int]] = []
        self._numbers: dict[tuple[str, str], int] = {}

    def note(self, shelf: str, key: str) -> None:
        """Note one input."""
        if self._open:
            pair = (shelf, key)
            number = self._numbers.get(pair)
            if number is None:
                number = self._numbers[pair] = number_input(shelf, key)
            self._open[-1].add(number)

    def include(self, inputs: Inputs) -> None:
        """Note what an earlier computation looked at, as its result is used now."""
        if self._open:
            self._open[-1].update(inputs)

    def watch(self, compute: Callable[[], T]) -> tuple[T, Inputs]:
        """Compute something; return it and its inputs. Watches may be nested."""
        self._open.append(set())
        try:
            found = compute()
        finally:  # a look that failed was one, too
            noted = frozenset(self._open.pop())
            self.include(noted)
        return found, noted


class Shelf(Mapping[str, V]):
    """Values by key, made when they are looked at.

    ``kept``: a value that was made once is kept; without, large values don't add up.
    """

    def __init__(
        self,
        name: str,
        stock: Mapping[str, Any],
        make: Callable[[Any], V],
        ledger: Ledger,
        *,
        kept: bool = True,
    ) -> None:
        self.name = name
        self._stock = stock
        self._make = make
        self._ledger = ledger
        self._kept: dict[str, V] | None = {} if kept else None

    def __getitem__(self, key: str) -> V:
        self._ledger.note(self.name, key)
        return self._find(key)

    def _find(self, key: str) -> V:
        if self._kept is None:
            return self._make(self._stock[key])
        found = self._kept.get(key)
        if found is None:
            found = self._kept[key] = self._make(self._stock[key])
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


class Derived(Generic[T]):
    """Something that several computations share: made once, its inputs noted at each use."""

    def __init__(self, ledger: Ledger, compute: Callable[[], T]) -> None:
        self._ledger = ledger
        self._compute = compute
        self._found: tuple[T, Inputs] | None = None

    def __call__(self) -> T:
        if self._found is None:
            self._found = self._ledger.watch(self._compute)
        else:
            self._ledger.include(self._found[1])
        return self._found[0]
