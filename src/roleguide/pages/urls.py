"""The URL scheme: where each thing of a guide is published, and how one page links to another.

Links are relative and name ``index.html``, so that the same output works at ``/``, below
``/project/`` and from a folder on disk; canonical addresses end in ``/``.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

FOLDERS: Final = {
    "role": "roles",
    "category": "categories",
    "skill": "skills",
    "compare": "compare",
    "page": "",
}
HOME: Final = "index.html"
ROLES: Final = "roles/index.html"
SKILLS: Final = "skills/index.html"
COMPARISONS: Final = "compare/index.html"
SOURCES: Final = "sources/index.html"
GLOSSARY: Final = "glossary/index.html"
FEED: Final = "feed.xml"
RESERVED: Final = frozenset(
    {
        "assets",
        "404",
        "search",
        "index",
        "data",
        "sources",
        "glossary",
        *filter(None, FOLDERS.values()),
    }
)
"""First path parts that belong to the generator: no prose page may have one of them as its id."""


def path_of(kind: str, slug: str) -> str:
    """Return the output path of a record's page; sources and terms are entries of one page."""
    if kind == "source":
        return f"{SOURCES}#{slug}"
    if kind == "term":
        return f"{GLOSSARY}#{slug}"
    folder = FOLDERS[kind]
    return f"{folder}/{slug}/index.html" if folder else f"{slug}/index.html"


@lru_cache(maxsize=4096)
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


def canonical(base: str, path: str) -> str:
    """Return the absolute address of a page under the site's base URL, without ``index.html``."""
    return f"{base.rstrip('/')}/{path.removesuffix('index.html')}"


def twin(path: str, extension: str) -> str:
    """Return the path of a page's Markdown or JSON twin."""
    return path.removesuffix("html") + extension
