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
from roleguide.guide.records import Site
from roleguide.pages import urls, ways
from roleguide.pages.amounts import count_text
from roleguide.pages.open_questions import WITHHELD
from roleguide.pages.open_tables import list_tables
from roleguide.pages.open_words import cite, word_withheld
from roleguide.pages.posting_questions import HAS_POSTINGS
from roleguide.pages.questions import (
    ALL_CATEGORIES,
    ALL_PAGES,
    ALL_ROLES,
    CARD,
    CATEGORY,
    PAGE_TITLE,
    SITE,
)

NAMED: Final = 200
"""Roles (and categories) that are named one by one; of more, only the lists are."""
EXPLAINING: Final = frozenset({urls.SOURCES, urls.GLOSSARY})
LISTS: Final = tuple(
    way
    for way in (*ways.LISTS, *ways.TOOLS)
    # Other tools are for people, and open data has a part of its own.
    if way.path in {urls.COMPARISONS, urls.MOVES}
    or (way in ways.LISTS and way.path not in {*EXPLAINING, urls.DATA})
)
METHOD: Final = tuple(way for way in ways.LISTS if way.path in EXPLAINING)
ABOUT: Final = (
    "duties, pay, ways in, outlook and sample letters. Every figure carries its source, place, "
    "period and date; what nobody has measured is said to be unknown, and kinds of pay that "
    "measure different things are never blended."
)
TWINS: Final = {
    2: "Every page has two twins beside it, {} and {}, which say the same.",
    1: "Every page has a twin beside it, {}, which says the same.",
    0: "",
}
"""By the number of twins: the sentence about their files."""


def view_llms(reader: Reader, _page: Page) -> str:
    """Write the file: a title, a summary, and lists of links."""
    site = reader.ask(SITE)
    lines = _Lines(site)
    roles = reader.ask(ALL_ROLES)
    parts = [
        f"# {escape_markdown(site.name)}",
        f"> {escape_markdown(site.tagline)}",
        f"{count_text(len(roles), 'role')}: {ABOUT} {_tell_twins(site)}".rstrip(),
        f"To cite: {escape_markdown(cite(site))}. Where a figure names a source, name that, too.",
    ]
    withheld: tuple[str, ...] = reader.ask(WITHHELD)
    if site.downloads and withheld:
        parts.append(escape_markdown(word_withheld(withheld)))
    sections = {
        "Roles": _list_roles(reader, lines, roles) if len(roles) <= NAMED else (),
        "Fields of work": _list_categories(reader, lines),
        "Lists": _list_lists(reader, lines),
        "Method": _list_method(lines, site),
        "Data": _list_data(reader, lines) if site.downloads else (),
        "Optional": (
            lines.write(reader.ask(PAGE_TITLE, slug) or slug, urls.path_of("page", slug))
            for slug in reader.ask(ALL_PAGES)
        ),
    }
    for title, listed in sections.items():
        text = "\n".join(listed)
        if text:
            parts += [f"## {title}", text]
    return "\n\n".join(parts) + "\n"


def _tell_twins(site: Site) -> str:
    files = [f"index.{suffix}" for twin, suffix in urls.TWINS.items() if twin in site.twins]
    return TWINS[len(files)].format(*files)


class _Lines:
    """Writes links as items of a list."""

    def __init__(self, site: Site) -> None:
        self._base = site.base_url or ""
        self._twins = "markdown" in site.twins

    def write(self, title: str, path: str, about: str = "", *, twin: bool = True) -> str:
        """Write a link to a page's Markdown twin if it has one, or to the file itself."""
        target = urls.twin(path, "markdown") if twin and self._twins else path
        address = urls.canonical(self._base, target) if self._base else target
        said = f": {escape_markdown(about)}" if about else ""
        return f"- [{escape_markdown(title)}]({address}){said}"


def _list_roles(reader: Reader, lines: _Lines, roles: tuple[str, ...]) -> Iterator[str]:
    for slug in roles:
        card = reader.ask(CARD, slug)
        assert card is not None, f"no role {slug}"
        yield lines.write(card.title, urls.path_of("role", slug), card.summary)


def _list_categories(reader: Reader, lines: _Lines) -> Iterator[str]:
    for slug in reader.ask(ALL_CATEGORIES)[:NAMED]:
        category = reader.ask(CATEGORY, slug)
        assert category is not None, f"no category {slug}"
        yield lines.write(category.title, urls.path_of("category", slug), category.summary)


def _list_lists(reader: Reader, lines: _Lines) -> Iterator[str]:
    for way in LISTS:
        yield lines.write(way.title, way.path, way.about)
    if reader.ask(HAS_POSTINGS):
        about = "openings, and samples that are marked as such"
        yield lines.write("Postings", urls.POSTINGS, about)


def _list_method(lines: _Lines, site: Site) -> Iterator[str]:
    for way in METHOD:
        yield lines.write(way.title, way.path, way.about)
    if site.market_rules:
        path = urls.path_of("rules", site.market_rules)
        yield lines.write("How roles are judged", path, "the rules of the market view")


def _list_data(reader: Reader, lines: _Lines) -> Iterator[str]:
    yield lines.write("Open data", urls.DATA, "files, columns, licences, how to cite")
    if "json" in reader.ask(SITE).twins:
        path = urls.twin_schema_path(urls.ANY_KIND)
        about = "JSON Schemas of every index.json"
        yield lines.write("Schema of the pages", path, about, twin=False)
    for table in list_tables(reader):
        path = urls.table_path(table.name, "csv")
        yield lines.write(f"{table.name}.csv", path, table.about, twin=False)
