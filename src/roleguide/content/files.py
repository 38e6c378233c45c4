"""Files of the content folder: found without following links, read once, checked as text.

This is the only module that opens content. It knows names, kinds of entries, sizes and encodings;
it does not know what a record means.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

from msgspec import Struct

from roleguide.content.digests import digest_bytes
from roleguide.content.characters import check_characters
from roleguide.diagnostics import Place, Report, excerpt

RECORD_LIMIT: Final = 256 * 1024
"""Largest record in bytes; above it prose takes seconds to parse (hazards H21 to H23)."""
RECORD_WARNING: Final = 64 * 1024
TABLE_LIMIT: Final = 512 * 1024 * 1024
BLOCK: Final = 2**20
"""Bytes that are read at once."""
FILES_LIMIT: Final = 50_000
DEPTH_LIMIT: Final = 6
NAME_LIMIT: Final = 120
RESERVED: Final = frozenset(
    {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))}
)
IGNORED: Final = frozenset(
    {".gitkeep", ".gitattributes", ".DS_Store", "Thumbs.db", "desktop.ini", "README.md"}
)
PATH_LIMIT: Final = 200
SLUG_LIMIT: Final = 80
SLUG: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class Entry(Struct, frozen=True):
    """A regular file below the root: its path from the root and its size in bytes."""

    path: str
    size: int


class TextFile(Struct, frozen=True):
    """A file as text: UTF-8, no byte-order mark, line feeds only."""

    path: str
    text: str
    digest: bytes = b""
    """Of the bytes that were read."""
    size: int = 0
    """How many bytes."""

    @property
    def stem(self) -> str:
        """The file's name without its folder and extension: a record's id."""
        return self.path.rpartition("/")[2].rpartition(".")[0]


def list_entries(root: Path, folder: str, report: Report) -> list[Entry]:
    """List the regular files below ``root/folder`` in path order and report every other kind
    of entry."""
    entries: list[Entry] = []
    if not os.path.lexists(root / folder):
        report.error(
            Place(folder),
            "no-content",
            f"There is no folder {folder}/ here.",
            "run in the folder of the guide, or name that folder with --root",
        )
        return entries
    if (root / folder).is_symlink() or not (root / folder).is_dir():
        _refuse(folder, "not a folder of its own", report)
        return entries
    _list_folder(root, folder, 1, entries, report)
    if len(entries) > FILES_LIMIT:
        report.error(
            Place(folder),
            "too-many-files",
            f"{folder}/ holds more than {FILES_LIMIT:,} files.",
            "split the guide, or look for a folder that was copied here by accident",
        )
        del entries[FILES_LIMIT:]
    seen: dict[str, str] = {}
    for entry in entries:
        folded = unicodedata.normalize("NFC", entry.path).casefold()
        if folded in seen:
            report.error(
                Place(entry.path),
                "name-collision",
                f"{excerpt(entry.path)} and {excerpt(seen[folded])} are one file on some systems.",
                "rename one of them",
            )
        seen[folded] = entry.path
    return entries


def _list_folder(root: Path, folder: str, depth: int, entries: list[Entry], report: Report) -> None:
    with os.scandir(root / folder) as scanned:
        found = sorted(scanned, key=lambda entry: entry.name)
    for item in found:
        path = f"{folder}/{item.name}"
        if item.name in IGNORED:
            continue
        if not _check_name(item.name, path, report) or len(entries) > FILES_LIMIT:
            continue
        if item.is_symlink():
            _refuse(path, "a symbolic link", report)
        elif item.is_dir(follow_symlinks=False):
            if depth >= DEPTH_LIMIT:
                report.error(
                    Place(path),
                    "too-deep",
                    f"The folder is nested deeper than {DEPTH_LIMIT} levels.",
                    "move its files up",
                )
            else:
                _list_folder(root, path, depth + 1, entries, report)
        elif item.is_file(follow_symlinks=False):
            entries.append(Entry(path, item.stat(follow_symlinks=False).st_size))
        else:
            _refuse(path, _kind(item.stat(follow_symlinks=False).st_mode), report)


def _check_name(name: str, path: str, report: Report) -> bool:
    problem = ""
    fix = "use small letters, digits and hyphens, as in registered-nurse.md"
    stem = name.partition(".")[0]
    if len(os.fsencode(name)) > NAME_LIMIT:
        problem = f"is longer than {NAME_LIMIT} bytes"
        fix = "shorten it"
    elif len(os.fsencode(path)) > PATH_LIMIT:
        problem = f"makes a path longer than {PATH_LIMIT} bytes"
        fix = "shorten it, or the names of its folders"
    elif stem.casefold() in RESERVED:
        problem = "is reserved on Windows"
        fix = "choose another name"
    elif not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", name) or name.endswith("."):
        problem = "has characters that are not safe in addresses and on every system"
    if problem:
        report.error(
            Place(path),
            "bad-file-name",
            f"The name {excerpt(name)} {problem}.",
            fix,
        )
    return not problem


def _kind(mode: int) -> str:
    for test, word in (
        (stat.S_ISFIFO, "a named pipe"),
        (stat.S_ISSOCK, "a socket"),
        (stat.S_ISCHR, "a device"),
        (stat.S_ISBLK, "a device"),
    ):
        if test(mode):
            return word
    return "not a regular file"


def _refuse(path: str, kind: str, report: Report) -> None:
    report.error(
        Place(path),
        "not-a-file",
        f"The entry is {kind}; content is made of regular files only.",
        "remove it, or put a copy of the file in its place",
    )


def read_text(root: Path, path: str, limit: int, report: Report) -> TextFile | None:
    """Read one file as checked text, or report why it can't be read and return ``None``.

    The file is opened without following a link and checked after opening, so that nothing swapped
    in between is ever read. An :class:`OSError` of the machine itself (``EIO``, rights) is raised.
    """
    try:
        content = b"".join(read_blocks(root, path, limit, report))
        text = check_text(content, path, 0, report)
    except Refused:
        return None
    return TextFile(path, text, digest_bytes(content), len(content))


@contextmanager
def naming(path: str) -> Iterator[None]:
    """Name the path in an :class:`OSError`: calls on an open file name none, and opening a file
    below an open folder names its last part."""
    try:
        yield
    except OSError as error:
        error.filename = path
        raise


def open_folder(root: Path, folders: Sequence[str]) -> int:
    """Open a folder step by step, following no link."""
    flags = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
    with naming("/".join(folders) or os.fspath(root)):
        folder = os.open(root, flags)
        for inner in folders:
            try:
                below = os.open(inner, flags | os.O_NOFOLLOW, dir_fd=folder)
            finally:
                os.close(folder)
            folder = below
    return folder


def _open_below(root: Path, path: str) -> int:
    """Open a file folder by folder, following no link at any step."""
    *folders, name = path.split("/")
    folder = open_folder(root, folders)
    try:
        return os.open(
            name, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=folder
        )
    finally:
        os.close(folder)


class Refused(Exception):
    """A file that can't be read; the report says why."""


