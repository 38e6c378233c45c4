"""Where a move from role to role is planned: on a page of its own, or in the browser."""

from __future__ import annotations

from roleguide.pages.draft import Draft
from roleguide.pages.move_questions import MOVE_PAGES
from roleguide.pages.urls import MOVES, move_path


def link_move(draft: Draft, start: str, target: str) -> str:
    """Return the link to a move that a record names.

    A guide that names more moves than pages are made for leads to the tool, which plans any.
    """
    if draft.ask(MOVE_PAGES):
        return draft.href(move_path(start, target))
    return f"{draft.href(MOVES)}?from={start}&to={target}"
