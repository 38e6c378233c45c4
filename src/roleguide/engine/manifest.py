"""The manifest: what a published folder holds, as bytes that depend on its content alone."""

import errno
import hashlib
import json
import os
import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from roleguide.engine.failure import PathRefused, explain_error
from roleguide.engine.sitepath import MARKER, check_path

FORMAT = 1


class ManifestDamaged(ValueError):
    """The marker file is there, but is not a manifest that this version can read."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Size and SHA-256 of one published file."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """One generation of a site: its files, and the older assets it still carries."""

    generator: str
    files: Mapping[str, Entry]
    # Assets of the generation before, kept for readers who opened their page before the swap.
    # They depend on the folder's history, so they are no part of the tree digest.
    carried: Mapping[str, Entry] = field(default_factory=dict)

    @property
    def tree(self) -> str:
        """Digest of paths and contents: equal exactly when two sites have the same files."""
        return digest_tree(self.files)

    def find_entry(self, path: str) -> Entry | None:
        """The entry of a file that this generation holds, its own or carried."""
        return self.files.get(path) or self.carried.get(path)

    def list_paths(self) -> set[str]:
        """Every path that the publisher put into the folder, the marker included."""
        return {*self.files, *self.carried, MARKER}


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
        "files": _encode_entries(manifest.files),
        "carried": _encode_entries(manifest.carried),
    }
    return json.dumps(document, indent=1, sort_keys=True, ensure_ascii=False).encode() + b"\n"


def _encode_entries(entries: Mapping[str, Entry]) -> dict[str, dict[str, int | str]]:
    return {path: {"size": e.size, "sha256": e.sha256} for path, e in entries.items()}


def decode_manifest(content: bytes) -> Manifest:
    """The manifest in these bytes, or `ManifestDamaged` with the reason."""
    try:
        document = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise ManifestDamaged(f"not JSON: {error}") from None
    if not isinstance(document, dict):
        raise ManifestDamaged("not a JSON object")
    if document.get("format") != FORMAT:
        raise ManifestDamaged(f"format {document.get('format')!r}, expected {FORMAT}")
    generator = document.get("generator")
    if not isinstance(generator, str):
        raise ManifestDamaged("no generator")
    manifest = Manifest(
        generator, _decode_entries(document.get("files")), _decode_entries(document.get("carried"))
    )
    if manifest.tree != document.get("tree"):
        raise ManifestDamaged("the tree digest does not fit the files")
    return manifest


def _decode_entries(value: object) -> dict[str, Entry]:
    if not isinstance(value, dict):
        raise ManifestDamaged("no table of files")
    entries: dict[str, Entry] = {}
    for path, fields in value.items():
        try:
            # A manifest may come from elsewhere: a path in it must not lead out of the folder.
            check_path(path)
        except PathRefused as error:
            raise ManifestDamaged(str(error)) from None
        size = fields.get("size") if isinstance(fields, dict) else None
        sha256 = fields.get("sha256") if isinstance(fields, dict) else None
        if type(size) is not int or not isinstance(sha256, str):
            raise ManifestDamaged(f"no size or digest for {path!r}")
        entries[path] = Entry(size, sha256)
    return entries


def read_manifest(out: Path) -> Manifest | None:
    """The manifest of the site in this folder, or None where there is no site of ours."""
    content = read_marker(out)
    return None if content is None else decode_manifest(content)


def read_marker(out: Path) -> bytes | None:
    """The bytes of the marker file, or None where the folder has none."""
    marker = out / MARKER
    try:
        number = os.open(marker, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
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
        number = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
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


def list_parents(path: str) -> list[str]:
    """The folders of a path, the nearest first."""
    parents = []
    while path := path.rpartition("/")[0]:
        parents.append(path)
    return parents
