"""Text files of rows: CSV and tab-separated, streamed line by line."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Callable, Iterator, Sequence
from typing import Final, Protocol

from roleguide.diagnostics import Place
from roleguide.importers.refusal import refuse

LINE_LIMIT: Final = 4 * 1024 * 1024
"""Longest line, and longest field, in characters. ESCO has fields above the 131,072 that the csv
module takes by itself."""
CHUNK: Final = 256 * 1024


class Stream(Protocol):
    """Bytes that are read once, from the front."""

    def read(self, size: int = -1) -> bytes:
        """Read up to ``size`` bytes; none at the end."""
        ...

    def close(self) -> None:
        """Let go of what is read."""
        ...


class DelimitedText:
    """Lines of a text file: tab-separated without quoting (as O*NET has it), or CSV."""

    def __init__(self, open_stream: Callable[[], Stream], path: str) -> None:
        self._open = open_stream
        self.path = path

    def read_lines(self) -> Iterator[tuple[int, Sequence[str]]]:
        """Yield line numbers from 1 and cells; streamed, in one pass over the file."""
        lines = _Counted(_decode_lines(self._open(), self.path))
        first = next(lines, "")
        if not first:
            return
        separator = _find_separator(first)
        lines.put_back(first)
        if separator == "\t":
            reader = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        else:
            reader = csv.reader(lines, delimiter=separator, strict=True)
        start = 1
        while True:
            try:
                cells = next(reader, None)
            except csv.Error as error:
                raise refuse(
                    Place(self.path, start, 1),
                    "bad-csv",
                    f"The row that starts here can’t be read: {error}.",
                    "download the file again; if it was saved by hand, check its quotation marks",
                ) from None
            if cells is None:
                return
            yield start, cells
            start = lines.number + 1


class _Counted(Iterator[str]):
    """Lines with the number of the last one; one can be put back."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._back: list[str] = []
        self.number = 0

    def put_back(self, line: str) -> None:
        self._back.append(line)
        self.number -= 1

    def __next__(self) -> str:
        line = self._back.pop() if self._back else next(self._lines)
        self.number += 1
        return line


def _find_separator(first: str) -> str:
    if "\t" in first:
        return "\t"
    return ";" if first.count(";") > first.count(",") else ","


def _decode_lines(stream: Stream, path: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder("utf-8-sig")("strict")
    number, rest = 1, ""
    try:
        while True:
            chunk = stream.read(CHUNK)
            try:
                text = rest + decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                before = error.object[: error.start].decode("utf-8", "replace")
                line = number + (rest + before).count("\n")
                raise refuse(
                    Place(path, line, 1),
                    "not-utf-8",
                    f"The byte 0x{error.object[error.start]:02x} is not UTF-8.",
                    "download the file again, or save it as UTF-8",
                ) from None
            if "\0" in text:
                raise refuse(
                    Place(path, number + text.count("\n", 0, text.index("\0")), 1),
                    "not-text",
                    "The file holds bytes that no text has.",
                    "check that it is the right file, and that it was downloaded whole",
                )
            lines = _split(text)
            rest = lines.pop() if chunk and lines and not lines[-1].endswith("\n") else ""
            for whole in lines:
                yield whole
                number += 1
            if len(rest) > LINE_LIMIT:
                raise refuse(
                    Place(path, number, 1),
                    "line-too-long",
                    f"The line has more than {LINE_LIMIT:,} characters.",
                    "check that this is a table of rows",
                )
            if not chunk:
                return
    finally:
        stream.close()


def _split(text: str) -> list[str]:
    """Split at line feeds only: text may hold other characters that Python takes for line ends."""
    parts = text.split("\n")
    lines = [part + "\n" for part in parts[:-1]]
    return [*lines, parts[-1]] if parts[-1] else lines
