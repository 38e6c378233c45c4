"""How long readers wait for a search, and what it loads, in Chromium.

    python benchmarks/searching.py SITE [--titles N] [--seed N]

SITE is a built site, for example of `benchmarks/corpus.py`. A local server sends it uncompressed.
Every visit begins with an empty cache. Queries are drawn from titles of roles:

- *title*: a whole title at once, as somebody pastes it;
- *typed*: the first ten letters of a title, key by key, each after the results of the last;
- *misspelt*: two letters of a long word swapped;
- *unknown*: a word that no page has;
- *shared*: an address with a query, `search/?q=…`, from the request for the page on.

For each kind:

- *loaded*: bytes of all index files that the search needed, compressed with Brotli 11 as a host
  sends them (the plan and the places included);
- *first*: milliseconds from the key (or the request) to the frame that shows the answer, with the
  way to the server and back;
- *later*: the same for every further key (*typed*), or for the same query asked again;
- *work*: milliseconds of processor time of the page's main thread for the first answer, which
  hardly depends on what else the machine does;
- *heap*: what JavaScript holds after that, when garbage is collected.
"""

import argparse
import json
import random
import statistics
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import brotli  # type: ignore[import-untyped]
from playwright.sync_api import Browser

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from browser.chromium import launch_chromium, start_visit
from browser.server import Server, StaticHandler

# An answer is there when its query is noted; the time is that of the frame that shows it.
WATCH = """() => {
  const answers = (globalThis.answers = [])
  addEventListener('DOMContentLoaded', () => new MutationObserver(() => requestAnimationFrame(
    () => setTimeout(() => answers.push(performance.now())))).observe(
    document.querySelector('[data-search]'), {attributeFilter: ['data-query'], subtree: true}))
}"""
TYPE = """async (query) => {
  const box = document.querySelector('input[name=q]'), output = document.querySelector('.results')
  const shown = new Promise((done) => {
    const watch = new MutationObserver(() => {
      watch.disconnect()
      requestAnimationFrame(() => setTimeout(() => done(performance.now())))
    })
    watch.observe(output, {attributeFilter: ['data-query']})
  })
  const began = performance.now()
  box.value = query
  box.dispatchEvent(new Event('input', {bubbles: true}))
  return (await shown) - began
}"""
FILES = """() => performance.getEntriesByType('resource').map(({name}) => name)
  .filter((name) => name.endsWith('.json')).map((name) => name.split('/search/')[1])"""
LETTERS = 10


class QuietHandler(StaticHandler):
    """Keeps connections, as hosts do; a browser that leaves while something is sent is no news."""

    protocol_version = "HTTP/1.1"

    def handle(self) -> None:
        """Answer, unless nobody listens any more."""
        try:
            super().handle()
        except ConnectionError:
            self.close_connection = True


@dataclass
class Figures:
    """What was measured of one kind of query."""

    loaded: list[float] = field(default_factory=list)
    first: list[float] = field(default_factory=list)
    later: list[float] = field(default_factory=list)
    work: list[float] = field(default_factory=list)
    heap: list[float] = field(default_factory=list)


def draw_titles(site: Path, count: int, chance: random.Random) -> list[str]:
    """Draw titles of roles."""
    titles = set()
    for file in sorted(site.glob("search/words-*.json")):
        titles |= {one[2] for one in json.loads(file.read_bytes()) if one[0] == "role"}
    return [chance.choice(sorted(titles)) for _ in range(count)]


def misspell(title: str, chance: random.Random) -> str:
    """Swap two letters within the longest word of a title."""
    word = max(title.split(), key=len)
    at = chance.randrange(1, len(word) - 1)
    return word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]


def measure(browser: Browser, server: Server, kind: str, queries: list[str]) -> tuple[Any, ...]:
    """Type these one after the other into the box of a page that was never open before."""
    visit, end = start_visit(browser, server.base)
    page = visit.page
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.clearBrowserCache")
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def metric(name: str) -> float:
        found = session.send("Performance.getMetrics")["metrics"]
        return float(next(one["value"] for one in found if one["name"] == name))

    before = 0.0
    if kind == "shared":
        page.add_init_script(f"({WATCH})()")
        page.goto(server.url(f"search/index.html?q={queries[0].replace(' ', '+')}"))
        page.wait_for_function("() => answers.length")
        times = [page.evaluate("() => answers.at(-1)")]
    else:
        page.goto(server.url("search/index.html"))
        page.wait_for_load_state("networkidle")
        before = metric("TaskDuration")
        times = [page.evaluate(TYPE, queries[0])]
    work = 1000 * (metric("TaskDuration") - before)
    times += [page.evaluate(TYPE, query) for query in queries[1:]]
    files = page.evaluate(FILES)
    session.send("HeapProfiler.collectGarbage")
    heap = metric("JSHeapUsedSize") / 1e6
    end()
    return files, times, work, heap


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("site", type=Path)
    parser.add_argument("--titles", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    sizes: dict[str, int] = {}

    def size(file: str) -> int:
        if file not in sizes:
            sizes[file] = len(brotli.compress((options.site / "search" / file).read_bytes()))
        return sizes[file]

    figures: dict[str, Figures] = {}
    with (
        Server(options.site, handler=QuietHandler) as server,
        launch_chromium() as browser,
    ):
        for title in draw_titles(options.site, options.titles, chance):
            wrong = misspell(title, chance)
            for kind, queries in {
                "title": [title, title + " "],
                "typed": [title[: n + 1] for n in range(LETTERS)],
                "misspelt": [wrong, wrong + " "],
                "unknown": ["zqxjkvbw", "zqxjkvbwz"],
                "shared": [title],
            }.items():
                files, times, work, heap = measure(browser, server, kind, queries)
                found = figures.setdefault(kind, Figures())
                found.loaded.append(sum(map(size, files)) / 1000)
                found.first.append(times[0])
                found.later += times[1:]
                found.work.append(work)
                found.heap.append(heap)
    heads = ("query", "loaded", "first", "later", "work", "heap")
    print("|", " | ".join(heads), "|")
    print("| --- " * len(heads) + "|")
    for kind, found in figures.items():
        cells = [kind]
        for name, unit in zip(heads[1:], ("KB", "ms", "ms", "ms", "MB"), strict=True):
            values = getattr(found, name)
            if values:
                middle, most = statistics.median(values), max(values)
                cells.append(f"{middle:.0f} {unit} ({most:.0f})")
            else:
                cells.append("–")
        print("|", " | ".join(cells), "|")


if __name__ == "__main__":
    main()
