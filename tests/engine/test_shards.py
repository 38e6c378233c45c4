"""Things in shards are those that were put last, however they came."""

from collections.abc import Iterable
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from roleguide.engine import shards
from roleguide.engine.shards import SHARDS, Gathered, Shards, number_shard
from roleguide.engine.store import Store

Thing = tuple[str, int]
THINGS = st.lists(st.tuples(st.text(max_size=3), st.integers(0, 5)), max_size=30)


def name(thing: Thing) -> str:
    return thing[0]


def gather(things: Iterable[Thing]) -> Gathered[Thing]:
    gathered: Gathered[Thing] = Gathered(Thing, name, lambda thing: thing[1] == 0)
    for thing in things:
        gathered.add([thing])
    return gathered


def open_shards(folder: Path) -> Shards[Thing]:
    return Shards(Store(folder / "store.sqlite"), "things", Thing, name, {})


@given(things=THINGS)
def test_what_is_gathered_can_be_read_again(things: list[Thing]) -> None:
    gathered = gather(things)
    found = [thing for number in gathered.list_parts() for thing in gathered.read(number)]
    assert sorted(found) == sorted(things)


def test_gathered_things_are_stored_with_the_changed_ones_over_the_old(tmp_path: Path) -> None:
    stored = open_shards(tmp_path)
    assert stored.replace([("old", 1), ("both", 1)]) == 2
    more = stored.replace([("changed", 3), ("both", 3)], gather([("new", 0), ("both", 2)]))
    assert more == 2
    assert dict(stored.read()) == {"old": 1, "both": 3, "changed": 3, "new": 0}


def test_many_things_are_packed_before_the_last_has_come(tmp_path: Path) -> None:
    count = 2 * shards.WAITING
    gathered = gather((str(number), 1) for number in range(count))
    assert len(gathered._waiting) < shards.WAITING
    stored = open_shards(tmp_path)
    assert stored.replace((), gathered) == count
    assert len({key for key, _ in stored.read()}) == count


def test_only_what_is_wanted_is_kept(tmp_path: Path) -> None:
    stored = open_shards(tmp_path)
    stored.replace((str(number), number) for number in range(200))
    assert stored.keep_only(lambda thing: thing[1] % 2 == 0) == 100
    assert {number for _, number in stored.read()} == set(range(0, 200, 2))


def test_what_is_asked_about_one_subject_lies_together() -> None:
    kinds = ("card", "pay", "market", "role facts")
    for subject in ("registered-nurse", "electrician"):
        assert len({number_shard(f"{kind}\0{subject}") for kind in kinds}) == 1
    assert len({number_shard(f"card\0{number}") for number in range(1000)}) == SHARDS
