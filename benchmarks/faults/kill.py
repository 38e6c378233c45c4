"""Kill builds at random moments and look for a torn site (fault plan F1).

    python benchmarks/faults/kill.py [--trials 300] [--seed S] [--root DIR] [--record FILE]

Builds go from one state of a small project (or of a copy of DIR) to another and back: a sentence,
a page and an asset come and go. Each gets SIGKILL, with all its processes, after a random part of
0 to 1.1 times the build time. Then the published folder must be one of the two sites, every file as
its manifest says; the next build must succeed without any help and leave nothing beside the site.
A reader asks for every page and asset all the while, and must always find one of its two versions.

With `--jobs 2` half of the trials kill one worker process only, as a system without memory does:
the build must end with a sentence, or be done without it.
"""

import hashlib
import os
import random
import signal
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # so that it runs as a script too

from benchmarks.faults.judge import find_torn_previous, name_site
from benchmarks.faults.project import Project, await_end, kill_group, open_project
from benchmarks.faults.tally import Tally, make_parser, seed_trials, show_progress
from benchmarks.faults.verdicts import check_next_build, judge_failure


class Reader(threading.Thread):
    """Asks for the files that both sites have, one after the other, until it is stopped."""

    def __init__(self, project: Project) -> None:
        super().__init__(daemon=True)
        self._out = project.out
        self._known: dict[str, set[str]] = {}
        first, *others = project.references.values()
        for path in sorted(first):
            if all(path in other for other in others):
                self._known[path] = {first[path], *(other[path] for other in others)}
        self._ended = threading.Event()
        self.reads = 0
        self.faults: list[str] = []

    def run(self) -> None:
        """Read for as long as the trials take."""
        while True:
            for path, digests in self._known.items():
                if self._ended.wait(0.0005):
                    return
                try:
                    content = (self._out / path).read_bytes()
                except OSError as error:
                    self.faults.append(f"{path}: {error.strerror}")
                else:
                    if hashlib.sha256(content).hexdigest() not in digests:
                        self.faults.append(f"{path}: neither version of it")
                self.reads += 1

    def end(self) -> None:
        """Stop and wait."""
        self._ended.set()
        self.join()


def time_builds(project: Project) -> float:
    """Seconds of a build from one state to the other, the median of five."""
    times = []
    for name in (*list(project.states)[1:], *project.states, *project.states):
        project.set_state(name)
        start = time.perf_counter()
        project.build()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def try_kill(project: Project, tally: Tally, trial: str, target: str, delay: float) -> None:
    """Kill one build, look, and let the next build put everything right."""
    project.set_state(target)
    build = project.start()
    time.sleep(delay)
    under_way = build.poll() is None
    kill_group(build)
    await_end(build)
    found = name_site(project.out, project.references)
    if found.startswith("torn"):
        tally.report(trial, found)
    side = "torn" if found.startswith("torn") else "new site" if found == target else "old site"
    tally.count(f"{'killed' if under_way else 'ended before'}, {side}")
    tally.report(trial, find_torn_previous(project.out))
    check_next_build(project, tally, trial, target)


def find_workers(build: subprocess.Popen[str], *, writing: bool) -> list[int]:
    """The worker processes of a build, as soon as there are any; none if it ends before.

    `writing`: those that have the stage open only; others read and check.
    """
    children = Path(f"/proc/{build.pid}/task/{build.pid}/children")
    while build.poll() is None:
        try:
            found = [int(word) for word in children.read_text(encoding="ascii").split()]
        except OSError:
            break
        if found := [process for process in found if not writing or _has_stage(process)]:
            return found
        time.sleep(0.0005)
    return []


def _has_stage(process: int) -> bool:
    try:
        return any(
            os.readlink(link).endswith(".stage") for link in Path(f"/proc/{process}/fd").iterdir()
        )
    except OSError:  # it has ended, or closes what it has
        return False


def kill_worker(build: subprocess.Popen[str], delay: float) -> bool:
    """Kill one of a build's worker processes some seconds after the first is seen."""
    writing = random.random() < 0.7
    if not find_workers(build, writing=writing):
        return False
    time.sleep(delay)
    try:
        os.kill(random.choice(find_workers(build, writing=writing)), signal.SIGKILL)
    except (IndexError, ProcessLookupError):  # they have ended meanwhile
        return False
    return True


def try_worker(project: Project, tally: Tally, trial: str, target: str, delay: float) -> None:
    """Kill one worker process, and judge what the build makes of it."""
    project.set_state(target)
    build = project.start()
    if kill_worker(build, delay):
        tally.note("worker killed")
    judge_failure(project, tally, trial, await_end(build), target, places=("process",))


def main() -> int:
    """Run the trials and print the figures."""
    options = make_parser(__doc__, 300).parse_args()
    seed = seed_trials(options)
    with open_project(options.root, record=options.record, jobs=options.jobs) as project:
        seconds = time_builds(project)
        tally = Tally("F1 kill at random moments")
        reader = Reader(project)
        reader.start()
        names = list(project.states)
        for trial in range(options.trials):
            show_progress(trial, options.trials)
            delay = random.uniform(0, 1.1 * seconds)
            target = names[(trial + 1) % 2]
            words = f"trial {trial} to {target}"
            if options.jobs > 1 and trial % 4 >= 2:  # in both directions
                try_worker(
                    project, tally, f"worker, {words}", target, random.uniform(0, seconds / 5)
                )
            else:
                try_kill(project, tally, words, target, delay)
        reader.end()
        for fault in sorted(set(reader.faults)):
            tally.report("reader", fault)
        return tally.close(seed, build_seconds=f"{seconds:.2f}", reads=reader.reads)


if __name__ == "__main__":
    sys.exit(main())
