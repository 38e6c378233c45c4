"""How much memory a process of its own needs."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

LAST = """
with open("/proc/self/status", encoding="ascii") as status:
    print(next(line for line in status if line.startswith("VmHWM")).split()[1])
"""
"""A child's ``ru_maxrss`` begins with what its parent held when it was forked; this doesn't."""


def measure_peak(code: str, arguments: Sequence[object] = ()) -> float:
    """Run code in a new process, with `tests` on its path, and return its peak in MiB."""
    before = f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
    done = subprocess.run(
        [sys.executable, "-c", before + code + LAST, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return int(done.stdout.split()[-1]) / 1024
