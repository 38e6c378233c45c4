"""Writing an import: everything is written and synced beside the guide first, then renamed into
place.

A failure at any point before leaves the guide as it was; a kill while files are being renamed
leaves each file old or new, never torn. What a killed import left behind is removed by the next.
"""

from __future__ import annotations

import errno
import fcntl
import filecmp
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import IO, Final, Self

from roleguide.content.columns import TABLES
from roleguide.engine.durable import Syncer, sync_folder
from roleguide.engine.failure import PublishError, explain_error
from roleguide.guide.observations import Import
from roleguide.importers.existing import ExistingTable
from roleguide.importers.inputs import UNCHANGED
from roleguide.importers.summary import FileOutcome, Summary
from roleguide.importers.tabledraft import TableDraft

STAGE: Final = ".roleguide-import"
"""Folder beside ``content/`` for what is being written; no build reads it."""


class Writing:
    """One import into a guide: drafts of tables and records that become files together.

    Used as ``with Writing(root, as_of, summary) as writing: … writing.commit()``. Without a commit,
    and in a dry run, nothing of the guide changes.
    """

    def __init__(self, root: Path, as_of: date, summary: Summary, *, dry_run: bool = False) -> None:
        self.root = root
        self.as_of = as_of
        self.summary = summary
        summary.dry_run = dry_run
        self._dry_run = dry_run
        self._stage = root / STAGE
        self._scratch: TemporaryDirectory[str] | None = None
        self._lock = -1
        self._opened = -1
        self._syncer: Syncer | None = None
        """Of the stage; a dry run owes the disk nothing."""
        self._tables: dict[str, TableDraft] = {}
        self._records: dict[str, Path] = {}
        self._files: list[tuple[str, str, str, str, str, int | None]] = []

    def __enter__(self) -> Self:
        content = self.root / "content"
        try:
            self._lock = os.open(content, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
            _take_lock(self._lock, content)
        except OSError as error:
            raise _explain(error, "opening", content) from error
        try:
            self._prepare(content)
        except OSError as error:
            self._close()
            raise _explain(error, "preparing", self._stage) from error
        return self

    def _prepare(self, content: Path) -> None:
        """Make the folder to write to: of a dry run it is elsewhere, so that nothing is touched."""
        if self._dry_run:
            self._scratch = TemporaryDirectory(prefix="roleguide-import-")
            self._stage = Path(self._scratch.name)
            return
        self._clear()
        self._stage.mkdir()
        _refuse_other_disk(self._stage, content)
        self._opened = os.open(self._stage, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        self._syncer = Syncer(self._opened)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._close()
        if isinstance(error, OSError):
            raise _explain(error, "importing into", self.root / "content") from error

    def _clear(self) -> None:
        if self._stage.is_symlink():
            self._stage.unlink()
        elif self._stage.exists():
            shutil.rmtree(self._stage)

    def _close(self) -> None:
        if self._syncer is not None:
            self._syncer.close()
            os.close(self._opened)
            self._syncer = None
        with suppress(OSError):  # the next import removes what is left
            if self._scratch is not None:
                self._scratch.cleanup()
            elif not self._dry_run:
                self._clear()
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1

    def table(self, name: str, scope: tuple[str, ...] = ()) -> TableDraft:
        """Return the draft of a table; rows and covered scopes are given to it."""
        if name not in self._tables:
            self._tables[name] = TableDraft(self.root, self._stage, name, scope)
        return self._tables[name]

    def write_record(self, path: str, text: str, *, replace: bool = False) -> None:
        """Write a record (``content/sources/x.md``); one that is there stays unless ``replace``."""
        if not replace and os.path.lexists(self.root / path):
            self.summary.tell_record("already there", path)
            return
        if _holds(self.root / path, text):
            self.summary.tell_record("unchanged", path)
            return
        staged = self._stage / f"record{len(self._records)}.md"
        self._write(staged, lambda file: _write_text(file, text))
        self._records[path] = staged

    def note_file(
        self,
        table: str,
        *,
        source: str,
        release: str,
        file: str,
        sha256: str,
        rows: int | None = None,
    ) -> None:
        """Note an imported file for ``imports.csv``; without ``rows``, those rows of the table are
        counted that were added with its name as their origin."""
        self._files.append((table, source, release, file, sha256, rows))

    def commit(self) -> None:
        """Write the tables, and put everything in its place."""
        staged: dict[str, Path] = {}
        for name in _order_tables(self._tables):
            if name != "imports.csv":
                self._stage_table(self._tables[name], staged)
        self._draft_imports()
        if "imports.csv" in self._tables:
            self._stage_table(self._tables["imports.csv"], staged)
        for path, file in self._records.items():
            self.summary.tell_record("written", path)
            self.summary.written.append(FileOutcome(path, "written"))
            staged[path] = file
        if self._syncer is not None:
            try:
                self._syncer.settle([self._stage])
            except OSError as error:
                raise _explain(error, "writing", self._stage) from error
            self._put_in_place(staged)

    def _stage_table(self, draft: TableDraft, staged: dict[str, Path]) -> None:
        file = self._stage / draft.name
        self._write(file, draft.write)
        for reason, (count, example) in sorted(draft.doubles.items()):
            self.summary.skip(f"{draft.name}: {reason}", example, count)
        nothing = draft.rows == draft.kept == 0 and not draft.target.exists()
        if nothing or _is_same(draft.target, file):
            outcome = "unchanged"
        else:
            outcome = "written"
            staged[draft.path] = file
        if not nothing:
            self.summary.written.append(
                FileOutcome(
                    draft.path,
                    "written" if outcome == "written" else "unchanged",
                    draft.rows,
                    draft.kept,
                    draft.replaced,
                )
            )

    def _draft_imports(self) -> None:
        if not self._files:
            return
        draft = self.table("imports.csv", ("table", "source", "file"))
        earlier = {
            (cells["table"], cells["source"], cells["file"]): cells
            for _, cells in ExistingTable(self.root, "imports.csv").rows()
        }
        noted = {(table, source) for table, source, *_ in self._files}
        for key in earlier:
            known = self._tables.get(key[0])
            if key[:2] in noted and known is not None and not known.keeps(key[1]):
                draft.cover(*key)  # no row is left of what that file brought
        for table, source, release, file, sha256, rows in self._files:
            known = self._tables.get(table)
            counted = rows if rows is not None else known.by_origin.get(file, 0) if known else 0
            before = earlier.get((table, source, file), {})
            same = (sha256, str(counted)) == (before.get("sha256"), before.get("rows"))
            day = _read_day(before.get("imported", "")) if same else None
            draft.cover(table, source, file)
            if counted:
                draft.add(Import(table, source, release, file, sha256, counted, day or self.as_of))

    def _write(self, path: Path, write: Callable[[IO[str]], None]) -> None:
        try:
            with path.open("x", encoding="utf-8", newline="") as file:
                write(file)
                file.flush()
                if self._syncer is not None:
                    self._syncer.take_file(os.dup(file.fileno()))
        except OSError as error:
            raise _explain(error, "writing", path) from error

    def _put_in_place(self, staged: dict[str, Path]) -> None:
        folders = {(self.root / path).parent for path in staged}
        done = 0
        try:
            for folder in sorted(folders):
                folder.mkdir(parents=True, exist_ok=True)
            for path in sorted(staged, key=_rank):
                staged[path].replace(self.root / path)
                done += 1
            for folder in folders:
                sync_folder(folder)
        except OSError as error:
            state = f"{done} of {len(staged)} files are new, the others old; import again"
            raise _explain(error, "renaming files in", self.root / "content", state) from error


def _take_lock(number: int, content: Path) -> None:
    """Lock a folder against other imports for as long as it is open."""
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(number)
        raise PublishError(
            f"another import is at work in {content}; {UNCHANGED}",
            "Wait until it is done, and import again.",
        ) from None


def _refuse_other_disk(stage: Path, content: Path) -> None:
    if stage.stat().st_dev != content.stat().st_dev:
        raise OSError(errno.EXDEV, os.strerror(errno.EXDEV), os.fspath(content))


def _read_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _write_text(file: IO[str], text: str) -> None:
    file.write(text)


def _order_tables(names: dict[str, TableDraft]) -> list[str]:
    return [name for name in TABLES if name in names]


def _rank(path: str) -> tuple[int, str]:
    """What others point at comes first, the record of the import last."""
    name = path.rpartition("/")[2]
    if name == "imports.csv":
        return (3, path)
    if path.startswith("content/tables/"):
        return (1 if name in ("places.csv", "industries.csv", "occupations.csv") else 2, path)
    return (0, path)


def _holds(path: Path, text: str) -> bool:
    try:
        return path.read_bytes() == text.encode()
    except FileNotFoundError:
        return False


def _is_same(one: Path, other: Path) -> bool:
    try:
        return filecmp.cmp(one, other, shallow=False)
    except FileNotFoundError:
        return False


def _explain(error: OSError, doing: str, path: Path, state: str = UNCHANGED) -> PublishError:
    explained = explain_error(error, doing, error.filename or path, state=state)
    if error.errno in (errno.EROFS, errno.EXDEV):
        explained.fix = "Keep the guide on one disk that can be written, and import again."
    explained.fix = explained.fix.replace("build again", "import again").replace(
        ", or choose another --out", ""
    )
    return explained
