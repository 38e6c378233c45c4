"""Drawings of moves: nothing overlaps, lines keep out of boxes, the same moves look the same."""

import random
import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from roleguide.pages.list_questions import Edge
from roleguide.pages.list_views import PathGraph, PathNode
from roleguide.pages.moves import LOOKS
from roleguide.pages.path_graph import (
    CHARACTERS,
    DRAWN,
    LINES,
    WIDTH,
    choose_drawn,
    draw_graph,
    split_title,
)

IDS = [f"role-{number:02}" for number in range(DRAWN + 4)]


@st.composite
def moves(draw: st.DrawFn) -> list[Edge]:
    """Any moves between any roles, circles and all."""
    ids = st.sampled_from(IDS[: draw(st.integers(2, len(IDS)))])
    pairs = st.tuples(ids, ids, st.sampled_from(LOOKS)).filter(lambda one: one[0] != one[1])
    found = {
        Edge(min(start, end), max(start, end), look)
        if look == "similar"
        else Edge(start, end, look)
        for start, end, look in draw(st.lists(pairs, min_size=1, max_size=60))
    }
    return sorted(found)


def title_of(role: str) -> str:
    return f"{role} of a {'very ' * (int(role[-2:]) % 7)}long title"


def draw_all(edges: list[Edge]) -> tuple[list[str], PathGraph]:
    chosen = choose_drawn(IDS, edges)
    graph = draw_graph(
        {role: title_of(role) for role in chosen}, {role: f"{role}/" for role in chosen}, edges, ""
    )
    assert graph is not None
    return chosen, graph


def overlap(one: PathNode, two: PathNode) -> bool:
    return (
        one.x < two.x + two.width
        and two.x < one.x + one.width
        and one.y < two.y + two.height
        and two.y < one.y + one.height
    )


@given(moves())
def test_every_role_and_move_is_drawn_once_and_inside(edges: list[Edge]) -> None:
    chosen, graph = draw_all(edges)
    assert sorted(node.href.rstrip("/") for node in graph.nodes) == chosen
    assert len(chosen) <= DRAWN
    inside = [edge for edge in edges if edge.start in chosen and edge.end in chosen]
    assert [edge.look for edge in graph.edges] == [edge.look for edge in inside]
    for node in graph.nodes:
        assert 0 <= node.x <= graph.width - node.width
        assert 0 <= node.y <= graph.height - node.height


@given(moves())
def test_boxes_do_not_overlap_and_hold_their_labels(edges: list[Edge]) -> None:
    _, graph = draw_all(edges)
    for number, node in enumerate(graph.nodes):
        assert not any(overlap(node, other) for other in graph.nodes[number + 1 :])
        assert len(node.lines) <= LINES
        assert all(len(line) <= CHARACTERS for line in node.lines)


@given(moves())
def test_lines_pass_no_box(edges: list[Edge]) -> None:
    """A line crosses a column only straight, at a place of its own; its bends are in the gaps."""
    _, graph = draw_all(edges)
    for edge in graph.edges:
        for y, end in re.findall(r"(-?\d+)H(-?\d+)", edge.d):
            left = int(end) if int(end) in {node.x for node in graph.nodes} else int(end) - WIDTH
            for node in graph.nodes:
                if node.x == left:
                    assert not node.y <= int(y) <= node.y + node.height, edge.d


@given(moves(), st.integers(0, 1000))
def test_the_order_of_the_moves_changes_nothing(edges: list[Edge], seed: int) -> None:
    shuffled = random.Random(seed).sample(edges, len(edges))
    one, two = draw_all(edges)[1], draw_all(sorted(shuffled))[1]
    assert one == two


@given(moves())
def test_steps_run_from_left_to_right_unless_they_close_a_circle(edges: list[Edge]) -> None:
    chosen, graph = draw_all(edges)
    after: dict[str, set[str]] = {}
    for edge in edges:
        if edge.look != "similar" and {edge.start, edge.end} <= set(chosen):
            after.setdefault(edge.start, set()).add(edge.end)

    def reaches(start: str, end: str, seen: frozenset[str] = frozenset()) -> bool:
        following = after.get(start, set()) - seen
        return end in following or any(
            reaches(one, end, seen | following | {start}) for one in following
        )

    x = {node.href.rstrip("/"): node.x for node in graph.nodes}
    for start, ends in after.items():
        for end in ends:
            assert x[start] < x[end] or reaches(end, start)


def test_a_long_title_ends_in_an_ellipsis() -> None:
    lines = split_title("Computer network support specialists and other technicians of networks")
    assert lines == ("Computer network", "support specialists", "and other…")
    assert split_title("Donaudampfschifffahrtskapitän") == ("Donaudampfschifffah…",)
    assert split_title("Nurse") == ("Nurse",)


def test_a_chain_stands_in_columns_of_one_height() -> None:
    edges = [Edge(one, two, "step") for one, two in pairwise("abcd")]
    titles = {one: one.upper() for one in "abcd"}
    graph = draw_graph(titles, titles, edges, "Caption.")
    assert graph is not None
    assert [node.title for node in sorted(graph.nodes, key=lambda one: one.x)] == list("ABCD")
    assert len({node.y for node in graph.nodes}) == 1
    assert graph.looks == ("step",)


def test_without_moves_there_is_no_drawing() -> None:
    assert draw_graph({"a": "A"}, {"a": "a"}, [], "") is None
    assert choose_drawn(["a", "b"], []) == []
