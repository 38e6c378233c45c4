"""The damages of the memory trials do damage, and stray into nothing else."""

import os
import pickle
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks.faults.damages import BYTES, STATEMENTS, Canary, Damager, damage_rows, list_plain


def test_unpickling_the_canary_leaves_its_mark(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    content = pickle.dumps(Canary(mark))
    assert not mark.exists()
    pickle.loads(content)
    assert mark.is_dir()


@pytest.mark.parametrize("way", BYTES, ids=lambda way: str(way.__name__))
def test_each_way_changes_the_bytes(way: Callable[[bytearray], None]) -> None:
    original = b"magic 1\n" + bytes(range(256)) * 8
    for _ in range(20):  # a drawn change may be none, but not each time
        content = bytearray(original)
        way(content)
        if content != original:
            return
    pytest.fail("nothing changed")


def fill(database: sqlite3.Connection) -> None:
    """One table with twenty rows."""
    database.execute("CREATE TABLE item (key TEXT PRIMARY KEY, value BLOB)")
    rows = [(f"key{number}", bytes([number]) * 40) for number in range(20)]
    database.executemany("INSERT INTO item VALUES (?, ?)", rows)
    database.commit()


def dump(database: sqlite3.Connection) -> list[str]:
    """Everything in a database, and its version."""
    return [str(database.execute("PRAGMA user_version").fetchone()), *database.iterdump()]


def test_every_damage_by_sql_changes_what_is_stored() -> None:
    seen = set()
    for _ in range(300):
        with closing(sqlite3.connect(":memory:")) as database:
            fill(database)
            before = dump(database)
            try:
                what = damage_rows(database)
            except sqlite3.Error:  # two rows of one key, for example
                continue
            if dump(database) != before:
                seen.add(what.split()[1])
    assert seen == {*STATEMENTS, "swap", "edit"}


def test_links_pipes_and_giants_are_never_read(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("/dev/zero")
    with (tmp_path / "giant").open("wb") as file:
        file.truncate(10**10)
    (tmp_path / "plain").write_bytes(b"x")
    os.mkfifo(tmp_path / "pipe")
    assert list_plain(tmp_path) == [tmp_path / "plain"]


def test_a_damage_touches_the_memory_alone(tmp_path: Path) -> None:
    memory, scratch = tmp_path / "memory", tmp_path / "scratch"
    scratch.mkdir()
    damager = Damager(memory, scratch)
    for number in range(150):
        if len(list_plain(memory)) < 2:
            shutil.rmtree(memory, ignore_errors=True)  # links and giants of earlier damages
            for name in ("pages", "facts"):
                (memory / str(number)).mkdir(parents=True, exist_ok=True)
                (memory / str(number) / name).write_bytes(b"magic 1\n" * 100)
            damager.remember_older()
        damager.damage()
        assert {path.name for path in tmp_path.iterdir()} <= {"memory", "scratch"}
    assert {path.name for path in scratch.iterdir()} == {"older"}
    shutil.rmtree(memory)
