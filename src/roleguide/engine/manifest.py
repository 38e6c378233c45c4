"""The manifest: what a published folder holds, as bytes that depend on its content alone."""

import errno
import hashlib
import os
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypeVar

from msgspec import DecodeError, Struct, ValidationError, json
from msgspec.structs import force_setattr

from roleguide.engine.failure import PathRefused, explain_error
from roleguide.engine.sitepath import MARKER, check_path, list_parents

FORMAT = 1
_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


class ManifestDamaged(ValueError):
    """The marker file is there, but is not a manifest that this version can read."""


class Entry(Struct, frozen=True, gc=False):
    """Size and SHA-256 of one published file."""

    size: int
    sha256: str


class Manifest(Struct, frozen=True):
    """One generation of a site: its files, and the older assets it still carries."""

    generator: str
    files: Mapping[str, Entry]
    # Assets of the generation before, kept for readers who opened their page before the swap.
    # They depend on the folder's history, so they are no part of the tree digest.
    carried: Mapping[str, Entry] = {}
    # Digest of paths and contents: equal exactly when two sites have the same files.
    tree: str = ""

    def __post_init__(self) -> None:
        if not self.tree:
            force_setattr(self, "tree", digest_tree(self.files))

    def find_entry(self, path: str) -> Entry | None:
        """The entry of a file that this generation holds, its own or carried."""
        return self.files.get(path) or self.carried.get(path)

    def list_paths(self) -> set[str]:
        """Every path that the publisher put into the folder, the marker included."""
        return {*self.files, *self.carried, MARKER}


class _Head(Struct):
    """What tells a manifest of ours from any other file, without its tables."""

    format: int
    generator: str
    tree: str


class _Document(_Head):
    files: dict[str, Entry]
    carried: dict[str, Entry]


_Known = TypeVar("_Known", bound=_Head)


def digest_bytes(content: bytes) -> str:
    """SHA-256 of the content, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def digest_tree(files: Mapping[str, Entry]) -> str:
    """SHA-256 over the sorted paths, sizes and digests of the files."""
    digest = hashlib.sha256()
    for path in sorted(files):
        entry = files[path]
        # A path can't contain a newline, so lines can't be confused with each other.
        digest.update(f"{entry.sha256} {entry.size} {path}\n".encode())
    return digest.hexdigest()


def encode_manifest(manifest: Manifest) -> bytes:
    """The manifest as JSON: sorted, one value a line, without times or names of machines."""
    document = {
        "format": FORMAT,
        "generator": manifest.generator,
        "tree": manifest.tree,
        # Sorted here: on paths that lie half in order the encoder's own sort takes seconds.
        "files": dict(sorted(manifest.files.items())),
        "carried": dict(sorted(manifest.carried.items())),
    }
    return json.format(json.encode(document, order="sorted"), indent=1) + b"\n"


def decode_manifest(content: bytes, *, known: bool = False) -> Manifest:
    """The manifest in these bytes, or `ManifestDamaged` with the reason.

    `known`: these very bytes were written by us, so that paths and digest need no second look.
    """
    document = _decode(content, _Document)
    if known:
        return Manifest(document.generator, document.files, document.carried, document.tree)
    for path in (*document.files, *document.carried):
        try:
            # A manifest may come from elsewhere: a path in it must not lead out of the folder.
            check_path(path)
        except PathRefused as error:
            raise ManifestDamaged(str(error)) from None
    manifest = Manifest(document.generator, document.files, document.carried)
    if manifest.tree != document.tree:
        raise ManifestDamaged("the tree digest does not fit the files")
    return manifest


def _decode(content: bytes, kind: type[_Known]) -> _Known:
    try:
        document = json.decode(content, type=kind)
    except (DecodeError, ValueError, RecursionError) as error:
        raise ManifestDamaged(_find_reason(content, error)) from None
    if document.format != FORMAT:
        raise ManifestDamaged(f"format {document.format}, expected {FORMAT}")
    return document


def _find_reason(content: bytes, error: Exception) -> str:
    if not isinstance(error, ValidationError):
        return f"not JSON: {error}"
    try:
        found = json.decode(content)
    except (DecodeError, ValueError, RecursionError) as broken:
        return f"not JSON: {broken}"
    if isinstance(found, dict) and found.get("format") != FORMAT:
        return f"format {found.get('format')!r}, expected {FORMAT}"
    return str(error)


def read_manifest(out: Path) -> Manifest | None:
    """The manifest of the site in this folder, or None where there is no site of ours."""
    content = read_marker(out)
    return None if content is None else decode_manifest(content)


def holds_site(out: Path) -> bool:
    """Whether the folder is a site of ours by the head of its manifest, or `ManifestDamaged`."""
    content = read_marker(out)
    if content is None:
        return False
    return bool(_decode(content, _Head))


def read_marker(out: Path) -> bytes | None:
    """The bytes of the marker file, or None where the folder has none."""
    marker = out / MARKER
    try:
        number = os.open(marker, _READ)
        with os.fdopen(number, "rb") as file:
            if not stat.S_ISREG(os.fstat(number).st_mode):
                raise ManifestDamaged("not a plain file")
            return file.read()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.EISDIR):
            raise ManifestDamaged("not a plain file") from None
        raise explain_error(error, "reading", marker) from error


def find_damage(out: Path) -> tuple[str, ...]:
    """The paths in a published folder that are missing, or differ from its manifest."""
    manifest = read_manifest(out)
    if manifest is None:
        return (MARKER,)
    listed = {**manifest.carried, **manifest.files}
    return tuple(path for path in sorted(listed) if not holds_entry(out / path, listed[path]))


def holds_entry(file: Path, entry: Entry) -> bool:
    """Whether the file is a plain file with this size and these bytes."""
    try:
        number = os.open(file, _READ)
    except OSError as error:
        if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ENXIO):
            return False
        raise explain_error(error, "reading", file) from error
    try:
        facts = os.fstat(number)
        if not stat.S_ISREG(facts.st_mode) or facts.st_size != entry.size:
            return False
        return digest_bytes(read_fully(number, entry.size)) == entry.sha256
    except OSError as error:
        raise explain_error(error, "reading", file) from error
    finally:
        os.close(number)


def read_fully(number: int, size: int) -> bytes:
    """Everything in an open file that is expected to hold `size` bytes."""
    content = os.read(number, size + 1)
    if len(content) == size:
        return content
    parts = [content]
    while parts[-1]:
        parts.append(os.read(number, 1 << 20))
    return b"".join(parts)


def list_foreign(out: Path, known: Iterable[str]) -> tuple[list[str], list[str]]:
    """Files and folders below `out` that are neither known paths nor folders of them, sorted."""
    known_files = set(known)
    known_folders = {folder for path in known_files for folder in list_parents(path)}
    files: list[str] = []
    folders: list[str] = []
    waiting = [""]
    while waiting:
        prefix = waiting.pop()
        with os.scandir(out / prefix) as entries:
            for entry in entries:
                path = prefix + entry.name
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(f"{path}/")
                    if path not in known_folders:
                        folders.append(path)
                elif path not in known_files:
                    files.append(path)
    return sorted(files), sorted(folders)
