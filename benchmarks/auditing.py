"""Lighthouse on the fullest pages of a built site, as a phone of the middle class sees them.

    make lighthouse [ARGS="--only role,search --runs 3"]

Each page is served as a host serves it: compressed with Brotli, with the site's own `_headers`. The
median of the runs counts. Ends with 1 if a page is below the bar: 100 in accessibility, best
practices and SEO, 98 in performance. Prints a table in Markdown.
"""

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final

import brotli  # type: ignore[import-untyped]

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from browser.chromium import ARGUMENTS, find_chromium
from browser.server import Server, StaticHandler

HERE: Final = Path(__file__).resolve().parent / "lighthouse"
BAR: Final = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
FIGURES: Final = {
    "first-contentful-paint": "first paint, s",
    "largest-contentful-paint": "largest paint, s",
    "total-blocking-time": "blocked, ms",
    "cumulative-layout-shift": "shift",
}
ROLE: Final = "roles/computer-vision-engineer/"
PAGES: Final = {
    "home": "",
    "role": ROLE,
    "pay": f"{ROLE}pay/",
    "market": f"{ROLE}market/",
    "letters": f"{ROLE}letters/",
    "questions": f"{ROLE}questions/",
    "postings of a role": "roles/data-scientist/postings/",
    "compare": "compare/?roles=registered-nurse,data-scientist,electrician,llm-engineer",
    "move": "moves/?from=electrician&to=registered-nurse",
    "search": "search/?q=machine%20learning",
    "salaries": "salaries/",
    "posting": "postings/lanternreed-low-light-imaging-engineer/",
    "skill": "skills/python/",
    "tools": "tools/",
    "finder": "find/?education=masters_degree&pay=120000",
    "shortlist": "shortlist/",
    "levels": f"{ROLE}levels/",
    "coverage": "coverage/",
    "data": "data/",
    "offline": "offline/",
}
TEXT: Final = re.compile(r"text/|json|javascript|xml|svg")


class Host(StaticHandler):
    """Serves compressed text, and the headers that the site's `_headers` asks for."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:  # noqa: N802 (the base class's name)
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        kind = self.guess_type(str(path))
        body, packed = read_packed(path, packed=bool(TEXT.search(kind)))
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if packed else kind)
        self.send_header("Content-Length", str(len(body)))
        if packed:
            self.send_header("Content-Encoding", "br")
        for name, value in read_headers(self.folder, "/" + str(path.relative_to(self.folder))):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


@cache
def read_packed(path: Path, *, packed: bool) -> tuple[bytes, bool]:
    content = path.read_bytes()
    return (brotli.compress(content), True) if packed else (content, False)


@cache
def read_headers(folder: Path, address: str) -> tuple[tuple[str, str], ...]:
    """Return the headers that `_headers` gives an address; later rules come on top."""
    found: dict[str, str] = {}
    applies = False
    for line in (folder / "_headers").read_text(encoding="utf-8").splitlines():
        if line[:1] == "/":
            pattern = re.escape(line.strip()).replace(r"\*", ".*")
            applies = re.fullmatch(pattern, address) is not None
        elif applies and ":" in line:
            name, _, value = line.strip().partition(":")
            # Over plain http, on this machine, there is nothing to upgrade to.
            found[name] = value.strip().replace("; upgrade-insecure-requests", "")
    return tuple(found.items())


def audit(url: str) -> dict[str, Any]:
    """Return Lighthouse's report of one load of an address."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        command = [
            *("node", str(HERE / "node_modules/lighthouse/cli/index.js"), url),
            *("--quiet", "--output=json", f"--output-path={report}"),
            f"--only-categories={','.join(BAR)}",
            f"--chrome-flags=--headless=new {' '.join(ARGUMENTS)}",
        ]
        environment = os.environ | {"CHROME_PATH": find_chromium()}
        for last in (False, False, True):  # a busy machine now and then records no trace
            if subprocess.run(command, env=environment, check=last).returncode == 0:
                break
        found: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    if error := found.get("runtimeError"):
        raise RuntimeError(f"{url}: {error['message']}")
    return found


def find_failed(report: dict[str, Any], category: str) -> list[str]:
    """Return the audits of a category that cost points."""
    return [
        one["id"]
        for one in report["categories"][category]["auditRefs"]
        if one["weight"]
        and (report["audits"][one["id"]]["score"] or 0) < 1
        and report["audits"][one["id"]]["scoreDisplayMode"] not in {"notApplicable", "manual"}
    ]


def judge(name: str, reports: list[dict[str, Any]], *, noindex: bool) -> tuple[str, list[str]]:
    """Return a page's row of the table, and what is below the bar."""
    scores = {
        category: round(
            100 * statistics.median(one["categories"][category]["score"] for one in reports)
        )
        for category in BAR
    }
    faults = []
    for category, least in BAR.items():
        failed = sorted({audit for one in reports for audit in find_failed(one, category)})
        # A sample of a posting is kept out of search engines on purpose.
        if category == "seo" and noindex and failed == ["is-crawlable"]:
            scores[category] = 100
        if scores[category] < least:
            faults.append(f"{name}: {category} {scores[category]}: {', '.join(failed)}")
    figures = [
        statistics.median(one["audits"][audit]["numericValue"] for one in reports)
        for audit in FIGURES
    ]
    shown = (f"{figures[0] / 1000:.1f}", f"{figures[1] / 1000:.1f}", f"{figures[2]:.0f}")
    cells = (name, *map(str, scores.values()), *shown, f"{figures[3]:.3f}")
    return f"| {' | '.join(cells)} |", faults


def main() -> int:
    parser = argparse.ArgumentParser(description="Lighthouse on the fullest pages of a site")
    parser.add_argument("site", type=Path, nargs="?", default=Path("site"))
    parser.add_argument("--only", default=",".join(PAGES))
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    site = options.site.resolve()
    names = options.only.split(",")
    if unknown := set(names) - PAGES.keys():
        print(f"no such page: {', '.join(sorted(unknown))}", file=sys.stderr)
        return 2
    rows, faults, versions = [], [], set()
    with Server(site, handler=Host) as server:
        for name in names:
            address = PAGES[name]
            print(f"{name} …", file=sys.stderr)
            reports = [audit(server.base + address) for _ in range(options.runs)]
            page = site / address.partition("?")[0] / "index.html"
            noindex = 'name="robots" content="noindex"' in page.read_text(encoding="utf-8")
            row, wrong = judge(name, reports, noindex=noindex)
            rows.append(row)
            faults += wrong
            versions.add(reports[0]["lighthouseVersion"])
    print(f"Lighthouse {', '.join(versions)}, mobile, median of {options.runs}\n")
    head = ("page", *(category.replace("-", " ") for category in BAR), *FIGURES.values())
    print(f"| {' | '.join(head)} |\n|---|{'--:|' * (len(head) - 1)}", *rows, sep="\n")
    print(*("", *faults), sep="\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
