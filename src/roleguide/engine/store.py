"""A store of checksummed values on disk: one SQLite file, never pickle.

Every value carries a digest of itself and its key. What is damaged, swapped or of another hand is
not there, one value at a time; a file that is no database of ours is replaced. A store that can't
be used at all (disk, rights, another build) is an empty one: it costs time, never a build.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import sqlite3
import stat
import time
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path
from typing import Final

SCHEMA: Final = "CREATE TABLE item (key TEXT PRIMARY KEY, sum BLOB NOT NULL, value BLOB NOT NULL)"
SUM: Final = 16
"""Bytes of a checksum."""
FAILURES: Final = (sqlite3.Error, UnicodeDecodeError)
"""What using a database may raise: words of a damaged file in a message may be no text."""
ATTEMPTS: Final = 5
PAUSE: Final = 0.01
"""Seconds between two attempts to lock the store."""
CACHE: Final = -4096
"""SQLite's page cache in KiB, negated as SQLite wants it."""


def checksum(key: str, value: bytes) -> bytes:
    """Digest a value together with its key, so that swapped values are noticed."""
    hashed = blake2b(key.encode(), digest_size=SUM)
    hashed.update(b"\0" + value)
    return hashed.digest()


class Store:
    """Values by key. One process writes, alone; forked workers open the file to read it.

    ``OSError`` and ``FAILURES`` end here: a store that can't be used holds nothing.
    """

    def __init__(self, path: Path, *, writes: bool = True) -> None:
        self.path = path
        self._writes = writes
        self._lock = -1
        self._database: sqlite3.Connection | None = None
        self._inherited: sqlite3.Connection | None = None
        self._damaged = False
        """Whether it was given up because the file turned out to be damaged."""
        if writes and not self._take_lock():
            return
        try:
            self._database = self._open()
        except (*FAILURES, OSError):
            if writes:
                self._remove()
                with contextlib.suppress(*FAILURES, OSError):
                    self._database = self._open()

    def _take_lock(self) -> bool:
        """Hold the store for this build; while another build holds it, it is none for this one."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK
            self._lock = os.open(f"{self.path}.lock", flags, 0o644)
            _lock_soon(self._lock)
        except OSError:
            self._release()
            return False
        return True

    def _release(self) -> None:
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1

    def _open(self) -> sqlite3.Connection:
        known = _look_at(self.path)
        if not known and not self._writes:
            raise FileNotFoundError(self.path)
        database = sqlite3.connect(self.path, isolation_level=None, timeout=1.0)
        try:
            # The file may come from a cache of somebody else: no code of its schema is trusted.
            database.execute("PRAGMA trusted_schema = OFF")
            database.execute("PRAGMA synchronous = OFF")
            database.execute(f"PRAGMA cache_size = {CACHE}")
            if not known:
                database.execute(SCHEMA)
            found = database.execute("SELECT type, sql FROM sqlite_master WHERE sql NOT NULL")
            if found.fetchall() != [("table", SCHEMA)]:
                raise sqlite3.DatabaseError("another schema")  # noqa: TRY301 - closes it, too
        except BaseException:
            database.close()
            raise
        return database

    def _remove(self) -> None:
        for path in (self.path, Path(f"{self.path}-journal")):
            with contextlib.suppress(OSError):
                path.unlink()

    def get(self, key: str) -> bytes | None:
        """Return a value, or ``None`` when it is absent or damaged."""
        if self._database is None:
            return None
        try:
            row = self._database.execute(
                "SELECT sum, value FROM item WHERE key = ?", (key,)
            ).fetchone()
        except sqlite3.OperationalError:
            self._disconnect()  # locks or the disk fail: each further value would wait in vain
            return None
        except FAILURES:
            return None
        return _checked(key, row)

    def sizes(self, prefix: str) -> dict[str, int]:
        """Return the sizes of the values whose keys begin so, the oldest first."""
        if self._database is None:
            return {}
        try:
            rows = self._database.execute(
                "SELECT key, length(value) FROM item WHERE key >= ? AND key < ? ORDER BY rowid",
                (prefix, prefix + "\U0010ffff"),
            ).fetchall()
        except FAILURES:
            return {}
        return {str(key): int(size) for key, size in rows}

    def put(self, items: Iterable[tuple[str, bytes]]) -> None:
        """Write values; whatever goes wrong, the store is given up for this build."""
        rows = ((key, checksum(key, value), value) for key, value in items)
        self._change("INSERT OR REPLACE INTO item VALUES (?, ?, ?)", rows)

    def delete(self, keys: Iterable[str]) -> None:
        """Forget values."""
        self._change("DELETE FROM item WHERE key = ?", ((key,) for key in keys))

    def _change(self, statement: str, rows: Iterable[tuple[object, ...]]) -> None:
        if self._database is None or not self._writes:
            return
        try:
            if not self._database.in_transaction:
                self._database.execute("BEGIN IMMEDIATE")
            self._database.executemany(statement, rows)
        except FAILURES as error:
            self._give_up(error)

    def commit(self) -> None:
        """Make what was written last; workers that open the file from now on see it."""
        if self._database is None or not self._database.in_transaction:
            return
        try:
            self._database.execute("COMMIT")
        except FAILURES as error:
            self._give_up(error)

    def _give_up(self, error: Exception) -> None:
        # A full disk, a lock or a broken disk would only fail again.
        self._damaged = not isinstance(error, sqlite3.OperationalError)
        self.remove()

    def begin_anew(self) -> bool:
        """Take an empty file in place of one that turned out to be damaged when it was written.

        False when there is no need, or no way.
        """
        damaged, self._damaged = self._damaged, False
        if damaged:
            with contextlib.suppress(*FAILURES, OSError):
                self._database = self._open()
        return damaged and self._database is not None

    @property
    def size(self) -> int:
        """How many bytes of the file are in use."""
        if self._database is None:
            return 0
        try:
            pages, free, size = (
                int(self._database.execute(f"PRAGMA {name}").fetchone()[0])
                for name in ("page_count", "freelist_count", "page_size")
            )
        except (*FAILURES, TypeError, ValueError):
            return 0
        return (pages - free) * size

    def close(self) -> None:
        """Let go of the file; what was not committed is undone."""
        self._disconnect()
        self._release()

    def _disconnect(self) -> None:
        if self._database is not None:
            with contextlib.suppress(*FAILURES):
                self._database.close()
            self._database = None

    def remove(self) -> None:
        """Forget everything."""
        self._disconnect()
        self._remove()

    def reopen(self) -> None:
        """Read through a connection of this process's own, after a fork.

        The parent's is only put aside: closing it here would undo the parent's work.
        """
        self._lock, self._writes, self._inherited = -1, False, self._database
        try:
            self._database = self._open() if self._database is not None else None
        except (*FAILURES, OSError):
            self._database = None


def _lock_soon(number: int) -> None:
    """Lock an open file; :class:`BlockingIOError` when somebody else holds it for long.

    Whoever asks whether a build is running holds it for an instant.
    """
    for _ in range(ATTEMPTS):
        try:
            return fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(PAUSE)
    return fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _look_at(path: Path) -> bool:
    """Tell whether the file is there; a link, pipe or the like in its place is removed."""
    try:
        mode = os.lstat(path).st_mode
    except FileNotFoundError:
        return False
    if stat.S_ISREG(mode):
        return os.path.getsize(path) > 0
    if not stat.S_ISDIR(mode):
        path.unlink()
        return False
    raise IsADirectoryError(path)


def _checked(key: str, row: tuple[object, object] | None) -> bytes | None:
    if row is None:
        return None
    found, value = row
    if isinstance(value, bytes) and found == checksum(key, value):
        return value
    return None
