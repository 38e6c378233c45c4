"""Sorting more rows than fit in memory: sorted runs on disk, merged while they are read."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final

import msgspec
from msgspec import Struct

RUN: Final = 50_000
"""Rows that are sorted in memory: about 40 MB."""


class Line(Struct, frozen=True, array_like=True, order=True):
    """A line of a table with what it is sorted by; of two with one key the older stands first."""

    key: tuple[str, ...]
    new: bool
    text: str
    """The row as CSV, without its line end; it may hold quoted line ends."""
    origin: str = ""
    """Which import it came from, for counting."""


class Sorter:
    """Takes lines in any order and gives them back in order; needs a folder for its runs."""

    def __init__(self, folder: Path, name: str, run: int = RUN) -> None:
        self._folder = folder
        self._name = name
        self._run = run
        self._held: list[Line] = []
        self._runs: list[Path] = []
        self._encoder = msgspec.json.Encoder()
        self._decoder = msgspec.json.Decoder(Line)

    def add(self, line: Line) -> None:
        """Take one line."""
        self._held.append(line)
        if len(self._held) >= self._run:
            self._spill()

    def _spill(self) -> None:
        path = self._folder / f"{self._name}.run{len(self._runs)}"
        self._held.sort()
        with path.open("wb") as file:
            for line in self._held:
                file.write(self._encoder.encode(line))
                file.write(b"\n")  # JSON holds none itself
        self._runs.append(path)
        self._held = []

    def sorted(self) -> Iterator[Line]:
        """Yield all lines in order; the runs are deleted afterwards."""
        self._held.sort()
        files: list[IO[bytes]] = []
        try:
            files.extend(path.open("rb") for path in self._runs)
            yield from heapq.merge(iter(self._held), *(self._read(file) for file in files))
        finally:
            for file in files:
                file.close()
            for path in self._runs:
                path.unlink()
            self._runs = []
            self._held = []

    def _read(self, file: IO[bytes]) -> Iterator[Line]:
        for line in file:
            yield self._decoder.decode(line)
