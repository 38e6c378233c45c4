"""L10: career paths: the categories that have moves, and the moves of one of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from roleguide.engine.facts import Reader
from roleguide.engine.render import Page
from roleguide.pages.amounts import count_text
from roleguide.pages.draft import INDEX_STYLES, Draft
from roleguide.pages.list_questions import ALL_PATHS, FIELD_MOVES, STEPS, Steps
from roleguide.pages.list_views import Move, PathGraph, PathPage, PathRole, PathsPage, PathTile
from roleguide.pages.move_links import link_move
from roleguide.pages.moves import (
    SEEN_FROM,
    Edge,
    Seen,
    edges_between,
    is_directed,
    list_moves,
    moves_from,
    moves_out,
)
from roleguide.pages.path_graph import DRAWN, choose_drawn, draw_graph
from roleguide.pages.questions import CATEGORY, CATEGORY_TITLE, HEADLINE, ROLES_IN
from roleguide.pages.salaries_page import LIST_STYLES
from roleguide.pages.urls import MOVES, PATHS, path_of
from roleguide.pages.view_parts import Link

SIMILAR_ONLY: Final = (
    "Which roles are alike, field by field, as the role pages name it. That two roles are alike "
    "does not say how many people move between them."
)
READING: Final = {
    "step": "An arrow leads from a role to a next step.",
    "specialism": "A dashed arrow leads to a specialism.",
    "similar": "A dotted line joins similar roles.",
}


def view_paths(reader: Reader, page: Page) -> PathsPage:
    """L10: every category that has moves."""
    draft = Draft(reader, page)
    tiles: list[PathTile] = []
    directed = False
    for slug in draft.ask(ALL_PATHS):
        category = draft.ask(CATEGORY, slug)
        assert category is not None
        found = draft.ask(FIELD_MOVES, slug)
        directed = directed or found.directed
        roles, count = count_text(found.roles, "role"), _count(found.moves, found.directed)
        inside = f"{count} between {roles}" if found.directed else f"{roles}, {count}"
        tiles.append(
            PathTile(
                category.title,
                draft.href(path_of("path", slug)),
                category.summary,
                inside if found.moves else "Only to other fields",
            )
        )
    title = "Career paths"
    summary = (
        "Where people come from and where they go next, field by field, as the role pages name it."
        if directed
        else SIMILAR_ONLY
    )
    shell = draft.shell(title, summary, styles=(INDEX_STYLES,))
    return PathsPage(shell, title, summary, tuple(tiles), link_planner(draft))


def link_planner(draft: Draft) -> Link:
    """Link to the tool that plans any move."""
    return Link("Plan a move between any two roles", draft.href(MOVES))


def _count(edges: int, directed: bool) -> str:  # noqa: FBT001 - the two are one thing
    """Count moves; that roles are alike does not say that anybody moves between them."""
    return (
        count_text(edges, "move") if directed else f"{count_text(edges, 'pair')} of similar roles"
    )


def steps_in(draft: Draft, category: str) -> dict[str, Steps]:
    """Return the roles of a category with the moves that their records name, by title."""
    return {slug: draft.ask(STEPS, slug) for slug in draft.ask(ROLES_IN, category)}


def view_path(reader: Reader, page: Page) -> PathPage:
    """L10: moves inside a category as a drawing and in words, and the moves that lead out of it."""
    draft = Draft(reader, page)
    category = page.subject
    name = draft.ask(CATEGORY_TITLE, category) or category
    steps = steps_in(draft, category)
    edges = edges_between(steps)
    directed = is_directed(edges)
    title = f"Career paths: {name}"
    roles = [_role(draft, slug, steps, moves_from(slug, edges, steps)) for slug in steps]
    leaving = [_role(draft, slug, steps, moves_out(slug, steps), "out-") for slug in steps]
    summary = (
        f"{_count(len(edges), directed)} {'between roles of' if directed else 'in'} this field, "
        "from the records of the roles."
        if edges
        else "The roles of this field name no moves among themselves, only to other fields."
    )
    return PathPage(
        shell=draft.shell(
            title, summary, (Link("Career paths", draft.href(PATHS)),), styles=(LIST_STYLES,)
        ),
        title=title,
        summary=summary,
        category=draft.link("category", category, name),
        graph=draw_category(draft, steps, edges),
        roles=tuple(one for one in roles if one.moves),
        leaving=tuple(one for one in leaving if one.moves),
        planner=link_planner(draft),
    )


def draw_category(
    draft: Draft, steps: Mapping[str, Steps], edges: tuple[Edge, ...]
) -> PathGraph | None:
    """Draw the moves between the roles of a category; of many, those with the most moves."""
    chosen = choose_drawn(steps, edges)
    moving = {role for edge in edges for role in (edge.start, edge.end)}
    inside = [edge for edge in edges if edge.start in chosen and edge.end in chosen]
    directed = is_directed(inside)
    used = {edge.look for edge in inside}
    sentences = [words for look, words in READING.items() if look in used]
    if not directed:
        sentences.append("Where a role stands in the drawing means nothing.")
    if len(moving) > len(chosen):
        sentences.append(
            f"Drawn are the {DRAWN} roles with the most moves of {len(moving)}; the list has all."
        )
    titles = {slug: steps[slug].title for slug in chosen}
    hrefs = {slug: draft.href(path_of("role", slug)) for slug in chosen}
    return draw_graph(titles, hrefs, edges, " ".join(sentences))


def _role(
    draft: Draft,
    slug: str,
    steps: Mapping[str, Steps],
    moves: tuple[Seen, ...],
    prefix: str = "",
) -> PathRole:
    return PathRole(
        title=steps[slug].title,
        href=draft.href(path_of("role", slug)),
        anchor=f"{prefix}{slug}",
        pay=draft.typical_pay(draft.ask(HEADLINE, slug)),
        moves=tuple(_move(draft, slug, one, steps) for one in moves),
    )


def _move(draft: Draft, role: str, seen: Seen, steps: Mapping[str, Steps]) -> Move:
    relation = SEEN_FROM[(seen.look, seen.forward)]
    inside = seen.role in steps
    other = steps[seen.role] if inside else draft.ask(STEPS, seen.role)
    named = {*list_moves(role, steps[role]), *list_moves(seen.role, other)}
    move = (role, seen.role) if seen.forward else (seen.role, role)
    return Move(
        relation,
        draft.link("role", seen.role, other.title),
        seen.note,
        "" if inside else draft.ask(CATEGORY_TITLE, other.category) or other.category,
        link_move(draft, *move) if move in named else "",
    )
