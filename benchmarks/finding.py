"""How much the finder loads and how soon it shows something, in Chromium.

    python benchmarks/finding.py SITE [--times N]

SITE is a built site, for example of `benchmarks/corpus.py`. Each time, in a fresh page:

- *loaded*: bytes of the finder's files, compressed with Brotli 11, as a host sends them;
- *first*: milliseconds from the start of the page to the first roles that it shows;
- *all*: milliseconds to the result over every role;
- *work*: milliseconds of processor time of the page's main thread until then; hardly depends on
  what else the machine does;
- *change*: milliseconds of processor time from a tick to the frame that shows its result.
"""

import argparse
import statistics
import sys
from pathlib import Path

import brotli  # type: ignore[import-untyped]
from playwright.sync_api import Page

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from browser.chromium import launch_chromium, start_visit
from browser.server import Server

WATCH = """() => {
  const watch = new MutationObserver(() => {
    const shown = document.querySelector('.cards li')
    if (shown && !window.first) window.first = performance.now()
    const said = document.querySelector('.bar [role=status]')?.textContent || ''
    if (shown && said.includes('role') && !said.includes('so far')) window.whole = performance.now()
  })
  addEventListener('DOMContentLoaded', () => watch.observe(document.getElementById('finder'),
    {childList: true, subtree: true, characterData: true}))
}"""
TICK = """() => new Promise((done) => {
  const box = document.querySelector('#filters input[name=workplace]')
  box.click()
  requestAnimationFrame(() => setTimeout(done))
})"""


def measure(page: Page, address: str) -> tuple[float, float, float, float]:
    """Open the finder in a fresh page, wait for every role, and tick something."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def used() -> float:
        metrics = session.send("Performance.getMetrics")["metrics"]
        return float(next(one["value"] for one in metrics if one["name"] == "TaskDuration"))

    page.add_init_script(f"({WATCH})()")
    page.goto(address)
    page.wait_for_function("() => window.whole", timeout=120_000)
    work = used()
    first, whole = page.evaluate("() => [window.first, window.whole]")
    page.evaluate(TICK)
    return first, whole, 1000 * work, 1000 * (used() - work)


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("site", type=Path)
    parser.add_argument("--times", type=int, default=5)
    options = parser.parse_args()
    files = [options.site / "data/finder.json", *(options.site / "data/finder").rglob("*.json")]
    sizes = [len(brotli.compress(file.read_bytes())) for file in files]
    largest = max(file.stat().st_size for file in files)
    print(f"{len(files)} files, {sum(sizes) / 1000:.0f} KB compressed")
    print(f"the largest: {largest / 1000:.0f} KB, {max(sizes) / 1000:.0f} KB compressed")
    found = []
    with Server(options.site) as server, launch_chromium() as browser:
        for _ in range(options.times):
            visit, end = start_visit(browser, server.base)
            found.append(measure(visit.page, server.url("find/index.html")))
            end()
    for name, column in zip(
        ("first", "all", "work", "change"), zip(*found, strict=True), strict=True
    ):
        print(f"{name}: {statistics.median(column):.0f} ms ({max(column):.0f})")


if __name__ == "__main__":
    main()
