"""One guide is one site, wherever, whenever and however it is built."""

from __future__ import annotations

import json
import os
import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, Self
from unittest import mock

import pytest

from incremental.edits import EDITS
from incremental.scene import DAY, SITE, first_scene, write_files
from incremental.test_walks import WALKS
from incremental.walk import Walk, build_clean, read_tree
from roleguide.engine.sitepath import MARKER
from small_site import run_command

AXES: Final[dict[str, tuple[str, ...]]] = {
    "seed": ("0", "1", "random"),
    "locale": ("C", "C.UTF-8", "POSIX", "tr_TR.UTF-8"),
    "zone": ("UTC", "Pacific/Apia", "America/St_Johns"),
    "mask": ("022", "077", "000"),
    "cwd": ("root", "above", "content", "elsewhere"),
    "files": ("in order", "in reverse", "shuffled"),
    "ends": ("lf", "crlf"),
    "jobs": ("1", "2", "3"),
    "memory": ("none", "cold", "warm", "moved"),
    "python": ("", "-O"),
}
"""What may differ between two machines, and how."""
Cell = dict[str, str]
EARLIER: Final = (
    "data-engineer.md: title: Data engineer → title: Pipeline engineer",
    "site.yaml: name: A walked guide → name: A walk",
    "pay.csv: ,134000,165000, → ,135000,165000,",
)
"""Edits of the state that a memory is of."""


def pair_up(axes: dict[str, tuple[str, ...]], dice: random.Random) -> list[Cell]:
    """Choose cells so that any two values of two axes meet in one (greedily)."""
    names = list(axes)
    left = {
        (one, first, other, second)
        for number, one in enumerate(names)
        for other in names[number + 1 :]
        for first in axes[one]
        for second in axes[other]
    }
    cells = []
    while left:
        one, first, other, second = min(left)
        tries = []
        for _ in range(40):
            cell = {name: dice.choice(values) for name, values in axes.items()}
            cell |= {one: first, other: second}
            tries.append(cell)
        cell = max(tries, key=lambda cell: len(left & pairs_of(cell)))
        left -= pairs_of(cell)
        cells.append(cell)
    return cells


def pairs_of(cell: Cell) -> set[tuple[str, str, str, str]]:
    """List the pairs of values of a cell."""
    names = list(cell)
    return {
        (one, cell[one], other, cell[other])
        for number, one in enumerate(names)
        for other in names[number + 1 :]
    }


CELLS: Final = pair_up(AXES, random.Random(1))


def check_out(folder: Path, cell: Cell) -> None:
    """Write the guide as a checkout of another machine might have it."""
    paths = sorted(path for path in SITE.rglob("*") if path.is_file())
    if cell["files"] == "in reverse":
        paths.reverse()
    elif cell["files"] == "shuffled":
        random.Random(3).shuffle(paths)
    for number, path in enumerate(paths):  # a folder may list its files as they were made
        target = folder / path.relative_to(SITE)
        target.parent.mkdir(parents=True, exist_ok=True)
        content = path.read_bytes()
        # Assets are published as they are: git leaves those alone that are no text.
        if cell["ends"] == "crlf" and "assets" not in target.parts:
            content = content.replace(b"\n", b"\r\n")
        target.write_bytes(content)
        os.utime(target, (10**6 * number, 10**6 * number))


def build_cell(folder: Path, cell: Cell) -> str:
    """Build the guide in a cell; return the digest of its site."""
    root, first = folder / "guide", folder / "moved from here"
    if cell["memory"] in ("warm", "moved"):  # the memory is of another state of the guide
        begun = first if cell["memory"] == "moved" else root
        check_out(begun, cell)
        scene = first_scene()
        for name in EARLIER:
            scene = EDITS[name](scene)
        write_files(begun, first_scene().files, scene.files)
        run_cell(begun, folder, cell)
        if begun is first:
            first.rename(root)
    check_out(root, cell)
    run_cell(root, folder, cell)
    return str(json.loads((root / "site" / MARKER).read_text())["tree"])


def run_cell(root: Path, folder: Path, cell: Cell) -> None:
    """Run a build as the cell says."""
    where = {"root": root, "above": folder, "content": root / "content", "elsewhere": Path("/")}
    cwd = where[cell["cwd"]]
    environment = {"PYTHONHASHSEED": cell["seed"], "LC_ALL": cell["locale"], "TZ": cell["zone"]}
    if cell["locale"] == "POSIX":
        environment["PYTHONUTF8"] = "0"
    result = run_command(
        *("build", "--root", os.path.relpath(root, cwd), "--as-of", str(DAY)),
        *("--jobs", cell["jobs"], "--quiet"),
        *(["--no-memory"] if cell["memory"] == "none" else []),
        python=(cell["python"],) if cell["python"] else (),
        cwd=cwd,
        umask=int(cell["mask"], 8),
        environment=environment,
    )
    assert result.returncode == 0, (cell, result.stderr)


@pytest.mark.slow
def test_one_guide_gives_one_site_everywhere(tmp_path: Path) -> None:
    """Any two values of two axes meet in a cell; the suite builds a few of the cells."""
    trees = {}
    for number, cell in enumerate(CELLS if WALKS else CELLS[::4]):
        folder = tmp_path / ("deep/" * (number % 3)) / f"cell {number}"
        folder.mkdir(parents=True)
        trees[number] = build_cell(folder, cell)
        shutil.rmtree(folder)
    assert len(trees) >= 4
    assert len(set(trees.values())) == 1, trees


def test_the_order_in_which_folders_are_listed_changes_nothing(tmp_path: Path) -> None:
    """Some file systems list names as they were made, others by their hashes."""
    expected = build_clean(first_scene(), tmp_path / "clean")
    for seed in range(2):
        dice = random.Random(seed)
        with shuffled_folders(dice):
            walk = Walk(tmp_path / str(seed), first_scene())
            walk.check()
            walk.go(EDITS[EARLIER[0]](first_scene()))
            walk.build()
            walk.go(first_scene())
            assert walk.build().done
        assert read_tree(walk.out) == expected.tree


@contextmanager
def shuffled_folders(dice: random.Random) -> Iterator[None]:
    """List folders in any order."""
    scandir, listdir = os.scandir, os.listdir

    class Shuffled(list[Any]):
        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None:
            pass

        def __next__(self) -> Any:
            if not self:
                raise StopIteration
            return self.pop()

        def __iter__(self) -> Any:
            return self

        def close(self) -> None:
            """Nothing is open."""

    def scan(path: Any = ".") -> Any:
        with scandir(path) as entries:
            found = Shuffled(entries)
        dice.shuffle(found)
        return found

    def names(path: Any = ".") -> list[Any]:
        found: list[Any] = listdir(path)
        dice.shuffle(found)
        return found

    with mock.patch.object(os, "scandir", scan), mock.patch.object(os, "listdir", names):
        yield
