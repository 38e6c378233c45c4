"""The benchmarks lie beside `tests/`; a small corpus and its built site are shared by all tests."""

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).resolve().parents[2]))

from benchmarks.corpus import AS_OF, write_corpus
from small_site import run_command

ROLES = 25


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus of 25 roles; tests don't change it."""
    folder = tmp_path_factory.mktemp("corpus") / "site"
    write_corpus(folder, ROLES, seed=7)
    return folder


@pytest.fixture(scope="session")
def built(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The corpus as published; tests don't change it."""
    out = tmp_path_factory.mktemp("built") / "site"
    result = run_command(
        *("build", "--root", corpus, "--out", out, "--no-memory", "--as-of", AS_OF)
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return out
