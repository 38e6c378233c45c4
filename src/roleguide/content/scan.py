"""The files of a guide as they are now: by what they hold, never by their times."""

from __future__ import annotations

import os
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import Final

from msgspec import Struct

from roleguide.content.digests import Digest
from roleguide.content.files import BLOCK, RECORD_LIMIT, Entry, list_entries, naming, open_folder
from roleguide.diagnostics import Report

SITE_FILE: Final = "site.yaml"


class Scan(Struct, frozen=True):
    """The files of a guide: entries in path order, digests by path, and what is wrong with names.

    The digest of settings that are not there is empty.
    """

    entries: tuple[Entry, ...]
    digests: dict[str, bytes]
    report: Report


def scan_content(root: Path) -> Scan:
    """Look at every file below ``root/content`` and at the settings."""
    report = Report()
    entries = list_entries(root, "content", report)
    digests = digest_entries(root, entries)
    digests[SITE_FILE] = _digest_settings(root)
    return Scan(tuple(entries), digests, report)


def _digest_settings(root: Path) -> bytes:
    flags = os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        size = (root / SITE_FILE).lstat().st_size
        folder = open_folder(root, ())
    except OSError:
        return b""
    with naming(SITE_FILE):
        try:
            return _digest_whole(SITE_FILE, flags, folder, size) or b""
        finally:
            os.close(folder)


def digest_entries(root: Path, entries: Iterable[Entry]) -> dict[str, bytes]:
    """Digest the files as they are now, by path; one that can't be read is left out.

    Whoever reads them afterwards says what is wrong with them.
    """
    digests: dict[str, bytes] = {}
    for folder, inside in groupby(entries, lambda entry: entry.path.rpartition("/")[0]):
        with naming(folder):
            digests |= _digest_folder(root, folder, inside)
    return digests


def _digest_folder(root: Path, folder: str, entries: Iterable[Entry]) -> dict[str, bytes]:
    flags = os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        descriptor = open_folder(root, folder.split("/"))
    except OSError:
        return {}
    digests = {}
    try:
        for entry in entries:
            name = entry.path.rpartition("/")[2]
            digest = _digest_whole(name, flags, descriptor, entry.size)
            if digest is not None:
                digests[entry.path] = digest
    finally:
        os.close(descriptor)
    return digests


def _digest_whole(name: str, flags: int, folder: int, size: int) -> bytes | None:
    """Digest a file block by block; ``None`` when it can't be read, or has another size by now."""
    if size > RECORD_LIMIT and not name.endswith(".csv"):
        return None
    try:
        descriptor = os.open(name, flags, dir_fd=folder)
    except OSError:
        return None
    digest = Digest()
    left = size + 1
    try:
        while left and (block := os.read(descriptor, min(left, BLOCK))):
            left -= len(block)
            digest.update(block)
    except OSError:
        return None
    finally:
        os.close(descriptor)
    return digest.digest() if left == 1 else None
