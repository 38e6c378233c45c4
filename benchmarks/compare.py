"""Build the same guide with roleguide, Hugo, Eleventy and MkDocs, and print ratios to Hugo.

    python benchmarks/compare.py [--roles 1000] [--rounds 5] [--scratch DIR] [--only NAME ...]
        [--scenarios NAME ...] [--json FILE] [--markdown FILE]

The generators take turns within each round, so that whatever else the machine does hits them all.
Every build is verified: a site that lacks a page, a figure or a title is reported as incomplete.
Hugo, Eleventy and the corpus are put into the scratch folder when they are not there yet.
"""

import argparse
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # so that it runs as a script too

from benchmarks.corpus import write_corpus
from benchmarks.generators import SCENARIOS, make_generators
from benchmarks.report import describe_machine, markdown_report, put_between_markers
from benchmarks.rounds import compare

SCRATCH = Path("~/.cache/roleguide-bench")


def make_parser() -> argparse.ArgumentParser:
    """The options."""
    parser = argparse.ArgumentParser(description="Compare roleguide with other generators.")
    parser.add_argument("--roles", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--scratch", type=Path, default=SCRATCH)
    parser.add_argument("--only", nargs="+", metavar="NAME", help="generators to run")
    parser.add_argument("--scenarios", nargs="+", choices=SCENARIOS, default=list(SCENARIOS))
    parser.add_argument(
        "--ours",
        default=str(Path(sys.executable).parent / "roleguide"),
        help="command that runs roleguide",
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures")
    parser.add_argument(
        "--markdown", type=Path, metavar="FILE", help="put the tables between the file's markers"
    )
    return parser


def main() -> int:
    """Measure and report; exit code 1 when our own site was incomplete."""
    parser = make_parser()
    arguments = parser.parse_args()
    top = arguments.scratch.expanduser().resolve()
    scratch = top / str(arguments.roles)
    scratch.mkdir(parents=True, exist_ok=True)
    generators = make_generators(scratch, top / "tools", arguments.ours)
    names = [generator.name for generator in generators]
    if unknown := set(arguments.only or ()) - set(names):
        parser.error(f"no generator {', '.join(sorted(unknown))}; there are {', '.join(names)}")
    chosen = [one for one in generators if not arguments.only or one.name in arguments.only]
    corpus = scratch / "corpus"
    if not corpus.exists():
        write_corpus(corpus, arguments.roles)
    measured = compare(
        chosen, corpus, arguments.rounds, arguments.scenarios, lambda line: print(line, flush=True)
    )
    report = markdown_report(arguments.roles, arguments.rounds, measured)
    print(report)
    if arguments.json:
        figures = {name: one.to_json() for name, one in measured.items()}
        whole = {"roles": arguments.roles, "machine": describe_machine(), "generators": figures}
        arguments.json.write_text(json.dumps(whole, indent=1), encoding="utf-8")
    if arguments.markdown:
        put_between_markers(arguments.markdown, f"results:{arguments.roles}", report)
    ours = [measured[name] for name in ("roleguide", "roleguide-pages") if name in measured]
    return int(any(said != "complete" for one in ours for said in one.verdicts.values()))


if __name__ == "__main__":
    sys.exit(main())
