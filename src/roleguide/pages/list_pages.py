"""Lists and hubs: home, category, A–Z, comparisons (L1, L2, L3, L11)."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from roleguide.engine.facts import Reader
from roleguide.engine.render import Page
from roleguide.guide.prose import Paragraph
from roleguide.pages import views
from roleguide.pages.amounts import count_text
from roleguide.pages.chooser_view import make_chooser
from roleguide.pages.comparison_view import comparison_title
from roleguide.pages.draft import INDEX_STYLES, Draft
from roleguide.pages.list_questions import ALL_PATHS, FIELD_PAY, ROLE_TITLE
from roleguide.pages.moves import edges_between
from roleguide.pages.path_pages import draw_category, steps_in
from roleguide.pages.pay_table import word_span
from roleguide.pages.postings_elsewhere import name_styles, posting_ways, show_postings
from roleguide.pages.questions import (
    ALL_CATEGORIES,
    ALL_COMPARISONS,
    ALL_ROLES,
    AS_OF,
    CATEGORY,
    COMPARISON,
    ROLES_IN,
)
from roleguide.pages.salaries_page import LIST_STYLES
from roleguide.pages.urls import (
    ROLES,
    canonical,
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
    roles = draft.ask(ALL_ROLES)
    tiles = tuple(_tile(draft, slug) for slug in draft.ask(ALL_CATEGORIES))
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
        roles=tuple(draft.link("role", slug, draft.ask(ROLE_TITLE, slug)) for slug in roles)
        if len(roles) <= JUMP_LIMIT
        else (),
    )


def _tile(draft: Draft, slug: str) -> views.CategoryTile:
    category = draft.ask(CATEGORY, slug)
    assert category is not None
    roles = draft.ask(ROLES_IN, slug)
    return views.CategoryTile(
        title=category.title,
        href=draft.href(path_of("category", slug)),
        summary=category.summary,
        count=count_text(len(roles), "role"),
        pay=word_span(draft, draft.ask(FIELD_PAY, slug)),
    )


def view_category(reader: Reader, page: Page) -> views.CategoryPage:
    """L2: a category and its roles as cards."""
    draft = Draft(reader, page)
    category = draft.ask(CATEGORY, page.subject)
    assert category is not None
    roles = draft.ask(ROLES_IN, page.subject)
    crumbs: tuple[views.Link, ...] = (views.Link("Roles", draft.href(ROLES)),)
    if category.parent:
        above = draft.ask(CATEGORY, category.parent)
        crumbs = (
            *crumbs,
            draft.link("category", category.parent, above.title if above else category.parent),
        )
    body = draft.prose(category.body)
    steps = steps_in(draft, category.id)
    graph = draw_category(draft, steps, edges_between(steps))
    postings = show_postings(draft, "family", category.id, "in this field")
    nodes: tuple[dict[str, object], ...] = ()
    if draft.site.base_url:
        nodes = (
            item_list(
                draft, [(path_of("role", slug), draft.card_of(slug).title) for slug in roles]
            ),
        )
    return views.CategoryPage(
        shell=draft.shell(
            category.title,
            category.summary,
            crumbs,
            nodes,
            styles=((LIST_STYLES,) if graph is not None else ()) + name_styles(postings),
        ),
        title=category.title,
        summary=category.summary,
        body=body,
        count=count_text(len(roles), "role"),
        cards=tuple(draft.card(slug) for slug in roles),
        graph=graph,
        paths=draft.link("path", category.id, f"Career paths: {category.title}")
        if category.id in draft.ask(ALL_PATHS)
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
    together = len(draft.ask(ALL_ROLES)) > FOLD_FROM
    for slug in draft.ask(ALL_ROLES):
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
    summary = f"{count_text(len(draft.ask(ALL_ROLES)), 'role')}, with the other titles they go by."
    return make_index(draft, "Roles, A to Z", summary, entries, "Filter by title")


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
    made = make_index(
        draft,
        "Comparisons",
        "Choose two to four roles, or one of the pairs that people weigh against each other.",
        entries,
        "Filter by title",
    )
    return replace(made, chooser=make_chooser(draft, "compare"))


def make_index(
    draft: Draft,
    title: str,
    summary: str,
    entries: list[views.IndexEntry],
    filter_label: str,
    *,
    noindex: bool = False,
) -> views.IndexPage:
    """Make the page of an A–Z list."""
    return views.IndexPage(
        draft.shell(title, summary, noindex=noindex, styles=(INDEX_STYLES,)),
        title,
        summary,
        divide_by_letter(entries),
        filter_label,
        folded=len(entries) > FOLD_FROM,
    )


def divide_by_letter(entries: list[views.IndexEntry]) -> tuple[views.IndexLetter, ...]:
    """Put entries under their first letters, A to Z; what begins otherwise comes first."""
    letters: dict[str, list[views.IndexEntry]] = {}
    for entry in sorted(entries, key=lambda entry: (entry.text.casefold(), entry.note)):
        first = entry.text[:1].upper()
        letters.setdefault(first if first.isascii() and first.isalpha() else "#", []).append(entry)
    return tuple(
        views.IndexLetter(
            letter,
            f"s-{letter.lower() if letter != '#' else 'other'}",
            tuple(found),
            count_text(len(found), "title"),
        )
        for letter, found in sorted(letters.items())
    )
