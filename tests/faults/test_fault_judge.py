"""The judge of the fault trials sees a torn site when there is one."""

import hashlib
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.faults.judge import (
    MARKER,
    Torn,
    find_bad_words,
    find_torn_previous,
    name_site,
    read_site,
)

OLD = {"index.html": b"old", "a/index.html": b"same", "assets/x.1.css": b"x"}
NEW = {"index.html": b"new", "a/index.html": b"same", "b/index.html": b"b"}


def write_site(folder: Path, files: dict[str, bytes], carried: dict[str, bytes]) -> Path:
    """A published folder as the publisher would leave it."""
    for path, content in {**files, **carried}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    entries = [
        {
            path: {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
            for path, content in group.items()
        }
        for group in (files, carried)
    ]
    (folder / MARKER).write_text(json.dumps({"files": entries[0], "carried": entries[1]}))
    return folder


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The new site, which carries an asset of the old one."""
    return write_site(tmp_path / "site", NEW, {"assets/x.1.css": b"x"})


@pytest.fixture
def references(tmp_path: Path) -> dict[str, dict[str, str]]:
    """What the judge knows of both sites."""
    return {
        name: read_site(write_site(tmp_path / "clean" / name, files, {}))
        for name, files in (("old", OLD), ("new", NEW))
    }


def test_a_whole_site_is_known_and_carried_assets_are_no_part_of_it(
    site: Path, references: dict[str, dict[str, str]]
) -> None:
    assert name_site(site, references) == "new"
    assert name_site(write_site(site.parent / "other", OLD, {}), references) == "old"


def _mix(site: Path) -> None:
    write_site(site, {**NEW, "index.html": OLD["index.html"]}, {"assets/x.1.css": b"x"})


TEARS: dict[str, Callable[[Path], object]] = {
    "no manifest": lambda site: (site / MARKER).unlink(),
    "an empty manifest": lambda site: (site / MARKER).write_bytes(b""),
    "half a manifest": lambda site: os.truncate(site / MARKER, 50),
    "a missing page": lambda site: (site / "index.html").unlink(),
    "an empty page": lambda site: (site / "index.html").write_bytes(b""),
    "a page of the other site": lambda site: (site / "index.html").write_bytes(b"old"),
    "a missing carried asset": lambda site: (site / "assets/x.1.css").unlink(),
    "a file too many": lambda site: (site / "more.html").write_bytes(b""),
    "an empty folder": lambda site: (site / "c").mkdir(),
    "a link": lambda site: (site / "more.html").symlink_to("index.html"),
    "a page nobody may read": lambda site: (site / "index.html").chmod(0o600),
    "a folder nobody may enter": lambda site: (site / "a").chmod(0o700),
    "a listed mixture of both": _mix,
    "no folder": shutil.rmtree,
}


@pytest.mark.parametrize("tear", TEARS.values(), ids=TEARS)
def test_every_kind_of_tear_is_seen(
    tear: Callable[[Path], object], site: Path, references: dict[str, dict[str, str]]
) -> None:
    tear(site)
    assert name_site(site, references).startswith("torn: ")


def test_a_rollback_generation_may_be_absent_but_not_torn(site: Path) -> None:
    assert find_torn_previous(site) == ""
    previous = write_site(site.parent / ".site.previous", OLD, {})
    assert find_torn_previous(site) == ""
    (previous / "index.html").unlink()
    assert "index.html" in find_torn_previous(site)


def test_a_site_without_a_manifest_is_torn(tmp_path: Path) -> None:
    with pytest.raises(Torn):
        read_site(tmp_path)


GOOD = "roleguide: disk full while writing /x/site/a; unchanged\n    fix: Free space.\n"


@pytest.mark.parametrize(
    ("code", "errors", "bad"),
    [
        (0, "", ""),
        (3, GOOD, ""),
        (1, GOOD, "exit 1"),
        (120, "", "exit 120"),
        (3, "", "without sentence"),
        (3, GOOD.replace("/x/site/a", "somewhere"), "without a path"),
        (3, GOOD.partition("\n")[0], "without sentence and fix"),
        (3, f"Traceback (most recent call last):\n{GOOD}", "a traceback"),
        (0, "Traceback (most recent call last):\nOSError: x", "a traceback"),
    ],
)
def test_a_failure_must_say_path_and_fix(code: int, errors: str, bad: str) -> None:
    found = find_bad_words(code, errors, places=("/x/site",))
    assert bad in found
    assert bool(found) == bool(bad)
