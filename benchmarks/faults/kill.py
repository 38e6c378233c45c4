"""Kill builds at random moments and look for a torn site (fault plan F1).

    python benchmarks/faults/kill.py --trials 300 --root DIR

A copy of DIR is built in two states, with and without one more sentence in one record. Then builds
that go from one state to the other get SIGKILL, with all their processes, after a random part of 0
to 1.1 times the build time. After each kill the published folder must be exactly what its manifest
lists, and one of the two sites; the next build must succeed without any help. A reader looks for
the folder all the while. Exit code 1 when anything was torn.
"""

import argparse
import contextlib
import hashlib
import json
import os
import random
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

PASSING = ("stage", "displaced", "discard", "journal")
MARKER = ".roleguide-manifest.json"
COMMAND = "{python} -m roleguide build --root {root} --out {out}"
SENTENCE = "\nThis sentence was added by a test of interrupted builds.\n"


@dataclass
class Tally:
    """What happened in all trials."""

    killed: int = 0  # the others ended before the signal
    old: int = 0
    new: int = 0
    torn: list[str] = field(default_factory=list)
    stuck: list[str] = field(default_factory=list)
    leftover: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Bench:
    """A copy of a project with one record that has two states."""

    root: Path
    out: Path
    record: Path
    original: bytes
    command: list[str]

    def set_state(self, *, changed: bool) -> None:
        """Write the record as it was, or with one more sentence."""
        self.record.write_bytes(self.original + (SENTENCE.encode() if changed else b""))

    def start_build(self) -> subprocess.Popen[str]:
        """A build in a process group of its own."""
        return subprocess.Popen(
            self.command,
            cwd=self.root,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
            start_new_session=True,
        )

    def finish_build(self) -> tuple[str, float]:
        """Build to the end; what went wrong (or nothing) and the seconds it took."""
        start = time.perf_counter()
        build = self.start_build()
        _, errors = build.communicate()
        seconds = time.perf_counter() - start
        return (
            f"exit {build.returncode}: {errors.strip()[-500:]}" if build.returncode else ""
        ), seconds


def find_fault(out: Path) -> str:
    """What makes this folder differ from its own manifest; empty if nothing does."""
    # Written without the package's own reader: a judge should not share code with the accused.
    try:
        manifest = json.loads((out / MARKER).read_bytes())
    except (OSError, ValueError) as error:
        return f"manifest: {error}"
    expected = {**manifest["carried"], **manifest["files"]}
    found = {
        path.relative_to(out).as_posix()
        for path in out.rglob("*")
        if path.is_symlink() or not path.is_dir()
    }
    extra = found - expected.keys() - {MARKER}
    if extra:
        return f"unlisted file {min(extra)}"
    for path, entry in expected.items():
        try:
            content = (out / path).read_bytes()
        except OSError as error:
            return f"{path}: {error}"
        if len(content) != entry["size"] or hashlib.sha256(content).hexdigest() != entry["sha256"]:
            return f"{path}: other bytes than the manifest says"
    return ""


def read_tree(out: Path) -> str:
    """The tree digest that the published manifest claims."""
    return str(json.loads((out / MARKER).read_bytes())["tree"])


def run_trials(bench: Bench, trials: int, trees: tuple[str, str], seconds: float) -> Tally:
    """Kill, look, and let the next build put everything right, `trials` times."""
    tally = Tally()
    for trial in range(trials):
        changed = trial % 2 == 0  # the setup ends in the original state
        bench.set_state(changed=changed)
        build = bench.start_build()
        time.sleep(random.uniform(0, 1.1 * seconds))
        tally.killed += build.poll() is None
        with contextlib.suppress(ProcessLookupError):
            os.killpg(build.pid, signal.SIGKILL)
        build.communicate()
        fault = find_fault(bench.out)
        if fault:
            tally.torn.append(f"trial {trial}: {fault}")
        else:
            tree = read_tree(bench.out)
            if tree not in trees:
                tally.torn.append(f"trial {trial}: a third tree")
            tally.new += tree == trees[changed]
            tally.old += tree == trees[not changed]
        problem, _ = bench.finish_build()
        problem = problem or find_fault(bench.out)
        if problem or read_tree(bench.out) != trees[changed]:
            tally.stuck.append(f"trial {trial}: {problem or 'another tree than expected'}")
        neighbours = {path.name for path in bench.out.parent.iterdir()}
        left = neighbours & {f".{bench.out.name}.{name}" for name in PASSING}
        if left:
            tally.leftover.append(f"trial {trial}: {', '.join(sorted(left))}")
    return tally


