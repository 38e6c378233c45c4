"""Rounds: every generator in turn through every scenario, each build measured and verified."""

import shutil
import statistics
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.edits import Edit, edit_prose, edit_template, edit_title
from benchmarks.generators import SCENARIOS, Generator
from benchmarks.measuring import Run, run
from benchmarks.verify import Expectations, State

Say = Callable[[str], None]
AGAIN = 100
"""Added to a round's number: another state of a file that this round has edited before. The first
edit of a site may pay for what later ones use."""


@dataclass
class Measured:
    """What was measured of one generator."""

    version: str = ""
    command: str = ""
    seconds: dict[str, list[float]] = field(default_factory=dict)  # by scenario, one a round
    cpu_seconds: dict[str, list[float]] = field(default_factory=dict)
    verdicts: dict[str, str] = field(default_factory=dict)  # by scenario: the worst of all rounds
    peak_mib: float | None = None
    files: int = 0
    size: int = 0
    html_files: int = 0
    html_size: int = 0
    role_html_size: int = 0
    floor_seconds: list[float] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """As plain values."""
        return asdict(self)


class Candidate:
    """A generator with its site folder, its edits and what was measured so far."""

    def __init__(self, generator: Generator, corpus: Path, expectations: Expectations) -> None:
        self.generator = generator
        self.expectations = expectations
        self.measured = Measured()
        shutil.rmtree(generator.root, ignore_errors=True)
        generator.prepare(corpus, generator.root)
        self.measured.version = generator.version()
        roles = generator.root / generator.content / "roles"
        self.edits: dict[str, Edit] = {
            "prose": edit_prose(roles / f"{expectations.prose_role}.md"),
            "title": edit_title(roles / f"{expectations.title_role}.md"),
            "template": edit_template(generator.root / generator.template),
        }
        self.states = dict.fromkeys(self.edits, 0)

    def build(self, scenario: str, number: int) -> str:
        """Bring the folder into the scenario's state, build it, measure and verify; a line."""
        if scenario == "cold":
            self.generator.empty()
        edited, state = (scenario, number) if scenario != "again" else ("prose", number + AGAIN)
        if edited in self.edits:
            self.edits[edited].write(state)
            self.states[edited] = state
        taken = self._run(scenario)
        found = self.expectations.check(self.generator.output, State(**self.states))
        verdict = found.summary()
        self.measured.seconds.setdefault(scenario, []).append(taken.seconds)
        self.measured.cpu_seconds.setdefault(scenario, []).append(taken.cpu_seconds)
        if self.measured.verdicts.get(scenario, "complete") == "complete":
            self.measured.verdicts[scenario] = verdict
        return (
            f"{scenario:10} {self.generator.label:28} {taken.seconds:8.2f} s "
            f"{taken.cpu_seconds:8.2f} s CPU  {verdict}"
        )

    def _run(self, scenario: str, *, memory: bool = False) -> Run:
        command = self.generator.commands(scenario)
        if scenario == "cold":
            self.measured.command = self._in_short(str(command))
        return run(command, memory=memory)

    def _in_short(self, command: str) -> str:
        """A command without the folders that differ between machines."""
        for folder, word in (
            (f"{Path(sys.executable).parent}/", ""),
            (str(self.generator.root), "SITE"),
            (str(self.generator.root.parents[1]), "SCRATCH"),
            (str(Path(__file__).resolve().parents[1]), "CHECKOUT"),
        ):
            command = command.replace(folder, word)
        return command

    def weigh(self) -> None:
        """A cold build of its own for the memory; then the size of what was built."""
        self.generator.empty()
        self.measured.peak_mib = self._run("cold", memory=True).peak_mib
        out = self.generator.output
        for path in out.rglob("*"):
            if path.is_file():
                size = path.stat().st_size
                self.measured.files += 1
                self.measured.size += size
                if path.suffix == ".html":
                    self.measured.html_files += 1
                    self.measured.html_size += size
                    if path.parent.parent == out / "roles":
                        self.measured.role_html_size += size

    def find_floor(self, rounds: int, scratch: Path) -> None:
        """Read the input and write the same output with nothing in between."""
        source = self.generator.root / self.generator.content
        script = Path(__file__).parent / "floor.py"
        for _ in range(rounds):
            out = scratch / "floor"
            shutil.rmtree(out, ignore_errors=True)
            said = subprocess.run(
                (sys.executable, str(script), str(source), str(self.generator.output), str(out)),
                capture_output=True,
                text=True,
                check=True,
            ).stdout
            self.measured.floor_seconds.append(float(said))
            shutil.rmtree(out)


def compare(
    generators: Sequence[Generator],
    corpus: Path,
    rounds: int,
    scenarios: Sequence[str],
    say: Say,
) -> dict[str, Measured]:
    """Measure all generators, in turn within each scenario, round by round."""
    expectations = Expectations(corpus)
    candidates = []
    for generator in generators:
        say(f"preparing {generator.label}")
        candidates.append(Candidate(generator, corpus, expectations))
    for number in range(1, rounds + 1):
        for scenario in (name for name in SCENARIOS if name in scenarios or name == "cold"):
            for candidate in candidates:
                say(f"round {number}: {candidate.build(scenario, number)}")
    for candidate in candidates:
        candidate.weigh()
        candidate.find_floor(rounds, candidate.generator.root.parent)
    return {one.generator.name: one.measured for one in candidates}


def ratios(ours: Sequence[float], theirs: Sequence[float]) -> tuple[float, float, float]:
    """The median, least and greatest ratio of builds that stood side by side in a round."""
    found = [one / other for one, other in zip(ours, theirs, strict=True)]
    return statistics.median(found), min(found), max(found)
