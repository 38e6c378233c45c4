"""Breaks a toy publication at each of its system calls in turn, in processes of its own.

    PYTHONPATH=tests python tests/engine/toy_faults.py FOLDER FAULT [OPTIONS]

FAULT is `kill` or the name of an errno; `--lasting` lets it stay. Few files change, so that the
next generation is made of the one before last; with `--wide` all do, and it is a new folder.
`--twice`: where such a making was killed, the repair is killed, too. Prints JSON: the number of
points, how many were in the midst of the making, how the builds ended, and a line for every point
that ended badly.
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
from roleguide.engine import book, durable
from roleguide.engine.failure import PublishError
from roleguide.engine.manifest import find_damage, list_foreign, read_manifest
from roleguide.engine.output import name_neighbours
from roleguide.engine.swap import repair_output

# Events that Python reports just before the call; the rest is wrapped.
AUDITED = {
    "open",
    "os.chmod",
    "os.link",
    "os.listdir",
    "os.mkdir",
    "os.remove",
    "os.rename",
    "os.rmdir",
    "os.truncate",
    "os.utime",
    "os.scandir",
    "shutil.rmtree",
    "fcntl.flock",
    "ctypes.dlsym",
}
WRAPPED = (
    *("write", "pwrite", "read", "fsync", "sync", "fchmod", "close", "fstat", "stat", "lstat"),
    *("exchange_folders", "sync_filesystem"),
)


def make_sites(*, wide: bool) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Two sites: a page changes (or all of them), one comes with its folder, one goes."""
    old = {f"page{number}": "old" for number in range(5)}
    new = dict.fromkeys(old, "new") if wide else {**old, "page1": "new"}
    del new["page4"]
    return make_site(old, 400), make_site({**new, "page5": "new"}, 400)


LEFTOVERS = {f".site.{name}" for name in ("stage", "patched", "undo", "displaced", "discard")}
BOOKS = {".site.book", ".site.previous-book"}
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
            room = os if hasattr(os, name) else durable
            setattr(room, name, self._wrap(getattr(room, name)))

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


def run_trapped(act: Callable[[], object], trap: Trap, point: int) -> str:
    """Act in a child process whose trap springs at this point; how it ended."""
    child = os.fork()
    if not child:
        code = 70  # a traceback
        try:
            trap.left, trap.armed = point, True
            act()
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
    left = {path.name for path in out.parent.iterdir()} & LEFTOVERS
    if ending == "failed" and left and not lasting:
        return f"failed and left {left}"
    return ""


def judge_previous(out: Path, before: str, tree: str) -> str:
    """What is wrong with the generation kept for rollback, before and after a repair."""
    place = name_neighbours(out)
    if place.previous.exists() and find_damage(place.previous):
        return "the generation for rollback is torn"
    repair_output(place)
    found, published = read_manifest(place.previous), read_manifest(out)
    if found is None or published is None or find_damage(place.previous):
        return "the generation for rollback is lost"
    if list_foreign(place.previous, found.list_paths()) != ([], []):
        return "the generation for rollback has unlisted files"
    if found.tree != (before if published.tree == tree else tree):
        return "another generation is kept for rollback"
    return ""


def main() -> int:
    """Try every point and print what happened."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("fault")
    parser.add_argument("--two-steps", action="store_true")
    parser.add_argument("--lasting", action="store_true")
    parser.add_argument("--wide", action="store_true")
    parser.add_argument("--twice", action="store_true")
    options = parser.parse_args()
    out = options.folder / "site"
    book.GRAIN = 0  # what a stat book may say is of no interest here, and a wait costs time
    old, new = make_sites(wide=options.wide)
    if options.two_steps:
        durable.exchange_folders = lambda one, other: False

    def fail() -> None:
        number = getattr(errno, options.fault)
        raise OSError(number, os.strerror(number))

    trap = Trap(kill_self if options.fault == "kill" else fail, lasting=options.lasting)
    publish_site(out, new)
    trees = publish_site(out, old).tree, publish_site(out, new).tree
    endings: Counter[str] = Counter()
    bad: list[str] = []
    patching = 0
    for point in range(10_000):
        publish_site(out, old, carry_assets=False)
        ending = run_trapped(lambda: publish_site(out, new), trap, point)
        if ending == "untouched":
            break
        endings[ending] += 1
        if (out.parent / ".site.patched").exists():
            patching += 1
            if options.twice:
                run_trapped(lambda: repair_output(name_neighbours(out)), trap, 7 * patching % 53)
        problem = judge(out, ending, trees, two_steps=options.two_steps, lasting=options.lasting)
        try:
            problem = problem or judge_previous(out, trees[1], trees[0])
            if publish_site(out, new).tree != trees[1] or find_damage(out):
                problem = problem or "the next build made another site"
        except PublishError as error:
            problem = problem or f"the next build failed: {error}"
        names = {path.name for path in out.parent.iterdir()} - BOOKS
        if names != {".site.lock", ".site.previous", "site"}:
            problem = problem or "the next build left something"
        if problem:
            bad.append(f"point {point}: {problem}")
    report = {"points": sum(endings.values()), "patching": patching, "endings": endings, "bad": bad}
    print(json.dumps(report))  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
