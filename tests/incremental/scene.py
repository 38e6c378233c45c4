"""Scenes: the files of a guide and how it is built; and the kinds of edits between them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Final, Protocol

from msgspec import Struct
from msgspec.structs import replace

SITE: Final = Path(__file__).parent / "site"
DAY: Final = date(2026, 11, 21)
Files = Mapping[str, bytes]


class Scene(Struct, frozen=True):
    """A guide's files, and how it is built."""

    files: Files
    as_of: date = DAY
    strict: bool = False
    jobs: int = 1
    generator: str = "a"
    allow_removals: int | None = 1000


class Edit(Protocol):
    """Changes a scene; done twice it mostly undoes what it did."""

    def __call__(self, scene: Scene) -> Scene:
        """Return the other scene."""
        ...


def first_scene() -> Scene:
    """Return the walked guide as it lies beside this file."""
    paths = sorted(path for path in SITE.rglob("*") if path.is_file())
    return Scene({path.relative_to(SITE).as_posix(): path.read_bytes() for path in paths})


def bare_scene() -> Scene:
    """Return a guide of one role and no tables, with every setting at its default."""
    files = first_scene().files
    kept = ("content/roles/gardener.md", "content/categories/office.md")
    return Scene({path: files[path] for path in kept})


def with_file(scene: Scene, path: str, content: bytes | None) -> Scene:
    """Return the scene with another content of one file; ``None``: without that file."""
    files = {name: found for name, found in scene.files.items() if name != path}
    if content is not None:
        files[path] = content
    return replace(scene, files=dict(sorted(files.items())))


def write_files(root: Path, before: Files, after: Files) -> None:
    """Make the files of a folder those of a scene."""
    for path in before.keys() - after.keys():
        (root / path).unlink()
        for folder in list((root / path).parents):
            if folder == root or any(folder.iterdir()):
                break
            folder.rmdir()
    for path, content in after.items():
        if before.get(path) != content:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(content)


class Swap(Struct, frozen=True):
    """One wording for another, wherever the file says the one or the other."""

    path: str
    old: str
    new: str

    def __call__(self, scene: Scene) -> Scene:
        """Swap the wordings."""
        text = scene.files.get(self.path, b"").decode()
        if self.new and self.new in text and (self.old in self.new or self.old not in text):
            made = text.replace(self.new, self.old, 1)
        elif self.old in text:
            made = text.replace(self.old, self.new, 1)
        elif not self.new and text:
            return self._put_back(scene, text)
        else:
            return scene
        return with_file(scene, self.path, made.encode())

    def _put_back(self, scene: Scene, text: str) -> Scene:
        """Put a text that was taken out where it stood in the first scene."""
        first = first_scene().files[self.path].decode()
        before, _, after = first.partition(self.old)
        line = before.rpartition("\n")[0].rpartition("\n")[2] if before.endswith("\n") else ""
        if line and f"{line}\n" in text:
            made = text.replace(f"{line}\n", f"{line}\n{self.old}", 1)
        else:
            follows = after.partition("\n")[0]
            made = text.replace(follows, self.old + follows, 1)
        return with_file(scene, self.path, made.encode())


class Toggle(Struct, frozen=True):
    """A file that is there or not."""

    path: str
    content: bytes

    def __call__(self, scene: Scene) -> Scene:
        """Add the file, or remove it."""
        there = self.path in scene.files
        return with_file(scene, self.path, None if there else self.content)


class Turn(Struct, frozen=True):
    """A file with the one content or the other."""

    path: str
    one: bytes
    other: bytes

    def __call__(self, scene: Scene) -> Scene:
        """Write the other content."""
        now = scene.files.get(self.path)
        return with_file(scene, self.path, self.other if now == self.one else self.one)


class Move(Struct, frozen=True):
    """A file in one folder or another: its id stays."""

    path: str
    to: str

    def __call__(self, scene: Scene) -> Scene:
        """Move the file."""
        source, target = (self.path, self.to) if self.path in scene.files else (self.to, self.path)
        if source not in scene.files or target in scene.files:
            return scene
        return with_file(with_file(scene, source, None), target, scene.files[source])


class Rename(Struct, frozen=True):
    """A record with another id, in its file's name and wherever it is named.

    ``said``: the record lists its old id.
    """

    folder: str
    old: str
    new: str
    said: bool = False

    def __call__(self, scene: Scene) -> Scene:
        """Rename the record, or give it its old id back."""
        old, new = self.old, self.new
        if f"{self.folder}/{old}.md" not in scene.files:
            old, new = new, old
        word = re.compile(rf"(?:(?<![\w-])|(?<=-vs-)){old}(?=[^\w-]|-vs-)")
        files = {
            self._rename_file(path, old, new): word.sub(new, content.decode()).encode()
            if path.startswith("content/")
            else content
            for path, content in scene.files.items()
        }
        if self.said:
            path, line = f"{self.folder}/{new}.md", f"formerly: [{self.old}]\n".encode()
            _, front, body = files[path].split(b"---\n", 2)
            front = front + line if new == self.new else front.replace(line, b"")
            files[path] = b"---\n" + front + b"---\n" + body
        return replace(scene, files=dict(sorted(files.items())))

    def _rename_file(self, path: str, old: str, new: str) -> str:
        if path == f"{self.folder}/{old}.md":
            return f"{self.folder}/{new}.md"
        if path.startswith("content/comparisons/"):
            return path.replace(f"{old}-vs", f"{new}-vs").replace(f"vs-{old}", f"vs-{new}")
        return path


class Both(Struct, frozen=True):
    """Several edits as one."""

    edits: tuple[Edit, ...]

    def __call__(self, scene: Scene) -> Scene:
        """Do them in their order."""
        for edit in self.edits:
            scene = edit(scene)
        return scene


class Option(Struct, frozen=True):
    """Another way to build."""

    name: str
    one: object
    other: object

    def __call__(self, scene: Scene) -> Scene:
        """Take the other way."""
        now = getattr(scene, self.name)
        return replace(scene, **{self.name: self.other if now == self.one else self.one})
