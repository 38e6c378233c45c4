"""What an importer is given: files, folders and zip archives.

They are recognised by their content, opened with limits, and refused with a reason before anything
is written.
"""

from __future__ import annotations

import hashlib
import io
import os
import stat
import zipfile
from collections.abc import Collection, Iterator, Sequence
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO, Final, Self

from roleguide.diagnostics import Place, excerpt
from roleguide.engine.failure import explain_error
from roleguide.importers.archives import MemberStream, open_archive
from roleguide.importers.delimited import DelimitedText, Stream
from roleguide.importers.refusal import InputRefused, WrongUse, refuse
from roleguide.importers.sheet import Lines, Sheet
from roleguide.importers.workbooks import read_workbook

TEXT_LIMIT: Final = 3 * 1024**3
WORKBOOK_LIMIT: Final = 512 * 1024**2
DEPTH_LIMIT: Final = 3
FILES_LIMIT: Final = 500
HEAD: Final = 4096
UNCHANGED: Final = "no file of the guide was changed"
IGNORED_SUFFIXES: Final = {".pdf", ".md", ".html", ".htm", ".doc", ".docx", ".url", ".ini", ".db"}
"""Files of a folder or archive that are passed over: what publishers add for people."""


class Input:
    """A regular file on disk; ``sheets`` opens the tables in it one by one.

    ``named``: it was given itself, and not found in a folder that was.
    """

    def __init__(self, path: Path, shown: str, *, named: bool) -> None:
        self.named = named
        self.path = path
        self.shown = shown
        self.name = path.name
        self._file = open_regular(path, shown)
        try:
            self.sha256 = _digest(self._file)
        except OSError as error:
            self._file.close()
            raise explain_error(error, "reading", shown, state=UNCHANGED) from error

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def sheets(self) -> Iterator[Sheet]:
        """Yield the tables inside: one of a text file, all of a workbook, those of a zip's
        members.

        A workbook lies in memory as long as its sheets are held on to.
        """
        try:
            yield from self._find_sheets()
        except OSError as error:
            raise explain_error(error, "reading", self.shown, state=UNCHANGED) from error

    def _find_sheets(self) -> Iterator[Sheet]:
        self._file.seek(0)
        head = self._file.read(HEAD)
        size = os.fstat(self._file.fileno()).st_size
        if not _is_zip(head):
            check_head(head, self.shown, self._file)
            if size > TEXT_LIMIT:
                raise _too_large(self.shown, size, TEXT_LIMIT)
            yield self._make(DelimitedText(self._reopen, self.shown), self.shown, self.shown)
            return
        archive = open_archive(self._file, self.shown)
        if any(name.lower().startswith("xl/") for name in archive.namelist()):
            if size > WORKBOOK_LIMIT:
                raise _too_large(self.shown, size, WORKBOOK_LIMIT)
            self._file.seek(0)
            yield from self._read_workbook(self._file.read(), self.shown)
            return
        yield from self._find_members(archive)

    def _find_members(self, archive: zipfile.ZipFile) -> Iterator[Sheet]:
        members = [one for one in archive.infolist() if not one.is_dir()]
        if not members:
            message = "The archive is empty."
            raise refuse(Place(self.shown), "empty-file", message, "download it again")
        for member in members:
            name = PurePosixPath(member.filename).name
            if name.startswith((".", "~$")) or "__MACOSX" in member.filename:
                continue
            if PurePosixPath(name).suffix.lower() in IGNORED_SUFFIXES:
                continue
            shown = f"{self.shown}/{member.filename}"
            stream = MemberStream(archive, member, self.shown)
            head = stream.read(HEAD)
            stream.close()
            if _is_zip(head):
                if member.file_size > WORKBOOK_LIMIT:
                    raise _too_large(shown, member.file_size, WORKBOOK_LIMIT)
                stream = MemberStream(archive, member, self.shown)
                yield from self._read_workbook(stream.read(), shown)
            else:
                check_head(head, shown, io.BytesIO(head))
                opening = partial(MemberStream, archive, member, self.shown)
                yield self._make(DelimitedText(opening, shown), shown, shown)

    def _read_workbook(self, content: bytes, book: str) -> Iterator[Sheet]:
        for title, lines in read_workbook(content, book):
            yield self._make(lines, lines.path, book, title)

    def _make(self, lines: Lines, path: str, book: str, title: str = "") -> Sheet:
        return Sheet(
            lines,
            path=path,
            book=book,
            name=PurePosixPath(book).stem,
            title=title,
            file=self.name,
            sha256=self.sha256,
        )

    def _reopen(self) -> Stream:
        return _Reader(self._file)


class _Reader:
    """Reads an open file from its start; several can read one file in turn."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._at = 0

    def read(self, size: int = -1) -> bytes:
        self._file.seek(self._at)
        found = self._file.read(size)
        self._at += len(found)
        return found

    def close(self) -> None:
        self._at = 0


class Inputs(list[Input]):
    """Open files, in the order given and then by name; closed at the end of a ``with``."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of all files."""
        for one in self:
            one.close()


def open_inputs(paths: Sequence[Path]) -> Inputs:
    """Open what a command was given, folders included: ``with open_inputs(paths) as inputs``.

    Raises :class:`WrongUse` for what is not there, :class:`InputRefused` for what is no file, and
    :class:`PublishError` for what the machine can't read.
    """
    found = Inputs()
    try:
        for path in paths:
            _open_path(path, found)
    except BaseException:
        found.close()
        raise
    return found


