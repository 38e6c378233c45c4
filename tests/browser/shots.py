"""Takes pictures of a built site: every kind of page × width × colour scheme.

.venv/bin/python tests/browser/shots.py /tmp/shots
.venv/bin/python tests/browser/shots.py /tmp/shots --kinds role,home --widths 360 --viewport
"""

import argparse
import sys
from itertools import product
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from browser.chromium import Scheme, launch_chromium, start_visit
from browser.kinds import KINDS, find_example
from browser.server import Server

ROOT = Path(__file__).resolve().parents[2]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="pictures of every kind of page of a built site")
    parser.add_argument("folder", type=Path, help="where the PNG files go")
    parser.add_argument("--site", type=Path, default=ROOT / "site", help="a built site")
    parser.add_argument("--kinds", default=",".join(kind.name for kind in KINDS))
    parser.add_argument("--widths", default="360,768,1440")
    parser.add_argument("--schemes", default=",".join(SCHEMES))
    parser.add_argument("--viewport", action="store_true", help="the first screen only")
    return parser.parse_args()


def main() -> int:
    options = parse_arguments()
    if not (options.site / "index.html").is_file():
        print(f"{options.site} is not a built site: run make site", file=sys.stderr)
        return 2
    names = options.kinds.split(",")
    if unknown := set(names) - {kind.name for kind in KINDS}:
        print(f"no such kind: {', '.join(sorted(unknown))}", file=sys.stderr)
        return 2
    schemes = [scheme for scheme in SCHEMES if scheme in options.schemes.split(",")]
    kinds = [kind for kind in KINDS if kind.name in names]
    options.folder.mkdir(parents=True, exist_ok=True)
    with Server(options.site.resolve()) as server, launch_chromium() as browser:
        for kind, width, scheme in product(kinds, options.widths.split(","), schemes):
            path = find_example(options.site, kind)
            if path is None:
                continue
            visit, end = start_visit(browser, server.base, width=int(width), scheme=scheme)
            picture = options.folder / f"{kind.name}-{width}-{scheme}.png"
            visit.open(server.url(path), settled=True).page.screenshot(
                path=picture, full_page=not options.viewport
            )
            end()
            print(picture, *visit.errors, sep="\n  ")
    return 0


if __name__ == "__main__":
    sys.exit(main())
