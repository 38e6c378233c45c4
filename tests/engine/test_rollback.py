"""Going back is one step, and so is returning."""

import json
import time
from pathlib import Path

import pytest

from engine.toy_site import list_neighbours, make_site, publish_site
from roleguide.engine import durable
from roleguide.engine.failure import OutputRefused, PublishError
from roleguide.engine.manifest import find_damage, read_manifest
from roleguide.engine.rollback import rollback

OLD = make_site({f"page{number}": "old" for number in range(5)})
NEW = make_site({f"page{number}": "new" for number in range(4)})


@pytest.fixture(params=["one step", "two steps"])
def trees(request: pytest.FixtureRequest, out: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The digests of two generations, the second one published."""
    if request.param == "two steps":
        monkeypatch.setattr(durable, "exchange_folders", lambda one, other: False)
    return [publish_site(out, files).tree for files in (OLD, NEW)]


def find_tree(out: Path) -> str:
    manifest = read_manifest(out)
    assert manifest is not None
    assert find_damage(out) == ()
    return manifest.tree


def test_rolling_back_twice_returns(out: Path, trees: list[str]) -> None:
    start = time.perf_counter()
    assert rollback(out).tree == trees[0] == find_tree(out)
    assert time.perf_counter() - start < 1
    assert rollback(out).tree == trees[1] == find_tree(out)
    assert rollback(out).tree == trees[0] == find_tree(out)
    assert list_neighbours(out) == [".site.lock", ".site.previous", "site"]


def test_the_next_build_goes_on_from_there(out: Path, trees: list[str]) -> None:
    rollback(out)
    assert publish_site(out, NEW).tree == trees[1] == find_tree(out)
    assert rollback(out).tree == trees[0]


def test_pages_opened_before_the_rollback_keep_their_assets(out: Path, trees: list[str]) -> None:
    styles = {path for path in {**OLD, **NEW} if path.startswith("assets/")}
    for _ in range(3):
        manifest = rollback(out)
        assert styles == {p for p in {**manifest.files, **manifest.carried} if "assets" in p}
        assert all((out / path).exists() for path in styles)


def test_foreign_files_come_along(out: Path, trees: list[str]) -> None:
    (out / "notes/deep").mkdir(parents=True)
    (out / "notes/deep/mine.txt").write_text("mine")
    (out / "CNAME").write_text("example.org")
    rollback(out)
    assert (out / "notes/deep/mine.txt").read_text() == "mine"
    assert (out / "CNAME").read_text() == "example.org"
    (out / "CNAME").unlink()
    (out / "CNAME").write_text("example.com")
    rollback(out)
    assert (out / "CNAME").read_text() == "example.com"
    assert publish_site(out, NEW).foreign == ("CNAME", "notes/deep/mine.txt")


def test_a_foreign_file_in_the_way_stops_the_rollback(out: Path, trees: list[str]) -> None:
    (out / "page4").mkdir()
    (out / "page4/index.html").write_text("mine")
    with pytest.raises(OutputRefused, match="unchanged"):
        rollback(out)
    assert (out / "page4/index.html").read_text() == "mine"
    assert find_tree(out) == trees[1]


def test_a_damaged_generation_is_not_published(out: Path, trees: list[str]) -> None:
    (out.parent / ".site.previous/page1/index.html").write_bytes(b"damaged")
    with pytest.raises(PublishError, match=r"page1/index\.html.*unchanged"):
        rollback(out)
    marker = out.parent / ".site.previous/.roleguide-manifest.json"
    marker.write_text(json.dumps({"format": 1}))
    with pytest.raises(PublishError, match="unchanged"):
        rollback(out)
    assert find_tree(out) == trees[1]


def test_without_a_generation_before_there_is_nothing_to_go_back_to(out: Path) -> None:
    with pytest.raises(OutputRefused):
        rollback(out)
    publish_site(out, OLD)
    with pytest.raises(OutputRefused):
        rollback(out)
    assert find_tree(out)


def test_a_crash_between_two_renames_is_repaired_by_a_rollback(out: Path, trees: list[str]) -> None:
    out.rename(out.parent / ".site.displaced")
    assert rollback(out).tree == trees[0] == find_tree(out)
    assert rollback(out).tree == trees[1] == find_tree(out)
