"""How much a search loads and how soon it shows something, in Chromium.

    python benchmarks/searching.py SITE [--queries N] [--seed N]

SITE is a built site, for example of `benchmarks/corpus.py`. Queries are drawn from its titles: a
whole title, two of its words, a beginning, a misspelling. For each, in a fresh page:

- *loaded*: bytes of the index files, compressed with Brotli 11, as a host sends them;
- *first*: milliseconds from the arrival of the last of them to the frame that shows results;
- *work*: milliseconds of processor time of the page's main thread from the key to there; hardly
  depends on what else the machine does;
- *again*: milliseconds from a key to that frame when everything is loaded; for 60 of them the page
  waits for another key.
"""

import argparse
import json
import random
import statistics
import sys
from pathlib import Path

import brotli  # type: ignore[import-untyped]
from playwright.sync_api import Page

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from browser.chromium import launch_chromium, start_visit
from browser.server import Server

FIRST = """async (query) => {
  const box = document.querySelector('input[name=q]'), output = document.querySelector('.results')
  const found = new Promise((done) => new MutationObserver(() => output.firstElementChild &&
    requestAnimationFrame(() => done(performance.now()))).observe(output, {childList: true}))
  box.value = query
  const began = performance.now()
  box.dispatchEvent(new Event('input', {bubbles: true}))
  const shown = await found
  const files = performance.getEntriesByType('resource').filter(({name}) => name.endsWith('.json'))
  const arrived = Math.max(...files.map(({responseEnd}) => responseEnd))
  return [files.map(({name}) => name.split('/search/')[1]), shown - arrived, shown - began]
}"""
CLEAR = """async () => {
  const box = document.querySelector('input[name=q]'), output = document.querySelector('.results')
  box.value = ''
  box.dispatchEvent(new Event('input', {bubbles: true}))
  while (output.firstElementChild) await new Promise((done) => setTimeout(done, 5))
}"""


def draw_queries(site: Path, count: int, chance: random.Random) -> list[tuple[str, str]]:
    """Draw queries of four kinds from the titles of roles."""
    titles = []
    for file in sorted(site.glob("search/words-*.json")):
        titles += [one[2] for one in json.loads(file.read_bytes()) if one[0] == "role"]
    titles = sorted(set(titles))
    queries = []
    for _ in range(count):
        title = chance.choice(titles)
        words = title.split()
        word = max(words, key=len)
        at = chance.randrange(1, len(word) - 1)
        swapped = word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]
        queries += [
            ("title", title),
            ("two words", " ".join(words[:2])),
            ("beginning", words[-1][:5]),
            ("misspelt", swapped),
        ]
    return queries


def measure(page: Page, address: str, query: str) -> tuple[list[str], float, float, float]:
    """Search for one thing in a fresh page."""
    page.goto(address)
    page.wait_for_load_state("networkidle")
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def used() -> float:
        metrics = session.send("Performance.getMetrics")["metrics"]
        return float(next(one["value"] for one in metrics if one["name"] == "TaskDuration"))

    before = used()
    files, first, _ = page.evaluate(FIRST, query)
    work = 1000 * (used() - before)
    page.evaluate(CLEAR)
    _, _, again = page.evaluate(FIRST, query)
    return files, first, work, again


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("site", type=Path)
    parser.add_argument("--queries", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    sizes: dict[str, int] = {}

    def size(file: str) -> int:
        if file not in sizes:
            sizes[file] = len(brotli.compress((options.site / "search" / file).read_bytes()))
        return sizes[file]

    figures: dict[str, list[tuple[int, float, float, float]]] = {}
    with Server(options.site) as server, launch_chromium() as browser:
        for kind, query in draw_queries(options.site, options.queries, random.Random(options.seed)):
            visit, end = start_visit(browser, server.base)
            files, first, work, again = measure(visit.page, server.url("search/index.html"), query)
            end()
            compressed = sum(size(file) for file in files)
            figures.setdefault(kind, []).append((compressed, first, work, again))
    heads = ("query", "loaded", "first", "work", "again")
    print(
        "|",
        " | ".join(f"{head}, median (greatest)" if n else head for n, head in enumerate(heads)),
        "|",
    )
    print("| --- " * len(heads) + "|")
    for kind, found in figures.items():
        columns: list[list[float]] = [list(column) for column in zip(*found, strict=True)]
        loaded = [size / 1000 for size in columns[0]]
        cells = [f"{statistics.median(loaded):.1f} KB ({max(loaded):.1f})"]
        cells += [f"{statistics.median(one):.0f} ms ({max(one):.0f})" for one in columns[1:]]
        print("|", " | ".join([kind, *cells]), "|")


if __name__ == "__main__":
    main()
