"""Edits: every state differs from all others, state 0 is the original, the content stays sound."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.corpus import AS_OF
from benchmarks.edits import Edit, edit_prose, edit_template, edit_title, title_of
from small_site import run_command

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def copy(corpus: Path, tmp_path: Path) -> Path:
    """A copy of the corpus with a base template of its own."""
    shutil.copytree(corpus, tmp_path / "site")
    (tmp_path / "site" / "templates").mkdir()
    shutil.copy(ROOT / "templates" / "base.html", tmp_path / "site" / "templates")
    return tmp_path / "site"


def first_role(root: Path) -> Path:
    return min((root / "content" / "roles").glob("*.md"))


@pytest.mark.parametrize(
    ("make", "find"),
    [
        (edit_prose, first_role),
        (edit_title, first_role),
        (edit_template, lambda root: root / "templates" / "base.html"),
    ],
)
def test_states(copy: Path, make: Callable[[Path], Edit], find: Callable[[Path], Path]) -> None:
    path = find(copy)
    before = path.read_bytes()
    edit = make(path)
    seen = set()
    for state in range(1, 30):
        edit.write(state)
        seen.add(path.read_bytes())
    assert len(seen | {before}) == 30
    result = run_command("check", "--root", copy, "--as-of", AS_OF)
    assert result.stdout.splitlines()[-1].startswith("0 errors, 0 warnings")
    edit.write(0)
    assert path.read_bytes() == before


def test_a_new_title_holds_nothing_of_the_old_start() -> None:
    assert title_of("Waxen pipe fitter", 0) == "Waxen pipe fitter"
    titles = [title_of("Waxen pipe fitter", state) for state in range(1, 30)]
    assert all(title.endswith(" pipe fitter") and "Waxen" not in title for title in titles)
    assert len(set(titles)) == 29


def test_an_edit_that_finds_nothing_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "role.md"
    path.write_text("no overview here\n", encoding="utf-8")
    with pytest.raises(ValueError, match="finds nothing to change"):
        edit_prose(path)
