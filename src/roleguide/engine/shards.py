"""Things by key, stored in parts: one edit rewrites few of them, and damage costs few."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Final, Generic, TypeVar

import msgspec

from roleguide.engine.store import Store, checksum

T = TypeVar("T")
SHARDS: Final = 64
WAITING: Final = 4096
"""So many things are gathered before they are packed."""


def number_shard(key: str) -> int:
    """Return the number of the part that a key belongs to: what is asked about one subject, the
    last word of a key, changes together and lies together."""
    return zlib.crc32(key.rpartition("\0")[2].encode()) % SHARDS


class Gathered(Generic[T]):
    """Things that are to be stored, packed as they come: a large site has hundreds of thousands.

    ``is_plain`` tells which are kept as they are, because packing would copy what they share.
    """

    def __init__(
        self,
        kind: Any,
        name_key: Callable[[T], str],
        is_plain: Callable[[T], bool] = lambda _: False,
    ) -> None:
        self._kind = tuple[kind, ...]
        self._name_key = name_key
        self._is_plain = is_plain
        self._waiting: list[T] = []
        self._plain: dict[int, list[T]] = {}
        self._packed: dict[int, list[bytes]] = {}

    def add(self, things: Iterable[T]) -> None:
        """Add things; of two with one key the later one is meant."""
        self._waiting += things
        if len(self._waiting) >= WAITING:
            self._pack()

    def _pack(self) -> None:
        parts: dict[int, list[T]] = {}
        for thing in self._waiting:
            number = number_shard(self._name_key(thing))
            if self._is_plain(thing):
                self._plain.setdefault(number, []).append(thing)
            else:
                parts.setdefault(number, []).append(thing)
        self._waiting = []
        for number, things in parts.items():
            packed = zlib.compress(msgspec.msgpack.encode(things), 1)
            self._packed.setdefault(number, []).append(packed)

    def list_parts(self) -> set[int]:
        """Return the numbers of the parts that things were gathered of."""
        self._pack()
        return {*self._plain, *self._packed}

    def read(self, number: int) -> Iterator[T]:
        """Yield what was gathered of one part."""
        for packed in self._packed.get(number, ()):
            yield from _decoder(self._kind).decode(zlib.decompress(packed))
        yield from self._plain.get(number, ())


class Shards(Generic[T]):
    """Things by key, stored in so many parts that one edit rewrites few and damage costs few."""

    def __init__(
        self,
        store: Store,
        name: str,
        kind: Any,
        name_key: Callable[[T], str],
        seal: dict[str, bytes] | None = None,
    ) -> None:
        self._store = store
        self._seal = seal
        self._name = name
        self._kind = tuple[kind, ...]
        self._name_key = name_key
        self._parts: dict[int, tuple[T, ...]] = {}
        """What was read; what was written since has to be read again."""

    def read(self) -> Iterator[T]:
        """Yield everything that can be read."""
        for number in range(SHARDS):
            found = self._parts[number] = self._read_part(number)
            yield from found

    def _read_part(self, number: int) -> tuple[T, ...]:
        key = f"{self._name}/{number:02}"
        packed = self._store.get(key)
        if packed is None or not is_sealed(self._seal, key, packed):
            return ()
        return decode(self._kind, packed) or ()

    def replace(self, changed: Iterable[T], gathered: Gathered[T] | None = None) -> int:
        """Store things that are new or differ; return how many of them are new."""
        parts: dict[int, list[T]] = {}
        for thing in changed:
            parts.setdefault(number_shard(self._name_key(thing)), []).append(thing)
        more = 0
        for number in sorted(parts.keys() | (gathered.list_parts() if gathered else set())):
            part = self._take_part(number)
            more -= len(part)
            for things in (gathered.read(number) if gathered else (), parts.get(number, ())):
                part.update((self._name_key(one), one) for one in things)
            more += len(part)
            self._put(number, part)
        return more

    def renew(self, things: Iterable[T]) -> None:
        """Store these things and no others."""
        parts: dict[int, dict[str, T]] = {number: {} for number in range(SHARDS)}
        for thing in things:
            key = self._name_key(thing)
            parts[number_shard(key)][key] = thing
        for number, part in parts.items():
            self._put(number, part)

    def keep_only(self, wanted: Callable[[T], bool]) -> int:
        """Store those that are wanted and no others; return how many they are."""
        count = 0
        for number in range(SHARDS):
            kept = {name: one for name, one in self._take_part(number).items() if wanted(one)}
            count += len(kept)
            self._put(number, kept)
        return count

    def _take_part(self, number: int) -> dict[str, T]:
        """Return a part by key, which is then to be put."""
        old = self._parts.pop(number, None)
        if old is None:
            old = self._read_part(number)
        return {self._name_key(one): one for one in old}

    def _put(self, number: int, part: Mapping[str, T]) -> None:
        """Write a part: one after another, as all of them together are large."""
        key, packed = f"{self._name}/{number:02}", msgspec.msgpack.encode([*part.values()])
        self._parts.pop(number, None)
        if self._seal is not None:
            self._seal[key] = checksum(key, packed)
        self._store.put([(key, packed)])


def is_sealed(seal: Mapping[str, bytes] | None, key: str, packed: bytes) -> bool:
    """Tell whether a value is the one that the seal knows; without a seal any is."""
    return seal is None or seal.get(key) == checksum(key, packed)


def decode(cls: Any, packed: bytes) -> Any:
    """Decode what a store held; ``None`` when it is of another shape."""
    try:
        return _decoder(cls).decode(packed)
    except (ValueError, TypeError):
        return None


@cache
def _decoder(cls: Any) -> msgspec.msgpack.Decoder[Any]:
    return msgspec.msgpack.Decoder(cls)
