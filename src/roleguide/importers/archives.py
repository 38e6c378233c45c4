"""Zip archives: what they say they hold is checked before anything is unpacked, and what they hold
is counted while it is.

An Excel workbook (.xlsx) is a zip archive, too. Limits (sizes in bytes): a real OEWS or O*NET file
is below 1 GiB unpacked and packed at most thirtyfold; a deflated run of zeros is packed a
thousandfold.
"""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO, Final

from roleguide.diagnostics import Place, excerpt
from roleguide.importers.refusal import InputRefused, refuse

MEMBERS_LIMIT: Final = 2_000
UNPACKED_LIMIT: Final = 3 * 1024**3
RATIO_LIMIT: Final = 150
SMALL: Final = 4 * 1024**2
"""Members up to this size may be packed at any ratio."""
CHUNK: Final = 1024 * 1024
_LOCAL_HEADER: Final = struct.Struct("<4s22xHH")
_ENCRYPTED: Final = 0x1
_METHODS: Final = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}


def open_archive(file: IO[bytes], path: str) -> zipfile.ZipFile:
    """Open an archive whose list of members is sound, or raise :class:`InputRefused`."""
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, struct.error) as error:
        raise _broken(path, str(error)) from None
    except (ValueError, UnicodeDecodeError, OverflowError) as error:
        raise _broken(path, f"its list of members can’t be read: {error}") from None
    members = archive.infolist()
    if len(members) > MEMBERS_LIMIT:
        message = f"The archive has {len(members):,} members; at most {MEMBERS_LIMIT:,} are read."
        raise refuse(Place(path), "too-many-members", message, "check that it is the right file")
    total = 0
    for member in members:
        _check_member(member, path)
        total += member.file_size
        if total > UNPACKED_LIMIT:
            raise _bomb(path, f"would unpack to more than {UNPACKED_LIMIT:,} bytes")
    return archive


def _check_member(member: zipfile.ZipInfo, path: str) -> None:
    name = member.filename
    parts = PurePosixPath(name.replace("\\", "/")).parts
    if name.startswith(("/", "\\")) or ".." in parts or (parts and parts[0].endswith(":")):
        raise refuse(
            Place(path),
            "unsafe-member",
            f"The archive has a member {excerpt(name)} that points outside of it.",
            "get the archive from its publisher; nothing of this one was unpacked",
        )
    mode = member.external_attr >> 16
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise refuse(
            Place(path),
            "unsafe-member",
            f"The member {excerpt(name)} of the archive is a link or a device, not a file.",
            "get the archive from its publisher; nothing of this one was unpacked",
        )
    if member.flag_bits & _ENCRYPTED:
        raise refuse(
            Place(f"{path}/{name}"),
            "needs-password",
            "The member of the archive is encrypted.",
            "save a copy without a password and import that",
        )
    if member.compress_type not in _METHODS:
        raise refuse(
            Place(f"{path}/{name}"),
            "broken-archive",
            f"The member is packed by a method ({member.compress_type}) that is not read here.",
            "pack the files again as an ordinary zip archive",
        )
    if member.file_size > SMALL and member.file_size > RATIO_LIMIT * max(member.compress_size, 1):
        raise _bomb(
            f"{path}/{name}",
            f"would unpack {member.compress_size:,} bytes to {member.file_size:,}",
        )


def count_members(archive: zipfile.ZipFile, file: IO[bytes], path: str) -> None:
    """Unpack every member without keeping it, and compare its size with the one it claims.

    Whoever reads the archive with another library needs this: Python's own reader stops at the
    claimed size, others unpack as long as there is something to unpack.
    """
    for member in archive.infolist():
        claimed, counted = member.file_size, 0
        for chunk in _unpack_raw(file, member, path):
            counted += len(chunk)
            if counted > claimed:
                raise _bomb(f"{path}/{member.filename}", "unpacks to more bytes than it claims")
        if counted != claimed:
            raise _broken(path, f"the member {excerpt(member.filename)} ends too early")


def _unpack_raw(file: IO[bytes], member: zipfile.ZipInfo, path: str) -> Iterator[bytes]:
    file.seek(member.header_offset)
    head = file.read(_LOCAL_HEADER.size)
    if len(head) < _LOCAL_HEADER.size or not head.startswith(b"PK\x03\x04"):
        raise _broken(path, f"the member {excerpt(member.filename)} is not where it should be")
    _, name_length, extra_length = _LOCAL_HEADER.unpack(head)
    file.seek(name_length + extra_length, 1)
    left = member.compress_size
    unpacker = zlib.decompressobj(-15)
    while left > 0:
        packed = file.read(min(CHUNK, left))
        if not packed:
            raise _broken(path, "it ends too early")
        left -= len(packed)
        if member.compress_type == zipfile.ZIP_STORED:
            yield packed
            continue
        try:
            while packed and not unpacker.eof:
                yield unpacker.decompress(packed, CHUNK)
                packed = unpacker.unconsumed_tail
        except zlib.error as error:
            raise _broken(path, str(error)) from None


class MemberStream:
    """A member of an archive, read as it is unpacked; damage shows as :class:`InputRefused`.

    ``ZipExtFile`` never gives more than the member claims, which was checked, and compares its
    checksum at the end.
    """

    def __init__(self, archive: zipfile.ZipFile, member: zipfile.ZipInfo, path: str) -> None:
        self._path = path
        try:
            self._stream = archive.open(member)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
            raise _broken(path, str(error)) from None

    def read(self, size: int = -1) -> bytes:
        """Read up to ``size`` bytes."""
        try:
            return self._stream.read(size)
        except (zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise _broken(self._path, str(error) or "it ends too early") from None

    def close(self) -> None:
        """Let go of the member."""
        self._stream.close()


def _broken(path: str, why: str) -> InputRefused:
    return refuse(
        Place(path),
        "broken-archive",
        f"The zip archive is damaged or incomplete ({why.rstrip('.')}).",
        "download it again and compare its size with the publisher’s",
    )


def _bomb(path: str, what: str) -> InputRefused:
    return refuse(
        Place(path),
        "archive-bomb",
        f"The file {what}; no publisher’s file does that.",
        "get the file from its publisher; nothing of this one was unpacked",
    )
