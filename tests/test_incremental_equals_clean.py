"""A build with memory gives the same bytes as a build without, whatever was edited in between."""

import random
import shutil
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import TypeVar
from unittest import mock

import pytest

from roleguide.build import build_site
from roleguide.engine.manifest import read_manifest
from roleguide.options import Options, Result
from roleguide.pages import list_slices
from roleguide.pages.theme import default_theme

T = TypeVar("T")
BASE = Path(__file__).parent / "mistakes" / "base"
Edit = Callable[[Path, random.Random], None]


def quietly(stage: str, items: Iterable[T], total: int) -> Iterable[T]:
    return items


def replace_in(root: Path, path: str, old: str, new: str) -> None:
    file = root / path
    text = file.read_text()
    if old in text:
        file.write_text(text.replace(old, new, 1))


def swap_words(path: str, one: str, other: str) -> Edit:
    """Swap one wording for another, back and forth."""

    def edit(root: Path, dice: random.Random) -> None:
        if (root / path).exists():
            there = one in (root / path).read_text()
            replace_in(root, path, one if there else other, other if there else one)

    return edit


def toggle_file(path: str) -> Edit:
    """Remove a file, or put it back."""

    def edit(root: Path, dice: random.Random) -> None:
        file, aside = root / path, root / "aside" / path.replace("/", "-")
        aside.parent.mkdir(exist_ok=True)
        if file.exists():
            shutil.move(file, aside)
        elif aside.exists():
            shutil.move(aside, file)

    return edit


def toggle_text(path: str, text: str) -> Edit:
    """Write a file that overrides the theme, or delete it."""

    def edit(root: Path, dice: random.Random) -> None:
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if file.exists():
            file.unlink()
        else:
            file.write_text(text)

    return edit


def changed_default(name: str) -> str:
    """Return a default template with a visible change."""
    text = (default_theme() / "templates" / name).read_text()
    return (
        text.replace("<", '<i hidden=""></i><', 1)
        if name != "base.html"
        else text.replace("</body>", "<p>x</p></body>")
    )


def damage_output(root: Path, dice: random.Random) -> None:
    pages = sorted((root / "site").rglob("*.html"))
    if pages:
        page = dice.choice(pages)
        page.unlink() if dice.random() < 0.5 else page.write_bytes(b"edited by hand")


def damage_memory(root: Path, dice: random.Random) -> None:
    for file in (root / "memory").rglob("pages.json"):
        file.write_bytes(file.read_bytes()[: dice.randrange(200)])


def touch_all(root: Path, dice: random.Random) -> None:
    for file in (root / "content").rglob("*.md"):
        file.touch()


ROLES = "content/roles/"
EDITS: dict[str, Edit] = {
    "role title": swap_words(
        ROLES + "data-engineer.md", "title: Data engineer", "title: Data builder"
    ),
    "role prose": swap_words(
        ROLES + "data-analyst.md", "Words the questions.", "Asks better ones."
    ),
    "role summary": swap_words(ROLES + "electrician.md", "summary: ", "summary: Always "),
    "alternate title": swap_words(
        ROLES + "data-analyst.md", "Reporting analyst", "Figures analyst"
    ),
    "skill need": swap_words(ROLES + "data-analyst.md", "sql: essential", "sql: optional"),
    "category moved": swap_words(ROLES + "data-analyst.md", "category: data", "category: trades"),
    "updated": swap_words(ROLES + "data-analyst.md", "updated: 2026-11-01", "updated: 2026-11-02"),
    "former id": swap_words(ROLES + "data-analyst.md", "[reporting-analyst]", "[figures-analyst]"),
    "category title": swap_words("content/categories/data.md", "title: ", "title: All "),
    "skill name": swap_words("content/skills/sql.md", "name: ", "name: The "),
    "source name": swap_words("content/sources/wage-survey.md", "name: ", "name: The "),
    "term": swap_words("content/glossary/median.md", "term: ", "term: The "),
    "page title": swap_words("content/pages/about.md", "title: ", "title: All "),
    "comparison": swap_words(
        "content/comparisons/data-analyst-vs-data-engineer.md", "summary: ", "summary: So "
    ),
    "site name": swap_words("site.yaml", "name: ", "name: The "),
    "remove role": toggle_file(ROLES + "electrician.md"),
    "template": toggle_text(
        "templates/skill.html", '{% extends "base.html" %}{% block body %}x{% endblock %}'
    ),
    "partial": toggle_text("templates/parts/facts.html", changed_default("parts/facts.html")),
    "nested macro": toggle_text(
        "templates/parts/receipts.html", changed_default("parts/receipts.html")
    ),
    "base template": toggle_text("templates/base.html", changed_default("base.html")),
    "markdown template": toggle_text("templates/role.md", "# {{ page.title }}\n"),
    "styles": toggle_text("assets/site.css", "body { color: green }\n"),
    "damage output": damage_output,
    "damage memory": damage_memory,
    "touch": touch_all,
}


