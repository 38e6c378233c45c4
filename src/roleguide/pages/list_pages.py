"""Lists and hubs: home, category, A–Z, comparisons (L1, L2, L3, L11)."""

from __future__ import annotations

from functools import partial
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from roleguide.engine.facts import Reader
from roleguide.engine.render import Page
from roleguide.guide.prose import Paragraph
from roleguide.pages import views
from roleguide.pages.amounts import count_text
from roleguide.pages.chooser_view import make_chooser
from roleguide.pages.comparison_view import comparison_title
from roleguide.pages.draft import INDEX_STYLES, Draft
from roleguide.pages.list_questions import (
    ALL_PATHS,
    FIELD_PAY,
    FIELD_SLICE,
    FINDER_FIELDS,
    ROLE_INDEX,
    ROLE_TITLE,
)
from roleguide.pages.list_slices import (
    IndexSlice,
    index_order,
    letter_of,
    slice_index,
    split_page,
)
from roleguide.pages.pager import make_pager, style_pager
from roleguide.pages.path_pages import draw_category
from roleguide.pages.pay_table import word_span
from roleguide.pages.postings_elsewhere import name_styles, posting_ways, show_postings
from roleguide.pages.questions import (
    ALL_CATEGORIES,
    ALL_COMPARISONS,
    ALL_ROLES,
    AS_OF,
    CATEGORY,
    COMPARISON,
)
from roleguide.pages.salaries_page import LIST_STYLES
from roleguide.pages.urls import (
    COMPARISONS,
    ROLES,
    canonical,
    list_path,
    page_path,
    path_of,
)
from roleguide.pages.ways import LISTS, SEARCH, TOOLS

FOLD_FROM: Final = 400
"""With more entries, an A–Z list shows its letters only, and other titles stand with their role."""
JUMP_LIMIT: Final = 60
"""Roles listed on the home page; a larger guide leads to the A–Z, so that the page stays small."""


def view_home(reader: Reader, page: Page) -> views.HomePage:
    """L1: the promise, the categories, the ways in."""
    draft = Draft(reader, page)
    site = draft.site
    # Counts alone: with the ids in their order, any title that moves in its list would change this.
    held = {one.category: one.roles for one in draft.ask(FINDER_FIELDS)}
    tiles = tuple(_tile(draft, slug, held.get(slug, 0)) for slug in draft.ask(ALL_CATEGORIES))
    nodes: tuple[dict[str, object], ...] = ()
    if site.base_url:
        nodes = ({"@type": "WebSite", "name": site.name, "url": site.base_url.rstrip("/") + "/"},)
    lists = draft.show_ways(LISTS)
    introduction = (
        draft.prose((Paragraph((site.introduction,)),)) if site.introduction else draft.prose(())
    )
    return views.HomePage(
        shell=draft.shell(
            site.name,
            site.tagline,
            nodes=nodes,
            as_of=draft.amounts.day(draft.ask(AS_OF)),
            styles=(INDEX_STYLES,),
        ),
        title=site.name,
        tagline=site.tagline,
        introduction=introduction,
        categories=tiles,
        tools=draft.show_ways((*TOOLS, SEARCH)),
        entries=(lists[0], *posting_ways(draft), *lists[1:]),
        roles=tuple(
            draft.link("role", slug, draft.ask(ROLE_TITLE, slug)) for slug in draft.ask(ALL_ROLES)
        )
        if sum(held.values()) <= JUMP_LIMIT
        else (),
    )


def _tile(draft: Draft, slug: str, roles: int) -> views.CategoryTile:
    category = draft.ask(CATEGORY, slug)
    assert category is not None
    return views.CategoryTile(
        title=category.title,
        href=draft.href(path_of("category", slug)),
        summary=category.summary,
        count=count_text(roles, "role"),
        pay=word_span(draft, draft.ask(FIELD_PAY, slug)),
    )


