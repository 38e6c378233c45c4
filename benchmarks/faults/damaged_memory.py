"""Damage the build's memory in every way, and build with it (fault plan F8).

    python benchmarks/faults/damaged_memory.py [--trials 1000] [--seed S]

The memory is what a build left below `.cache/memory`, whatever files that is. One trial damages one
file, or two: a flipped bit, a part cut off, cut out or repeated, zeros, another version, a pickle
that would leave a mark, another file's bytes, an older version, nothing, a folder, a pipe, a link,
no rights, a sparse file of 10 GB; rows of an SQLite file edited, swapped and deleted by SQL. Each
build afterwards must succeed and make the same bytes as a clean build; the mark must never appear.
"""

import random
import re
import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # so that it runs as a script too

from benchmarks.faults.damages import Damager, list_plain
from benchmarks.faults.judge import find_torn_previous, find_traceback, name_site
from benchmarks.faults.project import HUNG, Ending, Project, open_project
from benchmarks.faults.tally import Tally, make_parser, seed_trials, show_progress

PATIENCE = 20.0  # seconds for one build
MOST_MEMORY = 2**31  # a build that reads an endless file must not take the machine with it


def build_confined(project: Project) -> Ending:
    """A build that may not use all memory of the machine, nor all patience."""
    command = ["prlimit", f"--as={MOST_MEMORY}", "--", *project.command()]
    return project.build(command, PATIENCE)


def try_damage(project: Project, damager: Damager, tally: Tally, number: int) -> None:
    """Damage the memory, build towards a state (or build the present one again), and look."""
    names = list(project.states)
    what = damager.damage()
    target = random.choice(names)
    project.set_state(target)
    trial = f"trial {number}, {what}, to {target}"
    ending = build_confined(project)
    tally.report(trial, find_traceback(ending.errors))
    if ending.code != 0:
        tally.report(trial, "the build hung" if ending.code == HUNG else ending.words)
    found = name_site(project.out, project.references)
    tally.report(trial, "" if found == target else f"the build made: {found}")
    tally.report(trial, find_torn_previous(project.out))
    if damager.mark.exists():
        damager.mark.rmdir()
        tally.report(trial, "code in the memory was run")
    tally.count(re.split(" of | in | \\(", what)[0])
    # What this build left must serve the next one, towards the other state.
    target = names[1 - names.index(target)]
    project.set_state(target)
    ending = build_confined(project)
    found = name_site(project.out, project.references)
    if ending.code != 0 or found != target:
        tally.report(trial, f"the build after the next: {found}, {ending.words}")


def main() -> int:
    """Run the trials and print the figures."""
    options = make_parser(__doc__, 1000).parse_args()
    seed = seed_trials(options)
    with open_project(options.root, record=options.record, jobs=options.jobs) as project:
        damager = Damager(project.memory, project.folder)
        for name in reversed(project.states):
            damager.remember_older()
            project.set_state(name)
            project.build()
        tally = Tally("F8 damaged memory")
        for number in range(options.trials):
            known = len(tally.bad)
            try_damage(project, damager, tally, number)
            if len(tally.bad) > known or not list_plain(project.memory):
                shutil.rmtree(project.memory, ignore_errors=True)
                project.build()
            show_progress(number, options.trials)
        return tally.close(seed)


if __name__ == "__main__":
    sys.exit(main())
