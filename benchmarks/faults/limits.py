"""Build with too little memory, processor time or open files (fault plan F6).

    python benchmarks/faults/limits.py [--trials 60] [--only memory,files,time] [--seed S]

Each limit goes in steps from what the interpreter needs to import the generator, and no less, up to
more than a build needs. A build may succeed, or exit 3 with a sentence and a fix, without a
traceback and with the old site as it was. At the limit of processor time the kernel ends the
build by SIGXCPU: then the site must be whole, and the next build must put everything right.
"""

import os
import random
import signal
import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # so that it runs as a script too

from benchmarks.faults.judge import find_traceback, name_site
from benchmarks.faults.project import Ending, Project, open_project
from benchmarks.faults.tally import Tally, make_parser, seed_trials, show_progress
from benchmarks.faults.verdicts import check_next_build, judge_failure

LISTING = """
import importlib, pkgutil, roleguide
for module in pkgutil.walk_packages(roleguide.__path__, "roleguide."):
    if not module.name.endswith("__main__"):
        try:
            importlib.import_module(module.name)
        except ModuleNotFoundError:  # needs a library that a build does without
            continue
        print(module.name)
"""
"""Prints the modules that can be imported."""
UNITS = {"as": "bytes", "nofile": "open files"}
"""Option of `prlimit` to what it counts."""
BURNING = """
import os, sys, time
while time.process_time() < float(sys.argv[1]):
    pass
os.execv(sys.argv[2], sys.argv[2:])
"""
"""Uses up processor time, which counts on after `exec`: limits are whole seconds."""


def limit_command(option: str, value: int | str, command: list[str]) -> list[str]:
    """The command below a limit of `prlimit`."""
    return ["prlimit", f"--{option}={value}", "--", *command]


def find_least(project: Project, option: str, low: int, high: int, command: list[str]) -> int:
    """The lowest limit with which this command succeeds, to one part in a thousand."""
    while high - low > max(1, high // 1000):
        middle = (low + high) // 2
        if project.build(limit_command(option, middle, command)).code == 0:
            high = middle
        else:
            low = middle
    return high


def try_steps(
    project: Project, tally: Tally, trials: int, option: str, high: int
) -> dict[str, int]:
    """Build with this limit in so many steps; the range that was tried."""
    unit = UNITS[option]
    project.set_state(next(iter(project.states)))
    modules = project.build([sys.executable, "-c", LISTING]).output.split()
    importing = [sys.executable, "-c", f"import {', '.join(modules)}, brotli, sqlite3"]
    least = find_least(project, option, 0, high, importing)
    enough = find_least(project, option, least, high, project.command("--no-memory"))
    names = list(project.states)
    top = enough + max(2, (enough - least) // 2)  # a build with the memory needs somewhat more
    for number in range(trials):
        # Small steps first: most of a build happens near the least that it needs.
        value = least + round((top - least) * (number / max(1, trials - 1)) ** 2)
        target = names[(number + 1) % 2]
        project.set_state(target)
        ending = project.build(limit_command(option, value, project.command()))
        # Memory fails anywhere, where no file is concerned.
        places = ("out of memory", "without memory") if option == "as" else ("too many open files",)
        judge_failure(
            project, tally, f"{unit} {value} to {target}", ending, target, places=places, messy=True
        )
    return {f"{unit} from": least, f"{unit} to": top}


def try_times(project: Project, tally: Tally, trials: int) -> None:
    """Let the kernel end builds that have used their processor time."""
    names = list(project.states)
    for number in range(trials):
        target = names[(number + 1) % 2]
        project.set_state(target)
        left = random.uniform(0.05, 0.6)
        burning = [sys.executable, "-c", BURNING, f"{2 - left:.3f}", *project.command()]
        ending = project.build(limit_command("cpu", "2:4", burning))
        judge_time(project, tally, f"{left:.3f} s of processor time to {target}", ending, target)


def judge_time(project: Project, tally: Tally, trial: str, ending: Ending, target: str) -> None:
    """Ended by the signal, or done; the site is whole."""
    found = name_site(project.out, project.references)
    if found.startswith("torn"):
        tally.report(trial, found)
    tally.report(trial, find_traceback(ending.errors))
    if ending.code not in (0, -signal.SIGXCPU, 128 + signal.SIGXCPU):
        tally.report(trial, ending.words)
    if ending.code == 0 and found != target:
        tally.report(trial, "exit 0, but the site is not the new one")
    tally.count(f"processor time: exit {ending.code}, {'new' if found == target else 'old'} site")
    check_next_build(project, tally, trial, target)


def main() -> int:
    """Try the three limits and print the figures."""
    parser = make_parser(__doc__, 60)
    parser.add_argument("--only", default="memory,files,time", help="limits to try")
    options = parser.parse_args()
    seed = seed_trials(options)
    ways = options.only.split(",")
    share = options.trials // len(ways)
    with open_project(options.root, record=options.record, jobs=options.jobs) as project:
        tally = Tally("F6 limits")
        tries: dict[str, Callable[[], dict[str, int] | None]] = {
            "memory": lambda: try_steps(project, tally, share, "as", 1 << 30),
            "files": lambda: try_steps(project, tally, share, "nofile", 256),
            "time": lambda: try_times(project, tally, share),
        }
        figures: dict[str, object] = {"processors": os.cpu_count()}
        for way in ways:
            if way not in tries:
                parser.error(f"no limit called {way}")
            figures |= tries[way]() or {}
            show_progress(tally.trials, options.trials)
        return tally.close(seed, **figures)


if __name__ == "__main__":
    sys.exit(main())