def view_category(reader: Reader, page: Page) -> views.CategoryPage:
    """L2: a category and its roles as cards; of many, those of one page. What is said of the whole
    category stands on the first."""
    draft = Draft(reader, page)
    slug, at = split_page(page.subject)
    category = draft.ask(CATEGORY, slug)
    assert category is not None
    held = draft.ask(FIELD_SLICE, slug, str(at))
    first = at == 1
    title = category.title if first else f"{category.title}, page {at}"
    count = count_text(held.part.total, "role")
    summary = category.summary if first else f"{held.part.word()}{count} by title."
    crumbs: tuple[views.Link, ...] = (views.Link("Roles", draft.href(ROLES)),)
    if category.parent:
        above = draft.ask(CATEGORY, category.parent)
        crumbs = (
            *crumbs,
            draft.link("category", category.parent, above.title if above else category.parent),
        )
    if not first:
        crumbs = (*crumbs, draft.link("category", slug, category.title))
    body = draft.prose(category.body if first else ())
    graph = draw_category(draft, slug) if first else None
    postings = show_postings(draft, "family", slug, "in this field") if first else None
    nodes: tuple[dict[str, object], ...] = ()
    if draft.site.base_url:
        nodes = (
            item_list(
                draft,
                [(path_of("role", role), draft.card_of(role).title) for role in held.ids],
                held.part.start + 1,
            ),
        )
    return views.CategoryPage(
        shell=draft.shell(
            title,
            summary,
            crumbs,
            nodes,
            crumb="" if first else f"Page {at}",
            styles=((LIST_STYLES,) if graph is not None else ())
            + (name_styles(postings) or style_pager(held.part)),
        ),
        title=title,
        summary=summary,
        field=draft.link("category", slug, category.title),
        body=body,
        count=count,
        part=f"{held.part.word()}{count} by title" if first and held.part.pages > 1 else "",
        cards=tuple(draft.card(role) for role in held.ids),
        pager=make_pager(draft, partial(list_path, "category", slug), at, held.part.pages),
        graph=graph,
        paths=draft.link("path", slug, f"Career paths: {category.title}")
        if first and slug in draft.ask(ALL_PATHS)
        else None,
        postings=postings,
        receipts=draft.receipts.cards(),
    )


def item_list(draft: Draft, items: list[tuple[str, str]], first: int = 1) -> dict[str, object]:
    """Return the ``ItemList`` of a hub page; ``first`` is the position of its first item."""
    return {
        "@type": "ItemList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": n,
                "name": title,
                "url": canonical(draft.site.base_url or "", path),
            }
            for n, (path, title) in enumerate(items, first)
        ],
    }


def view_roles(reader: Reader, page: Page) -> views.IndexPage:
    """L3: every title and alternate title, A to Z."""
    draft = Draft(reader, page)
    entries = []
    _, at = split_page(page.subject)
    held = draft.ask(ROLE_INDEX, str(at))
    # A title that stood apart from its role would belong on another page.
    together = held.index.part.total > FOLD_FROM or held.index.part.pages > 1
    for slug in held.ids:
        card = draft.card_of(slug)
        href = draft.href(path_of("role", slug))
        note = draft.typical_pay(card.headline)
        if together and card.alternate_titles:
            also = f"also {', '.join(card.alternate_titles)}"
            note = f"{note}; {also}" if note else also
        entries.append(views.IndexEntry(card.title, href, note))
        if not together:
            entries.extend(
                views.IndexEntry(other, href, f"see {card.title}")
                for other in card.alternate_titles
            )
    summary = f"{count_text(held.index.part.total, 'role')}, with the other titles they go by."
    return make_index(draft, IndexHead(ROLES, "Roles, A to Z", summary), entries, held.index)


