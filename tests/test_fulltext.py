"""Search in the whole text: Pagefind runs when a page changed, and never publishes half."""

import json
import re
import shutil
import stat
import sys
from pathlib import Path
from types import SimpleNamespace
from unittest import mock

import pytest

from roleguide import fulltext
from roleguide.cli import main
from roleguide.engine.failure import PublishError
from roleguide.engine.manifest import find_damage
from roleguide.options import Result
from small_site import AS_OF, copy_site, read_files
from test_build import build, edit

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[1]
BUNDLE = "search/pagefind/"


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site with the setting, built once with its memory."""
    root = copy_site(tmp_path_factory.mktemp("fulltext") / "guide")
    with (root / "site.yaml").open("a", encoding="utf-8") as file:
        file.write("search: pagefind\n")
    assert build_remembering(root).done
    return root


@pytest.fixture
def root(indexed: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may change."""
    return shutil.copytree(indexed, tmp_path / "guide")


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders that Pagefind was called for."""
    called: list[Path] = []
    call = fulltext.call_program

    def note(texts: Path, bundle: Path, patience: float) -> None:
        called.append(texts)
        call(texts, bundle, patience)

    monkeypatch.setattr(fulltext, "call_program", note)
    return called


def build_remembering(root: Path) -> Result:
    return build(root, memory=root / "memory")


def bundle_of(root: Path, out: str = "site") -> dict[str, bytes]:
    files = read_files(root / out)
    return {path: content for path, content in files.items() if path.startswith(BUNDLE)}


def put_program(monkeypatch: pytest.MonkeyPatch, folder: Path, script: str) -> None:
    """A program of ours stands in for Pagefind's."""
    program = folder / "pagefind"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    fake = SimpleNamespace(get_executable=lambda: program)
    monkeypatch.setitem(sys.modules, "pagefind_bin", fake)


def test_what_the_search_page_loads_is_published_and_nothing_else(indexed: Path) -> None:
    found = bundle_of(indexed)
    assert {f"{BUNDLE}pagefind.js", f"{BUNDLE}pagefind-entry.json"} <= found.keys()
    suffixes = {path.rpartition(".")[2] for path in found}
    assert suffixes == {
        *("js", "json", "pagefind", "pf_meta", "pf_index", "pf_fragment"),
    }
    assert not [path for path in found if "ui" in path or "worker" in path]
    assert find_damage(indexed / "site") == ()
    other = [path.name for path in (indexed / "site/search").iterdir() if path.is_file()]
    assert sorted(other) == ["index.html", "index.json", "index.md"]  # no index of names beside it


def test_equal_pages_make_an_equal_index(indexed: Path, root: Path) -> None:
    build(root, out=root / "again")
    assert bundle_of(indexed) == bundle_of(root, "again")


