"""What no page could be planned with: a check of the guide says it as a build does."""

import shutil
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest

from pages.guides import by_id, make_guide
from pages.posting_guides import make_employer, make_posting
from roleguide.build import build_site
from roleguide.checking import check_guide
from roleguide.diagnostics import Report
from roleguide.guide.records import Site
from roleguide.inputs import Ledger, number_input
from roleguide.options import Options
from roleguide.pages.facets import DIMENSIONS, PAGE_STEP
from roleguide.pages.plan_rules import check_ids, check_language, check_logos
from small_site import AS_OF, copy_site

T = TypeVar("T")
DAY = date.fromisoformat(AS_OF)


def quietly(stage: str, items: Iterable[T], total: int) -> Iterable[T]:
    return items


@pytest.mark.parametrize(("language", "known"), [("en-GB", True), ("de", True), ("xx", False)])
def test_a_language_that_nobody_knows_is_a_warning(language: str, known: object) -> None:
    report = Report()
    check_language(Site(language=language), report)
    assert ([one.code for one in report] == []) is known


@pytest.mark.parametrize("slug", [*DIMENSIONS, PAGE_STEP])
def test_a_posting_has_no_id_that_lists_need(slug: str) -> None:
    report = Report()
    check_ids(make_guide(postings=[make_posting(slug), make_posting("other")]), report)
    (found,) = report
    assert (found.code, found.place.path) == ("reserved-id", f"content/postings/{slug}.md")


def test_a_posting_that_has_no_page_yet_may_have_any_id() -> None:
    report = Report()
    check_ids(make_guide(postings=[make_posting("role", draft=True)]), report)
    assert list(report) == []


def test_a_logo_is_a_file_of_the_theme() -> None:
    report, ledger = Report(), Ledger()
    employers = by_id(
        make_employer("plain"),
        make_employer("drawn", logo="firms/drawn.svg", logo_alt="Logo of Drawn"),
        make_employer("lost", logo="firms/lost.svg", logo_alt="Logo of Lost"),
    )
    _, inputs = ledger.watch(lambda: check_logos(employers, {"firms/drawn.svg"}, ledger, report))
    (found,) = report
    assert (found.code, found.place.path) == ("unknown-logo", "content/employers/lost.md")
    assert inputs == {
        number_input("asset", "firms/drawn.svg"), number_input("asset", "firms/lost.svg")
    }  # fmt: skip


def test_a_check_says_what_a_build_stops_at(tmp_path: Path) -> None:
    root = copy_site(tmp_path / "guide")
    postings, employer = root / "content/postings", root / "content/employers/northlight.md"
    (postings / "analyst-at-northlight.md").rename(postings / "role.md")
    text = employer.read_text("utf-8")
    employer.write_text(text.replace("---\n", "---\nlogo: lost.svg\nlogo_alt: Lost\n", 1), "utf-8")
    (root / "site.yaml").write_text("language: xx\n", "utf-8")
    shutil.copy(root / "content/pages/about.md", root / "content/pages/sources.md")
    told = check_guide(root, DAY)
    built = build_site(Options(root, root / "site", DAY, memory=None), quietly)
    assert not built.done
    assert sorted(map(str, told)) == sorted(map(str, built.report))
    assert {"reserved-id", "unknown-logo", "unknown-language"} <= {one.code for one in told}
    assert [one.place.path for one in told if one.code == "reserved-id"] == [
        "content/pages/sources.md",
        "content/postings/role.md",
    ]


def test_a_logo_that_the_site_has_is_found(tmp_path: Path) -> None:
    root = copy_site(tmp_path / "guide")
    employer = root / "content/employers/northlight.md"
    text = employer.read_text("utf-8")
    employer.write_text(text.replace("---\n", "---\nlogo: own.svg\nlogo_alt: Own\n", 1), "utf-8")
    (root / "assets").mkdir()
    (root / "assets/own.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", "utf-8")
    assert not check_guide(root, DAY).fails()
