"""A build measures its finished pages, says what they miss, and tells the page about it."""

import json
from datetime import date
from pathlib import Path
from typing import Any
from unittest import mock

import brotli  # type: ignore[import-untyped]
import pytest

from incremental.walk import quietly
from roleguide.build import build_site
from roleguide.options import Options, Result
from roleguide.result_text import render_result
from small_site import AS_OF, copy_site, read_files, run_command

ROLE = "content/roles/data-analyst.md"
WORDS = " ".join(f"{number**9:x}" for number in range(100, 1400)).translate(
    str.maketrans("0123456789", "ghijklmnop")
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_site(tmp_path / "guide")


def build(root: Path, *, memory: bool = True, strict: bool = False) -> Result:
    folder = root / "memory" if memory else None
    options = Options(
        root, root / "site", date.fromisoformat(AS_OF), memory=folder, jobs=1, strict=strict
    )
    return build_site(options, quietly)


def codes(result: Result) -> list[str]:
    return [one.code for one in result.report if one.severity.name == "warning"]


def twin(root: Path) -> Any:
    return json.loads((root / "site/weight/index.json").read_text("utf-8"))


def lengthen(root: Path) -> None:
    path = root / ROLE
    path.write_text(f"{path.read_text('utf-8')}\n## Pros\n- {WORDS}\n", "utf-8")


def override(root: Path, name: str, text: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def test_a_guide_within_its_budgets_says_so_on_the_page_and_at_the_end(root: Path) -> None:
    result = build(root)
    assert codes(result) == []
    assert result.budgets is not None
    assert result.budgets.role is not None
    lines = list(render_result(result, root / "site", 1.0))
    assert any("within the 14 KiB of one round trip (roles/data-analyst" in line for line in lines)
    assert any("within the 20 KiB" in line for line in lines)
    page = twin(root)
    assert [line["over"] for line in page["lines"]] == [False, False]
    shown = page["lines"][0]["size"]
    assert shown - 1 < result.budgets.role.size * 10 / 1024 <= shown
    assert page["blocking"] == []


def test_a_role_page_over_its_budget_is_a_warning_which_strict_builds_refuse(root: Path) -> None:
    build(root)
    lengthen(root)
    result = build(root)
    assert codes(result) == ["heavy-page"]
    (said,) = [one for one in result.report if one.code == "heavy-page"]
    assert said.place.path == ROLE
    assert [line["over"] for line in twin(root)["lines"]] == [True, False]
    assert codes(build(root)) == ["heavy-page"], "a build with nothing to do says it again"
    assert build(root, strict=True).publication is None


def test_scripts_over_their_budget_are_a_warning(root: Path) -> None:
    override(root, "assets/site.js", f"/* {WORDS} {WORDS[::-1]} {WORDS.upper()} */")
    result = build(root)
    assert "heavy-scripts" in codes(result)
    assert "OVER the 20 KiB" in "".join(render_result(result, root / "site", 1.0))


def test_a_template_that_makes_pages_wait_is_a_warning(root: Path) -> None:
    override(root, "assets/early.js", "'use strict'")
    override(root, "templates/glossary.html", '<script src="../early.js"></script>')
    result = build(root)
    (said,) = [one for one in result.report if one.code == "render-blocking"]
    assert "glossary/index.html shows nothing until early.js" in said.message
    assert [link["text"] for link in twin(root)["blocking"]] == ["/glossary/"]


def test_a_build_that_remembers_weighs_as_a_clean_one_does(root: Path) -> None:
    build(root)
    for step in (lengthen, lambda root: override(root, "assets/site.css", "body{color:red}")):
        step(root)
        build(root)
        remembering = read_files(root / "site/weight")
        assert remembering == read_files(build_clean(root) / "weight")


def build_clean(root: Path) -> Path:
    out = root / "clean"
    run_command("build", "--root", root, "--out", out, "--as-of", AS_OF, "--no-memory")
    return out


def test_an_edit_compresses_what_it_changed_and_the_page_stays(root: Path) -> None:
    build(root)
    path = root / "content/glossary/median.md"
    path.write_text(path.read_text("utf-8") + "\nMore words.\n", "utf-8")
    before = read_files(root / "site/weight")
    with mock.patch.object(brotli, "compress", side_effect=AssertionError("it is known")):
        result = build(root)
    assert result.rendered == 1
    assert read_files(root / "site/weight") == before


def test_explain_says_that_the_weight_is_that_of_the_last_build(root: Path) -> None:
    options = ("--root", root, "--out", root / "site", "--as-of", AS_OF)
    run_command("build", *options)
    told = run_command("explain", *options, "weight/").stdout
    assert "fresh: would be kept" in told
    assert "what was measured last is taken to hold" in told
