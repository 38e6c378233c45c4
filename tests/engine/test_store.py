"""A store gives back what was put into it, or nothing."""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from roleguide.engine.store import Store


def fill(path: Path, **values: bytes) -> None:
    store = Store(path)
    store.put(values.items())
    store.commit()
    store.close()


def read(path: Path, key: str) -> bytes | None:
    store = Store(path)
    try:
        return store.get(key)
    finally:
        store.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "memory.sqlite"


def test_what_was_committed_is_there_and_what_was_not_is_not(path: Path) -> None:
    fill(path, a=b"one", b=b"two")
    store = Store(path)
    store.put([("a", b"changed"), ("c", b"three")])
    store.close()
    assert [read(path, key) for key in "abc"] == [b"one", b"two", None]


def test_values_are_forgotten_and_replaced(path: Path) -> None:
    fill(path, a=b"one", b=b"two")
    store = Store(path)
    store.put([("a", b"changed")])
    store.delete(["b"])
    store.commit()
    assert (store.get("a"), store.get("b")) == (b"changed", None)
    store.close()


def test_sizes_are_those_of_a_prefix_the_oldest_first(path: Path) -> None:
    store = Store(path)
    store.put([("x/2", b"22"), ("y/1", b"1"), ("x/1", b"333")])
    store.put([("x/2", b"4444")])
    assert list(store.sizes("x/").items()) == [("x/1", 3), ("x/2", 4)]
    store.close()


def change(path: Path, statement: str) -> None:
    database = sqlite3.connect(path)
    with database:
        database.execute(statement)
    database.close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE item SET value = x'00' WHERE key = 'a'",
        "UPDATE item SET sum = x'00' WHERE key = 'a'",
        "UPDATE item SET value = (SELECT value FROM item WHERE key = 'b') WHERE key = 'a'",
        "UPDATE item SET (value, sum) = (SELECT value, sum FROM item WHERE key = 'b')",
        "UPDATE item SET value = 'text' WHERE key = 'a'",
        "UPDATE item SET value = NULL || x'' WHERE key = 'never'",
        "DELETE FROM item WHERE key = 'a'",
    ],
)
def test_a_damaged_value_is_not_there_and_the_others_are(path: Path, statement: str) -> None:
    fill(path, a=b"one", b=b"two")
    change(path, statement)
    assert read(path, "a") == (b"one" if "never" in statement else None)
    assert read(path, "b") == b"two"


def test_a_file_with_another_schema_is_begun_anew(path: Path) -> None:
    fill(path, a=b"one")
    change(path, "CREATE TRIGGER t AFTER INSERT ON item BEGIN DELETE FROM item; END")
    assert read(path, "a") is None
    fill(path, b=b"two")
    assert read(path, "b") == b"two"


def test_a_damaged_schema_that_is_no_text_is_begun_anew(path: Path) -> None:
    """SQLite quotes it in a message, which Python can't decode then."""
    fill(path, a=b"one")
    path.write_bytes(path.read_bytes().replace(b"TABLE item (", b"TABLE \xc1tem \xc1"))
    assert read(path, "a") is None
    fill(path, b=b"two")
    assert read(path, "b") == b"two"


def spoil_pages(path: Path) -> None:
    """Spoil everything but the first page, which holds the schema."""
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))


def test_damage_that_only_writing_meets_leaves_an_empty_store(path: Path) -> None:
    fill(path, **{f"key{number}": b"x" * 100 for number in range(200)})
    spoil_pages(path)
    store = Store(path)
    assert store.get("key1") is None
    assert not store.begin_anew()
    store.put([("a", b"one")])
    assert store.begin_anew()
    store.put([("a", b"two")])
    store.commit()
    assert not store.begin_anew()
    store.close()
    assert read(path, "a") == b"two"


def replace_by(path: Path, make: Callable[[], object]) -> None:
    path.unlink()
    make()


DAMAGES: dict[str, Callable[[Path], object]] = {
    "empty": lambda path: path.write_bytes(b""),
    "half": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "foreign": lambda path: path.write_bytes(b"\x80\x04K\x01."),
    "zeros": lambda path: path.write_bytes(bytes(path.stat().st_size)),
    "link": lambda path: replace_by(path, lambda: path.symlink_to("/etc/hostname")),
    "pipe": lambda path: replace_by(path, lambda: os.mkfifo(path)),
    "sparse": lambda path: os.truncate(path, 10 * 2**30),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_a_file_that_is_no_store_is_replaced(path: Path, name: str) -> None:
    fill(path, a=b"one")
    DAMAGES[name](path)
    assert read(path, "a") in (None, b"one")
    fill(path, b=b"two")
    assert read(path, "b") == b"two"
    assert not path.is_symlink()


def test_a_folder_in_its_place_stays_and_nothing_is_kept(path: Path) -> None:
    path.mkdir(parents=True)
    (path / "notes").write_text("mine")
    fill(path, a=b"one")
    assert read(path, "a") is None
    assert (path / "notes").read_text() == "mine"


def test_while_one_build_holds_a_store_another_has_none(path: Path) -> None:
    fill(path, a=b"one")
    first, second = Store(path), Store(path)
    assert (first.get("a"), second.get("a")) == (b"one", None)
    second.put([("b", b"two")])
    second.commit()
    second.close()
    first.close()
    assert (read(path, "a"), read(path, "b")) == (b"one", None)


def test_a_forked_process_reads_what_was_committed(path: Path) -> None:
    store = Store(path)
    store.put([("a", b"one")])
    store.commit()
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        store.reopen()
        os.write(write_end, store.get("a") or b"none")
        os._exit(0)
    os.waitpid(child, 0)
    assert os.read(read_end, 10) == b"one"
    os.close(read_end)
    os.close(write_end)
    store.put([("b", b"two")])
    store.commit()
    assert store.get("b") == b"two"
    store.close()


def test_a_store_that_cannot_be_written_is_given_up_without_an_error(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full:
        in_transaction = True

        def execute(self, *_: object) -> None:
            raise sqlite3.OperationalError("database or disk is full")

        executemany = execute

        def close(self) -> None:
            pass

    fill(path, a=b"one")
    store = Store(path)
    real = store._database
    monkeypatch.setattr(store, "_database", Full())
    store.put([("b", b"two")])
    assert store.get("a") is None
    store.close()
    assert real is not None
    real.close()
    assert read(path, "a") is None


def test_a_store_whose_disk_fails_is_not_asked_again(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []

    class Failing:
        in_transaction = False

        def execute(self, *query: object) -> None:
            asked.append(query)
            raise sqlite3.OperationalError("disk I/O error")

        def close(self) -> None:
            pass

    fill(path, a=b"one")
    store = Store(path)
    real = store._database
    monkeypatch.setattr(store, "_database", Failing())
    assert [store.get("a") for _ in range(3)] == [None, None, None]
    assert len(asked) == 1
    assert real is not None
    real.close()
    store.close()
