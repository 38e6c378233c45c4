"""The plan: every page of a guide and how it is made. Two pages at one path are an error."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Iterator
from typing import Any, Final, get_type_hints

from msgspec import Struct

from roleguide.diagnostics import Place, Report
from roleguide.engine.facts import Reader
from roleguide.engine.render import Page, PageKind
from roleguide.guide.records import Site
from roleguide.guide.words import Twin
from roleguide.pages import urls
from roleguide.pages.asked_page import view_role_asked
from roleguide.pages.chooser_view import view_titles
from roleguide.pages.comparison_pages import view_comparison
from roleguide.pages.coverage_pages import view_coverage, view_field_coverage
from roleguide.pages.employer_pages import view_employer, view_employers
from roleguide.pages.faqs_page import view_role_questions
from roleguide.pages.finder_pages import (
    view_finder,
    view_finder_fields,
    view_finder_shard,
    view_shortlist,
)
from roleguide.pages.letters_page import view_role_letters
from roleguide.pages.levels_page import view_role_levels
from roleguide.pages.list_pages import (
    view_category,
    view_comparisons,
    view_home,
    view_roles,
)
from roleguide.pages.llms import view_llms
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
from roleguide.pages.market_page import view_role_market
from roleguide.pages.move_view import view_move, view_moves
from roleguide.pages.offline_page import view_offline, view_worker
from roleguide.pages.open_database import view_database
from roleguide.pages.open_files import view_archive, view_schema, view_table
from roleguide.pages.open_page import view_data
from roleguide.pages.open_schema import view_package
from roleguide.pages.outline import Outline
from roleguide.pages.path_pages import view_path, view_paths
from roleguide.pages.pay_fields import view_pay_fields, view_salary_fields
from roleguide.pages.pay_page import view_role_pay
from roleguide.pages.place_pages import view_place, view_places
from roleguide.pages.plan_rules import RESERVED_IDS
from roleguide.pages.posting_lists import view_postings
from roleguide.pages.posting_page import view_posting
from roleguide.pages.role_data import view_role_data
from roleguide.pages.role_page import view_role
from roleguide.pages.rules_page import view_rules
from roleguide.pages.salaries_page import view_salaries, view_salaries_csv
from roleguide.pages.search_pages import (
    view_found_places,
    view_search,
    view_shard,
    view_shards,
    view_spelling,
)
from roleguide.pages.site_pages import (
    view_glossary,
    view_not_found,
    view_prose_page,
    view_redirect,
    view_tools,
)
from roleguide.pages.skill_pages import view_skill, view_skill_roles, view_skills
from roleguide.pages.sources_page import view_sources
from roleguide.pages.twin_schema import write_twin_schema
from roleguide.pages.weight_page import view_weight

View = Callable[[Reader, Page], object]
HUMAN: Final[dict[str, tuple[View, str]]] = {
    "home": (view_home, "home"),
    "role": (view_role, "role"),
    "role pay": (view_role_pay, "role-pay"),
    "role market": (view_role_market, "role-market"),
    "role levels": (view_role_levels, "role-levels"),
    "role letters": (view_role_letters, "role-letters"),
    "role questions": (view_role_questions, "role-questions"),
    "role asked": (view_role_asked, "role-asked"),
    "category": (view_category, "category"),
    "roles": (view_roles, "index"),
    "skill": (view_skill, "skill"),
    "skills": (view_skills, "skills"),
    "skill roles": (view_skill_roles, "skill-roles"),
    "compare": (view_comparison, "comparison"),
    "comparisons": (view_comparisons, "comparisons"),
    "moves": (view_moves, "moves"),
    "move": (view_move, "move"),
    "salaries": (view_salaries, "salaries"),
    "salaries by field": (view_salary_fields, "pay-fields"),
    "place by field": (view_pay_fields, "pay-fields"),
    "places": (view_places, "places"),
    "place": (view_place, "place"),
    "paths": (view_paths, "paths"),
    "path": (view_path, "path"),
    "posting": (view_posting, "posting"),
    "postings": (view_postings, "postings"),
    "employer": (view_employer, "employer"),
    "employers": (view_employers, "index"),
    "sources": (view_sources, "sources"),
    "glossary": (view_glossary, "glossary"),
    "coverage": (view_coverage, "coverage"),
    "field coverage": (view_field_coverage, "field-coverage"),
    "weight": (view_weight, "weight"),
    "rules": (view_rules, "rules"),
    "search": (view_search, "search"),
    "tools": (view_tools, "tools"),
    "finder": (view_finder, "finder"),
    "shortlist": (view_shortlist, "shortlist"),
    "data": (view_data, "data"),
    "offline": (view_offline, "offline"),
    "page": (view_prose_page, "prose"),
}
"""Kinds of pages that have twins: view function and template name."""
LATE: Final = {"data": 4, "weight": 5}
"""Kinds with twins that are made of finished files, after those of lower numbers."""


def page_kinds(twins: Collection[Twin] = tuple(urls.TWINS)) -> dict[str, PageKind]:
    """Return how each kind of page is made, with these twins beside each page that has any."""
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
        "search shards": PageKind(view_shards),
        "search shard": PageKind(view_shard),
        "search places": PageKind(view_found_places),
        "search spelling": PageKind(view_spelling),
        "role data": PageKind(view_role_data),
        "titles": PageKind(view_titles),
        "finder fields": PageKind(view_finder_fields),
        "finder shard": PageKind(view_finder_shard),
        "llms": PageKind(view_llms),
        "worker": PageKind(view_worker, {"js": "sw.js"}),
        "retired worker": PageKind(view_worker, {"js": "sw-retired.js"}),
        "twin schema": PageKind(_view_twin_schema),
        "open table": PageKind(view_table, {"json": "", "csv": ""}, late=1),
        "open schema": PageKind(view_schema, late=1),
        "open database": PageKind(view_database, late=2),
        "data package": PageKind(view_package, late=2),
        "open archive": PageKind(view_archive, late=3),
    }
    for kind, (view, template) in HUMAN.items():
        forms = {"html": f"{template}.html"}
        for twin, suffix in urls.TWINS.items():
            if twin in twins:
                forms[suffix] = "" if twin == "json" else f"{template}.md"
        kinds[kind] = PageKind(view, forms, _json_twin, LATE.get(kind, 0))
    return kinds


def _json_twin(page: Page, view: Any) -> bytes:
    return encode_twin(page, view.shell.canonical, view)


def list_views() -> dict[str, type[Struct]]:
    """Return the class of the view of each kind of page that has twins."""
    return {kind: get_type_hints(view)["return"] for kind, (view, _) in HUMAN.items()}


def _view_twin_schema(_reader: Reader, page: Page) -> bytes:
    return write_twin_schema(page.subject, list_views())


def plan_pages(outline: Outline, site: Site) -> list[Page]:
    """List every page of the guide in path order; twins are forms of their pages."""
    return sorted((*_machine_pages(outline, site), *outline.pages()))


def _machine_pages(outline: Outline, site: Site) -> Iterator[Page]:
    yield Page("404.html", "not found", "")
    yield Page("robots.txt", "robots", "")
    yield Page("_headers", "headers", "")
    yield Page("_redirects", "redirects", "")
    yield Page(".nojekyll", "empty", "")
    yield Page(urls.LLMS, "llms", "")
    yield Page(urls.SERVICE_WORKER, "worker" if site.offline else "retired worker", "")
    for kind in (*HUMAN, urls.ANY_KIND) if "json" in site.twins else ():
        yield Page(urls.twin_schema_path(kind), "twin schema", kind)
    if site.downloads:
        yield from _download_pages(outline)
    for field in ("", *outline.salary_fields()):
        yield Page(urls.csv_path(field), "salaries csv", field)
    if site.search == "index":
        yield from _index_pages(outline)
    for shard in ("", *outline.title_shards()):
        yield Page(urls.titles_path(shard), "titles", shard)
    yield Page(urls.FINDER_FIELDS, "finder fields", "")
    for shard in outline.finder_shards():
        yield Page(urls.finder_path(shard), "finder shard", shard)
    for listed in outline.titles():
        yield Page(urls.role_data_path(listed.id), "role data", listed.id)
    for former in outline.former():
        path = urls.path_of(former.kind, former.old)
        yield Page(path, "redirect", f"{former.kind}/{former.old}/{former.id}")
    if site.base_url:
        yield Page(urls.FEED, "feed", "")
        count = len(outline.published())
        if count <= SITEMAP_LIMIT:
            yield Page("sitemap.xml", "sitemap", "0")
        else:
            yield Page("sitemap.xml", "sitemap", "index")
            for number in range(-(-count // SITEMAP_LIMIT)):
                yield Page(f"sitemap-{number}.xml", "sitemap", str(number))


def _download_pages(outline: Outline) -> Iterator[Page]:
    for table in outline.tables():
        yield Page(urls.table_path(table), "open table", table)
        yield Page(urls.schema_path(table), "open schema", table)
    yield Page(urls.DATABASE, "open database", "")
    yield Page(urls.DATA_PACKAGE, "data package", "")
    yield Page(urls.ARCHIVE, "open archive", "")


def _index_pages(outline: Outline) -> Iterator[Page]:
    yield Page(urls.SEARCH_SHARDS, "search shards", "")
    yield Page(urls.SEARCH_PLACES, "search places", "")
    yield Page(urls.SEARCH_SPELLING, "search spelling", "")
    for name in outline.search.shards():
        yield Page(urls.shard_path(name), "search shard", name)


RECORD_FOLDERS: Final = {
    "role": "roles",
    "category": "categories",
    "skill": "skills",
    "rules": "rules",
    "posting": "postings",
    "employer": "employers",
    "page": "pages",
}


def _place_of(page: Page) -> Place:
    """Return the record that a page comes from: for an old address, the one that names it."""
    kind, record = page.kind, page.subject
    if kind == "redirect":
        kind, _, record = page.subject.split("/")
    folder = RECORD_FOLDERS.get(kind)
    record = record.partition("#")[0]  # a later page of a list comes from the same record
    return Place(f"content/{folder}/{record}.md") if folder else Place("content")


def check_paths(pages: list[Page], report: Report) -> None:
    """Report paths that two pages would share; other forms share nothing unless their pages do."""
    seen: dict[str, Page] = {}
    for page in pages:
        if page.subject in RESERVED_IDS.get(page.kind, ()):
            continue  # that has been said
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
