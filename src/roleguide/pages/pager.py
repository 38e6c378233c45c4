"""The way through a list that has several pages."""

from __future__ import annotations

from collections.abc import Callable

from roleguide.pages.draft import Draft
from roleguide.pages.list_slices import Part
from roleguide.pages.posting_card_view import POSTING_STYLES
from roleguide.pages.view_parts import Link, Pager


def style_pager(part: Part) -> tuple[str, ...]:
    """Name the style sheet of the way through a list; none where it has one page."""
    return (POSTING_STYLES,) if part.pages > 1 else ()


def make_pager(
    draft: Draft, path_of_page: Callable[[int], str], at: int, pages: int
) -> Pager | None:
    """Make the way from page ``at`` through a list, whose first page is 1; ``None`` where it has
    one page."""
    if pages == 1:
        return None

    def link(number: int, text: str) -> Link:
        return Link(text, draft.href(path_of_page(number)), current=number == at)

    shown = sorted({1, pages, *range(max(1, at - 1), min(pages, at + 1) + 1)})
    links: list[Link] = []
    for before, number in zip((0, *shown), shown, strict=False):
        if number - before > 1:
            links.append(Link("…", ""))
        links.append(link(number, str(number)))
    return Pager(
        link(at - 1, "Previous page") if at > 1 else None,
        link(at + 1, "Next page") if at < pages else None,
        tuple(links),
    )
