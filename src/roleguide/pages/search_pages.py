"""L13: the search page, and the files from which a browser answers it."""

from __future__ import annotations

from typing import Final

import msgspec
from msgspec.structs import replace

from roleguide.engine.facts import Reader
from roleguide.engine.render import Page
from roleguide.guide.findable import STOP_WORDS
from roleguide.pages import views
from roleguide.pages.amounts import count_text
from roleguide.pages.draft import INDEX_STYLES, STORE, Draft
from roleguide.pages.list_pages import FOLD_FROM, divide_by_letter, jump_to_letters
from roleguide.pages.list_questions import ALL_PLACES, ROLE_INDEX, ROLE_TITLE
from roleguide.pages.list_slices import IndexSlice
from roleguide.pages.place_pages import KIND_WORDS
from roleguide.pages.questions import ALL_ROLES, ASSET
from roleguide.pages.search_index import width_for
from roleguide.pages.search_questions import (
    FOUND_OTHERS,
    FOUND_ROLES,
    SHARDS,
    SPELLING,
)
from roleguide.pages.search_register import Found
from roleguide.pages.search_views import SearchLetter, SearchPage
from roleguide.pages.urls import ROLES, path_of
from roleguide.pages.ways import LISTS, TOOLS

IN_NAMES: Final = "Find roles by any name they go by, by the skills they ask for, or by a question."
IN_TEXTS: Final = (
    "Find words in the whole text of this guide: roles, skills, places, everything else."
)


def allow_pagefind(policy: str) -> str:
    """Loosen a policy as far as Pagefind needs it: its search runs as WebAssembly.

    It may start no worker all the same; the script of the search page tells it so.
    """
    return policy.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'")


def view_search(reader: Reader, page: Page) -> SearchPage:
    """L13: the box that a script adds, and below it everything by letter and by list."""
    draft = Draft(reader, page)
    held = draft.ask(ROLE_INDEX, "1")
    in_texts = draft.site.search == "pagefind"
    title, summary = "Search", IN_TEXTS if in_texts else IN_NAMES
    shell = draft.shell(
        title, summary, styles=(INDEX_STYLES, "search.css"), scripts=(STORE, "search-box.js")
    )
    if in_texts:
        shell = replace(shell, content_policy=allow_pagefind(shell.content_policy))
    return SearchPage(
        shell=shell,
        title=title,
        summary=summary,
        label="Search the guide" if in_texts else "Find a role or a skill",
        lists=draft.show_ways((*LISTS, *TOOLS)),
        letters=_count_letters(draft, held.index)
        if held.index.part.total > FOLD_FROM
        else _list_letters(draft, held.ids),
        engine="" if in_texts else draft.href(draft.ask(ASSET, "minisearch.js")),
        script=draft.href(draft.ask(ASSET, "search-pagefind.js" if in_texts else "search.js")),
    )


def _count_letters(draft: Draft, index: IndexSlice) -> tuple[SearchLetter, ...]:
    """Lead to the letters of the A–Z list; with counts alone, most titles change nothing here."""
    links = jump_to_letters(draft, ROLES, index)
    return tuple(
        SearchLetter(one.letter, link.href, "", count_text(one.count, "role"), ())
        for one, link in zip(index.letters, links, strict=True)
    )


def _list_letters(draft: Draft, roles: tuple[str, ...]) -> tuple[SearchLetter, ...]:
    entries = [
        views.IndexEntry(draft.ask(ROLE_TITLE, slug), draft.href(path_of("role", slug)), "")
        for slug in roles
    ]
    return tuple(
        SearchLetter(
            one.letter,
            f"#{one.anchor}",
            one.anchor,
            count_text(len(one.entries), "role"),
            one.entries,
        )
        for one in divide_by_letter(entries)
    )


def view_shards(reader: Reader, _page: Page) -> bytes:
    """What there is to load: ``width`` characters of a word name its shard.

    ``roles`` counts them, so that rare words can be told from common ones; words of ``skip`` are
    not looked for.
    """
    roles, shards = len(reader.ask(ALL_ROLES)), reader.ask(SHARDS)
    return _encode(
        {
            "width": width_for(roles),
            "roles": roles,
            "skip": sorted(STOP_WORDS),
            "shards": shards,
        }
    )


def view_shard(reader: Reader, page: Page) -> bytes:
    """One shard: a list of records as arrays of kind, path, title, hint and clues.

    A clue is an array of its kind and its text.
    """
    found = (*reader.ask(FOUND_ROLES, page.subject), *reader.ask(FOUND_OTHERS, page.subject))
    return _encode(found)


def view_found_places(reader: Reader, _page: Page) -> bytes:
    """Every place with a page, as a shard that is loaded for any word.

    Which places have a page rests on all pay: apart from the shards, an edit of pay leaves them be.
    """
    return _encode(
        [
            Found(
                "place",
                path_of("place", place.id).removesuffix("index.html"),
                place.name,
                KIND_WORDS[place.kind][0],
                (),
            )
            for place in reader.ask(ALL_PLACES)
        ]
    )


def view_spelling(reader: Reader, _page: Page) -> bytes:
    """Words of names, from which the script guesses what a misspelt word means."""
    words = reader.ask(SPELLING)
    return _encode(" ".join(words))


def _encode(value: object) -> bytes:
    return msgspec.json.encode(value) + b"\n"
