"""``llms.txt``: what the guide holds and where, for language models (https://llmstxt.org).

It links to the Markdown twins, which say the same as the pages. A large guide names its categories
and lists and not each role, so that the file stays small.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from roleguide.engine.escape import escape_markdown
from roleguide.engine.facts import Reader
from roleguide.engine.render import Page
from roleguide.pages import urls
from roleguide.pages.amounts import count_text
from roleguide.pages.open_words import cite, word_withheld
from roleguide.pages.open_questions import WITHHELD
from roleguide.pages.posting_questions import HAS_POSTINGS
from roleguide.pages.questions import (
    ALL_CATEGORIES,
    ALL_PAGES,
    ALL_ROLES,
    CARD,
    CATEGORY,
    PAGE_TITLE,
    RULES,
    SITE,
)

ROLES_NAMED: Final = 200
"""Roles (and categories) that are named one by one; of more, only the lists are."""
LISTS: Final = (
    ("Roles, A to Z", urls.ROLES, "every role and the other titles it goes by"),
    ("Salaries", urls.SALARIES, "pay of every role, with its source"),
    ("Skills", urls.SKILLS, "what each skill is for, and which roles ask for it"),
    ("Career paths", urls.PATHS, "where people come from, and where they go next"),
    ("Comparisons", urls.COMPARISONS, "roles side by side"),
    ("Moves", urls.MOVES, "what carries over from one role to another"),
    ("Places", urls.PLACES, "pay at a place"),
)
METHOD: Final = (
    ("Sources and method", urls.SOURCES, "where every figure comes from, licences, how figures are chosen"),
    ("Glossary", urls.GLOSSARY, "words of pay, statistics and occupations"),
)


def view_llms(reader: Reader, _page: Page) -> str:
    """Write the file: a title, a summary, and lists of links."""
    return "\n".join(_write(reader)) + "\n"


def _write(reader: Reader) -> Iterator[str]:
    site = reader.ask(SITE)
    base = site.base_url or ""

    def line(title: str, path: str, about: str, form: str = "md") -> str:
        target = urls.twin(path, form) if form else path
        address = urls.canonical(base, target) if base else target
        said = f": {escape_markdown(about)}" if about else ""
        return f"- [{escape_markdown(title)}]({address}){said}"

    roles, categories = reader.ask(ALL_ROLES), reader.ask(ALL_CATEGORIES)
    yield f"# {escape_markdown(site.name)}\n"
    yield f"> {escape_markdown(site.tagline)}\n"
    yield (
        f"{count_text(len(roles), 'role')}: duties, pay, ways in, outlook and letters. Every figure "
        "carries its source, place, period and date; what nobody has measured is said to be "
        "unknown, and kinds of pay that measure different things are never blended. Every page "
        "has two twins beside it, index.md and index.json, which say the same.\n"
    )
    yield f"To cite: {escape_markdown(cite(site))} Where a figure names a source, name that too.\n"
    if len(roles) <= ROLES_NAMED:
        yield "## Roles\n"
        for slug in roles:
            card = reader.ask(CARD, slug)
            if card is not None:
                yield line(card.title, urls.path_of("role", slug), card.summary)
        yield ""
    yield "## Fields of work\n"
    for slug in categories[:ROLES_NAMED]:
        category = reader.ask(CATEGORY, slug)
        if category is not None:
            yield line(category.title, urls.path_of("category", slug), category.summary)
    yield "\n## Lists\n"
    for one in LISTS:
        yield line(*one)
    if reader.ask(HAS_POSTINGS):
        yield line("Postings", urls.POSTINGS, "openings, and samples that are marked as such")
    yield "\n## Method\n"
    for one in METHOD:
        yield line(*one)
    if site.market_rules:
        rules = reader.ask(RULES, site.market_rules)
        yield line(rules.title, urls.path_of("rules", rules.id), rules.summary)
    if site.downloads:
        yield "\n## Data\n"
        yield line("Open data", urls.DATA, "files, columns, licences")
        yield line("roles.csv", urls.table_path("roles", "csv"), "a row for each role", "")
        yield line("pay.csv", urls.table_path("pay", "csv"), "a row for each observation", "")
        withheld = word_withheld(reader.ask(WITHHELD))
        if withheld:
            yield f"\n{escape_markdown(withheld)}"
    pages = reader.ask(ALL_PAGES)
    if pages:
        yield "\n## Optional\n"
        for slug in pages:
            yield line(reader.ask(PAGE_TITLE, slug) or slug, urls.path_of("page", slug), "")