def refuse_strangers(paths: Sequence[Path], what: str, columns: str) -> InputRefused:
    """Make the exception for paths of which no file holds ``what``; columns that tell it."""
    return refuse(
        Place(os.fspath(paths[0])),
        "missing-table",
        f"None of the files holds {what}: a table with the columns {columns}.",
        "check that this is what the command takes, as its publisher issued it",
    )


def _open_path(path: Path, found: Inputs) -> None:
    shown = os.fspath(path)
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        raise WrongUse(f"there is no file or folder {excerpt(shown, 200)}") from None
    except OSError as error:
        raise explain_error(error, "opening", shown, state=UNCHANGED) from error
    if not stat.S_ISDIR(mode):
        found.append(Input(path, shown, named=True))
        return
    inside = list_folder(path, shown, IGNORED_SUFFIXES)
    if not inside:
        message = "The folder holds no file that could be a table."
        raise refuse(Place(shown), "empty-file", message, "name the folder of the tables")
    if len(found) + len(inside) > FILES_LIMIT:
        message = f"More than {FILES_LIMIT} files were given."
        raise refuse(Place(shown), "too-many-members", message, "import fewer at a time")
    for one in inside:
        found.append(Input(one, os.fspath(one), named=False))


def list_folder(folder: Path, shown: str, ignored: Collection[str], depth: int = 1) -> list[Path]:
    """List the regular files of a folder and of those in it, by name, without ``ignored`` suffixes
    and hidden ones; a symbolic link is refused."""
    try:
        with os.scandir(folder) as scanned:
            entries = sorted(scanned, key=lambda entry: entry.name)
    except OSError as error:
        raise explain_error(error, "reading", shown, state=UNCHANGED) from error
    found: list[Path] = []
    for entry in entries:
        path = folder / entry.name
        if entry.name.startswith((".", "~$")) or path.suffix.lower() in ignored:
            continue
        if entry.is_symlink():
            raise refuse(
                Place(os.fspath(path)),
                "not-a-file",
                "The entry is a symbolic link; a folder’s own files are read, and no other.",
                "name the file that the link points at, or put a copy in the folder",
            )
        if entry.is_dir():
            if depth < DEPTH_LIMIT:
                found.extend(list_folder(path, os.fspath(path), ignored, depth + 1))
        else:
            found.append(path)
    return found


def open_regular(path: Path, shown: str) -> IO[bytes]:
    """Open a regular file; anything else is refused."""
    try:
        number = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        raise WrongUse(f"there is no file {excerpt(shown, 200)}") from None
    except OSError as error:
        raise explain_error(error, "opening", shown, state=UNCHANGED) from error
    file = os.fdopen(number, "rb")
    if not stat.S_ISREG(os.fstat(number).st_mode):
        file.close()
        message = "The entry is a pipe or a device; only regular files are imported."
        raise refuse(Place(shown), "not-a-file", message, "save it as a file first")
    return file


def _digest(file: IO[bytes]) -> str:
    file.seek(0)
    hashed = hashlib.sha256()
    while chunk := file.read(1 << 20):
        hashed.update(chunk)
    return hashed.hexdigest()


def _is_zip(head: bytes) -> bool:
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"))


def _too_large(shown: str, size: int, limit: int) -> Exception:
    return refuse(
        Place(shown),
        "too-large",
        f"The file has {size:,} bytes; at most {limit:,} are read.",
        "check that it is the right file",
    )


def check_head(head: bytes, shown: str, file: IO[bytes]) -> None:
    """Refuse a file that is no text, by its first bytes; ``file`` is looked into where they
    don't tell."""
    place = Place(shown, 1, 1)
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:512].lower()
    if not start:
        message = "The file holds nothing but blanks." if head else "The file is empty."
        raise refuse(Place(shown), "empty-file", message, "download it again")
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        _refuse_compound(shown, file)
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<?xml")) or b"<html" in start:
        raise refuse(
            place,
            "web-page",
            "The file is a web page, not a table: probably an error page of the server.",
            "download the file again in a browser, and look at it before you import it",
        )
    if start.startswith(b"version https://git-lfs.github.com/spec/"):
        message = "The file is a Git LFS pointer, not the table itself."
        raise refuse(place, "lfs-pointer", message, "run git lfs pull")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        message = "The file is in UTF-16."
        raise refuse(place, "not-utf-8", message, "save it as UTF-8")
    for magic, kind in _MAGIC.items():
        if head.startswith(magic):
            raise refuse(
                Place(shown),
                "not-a-table",
                f"The file is {kind}, not a table.",
                "give a workbook (.xlsx), a CSV or tab-separated file, or a zip archive of them",
            )


_MAGIC: Final = {
    b"%PDF": "a PDF document",
    b"\x1f\x8b": "packed with gzip",
    b"7z\xbc\xaf\x27\x1c": "a 7-Zip archive",
    b"Rar!": "a RAR archive",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"SQLite format 3\0": "a database",
    b"\x7fELF": "a program",
    b"PAR1": "a Parquet file",
}


def _refuse_compound(shown: str, file: IO[bytes]) -> None:
    file.seek(0)
    content = file.read(1 << 20)
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise refuse(
            Place(shown),
            "needs-password",
            "The workbook is protected by a password.",
            "save a copy without a password and import that",
        )
    raise refuse(
        Place(shown),
        "old-workbook",
        "The file is a workbook of Excel 2003 or older (.xls).",
        "open it and save it as .xlsx or CSV",
    )
