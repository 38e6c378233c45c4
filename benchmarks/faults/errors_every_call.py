"""Let system calls of a build fail, one after the other (fault plan F5).

    python benchmarks/faults/errors_every_call.py [--trials 300] [--lasting SHARE] [--calls LIST]

strace makes one call of our own code fail (see calls.py), with each error that a disk, a network
disk, a quota or a system at its limits may give for it; the call itself is not made. In one of
SHARE trials all later calls of that name fail as well. A sample takes from every pair of call and
error in turn; `--trials 0` tries everything (hours).

After each: no traceback; the site is the old or the new one, whole; exit 0 only with the new one;
exit 3 with a sentence, a path and a fix otherwise; the next build puts everything right. A failure
in the memory's folder may cost time, and must never fail the build.
"""

import random
import sys
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # so that it runs as a script too

from benchmarks.faults.calls import (
    READING,
    WRITING,
    Call,
    draw_evenly,
    find_points,
    require_strace,
    strike,
)
from benchmarks.faults.project import Project, open_project
from benchmarks.faults.tally import Tally, make_parser, seed_trials, show_progress
from benchmarks.faults.verdicts import judge_failure

_NAME = "EIO EACCES EROFS ENOSPC EDQUOT ENOMEM"
ERRORS: dict[str, str] = {
    "openat": "EIO EACCES EROFS ENOSPC EMFILE ENFILE EINTR ENOMEM",
    "read": "EIO EINTR",
    "pread64": "EIO EINTR",
    "write": "EIO ENOSPC EDQUOT EFBIG EINTR",
    "pwrite64": "EIO ENOSPC EDQUOT EFBIG EINTR",
    "fsync": "EIO ENOSPC EDQUOT EROFS EINTR",
    "fdatasync": "EIO ENOSPC EDQUOT",
    "syncfs": "EIO ENOSPC EDQUOT",
    "close": "EIO EINTR EDQUOT",
    "rename": f"{_NAME} EXDEV EBUSY EPERM",
    "renameat": f"{_NAME} EXDEV EBUSY EPERM",
    "renameat2": f"{_NAME} EXDEV EBUSY EPERM EINVAL ENOSYS",
    "getdents64": "EIO ENOENT",
    "mkdir": f"{_NAME} EMLINK EPERM",
    "mkdirat": f"{_NAME} EMLINK EPERM",
    "rmdir": "EIO EACCES EROFS EBUSY EPERM",
    "unlink": "EIO EACCES EROFS EBUSY EPERM",
    "unlinkat": "EIO EACCES EROFS EBUSY EPERM",
    "link": f"{_NAME} EMLINK EPERM EXDEV",
    "linkat": f"{_NAME} EMLINK EPERM EXDEV",
    "ftruncate": "EIO EROFS EPERM",
    "chmod": "EIO EROFS EPERM",
    "fchmod": "EIO EROFS EPERM",
    "fchmodat": "EIO EROFS EPERM",
    "utimensat": "EIO EROFS EPERM",
    "flock": "ENOLCK EIO EINTR",
    "stat": "EIO EACCES ENOMEM",
    "lstat": "EIO EACCES ENOMEM",
    "fstat": "EIO ENOMEM",
    "newfstatat": "EIO EACCES ENOMEM",
    "statx": "EIO EACCES ENOMEM",
    "readlink": "EIO EACCES ENOMEM",
    "statfs": "EIO",
    "fstatfs": "EIO",
    "access": "EIO EACCES",
    "lseek": "EIO",
    "fcntl": "ENOLCK EIO",
}
"""Call to the errors that are tried with it."""
_LASTING = frozenset(WRITING) - {"openat", "close"}
"""When all reading fails, Python can't even import: that says nothing about the generator."""


@dataclass(frozen=True)
class Fault:
    """One call that is to fail; lasting: all later ones of its name too."""

    call: Call
    error: str
    lasting: bool

    @property
    def kind(self) -> str:
        """What a sample takes from in turn."""
        return f"{self.call.name} {self.error}"


def list_faults(points: list[Call], share: int) -> list[Fault]:
    """Every point with every error; one in `share` lasts (0: none)."""
    faults = []
    for call in points:
        if call.name == "fcntl" and "F_SETLK" not in call.line:  # no lock: it fails for no disk
            continue
        for error in ERRORS.get(call.name, "").split():
            # A call that is interrupted for ever is no fault of any machine.
            may_last = share and error != "EINTR" and call.name in _LASTING
            lasting = bool(may_last) and random.randrange(share) == 0
            faults.append(Fault(call, error, lasting))
    return faults


def try_fault(project: Project, tally: Tally, fault: Fault, target: str) -> None:
    """Strike one call of a build towards the target; judge it; build again."""
    project.set_state(target)
    hit = strike(project, fault.call, f"error={fault.error}", lasting=fault.lasting)
    call = hit.call or fault.call
    place = call.paths[-1].replace(f"{project.folder}/", "") if call.paths else ""
    trial = f"{fault.kind}{' lasting' if fault.lasting else ''} #{call.number} {place} to {target}"
    if hit.call is None or "INJECTED" not in hit.call.line:
        tally.note("fault not reached")  # a memory of another history makes other calls
    own_memory = any(path.startswith(str(project.memory)) for path in call.paths)
    if own_memory and not fault.lasting and hit.ending.code != 0:
        tally.report(trial, f"a failing memory fails the build: {hit.ending.words}")
    judge_failure(
        project,
        tally,
        trial,
        hit.ending,
        target,
        places=tuple(Path(path).name for path in call.paths),
        # With all writes failing there is no way to say anything.
        silent=call.name == "write" and (fault.lasting or place.startswith("pipe:")),
        messy=fault.lasting or call.name in ("unlink", "unlinkat", "rmdir", "getdents64"),
    )


def main() -> int:
    """Let calls fail, and print the figures."""
    parser = make_parser(__doc__, 300)
    parser.add_argument(
        "--lasting", type=int, default=5, metavar="SHARE", help="default 5; 0: none"
    )
    parser.add_argument("--calls", help="only these calls, with commas between them")
    options = parser.parse_args()
    seed = seed_trials(options)
    require_strace()
    wanted = options.calls.split(",") if options.calls else [*WRITING, *READING]
    with open_project(options.root, record=options.record, jobs=options.jobs) as project:
        names = list(project.states)
        plan: dict[str, list[Fault]] = {}
        everything = 0
        for target in reversed(names):
            project.set_state(target)
            faults = list_faults(find_points(project, wanted), options.lasting)
            everything += len(faults)
            plan[target] = draw_evenly(faults, (options.trials + 1) // 2, lambda one: one.kind)
        tally = Tally("F5 errors at every call")
        total = sum(map(len, plan.values()))
        while any(plan.values()):  # to and fro: every build has something to change
            for target in reversed(names):
                if plan[target]:
                    try_fault(project, tally, plan[target].pop(), target)
                else:
                    project.set_state(target)
                    project.build()
                show_progress(tally.trials, total)
        return tally.close(seed, faults_possible=everything)


if __name__ == "__main__":
    sys.exit(main())
