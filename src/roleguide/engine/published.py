"""The published generation as a build finds it: which of its files can be relied on."""

import contextlib
import errno
import os
import stat
from collections.abc import Mapping

from roleguide.engine.book import Book, Stat, read_book
from roleguide.engine.manifest import (
    Entry,
    Manifest,
    decode_manifest,
    digest_bytes,
    read_fully,
    read_marker,
)
from roleguide.engine.output import Output, refuse_damaged
from roleguide.engine.sitepath import MARKER
from roleguide.engine.tree import Tree, list_tree

_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_MODE = stat.S_IFREG | 0o644

# Nothing there that could be a file of ours: it is written anew.
ABSENT = {errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ENXIO, errno.EACCES}


class Published:
    """A published folder, open for reading under the lock; an absent one has no manifest.

    Paths are taken as valid. `holds` and the like raise the plain OSError of a call that failed.
    """

    # Paths are resolved from the open folder: shorter walks for the kernel, and a folder that is
    # replaced by a link meanwhile leads nowhere.

    def __init__(self, place: Output, opened: int, *, trust: bool = True) -> None:
        self.place = place
        self.opened = opened  # the clock, read before anything else was
        self.manifest: Manifest | None = None
        self.marker = ""  # SHA-256 of the manifest's bytes
        self.book: Book | None = None
        self.folder = -1
        self.known: Mapping[str, Stat] = {}
        """The stats of the book."""
        self.reread: dict[str, Stat] = {}
        """Those of the files that had to be read and are right, taken before that."""
        self.stale = False
        """Whether a better stat book than the present one could be written."""
        with refuse_damaged(place.out):
            if not os.path.lexists(place.out / MARKER):
                return
            self.folder = os.open(place.out, _FOLDER)
            try:
                self._open(trust=trust)
            except BaseException:
                self.close()
                raise

    def _open(self, *, trust: bool) -> None:
        marker = _note(os.lstat(MARKER, dir_fd=self.folder))
        content = read_marker(self.place.out)
        if content is None:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        self.marker = digest_bytes(content)
        book = read_book(self.place.book) if trust else None
        top = os.fstat(self.folder).st_ino
        if book is not None and (book.marker, book.top) == (self.marker, top):
            self.book = book
            self.known = book.list_stats()
        if self.known.get(MARKER) != marker:
            self.stale = True
            self.reread[MARKER] = marker
        self.manifest = decode_manifest(content, known=self.book is not None)

    def close(self) -> None:
        """Let go of the folder."""
        if self.folder >= 0:
            with contextlib.suppress(OSError):  # only read from: nothing can be lost
                os.close(self.folder)
        self.folder = -1

    def holds(self, path: str, entry: Entry) -> bool:
        """Whether the file is there with mode 0644 and the bytes of the entry.

        The entry must be the one of the manifest; where the stat book can't tell, the file is read.
        """
        return self._recall(path) or self.reread_file(path, entry)

    def holds_all(self, entries: Mapping[str, Entry]) -> set[str]:
        """The paths among the entries that do not hold, see `holds`."""
        known, folder, lstat = self.known, self.folder, os.lstat
        doubtful = []
        for path in entries:
            try:
                inode, size, mtime, ctime = known[path]
                now = lstat(path, dir_fd=folder)
            except (KeyError, OSError):
                doubtful.append(path)
                continue
            if (
                now.st_ctime_ns != ctime
                or now.st_ino != inode
                or now.st_mtime_ns != mtime
                or now.st_size != size
            ):
                doubtful.append(path)
        return {path for path in doubtful if not self.reread_file(path, entries[path])}

    def reread_file(self, path: str, entry: Entry) -> bool:
        """Whether the file is right by its bytes; what `lstat` said of it goes into the book."""
        self.stale = True
        found = self._read(path, entry)
        if found is None:
            return False
        self.reread[path] = found[0]
        return True

    def read(self, path: str, entry: Entry) -> bytes | None:
        """The bytes of a file if they fit the entry."""
        found = self._read(path, entry)
        return None if found is None else found[1]

    def _read(self, path: str, entry: Entry) -> tuple[Stat, bytes] | None:
        if self.folder < 0:
            return None
        try:
            number = os.open(path, _READ, dir_fd=self.folder)
        except OSError as error:
            if error.errno in ABSENT:
                return None
            raise
        try:
            facts = os.fstat(number)
            if facts.st_size != entry.size or facts.st_mode != _MODE:
                return None
            content = read_fully(number, entry.size)
        finally:
            os.close(number)
        return (_note(facts), content) if digest_bytes(content) == entry.sha256 else None

    def list_tree(self) -> Tree:
        """Everything in the folder."""
        if self.folder < 0:
            return Tree((0, 0, 0, 0), {}, {}, (), ())
        return list_tree(self.place.out, self.book)

    def _recall(self, path: str) -> bool:
        """Whether the file is as the stat book has it."""
        known = self.known.get(path)
        if known is None:
            return False
        try:
            now = _note(os.lstat(path, dir_fd=self.folder))
        except OSError:
            return False
        return now == known


def _note(facts: os.stat_result) -> Stat:
    return facts.st_ino, facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns
