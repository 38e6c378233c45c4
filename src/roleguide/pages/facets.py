"""Facets: how lists of postings are divided, and where each division is published.

A facet is what a list is narrowed to: pairs of a dimension and a value, in the order of
:data:`DIMENSIONS`. The empty one is the list of all. Addresses spell it out:
``postings/family/artificial-intelligence/place/us-ca/``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from roleguide.pages.urls import is_chapter

DIMENSIONS: Final = (
    "family",
    "role",
    "place",
    "level",
    "track",
    "employer",
    "workplace",
    "type",
)
"""``family`` is a category of roles, ``type`` an employment type."""
COMBINED: Final = frozenset(DIMENSIONS) - {"track"}
"""Dimensions that are combined with others; a role is in one family, so these two never are."""
LEAST_TOGETHER: Final = 2
"""Open postings that a combination needs; one dimension alone needs one."""
PAGE_SIZE: Final = 20
PAGE_STEP: Final = "page"
"""Stands before the number of a list’s page in its address."""
COMBINED_PAGES: Final = 5
"""Pages of a combination at most: whoever wants more narrows it further, or takes one value."""

Facet = tuple[tuple[str, str], ...]
EVERYTHING: Final[Facet] = ()


def write_facet(facet: Facet) -> str:
    """Write a facet as a subject of pages and questions: ``family=data;place=us-ca``."""
    return ";".join(f"{dimension}={value}" for dimension, value in facet)


def read_facet(text: str) -> Facet:
    """Read what :func:`write_facet` wrote."""
    pairs = (part.partition("=") for part in text.split(";") if part)
    return tuple((dimension, value) for dimension, _, value in pairs)


def put_in_order(pairs: Iterable[tuple[str, str]]) -> Facet:
    """Return pairs as a facet."""
    return tuple(sorted(pairs, key=lambda pair: DIMENSIONS.index(pair[0])))


def facet_path(facet: Facet, number: int = 1) -> str:
    """Return the output path of a page of a list; the first page has no number in it."""
    steps = "".join(f"{dimension}/{value.replace('_', '-')}/" for dimension, value in facet)
    return f"postings/{steps}{f'{PAGE_STEP}/{number}/' if number > 1 else ''}index.html"


def is_list_path(path: str) -> bool:
    """Tell whether an output path is that of a list that comes and goes with its postings."""
    folder, _, rest = path.partition("/")
    return folder == "postings" and rest.partition("/")[0] in {*DIMENSIONS, "page"}


def goes_with_postings(path: str) -> bool:
    """Tell whether an output path is that of a page that nobody misses once its postings are gone:
    a list, or a role's chapter on what they ask for."""
    return is_list_path(path) or is_chapter(path, "role asked")


def count_pages(facet: Facet, total: int) -> int:
    """Return the number of pages of a facet's list that holds so many postings."""
    pages = max(1, -(-total // PAGE_SIZE))
    return min(pages, COMBINED_PAGES) if len(facet) > 1 else pages
