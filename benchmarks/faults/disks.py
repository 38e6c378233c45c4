"""Small file systems for trials: tmpfs of a given size, and images mounted through a loop device.

Needs root on Linux. Whatever was mounted is unmounted again, also when a trial is interrupted.
"""

import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import NoReturn

_MAKERS = {
    "ext4": (48, ["mkfs.ext4", "-q", "-F", "-E", "lazy_itable_init=0,lazy_journal_init=0"]),
    "xfs": (320, ["mkfs.xfs", "-q", "-f"]),
    "btrfs": (160, ["mkfs.btrfs", "-q", "-f"]),
}
"""Kind of file system to the size of an image in MiB and what makes it."""
_CHUNK = 1 << 20


class NoStillMoment(Exception):
    """The disk was written all the time: no copy of it is one moment's state."""


def require_root() -> None:
    """`SystemExit` where nothing can be mounted; from here on SIGTERM unmounts too."""
    if os.geteuid() != 0:
        raise SystemExit("only root can mount file systems")
    signal.signal(signal.SIGTERM, _leave)


def _leave(number: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(128 + number)


def make_image(image: Path, kind: str) -> None:
    """Make a file that holds an empty file system."""
    size, command = _MAKERS[kind]
    if shutil.which(command[0]) is None:
        raise SystemExit(f"{command[0]} is not installed")
    with image.open("wb") as file:
        file.truncate(size << 20)
    _run(*command, os.fspath(image))


@contextmanager
def mount_image(image: Path, point: Path, options: str = "") -> Iterator[None]:
    """Mount an image; a journal is replayed as after a power cut."""
    point.mkdir(exist_ok=True)
    _run("mount", "-o", ",".join(filter(None, ("loop", options))), os.fspath(image), str(point))
    try:
        yield
    finally:
        _unmount(point)


@contextmanager
def mount_tmpfs(point: Path, options: str) -> Iterator[None]:
    """Mount a tmpfs with these options, such as `size=64k`."""
    point.mkdir(exist_ok=True)
    _run("mount", "-t", "tmpfs", "-o", options, "tmpfs", str(point))
    try:
        yield
    finally:
        _unmount(point)


def remount(point: Path, options: str) -> None:
    """Change the options of a mounted file system."""
    _run("mount", "-o", f"remount,{options}", str(point))


def sync_disk(point: Path) -> None:
    """All that was written to this file system so far is on its disk."""
    _run("sync", "-f", str(point))


def find_device(point: Path) -> str:
    """The name of the device that is mounted here, such as `loop1`."""
    for line in Path("/proc/self/mounts").read_text(encoding="utf-8").splitlines():
        device, where, *_ = line.split()
        if where == os.fspath(point):
            return device.rpartition("/")[2]
    raise SystemExit(f"nothing is mounted at {point}")


def copy_crashed(image: Path, copy: Path, device: str, tries: int = 40) -> None:
    """Copy the image of a mounted file system as it is on its disk now, or `NoStillMoment`.

    The copy counts only if no write was under way or ended meanwhile, so that it is the state of
    one moment.
    """
    for _ in range(tries):
        before = _count_writes(device)
        if before is not None:
            _copy_sparse(image, copy)
            if _count_writes(device) == before:
                return
        time.sleep(0.0005)
    raise NoStillMoment


def _count_writes(device: str) -> tuple[str, str] | None:
    words = Path(f"/sys/block/{device}/stat").read_text(encoding="ascii").split()
    writes, sectors, under_way = words[4], words[6], words[8]
    return (writes, sectors) if under_way == "0" else None


def _copy_sparse(image: Path, copy: Path) -> None:
    with image.open("rb", buffering=0) as source, copy.open("wb", buffering=0) as target:
        size = os.fstat(source.fileno()).st_size
        target.truncate(size)
        start = 0
        while start < size:
            try:
                start = os.lseek(source.fileno(), start, os.SEEK_DATA)
            except OSError:  # nothing but a hole is left
                return
            end = os.lseek(source.fileno(), start, os.SEEK_HOLE)
            while start < end:
                part = os.pread(source.fileno(), min(_CHUNK, end - start), start)
                os.pwrite(target.fileno(), part, start)
                start += len(part)


def copy_image(image: Path, copy: Path) -> None:
    """Copy the image of a file system that is not mounted."""
    _copy_sparse(image, copy)


def _unmount(point: Path) -> None:
    for _ in range(50):
        if subprocess.run(["umount", str(point)], capture_output=True, check=False).returncode == 0:
            return
        time.sleep(0.05)
    _run("umount", "--lazy", str(point))


def _run(*command: str) -> None:
    result = subprocess.run(
        command, capture_output=True, encoding="utf-8", errors="replace", check=False, timeout=60
    )
    if result.returncode != 0:
        words = re.sub(r"\s+", " ", result.stderr).strip()
        raise SystemExit(f"{' '.join(command)}: exit {result.returncode}: {words}")
