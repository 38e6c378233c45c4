"""One build at a time, and no lock outlives its process."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from roleguide.engine.failure import OutputBusy, PublishError
from roleguide.engine.lock import OutputLock

HOLD = """
import os, sys, time
from pathlib import Path
from roleguide.engine.lock import OutputLock
lock = OutputLock(Path(sys.argv[1]), Path("site"))
lock.acquire()
if sys.argv[2] == "fork" and os.fork() == 0:
    time.sleep(20)
print("held", flush=True)
time.sleep(20)
"""


@contextmanager
def hold_lock(file: Path, how: str = "alone") -> Iterator[subprocess.Popen[str]]:
    """Another process that has the lock."""
    command = [sys.executable, "-c", HOLD, str(file), how]
    holder = subprocess.Popen(
        command, stdout=subprocess.PIPE, encoding="ascii", start_new_session=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    try:
        yield holder
    finally:
        with suppress(ProcessLookupError):
            os.killpg(holder.pid, signal.SIGKILL)
        holder.stdout.close()
        holder.wait()


def test_the_second_build_is_told_who_holds_the_output(tmp_path: Path) -> None:
    file = tmp_path / "lock"
    with hold_lock(file) as holder, pytest.raises(OutputBusy) as refusal:
        OutputLock(file, Path("site")).acquire()
    assert refusal.value.exit_code == 3
    assert re.fullmatch(
        rf"another build \(process {holder.pid}, started \d{{4}}-\d\d-\d\dT\d\d:\d\d:\d\dZ\) "
        "is publishing to site; the published site is unchanged",
        str(refusal.value),
    )


def test_two_publications_in_one_process_exclude_each_other(tmp_path: Path) -> None:
    first, second = (OutputLock(tmp_path / "lock", Path("site")) for _ in range(2))
    first.acquire()
    with pytest.raises(OutputBusy):
        second.acquire()
    first.release()
    second.acquire()
    second.release()


def test_a_killed_holder_leaves_no_lock(tmp_path: Path) -> None:
    lock = OutputLock(tmp_path / "lock", Path("site"))
    with hold_lock(tmp_path / "lock") as holder:
        holder.kill()
        holder.wait()
        lock.acquire()
        lock.release()


def test_orphaned_workers_of_a_killed_holder_have_no_lock(tmp_path: Path) -> None:
    lock = OutputLock(tmp_path / "lock", Path("site"))
    with hold_lock(tmp_path / "lock", "fork") as holder:
        holder.kill()
        holder.wait()
        lock.acquire(wait=10)  # a worker that was only just forked closes its copy first
        lock.release()


def test_waiting_ends_when_the_holder_does(tmp_path: Path) -> None:
    lock = OutputLock(tmp_path / "lock", Path("site"))
    with hold_lock(tmp_path / "lock") as holder:
        start = time.monotonic()
        with pytest.raises(OutputBusy):
            lock.acquire(wait=0.2)
        assert 0.2 <= time.monotonic() - start < 5
        holder.kill()
        lock.acquire(wait=10)
        lock.release()
        lock.release()


def test_a_link_in_place_of_the_lock_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("text")
    (tmp_path / "lock").symlink_to("precious")
    with pytest.raises(PublishError):
        OutputLock(tmp_path / "lock", Path("site")).acquire()
    assert (tmp_path / "precious").read_text() == "text"
