"""The kinds of page a guide has: one address of each is tested, and none goes untested."""

import re
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Kind:
    """One kind of page.

    `pattern` matches the whole path of each of its pages, `example` is the path to test; where
    there is none, the largest page is taken, for it shows the most elements.
    """

    name: str
    pattern: str
    example: str | None = None


ID = "[a-z0-9-]+"
DIMENSIONS = "family|role|place|level|track|employer|workplace|type"

# The first pattern that matches a page is its kind.
KINDS = (
    Kind("home", "index.html", "index.html"),
    Kind("roles", "roles/index.html"),
    Kind(
        "category", f"categories/{ID}/index.html", "categories/artificial-intelligence/index.html"
    ),
    Kind("role", f"roles/{ID}/index.html", "roles/computer-vision-engineer/index.html"),
    Kind(
        "role-pay",
        f"roles/{ID}/pay/index.html",
        "roles/computer-vision-engineer/pay/index.html",
    ),
    Kind("role-market", f"roles/{ID}/market/index.html"),
    Kind(
        "role-levels",
        f"roles/{ID}/levels/index.html",
        "roles/computer-vision-engineer/levels/index.html",
    ),
    Kind("role-letters", f"roles/{ID}/letters/index.html"),
    Kind("role-questions", f"roles/{ID}/questions/index.html"),
    Kind("skill", f"skills/{ID}/index.html", "skills/python/index.html"),
    Kind("skills", "skills/index.html"),
    Kind("comparison", f"compare/{ID}/index.html"),
    Kind("comparisons", "compare/index.html"),
    Kind("move", f"moves/{ID}/index.html"),
    Kind("moves", "moves/index.html"),
    Kind("salaries", "salaries/index.html"),
    Kind(
        "role-asked", f"roles/{ID}/postings/index.html", "roles/data-scientist/postings/index.html"
    ),
    Kind("place", f"places/{ID}/index.html"),
    Kind("places", "places/index.html"),
    Kind("path", f"paths/{ID}/index.html", "paths/artificial-intelligence/index.html"),
    Kind("paths", "paths/index.html"),
    Kind("postings", "postings/index.html", "postings/index.html"),
    Kind("later postings", r"postings/page/\d+/index.html", "postings/page/2/index.html"),
    Kind("facet", f"postings/(?:{DIMENSIONS})/.+/index.html"),
    Kind(
        "closed posting",
        "postings/ironwhistle-perception-lead/index.html",
        "postings/ironwhistle-perception-lead/index.html",
    ),
    Kind(
        "posting",
        f"postings/{ID}/index.html",
        "postings/lanternreed-low-light-imaging-engineer/index.html",
    ),
    Kind("employer", f"employers/{ID}/index.html"),
    Kind("employers", "employers/index.html"),
    Kind("sources", "sources/index.html"),
    Kind("glossary", "glossary/index.html"),
    Kind("coverage", "coverage/index.html"),
    Kind("field-coverage", rf"coverage/{ID}/(?:page/\d+/)?index.html"),
    Kind("weight", "weight/index.html"),
    Kind("search", "search/index.html"),
    Kind("tools", "tools/index.html"),
    Kind("finder", "find/index.html"),
    Kind("shortlist", "shortlist/index.html"),
    Kind("data", "data/index.html"),
    Kind("offline", "offline/index.html"),
    Kind("rules", f"rules/{ID}/index.html"),
    Kind("about", "(about|accessibility)/index.html", "about/index.html"),
    Kind("not-found", r"404\.html"),
)

# Kinds that our own guide is too small for: test_larger_guide.py makes one that has them.
LARGER = (
    Kind("skill-roles", f"skills/{ID}/roles/index.html", "skills/wiring/roles/index.html"),
    Kind(
        "later skill-roles",
        rf"skills/{ID}/roles/page/\d+/index.html",
        "skills/wiring/roles/page/2/index.html",
    ),
    Kind(
        "later category",
        rf"categories/{ID}/page/\d+/index.html",
        "categories/trades/page/2/index.html",
    ),
    Kind("later path", rf"paths/{ID}/page/\d+/index.html", "paths/trades/page/2/index.html"),
)


def find_pages(site: Path) -> list[str]:
    """Return the paths of all HTML pages of a site, sorted."""
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))


def find_example(site: Path, kind: Kind) -> str | None:
    """Return the path of the page that stands for its kind, or None if the site has none."""
    if kind.example is not None:
        return kind.example if (site / kind.example).is_file() else None
    pages = [page for page in find_pages(site) if re.fullmatch(kind.pattern, page)]
    return max(pages, key=lambda page: ((site / page).stat().st_size, page), default=None)


def find_unknown_pages(site: Path) -> list[str]:
    """Return the pages that belong to no kind; pages that only redirect are left out."""
    patterns = re.compile("|".join(f"(?:{kind.pattern})" for kind in (*KINDS, *LARGER)))
    return [
        page
        for page in find_pages(site)
        if not patterns.fullmatch(page)
        and 'http-equiv="refresh"' not in (site / page).read_text(encoding="utf-8")
    ]