def build(root: Path, out: str, memory: str | None, as_of: date) -> Result:
    memory_folder = root / memory if memory else None
    options = Options(root, root / out, as_of, memory=memory_folder, allow_removals=1000)
    return build_site(options, quietly)


def read_tree(out: Path) -> dict[str, str]:
    """Digest every file but what one generation carries over from the one before."""
    manifest = read_manifest(out)
    assert manifest is not None
    return {path: sha256((out / path).read_bytes()).hexdigest() for path in manifest.files}


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_random_edits_give_the_same_site_with_and_without_memory(tmp_path: Path, seed: int) -> None:
    root = tmp_path / "guide"
    shutil.copytree(BASE, root)
    dice = random.Random(seed)
    as_of = date(2026, 11, 21)
    walked: list[str] = []
    for _ in range(30):
        walked.append(dice.choice(sorted(EDITS)))
        EDITS[walked[-1]](root, dice)
        if dice.random() < 0.1:
            as_of += timedelta(days=1)
        again = build(root, "site", "memory", as_of)
        shutil.rmtree(root / "clean", ignore_errors=True)
        clean = build(root, "clean", None, as_of)
        assert list(clean.report) == list(again.report), walked
        if clean.publication is None:
            assert again.publication is None, walked
            continue
        assert read_tree(root / "clean") == read_tree(root / "site"), walked
        assert build(root, "site", "memory", as_of).rendered == 0, walked


def test_one_edit_renders_only_the_pages_that_show_it(tmp_path: Path) -> None:
    root = tmp_path / "guide"
    shutil.copytree(BASE, root)
    as_of = date(2026, 11, 21)
    first = build(root, "site", "memory", as_of)
    EDITS["role prose"](root, random.Random(0))

    assert build(root, "site", "memory", as_of).rendered == 1
    assert first.rendered == first.pages


@pytest.mark.slow
def test_lists_of_pay_are_split_and_joined_again_as_roles_come_and_go(tmp_path: Path) -> None:
    root = tmp_path / "guide"
    shutil.copytree(BASE, root)
    as_of = date(2026, 11, 21)
    electrician = (root / ROLES / "electrician.md").read_text()
    plumber = electrician.replace("Electrician", "Plumber").replace("wiring of", "pipes of")
    pay = "content/tables/pay.csv"
    row = next(line for line in (root / pay).read_text().splitlines() if "electrician," in line)
    edits = {
        **EDITS,
        "role": toggle_text(ROLES + "plumber.md", plumber),
        "pay": swap_words(pay, "122000,64000", "123000,65000"),
        "more pay": swap_words(pay, f"{row}\n{row.replace('electrician', 'plumber')}", row),
    }
    split: list[tuple[bool, bool]] = []
    steps = ("pay", "role", "more pay", "pay", "category title", "more pay", "role title", "role")
    with mock.patch.object(list_slices, "LONGEST", 3):
        for step in ("", *steps):
            if step:
                edits[step](root, random.Random(0))
            again = build(root, "site", "memory", as_of)
            shutil.rmtree(root / "clean", ignore_errors=True)
            clean = build(root, "clean", None, as_of)
            assert clean.done, step
            assert list(clean.report) == list(again.report), step
            assert read_tree(root / "clean") == read_tree(root / "site"), step
            assert build(root, "site", "memory", as_of).rendered == 0, step
            found = (root / "site" / listed / "data" for listed in ("salaries", "places/us"))
            split.append((next(found).exists(), next(found).exists()))
    salaries, place = zip(*split, strict=True)
    assert salaries == (False, False, True, True, True, True, True, True, False)
    assert place == (False, False, False, True, True, True, False, False, False)


@pytest.mark.slow
def test_long_lists_follow_their_roles_from_page_to_page(tmp_path: Path) -> None:
    """Titles that move a role to another page, roles that come and go, moves between pages."""
    root = tmp_path / "guide"
    shutil.copytree(BASE, root)
    as_of = date(2026, 11, 21)
    electrician = (root / ROLES / "electrician.md").read_text()
    edits = {
        **EDITS,
        "role": toggle_text(ROLES + "abseiler.md", electrician.replace("Electrician", "Abseiler")),
        "to the front": swap_words(ROLES + "data-engineer.md", "title: D", "title: A d"),
        "no move": swap_words(
            ROLES + "data-analyst.md", "{data-engineer: similar}", "{electrician: similar}"
        ),
    }
    steps = ("to the front", "role", "no move", "role title", "to the front", "no move", "role")
    lists = ("roles", "categories/data", "paths/data", "coverage/data")
    second = [f"{listed}/page/2/index.html" for listed in lists]
    with mock.patch.multiple(list_slices, FIELD_PAGE=1, INDEX_PAGE=2):
        for step in ("", *steps):
            if step:
                edits[step](root, random.Random(0))
            build(root, "site", "memory", as_of)
            shutil.rmtree(root / "clean", ignore_errors=True)
            assert build(root, "clean", None, as_of).done, step
            assert read_tree(root / "clean") == read_tree(root / "site"), step
            assert all((root / "site" / path).exists() for path in second), step
            assert build(root, "site", "memory", as_of).rendered == 0, step
