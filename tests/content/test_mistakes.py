"""The mistakes that editors make, each in its own folder (see tests/mistakes/README.md)."""

import os
import shutil
from datetime import date
from pathlib import Path

import pytest

from roleguide.content.assemble import load_guide
from roleguide.diagnostics import Report, Severity, render_text

MISTAKES = Path(__file__).parents[1] / "mistakes"
NAMES = sorted(path.name for path in MISTAKES.iterdir() if path.is_dir() and path.name != "base")
AS_OF = date(2026, 11, 21)


def make_mistake(name: str, root: Path) -> None:
    """Copy the base guide and put the files of a mistake over it."""
    shutil.copytree(MISTAKES / "base", root)
    shutil.copytree(
        MISTAKES / name,
        root,
        dirs_exist_ok=True,
        ignore=shutil.ignore_patterns("expected.txt", "removed.txt"),
    )
    removed = MISTAKES / name / "removed.txt"
    for path in removed.read_text("utf-8").split() if removed.exists() else ():
        (root / path).unlink()


def check(root: Path, *, notes: bool) -> str:
    """Return what ``roleguide check`` says, without notes unless they are asked for."""
    report = load_guide(root, AS_OF).report
    shown = [diagnostic for diagnostic in report if notes or diagnostic.severity > Severity.note]
    return "".join(f"{line}\n" for line in render_text(Report(shown)))


def test_the_base_guide_has_no_errors_and_no_warnings() -> None:
    assert check(MISTAKES / "base", notes=False) == ""


@pytest.mark.parametrize("name", NAMES)
def test_a_mistake_is_told_where_it_is_and_how_to_mend_it(name: str, tmp_path: Path) -> None:
    make_mistake(name, tmp_path / "guide")
    said = check(tmp_path / "guide", notes=name.startswith("note-"))
    if name.startswith("note-"):
        before = check(MISTAKES / "base", notes=True)
        said = "".join(pair for pair in _pairs(said) if pair not in _pairs(before))
    expected = MISTAKES / name / "expected.txt"
    if "ROLEGUIDE_UPDATE_EXPECTED" in os.environ:
        expected.write_text(said, "utf-8")
    assert said == expected.read_text("utf-8")


def _pairs(said: str) -> list[str]:
    """Split a rendered report into diagnostics of two lines each."""
    lines = said.splitlines(keepends=True)
    return ["".join(lines[start : start + 2]) for start in range(0, len(lines), 2)]


@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith("valid-")])
def test_every_mistake_is_reported_with_a_fix(name: str) -> None:
    expected = (MISTAKES / name / "expected.txt").read_text("utf-8")
    assert expected
    for pair in _pairs(expected):
        first, second = pair.splitlines()
        assert first.startswith(("content/", "site.y"))
        assert len(second) > len("    fix: ")
