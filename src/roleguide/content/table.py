"""A table as it is remembered: what its rows point at, and the rows of each subject packed together.

A table is read once, row by row; after that it is known by the digest of its file. What the rows
say is unpacked subject by subject, where somebody looks.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from operator import attrgetter
from pathlib import Path
from typing import Any, Final

import msgspec
from msgspec import Struct

from roleguide.content.columns import SINGLE, UNIQUE, column_of, subject_of
from roleguide.content.files import Refused
from roleguide.content.groups import Packer, Rows, Subject
from roleguide.content.lines import Lines
from roleguide.content.pointers import Pointer, PointerList
from roleguide.content.record import unpack
from roleguide.content.row_rules import RowRules
from roleguide.content.tables import Row, read_table
from roleguide.diagnostics import Diagnostic, Place, Report, Severity
from roleguide.inputs import Ledger, Shelf

SAID: Final = 500
"""How many mistakes, and how many doubts, of one table are told; the others are counted."""


class Contents(Struct, frozen=True, array_like=True):
    """What a table holds, but for its rows."""

    subjects: dict[str, Subject] = {}
    pointers: tuple[Pointer, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    """What is to be said of single rows and of the file as text."""
    whole: bool = True
    """Whether every row could be read."""


class Table:
    """A table: its contents, and its rows by subject when they are looked at."""

    def __init__(
        self,
        cls: type[Struct],
        path: str,
        contents: Contents,
        find_block: Callable[[int], bytes],
        digest: bytes = b"",
    ) -> None:
        self.cls = cls
        self.path = path
        self.contents = contents
        self.digest = digest
        self._rows = Rows(cls, find_block)
        self._shelf: Shelf[Any] | None = None

    def shelve(self, name: str, ledger: Ledger) -> Shelf[Any]:
        """Return the rows by subject: one row, or a tuple of rows."""
        if self._shelf is None:
            subjects = self.contents.subjects
            stock = {subject: subject for subject in subjects}
            self._shelf = Shelf(name, stock, self._find_rows, ledger, kept=0)
        return self._shelf

    def _find_rows(self, subject: str) -> Any:
        found = self._rows.find(subject, self.contents.subjects[subject])
        return found[-1] if self.cls in SINGLE else found

    def point(self, ledger: Ledger) -> tuple[Pointer, ...]:
        """Return what the rows point at; whoever looks depends on the file."""
        ledger.note("file", self.path)
        return self.contents.pointers

    def read_again(self, root: Path, ledger: Ledger) -> Iterator[Row]:
        """Yield the rows with their places, for a mistake whose place was not noted."""
        ledger.note("file", self.path)
        report = Report()
        try:
            yield from read_table(Lines(root, self.path, report), self.path, self.cls, report)
        except Refused:  # edited since: what follows is told by the next run
            return


def no_block(number: int) -> bytes:
    """Stand in for the blocks of a table without rows."""
    raise LookupError(number)


def find_changed_subjects(
    before: Mapping[str, Subject], now: Mapping[str, Subject]
) -> list[str]:
    """List the subjects whose rows differ between two versions of a table, sorted."""

    def digest(subjects: Mapping[str, Subject], name: str) -> bytes:
        found = subjects.get(name)
        return b"" if found is None else found.digest

    return sorted(
        name for name in before.keys() | now.keys() if digest(before, name) != digest(now, name)
    )


def table_key(path: str, digest: bytes) -> str:
    """Return the key under which a cabinet keeps what a table holds."""
    return f"table/{path}/{digest.hex()}/contents"


def block_key(path: str, digest: bytes, number: int) -> str:
    """Return the key of a block of a table's rows."""
    return f"table/{path}/{digest.hex()}/{number}"


def list_parts(
    path: str, digest: bytes, contents: Contents, blocks: list[bytes]
) -> Iterator[tuple[str, bytes]]:
    """Yield the keys and values under which a cabinet keeps a table."""
    for number, block in enumerate(blocks):
        yield block_key(path, digest, number), block
    yield table_key(path, digest), msgspec.msgpack.encode(contents)


def unpack_contents(packed: bytes) -> Contents:
    """Return what a table holds that an earlier build read."""
    found: Contents = unpack(Contents, packed)
    return found


def read_table_file(root: Path, cls: type[Struct], path: str) -> tuple[Contents, list[bytes], bytes]:
    """Read a table: its contents, the blocks of its rows and the digest of its file.

    Wrong rows are reported and left out; so is a whole file that can't be read as text (its digest
    is empty). Everything that needs no other file is checked.
    """
    text = Report()
    reading, ruling = CountingReport(path), CountingReport(path)
    lines = Lines(root, path, text)
    packer, pointers, rules = Packer(), PointerList(cls), RowRules(cls, ruling)
    key = attrgetter(*UNIQUE[cls])
    hashes = array("q")
    try:
        for row in read_table(lines, path, cls, reading):
            value = row.value
            packer.add(subject_of(value), value)
            pointers.add(row)
            rules.check(row)
            hashes.append(hash(key(value)))
        rules.finish()
        if len(set(hashes)) < len(hashes):
            again = read_table(Lines(root, path, Report()), path, cls, Report())
            _report_repeated(again, cls, hashes, ruling)
    except Refused:
        return Contents(diagnostics=tuple(text), whole=False), [], b""
    subjects, blocks = packer.finish()
    text.extend((*reading.list_told(), *ruling.list_told()))
    whole = reading.count_errors(path) == 0
    return Contents(subjects, pointers.finish(), tuple(text), whole), blocks, lines.digest


def _report_repeated(
    rows: Iterator[Row], cls: type[Struct], hashes: array[int], report: Report
) -> None:
    """Report rows that agree with an earlier one; only those whose hashes do are compared."""
    columns = [column_of(field) for field in UNIQUE[cls]]
    key = attrgetter(*UNIQUE[cls])
    repeated = {found for found, count in Counter(hashes).items() if count > 1}
    seen: dict[Any, int] = {}
    for row in rows:
        found = key(row.value)
        if hash(found) not in repeated:
            continue
        if found in seen:
            report.error(
                row.place(columns[0]),
                "duplicate-row",
                f"The row says the same thing as line {seen[found]}.",
                "keep one of the two; rows differ in at least one of: " + ", ".join(columns),
            )
        seen.setdefault(found, row.line)


class CountingReport(Report):
    """A report on one table that tells the first :data:`SAID` of a severity and counts the others,
    so that a column that is wrong in every row fills neither the memory nor the screen."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self._path = path
        self._counts = {Severity.error: 0, Severity.warning: 0}

    def error(self, place: Place, code: str, message: str, fix: str) -> None:
        """Add an error, or count it."""
        self._counts[Severity.error] += 1
        if self._counts[Severity.error] <= SAID:
            super().error(place, code, message, fix)

    def warning(self, place: Place, code: str, message: str, fix: str) -> None:
        """Add a warning, or count it."""
        self._counts[Severity.warning] += 1
        if self._counts[Severity.warning] <= SAID:
            super().warning(place, code, message, fix)

    def list_told(self) -> tuple[Diagnostic, ...]:
        """Return what was told, and how much wasn't."""
        told = Report(self)
        fix = "mend these first; the others follow when the check runs again"
        if (errors := self._counts[Severity.error] - SAID) > 0:
            message = f"The table has {errors:,} more mistakes."
            told.error(Place(self._path), "more-mistakes", message, fix)
        if (doubts := self._counts[Severity.warning] - SAID) > 0:
            message = f"The table has {doubts:,} more doubtful rows."
            told.warning(Place(self._path), "more-mistakes", message, fix)
        return tuple(told)
