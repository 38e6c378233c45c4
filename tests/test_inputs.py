"""A ledger knows what a computation looked at, however it looked."""

from collections.abc import Callable
from functools import partial
from typing import Any
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

import roleguide.inputs
from roleguide.inputs import (
    ALL,
    LARGE,
    Derived,
    Inputs,
    Ledger,
    Shelf,
    number_input,
    pack_numbers,
    unpack_numbers,
)


def make_shelf(ledger: Ledger, **stock: str) -> Shelf[str]:
    return Shelf("word", stock, str.upper, ledger)


def inputs(*keys: str) -> Inputs:
    return frozenset(number_input("word", key) for key in keys)


def test_each_way_of_looking_is_noted() -> None:
    ledger = Ledger()
    shelf = make_shelf(ledger, a="x", b="y")
    ways: dict[str, tuple[Callable[[], object], object, Inputs]] = {
        "get": (lambda: shelf.get("a"), "X", inputs("a")),
        "get absent": (lambda: shelf.get("c", "-"), "-", inputs("c")),
        "item": (lambda: shelf["b"], "Y", inputs("b")),
        "in": (lambda: "c" in shelf, False, inputs("c")),
        "iter": (lambda: list(shelf), ["a", "b"], inputs(ALL)),
        "len": (lambda: len(shelf), 2, inputs(ALL)),
        "values": (lambda: list(shelf.values()), ["X", "Y"], inputs(ALL)),
        "items": (lambda: list(shelf.items()), [("a", "X"), ("b", "Y")], inputs(ALL)),
        "keys": (lambda: list(shelf.keys()), ["a", "b"], inputs(ALL)),
        "equality": (lambda: shelf == {"a": "X", "b": "Y"}, True, inputs(ALL)),
    }
    for name, (look, found, noted) in ways.items():
        assert ledger.watch(look) == (found, noted), name


def test_what_an_inner_computation_looked_at_counts_for_the_outer() -> None:
    ledger = Ledger()
    shelf = make_shelf(ledger, a="x", b="y")

    def outer() -> str:
        inner, noted = ledger.watch(lambda: shelf["a"])
        assert noted == inputs("a")
        return inner + shelf["b"]

    assert ledger.watch(outer) == ("XY", inputs("a", "b"))


def test_a_failed_look_is_noted_and_closes_its_watch() -> None:
    ledger = Ledger()
    shelf = make_shelf(ledger)

    def look() -> str:
        try:
            return ledger.watch(lambda: shelf["gone"])[0]
        except KeyError:
            return "none"

    assert ledger.watch(look) == ("none", inputs("gone"))


def test_what_is_shared_is_made_once_and_noted_at_each_use() -> None:
    ledger = Ledger()
    shelf = make_shelf(ledger, a="x")
    made = []

    def make() -> str:
        made.append(1)
        return shelf["a"]

    shared = Derived(ledger, make)
    assert [ledger.watch(shared) for _ in range(3)] == [("X", inputs("a"))] * 3
    assert made == [1]


@pytest.mark.parametrize(
    ("kept", "made"), [(None, "abc"), (3, "abc"), (2, "abcab"), (1, "abcabc"), (0, "aabcabc")]
)
def test_values_that_are_kept_are_not_made_again(kept: int | None, made: str) -> None:
    found: list[str] = []

    def make(text: str) -> str:
        found.append(text)
        return text.upper()

    ledger = Ledger()
    shelf = Shelf("word", {key: key for key in "abc"}, make, ledger, kept=kept)
    for key in "aabc":
        assert shelf[key] == key.upper()
    for key in "ab" if kept == 2 else "abc":
        assert ledger.watch(partial(shelf.__getitem__, key)) == (key.upper(), inputs(key))
    assert "".join(found) == made


def test_numbers_are_written_and_read_back() -> None:
    numbers = [0, 1, 2**64 - 1, 7]
    assert list(unpack_numbers(pack_numbers(numbers))) == numbers


LOOKS = st.recursive(
    st.integers(0, 9).map(str),
    lambda inner: st.tuples(st.booleans(), st.lists(inner, max_size=4)),
    max_leaves=12,
)


@given(st.lists(LOOKS, max_size=6))
def test_what_was_looked_at_does_not_depend_on_what_is_held_as_one(looks: list[Any]) -> None:
    def look(ledger: Ledger, tree: Any) -> set[str]:
        """Look as the tree says: at a key, or inside a computation of its own, maybe used twice."""
        if isinstance(tree, str):
            ledger.note("word", tree)
            return {tree}
        again, parts = tree
        looked, noted = ledger.watch(lambda: [look(ledger, part) for part in parts])
        seen = set().union(*looked)
        assert noted == inputs(*seen)
        if again:
            ledger.include(noted)
        return seen

    with mock.patch.object(roleguide.inputs, "LARGE", 2):
        look(Ledger(), (False, looks))


def test_equal_large_sets_of_inputs_are_one_object() -> None:
    ledger = Ledger()
    shelf = make_shelf(ledger, **{f"k{number}": "x" for number in range(LARGE + 1)})
    everything = Derived(ledger, lambda: [shelf[key] for key in sorted(shelf)])
    found = [ledger.watch(compute)[1] for compute in (everything, everything, shelf_reader(shelf))]
    assert found[0] is found[1]
    assert found[0] is found[2]
    assert ledger.pack(found[0]) is ledger.pack(found[2])
    assert ledger.pack(found[0]) == pack_numbers(sorted(found[0]))


def shelf_reader(shelf: Shelf[str]) -> Callable[[], object]:
    """Look at every value one by one."""
    return lambda: [shelf[key] for key in sorted(shelf)]


def test_numbers_are_the_same_after_many_others_were_noted() -> None:
    ledger = Ledger()
    with mock.patch.object(roleguide.inputs, "REMEMBERED", 3):
        for _ in range(2):
            for number in range(10):
                key = f"k{number}"
                _, noted = ledger.watch(partial(ledger.note, "word", key))
                assert noted == inputs(key)
                assert len(ledger._numbers) <= 3
