"""A small site on disk, and what a command says about it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

BASE = Path(__file__).parent / "mistakes" / "base"
SOURCE = Path(__file__).resolve().parents[1] / "src"
AS_OF = "2026-11-21"
QUIET = {"PATH", "HOME", "TMPDIR", "VIRTUAL_ENV", "COVERAGE_PROCESS_START"}


def copy_site(folder: Path) -> Path:
    """A copy of the small site that a test may change."""
    shutil.copytree(BASE, folder)
    return folder


def run_command(
    *arguments: str | Path,
    python: tuple[str, ...] = (),
    cwd: Path | None = None,
    umask: int = -1,
    environment: dict[str, str] | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run `python -m roleguide …` in an environment that holds only what is given."""
    kept = {name: value for name, value in os.environ.items() if name in QUIET}
    return subprocess.run(
        [sys.executable, *python, "-m", "roleguide", *map(str, arguments)],
        env={**kept, "PYTHONPATH": str(SOURCE), **(environment or {})},
        cwd=cwd,
        umask=umask,
        capture_output=True,
        encoding="utf-8",
        errors="surrogateescape",
        check=False,
        timeout=120,
    )


def read_files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
