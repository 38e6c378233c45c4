"""Files that are too large to be held whole: written and read a part at a time."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Final

from roleguide.engine.manifest import Entry
from roleguide.engine.stage import Stage

PART: Final = 2**18
"""Bytes that are read, or gathered before they are written, at a time."""
_READ: Final = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


class _Spool:
    """A file of the stage that is being written."""

    def __init__(self, stage: Stage, path: str) -> None:
        self._stage = stage
        self._path = path
        self._hash = sha256()
        self._waiting = bytearray()
        self._size = 0
        self._number = stage.open_file(path)

    def add(self, part: bytes) -> None:
        """Add bytes; small parts are written together."""
        self._waiting += part
        if len(self._waiting) >= PART:
            self._write()

    def _write(self) -> None:
        waiting, self._waiting = bytes(self._waiting), bytearray()
        self._hash.update(waiting)
        done = 0
        while done < len(waiting):
            done += os.write(self._number, memoryview(waiting)[done:])
        self._size += done

    def finish(self) -> Entry:
        """Hand the file over to the stage."""
        self._write()
        number, self._number = self._number, -1
        self._stage.take_file(self._path, number, self._size)
        return Entry(self._size, self._hash.hexdigest())

    def drop(self) -> None:
        """Let go of a file that was not finished."""
        if self._number >= 0:
            os.close(self._number)


def write_parts(
    stage: Stage, paths: Iterable[str], parts: Iterable[tuple[str, bytes]]
) -> dict[str, Entry]:
    """Write new files of the stage; the parts of one come in order, each with its path."""
    spools: dict[str, _Spool] = {}
    try:
        for path in paths:
            spools[path] = _Spool(stage, path)
        for path, part in parts:
            spools[path].add(part)
        return {path: spool.finish() for path, spool in spools.items()}
    finally:
        for spool in spools.values():
            spool.drop()


def read_parts(folder: int, path: str) -> Iterator[bytes]:
    """Yield the bytes of a file below an open folder."""
    number = os.open(path, _READ, dir_fd=folder)
    try:
        while part := os.read(number, PART):
            yield part
    finally:
        os.close(number)
