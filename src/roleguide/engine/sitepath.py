"""Paths inside a site: which are allowed, and which may stand beside each other."""

import re
import unicodedata
from collections.abc import Iterable

from roleguide.engine.failure import PathRefused

MARKER = ".roleguide-manifest.json"
LONGEST = 200

_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\\]")
# What none of the rules below needs to look at: lower-case letters, digits, no dot at the start of
# a part. Nearly all paths are like this, and a site has tens of thousands.
_UNUSUAL = re.compile(r"[^a-z0-9_~./-]|^[./]|/[./]|/$")


def check_path(path: str) -> None:
    """Raise `PathRefused` unless the path is relative, plain and at most 200 bytes long."""
    if not path:
        raise PathRefused("a published path is empty")
    if len(path) <= LONGEST and not _UNUSUAL.search(path):
        return
    if _FORBIDDEN.search(path):
        raise PathRefused(f"backslash or control character in the published path {path!r}")
    if path.startswith("/"):
        raise PathRefused(f"the published path {path!r} is absolute")
    # The bracketing slashes turn "first, last and middle part" into one case.
    bracketed = f"/{path}/"
    if "//" in bracketed or "/./" in bracketed or "/../" in bracketed:
        raise PathRefused(f"empty, '.' or '..' part in the published path {path!r}")
    try:
        length = len(path.encode())
    except UnicodeEncodeError:
        raise PathRefused(f"the published path {path!r} is not valid Unicode") from None
    if length > LONGEST:
        raise PathRefused(f"the published path {path!r} is {length} bytes long, over {LONGEST}")
    if fold_path(path.split("/", 1)[0]) == MARKER:
        raise PathRefused(f"{MARKER} is the publisher's own file")


def fold_path(path: str) -> str:
    """The path as a file system that ignores case and composition sees it.

    Of most paths that is the path itself, the same object: a site has tens of thousands.
    """
    folded = path.lower() if path.isascii() else unicodedata.normalize("NFC", path).casefold()
    return path if folded == path else folded


def list_parents(path: str) -> list[str]:
    """The folders of a path, the nearest first."""
    parents = []
    while path := path.rpartition("/")[0]:
        parents.append(path)
    return parents


class PathBook:
    """The paths of one site so far; refuses one that some file system could not keep apart."""

    def __init__(self) -> None:
        self._files: dict[str, str] = {}
        self._folders: dict[str, str] = {}
        self._waiting: list[str] = []

    def add_known(self, paths: Iterable[str]) -> None:
        """Enter paths that all stood beside each other in an earlier site."""
        # They need a look as soon as there is a path that wasn't there, and often there is none.
        self._waiting += paths

    def add_carried(self, path: str) -> None:
        """Enter one more path of that earlier site, which may be in the way of a new one."""
        if self._files:
            self.add_path(path)
        else:
            self._waiting.append(path)

    def add_path(self, path: str) -> None:
        """Enter the path, or raise `PathRefused` and leave the book as it was."""
        while self._waiting:
            self._add(self._waiting.pop())
        self._add(path)

    def _add(self, path: str) -> None:
        check_path(path)
        folded = fold_path(path)
        if folded in self._files:
            raise PathRefused(f"{path!r} is published twice (also as {self._files[folded]!r})")
        if folded in self._folders:
            raise PathRefused(f"{path!r} is a file, and a folder of other published files")
        added: list[tuple[str, str]] = []
        folder = path.rpartition("/")[0]
        while folder:
            key = fold_path(folder)
            known = self._folders.get(key)
            if known == folder:
                break
            if known is not None:
                raise PathRefused(f"the folders {known!r} and {folder!r} differ only in case")
            if key in self._files:
                raise PathRefused(f"{self._files[key]!r} is a file, and a folder of {path!r}")
            added.append((key, folder))
            folder = folder.rpartition("/")[0]
        self._files[folded] = path
        self._folders.update(added)