def watch_folder(out: Path, stop: threading.Event, gaps: list[float]) -> None:
    """Note every moment at which a reader finds no site."""
    while not stop.wait(0.0005):
        try:
            os.stat(out / MARKER)
        except OSError:
            gaps.append(time.monotonic())


def choose_record(root: Path, given: Path | None) -> Path:
    """The record to change: the given one, else the first role or the first text."""
    if given is not None:
        return root / given
    for pattern in ("content/roles/*.md", "content/**/*.md"):
        found = sorted(root.glob(pattern))
        if found:
            return found[0]
    raise SystemExit(f"no content/**/*.md in {root}")


def main() -> int:
    """Run the trials and print the figures."""
    parser = argparse.ArgumentParser(description="Kill builds at random moments.")
    parser.add_argument("--root", type=Path, required=True, help="a project; it is copied")
    parser.add_argument("--trials", type=int, default=300)
    parser.add_argument("--command", default=COMMAND, help="with {python}, {root} and {out}")
    parser.add_argument("--record", type=Path, help="the file to change, relative to the root")
    parser.add_argument("--seed", type=int, default=None)
    options = parser.parse_args()
    seed = options.seed if options.seed is not None else random.randrange(10**6)
    random.seed(seed)
    with tempfile.TemporaryDirectory(prefix="kill-") as folder:
        root = Path(folder).resolve() / "project"
        ignored = shutil.ignore_patterns(
            "site", ".site.*", ".cache", ".git", ".venv", "node_modules"
        )
        shutil.copytree(options.root, root, ignore=ignored, symlinks=True)
        out = root.parent / "published" / "site"
        out.parent.mkdir()
        record = choose_record(root, options.record)
        words = shlex.split(options.command)
        command = [word.format(python=sys.executable, root=root, out=out) for word in words]
        bench = Bench(root, out, record, record.read_bytes(), command)
        trees: list[str] = []
        times: list[float] = []
        for changed in (False, True, False, True, False):
            bench.set_state(changed=changed)
            problem, seconds = bench.finish_build()
            if problem:
                print(f"the build itself fails: {problem}")
                return 2
            trees.append(read_tree(out))
            times.append(seconds)
        if trees[0] == trees[1]:
            print(f"the change to {record} changes no page")
            return 2
        if trees[0] != trees[2] or trees[1] != trees[3]:
            print("the build is not reproducible")
            return 2
        seconds = sorted(times[1:])[len(times) // 2]
        stop, gaps = threading.Event(), list[float]()
        watcher = threading.Thread(target=watch_folder, args=(out, stop, gaps))
        watcher.start()
        start = time.monotonic()
        try:
            tally = run_trials(bench, options.trials, (trees[0], trees[1]), seconds)
        finally:
            stop.set()
            watcher.join()
        print(
            f"torn {len(tally.torn)} / {options.trials} trials"
            f" (seed {seed}, build {seconds:.2f} s, {time.monotonic() - start:.0f} s in all)\n"
            f"killed under way {tally.killed}; old site {tally.old}, new site {tally.new};"
            f" next build failed {len(tally.stuck)}; leftovers {len(tally.leftover)};"
            f" reader found no site {len(gaps)} times"
        )
        for line in (*tally.torn, *tally.stuck, *tally.leftover):
            print(line)
        return 1 if tally.torn or tally.stuck or tally.leftover or gaps else 0


if __name__ == "__main__":
    sys.exit(main())
