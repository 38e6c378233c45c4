"""A ledger knows what a computation looked at, however it looked."""

from collections.abc import Callable

from roleguide.inputs import (
    ALL,
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


def test_a_value_is_made_once_unless_it_is_not_kept() -> None:
    made: list[str] = []

    def make(text: str) -> str:
        made.append(text)
        return text

    for kept, times in ((True, 1), (False, 2)):
        made.clear()
        shelf = Shelf("word", {"a": "x"}, make, Ledger(), kept=kept)
        assert (shelf["a"], shelf["a"], len(made)) == ("x", "x", times)


def test_numbers_are_written_and_read_back() -> None:
    numbers = [0, 1, 2**64 - 1, 7]
    assert list(unpack_numbers(pack_numbers(numbers))) == numbers
