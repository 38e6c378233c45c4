"""What is in a folder: every file with its inode, every folder with its times.

With a stat book only the folders that changed since are listed again: as long as the times of a
folder stand, the names in it lead where they led.
"""

import itertools
import os
import stat
from collections.abc import Collection, Iterable
from pathlib import Path

from msgspec import Struct

from roleguide.engine.book import Book, FolderStat

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


class Tree(Struct):
    """Everything below a folder. Whatever is no folder counts as a file."""

    top: FolderStat
    files: dict[str, int]  # path → inode
    folders: dict[str, FolderStat]  # their stats were taken before their entries were read
    # What may be foreign: with a book that still held, only what it called so, and the top.
    doubtful: Collection[str]
    doubtful_folders: Collection[str]
    whole: bool = True  # False: parts are on another device, where inodes mean something else


def list_tree(top: Path, book: Book | None = None) -> Tree:
    """List the folder; `book` may help if it describes this very folder. Raises plain OSError."""
    number = os.open(top, _FOLDER)
    try:
        facts = os.fstat(number)
        tree = Tree(_note(facts), {}, {}, (), ())
        waiting = [""]  # the top is always read: swapping it changes its times
        recalled = False
        if book is not None and book.top == facts.st_ino:
            waiting += _recall(tree, book, number, facts.st_dev)
            recalled = waiting == [""] and len(tree.folders) == len(book.folders)
        deeper = len(tree.files)  # whatever comes after these is at the top, if all was recalled
        seen = {*waiting, *tree.folders}
        while waiting:
            inner = _read_folder(tree, waiting.pop(), number, facts.st_dev)
            fresh = [path for path in inner if path not in seen]
            recalled = recalled and not fresh
            waiting += fresh
        if book is not None and recalled:
            inner = [path for path in book.foreign if "/" in path]
            tree.doubtful = [*inner, *itertools.islice(tree.files, deeper, None)]
            tree.doubtful_folders = book.foreign_folders
        else:
            tree.doubtful, tree.doubtful_folders = tree.files.keys(), tree.folders.keys()
    finally:
        os.close(number)
    return tree


def find_folders(paths: Iterable[str]) -> set[str]:
    """All folders that these paths need."""
    folders = {path.rpartition("/")[0] for path in paths}
    for folder in tuple(folders):
        parent = folder.rpartition("/")[0]
        while parent not in folders:
            folders.add(parent)
            parent = parent.rpartition("/")[0]
    folders.discard("")
    return folders


def _recall(tree: Tree, book: Book, number: int, device: int) -> list[str]:
    """Enter what the book knows and still holds; returns the folders that must be read anew."""
    again: list[str] = []
    gone: set[str] = set()
    whole = True
    lstat = os.lstat
    for path, inode, mode, mtime, ctime in zip(book.folders, *book.folder_stats, strict=True):
        if gone and path.rpartition("/")[0] in gone:
            gone.add(path)
            continue
        try:
            facts = lstat(path, dir_fd=number)
        except (FileNotFoundError, NotADirectoryError):
            gone.add(path)
            continue
        whole = whole and facts.st_dev == device
        if (
            facts.st_ctime_ns != ctime
            or facts.st_mtime_ns != mtime
            or facts.st_ino != inode
            or facts.st_mode != mode
        ):
            # Something else in its place takes all that was in it along.
            again.append(path) if stat.S_ISDIR(facts.st_mode) else gone.add(path)
    tree.whole = whole
    tree.files, tree.folders = book.list_inodes(), book.list_folders()
    stale = gone.union(again)
    for path in stale:
        del tree.folders[path]
    if stale:
        stale.add("")
        lost = [path for path in tree.files if path.rpartition("/")[0] in stale]
    else:
        lost = [path for path in tree.files if "/" not in path]
    for path in lost:
        del tree.files[path]
    return again


def _read_folder(tree: Tree, path: str, number: int, device: int) -> list[str]:
    """Enter a folder and its files; returns the folders in it."""
    prefix = f"{path}/" if path else ""
    inner: list[str] = []
    # Through an open folder: one that is replaced by a link meanwhile leads nowhere.
    here = os.open(path or ".", _FOLDER, dir_fd=number)
    try:
        facts = os.fstat(here)
        tree.whole = tree.whole and facts.st_dev == device
        if path:
            tree.folders[path] = _note(facts)
        with os.scandir(here) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    inner.append(prefix + entry.name)
                else:
                    tree.files[prefix + entry.name] = entry.inode()
    finally:
        os.close(here)
    return inner


def _note(facts: os.stat_result) -> FolderStat:
    return facts.st_ino, facts.st_mode, facts.st_mtime_ns, facts.st_ctime_ns
