"""How long the salaries page of 1,016 roles takes to sort, from a click to the finished layout.

    python benchmarks/sorting.py [--rounds 20]

Builds the made-up guide of the browser tests in a scratch folder and clicks through the headings in
headless Chromium, in turn; milliseconds, best and median, and the page's bytes.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import brotli  # type: ignore[import-untyped]

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from browser.chromium import launch_chromium, start_visit
from browser.occupations import ROLES, write_guide

PAGE = "salaries/index.html"
KEYS = ("typical", "role", "p90", "growth", "field")
SORT = """async (key) => {
  const button = document.querySelector(`table[data-of=pay] th[data-key=${key}] button`)
  document.body.offsetHeight
  const start = performance.now()
  button.click()
  document.body.offsetHeight
  return performance.now() - start
}"""


def main() -> int:
    """Build, click, and print a table."""
    parser = argparse.ArgumentParser(description="Time sorting the salaries page.")
    parser.add_argument("--rounds", type=int, default=20)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as scratch:
        guide, out = write_guide(Path(scratch) / "guide"), Path(scratch) / "site"
        command = [sys.executable, "-m", "roleguide", "build", "--quiet"]
        subprocess.run(
            [*command, "--root", guide, "--out", out], stderr=subprocess.DEVNULL, check=True
        )
        content = (out / PAGE).read_bytes()
        with launch_chromium() as browser:
            visit, end = start_visit(browser, out.as_uri())
            visit.open(f"{out.as_uri()}/{PAGE}", settled=True)
            times: dict[str, list[float]] = {key: [] for key in KEYS}
            for _ in range(rounds):
                for key in KEYS:
                    times[key].append(visit.page.evaluate(SORT, key))
            end()
    print(f"{ROLES:,} roles, {len(content):,} bytes, {len(brotli.compress(content)):,} with Brotli")
    print(f"{'':10}{'best':>8}{'median':>8}  ms")
    for key, found in times.items():
        print(f"{key:10}{min(found):8.1f}{statistics.median(found):8.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
