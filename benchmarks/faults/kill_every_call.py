"""Kill a build at every call that may change the disk (fault plan F2).

    python benchmarks/faults/kill_every_call.py [--trials N] [--signals LIST] [--calls LIST]

strace sends the signal as the call begins. The points are the calls that our own code makes, in
the way from each state to the other (see calls.py); `--trials 0`, the default, tries all of them
with SIGKILL, and a sample of a tenth as many with each of the others. After each, the site must be
the old or the new one, whole; a rollback generation must be whole; the next plain build must
succeed, make the same site as a clean build, and leave nothing behind. SIGTERM and SIGINT must end
without a traceback.
"""

import random
import signal
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # so that it runs as a script too

from benchmarks.faults.calls import (
    WRITING,
    Call,
    draw_evenly,
    find_points,
    require_strace,
    strike,
)
from benchmarks.faults.judge import find_torn_previous, find_traceback, name_site
from benchmarks.faults.project import Ending, Project, open_project
from benchmarks.faults.tally import Tally, make_parser, seed_trials, show_progress
from benchmarks.faults.verdicts import check_next_build

SHARE = 10  # one in so many points is tried with each signal other than the first


def find_bad_ending(ending: Ending, name: str) -> str:
    """What is wrong with the words and the exit code after this signal."""
    if problem := find_traceback(ending.errors):
        return problem
    number = signal.Signals[f"SIG{name}"]
    if name == "KILL" and ending.code != -number:
        return f"the build went on: {ending.words}"  # a trial that tries nothing must not pass
    if ending.code not in (0, -number, 128 + number):
        return ending.words
    return ""


def try_signal(project: Project, tally: Tally, call: Call, name: str, target: str) -> None:
    """Strike one call of a build towards the target; look; build again."""
    project.set_state(target)
    hit = strike(project, call, f"signal={name}")
    found = name_site(project.out, project.references)
    trial = f"{name} at {call.name} {call.number} to {target}"
    if hit.call is None:
        tally.count("point not reached")
    elif found.startswith("torn"):
        tally.count("torn")
    else:
        tally.count(f"{name}, {'new' if found == target else 'old'} site")
    tally.report(trial, found if found.startswith("torn") else "")
    if hit.call is not None:
        tally.report(trial, find_bad_ending(hit.ending, name))
    if hit.ending.code == 0 and found != target:
        tally.report(trial, "exit 0, but the site is not the new one")
    tally.report(trial, find_torn_previous(project.out))
    check_next_build(project, tally, trial, target)


def main() -> int:
    """Strike every point, or a sample of them."""
    parser = make_parser(__doc__, 0)
    parser.add_argument("--signals", default="KILL,TERM,INT", help="default KILL,TERM,INT")
    parser.add_argument("--calls", help="only these calls, with commas between them")
    options = parser.parse_args()
    wanted_calls = options.calls.split(",") if options.calls else WRITING
    first, *others = options.signals.split(",")
    seed = seed_trials(options)
    require_strace()
    with open_project(options.root, record=options.record, jobs=options.jobs) as project:
        names = list(project.states)
        points: dict[str, list[Call]] = {}
        for target in reversed(names):  # the project is in the first state now
            project.set_state(target)
            points[target] = find_points(project, wanted_calls)
        tally = Tally("F2 kill at every call")
        total = sum(map(len, points.values()))
        wanted = options.trials or total * (1 + len(others) / SHARE)
        rest = round(wanted / (SHARE + len(others))) if others else 0
        shares = {first: round(wanted) - rest * len(others), **dict.fromkeys(others, rest)}
        plan: dict[str, list[tuple[str, Call]]] = {}
        for target in names:
            chosen = [
                (name, call)
                for name, share in shares.items()
                for call in draw_evenly(points[target], (share + 1) // 2, lambda point: point.name)
            ]
            plan[target] = random.sample(chosen, len(chosen))
        done = 0
        while any(plan.values()):  # to and fro: every build has something to change
            for target in reversed(names):
                if plan[target]:
                    name, call = plan[target].pop()
                    try_signal(project, tally, call, name, target)
                else:
                    project.set_state(target)
                    project.build()
                done += 1
                show_progress(done, round(wanted))
        return tally.close(seed, points=total)


if __name__ == "__main__":
    sys.exit(main())
