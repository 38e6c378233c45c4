"""A build is decided by the content and the date alone, and publishes all of it or nothing."""

import errno
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest

from roleguide import rebuild
from roleguide.build import build_site
from roleguide.engine.manifest import find_damage, read_manifest
from roleguide.engine.sitepath import MARKER
from roleguide.options import Options, Result
from small_site import AS_OF, BASE, SOURCE, copy_site, read_files, run_command

T = TypeVar("T")
DAY = date.fromisoformat(AS_OF)
ROLE = "content/roles/data-analyst.md"


def quietly(stage: str, items: Iterable[T], total: int) -> Iterable[T]:
    return items


def build(root: Path, **options: object) -> Result:
    """Build into `site` beside the content, without memory unless it is asked for."""
    given = {"out": root / "site", "as_of": DAY, **options}
    return build_site(Options(root, **given), quietly)  # type: ignore[arg-type]


def tree_of(result: Result) -> str:
    assert result.publication is not None, [*map(str, result.report)]
    return result.publication.tree


def edit(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text(encoding="utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_site(tmp_path / "guide")


def test_every_file_is_what_the_manifest_says(root: Path) -> None:
    result = build(root)
    assert result.rendered == result.pages > 20
    manifest = read_manifest(root / "site")
    assert manifest is not None
    assert find_damage(root / "site") == ()
    assert read_files(root / "site").keys() == manifest.files.keys() | {MARKER}


CELLS = [
    {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "1", "TZ": "Asia/Kolkata", "LC_ALL": "C.UTF-8"},
    {"PYTHONHASHSEED": "random", "TZ": "Pacific/Apia", "LC_ALL": "POSIX", "PYTHONUTF8": "0"},
    {"PYTHONHASHSEED": "2", "TZ": "America/St_Johns", "LC_ALL": "tr_TR.UTF-8", "LANGUAGE": "tr"},
]


@pytest.mark.slow
def test_one_content_gives_one_tree_everywhere(tmp_path: Path) -> None:
    trees = set()
    for number, environment in enumerate(CELLS * 2):
        root = tmp_path / ("deep/" * (number % 3)) / f"checkout {number}"
        files = sorted(path for path in BASE.rglob("*") if path.is_file())
        random.Random(number).shuffle(files)  # folders list files in the order they were made
        for file in files:
            target = root / file.relative_to(BASE)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(file.read_bytes())
            os.utime(target, (number, 10**9 * number))
        cwd = (root, tmp_path, root / "content")[number % 3]
        result = run_command(
            "build", "--root", os.path.relpath(root, cwd), "--as-of", AS_OF,
            "--jobs", "13"[number % 2], "--quiet",
            cwd=cwd, umask=(0o022, 0o077, 0)[number % 3], environment=environment,
        )  # fmt: skip
        assert result.returncode == 0, result.stderr
        trees.add(json.loads((root / "site" / MARKER).read_text())["tree"])
    assert len(trees) == 1


def test_carriage_returns_of_a_checkout_change_nothing(root: Path) -> None:
    expected = tree_of(build(root))
    for path in (root / "content").rglob("*.*"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert tree_of(build(root)) == expected


@pytest.mark.parametrize("jobs", [2, 3])
def test_the_number_of_jobs_changes_nothing(root: Path, jobs: int) -> None:
    assert tree_of(build(root, jobs=jobs)) == tree_of(build(root, out=root / "alone", jobs=1))


def test_another_date_changes_only_the_pages_that_show_it(root: Path) -> None:
    build(root)
    before = read_files(root / "site")
    build(root, as_of=date(2026, 11, 22))
    after = read_files(root / "site")
    changed = {path for path in before if before[path] != after[path]} - {MARKER}
    assert changed
    shown = {f"{page}index.{form}" for page in ("", "sources/") for form in ("html", "md")}
    assert changed <= shown | {f"data/index.{form}" for form in ("html", "md", "json")}
    assert all(b"22 November 2026" in after[path] for path in changed)


def test_a_second_build_renders_nothing(root: Path) -> None:
    memory = root / "memory"
    build(root, memory=memory)
    again = build(root, memory=memory)
    assert again.done
    assert again.rendered == 0
    assert again.publication is None  # there was nothing to publish


def test_a_build_that_meets_a_damaged_memory_leaves_a_whole_one(root: Path) -> None:
    """Also when the damage shows only as it is written."""
    memory = root / "memory"
    build(root, memory=memory)
    (file,) = memory.rglob("*.sqlite")
    content = file.read_bytes()
    file.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))
    assert build(root, memory=memory).done
    assert build(root, memory=memory).publication is None
    edit(root, ROLE, "title: Data analyst", "title: Data interpreter")
    again = build(root, memory=memory)
    assert 0 < again.rendered < again.pages


def test_a_build_that_can_not_be_remembered_is_done_all_the_same(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The site is out when the theme is read once more, to be remembered."""

    def fail(*_: object) -> dict[str, object]:
        raise OSError(errno.EIO, "Input/output error", "base.html")

    memory = root / "memory"
    with monkeypatch.context() as failing:
        failing.setattr(rebuild, "list_surroundings", fail)
        assert build(root, memory=memory).done
    again = build(root, memory=memory)
    assert again.done
    assert again.rendered == again.pages  # nothing was remembered, not even in part
    assert build(root, memory=memory).publication is None


@pytest.mark.parametrize("status", ["draft", "archived"])
def test_what_is_not_published_yet_is_nowhere(root: Path, status: str) -> None:
    name = "content/roles/zoo-keeper.md"
    text = (root / "content/roles/electrician.md").read_text()
    head = text.replace("title: ", "title: Zoo keeper of ", 1).replace(
        "---\n", f"---\nstatus: {status}\n", 1
    )
    (root / name).write_text(head)
    assert build(root).publication is not None
    files = read_files(root / "site")
    assert not [path for path in files if "zoo-keeper" in path]
    assert not [path for path, content in files.items() if b"Zoo keeper" in content]


def test_the_page_of_a_removed_record_is_gone(root: Path) -> None:
    page = root / "content/pages/extra.md"
    page.write_text("---\ntitle: Extra\nsummary: One more page.\n---\n\nHello.\n")
    build(root)
    assert (root / "site/extra/index.html").is_file()
    page.unlink()
    result = build(root)
    assert result.publication is not None
    assert result.publication.lost == ("extra/index.html",)
    assert not (root / "site/extra").exists()
    assert "pages-lost" in {one.code for one in result.report}


def add_pages(root: Path, count: int) -> list[Path]:
    pages = [root / f"content/pages/extra-{number}.md" for number in range(count)]
    for page in pages:
        page.write_text("---\ntitle: Extra\nsummary: One more page.\n---\n\nHello.\n")
    return pages


@pytest.mark.slow
def test_many_lost_pages_stop_the_build_unless_they_are_announced(root: Path) -> None:
    pages = add_pages(root, 12)
    build(root)
    before = read_files(root / "site")
    for page in pages:
        page.unlink()
    stopped = build(root)
    assert stopped.publication is None
    assert [one.code for one in stopped.report if one.severity.name == "error"] == ["pages-lost"]
    assert read_files(root / "site") == before
    assert build(root, allow_removals=11).publication is None
    assert build(root, allow_removals=12).publication is not None


def test_a_renamed_page_with_its_old_id_is_not_lost(root: Path) -> None:
    (page,) = add_pages(root, 1)
    build(root)
    text = page.read_text().replace("title:", "formerly: [extra-0]\ntitle:")
    page.unlink()
    (root / "content/pages/new.md").write_text(text)
    result = build(root)
    assert result.publication is not None
    assert result.publication.lost == ()
    assert 'url=../new/index.html"' in (root / "site/extra-0/index.html").read_text()


def test_lists_of_postings_come_and_go_but_a_posting_s_own_page_is_missed(root: Path) -> None:
    employer, postings = root / "content/employers/acme.md", root / "content/postings"
    employer.parent.mkdir(exist_ok=True)
    shutil.rmtree(postings)
    postings.mkdir()
    employer.write_text("---\nname: Acme Works\nfictional: true\n---\n\nMakes things.\n")
    for name, level in (("one", "senior"), ("two", "lead")):
        (postings / f"{name}.md").write_text(
            "---\ntitle: Analyst\nemployer: acme\nrole: data-analyst\nsample: true\n"
            f"level: {level}\ndate_posted: 2026-11-02\nvalid_through: 2026-12-01\n---\n\n"
            "## Summary\n\nCounts things.\n"
        )
    assert build(root).publication is not None
    assert (root / "site/postings/level/lead/index.html").is_file()
    (postings / "two.md").unlink()
    result = build(root)
    lost = [str(one) for one in result.report if one.code == "pages-lost"]
    assert not (root / "site/postings/level/lead").exists()
    assert all("postings/two/index.html" in one and "level" not in one for one in lost)
    (postings / "one.md").unlink()
    assert (root / "site/roles/data-analyst/postings/index.html").is_file()
    result = build(root)
    assert not (root / "site/roles/data-analyst/postings").exists()
    lost = [str(one) for one in result.report if one.code == "pages-lost"]
    assert not any("roles/" in one for one in lost)


def test_templates_of_the_site_override_the_theme_file_by_file(root: Path) -> None:
    (root / "templates").mkdir()
    (root / "templates" / "glossary.html").write_text("<p>our own</p>\n")
    build(root)
    assert (root / "site/glossary/index.html").read_text() == "<p>our own</p>\n"
    assert "<!doctype html>" in (root / "site/index.html").read_text()


def test_assets_of_the_site_override_the_theme_and_have_new_names(root: Path) -> None:
    build(root)
    before = {path.name for path in (root / "site/assets").iterdir()}
    (root / "assets").mkdir()
    (root / "assets" / "site.css").write_text("body { color: red }\n")
    build(root)
    (styles,) = {path.name for path in (root / "site/assets").iterdir()} - before
    assert f"assets/{styles}" in (root / "site/index.html").read_text()


WRONG = {
    "undefined": ("glossary.html", "a\n\n{{ page.colour }}", "templates/glossary.html", 3),
    "syntax": ("glossary.html", "a\n{% if %}", "templates/glossary.html", 2),
    "in a part": ("parts/cards.html", "\n{{ nothing }}", "templates/parts/cards.html", 2),
    "not UTF-8": ("glossary.html", "a\nb\nh\udce4", "templates/glossary.html", 3),
}


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("case", WRONG)
def test_a_broken_template_of_the_site_is_a_located_mistake(
    root: Path, case: str, jobs: int
) -> None:
    name, text, path, line = WRONG[case]
    (root / "templates" / name).parent.mkdir(parents=True)
    (root / "templates" / name).write_text(text, encoding="utf-8", errors="surrogateescape")
    result = build(root, jobs=jobs)
    assert result.publication is None
    (error,) = [one for one in result.report if one.code == "bad-template"]
    assert (error.place.path, error.place.line) == (path, line)
    assert not (root / "site").exists()


def test_a_template_of_the_site_that_the_theme_can_not_use_is_no_bug_of_ours(root: Path) -> None:
    (root / "templates" / "parts").mkdir(parents=True)
    (root / "templates" / "parts" / "cards.html").write_text("{# no macros #}")
    result = build(root)
    assert result.publication is None
    assert [one.code for one in result.report if one.severity.name == "error"] == ["bad-template"]


def test_content_is_never_a_template(root: Path) -> None:
    edit(root, ROLE, "title: Data analyst", 'title: "{{ 7*7 }} {% include x %} analyst"')
    assert build(root).publication is not None
    html = (root / "site/roles/data-analyst/index.html").read_text()
    assert "<h1>{{ 7*7 }} {% include x %} analyst</h1>" in html


@pytest.mark.slow
def test_a_killed_build_leaves_a_whole_site(root: Path) -> None:
    command = [sys.executable, "-m", "roleguide", "build", "--root", str(root)]
    command += ["--as-of", AS_OF, "--jobs", "2"]
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    build(root, memory=root / ".cache" / "memory")
    trees, seconds = set(), 0.0
    for summary in ("Turns the records", "Takes the records"):
        edit(root, ROLE, summary, "Sifts the records")
        began = time.monotonic()
        subprocess.run(command, env=environment, check=True, capture_output=True)
        seconds = time.monotonic() - began
        edit(root, ROLE, "Sifts the records", "Takes the records")
        trees.add(tree_of(build(root, out=root / "other")))
        manifest = read_manifest(root / "site")
        assert manifest is not None
        trees.add(manifest.tree)
    dice = random.Random(7)
    for trial in range(30):
        words = ("Takes the records", "Sifts the records")
        edit(root, ROLE, words[trial % 2], words[1 - trial % 2])
        process = subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(dice.uniform(0, 1.1 * seconds))
        process.send_signal(signal.SIGKILL)
        process.wait()
        manifest = read_manifest(root / "site")
        assert manifest is not None
        assert find_damage(root / "site") == ()
        assert manifest.tree in trees
    assert build(root, memory=root / ".cache" / "memory").publication is not None
    left = {path.name for path in root.iterdir() if path.name.startswith(".site.")}
    assert left <= {".site.lock", ".site.previous", ".site.book", ".site.previous-book"}
    shutil.rmtree(root)