def test_pages_that_search_engines_may_not_index_are_left_out(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: set[str] = set()
    call = fulltext.call_program

    def look(texts: Path, bundle: Path, patience: float) -> None:
        seen.update(read_files(texts))
        call(texts, bundle, patience)

    monkeypatch.setattr(fulltext, "call_program", look)
    build(root)
    published = read_files(root / "site")
    html = {path for path in published if path.endswith(".html")}
    hidden = {path for path in html if b'<meta name="robots" content="noindex">' in published[path]}
    assert "404.html" in hidden
    assert seen == html - hidden - {"search/index.html"}


def test_pagefind_runs_only_when_a_page_changed(root: Path, runs: list[Path]) -> None:
    before = bundle_of(root)
    edit(root, "content/roles/data-analyst.md", "\n---\n", "\n# Nobody reads this.\n---\n")
    assert build_remembering(root).done
    assert runs == []
    assert bundle_of(root) == before
    path = root / "content/glossary/median.md"
    path.write_text(path.read_text(encoding="utf-8") + "\nZebrafish.\n", encoding="utf-8")
    assert build_remembering(root).done
    assert len(runs) == 1
    assert not runs[0].exists()
    assert bundle_of(root).keys() != before.keys()
    build(root, out=root / "clean")
    assert bundle_of(root) == bundle_of(root, "clean")
    assert find_damage(root / "site") == ()


def test_what_is_no_text_of_a_page_does_not_make_pagefind_run(root: Path, runs: list[Path]) -> None:
    before = read_files(root / "site")
    style = (ROOT / "assets/site.css").read_text(encoding="utf-8")
    (root / "assets").mkdir()
    (root / "assets/site.css").write_text(f"{style}\n.b{{color:red}}", encoding="utf-8")
    assert build_remembering(root).done
    after = read_files(root / "site")
    assert after["roles/electrician/index.html"] != before["roles/electrician/index.html"]
    assert runs == []
    assert bundle_of(root) == {path: one for path, one in before.items() if path.startswith(BUNDLE)}
    assert build_remembering(root).done  # and is remembered
    build(root, out=root / "clean")
    assert bundle_of(root) == bundle_of(root, "clean")
    (root / "site" / BUNDLE / "pagefind.js").unlink()
    assert build_remembering(root).done
    assert len(runs) == 2  # the clean one’s, and for the file
    assert find_damage(root / "site") == ()


def explain(root: Path, url: str, capsys: pytest.CaptureFixture[str]) -> tuple[str, str]:
    """The verdict on a file of the index, and the sentence."""
    capsys.readouterr()
    memory = ["--memory", str(root / "memory")]
    main(["explain", url, "--root", str(root), "--as-of", AS_OF, *memory, "--format", "json"])
    told = json.loads(capsys.readouterr().out)
    return told["verdict"], told["sentence"]


def test_explain_says_what_the_files_are_made_of(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"/{BUNDLE}pagefind.js"
    verdict, sentence = explain(root, url, capsys)
    assert verdict == "fresh"
    assert re.fullmatch(
        "fresh: Pagefind makes it of what it reads of [0-9]+ pages, and all are as they were",
        sentence,
    )
    (root / "site" / BUNDLE / "pagefind.js").write_text("", encoding="utf-8")
    verdict, sentence = explain(root, url, capsys)
    assert verdict == "fresh"
    assert "its file was edited or deleted, so it is made again" in sentence

    path = root / "content/glossary/median.md"
    median = path.read_text(encoding="utf-8")
    path.write_text(median + "\nZebrafish.\n", encoding="utf-8")
    verdict, sentence = explain(root, url, capsys)
    assert verdict == "stale"
    assert "/glossary/" in sentence
    path.write_text(median, encoding="utf-8")

    assert explain(root, f"/{BUNDLE}nothing.js", capsys)[0] == "unknown"
    shutil.rmtree(root / "memory")
    assert explain(root, url, capsys)[0] == "unremembered"
    edit(root, "site.yaml", "search: pagefind", "search: index")
    assert explain(root, url, capsys)[0] == "removed"


def test_a_file_that_somebody_removed_is_made_again(root: Path, runs: list[Path]) -> None:
    before = bundle_of(root)
    (root / "site" / BUNDLE / "pagefind.js").unlink()
    assert build_remembering(root).done
    assert len(runs) == 1
    assert bundle_of(root) == before


def test_the_index_goes_when_the_setting_goes(root: Path, runs: list[Path]) -> None:
    edit(root, "site.yaml", "search: pagefind", "search: index")
    assert build_remembering(root).done
    assert bundle_of(root) == {}
    assert (root / "site/search/shards.json").is_file()
    edit(root, "site.yaml", "search: index", "search: pagefind")
    assert build_remembering(root).done
    assert len(runs) == 1
    assert f"{BUNDLE}pagefind.js" in bundle_of(root)
    assert not (root / "site/search/shards.json").exists()


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("echo out of cheese; exit 7", r"Pagefind failed \(exit code 7\): out of cheese; the"),
        ("kill -9 $$", r"Pagefind failed \(exit code -9\): it said nothing"),
        ("exit 0", r"Pagefind failed \(exit code 0\)"),  # and wrote nothing
        ("exec sleep 60", r"Pagefind was not done after 0 seconds"),
    ],
)
def test_a_program_that_fails_publishes_nothing(
    root: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, script: str, said: str
) -> None:
    before = read_files(root / "site")
    put_program(monkeypatch, tmp_path, script)
    if "sleep" in script:
        monkeypatch.setattr(fulltext, "PATIENCE", 0.2)
        monkeypatch.setattr(fulltext, "PATIENCE_A_PAGE", 0.0)
    edit(root, "site.yaml", "name: A small guide", "name: Another guide")
    with pytest.raises(PublishError, match=said):
        build_remembering(root)
    assert read_files(root / "site") == before
    assert [path.name for path in root.iterdir() if path.name.startswith(".site.stage")] == []


def test_variables_do_not_change_what_pagefind_does(
    root: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    put_program(monkeypatch, tmp_path, "env | grep PAGEFIND_; pwd; exit 1")
    monkeypatch.setenv("PAGEFIND_SITE", "/elsewhere")
    with pytest.raises(PublishError) as error:
        build(root)
    assert "PAGEFIND" not in str(error.value)
    assert "roleguide-pagefind-" in str(error.value)  # no configuration lies there


def test_without_the_package_the_extra_is_named_before_anything_is_made(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "pagefind_bin", None)
    out = root / "new"
    command = ["build", "--root", str(root), "--out", str(out), "--as-of", AS_OF, "--no-memory"]
    assert main(command) == 3
    assert "pip install 'roleguide[pagefind]'" in capsys.readouterr().err
    assert not out.exists()


def test_a_site_that_does_not_ask_for_it_never_loads_it(tmp_path: Path) -> None:
    root = copy_site(tmp_path / "guide")
    with mock.patch.dict(sys.modules, {"pagefind_bin": None}):
        assert build(root).done
    assert bundle_of(root) == {}
