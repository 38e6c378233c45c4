"""The lines of a table: read in blocks and checked as text, so that no file is held as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from roleguide.content.digests import Digest
from roleguide.content.files import TABLE_LIMIT, Refused, check_text, read_blocks
from roleguide.diagnostics import Place, Report

LINE_LIMIT: Final = 4 * 2**20
"""Longest line in bytes; a table has none that comes near it."""


class Lines:
    """Yields the lines of one file, with their line feeds; ``digest`` is known after the last.

    :class:`Refused` after it was reported what is wrong with the file as text.
    """

    def __init__(self, root: Path, path: str, report: Report) -> None:
        self.root = root
        self.path = path
        self.report = report
        self.digest = b""

    def __iter__(self) -> Iterator[str]:
        digest = Digest()
        rest = b""
        count = 0
        for block in read_blocks(self.root, self.path, TABLE_LIMIT, self.report):
            digest.update(block)
            whole, feed, rest = (rest + block).rpartition(b"\n")
            if len(rest) > LINE_LIMIT:
                self._refuse_line(rest, count)
            if feed:
                text = check_text(whole + feed, self.path, count, self.report)
                lines = text.splitlines(keepends=True)
                count += len(lines)
                yield from lines
        if rest or count == 0:
            yield from check_text(rest, self.path, count, self.report).splitlines(keepends=True)
        self.digest = digest.digest()

    def _refuse_line(self, rest: bytes, count: int) -> None:
        """Say what the long line is made of, if that is wrong, else that it is long."""
        check_text(rest[:LINE_LIMIT].rpartition(b",")[0], self.path, count, self.report)
        self.report.error(
            Place(self.path, count + 1, 1),
            "bad-csv",
            f"The line is longer than {LINE_LIMIT:,} bytes.",
            "end each row with a line break",
        )
        raise Refused
