"""One build at a time for one output folder, by a lock that dies with its process."""

import contextlib
import fcntl
import os
import time
import weakref
from datetime import UTC, datetime
from pathlib import Path

from roleguide.engine.failure import UNCHANGED, OutputBusy, explain_error, show_path
from roleguide.engine.output import Output

_POLL = 0.05


class OutputLock:
    """An exclusive `flock` on a file beside the output; the file itself stays for ever."""

    # The file is never deleted: a waiter could hold the old file while another locks a new one.

    def __init__(self, file: Path, out: Path) -> None:
        self._file = file
        self._out = out
        self._number = -1

    def acquire(self, wait: float = 0.0) -> None:
        """Take the lock, or raise `OutputBusy` naming its holder after `wait` seconds."""
        flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
        try:
            number = os.open(self._file, flags, 0o644)
        except OSError as error:
            raise explain_error(error, "opening the lock", self._file) from error
        try:
            self._await_lock(number, time.monotonic() + wait)
            os.ftruncate(number, 0)
            os.pwrite(number, f"{os.getpid()} {_tell_time()}\n".encode(), 0)
        except BaseException as error:
            _close_quietly(number)
            if isinstance(error, OSError):
                raise explain_error(error, "locking", self._file) from error
            raise
        self._number = number
        _close_in_children(self)

    def release(self) -> None:
        """Give the lock back; doing so twice is harmless."""
        number, self._number = self._number, -1
        if number >= 0:
            # So that a later holder that has not written its name yet isn't taken for us.
            with contextlib.suppress(OSError):
                os.ftruncate(number, 0)
            _close_quietly(number)

    def read_clock(self) -> int:
        """The time (ns) that this file system would give to a change just now."""
        os.utime(self._number)
        return os.fstat(self._number).st_mtime_ns

    def drop_inherited(self) -> None:
        """Close a forked child's copy of the descriptor; the parent keeps the lock."""
        number, self._number = self._number, -1
        if number >= 0:
            os.close(number)

    def _await_lock(self, number: int, deadline: float) -> None:
        while not _try_lock(number):
            if time.monotonic() >= deadline:
                raise self._describe_holder(number)
            time.sleep(_POLL)

    def _describe_holder(self, number: int) -> OutputBusy:
        pid, _, started = os.pread(number, 100, 0).decode("ascii", "replace").strip().partition(" ")
        holder = f"process {pid}, started {started}" if pid and started else "just starting"
        return OutputBusy(
            f"another build ({holder}) is publishing to {show_path(self._out)}; {UNCHANGED}",
            "Wait for it to end, then build again.",
        )


def lock_output(place: Output, wait: float = 0.0) -> OutputLock:
    """The lock of this output folder, taken; missing parents of the folder are made."""
    try:
        place.out.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise explain_error(error, "making the folder", place.out.parent) from error
    lock = OutputLock(place.lock, place.out)
    lock.acquire(wait)
    return lock


def _try_lock(number: int) -> bool:
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _close_quietly(number: int) -> None:
    with contextlib.suppress(OSError):
        os.close(number)


def _tell_time() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _close_in_children(lock: OutputLock) -> None:
    # A flock belongs to the open file, which forked pool workers share: orphans of a killed build
    # would hold it for ever. Hooks can't be taken back, hence the weak reference.
    reference = weakref.ref(lock)

    def close() -> None:
        held = reference()
        if held is not None:
            held.drop_inherited()

    os.register_at_fork(after_in_child=close)
