"""How much a search loads and how soon it shows something, in Chromium.

    python benchmarks/searching.py SITE [--queries N] [--seed N]

SITE is a built site, for example of `benchmarks/corpus.py`. Queries are drawn from its titles: a
whole title, two of its words, a beginning, a misspelling. For each, in a fresh page:

- *loaded*: bytes of the index files, compressed with Brotli 11, as a host sends them;
- *first*: milliseconds from the arrival of the last of them to the frame that shows results;
- *again*: milliseconds from a key to that frame when everything is loaded.
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

TYPE = """async ([query, again]) => {
  const box = document.querySelector('input[name=q]'), output = document.querySelector('.results')
  const type = (text) => {
    box.value = text
    box.dispatchEvent(new Event('input', {bubbles: true}))
  }
  const shown = () => new Promise((done) => {
    const look = () => {
      if (output.firstElementChild) requestAnimationFrame(() => done(performance.now()))
      else setTimeout(look, 1)
    }
    look()
  })
  type(query)
  const first = await shown()
  const files = performance.getEntriesByType('resource').filter(({name}) => name.endsWith('.json'))
  const arrived = Math.max(...files.map(({responseEnd}) => responseEnd))
  type('')
  while (output.firstElementChild) await new Promise((done) => setTimeout(done, 5))
  type(query)
  const began = performance.now()
  const last = await shown()
  return [files.map(({name}) => name.split('/search/')[1]), first - arrived, last - began,
    output.querySelector('.hit').textContent]
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


def measure(page: Page, address: str, query: str) -> tuple[list[str], float, float]:
    """Search for one thing in a fresh page."""
    page.goto(address)
    page.wait_for_load_state("networkidle")
    files, first, again, _ = page.evaluate(TYPE, [query, ""])
    return files, first, again


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

    figures: dict[str, list[tuple[int, float, float]]] = {}
    with Server(options.site) as server, launch_chromium() as browser:
        for kind, query in draw_queries(options.site, options.queries, random.Random(options.seed)):
            visit, end = start_visit(browser, server.base)
            files, first, again = measure(visit.page, server.url("search/index.html"), query)
            end()
            compressed = sum(size(file) for file in files)
            figures.setdefault(kind, []).append((compressed, first, again))
    print("| query | loaded, median | greatest | first, median | greatest | again, median |")
    print("| --- | --- | --- | --- | --- | --- |")
    for kind, found in figures.items():
        loaded = [one[0] / 1000 for one in found]
        firsts, agains = [one[1] for one in found], [one[2] for one in found]
        print(
            f"| {kind} | {statistics.median(loaded):.1f} KB | {max(loaded):.1f} KB "
            f"| {statistics.median(firsts):.0f} ms | {max(firsts):.0f} ms "
            f"| {statistics.median(agains):.0f} ms |"
        )


if __name__ == "__main__":
    main()
