"""The plan: every page of a guide and how it is made. Two pages at one path are an error."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from typing import Any, Final

from roleguide.diagnostics import Place, Report
from roleguide.engine.facts import Reader
from roleguide.engine.render import Page, PageKind
from roleguide.guide.records import Site
from roleguide.pages import urls
from roleguide.pages.amounts import find_locale
from roleguide.pages.chooser_view import view_titles
from roleguide.pages.comparison_pages import view_comparison
from roleguide.pages.list_pages import (
    view_category,
    view_comparisons,
    view_home,
    view_roles,
    view_skill,
    view_skills,
)
from roleguide.pages.machine import (
    SITEMAP_LIMIT,
    encode_twin,
    view_empty,
    view_feed,
    view_headers,
    view_redirects,
    view_robots,
    view_sitemap,
)
from roleguide.pages.move_view import view_move, view_moves
from roleguide.pages.outline import Outline
from roleguide.pages.path_pages import view_path, view_paths
from roleguide.pages.place_pages import view_place, view_places
from roleguide.pages.role_data import view_role_data
from roleguide.pages.role_page import view_role
from roleguide.pages.rules_page import view_rules
from roleguide.pages.salaries_page import view_salaries, view_salaries_csv
from roleguide.pages.site_pages import (
    view_glossary,
    view_not_found,
    view_prose_page,
    view_redirect,
)
from roleguide.pages.sources_page import view_sources

View = Callable[[Reader, Page], object]
HUMAN: Final[dict[str, tuple[View, str]]] = {
    "home": (view_home, "home"),
    "role": (view_role, "role"),
    "category": (view_category, "category"),
    "roles": (view_roles, "index"),
    "skill": (view_skill, "skill"),
    "skills": (view_skills, "index"),
    "compare": (view_comparison, "comparison"),
    "comparisons": (view_comparisons, "comparisons"),
    "moves": (view_moves, "moves"),
    "move": (view_move, "move"),
    "salaries": (view_salaries, "salaries"),
    "places": (view_places, "places"),
    "place": (view_place, "place"),
    "paths": (view_paths, "paths"),
    "path": (view_path, "path"),
    "sources": (view_sources, "sources"),
    "glossary": (view_glossary, "glossary"),
    "rules": (view_rules, "rules"),
    "page": (view_prose_page, "prose"),
}
"""Kinds of pages that have twins: view function and template name."""


def page_kinds() -> dict[str, PageKind]:
    """Return how each kind of page is made."""
    kinds = {
        "not found": PageKind(view_not_found, {"html": "not_found.html"}),
        "redirect": PageKind(view_redirect, {"html": "redirect.html"}),
        "sitemap": PageKind(view_sitemap),
        "robots": PageKind(view_robots),
        "feed": PageKind(view_feed),
        "headers": PageKind(view_headers),
        "redirects": PageKind(view_redirects),
        "empty": PageKind(view_empty),
        "salaries csv": PageKind(view_salaries_csv),
        "role data": PageKind(view_role_data),
        "titles": PageKind(view_titles),
    }
    for kind, (view, template) in HUMAN.items():
        forms = {"html": f"{template}.html", "md": f"{template}.md", "json": ""}
        kinds[kind] = PageKind(view, forms, _json_twin)
    return kinds


def _json_twin(page: Page, view: Any) -> bytes:
    return encode_twin(page.kind, view.shell.canonical, view)


def plan_pages(outline: Outline, site: Site) -> list[Page]:
    """List every page of the guide in path order; twins are forms of their pages."""
    return sorted((*_machine_pages(outline, site), *outline.pages()))


def _machine_pages(outline: Outline, site: Site) -> Iterator[Page]:
    yield Page("404.html", "not found", "")
    yield Page("robots.txt", "robots", "")
    yield Page("_headers", "headers", "")
    yield Page("_redirects", "redirects", "")
    yield Page(".nojekyll", "empty", "")
    yield Page(urls.SALARIES_CSV, "salaries csv", "")
    for shard in ("", *outline.title_shards()):
        yield Page(urls.titles_path(shard), "titles", shard)
    for listed in outline.titles():
        yield Page(urls.role_data_path(listed.id), "role data", listed.id)
    for former in outline.former():
        path = urls.path_of(former.kind, former.old)
        yield Page(path, "redirect", f"{former.kind}/{former.old}/{former.id}")
    if site.base_url:
        yield Page(urls.FEED, "feed", "")
        count = len(outline.pages())
        if count <= SITEMAP_LIMIT:
            yield Page("sitemap.xml", "sitemap", "0")
        else:
            yield Page("sitemap.xml", "sitemap", "index")
            for number in range(-(-count // SITEMAP_LIMIT)):
                yield Page(f"sitemap-{number}.xml", "sitemap", str(number))


def check_language(site: Site, report: Report) -> None:
    """Warn of a language in which numbers and dates can't be written; they are then English."""
    if find_locale(site.language) is None:
        report.warning(
            Place("site.yaml"),
            "unknown-language",
            f"Nothing is known of how “{site.language}” writes numbers; they are English.",
            "write a language as en, en-GB or fr",
        )


RECORD_FOLDERS: Final = {
    "role": "roles",
    "category": "categories",
    "skill": "skills",
    "rules": "rules",
    "page": "pages",
}


def _place_of(page: Page) -> Place:
    """Return the record that a page comes from: for an old address, the one that names it."""
    kind, record = page.kind, page.subject
    if kind == "redirect":
        kind, _, record = page.subject.split("/")
    folder = RECORD_FOLDERS.get(kind)
    return Place(f"content/{folder}/{record}.md") if folder else Place("content")


def check_paths(pages: list[Page], report: Report) -> None:
    """Report pages whose ids belong to the generator, and paths that two pages would share.

    Other forms share nothing unless their pages do.
    """
    seen: dict[str, Page] = {}
    for page in pages:
        if page.kind == "page" and page.subject in urls.RESERVED:
            report.error(
                Place(f"content/pages/{page.subject}.md"),
                "reserved-id",
                f"The id “{page.subject}” belongs to a page that the generator makes.",
                "rename the file",
            )
            continue
        folded = unicodedata.normalize("NFC", page.path).casefold()
        other = seen.setdefault(folded, page)
        if other is not page:
            report.error(
                _place_of(page),
                "page-collision",
                f"{page.kind} “{page.subject}” and {other.kind} “{other.subject}” would both be "
                f"{page.path}.",
                "rename one of the two",
            )
