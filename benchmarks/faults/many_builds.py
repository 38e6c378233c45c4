"""Start two to eight builds at once on one output folder (fault plan F7).

    python benchmarks/faults/many_builds.py [--trials 1000] [--most 8] [--seed S]

Each has content of its own; all start within 50 ms. In half of the rounds the one that holds the
lock is killed by SIGKILL as soon as it is seen. After a round the site must be exactly one of the
contents, whole; every build ended with exit 0, by the kill, or with exit 3 because another one was
publishing; and a build that comes after them must get the lock at once, publish, and leave nothing
behind. A round is a trial.
"""

import dataclasses
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # so that it runs as a script too

from benchmarks.faults.judge import find_torn_previous, find_traceback, name_site, read_site
from benchmarks.faults.project import Ending, Project, await_end, find_page, open_project
from benchmarks.faults.tally import Tally, make_parser, seed_trials, show_progress

WINDOW = 0.05  # seconds within which all builds start
KILL_WITHIN = 3.0  # seconds for which the holder of the lock is looked for
BUSY = "another build"


def make_rivals(project: Project, most: int) -> list[Project]:
    """Projects with content of their own and one output folder."""
    rivals = []
    references: dict[str, dict[str, str]] = {}
    for number in range(most):
        root = project.folder / f"rival{number}"
        shutil.copytree(project.root, root, ignore=shutil.ignore_patterns(".cache"))
        page = root / find_page(root)
        page.write_bytes(page.read_bytes() + f"\nWritten by rival {number}.\n".encode())
        rival = dataclasses.replace(project, root=root, references=references)
        clean = project.folder / "clean" / root.name
        ending = rival.build(rival.command("--no-memory", out=clean))
        if ending.code != 0:
            raise SystemExit(f"an undisturbed build fails: {ending.words}")
        references[root.name] = read_site(clean)
        rivals.append(rival)
    if len({tuple(sorted(files.items())) for files in references.values()}) < most:
        raise SystemExit("two rivals have the same site")
    return rivals


def read_holder(lock: Path) -> int | None:
    """The process that the lock file names."""
    try:
        words = lock.read_text(encoding="ascii", errors="replace").split()
    except OSError:
        return None
    return int(words[0]) if len(words) > 1 and words[0].isdecimal() else None


def kill_holder(lock: Path, builds: Sequence[subprocess.Popen[str]]) -> bool:
    """Kill the first of the builds that is seen to hold the lock; whether one was."""
    numbers = {build.pid for build in builds}
    deadline = time.monotonic() + KILL_WITHIN
    while time.monotonic() < deadline and any(build.poll() is None for build in builds):
        holder = read_holder(lock)
        if holder in numbers and holder is not None:
            time.sleep(random.uniform(0, 0.05))
            try:
                os.kill(holder, signal.SIGKILL)
            except ProcessLookupError:
                return False
            return True
        time.sleep(0.0005)
    return False


def find_bad_ending(ending: Ending, *, may_be_killed: bool) -> str:
    """What is wrong with how one of the rivals ended."""
    if problem := find_traceback(ending.errors):
        return problem
    if ending.code == 0 or (ending.code == -signal.SIGKILL and may_be_killed):
        return ""
    if ending.code == 3 and BUSY in ending.errors and "fix: " in ending.errors:
        return ""
    return ending.words


def run_round(rivals: Sequence[Project], tally: Tally, trial: str, *, kill: bool) -> None:
    """Let these builds compete once, then let one more build come."""
    out, references = rivals[0].out, rivals[0].references
    lock = out.parent / f".{out.name}.lock"
    builds = []
    for rival in rivals:
        rival.forget()
        builds.append(rival.start())
        time.sleep(WINDOW / len(rivals))
    killed = kill and kill_holder(lock, builds)
    endings = [await_end(build) for build in builds]
    for ending in endings:
        tally.report(trial, find_bad_ending(ending, may_be_killed=killed))
    codes = [ending.code for ending in endings]
    found = name_site(out, references)
    if found.startswith("torn"):
        tally.report(trial, found)
    done = {rival.root.name for rival, code in zip(rivals, codes, strict=True) if code == 0}
    if not killed and found not in done:
        tally.report(trial, f"the site is that of {found}, which did not say that it was done")
    if not killed and not done:
        tally.report(trial, f"nobody published: exit codes {codes}")
    tally.report(trial, find_torn_previous(out))
    refused = "some refused" if 3 in codes else "one after the other"
    tally.count(f"{'holder killed' if killed else 'nobody killed'}, {refused}")
    check_lock_free(rivals[-1], tally, trial)


def check_lock_free(rival: Project, tally: Tally, trial: str) -> None:
    """A build that comes later gets the lock, publishes and leaves nothing."""
    ending = rival.build()
    tally.report(trial, "" if ending.code == 0 else f"the next build: {ending.words}")
    found = name_site(rival.out, rival.references)
    tally.report(trial, "" if found == rival.root.name else f"the next build made: {found}")
    tally.report(trial, find_torn_previous(rival.out) or rival.find_leftovers())


def main() -> int:
    """Run the rounds and print the figures."""
    parser = make_parser(__doc__, 1000)
    parser.add_argument("--most", type=int, default=8, help="builds at once, default 8")
    options = parser.parse_args()
    seed = seed_trials(options)
    with open_project(options.root, record=options.record, jobs=options.jobs) as project:
        rivals = make_rivals(project, options.most)
        for rival in (*rivals, *rivals[:2]):  # everyone's memory knows its site
            check_lock_free(rival, Tally("setup"), "setup")
        tally = Tally("F7 many builds at once")
        builds = 0
        for number in range(options.trials):
            chosen = random.sample(rivals, random.randint(2, options.most))
            builds += len(chosen)
            kill = number % 2 == 1
            trial = f"round {number}, {len(chosen)} builds{', holder killed' if kill else ''}"
            run_round(chosen, tally, trial, kill=kill)
            show_progress(number, options.trials)
        return tally.close(seed, builds=builds)


if __name__ == "__main__":
    sys.exit(main())
