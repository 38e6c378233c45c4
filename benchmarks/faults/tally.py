"""Counting what happened in the trials of one method, and saying it."""

import argparse
import random
import sys
import time
from collections import Counter
from pathlib import Path


class Tally:
    """Endings by name, and the bad outcomes, each printed as soon as it is found."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.trials = 0
        self.endings: Counter[str] = Counter()
        self.bad: dict[str, str] = {}  # trial to its first problem
        self._began = time.monotonic()

    def count(self, ending: str) -> None:
        """One trial ended in this way."""
        self.trials += 1
        self.endings[ending] += 1

    def note(self, what: str) -> None:
        """Something else that the figures should say of a trial."""
        self.endings[what] += 1

    def report(self, trial: str, problem: str) -> None:
        """A bad outcome; an empty problem is none."""
        if problem:
            self.bad.setdefault(trial, problem)
            print(f"BAD {trial}: {problem}", flush=True)

    def close(self, seed: int | None = None, **figures: object) -> int:
        """Print the closing line of figures; the exit code of the script."""
        parts = [f"{name} {number}" for name, number in sorted(self.endings.items())]
        parts += [f"{name.replace('_', ' ')} {value}" for name, value in figures.items()]
        if seed is not None:
            parts.append(f"seed {seed}")
        seconds = time.monotonic() - self._began
        print(
            f"{self.name}: bad outcomes {len(self.bad)} / {self.trials} trials; "
            f"{', '.join(parts)}; {seconds:.0f} s",
            flush=True,
        )
        return 1 if self.bad or not self.trials else 0


def make_parser(text: str | None, trials: int) -> argparse.ArgumentParser:
    """The options that all methods share; `text` is the script's docstring."""
    parser = argparse.ArgumentParser(
        description=text, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--trials", type=int, default=trials, metavar="N", help=f"default {trials}; 0: all points"
    )
    parser.add_argument("--seed", type=int, metavar="S", help="default: drawn, and printed")
    parser.add_argument("--root", type=Path, metavar="DIR", help="a project; it is copied")
    parser.add_argument(
        "--record", metavar="FILE", help="the prose that changes, relative to the root"
    )
    parser.add_argument(
        "--jobs", type=int, default=1, metavar="N", help="processes that render, default 1"
    )
    return parser


def seed_trials(options: argparse.Namespace) -> int:
    """Seed the random numbers as asked, or by lot; returns the seed."""
    seed: int = options.seed if options.seed is not None else random.randrange(10**6)
    random.seed(seed)
    return seed


def show_progress(trial: int, trials: int) -> None:
    """A line on a terminal only: a log gets findings and figures."""
    if sys.stderr.isatty():
        print(f"\r{trial} of {trials}", end="", file=sys.stderr, flush=True)
