"""A dangerous output folder is refused, and nothing is touched."""

import os
import stat
from pathlib import Path

import pytest

from engine.toy_site import make_site, publish_site
from roleguide.engine.failure import OutputRefused, PublishError

SITE = make_site({"a": "text"})


def list_tree(root: Path) -> list[tuple[str, int, int, bytes]]:
    """Names, kinds, times and contents of everything below the root."""
    found = []
    for path in sorted(root.rglob("*")):
        facts = path.lstat()
        content = path.read_bytes() if stat.S_ISREG(facts.st_mode) else b""
        found.append((str(path), facts.st_mode, facts.st_mtime_ns, content))
    return found


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with content and a few things that are in the way; it is the working folder."""
    root = tmp_path / "home" / "project"
    for folder in ("content/roles", "templates", "empty", "foreign", "damaged", "newer"):
        (root / folder).mkdir(parents=True)
    (root / "content/roles/nurse.md").write_text("text")
    (root / "foreign/thesis.txt").write_text("years of work")
    (root / "damaged/.roleguide-manifest.json").write_text("{")
    (root / "newer/.roleguide-manifest.json").write_text('{"format": 99}')
    (root / "file").write_text("text")
    (root / "to-empty").symlink_to("empty")
    (root / "to-nothing").symlink_to("nothing")
    os.mkfifo(root / "fifo")
    monkeypatch.chdir(root)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    return root


@pytest.mark.parametrize(
    "out",
    [
        *(".", "..", "/", "./", "content/..", "../project", "../../home"),
        *("content", "templates", "content/roles", "content/site", "empty/../content"),
        *("foreign", "damaged", "newer", "file", "fifo", "to-empty", "to-nothing", "to-empty/"),
    ],
)
def test_a_dangerous_output_is_refused_and_nothing_is_touched(project: Path, out: str) -> None:
    before = list_tree(project.parent.parent)
    with pytest.raises(OutputRefused) as refusal:
        publish_site(Path(out), SITE, protected=[project / "content", Path("templates")])
    assert refusal.value.exit_code == 2
    assert str(refusal.value).endswith("; nothing was touched")
    assert refusal.value.fix
    assert list_tree(project.parent.parent) == before


@pytest.mark.parametrize("out", ["site", "empty", "new/folders/site", "a b", "-o", ".hidden"])
def test_an_absent_or_empty_folder_is_accepted(project: Path, out: str) -> None:
    for written in (len(SITE), 0):
        assert publish_site(Path(out), SITE, protected=[Path("content")]).written == written


def test_a_parent_may_be_a_link(project: Path) -> None:
    publish_site(Path("to-empty/site"), SITE)
    assert (project / "empty/site/index.html").exists()


def test_a_folder_that_cannot_be_made_is_an_error_of_the_machine(project: Path) -> None:
    with pytest.raises(PublishError) as failure:
        publish_site(Path("file/site"), SITE)
    assert failure.value.exit_code == 3


@pytest.mark.skipif(not Path("/dev/shm").is_mount(), reason="needs a mount point")
def test_a_mount_point_is_refused() -> None:
    with pytest.raises(OutputRefused):
        publish_site(Path("/dev/shm"), SITE)
