"""Whatever was edited, damaged or killed in between: a build that remembers is the clean build.

The suite takes a few walks, the same ones on every run. Longer ones, with other steps each time::

    ROLEGUIDE_WALKS=200 python -m pytest tests/incremental -k random

takes 200 walks of 30 steps; what Hypothesis prints when one of them fails is the shortest walk that
fails in the same way.
"""

from __future__ import annotations

import os
import random
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import ClassVar, Final

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from incremental.disturbances import DISTURBANCES, HARMLESS, kill_build
from incremental.edits import EDITS, OPTIONS, RECORDS, THEME, WORDS
from incremental.scene import Scene, first_scene
from incremental.walk import Differs, Walk, build_clean, read_raw, read_tree
from roleguide.engine.memory import TRACES

WALKS: Final = int(os.environ.get("ROLEGUIDE_WALKS", "0"))


def choose(names: tuple[str, ...]) -> st.SearchStrategy[str]:
    """Choose a name; by its number, since a strategy that spells thousands of them out when it is
    shown is more than Hypothesis lets pass."""
    return st.integers(0, len(names) - 1).map(lambda number: names[number])


EDIT: Final = st.one_of(*(choose(tuple(group)) for group in (WORDS, RECORDS, THEME, OPTIONS)))


class Wandering(RuleBasedStateMachine):
    """Random steps through scenes and mishaps."""

    taken: ClassVar[Counter[str]] = Counter()
    """How often each kind of step was taken, over all walks."""

    @initialize()
    def begin(self) -> None:
        """Build the first scene."""
        self.folder = Path(tempfile.mkdtemp(prefix="walk-"))
        self.walk = Walk(self.folder, first_scene())
        self.history: list[Scene] = [self.walk.scene]
        self.back: list[Scene] = []
        self._check()

    def teardown(self) -> None:
        """Remove the folder."""
        shutil.rmtree(self.folder)

    def _check(self, *, untouched: bool = True) -> None:
        """Check the scene; remember which scenes can be gone back to without rendering."""
        walk, scene = self.walk, self.walk.scene
        known = [one for one in self.back[-TRACES:] if _same_site(one, scene)]
        result = walk.check_twice(untouched=untouched and not walk.has_foreign())
        self.taken["published" if result.done else "refused"] += 1
        if known and result.rendered:
            raise Differs(f"going back rendered {result.rendered} pages")
        if self.history[-1] != scene:
            self.history.append(scene)
        if self.back and self.back[-1].generator != scene.generator:
            self.back.clear()
        if result.done:
            self.back = [one for one in self.back if not _same_site(one, scene)]
            self.back.append(scene)

    @rule(names=st.lists(EDIT, min_size=1, max_size=4))
    def edit(self, names: list[str]) -> None:
        """Edit a few things at once."""
        scene = self.walk.scene
        for name in names:
            scene = EDITS[name](scene)
        self.walk.go(scene)
        self._check()

    @rule(steps=st.integers(1, 4))
    def go_back(self, steps: int) -> None:
        """Check out an earlier scene."""
        self.walk.go(self.history[max(0, len(self.history) - 1 - steps)])
        self._check()

    @rule(name=st.sampled_from(list(DISTURBANCES)), seed=st.integers(0, 2**16))
    def disturb(self, name: str, seed: int) -> None:
        """Damage something and build."""
        DISTURBANCES[name](self.walk, random.Random(seed))
        if name not in HARMLESS:
            self.back.clear()
        self._check()

    @rule(name=st.sampled_from(list(DISTURBANCES)), seed=st.integers(0, 2**16), change=EDIT)
    def disturb_and_edit(self, name: str, seed: int, change: str) -> None:
        """Damage something, edit something else and build."""
        DISTURBANCES[name](self.walk, random.Random(seed))
        if name not in HARMLESS:
            self.back.clear()
        self.walk.go(EDITS[change](self.walk.scene))
        self._check()

    @rule(number=st.integers(1, 600), change=EDIT)
    def die(self, number: int, change: str) -> None:
        """Edit something, and let the build of it die; the site is then the old one or the new."""
        walk = self.walk
        before = read_raw(walk.out)
        walk.go(EDITS[change](walk.scene))
        after = build_clean(walk.scene, walk.clean).tree
        self.taken["killed"] += kill_build(walk, number)
        if read_raw(walk.out) != before and read_tree(walk.out) != after:
            raise Differs("a build that died left neither the old site nor the new one")
        self.back.clear()
        self._check()


