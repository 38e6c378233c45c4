"""Moves between roles: what their records name, each pair once, seen from both ends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from msgspec import Struct

from roleguide.guide.transition import moves_of
from roleguide.guide.words import Relation
from roleguide.pages.list_questions import Edge, Look, Steps

LOOKS: Final[tuple[Look, ...]] = ("step", "specialism", "similar")
SEEN_FROM: Final[dict[tuple[Look, bool], str]] = {
    ("step", True): "Next step",
    ("step", False): "People come from",
    ("specialism", True): "Specialism",
    ("specialism", False): "Broader role",
    ("similar", True): "Similar role",
    ("similar", False): "Similar role",
}
"""How a move reads from its start (``True``) and from its end."""
_DIRECTED: Final[dict[Relation, tuple[Look, bool]]] = {
    "next_step": ("step", True),
    "previous_step": ("step", False),
    "specialism": ("specialism", True),
    "broader": ("specialism", False),
    "similar": ("similar", True),
}


class Seen(Struct, frozen=True):
    """A move as it is seen from one of its roles."""

    role: str
    look: Look
    forward: bool
    note: str


def edge_of(role: str, other: str, relation: Relation) -> Edge:
    """Return the move that a relation means."""
    look, forward = _DIRECTED[relation]
    if look == "similar":
        return Edge(min(role, other), max(role, other), look)
    return Edge(role, other, look) if forward else Edge(other, role, look)


def list_moves(role: str, known: Steps) -> set[tuple[str, str]]:
    """List the moves with pages that a role's record stands for, as start and target."""
    related = ((one.role, one.relation) for one in known.related)
    return moves_of(role, related, imported=known.imported)


def edges_between(steps: Mapping[str, Steps]) -> tuple[Edge, ...]:
    """List the moves between roles, each once, in their order.

    Two roles that are joined by a step or a specialism are not joined as similar ones as well.
    """
    named = {
        role: [(one.role, one.relation) for one in known.related] for role, known in steps.items()
    }
    return edges_of(named)


def is_directed(edges: Iterable[Edge]) -> bool:
    """Whether any role is a next step or a specialism of another, and not only similar to it."""
    return any(edge.look != "similar" for edge in edges)


def edges_of(named: Mapping[str, Iterable[tuple[str, Relation]]]) -> tuple[Edge, ...]:
    """List the moves between roles from what each calls the others."""
    found = {
        edge_of(role, other, relation)
        for role, related in named.items()
        for other, relation in related
        if other in named and other != role
    }
    directed = {frozenset((edge.start, edge.end)) for edge in found if edge.look != "similar"}
    return tuple(
        sorted(
            edge
            for edge in found
            if edge.look != "similar" or frozenset((edge.start, edge.end)) not in directed
        )
    )


def moves_from(role: str, edges: tuple[Edge, ...], steps: Mapping[str, Steps]) -> tuple[Seen, ...]:
    """List the moves of a role inside a set of roles, those onwards first."""
    seen = []
    for edge in edges:
        if role in (edge.start, edge.end):
            other = edge.end if edge.start == role else edge.start
            forward = edge.start == role or edge.look == "similar"
            seen.append(Seen(other, edge.look, forward, _note(role, other, steps)))
    return _order(seen)


def moves_out(role: str, steps: Mapping[str, Steps]) -> tuple[Seen, ...]:
    """List the moves that a role's record names to roles of other categories."""
    return _order(
        [
            Seen(one.role, *_DIRECTED[one.relation], one.note)
            for one in steps[role].related
            if steps[one.role].category != steps[role].category
        ]
    )


def _order(seen: list[Seen]) -> tuple[Seen, ...]:
    return tuple(sorted(seen, key=lambda one: (LOOKS.index(one.look), not one.forward, one.role)))


def _note(role: str, other: str, steps: Mapping[str, Steps]) -> str:
    """Return the remark of the role's own record, or else of the other one's."""
    for first, second in ((role, other), (other, role)):
        for one in steps[first].related:
            if one.role == second and one.note:
                return one.note
    return ""
