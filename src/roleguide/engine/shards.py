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
        self._parts: dict[int, list[T]] = {}

    def read(self) -> Iterator[T]:
        """Yield everything that can be read."""
        for number in range(SHARDS):
            key = f"{self._name}/{number:02}"
            packed = self._store.get(key)
            if packed is None or not is_sealed(self._seal, key, packed):
                continue
            found = decode(self._kind, packed)
            if found is not None:
                self._parts[number] = list(found)
                yield from found

    def replace(self, changed: Iterable[T]) -> None:
        """Store things that are new or differ."""
        parts: dict[int, dict[str, T]] = {}
        for thing in changed:
            key = self._name_key(thing)
            number = zlib.crc32(key.encode()) % SHARDS
            if number not in parts:
                old = self._parts.get(number, ())
                parts[number] = {self._name_key(one): one for one in old}
            parts[number][key] = thing
        self._put(parts)

    def renew(self, things: Iterable[T]) -> None:
        """Store these things and no others."""
        parts: dict[int, dict[str, T]] = {number: {} for number in range(SHARDS)}
        for thing in things:
            key = self._name_key(thing)
            parts[zlib.crc32(key.encode()) % SHARDS][key] = thing
        self._put(parts)

    def _put(self, parts: Mapping[int, dict[str, T]]) -> None:
        items = []
        for number, part in parts.items():
            self._parts[number] = list(part.values())
            key, packed = f"{self._name}/{number:02}", msgspec.msgpack.encode(self._parts[number])
            items.append((key, packed))
            if self._seal is not None:
                self._seal[key] = checksum(key, packed)
        self._store.put(items)


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
