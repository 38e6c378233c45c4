"""No page grows with the guide, apart from lists, and each of these is named here."""

import re
from datetime import date
from pathlib import Path
from unittest import mock

import pytest

from benchmarks import corpus
from incremental.walk import quietly
from roleguide.build import build_site
from roleguide.options import Options

FEW, MANY = 40, 120
LISTS = {
    "roles/": "A to Z: names alone, folded by letter beyond a few hundred",
    "search/": "the same list, for readers without scripts; one of letters beyond a bound",
    "categories/*/": "the roles of a field, which is not split",
    "paths/*/": "the moves inside a field, which is not split",
    "coverage/*/": "the roles of a field, 100 a page",
    "salaries/": "a row a role, by field beyond 2,000",
    "places/*/": "a row a role with pay there, by field beyond 2,000",
    "skills/": "a line a skill",
    "skills/*/": "the roles that need it, a few dozen, the rest on pages of 200",
    "compare/": "written comparisons",
    "sources/": "up to 40 names a source",
}
"""Pages that list what a guide has → what bounds them. All others stay as they are."""
NOISE = 1.25
"""Made-up roles differ: the longest of more of them is a little longer."""


def shape(path: str) -> str:
    """Name a kind of page by its address: ``roles/*/pay/``."""
    first, *others = path.removesuffix("index.html").split("/")
    if first == "compare" and len(others) > 1:
        return "compare/*/"
    fixed = {"pay", "market", "levels", "letters", "questions", "postings", "roles", "page"}
    inner = [one if one in fixed or not one else "*" for one in others]
    return re.sub(r"page/\*/$", "", "/".join([first, *inner]))


def measure(site: Path) -> dict[str, int]:
    """Return the bytes of the longest HTML page of each kind."""
    found: dict[str, int] = {}
    for path in site.rglob("index.html"):
        name = shape(path.relative_to(site).as_posix())
        found[name] = max(found.get(name, 0), path.stat().st_size)
    return found


@pytest.fixture(scope="module")
def sizes(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, int]]:
    """Two guides with as many fields, one of three times as many roles."""
    folder = tmp_path_factory.mktemp("growth")
    found = []
    with mock.patch.multiple(corpus, CATEGORIES=8, FEWEST=8):
        for roles in (FEW, MANY):
            root = folder / str(roles)
            root.mkdir()
            corpus.write_corpus(root, roles, seed=7)
            options = Options(root, root / "site", date.fromisoformat(corpus.AS_OF), jobs=1)
            assert build_site(options, quietly).done
            found.append(measure(root / "site"))
    return found


@pytest.mark.slow
def test_a_guide_of_three_times_as_many_roles_has_pages_of_the_same_size(
    sizes: list[dict[str, int]],
) -> None:
    few, many = sizes
    assert few.keys() & many.keys() >= {
        "roles/*/",
        "roles/*/pay/",
        "coverage/",
        "weight/",
        "find/",
        "",
    }
    grown = {
        name: (few[name], many[name])
        for name in few.keys() & many.keys()
        if many[name] > few[name] * NOISE
    }
    assert grown.keys() == LISTS.keys(), grown
