"""What an import did: rows read, kept, skipped and why, files written; and how that reads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from roleguide.diagnostics import Report, escape_control

Outcome = Literal["written", "unchanged"]


class Skipped(Struct):
    """Rows that were left out for one reason."""

    count: int
    example: str


class FileOutcome(Struct, frozen=True):
    """What became of one file of the guide; of tables also how many rows came from this import,
    how many of those were not there before, and how many others were kept or replaced."""

    path: str
    outcome: Outcome
    rows: int = 0
    kept: int = 0
    replaced: int = 0


class Summary:
    """Collects what happened; :meth:`lines` says it."""

    def __init__(self) -> None:
        self.files: dict[str, tuple[int, int]] = {}
        """Sheet → rows read and kept."""
        self.skipped: dict[str, Skipped] = {}
        self.written: list[FileOutcome] = []
        self.records: dict[str, list[str]] = {}
        """What happened to records (``written``, ``left alone: …``) → their paths."""
        self.remarks: list[str] = []
        self.report = Report()
        """Diagnostics that did not stop the import."""
        self.dry_run = False

    def count(self, sheet: str, read: int, kept: int) -> None:
        """Note how many rows of a sheet were read and how many of those were kept."""
        before = self.files.get(sheet, (0, 0))
        self.files[sheet] = (before[0] + read, before[1] + kept)

    def skip(self, reason: str, example: str, count: int = 1) -> None:
        """Note rows that were left out; the first example of a reason is shown."""
        known = self.skipped.setdefault(reason, Skipped(0, example))
        known.count += count

    def tell_record(self, outcome: str, path: str) -> None:
        """Note what happened to a record."""
        self.records.setdefault(outcome, []).append(path)

    def remark(self, sentence: str) -> None:
        """Note something else that the person who imports should know."""
        if sentence not in self.remarks:
            self.remarks.append(sentence)

    @property
    def read(self) -> int:
        """Rows read from all sheets."""
        return sum(read for read, _ in self.files.values())

    @property
    def kept(self) -> int:
        """Rows kept of those."""
        return sum(kept for _, kept in self.files.values())

    @property
    def changed(self) -> bool:
        """Whether any file of the guide is (or in a dry run, would be) another one now."""
        return any(one.outcome == "written" for one in self.written)

    def lines(self) -> Iterator[str]:
        """Yield the summary as aligned lines of text."""
        for line in self._lines():
            yield escape_control(line)

    def _lines(self) -> Iterator[str]:
        if self.files:
            yield from _align(
                "Read",
                [
                    (sheet, f"{read:,} rows", f"{kept:,} kept")
                    for sheet, (read, kept) in self.files.items()
                ],
            )
        if self.skipped:
            yield from _align(
                "Skipped",
                [
                    (reason, f"{one.count:,}", f"such as {one.example}" if one.example else "")
                    for reason, one in sorted(self.skipped.items())
                ],
            )
        tables = [one for one in self.written if one.path.endswith(".csv")]
        if tables:
            word = "Tables (dry run: nothing was written)" if self.dry_run else "Tables"
            yield from _align(
                word,
                [
                    (
                        one.path,
                        one.outcome,
                        f"{one.rows:,} rows of this import",
                        f"{one.kept:,} others kept",
                        f"{one.replaced:,} replaced",
                    )
                    for one in tables
                ],
            )
        if self.records:
            yield from _align(
                "Records",
                [
                    (outcome, f"{len(paths):,}", f"such as {paths[0]}")
                    for outcome, paths in sorted(self.records.items())
                ],
            )
        yield from self.remarks
        if not self.changed:
            yield "Nothing changed: every file already says what this import says."


def _align(title: str, rows: list[tuple[str, ...]]) -> Iterator[str]:
    """Lay rows out in columns; cells after the first that start with a digit stand to the right."""
    yield f"{title}:"
    widths = [max(len(row[index]) for row in rows) for index in range(len(rows[0]))]
    for row in rows:
        cells = [
            cell.rjust(width) if index and cell[:1].isdigit() else cell.ljust(width)
            for index, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield ("  " + "  ".join(cells)).rstrip()
