"""No page grows with the guide: long lists go on on further pages, and drawings and lines of names
are cut."""

import re
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from unittest import mock

import pytest

from benchmarks import corpus
from incremental.walk import quietly
from roleguide.build import build_site
from roleguide.options import Options
from roleguide.pages import answers, list_slices, path_graph, skill_index, sources_page

FEW, MANY = 40, 120
BOUNDS = (
    *((list_slices, name) for name in ("FIELD_PAGE", "INDEX_PAGE", "LONGEST")),
    *((skill_index, name) for name in ("ESSENTIAL_SHOWN", "OPTIONAL_SHOWN", "PAGE_SIZE")),
    (path_graph, "DRAWN"),
    *((module, "CITING") for module in (answers, sources_page)),
)
"""The bounds of lists, made so small here that a guide of few roles reaches them, too."""
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
    with ExitStack() as stack:
        stack.enter_context(mock.patch.multiple(corpus, CATEGORIES=8, FEWEST=8))
        for module, name in BOUNDS:
            stack.enter_context(mock.patch.object(module, name, 4))
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
    assert not grown
