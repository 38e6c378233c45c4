"""A check says the same with a memory as without, faster, and leaves the memory as it was."""

import fcntl
import os
import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from incremental.disturbances import DISTURBANCES
from incremental.edits import BEGINNINGS, EDITS, OPTIONS, RECORDS, WORDS
from incremental.scene import bare_scene, first_scene
from incremental.test_walks import SHORT, WALKS
from incremental.walk import Walk
from roleguide import borrowed as borrowing
from roleguide import checking
from roleguide.checking import check_guide
from roleguide.content import assemble, load
from roleguide.content.load import ChangedWhileReading
from roleguide.diagnostics import Report
from roleguide.engine.memory import FILE, open_memory
from small_site import read_files

GENERATOR = "ab" * 16


@pytest.fixture(autouse=True)
def one_generator(monkeypatch: pytest.MonkeyPatch) -> None:
    """Builds of a walk and checks belong to one generator."""
    monkeypatch.setattr(checking, "fingerprint", lambda *_: GENERATOR)


@pytest.fixture
def walk(tmp_path: Path) -> Walk:
    """A guide that was built with a memory."""
    return start(tmp_path)


def start(folder: Path, *, bare: bool = False) -> Walk:
    walk = Walk(folder, bare_scene() if bare else first_scene())
    assert walk.build().done
    path = walk.memory / next(iter(walk.memory.iterdir())).name
    path.rename(walk.memory / GENERATOR)
    return walk


def check(walk: Walk) -> Report:
    """Check with the memory; it must say what a check without says."""
    told = check_guide(walk.root, walk.scene.as_of, walk.memory)
    assert list(told) == list(check_guide(walk.root, walk.scene.as_of))
    return told


def forbid_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let whatever reads a record, a table or runs a check fail."""

    def fail(*arguments: object) -> None:
        raise AssertionError(f"read anew: {arguments}")

    monkeypatch.setattr(load, "read_record_file", fail)
    monkeypatch.setattr(load, "read_table_file", fail)
    monkeypatch.setattr(assemble.Checker, "check", fail)


def test_of_an_unchanged_guide_nothing_is_read_or_checked_again(
    walk: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = check(walk)
    assert len(told) > 0
    forbid_reading(monkeypatch)
    assert list(check_guide(walk.root, walk.scene.as_of, walk.memory)) == list(told)
    with pytest.raises(AssertionError, match="read anew"):
        check_guide(walk.root, walk.scene.as_of)


def list_edits() -> list[str]:
    """List the edits that are tried: of each sort one, or all when there is time."""
    every = {**WORDS, **RECORDS, **OPTIONS}
    return [name for name in (every if WALKS else SHORT) if name in every]


def test_after_any_edit_it_says_what_a_check_without_memory_says(walk: Walk) -> None:
    first = walk.scene
    before = read_files(walk.memory)
    for name in (*list_edits(), "remove content/glossary/median.md", "a year later"):
        walk.go(EDITS[name](first))
        check(walk)
        walk.go(first)
    assert read_files(walk.memory) == before


def test_also_in_a_guide_that_hardly_has_anything(tmp_path: Path) -> None:
    walk = start(tmp_path, bare=True)
    first = walk.scene
    for edit in BEGINNINGS.values():
        walk.go(edit(first))
        check(walk)


@pytest.mark.parametrize(
    "name",
    ["forget", "cut_memory", "flip_bits", "damage_rows", "lose_rows", "lose_tables", "swap_rows"],
)
@pytest.mark.parametrize("seed", range(3))
def test_a_damaged_memory_changes_nothing(walk: Walk, name: str, seed: int) -> None:
    DISTURBANCES[name](walk, random.Random(seed))
    for edit in ("midwife.md: status: draft → status: reviewed", "remove content/pages/about.md"):
        walk.go(EDITS[edit](walk.scene))
        check(walk)


def test_it_neither_waits_for_the_lock_of_a_build_nor_takes_it(
    walk: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = check(walk)
    lock = os.open(walk.memory / GENERATOR / f"{FILE}.lock", os.O_RDWR)
    fcntl.flock(lock, fcntl.LOCK_EX)
    forbid_reading(monkeypatch)
    monkeypatch.setattr(fcntl, "flock", None)
    assert list(check_guide(walk.root, walk.scene.as_of, walk.memory)) == list(told)
    os.close(lock)


@pytest.mark.slow
def test_while_a_build_writes_the_memory_it_goes_on_without(walk: Walk) -> None:
    told = check(walk)
    with closing(sqlite3.connect(walk.memory / GENERATOR / FILE, isolation_level=None)) as writer:
        writer.execute("BEGIN EXCLUSIVE")
        assert list(check_guide(walk.root, walk.scene.as_of, walk.memory)) == list(told)


def test_a_memory_that_was_written_in_between_does_not_count(
    walk: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its parts may be of two builds."""
    tried = []

    def load_and_write(*arguments: object) -> object:
        tried.append(arguments)
        if len(tried) == 1:
            with closing(sqlite3.connect(walk.memory / GENERATOR / FILE)) as writer:
                writer.execute("DELETE FROM item WHERE key = 'last'")
                writer.commit()
        return assemble.load_guide(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(checking, "load_guide", load_and_write)
    check_guide(walk.root, walk.scene.as_of, walk.memory)
    assert [arguments[3] is None for arguments in tried] == [False, True]


def test_a_file_that_is_edited_meanwhile_is_no_bug(
    walk: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ChangedWhileReading("content/roles/nurse.md")

    monkeypatch.setattr(checking, "load_guide", fail)
    (told,) = check_guide(walk.root, walk.scene.as_of)
    assert (told.code, told.place.path) == ("changed-while-reading", "content/roles/nurse.md")


def test_a_build_that_starts_while_somebody_looks_has_its_memory(walk: Walk) -> None:
    """Whoever asks whether a build is running holds the lock for an instant."""
    path = walk.memory / GENERATOR / f"{FILE}.lock"
    number = os.open(path, os.O_RDONLY)
    fcntl.flock(number, fcntl.LOCK_SH)
    slept: list[float] = []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        fcntl.flock(number, fcntl.LOCK_UN)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("roleguide.engine.store.time.sleep", sleep)
        memory = open_memory(walk.memory, GENERATOR)
    assert len(slept) == 1
    assert memory.store.get("last") is not None
    assert borrowing.Borrowed(walk.memory, GENERATOR).is_used
    memory.store.close()
    os.close(number)
