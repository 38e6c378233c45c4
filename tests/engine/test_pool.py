"""Many processes make the same pages as one, and leave nothing behind."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from roleguide.engine import pool
from roleguide.engine.facts import Kind, Oracle, Reader
from roleguide.engine.pool import CHUNK, THRESHOLD, choose_jobs, render_pages
from roleguide.engine.render import Page, PageKind, Renderer, RenderFailed, Templates

SQUARE = Kind[int]("square", int)
PAGES = [Page(f"{n:04}/index.html", "number", str(n)) for n in range(3 * CHUNK + 5)]


def make_renderer(folder: Path, text: str = "{{ page }}\n") -> Renderer:
    """A renderer of squares."""
    (folder / "number.html").write_text(text)
    templates = Templates([folder])
    oracle = Oracle({"square": lambda n: int(n) ** 2, "template": templates.text})

    def view(reader: Reader, page: Page) -> int:
        return reader.ask(SQUARE, page.subject)

    return Renderer({"number": PageKind(view, "number.html")}, templates, oracle)


@pytest.mark.parametrize("jobs", [2, 4])
def test_the_pages_do_not_depend_on_the_number_of_jobs(tmp_path: Path, jobs: int) -> None:
    renderer = make_renderer(tmp_path)
    alone = list(render_pages(renderer, PAGES, 1))
    assert [one.page for one in alone] == PAGES
    assert list(render_pages(make_renderer(tmp_path), PAGES, jobs)) == alone


def test_the_parent_keeps_no_renderer(tmp_path: Path) -> None:
    list(render_pages(make_renderer(tmp_path), PAGES, 2))
    assert pool._forked == []


def test_no_pages_need_no_process(tmp_path: Path) -> None:
    assert list(render_pages(make_renderer(tmp_path), [], 4)) == []


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_wrong_template_fails_alike_in_every_process(tmp_path: Path, jobs: int) -> None:
    renderer = make_renderer(tmp_path, "one\n{{ page.colour }}")
    with pytest.raises(RenderFailed) as caught:
        list(render_pages(renderer, PAGES, jobs))
    assert (caught.value.template, caught.value.line) == ("number.html", 2)


def test_one_process_below_the_threshold_and_as_many_as_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1, 2}, raising=False)
    assert choose_jobs(None, THRESHOLD - 1) == 1
    assert choose_jobs(None, THRESHOLD) == 3
    assert choose_jobs(5, 1) == 5
    assert choose_jobs(0, 1000) == 1


def test_without_fork_there_is_one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: ["spawn"])
    assert choose_jobs(None, 10 * THRESHOLD) == 1


SLOW = """
import os, time
from roleguide.engine.facts import Oracle
from roleguide.engine.pool import render_pages
from roleguide.engine.render import Page, PageKind, Renderer, Templates

def view(reader, page):
    os.write(1, b"%d\\n" % os.getpid())  # one write: two workers share the pipe
    time.sleep(30)

renderer = Renderer({"slow": PageKind(view)}, Templates([]), Oracle({}))
list(render_pages(renderer, [Page(f"{n}", "slow", "") for n in range(200)], 2))
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


def test_no_more_processes_start_than_there_is_work_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[int] = []

    class Counting(ProcessPoolExecutor):
        def __init__(self, max_workers: int, *rest: Any, **named: Any) -> None:
            started.append(max_workers)
            super().__init__(max_workers, *rest, **named)

    monkeypatch.setattr("roleguide.engine.pool.ProcessPoolExecutor", Counting)
    assert len(list(render_pages(make_renderer(tmp_path), PAGES, 99_999))) == len(PAGES)
    assert started == [4]
