"""Measuring: what a command costs with all its children, and what is said when it fails."""

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.measuring import Command, CommandFailed, run, tree_memory

MIB = 2**20
BUSY = "sum(n * n for n in range(300_000))"


def python(code: str, tmp_path: Path) -> Command:
    return Command((sys.executable, "-c", code), tmp_path)


def test_children_count(tmp_path: Path) -> None:
    """Work that a child does is part of the cost."""
    child = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {BUSY!r}])"
    idle = run(python("pass", tmp_path)).cpu_seconds
    assert run(python(child, tmp_path)).cpu_seconds > idle


def test_a_failure_is_reported_with_what_was_said(tmp_path: Path) -> None:
    with pytest.raises(CommandFailed, match=r"ended with 3:\n.*broken"):
        run(python("import sys; print('broken'); sys.exit(3)", tmp_path))


def test_memory_of_descendants_is_added() -> None:
    hold = f"held = bytearray({40 * MIB}); print('ready', flush=True); input()"
    parent = (
        f"import subprocess, sys; held = bytearray({40 * MIB}); "
        f"subprocess.run([sys.executable, '-c', {hold!r}])"
    )
    with subprocess.Popen(
        [sys.executable, "-c", parent],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        held = tree_memory(process.pid) / 1024
        process.communicate("\n")
    assert 80 <= held <= 160
