"""The URL scheme: where each thing of a guide is published, and how one page links to another.

Links are relative and name ``index.html``, so that the same output works at ``/``, below
``/project/`` and from a folder on disk; canonical addresses end in ``/``.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from roleguide.guide.words import Twin

FOLDERS: Final = {
    "role": "roles",
    "category": "categories",
    "skill": "skills",
    "compare": "compare",
    "rules": "rules",
    "place": "places",
    "path": "paths",
    "posting": "postings",
    "employer": "employers",
    "move": "moves",
    "page": "",
}
CHAPTERS: Final = {
    "role pay": "pay",
    "role market": "market",
    "role levels": "levels",
    "role letters": "letters",
    "role questions": "questions",
    "role asked": "postings",
}
"""Kinds of pages that belong to a role → their folder below the role's own."""
TWINS: Final[dict[Twin, str]] = {"markdown": "md", "json": "json"}
"""What may lie beside a page and say the same: suffix by name."""
HOME: Final = "index.html"
ROLES: Final = "roles/index.html"
SKILLS: Final = "skills/index.html"
COMPARISONS: Final = "compare/index.html"
MOVES: Final = "moves/index.html"
SOURCES: Final = "sources/index.html"
GLOSSARY: Final = "glossary/index.html"
PLACES: Final = "places/index.html"
PATHS: Final = "paths/index.html"
SALARIES: Final = "salaries/index.html"
SALARIES_CSV: Final = "salaries/salaries.csv"
COVERAGE: Final = "coverage/index.html"
WEIGHT: Final = "weight/index.html"
POSTINGS: Final = "postings/index.html"
EMPLOYERS: Final = "employers/index.html"
TOOLS: Final = "tools/index.html"
SEARCH: Final = "search/index.html"
SEARCH_SHARDS: Final = "search/shards.json"
SEARCH_PLACES: Final = "search/places.json"
SEARCH_SPELLING: Final = "search/spelling.json"
TEXT_INDEX: Final = "search/pagefind/"
"""Folder of Pagefind's files, in sites that search in the whole text."""
FEED: Final = "feed.xml"
FINDER: Final = "find/index.html"
FINDER_FIELDS: Final = "data/finder.json"
SHORTLIST: Final = "shortlist/index.html"
ROLE_DATA: Final = "data/role/"
"""Folder of the files that tools read: one a role."""
TITLES: Final = "data/titles.json"
DATA: Final = "data/index.html"
DATABASE: Final = "data/roleguide.sqlite"
ARCHIVE: Final = "data/roleguide-data.zip"
DATA_PACKAGE: Final = "data/datapackage.json"
"""What there is to download, for programs: files, columns, licences, sizes and digests."""
TWIN_VERSION: Final = 1
"""Version of the pages' JSON twins: it grows when a field goes away or changes its meaning."""
ANY_KIND: Final = "any"
"""In place of a kind of page: the schema of the twin of whichever page."""
LLMS: Final = "llms.txt"
OFFLINE: Final = "offline/index.html"
SERVICE_WORKER: Final = "sw.js"
"""At the root: a worker can only keep what lies beside it and below."""
RESERVED: Final = frozenset(
    {
        "assets",
        "404",
        "search",
        "index",
        "data",
        "offline",
        "sources",
        "glossary",
        "salaries",
        "tools",
        "find",
        "shortlist",
        "coverage",
        "weight",
        *filter(None, FOLDERS.values()),
    }
)
"""First path parts that belong to the generator: no prose page may have one of them as its id."""


def path_of(kind: str, slug: str) -> str:
    """Return the output path of a record's page or of a chapter of a role; sources, terms and
    duties (``electrician/3``) are entries of a page."""
    if kind == "source":
        return f"{SOURCES}#{slug}"
    if kind == "term":
        return f"{GLOSSARY}#{slug}"
    if kind == "duty":
        role, _, number = slug.partition("/")
        return f"{FOLDERS['role']}/{role}/index.html#duty-{number}"
    if kind in CHAPTERS:
        return f"{FOLDERS['role']}/{slug}/{CHAPTERS[kind]}/index.html"
    folder = FOLDERS[kind]
    return f"{folder}/{slug}/index.html" if folder else f"{slug}/index.html"


def shard_path(name: str) -> str:
    """Return the output path of a shard of the search index."""
    return f"search/words-{name}.json"


