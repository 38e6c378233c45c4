"""Let system calls of worker processes fail (fault plan F5b).

    python benchmarks/faults/worker_errors.py --root DIR [--trials 60] [--jobs 2] [--seed S]

Calls of several processes can't be numbered beforehand, so strace is attached to one worker as soon
as it is there, and one of its next calls that opens or makes something fails, in half of the
trials all later ones of that name too. DIR should have enough pages that workers write for a
second; `benchmarks/corpus.py 40 DIR` makes one. Judged as in `errors_every_call.py`.
"""

import random
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # so that it runs as a script too

from benchmarks.faults.calls import Call, is_import, parse_calls, require_strace
from benchmarks.faults.kill import find_workers
from benchmarks.faults.project import Project, await_end, open_project
from benchmarks.faults.tally import Tally, make_parser, seed_trials, show_progress
from benchmarks.faults.verdicts import judge_failure

ERRORS = {
    "openat": "EIO EACCES EROFS ENOSPC EDQUOT EMFILE ENFILE ENOMEM",
    "fchmod": "EIO EROFS EPERM",
    "mkdir,mkdirat": "EIO ENOSPC EDQUOT EROFS",
    "pread64": "EIO",  # of the memory only
}
LATEST = 40
"""The call that fails is one of so many from the moment of attaching."""


def attach(
    process: int, calls: str, error: str, *, lasting: bool, log: Path
) -> subprocess.Popen[bytes]:
    """Have one of the next calls of a process fail."""
    when = f"{random.randint(1, LATEST)}{'+' if lasting else ''}"
    traced = ",".join(f"?{name}" for name in calls.split(","))
    command = ["strace", "-y", "-qq", "-s", "80", "-o", str(log), f"--trace={traced}"]
    command += [f"--inject={calls}:error={error}:when={when}", "-p", str(process)]
    return subprocess.Popen(command, stderr=subprocess.DEVNULL)


def read_struck(log: Path, project: Project) -> list[Call]:
    """The calls that were made to fail."""
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines() if log.exists() else []
    return [call for call in parse_calls(lines, str(project.folder)) if "INJECTED" in call.line]


def try_worker(project: Project, tally: Tally, number: int, target: str) -> None:
    """Disturb one worker of one build, and judge the build."""
    calls = random.choice(list(ERRORS))
    error, lasting = random.choice(ERRORS[calls].split()), number % 4 >= 2
    log = project.folder / "worker.log"
    log.unlink(missing_ok=True)
    project.set_state(target)
    build = project.start()
    workers = find_workers(build, writing=True)
    tracer = (
        attach(random.choice(workers), calls, error, lasting=lasting, log=log) if workers else None
    )
    ending = await_end(build)
    if tracer is not None:
        tracer.wait()
    struck = read_struck(log, project)
    code = str(project.folder / "code" / "src")
    if any(is_import(call, code) for call in struck):
        tally.note("strikes Python")
        project.build()
        return
    tally.note(f"struck {calls}" if struck else "fault not reached")
    places = tuple(Path(path).name for call in struck for path in call.paths)
    trial = f"{calls} {error}{' lasting' if lasting else ''}, trial {number} to {target}"
    judge_failure(project, tally, trial, ending, target, places=places, messy=lasting)


def main() -> int:
    """Run the trials and print the figures."""
    parser = make_parser(__doc__, 60)
    parser.set_defaults(jobs=2)
    options = parser.parse_args()
    seed = seed_trials(options)
    require_strace()
    with open_project(options.root, record=options.record, jobs=options.jobs) as project:
        tally = Tally("F5b errors in worker processes")
        names = list(project.states)
        for number in range(options.trials):
            show_progress(number, options.trials)
            try_worker(project, tally, number, names[(number + 1) % 2])
        return tally.close(seed)


if __name__ == "__main__":
    sys.exit(main())