def read_blocks(root: Path, path: str, limit: int, report: Report) -> Iterator[bytes]:
    """Yield what a file holds in blocks of up to :data:`BLOCK` bytes.

    :class:`Refused` after it was reported that the file can't be read, also after the last block
    when the file changed in between. An :class:`OSError` of the machine itself is raised.
    """
    with naming(path):
        try:
            descriptor = _open_below(root, path)
        except OSError as error:
            if error.errno in (errno.ELOOP, errno.ENOTDIR):
                _refuse(path, "a symbolic link, or reached through one", report)
                raise Refused from None
            if error.errno == errno.ENXIO:
                _refuse(path, "a socket", report)
                raise Refused from None
            raise
        with os.fdopen(descriptor, "rb") as file:
            yield from _read_opened(file, path, limit, report)


def _read_opened(file: BinaryIO, path: str, limit: int, report: Report) -> Iterator[bytes]:
    status = os.fstat(file.fileno())
    if not stat.S_ISREG(status.st_mode):
        _refuse(path, _kind(status.st_mode), report)
        raise Refused
    if status.st_size > limit:
        report.error(
            Place(path),
            "too-large",
            f"The file has {status.st_size:,} bytes; at most {limit:,} are read.",
            "split it, or remove what was pasted by accident",
        )
        raise Refused
    left = status.st_size + 1
    while left and (block := file.read(min(left, BLOCK))):
        left -= len(block)
        yield block
    after = os.fstat(file.fileno())
    if status.st_size + 1 - left != after.st_size or after.st_mtime_ns != status.st_mtime_ns:
        report.error(
            Place(path),
            "changed-while-reading",
            "The file changed while it was being read.",
            "save it completely and run again",
        )
        raise Refused


def check_text(content: bytes, path: str, before: int, report: Report) -> str:
    """Return whole lines of a file as text; ``before`` is the number of the lines before them.

    :class:`Refused` after it was reported what is wrong with them.
    """
    text = _decode(content, path, before, report)
    if before == 0 and text.startswith("version https://git-lfs.github.com/spec/"):
        report.error(
            Place(path, 1, 1),
            "lfs-pointer",
            "The file is a Git LFS pointer, not the text itself.",
            "run git lfs pull, or commit the file without LFS",
        )
        raise Refused
    if not check_characters(text, path, report, before):
        raise Refused
    _check_conflicts(text, path, before, report)
    return text


def _decode(content: bytes, path: str, before: int, report: Report) -> str:
    if before == 0 and (content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in content[:4]):
        report.error(
            Place(path, 1, 1),
            "not-utf-8",
            "The file is in UTF-16 or UTF-32.",
            "save it as UTF-8",
        )
        raise Refused
    try:
        text = content.decode("utf-8" if before else "utf-8-sig")
    except UnicodeDecodeError as error:
        correct = content[: error.start].decode("utf-8", "replace")
        line = before + correct.count("\n") + 1
        column = len(correct) - correct.rfind("\n")
        report.error(
            Place(path, line, column),
            "not-utf-8",
            f"The byte 0x{content[error.start]:02x} is not UTF-8.",
            "save the file as UTF-8",
        )
        raise Refused from None
    return text.replace("\r\n", "\n")


def _check_conflicts(text: str, path: str, before: int, report: Report) -> None:
    if "<<<<<<< " not in text and ">>>>>>> " not in text:
        return
    clean = True
    for number, line in enumerate(text.split("\n"), before + 1):
        if line.startswith(("<<<<<<< ", ">>>>>>> ", "||||||| ")):
            report.error(
                Place(path, number, 1),
                "merge-conflict",
                f"There is an unresolved merge conflict at line {number}.",
                "keep the lines that are right and delete the marker lines"
                " (<<<<<<<, =======, >>>>>>>)",
            )
            clean = False
    if not clean:
        raise Refused
