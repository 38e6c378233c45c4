"""No kill and no failing system call, at whatever moment, leaves a torn site."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from engine.toy_site import list_neighbours, make_site, publish_site
from roleguide.engine.manifest import find_damage, list_foreign, read_manifest

HERE = Path(__file__).parent
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join([str(HERE.parent), *sys.path])}
# ROLEGUIDE_KILLS=5000 for a long run.
KILLS = int(os.environ.get("ROLEGUIDE_KILLS", "60"))


def read_site(out: Path) -> str:
    """The tree digest of a published folder that is whole and has nothing else in it."""
    manifest = read_manifest(out)
    assert manifest is not None
    assert find_damage(out) == ()
    assert list_foreign(out, manifest.list_paths()) == ([], [])
    return manifest.tree


def break_calls(folder: Path, *options: str) -> dict[str, int]:
    """How the builds ended, each broken at another of its calls, when all ended as they should."""
    command = [sys.executable, str(HERE / "toy_faults.py"), str(folder), *options]
    result = subprocess.run(
        command, capture_output=True, encoding="utf-8", env=ENVIRONMENT, check=False
    )
    assert result.returncode == 0, result.stderr
    report = json.loads(result.stdout)
    assert report["bad"] == []
    assert report["points"] > 100
    if "kill" in options:
        assert (report["patching"] > 30) == ("--wide" not in options)
    endings: dict[str, int] = report["endings"]
    return endings


@pytest.mark.slow
@pytest.mark.parametrize("way", [[], ["--two-steps"], ["--wide"], ["--wide", "--two-steps"]])
def test_a_kill_at_every_call_leaves_the_old_or_the_new_site(swift: Path, way: list[str]) -> None:
    assert break_calls(swift, "kill", *way).keys() == {"killed"}


@pytest.mark.slow
def test_a_kill_while_a_killed_patch_is_taken_back_loses_no_generation(swift: Path) -> None:
    break_calls(swift, "kill", "--twice")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("fault", "how"), [("ENOSPC", []), ("EACCES", ["--lasting"]), ("EIO", ["--wide"])]
)
def test_an_error_at_every_call_is_told_and_keeps_the_old_site(
    swift: Path, fault: str, how: list[str]
) -> None:
    assert break_calls(swift, fault, *how)["failed"] > 50


# The processes of the random kills fork from one that has everything imported.
SERVE = """
import os, signal, sys, time
from pathlib import Path
from engine.toy_site import make_site, publish_site
sites = [make_site({f"p{n}": text for n in range(40)}, 20000) for text in ("old", "new")]
print("ready", flush=True)
for line in sys.stdin:
    number, delay = line.split()
    child = os.fork()
    if not child:
        publish_site(Path(sys.argv[1]), sites[int(number)])
        os._exit(0)
    time.sleep(float(delay))
    os.kill(child, signal.SIGKILL)
    print(os.waitpid(child, 0)[1], flush=True)
"""


@pytest.mark.slow
def test_a_kill_at_a_random_moment_leaves_the_old_or_the_new_site(out: Path) -> None:
    sites = [make_site({f"p{n}": text for n in range(40)}, 20_000) for text in ("old", "new")]
    trees = [publish_site(out, files).tree for files in sites]
    start = time.perf_counter()
    publish_site(out, sites[0])
    span = 1.1 * (time.perf_counter() - start)
    seen: set[int] = set()
    endings: set[int] = set()
    with subprocess.Popen(
        [sys.executable, "-c", SERVE, str(out)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="ascii",
        bufsize=1,
        env=ENVIRONMENT,
    ) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        assert server.stdout.readline() == "ready\n"
        for trial in range(KILLS):
            server.stdin.write(f"{(trial + 1) % 2} {random.uniform(0, span)}\n")
            endings.add(int(server.stdout.readline()))
            seen.add(trees.index(read_site(out)))
        server.stdin.close()
    assert signal.SIGKILL in endings
    assert seen <= {0, 1}
    publish_site(out, sites[0])
    assert read_site(out) == trees[0]
    assert list_neighbours(out) == [".site.lock", ".site.previous", "site"]


@pytest.mark.slow
def test_of_several_builds_at_once_each_wins_whole_or_not_at_all(tmp_path: Path) -> None:
    out = tmp_path / "published" / "site"
    roots, trees = [], set()
    for name in ("red", "green", "blue", "white"):
        root = tmp_path / name
        (root / "content").mkdir(parents=True)
        for number in range(30):
            (root / "content" / f"{number}.md").write_text(name)
        files = make_site({path.stem: name for path in sorted((root / "content").iterdir())})
        trees.add(publish_site(tmp_path / "apart" / name, files).tree)
        roots.append(root)
    for wait, expected in ((60, {0}), (0, {0, 3})):
        for _ in range(2):
            command = [sys.executable, str(HERE / "toy_site.py"), "--out", str(out), "--wait"]
            builds = [
                subprocess.Popen(
                    [*command, str(wait), "--root", str(root)],
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.PIPE,
                    encoding="utf-8",
                )
                for root in roots
            ]
            errors = [build.communicate()[1] for build in builds]
            codes = [build.returncode for build in builds]
            assert set(codes) <= expected, errors
            assert 0 in codes
            for code, error in zip(codes, errors, strict=True):
                assert ("another build" in error) == (code == 3)
            assert read_site(out) in trees
