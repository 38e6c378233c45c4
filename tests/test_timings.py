"""`roleguide build --timings`: where the time went, as a table and as one JSON object."""

import json
import re
import time
from pathlib import Path

import pytest

from roleguide.cli import main
from roleguide.diagnostics import Report
from roleguide.options import Result
from roleguide.timings import OTHER, SLOWEST, Timings
from roleguide.timings_text import render_timings, render_timings_json
from small_site import AS_OF, copy_site

Say = pytest.CaptureFixture[str]
ROLE = "content/roles/data-analyst.md"
KEYS = [
    "done",
    "seconds",
    "stages",
    "slowest",
    "roles",
    "pages",
    "rendered",
    "files",
    "errors",
    "warnings",
    "notes",
]


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("roleguide.timings.perf_counter", clock)
    return clock


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_site(tmp_path / "guide")


def build(root: Path, *more: str) -> int:
    return main(["build", "--root", str(root), "--as-of", AS_OF, "--jobs", "1", *more])


def read_stages(said: str) -> dict[str, float]:
    """Name → seconds of every line of the table."""
    rows = re.findall(r"^  ([A-Za-z]+) +(\d+\.\d{3}) +\d+\.\d%", said, re.MULTILINE)
    return {name: float(seconds) for name, seconds in rows}


def test_stages_add_up_to_the_whole(clock: Clock) -> None:
    timings = Timings()
    clock.now += 1
    with timings.stage("Reading", 3):
        clock.now += 2
    clock.now += 4
    with timings.stage("Reading", 2):
        clock.now += 8
    found = {stage.name: (stage.seconds, stage.count) for stage in timings.account()}
    assert found == {"Reading": (10, 5), OTHER: (5, 0)}


def test_a_stage_inside_another_is_counted_once(clock: Clock) -> None:
    timings = Timings()
    with timings.stage("Loading"):
        clock.now += 1
        with timings.stage("Reading"):
            clock.now += 2
        clock.now += 4
    assert [(one.name, one.seconds) for one in timings.account()] == [
        ("Loading", 5),
        ("Reading", 2),
        (OTHER, 0),
    ]


def test_a_stage_that_fails_has_its_time(clock: Clock) -> None:
    timings = Timings()

    def fail() -> None:
        with timings.stage("Loading"):
            clock.now += 1
            with timings.stage("Reading"):
                clock.now += 2
                raise KeyError

    with pytest.raises(KeyError):
        fail()
    clock.now += 4
    assert [stage.seconds for stage in timings.account()] == [1, 2, 4]


def test_stages_may_end_in_another_order(clock: Clock) -> None:
    timings = Timings()
    outer, inner = timings.stage("Loading"), timings.stage("Reading")
    outer.__enter__()
    inner.__enter__()
    clock.now += 1
    outer.__exit__(None, None, None)
    clock.now += 2
    inner.__exit__(None, None, None)
    clock.now += 4
    assert [stage.seconds for stage in timings.account()] == [0, 3, 4]


def test_the_slowest_are_kept_in_order() -> None:
    timings = Timings()
    for number in range(100):
        timings.add("Rendering", f"page {number}", float(number * 37 % 100))
    slowest = [slow.seconds for slow in timings.slowest("Rendering")]
    assert slowest == [99.0 - number for number in range(SLOWEST)]
    assert timings.slowest("Reading") == ()


def test_a_build_shows_a_table_after_the_usual_lines(root: Path, capsys: Say) -> None:
    assert build(root, "--timings") == 0
    said = capsys.readouterr().out
    usual, title, table = said.partition("Where the time went")
    assert title
    assert "The site is in" in usual
    stages = read_stages(table)
    assert list(stages)[-2:] == [OTHER, "total"]
    assert {"Scanning", "Reading", "Checking", "Planning", "Rendering", "Publishing"} < set(stages)
    assert sum(stages.values()) - stages["total"] == pytest.approx(stages["total"], abs=0.02)
    files = table.partition("Slowest files to read")[2].partition("Slowest pages to render")[0]
    assert len(re.findall(r"^ +\d+\.\d  content/\S+$", files, re.MULTILINE)) == SLOWEST
    pages = table.partition("Slowest pages to render")[2]
    assert len(re.findall(r"^ +\d+\.\d  \S+$", pages, re.MULTILINE)) == SLOWEST


