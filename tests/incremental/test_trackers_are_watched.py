"""Whoever vouches for the trackers must notice when one of them fails.

Each mutant is a tracker with one hole. It lives through single edits and mishaps of the first
scene, there and back; some of them must show it. Where none can, a claim says why: another tracker
covers the same ground. Claims are checked in every scene. Tables that nothing looks at yet are
watched from the day on which something does.
"""

from __future__ import annotations

import atexit
import random
import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

import pytest

from incremental import tables
from incremental.disturbances import DISTURBANCES
from incremental.edits import BEGINNINGS, EDITS
from incremental.killers import KILLERS
from incremental.looks import Looks, look_at
from incremental.mutants import MUTANTS
from incremental.scene import Scene, bare_scene, first_scene
from incremental.survivors import SURVIVORS, never_all
from incremental.test_walks import SHORT, WALKS
from incremental.walk import Walk
from roleguide.content.columns import TABLES
from roleguide.content.load import name_shelf
from roleguide.inputs import ALL

SHELVES = {name_shelf(cls): f"content/tables/{file}" for file, cls in TABLES.items()}
OPEN = [name for name in MUTANTS if name not in KILLERS and name not in SURVIVORS]
"""Mutants of tables that nothing looked at when the tables above were written."""


def find_killer(mutant: str, folder: Path, names: list[str]) -> str | None:
    """Return the first edit or mishap at which the mutant gives anything but the clean build."""
    walks: dict[bool, Walk] = {}
    if mutant.startswith("change overlooked"):  # a first build compares itself with nothing
        copy = shutil.copytree(build_first(), folder / "False", symlinks=True)
        walks[False] = Walk(copy, first_scene(), resumed=True)
        walks[False].build()  # or the copy’s files would count as touched
    with MUTANTS[mutant]():
        for name in names:
            try:
                _go_through(walks, folder, name)
            except Exception:  # noqa: BLE001 - a crash is noticed as well as a wrong page
                return name
    return None


def _go_through(walks: dict[bool, Walk], folder: Path, name: str) -> None:
    bare = name in BEGINNINGS
    if bare not in walks:
        walks[bare] = Walk(folder / str(bare), bare_scene() if bare else first_scene())
        walks[bare].check_twice()
    walk = walks[bare]
    if name in DISTURBANCES:
        DISTURBANCES[name](walk, random.Random(0))
        walk.check_twice(untouched=not walk.has_foreign())
        return
    scene = walk.scene
    edit = BEGINNINGS[name] if bare else EDITS[name]
    for one in (edit(scene), scene):
        walk.go(one)
        walk.check_twice()


@cache
def build_first() -> Path:
    """Build the first scene with whole trackers, once; return the folder of the walk."""
    folder = Path(mkdtemp(prefix="walk-"))
    atexit.register(shutil.rmtree, folder)
    Walk(folder / "walk", first_scene()).check_twice()
    return folder / "walk"


@cache
def look_at_first() -> Looks:
    """Look at the first scene, once."""
    with TemporaryDirectory() as folder:
        looks = look_at(first_scene(), Path(folder) / "walk")
    assert looks is not None
    return looks


def split_name(name: str) -> tuple[str, str, str]:
    """Split a mutant's name: what is wrong, ``all of``, ``one of`` or nothing, and the shelf."""
    hole, _, shelf = name.partition(": ")
    for share in ("all of", "one of"):
        if shelf.startswith(share):
            return hole, share, shelf.removeprefix(f"{share} ")
    return hole, "", shelf


def is_looked_at(looks: Looks, name: str) -> bool:
    """Tell whether builds look at what a mutant's hole is about."""
    hole, share, shelf = split_name(name)
    if hole == "page forgets":
        return looks.asks(shelf)
    whole, single = looks.looks_at(shelf, ALL), looks.looks_at_one(shelf)
    return {"all of": whole, "one of": single}.get(share, whole or single)


def test_every_mutant_is_killed_excused_or_of_a_table() -> None:
    """A new kind of question comes with an edit that shows that it was forgotten."""
    assert KILLERS.keys() | SURVIVORS.keys() <= MUTANTS.keys()
    assert not KILLERS.keys() & SURVIVORS.keys()
    known = EDITS.keys() | BEGINNINGS.keys() | DISTURBANCES.keys()
    assert {name for names in KILLERS.values() for name in names} <= known
    assert [name for name in OPEN if split_name(name)[2] not in SHELVES] == []


@pytest.mark.slow
@pytest.mark.parametrize("name", KILLERS)
def test_a_hole_is_noticed(tmp_path: Path, name: str) -> None:
    """By what the table names."""
    assert find_killer(name, tmp_path / "walk", list(KILLERS[name])) is not None


@pytest.mark.slow
@pytest.mark.parametrize("name", OPEN)
def test_a_table_is_watched_when_something_looks_at_it(tmp_path: Path, name: str) -> None:
    """An edit of the table shows the hole just when builds look at the table."""
    path = SHELVES[split_name(name)[2]]
    pairs = {(path, *pair) for pair in tables.TABLES.get(path, ())}
    edits = [one for one, edit in EDITS.items() if (*_wording(edit),) in pairs]
    edits += [one for one in (f"remove {path}",) if one in EDITS]
    killer = find_killer(name, tmp_path / "walk", edits)
    assert (killer is not None) == is_looked_at(look_at_first(), name), edits


def _wording(edit: object) -> tuple[object, ...]:
    return tuple(getattr(edit, name, None) for name in ("path", "old", "new"))


def list_scenes() -> dict[str, Scene]:
    """List the scenes in which claims are checked: all that an edit leads to if there is time."""
    first = first_scene()
    scenes = {"first": first, "bare": bare_scene()}
    scenes |= {name: EDITS[name](first) for name in (EDITS if WALKS else SHORT)}
    return scenes | {name: edit(bare_scene()) for name, edit in BEGINNINGS.items()}


@pytest.mark.slow
def test_what_is_said_to_be_covered_twice_is(tmp_path: Path) -> None:
    """In whatever scene: each claim is about what its build looked at and asked."""
    published = 0
    for number, (name, scene) in enumerate(list_scenes().items()):
        looks = look_at(scene, tmp_path / str(number))
        published += looks is not None
        broken = [one for one, claim in SURVIVORS.items() if looks and not claim.holds(looks)]
        assert broken == [], name
    assert published > 10


@pytest.mark.slow
def test_a_wrong_claim_does_not_hold() -> None:
    """Lists look at all briefs at once."""
    assert not never_all("role brief", "").holds(look_at_first())


@pytest.mark.slow
@pytest.mark.skipif(not WALKS, reason="an hour; the claims say the same in seconds")
@pytest.mark.parametrize("name", SURVIVORS)
def test_no_edit_shows_what_is_covered_twice(tmp_path: Path, name: str) -> None:
    """One that does belongs into the other table."""
    assert find_killer(name, tmp_path / "walk", [*EDITS, *BEGINNINGS]) is None
