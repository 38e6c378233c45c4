"""Fixtures of the engine's tests."""

from pathlib import Path

import pytest


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """An output folder that does not exist yet, alone in its parent."""
    return tmp_path / "published" / "site"
