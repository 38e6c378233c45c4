"""Check in the log of a build's calls that nothing is published before it is on disk (F3b).

    python benchmarks/faults/call_order.py

The rules, for a first build and for changes of a small project: every file of the new site that was
written or got other rights was synced after that and before the swap (by itself, or by one
`syncfs`); so was every folder of it that got or lost a name, the folder that holds the site and the
journal; and that folder is synced again after the swap, before the build ends. Instant and
deterministic; power_loss.py tries the same on a real file system.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # so that it runs as a script too

from benchmarks.faults.calls import WRITING, Call, require_strace, trace_build
from benchmarks.faults.project import open_project
from benchmarks.faults.tally import Tally

_CONTENT = {"write", "pwrite64", "writev", "ftruncate", "copy_file_range", "sendfile", "fallocate"}
_RIGHTS = {"chmod", "fchmod", "fchmodat", "fchmodat2"}
_NAMES = {"mkdir", "mkdirat", "symlink", "symlinkat", "link", "linkat"}
_RENAMES = {"rename", "renameat", "renameat2"}
_ONE = {"fsync", "fdatasync"}
_ALL = {"syncfs", "sync"}


@dataclass
class Disk:
    """What a build still owes the disk beside and below its output folder."""

    out: str
    owed: set[str] = field(default_factory=set)
    swaps: int = 0
    swap_owed: bool = False
    violations: list[str] = field(default_factory=list)
    _files: set[str] = field(default_factory=set)

    def _watches(self, path: str) -> bool:
        """Whether losing this in a power cut could lose a site: not the lock, not the rubbish."""
        parent, name = os.path.split(self.out)
        if path.startswith((f"{parent}/.{name}.lock", f"{parent}/.{name}.discard")):
            return False
        return path == parent or path.startswith(f"{parent}/")

    def take(self, call: Call) -> None:
        """One more call was made; one that failed changed nothing."""
        if call.line.rpartition(" = ")[2].startswith("-1"):
            return
        if call.name in _ALL:
            self.owed.clear()
            self.swap_owed = False
            return
        paths = [path for path in call.paths if self._watches(path)]
        if not paths:
            return
        if call.name in _ONE:
            self.owed.discard(paths[0])
            self.swap_owed &= paths[0] != os.path.dirname(self.out)
        elif call.name in _CONTENT | _RIGHTS:
            self.owed.add(paths[0])
            if call.name in _CONTENT:
                self._files.add(paths[0])
        elif call.name in _NAMES or (call.name == "openat" and "O_CREAT" in call.line):
            if call.name == "openat":
                self.owed.add(paths[-1])
                self._files.add(paths[-1])
            self.owed.add(os.path.dirname(paths[-1]))
        elif call.name in _RENAMES and len(paths) == 2:
            self._rename(*paths, exchange="RENAME_EXCHANGE" in call.line)

    def _rename(self, source: str, target: str, *, exchange: bool) -> None:
        if self.out in (source, target):
            self.swap_owed = True
            if target == self.out or exchange:
                self.swaps += 1
                self._check_swap(source if target == self.out else target)
            return
        for path in [path for path in self.owed if _is_within(path, source)]:
            self.owed.discard(path)
            self.owed.add(target + path.removeprefix(source))
        self.owed |= {os.path.dirname(source), os.path.dirname(target)}

    def _check_swap(self, new: str) -> None:
        """What is owed of the folder that goes out, and of the names and the journal beside it."""
        parent = os.path.dirname(self.out)
        beside = {parent, f"{parent}/.{os.path.basename(self.out)}.journal"}
        for path in self.owed:
            if _is_within(path, new) or path in beside:
                self.violations.append(f"{path} was not synced before the swap")
        self.owed.clear()

    def end(self) -> None:
        """The build says that it is done: the swap must be there to stay."""
        if self.swap_owed:
            self.violations.append(f"{os.path.dirname(self.out)} was not synced after the swap")


def _is_within(path: str, folder: str) -> bool:
    return path == folder or path.startswith(f"{folder}/")


def find_violations(calls: Sequence[Call], out: Path) -> tuple[list[str], int]:
    """What was swapped in, or called done, before it was on disk; and the number of swaps."""
    disk = Disk(os.fspath(out))
    for call in calls:
        disk.take(call)
    disk.end()
    return sorted(disk.violations), disk.swaps


def main() -> int:
    """Check a first build, a small change and a change of every page."""
    argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    ).parse_args()
    require_strace()
    tally = Tally("F3b order of calls")
    for wide in (False, True):
        with open_project(wide=wide, settled=False) as project:
            for number, name in enumerate(("old", "new", "old")):
                project.set_state(name)
                calls = trace_build(project, WRITING)
                violations, swaps = find_violations(calls, project.out)
                what = "a first build" if number == 0 else f"change {number}"
                trial = f"{what} to {name}, {'every page' if wide else 'a few pages'}"
                for violation in violations:
                    tally.report(trial, violation)
                tally.report(trial, "" if swaps == 1 else f"{swaps} swaps seen, expected 1")
                tally.count("builds with violations" if violations else "builds in order")
    return tally.close()


if __name__ == "__main__":
    sys.exit(main())