def view_comparisons(reader: Reader, page: Page) -> views.IndexPage:
    """All comparisons."""
    draft = Draft(reader, page)
    entries = []
    for slug in draft.ask(ALL_COMPARISONS):
        comparison = draft.ask(COMPARISON, slug)
        title = comparison_title(draft, slug).removesuffix("?")
        entries.append(
            views.IndexEntry(title, draft.href(path_of("compare", slug)), comparison.summary)
        )
    summary = "Choose two to four roles, or one of the pairs that people weigh against each other."
    made = make_index(
        draft, IndexHead(COMPARISONS, "Comparisons", summary), *cut_entries(page, entries)
    )
    return replace(made, chooser=make_chooser(draft, "compare"))


class IndexHead(Struct, frozen=True):
    """What an A–Z list is called."""

    path: str
    """Where its first page is."""
    title: str
    summary: str
    filter_label: str = "Filter by title"


def cut_entries(
    page: Page, entries: list[views.IndexEntry]
) -> tuple[list[views.IndexEntry], IndexSlice]:
    """Return the entries of a page of an A–Z list of so many, for :func:`make_index`."""
    ordered = sorted(entries, key=lambda entry: (index_order(entry.text), entry.note))
    index = slice_index([entry.text for entry in ordered], split_page(page.subject)[1])
    return ordered[index.part.start : index.part.stop], index


def make_index(
    draft: Draft,
    head: IndexHead,
    entries: list[views.IndexEntry],
    index: IndexSlice,
    *,
    noindex: bool = False,
) -> views.IndexPage:
    """Make a page of an A–Z list: ``entries`` are those of the page, ``index`` says which they are.

    The list of all letters stands on each page and leads to where a letter begins.
    """
    part, first = index.part, head.path
    at = part.number
    title, summary = head.title, head.summary
    letters = divide_by_letter(entries)
    crumbs: tuple[views.Link, ...] = ()
    if at > 1:
        crumbs = (views.Link(title, draft.href(first)),)
        title = f"{title}, page {at}"
    if part.pages > 1:
        summary = f"{summary} These are {part.start + 1:,}–{part.stop:,}."
    return views.IndexPage(
        shell=draft.shell(
            title,
            summary,
            crumbs,
            crumb=f"Page {at}" if at > 1 else "",
            noindex=noindex,
            styles=(INDEX_STYLES, *style_pager(part)),
        ),
        title=title,
        summary=summary,
        jumps=jump_to_letters(draft, first, index, at)
        if part.pages > 1
        else tuple(views.Link(one.letter, f"#{one.anchor}") for one in letters),
        letters=letters,
        pager=make_pager(draft, partial(page_path, first), at, part.pages),
        filter_label=head.filter_label if part.pages == 1 else "",
        folded=len(entries) > FOLD_FROM,
    )


def jump_to_letters(
    draft: Draft, first: str, index: IndexSlice, at: int = 0
) -> tuple[views.Link, ...]:
    """Link to where each letter of an A–Z list begins, on page ``at`` or on another one; ``first``
    is the path of the list's first page."""
    found = []
    for one in index.letters:
        page = "" if one.page == at else draft.href(page_path(first, one.page))
        found.append(views.Link(one.letter, f"{page}#{anchor_of(one.letter)}"))
    return tuple(found)


def anchor_of(letter: str) -> str:
    """Return the id of a letter's part of an A–Z list."""
    return f"s-{letter.lower() if letter != '#' else 'other'}"


def divide_by_letter(entries: list[views.IndexEntry]) -> tuple[views.IndexLetter, ...]:
    """Put entries under their first letters, A to Z; what begins otherwise comes first."""
    letters: dict[str, list[views.IndexEntry]] = {}
    for entry in sorted(entries, key=lambda entry: (entry.text.casefold(), entry.note)):
        letters.setdefault(letter_of(entry.text), []).append(entry)
    return tuple(
        views.IndexLetter(
            letter,
            anchor_of(letter),
            tuple(found),
            count_text(len(found), "title"),
        )
        for letter, found in sorted(letters.items())
    )
