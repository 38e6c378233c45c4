"""The journal: what is about to happen beside the published folder, told before it does."""

import hashlib
import os
from pathlib import Path

from msgspec import DecodeError, Struct, json

from roleguide.engine.patch import Patch

MAGIC = b"roleguide journal 2 "
_WRITE = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC


class JournalDamaged(ValueError):
    """The journal is there, but not as it was written."""


class Journal(Struct, frozen=True):
    """The generation that is about to be swapped in."""

    marker: str  # SHA-256 of its manifest's bytes
    # Tells two generations with equal manifests apart, of which one was edited by hand.
    folder: int  # inode of its folder
    patch: Patch | None = None  # where that folder is the previous generation, being patched


def write_journal(file: Path, journal: Journal) -> None:
    """The journal's bytes are on disk; its name is after a sync of the folder. Or an OSError.

    A path that is not valid Unicode is a `UnicodeEncodeError`, before anything is written.
    """
    payload = json.encode(journal)
    number = os.open(file, _WRITE, 0o644)
    with os.fdopen(number, "wb") as stream:
        stream.write(MAGIC + _digest(payload) + b"\n" + payload)
        stream.flush()
        os.fsync(number)


def read_journal(file: Path) -> Journal | None:
    """The journal, None where there is none, or `JournalDamaged`."""
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        return None
    head, _, payload = content.partition(b"\n")
    if head != MAGIC + _digest(payload):
        raise JournalDamaged(file.name)
    try:
        return json.decode(payload, type=Journal)
    except DecodeError as error:
        raise JournalDamaged(file.name) from error


def _digest(payload: bytes) -> bytes:
    return hashlib.blake2b(payload, digest_size=20).hexdigest().encode()
