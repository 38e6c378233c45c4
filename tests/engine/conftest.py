"""Fixtures of the engine's tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.toy_site import open_swift_folder


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """An output folder that does not exist yet, alone in its parent."""
    return tmp_path / "published" / "site"


@pytest.fixture
def swift() -> Iterator[Path]:
    """A folder on no disk: for tests of what a kill leaves, which takes nothing from a disk."""
    with open_swift_folder() as folder:
        yield folder
