"""The verifier: a complete site passes; a missing page, figure, title or sentence is noticed."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.corpus import AS_OF
from benchmarks.edits import edit_prose, edit_title
from benchmarks.verify import Expectations, State, first_words, shown_text
from small_site import run_command


@pytest.fixture(scope="module")
def expected(corpus: Path) -> Expectations:
    return Expectations(corpus)


@pytest.fixture
def site(built: Path, tmp_path: Path) -> Path:
    """A copy of the built site that a test may damage."""
    return Path(shutil.copytree(built, tmp_path / "site"))


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def pages_about(site: Path, role: str) -> dict[Path, str]:
    """A role's own page and those below it, each with its text."""
    folder = site / "roles" / role
    paths = (folder / "index.html", *folder.glob("*/index.html"))
    return {path: path.read_text(encoding="utf-8") for path in paths}


def pages_of(expected: Expectations) -> int:
    """Pages that the verifier looks at: roles, categories, skills and the list of roles."""
    return len(expected.roles) + len(expected.categories) + len(expected.skills) + 1


def test_a_complete_site(expected: Expectations, built: Path) -> None:
    found = expected.check(built, State())
    assert found.summary() == "complete"
    assert found.pages == pages_of(expected)


def test_a_missing_page(expected: Expectations, site: Path) -> None:
    role = expected.prose_role
    shutil.rmtree(site / "roles" / role)
    assert expected.check(site, State()).problems == [f"roles/{role}: no such page"]


def test_a_missing_hub(expected: Expectations, site: Path) -> None:
    (site / "skills" / expected.skills[0] / "index.html").unlink()
    assert expected.check(site, State()).problems == [f"skills/{expected.skills[0]}: no such page"]


def test_every_percentile_is_looked_for(expected: Expectations, site: Path) -> None:
    role = expected.prose_role
    figures = expected.roles[role].figures
    assert len(figures) == 10
    pages = pages_about(site, role)
    for figure in figures:
        for page, original in pages.items():
            page.write_text(original.replace(figure, "$"), encoding="utf-8")
        assert f"roles/{role}: no “{figure}”" in expected.check(site, State()).problems


@pytest.mark.parametrize(
    "pick",
    [
        pytest.param(lambda e: e.roles[e.prose_role].title, id="its own title"),
        pytest.param(lambda e: e.roles[e.roles[e.prose_role].related[0]].title, id="a neighbour"),
        *(
            pytest.param(lambda e, n=n: e.roles[e.prose_role].openings[n], id=f"section {n}")
            for n in range(6)
        ),
    ],
)
def test_missing_words(
    expected: Expectations, site: Path, pick: Callable[[Expectations], str]
) -> None:
    words, role = pick(expected), expected.prose_role
    for page, original in pages_about(site, role).items():
        page.write_text(shown_text(original).replace(words, "…"), encoding="utf-8")
    problems = expected.check(site, State()).problems
    assert problems == [f"roles/{role}: no “{words}”"]


def test_edits_that_did_not_reach_the_site(expected: Expectations, site: Path) -> None:
    problems = expected.check(site, State(prose=1)).problems
    assert problems == [f"roles/{expected.prose_role}: no “This is revision 1 of the overview.”"]
    problems = expected.check(site, State(title=1)).problems
    old = expected.roles[expected.title_role].title
    new = expected.title(expected.title_role, State(title=1))
    assert f"roles/{expected.title_role}: no “{new}”" in problems
    for neighbour in expected.roles[expected.title_role].related:
        assert f"roles/{neighbour}: no “{new}”" in problems
    holders = {
        path.relative_to(site).as_posix()
        for path in site.rglob("*")
        if path.is_file() and old.encode() in path.read_bytes()
    }
    told = {one.removesuffix(": shows the old title") for one in problems if "old title" in one}
    assert told == {path for path in holders if path.endswith((".html", ".json", ".md", ".xml"))}
    problems = expected.check(site, State(template=1)).problems
    assert all(problem.endswith("no “Edition 1.”") for problem in problems)
    assert (
        len(problems) == len(expected.roles) + len(expected.categories) + len(expected.skills) + 1
    )


def test_edits_that_reached_the_site(expected: Expectations, corpus: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(corpus, tmp_path / "root"))
    edit_prose(root / "content" / "roles" / f"{expected.prose_role}.md").write(3)
    edit_title(root / "content" / "roles" / f"{expected.title_role}.md").write(4)
    out = tmp_path / "out"
    result = run_command(*("build", "--root", root, "--out", out, "--no-memory", "--as-of", AS_OF))
    assert result.returncode == 0, result.stdout + result.stderr
    assert expected.check(out, State(prose=3, title=4)).summary() == "complete"


def test_first_words_skip_headings_and_marks() -> None:
    section = "### Entry · 0–2 years\n\nThe *quick* `brown` [fox](role:fox) jumps over.\n"
    assert first_words(section) == "The quick brown fox"


def test_shown_text_leaves_out_what_nobody_sees() -> None:
    page = "<p>Paid\n <b>$1</b> &amp; more</p><script>$2</script><!-- $3 -->"
    assert shown_text(page) == "Paid $1 & more"
