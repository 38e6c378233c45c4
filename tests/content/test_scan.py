"""A scan knows files by what they hold, and says which folder the machine failed at."""

import errno
import os
from pathlib import Path

import pytest

from roleguide.content.scan import scan_content
from roleguide.engine.templates import Templates


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder of one record and settings."""
    (tmp_path / "content" / "roles").mkdir(parents=True)
    (tmp_path / "content" / "roles" / "nurse.md").write_text("---\n", "utf-8")
    (tmp_path / "site.yaml").write_text("name: A guide\n", "utf-8")
    return tmp_path


def fail_close(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """Let the close of that number (1 and 2 are folders above) fail as a network disk may; the file is closed all the same."""
    close, left = os.close, [number]

    def closing(descriptor: int) -> None:
        close(descriptor)
        left[0] -= 1
        if not left[0]:
            raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "close", closing)


@pytest.mark.parametrize(
    ("number", "path"),
    [
        (3, "content/roles"),
        (4, "content/roles"),
        (5, "site.yaml"),
        (6, "site.yaml"),
    ],
)
def test_a_close_that_fails_names_its_path(
    root: Path, number: int, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_close(monkeypatch, number)
    with pytest.raises(OSError, match="Input/output error") as failed:
        scan_content(root)
    assert failed.value.filename == path


def test_a_template_that_can_not_be_read_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    template = tmp_path / "base.html"
    template.write_text("text", "utf-8")

    def fail(_: Path) -> bytes:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(Path, "read_bytes", fail)
    with pytest.raises(OSError, match="Input/output error") as failed:
        Templates([tmp_path]).text("base.html")
    assert failed.value.filename == str(template)
