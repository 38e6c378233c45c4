"""Call logs are read rightly, and nothing is published before it is on disk (fault plan F3b)."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.faults.call_order import find_violations
from benchmarks.faults.calls import draw_evenly, parse_calls

SCRIPT = Path(__file__).resolve().parents[2] / "benchmarks" / "faults" / "call_order.py"
OUT = Path("/p/site")
STAGE = "/p/.site.stage"
NEXT = "/p/.site.next"
RENAME = f'9 rename("{STAGE}/a.html", "{STAGE}/b.html") = 0'
MOVE = f'9 rename("{STAGE}", "{NEXT}") = 0'
SWAP_NEXT = f'9 rename("{NEXT}", "{OUT}") = 0'
JOURNAL = '9 openat(AT_FDCWD</w>, "/p/.site.journal", O_WRONLY|O_CREAT, 0644) = 6</p/x>'
WRITE = [
    f'9 openat(5<{STAGE}>, "a.html", O_WRONLY|O_CREAT, 0644) = 6<{STAGE}/a.html>',
    f'9 write(6<{STAGE}/a.html>, "text with = 3 and \\"/p/other\\"", 9) = 9',
]
SYNC_FILE = f"9 fsync(6<{STAGE}/a.html>) = 0"
SYNC_FOLDER = f"9 fsync(5<{STAGE}>) = 0"
SYNC_PARENT = "9 fsync(7</p>) = 0"
SYNC_ALL = f"9 syncfs(5<{STAGE}>) = 0"
SWAP = f'9 renameat2(AT_FDCWD</w>, "{STAGE}", AT_FDCWD</w>, "{OUT}", RENAME_EXCHANGE) = 0'
TWO_STEPS = [f'9 rename("{OUT}", "/p/.site.displaced") = 0', f'9 rename("{STAGE}", "{OUT}") = 0']


def judge(*lines: str) -> tuple[list[str], int]:
    """Violations and swaps in these lines of a log."""
    return find_violations(parse_calls(lines, "/w"), OUT)


@pytest.mark.parametrize("swap", [[SWAP], TWO_STEPS], ids=["one step", "two steps"])
@pytest.mark.parametrize("syncs", [[SYNC_FILE, SYNC_FOLDER], [SYNC_ALL]], ids=["each", "all"])
def test_the_right_order_has_no_violations(swap: list[str], syncs: list[str]) -> None:
    assert judge(*WRITE, *syncs, *swap, SYNC_PARENT) == ([], 1)


@pytest.mark.parametrize(
    ("lines", "named"),
    [
        ([*WRITE, SYNC_FOLDER, SWAP, SYNC_PARENT], "a.html was not synced before"),
        ([*WRITE, SYNC_FILE, SWAP, SYNC_PARENT], ".site.stage was not synced before"),
        ([*WRITE, SYNC_FILE, SYNC_FOLDER, SWAP], "/p was not synced after"),
        ([SYNC_ALL, *WRITE, SWAP, SYNC_PARENT], "a.html was not synced before"),
        ([*WRITE, SYNC_FILE, SYNC_FOLDER, WRITE[1], SWAP, SYNC_PARENT], "a.html was not synced"),
        ([*WRITE, SYNC_FOLDER, *TWO_STEPS, SYNC_PARENT], "a.html was not synced before"),
        (
            [*WRITE, SYNC_FILE.replace("= 0", "= -1 EIO"), SYNC_FOLDER, SWAP, SYNC_PARENT],
            "a.html was not synced before",
        ),
        (
            [*WRITE, RENAME, SYNC_FOLDER, SWAP],
            "b.html was not synced before",
        ),
        (
            [
                *WRITE,
                SYNC_FILE,
                SYNC_FOLDER,
                f'9 rename("{STAGE}/a.html", "{STAGE}/b.html") = 0',
                SWAP,
                SYNC_PARENT,
            ],
            ".site.stage was not synced before",
        ),
        (
            [
                *WRITE,
                SYNC_FOLDER,
                f'9 rename("{STAGE}", "{NEXT}") = 0',
                SYNC_PARENT,
                f'9 rename("{NEXT}", "{OUT}") = 0',
                SYNC_PARENT,
            ],
            ".site.next/a.html was not synced before",
        ),
        (
            [
                '9 openat(AT_FDCWD</w>, "/p/.site.journal", O_WRONLY|O_CREAT, 0644) = 6</p/x>',
                SYNC_PARENT,
                SWAP,
                SYNC_PARENT,
            ],
            ".site.journal was not synced before",
        ),
    ],
)
def test_each_missing_sync_is_seen(lines: list[str], named: str) -> None:
    violations, swaps = judge(*lines)
    assert swaps == 1
    assert any(named in violation for violation in violations), violations


def test_what_never_goes_out_needs_no_sync() -> None:
    beside = [line.replace(STAGE, "/p/.site.other") for line in WRITE]
    assert judge(*beside, *WRITE, SYNC_FILE, SYNC_FOLDER, SYNC_PARENT, SWAP, SYNC_PARENT) == ([], 1)


def test_paths_of_calls_are_found_and_calls_are_counted_by_name() -> None:
    calls = parse_calls(
        [
            *WRITE,
            "9 --- SIGTERM {si_signo=SIGTERM} ---",
            '9 mkdir("made", 0755) = 0',
            '9 openat(AT_FDCWD</w>, "../x", O_RDONLY) = -1 ENOENT (No such file or directory)',
            "9 exit_group(0) = ?",
        ],
        "/w",
    )
    assert [(call.name, call.number, call.paths) for call in calls] == [
        ("openat", 1, (f"{STAGE}/a.html",)),
        ("write", 1, (f"{STAGE}/a.html",)),
        ("mkdir", 1, ("/w/made",)),
        ("openat", 2, ("/x",)),
        ("exit_group", 1, ()),
    ]


def test_a_sample_holds_every_rare_kind() -> None:
    points = [("write", n) for n in range(100)] + [("rename", 1), ("mkdir", 1)]
    chosen = draw_evenly(points, 6, lambda point: point[0])
    assert len(set(chosen)) == 6
    assert {("rename", 1), ("mkdir", 1)} < set(chosen)
    assert sorted(draw_evenly(points, 0, lambda point: point[0])) == sorted(points)


def find_obstacle() -> str:
    """Why no build can be traced here; empty if it can."""
    if shutil.which("strace") is None:
        return "strace is not installed"
    trial = subprocess.run(["strace", "-qq", "true"], capture_output=True, check=False, timeout=20)
    return "strace may not trace here" if trial.returncode else ""


@pytest.mark.slow
def test_a_build_publishes_nothing_before_it_is_on_disk() -> None:
    if obstacle := find_obstacle():
        pytest.skip(obstacle)
    result = subprocess.run(
        [sys.executable, str(SCRIPT)],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    assert "builds in order 6" in result.stdout