def _same_site(one: Scene, other: Scene) -> bool:
    """Tell whether two scenes have the same site and memory."""
    return (one.files, one.as_of, one.generator) == (other.files, other.as_of, other.generator)


def run_walks(walks: int, steps: int, *, steady: bool) -> None:
    """Take random walks."""
    run_state_machine_as_test(
        Wandering,
        settings=settings(
            max_examples=walks,
            stateful_step_count=steps,
            derandomize=steady,
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            print_blob=not steady,
        ),
    )


@pytest.mark.slow
def test_random_walks(capsys: pytest.CaptureFixture[str]) -> None:
    """Random steps, the same on every run unless many are asked for."""
    if WALKS:
        try:
            run_walks(WALKS, 30, steady=False)
        finally:
            with capsys.disabled():
                sys.stdout.write(f"\n{dict(Wandering.taken)}\n")
    else:
        run_walks(4, 10, steady=True)


SHORT: Final = (
    "data-analyst.md: title: Data analyst → title: Data interpreter",
    "data-analyst.md: category: data → category: office",
    "midwife.md: status: draft → status: reviewed",
    "pay.csv: ,134000,165000, → ,135000,165000,",
    "remove content/roles/typist.md",
    "rename skills/python",
    "nested macro",
    "optional",
    "override base.html",
    "own site.css",
    "not YAML",
    "a day later",
)
"""An edit of each sort."""


def take_each(walk: Walk, names: tuple[str, ...]) -> list[str]:
    """Make each edit alone and undo it; return those whose undoing rendered pages."""
    first = walk.scene
    walk.check_twice()
    rendered = []
    for name in names:
        walk.go(EDITS[name](first))
        walk.check_twice()
        walk.go(first)
        if walk.check_twice().rendered:
            rendered.append(name)
    return rendered


@pytest.mark.slow
def test_an_edit_of_each_sort(tmp_path: Path) -> None:
    """The build is right after each edit and after it was undone, and undoing renders nothing."""
    assert take_each(Walk(tmp_path, first_scene()), SHORT) == []


@pytest.mark.slow
def test_a_guide_that_is_searched_in_its_whole_text(tmp_path: Path) -> None:
    """Pagefind’s index is that of a clean build after an edit of a text and of a style sheet."""
    first = first_scene()
    (name,) = (one for one in EDITS if one.endswith("search: pagefind"))
    walk = Walk(tmp_path, first)
    walk.check_twice()
    walk.go(EDITS[name](first))
    walk.check_twice()
    assert take_each(walk, ("data-analyst.md: Steady demand → Some demand", "own site.css")) == []
    walk.go(first)
    walk.check_twice()


@pytest.mark.slow
@pytest.mark.skipif(not WALKS, reason="minutes; the walks of the suite take a part of the edits")
def test_every_edit(tmp_path: Path) -> None:
    """Each edit alone, in order, there and back."""
    names = tuple(name for name in EDITS if name != "another generator")
    assert take_each(Walk(tmp_path, first_scene()), names) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", DISTURBANCES)
def test_every_mishap(tmp_path: Path, name: str) -> None:
    """Each mishap, then the same guide again, then another."""
    walk = Walk(tmp_path, first_scene())
    walk.check()
    for seed in range(2):
        DISTURBANCES[name](walk, random.Random(seed))
        walk.check_twice(untouched=not walk.has_foreign())
        DISTURBANCES[name](walk, random.Random(seed))
        walk.go(EDITS[SHORT[seed]](walk.scene))
        walk.check_twice(untouched=not walk.has_foreign())


@pytest.mark.slow
def test_a_build_that_dies_at_any_call(tmp_path: Path) -> None:
    """The site is the old one or the new, and the next build is right."""
    walk = Walk(tmp_path, first_scene())
    walk.check()
    number, died = 1, True
    while died:
        before = read_tree(walk.out)
        walk.go(EDITS[SHORT[number % 2]](walk.scene))
        died = kill_build(walk, number)
        assert read_tree(walk.out) in (before, build_clean(walk.scene, walk.clean).tree)
        walk.check()
        number += 1 + number // 8
    assert number > 50
