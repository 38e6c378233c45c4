"""What can go wrong while publishing, as one plain sentence and one fix."""

import errno
import os
from pathlib import Path
from typing import ClassVar

UNCHANGED = "the published site is unchanged"

_CAUSES: dict[int, tuple[str, str]] = {
    errno.ENOSPC: ("disk full", "Free space on that disk and build again."),
    errno.EDQUOT: ("disk quota used up", "Free space or raise the quota, and build again."),
    errno.EFBIG: ("file-size limit reached", "Raise the limit (`ulimit -f`) and build again."),
    errno.EACCES: (
        "permission denied",
        "Give this user the right to write there, or choose another --out.",
    ),
    errno.EPERM: (
        "operation not permitted",
        "Check owner, rights and attributes (`lsattr`) of that path.",
    ),
    errno.EROFS: (
        "read-only file system",
        "Choose an output folder on a disk that can be written.",
    ),
    errno.EMFILE: ("too many open files", "Raise the limit (`ulimit -n`) and build again."),
    errno.ENFILE: ("too many open files on this machine", "Close other programs and build again."),
    errno.EIO: ("input/output error", "Check the disk (`dmesg`) before you build again."),
    errno.ENAMETOOLONG: ("name too long", "Choose a shorter output folder."),
    errno.EBUSY: ("folder in use", "A mount point can't be replaced: choose a folder inside it."),
    errno.EXDEV: (
        "not on one file system",
        "Choose an output folder whose parent is on the same disk.",
    ),
    errno.ENOENT: (
        "file or folder vanished",
        "Something else changes this folder: stop it and build again.",
    ),
    errno.ENOTDIR: ("not a folder", "Choose another output folder."),
    errno.ENOMEM: ("out of memory", "Free memory and build again."),
}


class PublishError(Exception):
    """The machine failed: one sentence with the path and the state of the site, and a fix."""

    exit_code: ClassVar[int] = 3

    def __init__(self, sentence: str, fix: str) -> None:
        super().__init__(sentence)
        self.fix = fix


class OutputRefused(PublishError):
    """The output folder is not one we may write to; nothing was touched."""

    exit_code: ClassVar[int] = 2


class OutputBusy(PublishError):
    """Another build holds this output folder."""


class WorkerLost(PublishError):
    """A worker process was ended from outside, most often by a system that ran out of memory."""

    def __init__(self) -> None:
        super().__init__(
            f"a worker process was ended by the system; {UNCHANGED}",
            "Free memory, or build with --jobs 1, which needs less.",
        )


class OutputChanged(PublishError):
    """Somebody else changed the published folder while this build relied on it."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{show_path(path)} was changed by someone else during this build; {UNCHANGED}",
            "Let nothing else write to the output folder, and build again.",
        )


class PathRefused(ValueError):
    """A path that no site may contain was about to be published: a mistake of our own code."""


def show_path(path: str | Path) -> str:
    """The path as it can be printed anywhere: what is not printable is escaped."""
    return "".join(
        c if c.isprintable() else c.encode("unicode_escape", "surrogatepass").decode("ascii")
        for c in os.fspath(path)
    )


def explain_error(
    error: OSError, doing: str, path: str | Path, *, state: str = UNCHANGED
) -> PublishError:
    """The error of the operating system as a `PublishError` that names cause, deed and path."""
    number = error.errno or 0
    cause, fix = _CAUSES.get(
        number,
        (
            f"{(error.strerror or str(error)).lower()} ({errno.errorcode.get(number, number)})",
            "Mend the cause named above and build again.",
        ),
    )
    if number == errno.ENOSPC and _lacks_inodes(path):
        cause, fix = (
            "no free inodes",
            "Delete files on that disk (it has room, but no free inodes).",
        )
    return PublishError(f"{cause} while {doing} {show_path(path)}; {state}", fix)


def _lacks_inodes(path: str | Path) -> bool:
    folder = Path(path)
    try:
        while not folder.is_dir() and folder != folder.parent:
            folder = folder.parent
        figures = os.statvfs(folder)
    except OSError:
        return False
    # Some file systems (btrfs) have no fixed number of inodes and say 0 of 0.
    return figures.f_files > 0 and figures.f_ffree == 0
