"""A question is recorded with its answer, and equal digests mean equal answers."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Meta, Struct

from engine.answer_types import check_answer_type
from roleguide.engine.facts import (
    AT_HAND,
    PASSING_ANSWERS,
    PASSING_BYTES,
    Kind,
    Oracle,
    Reader,
    digest_answer,
)
from roleguide.inputs import Ledger, Shelf, number_input, pack_numbers


class Leaf(Struct, frozen=True):
    """A toy answer."""

    name: str
    number: int
    amount: Decimal | None
    when: date | None
    flag: bool
    tags: tuple[str, ...]


class Tree(Struct, frozen=True):
    """A toy answer that holds answers of its own kind."""

    leaf: Leaf
    branches: tuple["Tree", ...]


class Other(Struct, frozen=True):
    """Like no other, but with one field of a leaf."""

    name: str


class Namesake(Struct, frozen=True):
    """Encoded as `Other` is."""

    name: str


class Dot(Struct, frozen=True, tag="dot"):
    """Its encoding says what it is."""

    name: str


class Dash(Struct, frozen=True, tag="dash"):
    """Its encoding says what it is."""

    name: str


class Loose(Struct):
    """Not frozen."""

    name: str


class Hidden(Struct, frozen=True):
    """Holds a float somewhere below."""

    inside: tuple[Leaf | float, ...]


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
leaves = st.builds(
    Leaf,
    texts,
    st.integers(-(2**63), 2**63 - 1),
    st.none() | st.decimals(allow_nan=False, allow_infinity=False),
    st.none() | st.dates(),
    st.booleans(),
    st.lists(texts, max_size=3).map(tuple),
)
trees = st.recursive(
    st.builds(Tree, leaves, st.just(())),
    lambda inner: st.builds(Tree, leaves, st.lists(inner, max_size=3).map(tuple)),
    max_leaves=5,
)


def spell(value: object) -> str:
    """What tells two answers apart; Decimals of equal value may be spelt in several ways."""
    return repr(value)


@given(trees, trees)
def test_digests_are_equal_exactly_when_answers_are(one: Tree, other: Tree) -> None:
    assert (digest_answer(one) == digest_answer(other)) == (spell(one) == spell(other))


@given(trees)
def test_an_equal_answer_made_anew_has_the_same_digest(tree: Tree) -> None:
    again = Tree(tree.leaf, (*tree.branches,))
    assert digest_answer(again) == digest_answer(tree)


@given(st.lists(texts, max_size=4), st.lists(texts, max_size=4))
def test_where_one_text_ends_and_the_next_begins_is_part_of_the_digest(
    one: list[str], other: list[str]
) -> None:
    assert (digest_answer(tuple(one)) == digest_answer(tuple(other))) == (one == other)


def test_answers_of_different_types_differ() -> None:
    answers: list[object] = [
        None,
        False,
        0,
        "",
        "0",
        b"",
        (),
        Decimal(0),
        date(2026, 1, 1),
        "2026-01-01",
    ]
    answers += [Other("x"), Namesake("x"), Dot("x"), Dash("x")]
    assert len({digest_answer(answer) for answer in answers}) == len(answers)


@pytest.mark.parametrize(
    "annotation",
    [
        str,
        int | None,
        tuple[str, ...],
        tuple[Leaf, int],
        Leaf | None,
        Tree,
        Literal["a", "b"] | int,
        Annotated[str, Meta(max_length=3)],
        Dot | Dash,
        Dot | tuple[Dot, ...] | str | None,
        Decimal,
        bytes,
    ],
)
def test_these_types_may_be_answers(annotation: Any) -> None:
    check_answer_type(annotation)


@pytest.mark.parametrize(
    "annotation",
    [
        float,
        set[str],
        frozenset[str],
        dict[str, str],
        Mapping[str, str],
        list[str],
        object,
        Any,
        datetime,
        Loose,
        Hidden,
        Leaf | float,
        tuple[set[str], ...],
        str | Decimal,
        date | str,
        Other | Namesake,
        tuple[str, ...] | tuple[int, ...],
        tuple[Other | Namesake, ...],
    ],
)
def test_these_types_may_not(annotation: Any) -> None:
    with pytest.raises(TypeError):
        check_answer_type(annotation)


DOUBLE = Kind[int]("double", int)
GREETING = Kind[str]("greeting", str)


def make_oracle(calls: list[str]) -> Oracle:
    """An oracle of two kinds that notes what it is really asked."""

    def double(text: str) -> int:
        calls.append(text)
        return 2 * int(text)

    return Oracle({"double": double, "greeting": lambda: "hello"})


def test_a_reader_records_what_it_asks_in_order_and_once() -> None:
    reader = Reader(make_oracle([]))
    answers = [reader.ask(DOUBLE, "4"), reader.ask(DOUBLE, "1"), reader.ask(DOUBLE, "4")]
    assert (answers, reader.ask(GREETING)) == ([8, 2, 8], "hello")
    assert list(reader.asked) == [("double", "4"), ("double", "1"), ("greeting",)]


def test_an_answer_is_computed_once_for_all_readers() -> None:
    calls: list[str] = []
    oracle = make_oracle(calls)
    for _ in range(3):
        assert Reader(oracle).ask(DOUBLE, "21") == 42
        oracle.digest(("double", "21"))
    assert calls == ["21"]


def test_facts_are_the_questions_with_the_digests_of_their_answers() -> None:
    oracle = make_oracle([])
    reader = Reader(oracle)
    reader.ask(GREETING)
    reader.ask(DOUBLE, "3")
    expected = [
        (("greeting",), digest_answer("hello")),
        (("double", "3"), digest_answer(6)),
    ]
    found = oracle.facts(reader.asked)
    assert [(known.question, known.digest) for known in found] == expected


def test_a_question_of_no_known_kind_is_an_error() -> None:
    with pytest.raises(KeyError):
        make_oracle([]).answer(("colour", "red"))


def test_none_is_an_answer_with_a_digest_of_its_own() -> None:
    oracle = Oracle({"maybe": lambda: None})
    assert oracle.digest(("maybe",)) == digest_answer(None)
    assert oracle.answer(("maybe",)) is None


COLOUR = Kind[Leaf | None]("colour", Leaf | None)
RED = Leaf("red", 3, Decimal("1.50"), date(2026, 1, 2), flag=True, tags=("dark", "light"))
KEPT: list[dict[str, Any]] = [{}, {"packed": {"colour": COLOUR.answer}}, {"passing": ["colour"]}]


def make_palette(calls: list[str], **roles: Any) -> Oracle:
    """An oracle whose colours come from a shelf, and which plays the roles for them."""
    ledger = Ledger()
    shelf: Shelf[Leaf] = Shelf("colour", {"red": RED}, lambda colour: colour, ledger)

    def find(name: str) -> Leaf | None:
        calls.append(name)
        found: Leaf | None = shelf.get(name)
        return found

    return Oracle({"colour": find}, ledger, **roles)


@pytest.mark.parametrize("roles", KEPT)
def test_an_answer_and_its_fact_do_not_depend_on_how_it_is_kept(roles: dict[str, Any]) -> None:
    calls: list[str] = []
    oracle = make_palette(calls, **roles)
    for _ in range(3):
        assert [Reader(oracle).ask(COLOUR, name) for name in ("red", "blue")] == [RED, None]
    assert calls == ["red", "blue"]
    for name, answer in (("red", RED), ("blue", None)):
        known = oracle.know(("colour", name))
        assert known.digest == digest_answer(answer)
        assert known.inputs == pack_numbers([number_input("colour", name)])


@pytest.mark.parametrize("roles", KEPT)
def test_a_computation_rests_on_what_a_kept_answer_rested_on(roles: dict[str, Any]) -> None:
    oracle = make_palette([], **roles)
    oracle.answer(("colour", "red"))
    _, inputs = oracle._ledger.watch(lambda: oracle.answer(("colour", "red")))
    assert inputs == {number_input("colour", "red")}


def test_passing_answers_are_kept_for_a_while_and_known_until_they_are_forgotten() -> None:
    calls: list[str] = []
    oracle = make_palette(calls, passing=["colour"])
    reader = Reader(oracle)
    names = [f"c{number}" for number in range(2 * PASSING_ANSWERS + 2)]
    for name in (*names, names[-1], names[0]):
        reader.ask(COLOUR, name)
    assert len(calls) <= len(names) + 1, "the last is at hand, the first may be gone"
    assert len(oracle._newer) + len(oracle._older) <= 2 * PASSING_ANSWERS
    facts = oracle.facts(reader.asked)
    assert [known.question[1] for known in facts] == names
    assert oracle.forget(facts) == []
    assert not oracle.known


def test_large_passing_answers_do_not_add_up() -> None:
    oracle = Oracle({"large": lambda name: name * 2**20}, passing=["large"])
    for number in range(20):
        oracle.answer(("large", str(number % 10)))
    assert len(oracle._newer) + len(oracle._older) <= 2 * (PASSING_BYTES // 2**20 + 1)


def test_a_page_that_asks_for_everything_keeps_little_at_hand_and_every_question() -> None:
    reader = Reader(make_palette([], packed={"colour": COLOUR.answer}))
    names = [f"c{number}" for number in range(3 * AT_HAND)]
    for name in names:
        reader.ask(COLOUR, name)
    assert len(reader._answers) <= AT_HAND
    assert list(reader.asked) == [("colour", name) for name in names]
