"""The rows of a table, packed by subject while the table is read, and unpacked one subject at a time.

A large table never exists as objects: rows are packed one by one, and a subject with many rows is
compressed piece by piece. Packed subjects lie in blocks, so that a memory holds a few large values
and not one for each subject.
"""

from __future__ import annotations

import zlib
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, Final

import msgspec
from msgspec import Struct

from roleguide.content.digests import Digest
from roleguide.content.record import unpack

PIECE: Final = 32 * 2**10
"""Bytes of a subject's packed rows that are compressed at a time …"""
PLAIN: Final = 2 * 2**10
"""… and what isn't worth it."""
BLOCK: Final = 256 * 2**10
"""Bytes of subjects after which a block is full."""
KEPT_BLOCKS: Final = 4
KEPT_ROWS: Final = 10_000
"""Unpacked rows of one table that are kept, for a subject that is looked at again."""


class Group(Struct, array_like=True):
    """The rows of one subject: pieces compressed with zlib, then what is left as it is."""

    count: int
    pieces: list[bytes]
    plain: bytes


class Subject(Struct, frozen=True, array_like=True):
    """Where a subject's rows are; equal digests mean equal rows in the same order."""

    digest: bytes
    count: int
    block: int


class _Pile(Struct):
    """The rows of a subject so far."""

    digest: Any
    plain: bytearray
    pieces: list[bytes]
    count: int = 0

    def seal(self) -> None:
        """Compress what came since the last piece."""
        self.digest.update(self.plain)
        self.pieces.append(zlib.compress(self.plain, 1))
        self.plain.clear()


class Packer:
    """Packs rows by subject, in the order in which they come."""

    def __init__(self) -> None:
        self._piles: dict[str, _Pile] = {}
        self._encoder = msgspec.msgpack.Encoder()

    def add(self, subject: str, row: Struct) -> None:
        """Add a row of a subject."""
        pile = self._piles.get(subject)
        if pile is None:
            pile = self._piles[subject] = _Pile(Digest(), bytearray(), [])
        plain = pile.plain
        plain += self._encoder.encode(row)
        pile.count += 1
        if len(plain) >= PIECE:
            pile.seal()

    def finish(self) -> tuple[dict[str, Subject], list[bytes]]:
        """Return the subjects, and the blocks that hold their rows; nothing can be added then."""
        subjects: dict[str, Subject] = {}
        blocks: list[bytes] = []
        block: dict[str, Group] = {}
        size = 0
        for name in list(self._piles):
            pile = self._piles.pop(name)
            if len(pile.plain) >= PLAIN:
                pile.seal()
            pile.digest.update(pile.plain)
            subjects[name] = Subject(pile.digest.digest(), pile.count, len(blocks))
            block[name] = Group(pile.count, pile.pieces, bytes(pile.plain))
            size += sum(map(len, pile.pieces)) + len(pile.plain)
            if size >= BLOCK:
                blocks.append(msgspec.msgpack.encode(block))
                block, size = {}, 0
        if block:
            blocks.append(msgspec.msgpack.encode(block))
        return subjects, blocks


class Rows:
    """Unpacks subjects; the last few are kept."""

    def __init__(self, cls: type[Struct], find_block: Callable[[int], bytes]) -> None:
        self._type: Any = tuple[cls, ...]  # type: ignore[valid-type]
        self._find_block = find_block
        self._blocks: OrderedDict[int, dict[str, Group]] = OrderedDict()
        self._kept: OrderedDict[str, tuple[Any, ...]] = OrderedDict()
        self._count = 0

    def find(self, name: str, subject: Subject) -> tuple[Any, ...]:
        """Return the rows of a subject; ``ValueError`` when they are damaged."""
        rows = self._kept.get(name)
        if rows is not None:
            self._kept.move_to_end(name)
            return rows
        rows = self._unpack(self._find_group(name, subject.block))
        self._kept[name] = rows
        self._count += len(rows)
        while self._count > KEPT_ROWS and len(self._kept) > 1:
            self._count -= len(self._kept.popitem(last=False)[1])
        return rows

    def _find_group(self, name: str, number: int) -> Group:
        block = self._blocks.get(number)
        if block is None:
            block = self._blocks[number] = unpack(dict[str, Group], self._find_block(number))
            if len(self._blocks) > KEPT_BLOCKS:
                self._blocks.popitem(last=False)
        if name not in block:
            raise ValueError(name)
        return block[name]

    def _unpack(self, group: Group) -> tuple[Any, ...]:
        try:
            pieces = [zlib.decompress(piece) for piece in group.pieces]
        except zlib.error as error:
            raise ValueError(str(error)) from None
        # The head of a MessagePack array of 32-bit length; the rows follow one after another.
        packed = b"".join((b"\xdd", group.count.to_bytes(4, "big"), *pieces, group.plain))
        rows: tuple[Any, ...] = unpack(self._type, packed)
        return rows