def test_a_repeated_build_lists_no_slow_files(root: Path, capsys: Say) -> None:
    assert build(root, "--quiet") == 0
    assert build(root, "--timings") == 0
    said = capsys.readouterr().out
    assert "Where the time went" in said
    assert "Slowest" not in said


def test_quiet_leaves_the_table_alone(root: Path, capsys: Say) -> None:
    assert build(root, "--timings", "--quiet") == 0
    assert capsys.readouterr().out.startswith("Where the time went")


@pytest.mark.parametrize("argument", [["--timings=json"], ["--timings", "json"]])
def test_json_is_the_only_thing_on_standard_output(
    root: Path, capsys: Say, argument: list[str]
) -> None:
    assert build(root, *argument) == 0
    said = capsys.readouterr()
    told = json.loads(said.out)
    assert "The site is in" in said.err
    assert list(told) == KEYS
    assert (told["done"], told["errors"], told["roles"]) == (True, 0, 3)
    assert told["rendered"] == told["pages"] > 20
    assert told["files"] > told["pages"]
    stages = {stage["name"]: stage for stage in told["stages"]}
    assert all(list(stage) == ["name", "seconds", "count"] for stage in told["stages"])
    assert told["stages"][-1]["name"] == OTHER
    assert round(sum(stage["seconds"] for stage in told["stages"]), 6) == told["seconds"]
    assert stages["Rendering"]["count"] + stages["Gathering"]["count"] == told["rendered"]
    slowest = told["slowest"]
    assert len(slowest["files"]) == len(slowest["pages"]) == SLOWEST
    seconds = [slow["seconds"] for slow in slowest["pages"]]
    assert seconds == sorted(seconds, reverse=True)
    assert sum(seconds) <= stages["Rendering"]["seconds"]
    assert (root / "site" / slowest["pages"][0]["path"]).is_file()


def test_json_when_nothing_changed(root: Path, capsys: Say) -> None:
    assert build(root, "--quiet") == 0
    assert build(root, "--timings=json", "--quiet") == 0
    said = capsys.readouterr()
    told = json.loads(said.out)
    assert said.err == ""
    assert (told["done"], told["rendered"]) == (True, 0)
    assert told["pages"] > 20
    assert told["slowest"] == {"files": [], "pages": []}


def test_json_of_a_build_that_fails(root: Path, capsys: Say) -> None:
    path = root / ROLE
    path.write_text(path.read_text().replace("summary: ", "sumary: ", 1))
    assert build(root, "--timings=json") == 1
    said = capsys.readouterr()
    told = json.loads(said.out)
    assert list(told) == KEYS
    assert (told["done"], told["pages"], told["files"]) == (False, 0, 0)
    assert told["errors"] > 0
    assert "Nothing was published." in said.err
    assert {stage["name"] for stage in told["stages"]} >= {"Scanning", "Reading", OTHER}


def test_a_table_of_a_build_that_fails(root: Path, capsys: Say) -> None:
    path = root / ROLE
    path.write_text(path.read_text().replace("summary: ", "sumary: ", 1))
    assert build(root, "--timings") == 1
    assert capsys.readouterr().out.startswith("Where the time went")


def test_names_can_not_move_a_terminal() -> None:
    timings = Timings()
    timings.add("Reading", "content/\x1b[2J.md", 1.0)
    result = Result(Report(), timings)
    assert "\x1b" not in "".join(render_timings(result))
    assert "\x1b" not in render_timings_json(result)


def test_printing_is_not_timed() -> None:
    timings = Timings()
    lines = render_timings(Result(Report(), timings))
    first = next(lines)
    time.sleep(0.2)
    total = read_stages("\n".join([first, *lines]))["total"]
    assert total < 0.1
