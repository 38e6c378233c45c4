"""How long a command runs, what it costs, and how much memory its processes hold together."""

import os
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path

INTERVAL = 0.02
"""Seconds between two looks at the memory."""


@dataclass(frozen=True)
class Command:
    """A program to run."""

    arguments: tuple[str, ...]
    cwd: Path
    environment: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        words = [f"{name}={value}" for name, value in self.environment]
        return " ".join([*words, *self.arguments])


@dataclass(frozen=True)
class Run:
    """What one run of a command took."""

    seconds: float
    cpu_seconds: float  # of the process and all its children
    peak_mib: float | None = None


class CommandFailed(Exception):
    """A command ended with an error; the message holds the end of what it said."""


def run(command: Command, *, memory: bool = False) -> Run:
    """Run a command to its end.

    With ``memory``, the proportional set sizes (PSS: shared pages count once) of the process and
    all its descendants are added up every 20 ms, and the highest sum is kept. Looking costs time,
    so such a run is no measurement of time.

    Python keeps its compiled modules, as it does unless somebody switches that off: they are
    compiled when a program is installed or first run.
    """
    with subprocess.Popen(
        command.arguments,
        cwd=command.cwd,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "", **dict(command.environment)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as process:
        began = time.perf_counter()
        watch = _Watch(process.pid)
        if memory:
            watch.start()
        assert process.stdout is not None
        said = process.stdout.read()
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        peak = watch.stop() if memory else None
    if process.returncode != 0:
        raise CommandFailed(f"{command} ended with {process.returncode}:\n{said[-2000:]}")
    return Run(seconds, used.ru_utime + used.ru_stime, peak)


class _Watch(threading.Thread):
    """Looks at the memory of a process and its descendants until it is told to stop."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid = pid
        self.peak = 0
        self.done = threading.Event()

    def run(self) -> None:
        while not self.done.wait(INTERVAL):
            self.peak = max(self.peak, tree_memory(self.pid))

    def stop(self) -> float:
        """Return the highest sum in MiB."""
        self.done.set()
        self.join()
        return self.peak / 1024


def tree_memory(root: int) -> int:
    """Sum of the proportional set sizes of a process and its descendants, in KiB."""
    parents: dict[int, list[int]] = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                stat = Path(f"/proc/{entry}/stat").read_text(encoding="utf-8", errors="replace")
            except OSError:
                continue  # it has ended
            parents.setdefault(int(stat.rpartition(")")[2].split()[1]), []).append(int(entry))
    total, queue = 0, [root]
    while queue:
        pid = queue.pop()
        queue += parents.get(pid, [])
        try:
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8")
        except OSError:
            continue
        total += next(
            (int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")), 0
        )
    return total
