"""Build where the disk fills up (fault plan F4).

    python benchmarks/faults/disk_full.py [--trials 200] [--only space,inodes,size,calls] [--seed S]

Four ways, with a change of every page of a small project. Space: a tmpfs that holds project and
output has 0, 1, 2 … free pages of 4 KiB, up to more than a build needs. Inodes: the same with free
inodes. Size: `ulimit -f` from 0 up to the largest file. Calls: strace lets one call that needs
space fail with ENOSPC, once or from then on. `--trials` are shared out evenly.

A build may succeed, or exit 3 with a sentence, a path and a fix, the old site as it was, and the
stage removed; the next build succeeds when there is room again.
"""

import dataclasses
import os
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # so that it runs as a script too

from benchmarks.faults.calls import Call, draw_evenly, find_points, require_strace, strike
from benchmarks.faults.disks import mount_tmpfs, remount, require_root
from benchmarks.faults.judge import MARKER, name_site
from benchmarks.faults.project import Project, list_files, open_project
from benchmarks.faults.tally import Tally, make_parser, seed_trials, show_progress
from benchmarks.faults.verdicts import judge_failure

_NEEDING_SPACE = """
write pwrite64 copy_file_range sendfile fallocate fsync fdatasync syncfs openat mkdir mkdirat link
linkat symlink symlinkat rename renameat renameat2
"""
NEEDING_SPACE = tuple(_NEEDING_SPACE.split())
PAGE = 4096
ROOMY = "size=64m,nr_inodes=100000"


def spread(most: int, trials: int) -> list[int]:
    """So many whole numbers from 0 to the most, evenly spaced, as there are trials."""
    return sorted({round(number * most / max(1, trials - 1)) for number in range(trials)})


@dataclasses.dataclass(frozen=True)
class Room:
    """A kind of room in a file system: more than a build needs, and the option for a budget."""

    name: str
    need: Callable[[Path], int]
    limit: Callable[[Path, int], str]


def try_tmpfs(project: Project, tally: Tally, room: Room, trials: int) -> None:
    """Build in a tmpfs with more and more room."""
    point = project.folder / "small"
    with mount_tmpfs(point, ROOMY):
        root, out = point / "project", point / "published" / "site"
        shutil.copytree(project.root, root, ignore=shutil.ignore_patterns(".cache"))
        out.parent.mkdir()
        bench = dataclasses.replace(project, root=root, out=out)
        bench.start_over()
        need = room.need(point)
        names = list(project.states)
        for number, budget in enumerate(spread(need, trials)):
            target = names[(number + 1) % 2]
            bench.set_state(target)
            remount(point, room.limit(point, budget))
            ending = bench.build()
            found = name_site(out, bench.references)
            remount(point, ROOMY)
            if budget == need and (ending.code != 0 or found != target):
                tally.report(
                    f"{room.name} {budget}", f"more than enough did not do: {ending.words}"
                )
            judge_failure(bench, tally, f"{room.name} {budget} to {target}", ending, target)


def need_space(point: Path) -> int:
    """More pages than one build can need: those of all files, memory and stage together."""
    return sum(-(-file.lstat().st_size // PAGE) for file in list_files(point)) + 16


def limit_space(point: Path, budget: int) -> str:
    """Leave this many free pages."""
    figures = os.statvfs(point)
    return f"size={(figures.f_blocks - figures.f_bfree + budget) * PAGE}"


def need_inodes(point: Path) -> int:
    """More inodes than one build can need."""
    return sum(1 for _ in point.rglob("*")) + 16


def limit_inodes(point: Path, budget: int) -> str:
    """Leave this many free inodes."""
    figures = os.statvfs(point)
    return f"nr_inodes={figures.f_files - figures.f_ffree + budget}"


def try_file_sizes(project: Project, tally: Tally, trials: int) -> None:
    """Build with a limit on the size of every file that is written."""
    largest = max(file.stat().st_size for file in list_files(project.out))
    marker = (project.out / MARKER).stat().st_size
    names = list(project.states)
    # Every third limit lies below the manifest's size, where most files still fit.
    limits = [*spread(largest + 1, trials - trials // 3), *spread(marker, trials // 3)]
    for number, size in enumerate(limits):
        target = names[(number + 1) % 2]
        project.set_state(target)
        ending = project.build(["prlimit", f"--fsize={size}", "--", *project.command()])
        judge_failure(project, tally, f"ulimit -f {size} bytes to {target}", ending, target)


def try_calls(project: Project, tally: Tally, trials: int) -> int:
    """Let calls that need space fail; how many there are."""
    names = list(project.states)
    points: dict[str, list[Call]] = {}
    for target in reversed(names):
        project.set_state(target)
        found = find_points(project, NEEDING_SPACE)
        points[target] = [call for call in found if _needs_space(call)]
    total = sum(map(len, points.values()))
    drawn = {
        name: draw_evenly(calls, (trials + 1) // 2, lambda call: call.name)
        for name, calls in points.items()
    }
    for number in range(max(map(len, drawn.values()))):
        for target in reversed(names):
            # In every second trial the disk stays full: for this kind of call.
            lasting = (
                number % 2 == 1 and drawn[target][number % len(drawn[target])].name != "openat"
            )
            call = drawn[target][number % len(drawn[target])]
            project.set_state(target)
            hit = strike(project, call, "error=ENOSPC", lasting=lasting)
            call = hit.call or call
            trial = (
                f"ENOSPC{' lasting' if lasting else ''} at {call.name} {call.number} to {target}"
            )
            if hit.call is None:
                tally.note("fault not reached")
            judge_failure(
                project,
                tally,
                trial,
                hit.ending,
                target,
                places=tuple(Path(path).name for path in call.paths),
                silent=call.name == "write" and (lasting or "pipe:" in call.paths[0]),
                # No room for any new name: the next build puts the old site in its place.
                messy=lasting and call.name.startswith("rename"),
            )
    return total


def _needs_space(call: Call) -> bool:
    return call.name != "openat" or "O_CREAT" in call.line


def share_out(trials: int, ways: Sequence[str]) -> dict[str, int]:
    """The trials of each way; the last gets what is left over."""
    part = trials // len(ways)
    return dict.fromkeys(ways[:-1], part) | {ways[-1]: trials - part * (len(ways) - 1)}


def main() -> int:
    """Run the four ways and print the figures."""
    parser = make_parser(__doc__, 200)
    parser.add_argument("--only", default="space,inodes,size,calls", help="ways to try")
    options = parser.parse_args()
    seed = seed_trials(options)
    shares = share_out(options.trials, options.only.split(","))
    if not shares.keys().isdisjoint({"space", "inodes"}):
        require_root()
    require_strace()
    with open_project(options.root, record=options.record, jobs=options.jobs, wide=True) as project:
        tally = Tally("F4 disk full")
        points = 0
        for way, trials in shares.items():
            show_progress(tally.trials, options.trials)
            if way == "space":
                try_tmpfs(project, tally, Room("free pages", need_space, limit_space), trials)
            elif way == "inodes":
                try_tmpfs(project, tally, Room("free inodes", need_inodes, limit_inodes), trials)
            elif way == "size":
                try_file_sizes(project, tally, trials)
            elif way == "calls":
                points = try_calls(project, tally, trials)
            else:
                parser.error(f"no way called {way}")
        return tally.close(seed, calls_that_need_space=points)


if __name__ == "__main__":
    sys.exit(main())
