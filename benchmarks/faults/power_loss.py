"""Cut the power at random moments of a build, and right after it (fault plan F3).

    python benchmarks/faults/power_loss.py [--trials 500] [--filesystem ext4] [--options LIST]

A trial is a crash image: a small project is built inside a file system that lives in an image file,
and that file is copied while the file system is mounted. The copy holds what had reached the disk,
and nothing that was still in memory. Only copies during which the disk stood still count. Each is
mounted, which replays its journal; the site must be the old or the new one, whole (the new one, if
the build had said that it was done), and the next build must succeed and leave nothing behind.

`--without-sync` shows that the method sees something: it turns every sync of the build into
nothing, and must find torn sites. Not modelled: disks that reorder or lose what they confirmed.
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

from benchmarks.faults.calls import require_strace
from benchmarks.faults.disks import (
    NoStillMoment,
    copy_crashed,
    copy_image,
    find_device,
    make_image,
    mount_image,
    require_root,
    sync_disk,
)
from benchmarks.faults.judge import find_torn_previous, name_site
from benchmarks.faults.project import Project, await_end, kill_group, open_project
from benchmarks.faults.tally import Tally, make_parser, seed_trials, show_progress

OPTIONS = ("", "data=writeback", "data=writeback,noauto_da_alloc", "data=journal")
"""Ways to mount an ext4; other file systems are mounted plainly."""
MOMENTS = 6  # copies made while one build runs; one more is made right after it
LINGER = 1.5  # seconds after which `commit=1` has written the journal, but no file's content
MEMORY = Path("/dev/shm")


@dataclasses.dataclass(frozen=True)
class Crash:
    """A copy of the disk; `done`: the build had ended well before it was made."""

    image: Path
    moment: str
    done: bool


class Bench:
    """A project inside an image, and one image for each state that it can be in."""

    def __init__(self, project: Project, kind: str, *, without_sync: bool) -> None:
        self._folder = project.folder
        self._point = project.folder / "disk"
        root, out = self._point / "project", self._point / "published" / "site"
        self.project = dataclasses.replace(project, root=root, out=out)
        self._live = self._folder / "live.img"
        self._without_sync = without_sync
        make_image(self._live, kind)
        with mount_image(self._live, self._point):
            shutil.copytree(project.root, root, ignore=shutil.ignore_patterns(".cache"))
            out.parent.mkdir()
            names = list(project.states)
            copy_image_of = {}
            for name in (*names, *names, names[0]):
                self.project.set_state(name)
                if (ending := self.project.build()).code != 0:
                    raise SystemExit(f"a build in the image fails: {ending.words}")
                copy_image_of[name] = self._folder / f"{name}.img"
                sync_disk(self._point)
                copy_crashed(self._live, copy_image_of[name], find_device(self._point))
        self._bases = copy_image_of
        self.span = (0.0, 0.0)  # seconds after the start of a build at which it works
        self._seconds = 0.0  # what the last build took

    def crash(self, target: str, options: str, moments: int) -> tuple[list[Crash], int]:
        """Build towards the target, and copy the disk meanwhile; also how often it never stood."""
        start_state = next(name for name in self.project.states if name != target)
        copy_image(self._bases[start_state], self._live)
        crashes: list[Crash] = []
        missed = 0
        with mount_image(self._live, self._point, options):
            self.project.set_state(target)
            sync_disk(self._point)  # the sources are the editor's business
            device = find_device(self._point)
            began = time.monotonic()
            build = self.project.start(self._command())
            for number, moment in enumerate(sorted(random.uniform(0, 1) for _ in range(moments))):
                delay = self.span[0] + moment * (self.span[1] - self.span[0])
                time.sleep(max(0.0, began + delay - time.monotonic()))
                image = self._folder / f"crash{number}.img"
                done = build.poll() == 0
                if self._copy(build, image, device):
                    crashes.append(Crash(image, f"{delay:.3f} s", done))
                else:
                    missed += 1
            ending = await_end(build)
            self._seconds = time.monotonic() - began
            if ending.code != 0:
                raise SystemExit(f"an undisturbed build fails: {ending.words}")
            if self._without_sync:
                time.sleep(LINGER)
            image = self._folder / "crash-after.img"
            if self._copy(None, image, device):
                crashes.append(Crash(image, "right after the end", done=True))
            else:
                missed += 1
            kill_group(build)
        return crashes, missed

    def _copy(self, build: subprocess.Popen[str] | None, image: Path, device: str) -> bool:
        try:
            copy_crashed(self._live, image, device)
        except NoStillMoment:
            if build is None:
                return False
            # A build that writes without pause is held for the time of the copy.
            kill_group(build, signal.SIGSTOP)
            try:
                copy_crashed(self._live, image, device)
            except NoStillMoment:
                return False
            finally:
                kill_group(build, signal.SIGCONT)
        return True

    def _command(self) -> list[str]:
        if not self._without_sync:
            return self.project.command()
        calls = "fsync,fdatasync,syncfs,sync"
        quiet = ["strace", "-f", "-qq", "-o", os.devnull, f"--trace={calls}"]
        return [*quiet, f"--inject={calls}:retval=0", "--", *self.project.command()]

    def measure(self) -> None:
        """Learn when a build begins to work and when it ends; nothing happens before."""
        began = time.monotonic()
        self.project.build([sys.executable, "-c", "import roleguide.build"])
        imported = time.monotonic() - began
        self.crash(list(self.project.states)[1], "", 0)
        self.span = (0.7 * imported, 1.05 * self._seconds)

    def judge(self, crash: Crash, target: str, trial: str, tally: Tally) -> None:
        """Mount a copy, look at the site, and build in it once more."""
        with mount_image(crash.image, self._point):
            found = name_site(self.project.out, self.project.references)
            if found.startswith("torn"):
                tally.report(trial, found)
                tally.count("torn")
            else:
                side = "new" if found == target else "old"
                tally.count(f"{side} site {'after' if crash.done else 'during'} a build")
                if crash.done and side == "old":
                    tally.report(trial, "the build was done, but the site is the old one")
            tally.report(trial, find_torn_previous(self.project.out))
            ending = self.project.build()
            problem = "" if ending.code == 0 else f"the next build: {ending.words}"
            found = name_site(self.project.out, self.project.references)
            problem = problem or ("" if found == target else f"the next build made: {found}")
            tally.report(trial, problem or self.project.find_leftovers())


def run_trials(bench: Bench, tally: Tally, trials: int, options: Sequence[str]) -> int:
    """As many crash images as asked for; how often the disk never stood still."""
    missed = builds = 0
    names = list(bench.project.states)
    while tally.trials < trials:
        target = names[(builds + 1) % 2]
        way = options[builds // 2 % len(options)]
        crashes, unlucky = bench.crash(target, way, MOMENTS)
        missed += unlucky
        for crash in crashes[: trials - tally.trials]:
            trial = f"{way or 'plain'}, to {target}, {crash.moment}"
            bench.judge(crash, target, trial, tally)
        builds += 1
        show_progress(tally.trials, trials)
    return missed


def main() -> int:
    """Run the trials and print the figures."""
    parser = make_parser(__doc__, 500)
    parser.add_argument("--filesystem", default="ext4", choices=("ext4", "xfs", "btrfs"))
    parser.add_argument("--options", help="ways to mount, with semicolons between them")
    parser.add_argument("--without-sync", action="store_true", help="check the method itself")
    given = parser.parse_args()
    require_root()
    if given.without_sync:
        require_strace()
    seed = seed_trials(given)
    options = OPTIONS if given.filesystem == "ext4" else ("",)
    if given.without_sync and given.filesystem == "ext4":
        options = ("commit=1",)
    if given.options is not None:
        options = tuple(given.options.split(";"))
    # In memory: copies are quick enough for the disk to stand still meanwhile.
    scratch = MEMORY if MEMORY.is_dir() else None
    with open_project(given.root, record=given.record, jobs=given.jobs, scratch=scratch) as project:
        bench = Bench(project, given.filesystem, without_sync=given.without_sync)
        bench.measure()
        tally = Tally(f"F3 power loss on {given.filesystem}")
        missed = run_trials(bench, tally, given.trials, options)
        span = f"{bench.span[0]:.2f} to {bench.span[1]:.2f} s"
        return tally.close(seed, moments_from=span, disk_never_still=missed)


if __name__ == "__main__":
    sys.exit(main())
