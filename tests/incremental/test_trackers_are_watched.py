"""Whoever vouches for the trackers must notice when one of them fails.

Each mutant is a tracker with one hole. It lives through single edits of the first scene, there and
back; some edit must show it. Where none can, the reason stands in a table: another tracker covers
the same ground, so that no edit whatever could tell the two apart.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from incremental.edits import BEGINNINGS, EDITS
from incremental.killers import KILLERS, SURVIVORS
from incremental.mutants import KINDS, MUTANTS, Mutant
from incremental.scene import bare_scene, first_scene
from incremental.test_walks import WALKS
from incremental.walk import Walk


def find_killer(mutant: Mutant, folder: Path, names: list[str]) -> str | None:
    """Return the first edit at which the mutant gives anything but the clean build."""
    scenes = {False: first_scene(), True: bare_scene()}
    walks = {}
    with mutant():
        for name in names:
            bare = name in BEGINNINGS
            edit, scene = BEGINNINGS[name] if bare else EDITS[name], scenes[bare]
            try:
                if bare not in walks:
                    walks[bare] = Walk(folder / str(bare), scene)
                    walks[bare].check_twice()
                for one in (edit(scene), scene):
                    walks[bare].go(one)
                    walks[bare].check_twice()
            except Exception:  # noqa: BLE001 - a crash is noticed as well as a wrong page
                return name
    return None


def test_every_kind_of_question_is_in_the_tables() -> None:
    """A new kind of question comes with an edit that shows that it was forgotten."""
    tried = {*KILLERS, *SURVIVORS}
    assert {f"page forgets: {kind.name}" for kind in KINDS} <= tried
    assert tried <= MUTANTS.keys()
    assert not KILLERS.keys() & SURVIVORS.keys()


@pytest.mark.slow
@pytest.mark.parametrize("name", KILLERS)
def test_a_hole_is_noticed(tmp_path: Path, name: str) -> None:
    """By the edit that the table names."""
    assert find_killer(MUTANTS[name], tmp_path / "walk", list(KILLERS[name])) is not None


@pytest.mark.slow
@pytest.mark.skipif(not WALKS, reason="minutes; what these say is argued in their table")
@pytest.mark.parametrize("name", SURVIVORS)
def test_what_is_said_to_be_covered_twice_is(tmp_path: Path, name: str) -> None:
    """No edit shows the hole; one that does belongs into the other table."""
    assert find_killer(MUTANTS[name], tmp_path / "walk", [*EDITS, *BEGINNINGS]) is None
