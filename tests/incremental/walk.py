"""A walk through scenes: after every step the remembering build is held against a clean one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from hashlib import blake2b, sha256
from pathlib import Path
from typing import Any, TypeVar
from unittest import mock

from jinja2 import Environment
from msgspec import Struct

from incremental.scene import Scene, write_files
from roleguide import build as builds
from roleguide.diagnostics import Diagnostic
from roleguide.engine import durable
from roleguide.engine.environment import TrackedEnvironment
from roleguide.engine.manifest import read_manifest
from roleguide.options import Options, Result

T = TypeVar("T")
Tree = dict[str, str]
"""Path → SHA-256 of every file of a site but its manifest and what it carries over."""


class Outcome(Struct, frozen=True):
    """What a build came to: a site, or none where there are mistakes, and what it said."""

    tree: Tree | None
    said: tuple[Diagnostic, ...]


class Differs(AssertionError):
    """The build that remembers is not the clean one."""


_clean: dict[bytes, Outcome] = {}
"""Outcomes of clean builds of this test run: a scene is built cleanly once."""


_compiled: dict[tuple[object, ...], Any] = {}
"""Compiled templates: pure functions of their texts, and four fifths of the time of a build."""


def compile_once(
    environment: TrackedEnvironment,
    source: str,
    name: str | None = None,
    filename: str | None = None,
) -> Any:
    """Compile a template's text once a test run."""
    key = (source, name, filename)
    if key not in _compiled:
        _compiled[key] = Environment.compile(environment, source, name, filename)
    return _compiled[key]


def quietly(stage: str, items: Iterable[T], total: int) -> Iterable[T]:
    """Show no progress."""
    return items


def build(scene: Scene, root: Path, out: Path, memory: Path | None) -> Result:
    """Build what lies in a folder as the scene says."""
    options = Options(
        root,
        out,
        scene.as_of,
        strict=scene.strict,
        jobs=scene.jobs,
        memory=memory,
        allow_removals=scene.allow_removals,
    )
    generator = blake2b(scene.generator.encode(), digest_size=16).hexdigest()
    with (
        mock.patch.object(builds, "fingerprint", return_value=generator),
        mock.patch.object(TrackedEnvironment, "compile", compile_once),
        mock.patch.object(os, "fsync"),  # power stays on; other tests cut it
        mock.patch.object(durable, "sync_filesystem"),
    ):
        return builds.build_site(options, quietly)


def read_tree(out: Path) -> Tree | None:
    """Read a published site: every byte, and that the manifest lists just these files."""
    manifest = read_manifest(out)
    if manifest is None:
        return None
    tree = {path: sha256((out / path).read_bytes()).hexdigest() for path in manifest.files}
    assert tree == {path: entry.sha256 for path, entry in manifest.files.items()}
    return tree


def read_raw(out: Path) -> dict[str, str]:
    """Read everything in a folder, whatever it is."""
    return {
        path.relative_to(out).as_posix(): os.readlink(path)
        if path.is_symlink()
        else sha256(path.read_bytes()).hexdigest()
        for path in out.rglob("*")
        if path.is_symlink() or path.is_file()
    }


def digest_scene(scene: Scene) -> bytes:
    """Digest what a site depends on; the number of jobs, the generator's name and the like may not
    matter."""
    hashed = blake2b(f"{scene.as_of} {scene.strict}".encode(), digest_size=16)
    for path, content in scene.files.items():
        hashed.update(f"{path}\0{len(content)}\0".encode() + content)
    return hashed.digest()


def build_clean(scene: Scene, folder: Path) -> Outcome:
    """Build a scene without memory where nothing was before."""
    key = digest_scene(scene)
    if key not in _clean:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        write_files(folder, {}, scene.files)
        result = build(scene, folder, folder / "site", None)
        tree = read_tree(folder / "site") if result.done else None
        _clean[key] = Outcome(tree, tuple(result.report))
        shutil.rmtree(folder)
    return _clean[key]


def without_losses(result: Result) -> tuple[Diagnostic, ...]:
    """Return what a build said but for lost pages, of which a first build knows nothing."""
    return tuple(one for one in result.report if one.code != "pages-lost")


class Walk:
    """One folder that goes from scene to scene, with a memory and a published site."""

    def __init__(self, folder: Path, scene: Scene, *, resumed: bool = False) -> None:
        self.root = folder / "guide"
        self.out = folder / "guide" / "site"
        self.memory = folder / "memory"
        self.clean = folder / "clean"
        self.scene = scene
        if not resumed:
            self.root.mkdir(parents=True)
            write_files(self.root, {}, scene.files)

    def go(self, scene: Scene) -> None:
        """Take the folder to a scene."""
        write_files(self.root, self.scene.files, scene.files)
        self.scene = scene

    def build(self) -> Result:
        """Build with memory."""
        return build(self.scene, self.root, self.out, self.memory)

    def check(self) -> Result:
        """Build with memory and hold everything against the clean build; return the build."""
        expected = build_clean(self.scene, self.clean)
        before = read_raw(self.out)
        result = self.build()
        said = without_losses(result)
        if said != expected.said:
            lines = {*map(str, said)} ^ {*map(str, expected.said)}
            raise Differs(f"other words: {sorted(lines)[:5]}")
        if expected.tree is None:
            if result.done or read_raw(self.out) != before:
                raise Differs("a guide with mistakes was published")
            return result
        if not result.done:
            stops = [one.code for one in result.report if one not in said]
            if stops and (self.scene.allow_removals is None or self.scene.strict):
                return result
            raise Differs("a sound guide was not published")
        tree = read_tree(self.out)
        if tree != expected.tree:
            raise Differs(f"other bytes: {sorted(_compare(tree or {}, expected.tree))[:5]}")
        return result

    def check_twice(self, *, untouched: bool = True) -> Result:
        """Check, and that another build at once has nothing to do.

        ``untouched``: nobody else has written into the site.
        """
        result = self.check()
        again = self.build()
        if result.done:
            if again.rendered or not again.done:
                raise Differs(f"a second build rendered {again.rendered} pages")
            if again.publication is not None and again.publication.changed:
                raise Differs("a second build published something else")
            if again.publication is not None and untouched:
                raise Differs("a second build did not take the short way")
        if without_losses(again) != without_losses(result):
            raise Differs("a second build said something else")
        if (again.roles, again.pages, again.files) != (result.roles, result.pages, result.files):
            raise Differs("a second build counted otherwise")
        return result

    def has_foreign(self) -> bool:
        """Tell whether the output holds files that are not ours."""
        manifest = read_manifest(self.out)
        found = {
            path.relative_to(self.out).as_posix()
            for path in self.out.rglob("*")
            if not path.is_dir() or path.is_symlink()
        }
        return manifest is not None and not found <= manifest.list_paths()


def _compare(one: Tree, other: Tree) -> set[str]:
    return {path for path in one.keys() | other.keys() if one.get(path) != other.get(path)}
