"""Fixtures for every test: the example guide, built once, and servers that show it."""

import fcntl
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from browser.server import Server

# No stop-watch: a busy machine is no failure (speed has tests and benchmarks of its own). The same
# examples on every run: a check that fails now and then helps nobody.
settings.register_profile(
    "steady", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("steady")

ROOT = Path(__file__).resolve().parents[1]
AS_OF = "2026-11-28"
LONG = 30
"""How many ordinary tests take as long as one that is marked slow or needs a browser, roughly."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put files with long tests first when several processes share them: at the end, one of these
    would leave the other processes waiting. (`--no-loadscope-reorder` keeps this order.)"""
    if not hasattr(config, "workerinput"):
        return
    weights: Counter[Path] = Counter()
    for item in items:
        long = any(item.iter_markers("slow")) or any(item.iter_markers("browser"))
        weights[item.path] += LONG if long else 1
    items.sort(key=lambda item: -weights[item.path])


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example guide as published: built once a test run, shared by all test processes.

    `ROLEGUIDE_SITE` names an already built site to test in its place.
    """
    if given := os.environ.get("ROLEGUIDE_SITE"):
        return Path(given).resolve()
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    out = shared / "built" / "site"
    out.parent.mkdir(exist_ok=True)
    with (shared / "built.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not out.exists():
            build_guide(out)
    return out


def build_guide(out: Path) -> None:
    """Publish the example guide into `out`, or fail with what the build said."""
    command = Path(sys.executable).with_name("roleguide")
    result = subprocess.run(
        [command, "build", "--root", ROOT, "--out", out, "--as-of", AS_OF],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if result.returncode != 0:
        pytest.fail(
            f"roleguide build: exit {result.returncode}\n{result.stdout}\n{result.stderr}",
            pytrace=False,
        )


@pytest.fixture(scope="session")
def served(site: Path) -> Iterator[Server]:
    """The site at the root of a host."""
    with Server(site) as server:
        yield server


@pytest.fixture(scope="session")
def served_below(site: Path) -> Iterator[Server]:
    """The site under `/sub/`, as GitHub Pages shows a project; nothing else exists on that host."""
    with Server(site, prefix="/sub/") as server:
        yield server