def table_path(table: str, form: str = "json") -> str:
    """Return the output path of a table of the open data in one of its forms."""
    return f"data/{table}.{form}"


def schema_path(table: str) -> str:
    """Return the output path of the JSON Schema of a table's rows."""
    return f"data/schemas/{table}.json"


@lru_cache(maxsize=100)
def twin_schema_path(kind: str) -> str:
    """Return the output path of the JSON Schema of the twins of a kind of page."""
    return f"data/schemas/pages/{TWIN_VERSION}/{kind.replace(' ', '-')}.json"


def pay_path(listed: str, field: str) -> str:
    """Return the path of the part about one field of a list of pay that is split by field."""
    return f"{listed.removesuffix('index.html')}{field}/index.html"


def csv_path(field: str) -> str:
    """Return the path of the salaries of one field as a CSV file, or of all without a field."""
    return f"salaries/{field}/salaries.csv" if field else SALARIES_CSV


def page_path(first: str, number: int) -> str:
    """Return the output path of a page of a list, counted from 1, whose first page is there."""
    return f"{first.removesuffix('index.html')}page/{number}/index.html" if number > 1 else first


def skill_roles_path(slug: str, number: int) -> str:
    """Return the output path of a page of the list of a skill's roles."""
    return page_path(f"{FOLDERS['skill']}/{slug}/roles/index.html", number)


def coverage_path(field: str, number: int = 1) -> str:
    """Return the output path of a page of the list of what the roles of a field lack."""
    return page_path(f"coverage/{field}/index.html", number)


def list_path(kind: str, slug: str, number: int = 1) -> str:
    """Return the output path of a page of the list that a record's own page begins."""
    return page_path(path_of(kind, slug), number)


def is_chapter(path: str, kind: str) -> bool:
    """Tell whether an output path is that of a kind of chapter, of whatever role."""
    parts = path.split("/")
    return len(parts) == 4 and path_of(kind, parts[1]) == path


def move_path(start: str, target: str) -> str:
    """Return the output path of the page of a move from one role to another."""
    return path_of("move", f"{start}-to-{target}")


def role_data_path(slug: str) -> str:
    """Return the output path of a role's file for tools."""
    return f"{ROLE_DATA}{slug}.json"


def titles_path(shard: str) -> str:
    """Return the output path of the list of titles, or of one of its shards."""
    return f"data/titles/{shard}.json" if shard else TITLES


def finder_path(shard: str) -> str:
    """Return the output path of a shard of the finder (``category/number``)."""
    return f"data/finder/{shard}.json"


def relative(origin: str, target: str) -> str:
    """Return the link from the page at ``origin`` to a path, which may have a fragment."""
    here = origin.split("/")[:-1]
    path, mark, fragment = target.partition("#")
    if path == origin:
        return mark + fragment if mark else "#"
    there = path.split("/")
    shared = 0
    while shared < len(here) and shared < len(there) - 1 and here[shared] == there[shared]:
        shared += 1
    steps = "../" * (len(here) - shared) + "/".join(there[shared:])
    return f"{steps}{mark}{fragment}"


class Links:
    """The links of the page at ``origin``.

    Pages in the folders of one folder (``roles/a/``, ``roles/b/``) share every link that leads out
    of their own, so most links are made once a site.
    """

    def __init__(self, origin: str) -> None:
        folder, slash, _ = origin.rpartition("/")
        self._origin = origin
        self._own = folder + slash
        self._parent = folder.rpartition("/")[0]

    def to(self, target: str) -> str:
        """Return the link to a path, which may have a fragment."""
        if target.startswith(self._own):
            return relative(self._origin, target)
        return _leave(self._parent, target)


@lru_cache(maxsize=4096)
def _leave(parent: str, target: str) -> str:
    """Return the link from a page in some folder of a folder to a path outside that folder."""
    return relative(f"{parent}/-/-" if parent else "-/-", target)


def canonical(base: str, path: str) -> str:
    """Return the absolute address of a page under the site's base URL, without ``index.html``."""
    return f"{base.rstrip('/')}/{path.removesuffix('index.html')}"


def twin(path: str, form: Twin) -> str:
    """Return the path of a page's Markdown or JSON twin."""
    return path.removesuffix("html") + TWINS[form]
