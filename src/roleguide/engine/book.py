"""The stat book: what `lstat` said about each file of a generation when its bytes were known.

A file whose `lstat` still says the same has not been touched since, and needs no reading: that is
what makes a build cost what changed. The book stands beside the site, never in it, and nothing is
wrong without it. Where it is absent, damaged, of another folder or of an earlier start of the
machine (a power cut may lose the times of a file and keep its bytes), every file is read again.

Times have grains: a file that is changed twice within one has the same time twice. So a file is
entered only if its time was over, by more than a grain, before anyone could reach the file.
"""

import hashlib
import os
import stat
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import DecodeError, Struct, json

Stat = tuple[int, int, int, int]
"""Inode, size in bytes, times of the last change of the content and of the inode (ns)."""
FolderStat = tuple[int, int, int, int]
"""Inode, mode, times of the last change of the entries and of the inode (ns)."""

MAGIC = b"roleguide stat book 1 "


class StatTable(Mapping[str, Stat]):
    """Files and their stats, in a quarter of the memory that tuples of numbers take.

    A path that is entered again keeps its place and has the later stat.
    """

    def __init__(self) -> None:
        self._rows: dict[str, int] = {}
        self._columns = array("Q"), array("Q"), array("q"), array("q")

    def enter(self, path: str, known: Stat) -> None:
        """Enter a file."""
        row = self._rows.get(path)
        if row is None:
            self._rows[path] = len(self._columns[0])
            for column, value in zip(self._columns, known, strict=True):
                column.append(value)
        else:
            for column, value in zip(self._columns, known, strict=True):
                column[row] = value

    def drop(self, path: str) -> None:
        """Forget a file."""
        del self._rows[path]

    def take(self, path: str) -> Stat:
        """Return the stat of the file that was entered last, and forget it."""
        del self._rows[path]
        inode, size, mtime, ctime = self._columns
        return inode.pop(), size.pop(), mtime.pop(), ctime.pop()

    def __getitem__(self, path: str) -> Stat:
        row = self._rows[path]
        inode, size, mtime, ctime = self._columns
        return inode[row], size[row], mtime[row], ctime[row]

    def __contains__(self, path: object) -> bool:
        return path in self._rows

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


# Local file systems take their times from the kernel's tick, which lasts up to 10 ms.
GRAIN = 20_000_000
# Times in whole seconds: an old file system, with grains of one or two seconds.
COARSE = 2_000_000_000

_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_BOOT = "/proc/sys/kernel/random/boot_id"
_LEFTOVERS = ("journal", "stage", "patched", "undo", "displaced", "discard")


class Book(Struct):
    """One generation as `lstat` saw it: its own files, files of others, folders.

    A time of -1 fits nothing: what it belongs to has to be looked at.
    """

    # Columns are read three times as fast as rows.
    boot: str
    marker: str  # SHA-256 of the manifest's bytes
    tree: str  # the manifest's digest of paths and contents
    top: int  # inode of the generation's folder
    paths: Sequence[str]
    stats: Sequence[Sequence[int]]  # the columns of their `Stat`s
    folders: Sequence[str]  # a folder comes before what is in it
    folder_stats: Sequence[Sequence[int]]  # the columns of their `FolderStat`s
    foreign: Mapping[str, int]  # path → inode
    foreign_folders: Sequence[str]

    def list_stats(self) -> dict[str, Stat]:
        """The generation's own files."""
        return dict(zip(self.paths, zip(*self.stats, strict=True), strict=True))

    def list_folders(self) -> dict[str, FolderStat]:
        """All folders."""
        return dict(zip(self.folders, zip(*self.folder_stats, strict=True), strict=True))

    def list_inodes(self) -> dict[str, int]:
        """All files and their inodes."""
        return {**dict(zip(self.paths, self.stats[0], strict=True)), **self.foreign}


def find_untouched(out: Path) -> str | None:
    """The tree digest of the published site, if each of its files is as it was when published.

    By `lstat` alone, without the lock and changing nothing. None where that can't be told, or where
    a killed build left something to put right: publish as usual, it will look closer.
    """
    book = read_book(name_book(out))
    if book is None:
        return None
    try:
        folder = os.open(out, _FOLDER)
    except OSError:
        return None
    try:
        if os.fstat(folder).st_ino != book.top or _has_leftovers(out):
            return None
        lstat = os.lstat
        for path, inode, size, mtime, ctime in zip(book.paths, *book.stats, strict=True):
            now = lstat(path, dir_fd=folder)
            if (
                now.st_ctime_ns != ctime
                or now.st_ino != inode
                or now.st_mtime_ns != mtime
                or now.st_size != size
            ):
                return None
    except OSError:
        return None
    finally:
        os.close(folder)
    return book.tree


def name_book(out: Path) -> Path:
    """Where the stat book of the published site is."""
    return out.parent / f".{out.name}.book"


def find_horizon(clock: int) -> int:
    """What has this time (ns) or an earlier one was changed before the clock said this."""
    return clock - (COARSE if clock % 1_000_000_000 == 0 else GRAIN)


def make_book(
    *,
    marker: str,
    tree: str,
    top: int,
    files: Mapping[str, Stat],
    folders: Mapping[str, FolderStat],
    foreign: Mapping[str, int],
    foreign_folders: Iterable[str],
) -> Book:
    """The book of one generation."""
    ordered = sorted(folders)
    return Book(
        _find_boot(),
        marker,
        tree,
        top,
        list(files),
        _turn(files.values()),
        ordered,
        _turn(folders[path] for path in ordered),
        foreign,
        list(foreign_folders),
    )


def _turn(rows: Iterable[tuple[int, int, int, int]]) -> list[tuple[int, ...]]:
    return list(zip(*rows, strict=True)) or [(), (), (), ()]


def write_book(file: Path, fresh: Path, book: Book) -> None:
    """Replace the file in one step, by way of `fresh`; unsynced, since a loss only costs time.

    OSError, or ValueError for names of foreign files that aren't Unicode.
    """
    payload = json.encode(book)
    fresh.unlink(missing_ok=True)
    number = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o644)
    try:
        with os.fdopen(number, "wb") as stream:
            stream.write(MAGIC + _digest(payload) + b"\n" + payload)
        fresh.replace(file)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise


def read_book(file: Path) -> Book | None:
    """The book in this file; anything wrong with it is the same as no book."""
    try:
        number = os.open(file, _READ)
        with os.fdopen(number, "rb") as stream:
            if not stat.S_ISREG(os.fstat(number).st_mode):
                return None
            head, _, payload = stream.read().partition(b"\n")
        if head != MAGIC + _digest(payload):
            return None
        book = json.decode(payload, type=Book)
    except (OSError, DecodeError, ValueError, RecursionError, MemoryError):
        return None
    sizes = {len(book.stats), len(book.folder_stats)}
    sizes.update(len(column) - len(book.paths) + 4 for column in book.stats)
    sizes.update(len(column) - len(book.folders) + 4 for column in book.folder_stats)
    return book if sizes == {4} and book.boot == _find_boot() else None


def _digest(payload: bytes) -> bytes:
    return hashlib.sha256(payload).hexdigest().encode()


def _find_boot() -> str:
    """What is different after each start of the machine; empty where there is no such thing."""
    try:
        with open(_BOOT, encoding="ascii") as file:
            return file.read().strip()
    except (OSError, ValueError):
        return ""


def _has_leftovers(out: Path) -> bool:
    return any(os.path.lexists(out.parent / f".{out.name}.{name}") for name in _LEFTOVERS)
