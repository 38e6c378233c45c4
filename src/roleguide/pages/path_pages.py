"""L10: career paths: the categories that have moves, and the moves of one of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Final

from roleguide.engine.facts import Reader
from roleguide.engine.render import Page
from roleguide.pages.amounts import count_text
from roleguide.pages.draft import INDEX_STYLES, Draft
from roleguide.pages.list_questions import (
    ALL_PATHS,
    FIELD_DRAWN,
    FIELD_MOVES,
    FIELD_SLICE,
    ROLE_TITLE,
    STEPS,
    FieldMoves,
    Steps,
)
from roleguide.pages.list_slices import split_page
from roleguide.pages.list_views import Move, PathGraph, PathPage, PathRole, PathsPage, PathTile
from roleguide.pages.move_links import link_move
from roleguide.pages.move_questions import NAMED_BY
from roleguide.pages.moves import (
    SEEN_FROM,
    Seen,
    edges_between,
    is_directed,
    list_moves,
    moves_from,
    moves_out,
)
from roleguide.pages.pager import make_pager, style_pager
from roleguide.pages.path_graph import DRAWN, draw_graph
from roleguide.pages.questions import CATEGORY, CATEGORY_TITLE, HEADLINE
from roleguide.pages.salaries_page import LIST_STYLES
from roleguide.pages.urls import MOVES, PATHS, list_path, path_of
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


def _steps_around(draft: Draft, slugs: Iterable[str]) -> dict[str, Steps]:
    """Return roles with the moves that their records name, and all roles that these moves join
    them to, whichever of the two records names it."""
    steps = {slug: draft.ask(STEPS, slug) for slug in slugs}
    for slug, known in list(steps.items()):
        for other in (*(one.role for one in known.related), *draft.ask(NAMED_BY, slug)):
            if other not in steps:
                steps[other] = draft.ask(STEPS, other)
    return steps


def view_path(reader: Reader, page: Page) -> PathPage:
    """L10: moves inside a category as a drawing and in words, and the moves that lead out of it. Of
    a large one, each page says in words what moves the roles on it have."""
    draft = Draft(reader, page)
    category, at = split_page(page.subject)
    name = draft.ask(CATEGORY_TITLE, category) or category
    held = draft.ask(FIELD_SLICE, category, str(at))
    steps = _steps_around(draft, held.ids)
    edges = edges_between({role: one for role, one in steps.items() if one.category == category})
    roles = [_role(draft, slug, steps, moves_from(slug, edges, steps)) for slug in held.ids]
    leaving = [_role(draft, slug, steps, moves_out(slug, steps), "out-") for slug in held.ids]
    title = f"Career paths: {name}"
    crumbs = [Link("Career paths", draft.href(PATHS))]
    first, last = (steps[slug].title for slug in (held.ids[0], held.ids[-1]))
    part = (
        f"{held.part.word()}{count_text(held.part.total, 'role')} by title, from {first} to {last}"
    )
    if at > 1:
        crumbs.append(draft.link("path", category, title))
        title = f"{title}, page {at}"
        summary = f"The moves of {part}."
    else:
        summary = _summarise(draft.ask(FIELD_MOVES, category))
    return PathPage(
        shell=draft.shell(
            title,
            summary,
            tuple(crumbs),
            crumb="" if at == 1 else f"Page {at}",
            styles=(LIST_STYLES, *style_pager(held.part)),
        ),
        title=title,
        summary=summary,
        category=draft.link("category", category, name),
        graph=draw_category(draft, category) if at == 1 else None,
        part=f"The moves of {part}." if at == 1 and held.part.pages > 1 else "",
        roles=tuple(one for one in roles if one.moves),
        leaving=tuple(one for one in leaving if one.moves),
        pager=make_pager(draft, partial(list_path, "path", category), at, held.part.pages),
        planner=link_planner(draft),
    )


def _summarise(found: FieldMoves) -> str:
    if not found.moves:
        return "The roles of this field name no moves among themselves, only to other fields."
    where = "between roles of" if found.directed else "in"
    return (
        f"{_count(found.moves, found.directed)} {where} this field, from the records of the roles."
    )


def draw_category(draft: Draft, category: str) -> PathGraph | None:
    """Draw the moves between the roles of a category; of many, those with the most moves."""
    drawn = draft.ask(FIELD_DRAWN, category)
    directed = is_directed(drawn.edges)
    used = {edge.look for edge in drawn.edges}
    sentences = [words for look, words in READING.items() if look in used]
    if not directed:
        sentences.append("Where a role stands in the drawing means nothing.")
    if drawn.moving > len(drawn.roles):
        sentences.append(
            f"Drawn are the {DRAWN} roles with the most moves of {drawn.moving:,}; "
            "the list has all."
        )
    titles = {slug: draft.ask(ROLE_TITLE, slug) for slug in drawn.roles}
    hrefs = {slug: draft.href(path_of("role", slug)) for slug in drawn.roles}
    return draw_graph(titles, hrefs, drawn.edges, " ".join(sentences))


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
    other = steps[seen.role]
    inside = other.category == steps[role].category
    named = {*list_moves(role, steps[role]), *list_moves(seen.role, other)}
    move = (role, seen.role) if seen.forward else (seen.role, role)
    return Move(
        relation,
        draft.link("role", seen.role, other.title),
        seen.note,
        "" if inside else draft.ask(CATEGORY_TITLE, other.category) or other.category,
        link_move(draft, *move) if move in named else "",
    )
