"""Many processes come to the same results as one, and leave nothing behind."""

import errno
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from roleguide.engine import processes
from roleguide.engine.failure import WorkerLost
from roleguide.engine.pool import CHUNK, choose_jobs, run_all

ITEMS = list(range(3 * CHUNK + 5))


def square(number: int) -> int:
    return number**2


def results(jobs: int, items: list[int] = ITEMS) -> list[int]:
    return [made for made, _ in run_all(square, items, jobs)]


@pytest.mark.parametrize("jobs", [1, 2, 4])
def test_the_results_do_not_depend_on_the_number_of_jobs(jobs: int) -> None:
    assert results(jobs) == [number**2 for number in ITEMS]


def test_every_result_comes_with_the_seconds_it_took() -> None:
    assert all(seconds >= 0 for _, seconds in run_all(square, ITEMS, 2))


def test_the_parent_keeps_no_function() -> None:
    results(2)
    assert processes._forked == []


def test_no_items_need_no_process() -> None:
    assert results(4, []) == []


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_first_failure_is_the_answer_in_every_process(jobs: int) -> None:
    def fail(number: int) -> int:
        if number == CHUNK + 1:
            raise ValueError(number)
        return number

    with pytest.raises(ValueError, match=str(CHUNK + 1)):
        list(run_all(fail, ITEMS, jobs))


def test_a_worker_that_the_system_ends_is_told_in_a_sentence() -> None:
    def end(number: int) -> int:
        if number == CHUNK + 1:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    with pytest.raises(WorkerLost, match="ended by the system") as caught:
        list(run_all(end, ITEMS, 2))
    assert "--jobs 1" in caught.value.fix
    assert caught.value.exit_code == 3


def test_a_worker_that_cannot_prepare_says_why(capfd: pytest.CaptureFixture[str]) -> None:
    def fail() -> None:
        raise OSError(errno.EMFILE, "too many open files", "/stage")

    with pytest.raises(OSError, match="/stage") as caught:
        list(run_all(square, ITEMS, 2, fail))
    assert caught.value.errno == errno.EMFILE
    assert capfd.readouterr().err == ""


def test_each_worker_prepares_itself_once() -> None:
    parent = os.getpid()
    prepared: list[int] = []

    def tell(_: int) -> tuple[int, int]:
        return os.getpid(), len(prepared)

    found = {made for made, _ in run_all(tell, ITEMS, 2, lambda: prepared.append(1))}
    assert {count for _, count in found} == {1}
    assert parent not in {process for process, _ in found}
    assert prepared == []


def test_one_process_below_the_threshold_and_as_many_as_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1, 2}, raising=False)
    assert choose_jobs(None, 99, 100) == 1
    assert choose_jobs(None, 100, 100) == 3
    assert choose_jobs(5, 1, 100) == 5
    assert choose_jobs(0, 1000, 100) == 1


def test_without_fork_there_is_one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "fork")
    assert choose_jobs(None, 1000, 100) == 1


SLOW = """
import os, time
from roleguide.engine.pool import run_all

def work(number):
    os.write(1, b"%d\\n" % os.getpid())  # one write: two workers share the pipe
    time.sleep(30)

list(run_all(work, range(200), 2))
"""


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_workers_end_with_their_parent(number: signal.Signals) -> None:
    build = subprocess.Popen([sys.executable, "-c", SLOW], stdout=subprocess.PIPE, text=True)
    assert build.stdout is not None
    try:
        workers = [int(build.stdout.readline()) for _ in range(2)]
    finally:
        build.send_signal(number)
        build.wait(10)
    deadline = time.monotonic() + 10
    while any(Path(f"/proc/{worker}").exists() for worker in workers):
        assert time.monotonic() < deadline, "a worker outlives its parent"
        time.sleep(0.02)
    build.stdout.close()


def test_no_more_processes_start_than_there_is_work_for(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[int] = []

    class Counting(ProcessPoolExecutor):
        def __init__(self, max_workers: int, *rest: Any, **named: Any) -> None:
            started.append(max_workers)
            super().__init__(max_workers, *rest, **named)

    monkeypatch.setattr("roleguide.engine.processes.ProcessPoolExecutor", Counting)
    assert len(results(99_999)) == len(ITEMS)
    assert started == [4]
