"""A drawing of moves: roles in columns, from where people start to where they go.

A small layered layout after Sugiyama, Tagawa and Toda (1981): columns by the longest way, lines
that pass a column get a place of their own in it, and the order inside columns follows the mean
place of the neighbours. It looks at ids only, so the same moves always give the same drawing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Final

from roleguide.pages.list_questions import Edge
from roleguide.pages.list_views import PathEdge, PathGraph, PathNode
from roleguide.pages.moves import LOOKS

DRAWN: Final = 24
"""Roles in a drawing; of more, those with the most moves are drawn."""
WIDTH: Final = 192
LINE: Final = 19
PADDING: Final = 20
"""Both paddings of a box, above and below its lines."""
CHARACTERS: Final = 20
"""Characters that fit a line of a box in the wider of the usual fonts."""
LINES: Final = 3
GAP_ACROSS: Final = 96
GAP_DOWN: Final = 20
MARGIN: Final = 8
SWEEPS: Final = 8
ARROW: Final = "m-7-4 7 4-7 4"
ARROW_BACK: Final = "m7-4-7 4 7 4"


def choose_drawn(roles: Iterable[str], edges: Sequence[Edge]) -> list[str]:
    """Choose the roles that are drawn: those with moves, the most first, at most :data:`DRAWN`."""
    weight = dict.fromkeys(roles, 0)
    for edge in edges:
        for role in (edge.start, edge.end):
            weight[role] += 1 if edge.look == "similar" else 3
    ranked = sorted((role for role in weight if weight[role]), key=lambda one: (-weight[one], one))
    return sorted(ranked[:DRAWN])


def draw_graph(
    titles: Mapping[str, str], hrefs: Mapping[str, str], edges: Sequence[Edge], caption: str
) -> PathGraph | None:
    """Draw the moves between the roles that ``titles`` names; ``None`` without any move."""
    edges = [edge for edge in edges if edge.start in titles and edge.end in titles]
    if not edges:
        return None
    columns = _assign_columns(sorted(titles), edges)
    layers, chains = _fill_layers(columns, edges)
    _reduce_crossings(layers, chains)
    lines = {role: split_title(titles[role]) for role in titles}
    boxes, width, height = _place(layers, lines)
    nodes = tuple(
        PathNode(titles[role], hrefs[role], *boxes[role], lines[role])
        for layer in layers
        for role in layer
        if role in titles
    )
    drawn = tuple(
        PathEdge(edge.look, _route([boxes[one] for one in chain], arrow=edge.look != "similar"))
        for edge, chain in chains
    )
    used = {edge.look for edge in edges}
    looks = tuple(look for look in LOOKS if look in used)
    return PathGraph(width, height, nodes, drawn, caption, looks)


def split_title(title: str) -> tuple[str, ...]:
    """Break a title into lines that fit a box; what is left over ends in an ellipsis."""
    lines: list[str] = []
    for word in title.split():
        if lines and len(lines[-1]) + 1 + len(word) <= CHARACTERS:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    cut = [line if len(line) <= CHARACTERS else f"{line[: CHARACTERS - 1]}…" for line in lines]
    if len(cut) > LINES:
        last = cut[LINES - 1]
        cut = [*cut[: LINES - 1], f"{last[: CHARACTERS - 1].rstrip()}…"]
    return tuple(cut)


def _assign_columns(roles: list[str], edges: Sequence[Edge]) -> dict[str, int]:
    """Give each role a column: the longest way of directed moves that leads to it.

    A move that would close a circle is left out of this (it is drawn all the same). Roles that only
    similar ones lead to stand one column beside those, unless steps say where they are.
    """
    after: dict[str, list[str]] = {role: [] for role in roles}
    beside: dict[str, list[str]] = {role: [] for role in roles}
    for edge in edges:
        if edge.look == "similar":
            beside[edge.start].append(edge.end)
            beside[edge.end].append(edge.start)
        elif not _leads_to(after, edge.end, edge.start):
            after[edge.start].append(edge.end)
    columns: dict[str, int] = {}
    moving = {role for role in roles if after[role]}
    moving |= {other for role in roles for other in after[role]}
    for role in _topological(roles, after):
        if role in moving:
            columns.setdefault(role, 0)
            for other in after[role]:
                columns[other] = max(columns.get(other, 0), columns[role] + 1)
    _pull_starts(columns, after)
    while len(columns) < len(roles):
        _spread(columns, roles, beside)
    return columns


def _leads_to(after: Mapping[str, list[str]], start: str, end: str) -> bool:
    waiting, seen = [start], {start}
    while waiting:
        role = waiting.pop()
        if role == end:
            return True
        for other in after[role]:
            if other not in seen:
                seen.add(other)
                waiting.append(other)
    return False


def _topological(roles: list[str], after: Mapping[str, list[str]]) -> list[str]:
    into = dict.fromkeys(roles, 0)
    for role in roles:
        for other in after[role]:
            into[other] += 1
    ready = [role for role in roles if not into[role]]
    order = []
    while ready:
        role = ready.pop(0)
        order.append(role)
        for other in after[role]:
            into[other] -= 1
            if not into[other]:
                ready.append(other)
    return order


def _pull_starts(columns: dict[str, int], after: Mapping[str, list[str]]) -> None:
    """Move roles that nothing leads to right before the first role that they lead to."""
    targets = {other for role in columns for other in after[role]}
    for role in columns:
        if role not in targets and after[role]:
            columns[role] = min(columns[other] for other in after[role]) - 1


def _spread(columns: dict[str, int], roles: list[str], beside: Mapping[str, list[str]]) -> None:
    """Place roles that are only similar to others: beside a placed one, or from a new start."""
    waiting = [role for role in roles if role in columns]
    if not any(other not in columns for role in waiting for other in beside[role]):
        left = [role for role in roles if role not in columns]
        first = min(left, key=lambda role: (-len(beside[role]), role))
        columns[first] = 0
        waiting = [first]
    while waiting:
        role = waiting.pop(0)
        for other in sorted(beside[role]):
            if other not in columns:
                columns[other] = columns[role] + 1
                waiting.append(other)


def _fill_layers(
    columns: Mapping[str, int], edges: Sequence[Edge]
) -> tuple[list[list[str]], list[tuple[Edge, list[str]]]]:
    """Return the columns, and for each move the places it passes; a line that passes a column has
    a nameless place there (its id holds a space, which no role's does)."""
    numbers = sorted(set(columns.values()))
    rank = {number: at for at, number in enumerate(numbers)}
    layers: list[list[str]] = [[] for _ in numbers]
    for role in sorted(columns):
        layers[rank[columns[role]]].append(role)
    chains = []
    for number, edge in enumerate(edges):
        first, last = rank[columns[edge.start]], rank[columns[edge.end]]
        step = 1 if last >= first else -1
        passed = [f"{number} {at}" for at in range(first + step, last, step)]
        for name in passed:
            layers[int(name.split()[1])].append(name)
        chains.append((edge, [edge.start, *passed, edge.end]))
    return layers, chains


def _reduce_crossings(layers: list[list[str]], chains: list[tuple[Edge, list[str]]]) -> None:
    near: dict[str, list[str]] = {}
    for _, chain in chains:
        for first, second in pairwise(chain):
            near.setdefault(first, []).append(second)
            near.setdefault(second, []).append(first)
    for sweep in range(SWEEPS):
        forward = sweep % 2 == 0
        places = {
            name: Fraction(2 * at + 1, len(layer))
            for layer in layers
            for at, name in enumerate(layer)
        }
        layer_of = {name: at for at, layer in enumerate(layers) for name in layer}
        for at in range(len(layers)) if forward else range(len(layers) - 1, -1, -1):
            layer = layers[at]
            wanted = {}
            for name in layer:
                fixed = [
                    places[other]
                    for other in near.get(name, ())
                    if (layer_of[other] <= at if forward else layer_of[other] >= at)
                ]
                wanted[name] = sum(fixed, Fraction(0)) / len(fixed) if fixed else places[name]
            layer.sort(key=lambda name: (wanted[name], name))
            for position, name in enumerate(layer):
                places[name] = Fraction(2 * position + 1, len(layer))


Box = tuple[int, int, int, int]
"""Left, top, width and height."""


def _place(
    layers: list[list[str]], lines: Mapping[str, tuple[str, ...]]
) -> tuple[dict[str, Box], int, int]:
    """Stack each column, in the middle of the drawing's height."""

    def height_of(name: str) -> int:
        return len(lines[name]) * LINE + PADDING if name in lines else LINE

    heights = [sum(map(height_of, layer)) + GAP_DOWN * (len(layer) - 1) for layer in layers]
    height = max(heights)
    boxes: dict[str, Box] = {}
    for at, layer in enumerate(layers):
        x = MARGIN + at * (WIDTH + GAP_ACROSS)
        y = MARGIN + (height - heights[at]) // 2
        for name in layer:
            boxes[name] = (x, y, WIDTH, height_of(name))
            y += height_of(name) + GAP_DOWN
    # Lines between roles of one column bulge into the gap to its right.
    width = 2 * MARGIN + len(layers) * WIDTH + (len(layers) - 1) * GAP_ACROSS + GAP_ACROSS // 2
    return boxes, width, height + 2 * MARGIN


def _route(boxes: list[Box], *, arrow: bool) -> str:
    """Return a smooth line through places, from the side of a box to the side of the next."""
    left, top, width, height = boxes[0]
    if boxes[-1][0] == left:
        return _bulge(boxes[0], boxes[-1], arrow=arrow)
    forward = boxes[-1][0] > left
    side = 1 if forward else -1
    x, y = (left + width if forward else left), top + height // 2
    parts = [f"M{x} {y}"]
    for at, (left, top, width, height) in enumerate(boxes[1:], 1):
        end_x, end_y = (left if forward else left + width), top + height // 2
        bend = GAP_ACROSS // 2 * side
        parts.append(f"C{x + bend} {y} {end_x - bend} {end_y} {end_x} {end_y}")
        x, y = end_x, end_y
        if at < len(boxes) - 1:
            x += width * side
            parts.append(f"H{x}")
    if arrow:
        parts.append(ARROW if forward else ARROW_BACK)
    return "".join(parts)


def _bulge(first: Box, second: Box, *, arrow: bool) -> str:
    x = first[0] + first[2]
    start, end = first[1] + first[3] // 2, second[1] + second[3] // 2
    reach = x + min(GAP_ACROSS // 2, 20 + abs(end - start) // 8)
    return f"M{x} {start}C{reach} {start} {reach} {end} {x} {end}{ARROW_BACK if arrow else ''}"
