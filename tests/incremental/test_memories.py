"""A memory says what was, whoever it belonged to and whatever has been mixed into it."""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, Final
from unittest import mock

import pytest
from msgspec import Struct

from incremental.edits import EDITS
from incremental.scene import Scene, first_scene, with_file
from incremental.walk import Differs, Walk
from roleguide.engine import memory, shards

ENGINEER: Final = "data-engineer.md: title: Data engineer → title: Pipeline engineer"
NURSE: Final = "nurse.md: title: Nurse → title: Ward nurse"
MIDWIFE: Final = "midwife.md: status: draft → status: reviewed"
SEALED: Final = ("facts/", "content", "plan", "theme", "last", "seal")
KINDS: Final = (*SEALED, "pages/", "record/", "blob/", "")


def read_rows(walk: Walk) -> list[Any]:
    """Read everything that a memory holds."""
    (path,) = walk.memory.rglob("*.sqlite")
    with closing(sqlite3.connect(path)) as base:
        return base.execute("SELECT key, sum, value FROM item ORDER BY key").fetchall()


def write_rows(walk: Walk, rows: list[Any]) -> None:
    """Put values with their checksums into a memory."""
    (path,) = walk.memory.rglob("*.sqlite")
    with closing(sqlite3.connect(path)) as base:
        base.executemany("INSERT OR REPLACE INTO item VALUES (?, ?, ?)", rows)
        base.commit()


class Built(Struct, frozen=True):
    """A folder that went through two states, and what its memory held after the first."""

    folder: Path
    scene: Scene
    older: list[Any]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Two states, built once: tests go on in copies of the folder."""
    walk = Walk(tmp_path_factory.mktemp("built") / "walk", first_scene())
    walk.check()
    older = read_rows(walk)
    walk.go(EDITS[MIDWIFE](EDITS[ENGINEER](walk.scene)))
    walk.check()
    return Built(walk.root.parent, walk.scene, older)


def mix(built: Built, folder: Path, kind: str, dice: random.Random, then: tuple[str, ...]) -> None:
    """Put values of the first state among those of the second, and build others."""
    shutil.copytree(built.folder, folder, symlinks=True)
    walk = Walk(folder, built.scene, resumed=True)
    older = [row for row in built.older if row[0].startswith(kind)]
    write_rows(walk, dice.sample(older, len(older) if kind else len(older) // 2))
    for name in then:
        walk.go(EDITS[name](walk.scene))
        walk.check_twice()


@pytest.mark.slow
@pytest.mark.parametrize("then", [(NURSE,), (ENGINEER,), (MIDWIFE, NURSE)], ids=str)
@pytest.mark.parametrize("kind", KINDS)
def test_values_of_different_builds_may_stand_side_by_side(
    built: Built, tmp_path: Path, kind: str, then: tuple[str, ...]
) -> None:
    """After a power cut a database may hold any of them: its writes are not synced."""
    for seed in range(1 if kind else 4):
        mix(built, tmp_path / str(seed), kind, random.Random(seed), then)


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "then"), [("facts/", NURSE), ("content", ENGINEER)])
def test_without_the_seal_they_give_wrong_pages(
    built: Built, tmp_path: Path, kind: str, then: str
) -> None:
    """So the test above would notice."""
    with (
        mock.patch.object(memory, "is_sealed", return_value=True),
        mock.patch.object(shards, "is_sealed", return_value=True),
        pytest.raises(Differs),
    ):
        mix(built, tmp_path / "walk", kind, random.Random(0), (then,))


def other_guide() -> Scene:
    """Return a guide with the same files that says other things."""
    scene = first_scene()
    for name in (ENGINEER, NURSE, "data.md: title: Data → title: Records", "own site.css"):
        scene = EDITS[name](scene)
    return with_file(scene, "templates/skill.html", None)


def test_two_guides_may_share_a_memory(tmp_path: Path) -> None:
    """Each finds what the other left; nothing in a memory says whose it is."""
    one, other = Walk(tmp_path / "one", first_scene()), Walk(tmp_path / "other", other_guide())
    other.memory = one.memory
    for _ in range(2):
        one.check()
        other.check()
    one.go(EDITS[MIDWIFE](one.scene))
    one.check_twice()
    other.check_twice()


def test_one_guide_may_have_two_sites(tmp_path: Path) -> None:
    """A memory knows the last site only; another one is made whole again."""
    walk = Walk(tmp_path, first_scene())
    walk.check()
    first = walk.out
    walk.go(EDITS[NURSE](walk.scene))
    walk.out = walk.root / "second"
    walk.check_twice()
    walk.out = first
    walk.check_twice()
    walk.go(first_scene())
    walk.check_twice()


def test_a_site_and_its_memory_may_come_from_elsewhere(tmp_path: Path) -> None:
    """As in a checkout of a continuous build: nothing is rendered but what shows the edit."""
    walk = Walk(tmp_path / "here", first_scene())
    walk.check()
    shutil.copytree(tmp_path / "here", tmp_path / "there", symlinks=True)
    there = Walk(tmp_path / "there", first_scene(), resumed=True)
    assert there.check_twice(untouched=False).rendered == 0
    there.go(EDITS["data-engineer.md: - Builds pipelines. → - Builds long pipelines."](there.scene))
    assert there.check_twice().rendered == 3  # the role, its file for tools, a comparison


def test_a_link_among_the_templates_is_not_followed(tmp_path: Path) -> None:
    """What it leads to could change without anybody noticing."""
    walk = Walk(tmp_path, first_scene())
    walk.check()
    target = walk.root / "templates/parts/linked.html"
    (walk.root / "templates/glossary.html").symlink_to("parts/linked.html")
    for text in ("<p>one</p>\n", "<p>two</p>\n"):
        target.write_text(text)
        walk.scene = with_file(walk.scene, "templates/parts/linked.html", text.encode())
        walk.check()
