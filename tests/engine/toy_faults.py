"""Breaks a toy publication at each of its system calls in turn, in processes of its own.

    PYTHONPATH=tests python tests/engine/toy_faults.py FOLDER FAULT [--two-steps] [--lasting]

FAULT is `kill` or the name of an errno; `--lasting` lets it stay. Prints JSON: the number of
points, how the builds ended, and a line for every point that ended badly.
"""

import argparse
import errno
import json
import os
import signal
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from engine.toy_site import make_site, publish_site
from roleguide.engine import durable
from roleguide.engine.failure import PublishError
from roleguide.engine.manifest import find_damage, list_foreign, read_manifest

# Events that Python reports just before the call; the rest is wrapped.
AUDITED = {
    "open",
    "os.chmod",
    "os.link",
    "os.mkdir",
    "os.remove",
    "os.rename",
    "os.rmdir",
    "os.truncate",
    "os.scandir",
    "shutil.rmtree",
    "fcntl.flock",
    "ctypes.dlsym",
}
WRAPPED = ("write", "pwrite", "read", "fsync", "fchmod", "close", "fstat", "stat")

OLD = make_site({f"page{number}": "old" for number in range(2)}, 400)
NEW = make_site({f"page{number}": "new" if number else "old" for number in range(3)}, 400)


# "half": the new site is out, and the message says that its safety could not be promised.
ENDINGS = {"published", "failed", "killed", "refused", "half"}


class Trap:
    """Springs at the point with this number: once, or there and ever after."""

    def __init__(self, fault: Callable[[], None], *, lasting: bool = False) -> None:
        self.fault = fault
        self.lasting = lasting
        self.armed = False
        self.left = 0
        sys.addaudithook(self._hear)
        for name in WRAPPED:
            setattr(os, name, self._wrap(getattr(os, name)))

    def _hear(self, event: str, _: object) -> None:
        if self.armed and event in AUDITED:
            self.pass_point()

    def _wrap(self, function: Callable[..., object]) -> Callable[..., object]:
        def call(*args: object, **options: object) -> object:
            if self.armed:
                self.pass_point()
            return function(*args, **options)

        return call

    def pass_point(self) -> None:
        """One more point is passed; the last one springs the trap."""
        self.left -= 1
        if self.left < 0:
            self.armed = self.lasting
            self.fault()


def kill_self() -> None:
    """No cleanup of any kind happens."""
    os.kill(os.getpid(), signal.SIGKILL)


def build_trapped(out: Path, trap: Trap, point: int) -> str:
    """Publish NEW in a child process whose trap springs at this point; how it ended."""
    child = os.fork()
    if not child:
        code = 70  # a traceback
        try:
            trap.left, trap.armed = point, True
            publish_site(out, NEW)
            code = 0 if trap.left < 0 else 50  # 50: the trap was never reached
        except PublishError as error:
            code = error.exit_code
            if "unchanged" not in str(error) and "nothing was touched" not in str(error):
                code = 60
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    return {
        0: "published",
        2: "refused",
        3: "failed",
        60: "half",
        50: "untouched",
        -9: "killed",
    }.get(code, f"exit {code}")


def judge(out: Path, ending: str, trees: tuple[str, str], *, two_steps: bool, lasting: bool) -> str:
    """What is wrong after a build that ended in this way; empty if nothing is."""
    if ending not in ENDINGS:
        return ending
    manifest = read_manifest(out)
    if manifest is None:
        return "" if two_steps and (ending == "killed" or lasting) else "no site"
    if damage := find_damage(out):
        return f"torn: {damage[0]}"
    if list_foreign(out, manifest.list_paths()) != ([], []):
        return "unlisted files"
    allowed = {"published": trees[1:], "half": trees[1:], "killed": trees}.get(ending, trees[:1])
    if manifest.tree not in allowed:
        return f"{ending}, but the wrong site is out"
    left = {path.name for path in out.parent.iterdir()} & {".site.stage", ".site.displaced"}
    if ending == "failed" and left and not lasting:
        return f"failed and left {left}"
    return ""


def main() -> int:
    """Try every point and print what happened."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("fault")
    parser.add_argument("--two-steps", action="store_true")
    parser.add_argument("--lasting", action="store_true")
    options = parser.parse_args()
    out = options.folder / "site"
    if options.two_steps:
        durable.exchange_folders = lambda one, other: False

    def fail() -> None:
        number = getattr(errno, options.fault)
        raise OSError(number, os.strerror(number))

    trap = Trap(kill_self if options.fault == "kill" else fail, lasting=options.lasting)
    publish_site(out, NEW)
    trees = publish_site(out, OLD).tree, publish_site(out, NEW).tree
    endings: Counter[str] = Counter()
    bad: list[str] = []
    for point in range(10_000):
        publish_site(out, OLD, carry_assets=False)
        ending = build_trapped(out, trap, point)
        if ending == "untouched":
            break
        endings[ending] += 1
        problem = judge(out, ending, trees, two_steps=options.two_steps, lasting=options.lasting)
        try:
            if publish_site(out, NEW).tree != trees[1] or find_damage(out):
                problem = problem or "the next build made another site"
        except PublishError as error:
            problem = problem or f"the next build failed: {error}"
        if sorted(path.name for path in out.parent.iterdir()) != [
            ".site.lock",
            ".site.previous",
            "site",
        ]:
            problem = problem or "the next build left something"
        if problem:
            bad.append(f"point {point}: {problem}")
    print(json.dumps({"points": sum(endings.values()), "endings": endings, "bad": bad}))  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
