"""Measurements as tables of ratios."""

import os
import platform
import statistics
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.generators import SCENARIOS
from benchmarks.rounds import Measured, ratios

LABELS = {
    "cold": "Cold: empty output, nothing remembered",
    "unchanged": "Nothing changed",
    "prose": "One role’s prose edited",
    "again": "… and edited once more",
    "title": "One role’s title edited",
    "template": "Base template edited",
}
NAMES = {
    "roleguide": "roleguide",
    "roleguide-pages": "roleguide, pages only",
    "hugo-pages": "Hugo, pages only",
    "hugo-full": "Hugo, pages and twins",
    "hugo-plain": "Hugo, plain pages",
    "eleventy": "Eleventy",
    "mkdocs": "MkDocs",
    "mkdocs-dirty": "MkDocs `--dirty`",
}
REFERENCES = ("hugo-pages", "hugo-full", "hugo-plain")


def markdown_report(roles: int, rounds: int, measured: Mapping[str, Measured]) -> str:
    """All tables of one run."""
    parts = [f"{roles:,} roles, {rounds} rounds, on {describe_machine()}."]
    parts += [
        _ratio_table(reference, measured)
        for reference in REFERENCES
        if reference in measured and set(measured) - set(REFERENCES)
    ]
    parts += [_time_table(measured), _size_table(measured), _verdicts(measured)]
    parts.append(_commands(measured))
    return "\n\n".join(parts)


def describe_machine() -> str:
    """The machine in words: processor, cores, memory, system."""
    model = "an unnamed processor"
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        model = next(line.partition(":")[2].strip() for line in lines if "model name" in line)
        memory = Path("/proc/meminfo").read_text(encoding="utf-8").split()[1]
    except (OSError, StopIteration):
        return f"{model}, {platform.platform()}"
    gib = round(int(memory) / 1024**2)
    return f"{model}, {os.cpu_count()} cores, {gib} GiB, Linux {platform.release()}"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---", *["--:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _ratio_table(reference: str, measured: Mapping[str, Measured]) -> str:
    base = measured[reference]
    others = {name: one for name, one in measured.items() if name not in REFERENCES}
    rows = [
        [LABELS[scenario], *(_ratio_cell(one, base, scenario) for one in others.values())]
        for scenario in SCENARIOS
        if scenario in base.seconds
    ]
    if base.peak_mib:
        cells = [f"{(one.peak_mib or 0) / base.peak_mib:.2f}" for one in others.values()]
        rows.append(["Peak memory, cold", *cells])
    cells = [f"{one.size / base.size:.2f}" if base.size else "–" for one in others.values()]
    rows.append(["Bytes written, cold", *cells])
    title = (
        f"**Ratio to {NAMES[reference]}**: wall time as median (least–greatest), then processor "
        "time; below 1 is less than Hugo"
    )
    return f"{title}\n\n" + _table(["", *(NAMES[name] for name in others)], rows)


def _ratio_cell(one: Measured, base: Measured, scenario: str) -> str:
    middle, least, most = ratios(one.seconds[scenario], base.seconds[scenario])
    cpu, _, _ = ratios(one.cpu_seconds[scenario], base.cpu_seconds[scenario])
    text = f"{middle:.2f} ({least:.2f}–{most:.2f}), CPU {cpu:.2f}"
    return text if one.verdicts[scenario] == "complete" else f"incomplete ~~{text}~~"


def _time_table(measured: Mapping[str, Measured]) -> str:
    rows = []
    for name, one in measured.items():
        cells = [
            f"{statistics.median(one.seconds[scenario]):.1f} / "
            f"{statistics.median(one.cpu_seconds[scenario]):.1f}"
            if scenario in one.seconds
            else "–"
            for scenario in SCENARIOS
        ]
        floor = f"{statistics.median(one.floor_seconds):.2f}" if one.floor_seconds else "–"
        rows.append([NAMES[name], *cells, floor])
    head = ["Median seconds, wall / processor", *SCENARIOS]
    return _table([*head, "floor"], rows)


def _size_table(measured: Mapping[str, Measured]) -> str:
    rows = [
        [
            NAMES[name],
            f"{one.files:,}",
            f"{one.size / 1e6:.1f}",
            f"{one.html_files:,}",
            f"{one.html_size / 1e6:.1f}",
            f"{one.role_html_size / 1e6:.1f}",
            f"{one.peak_mib or 0:.0f}",
        ]
        for name, one in measured.items()
    ]
    head = ["Output", "files", "MB", "HTML files", "HTML MB", "of it roles", "peak MiB"]
    return _table(head, rows)


def _verdicts(measured: Mapping[str, Measured]) -> str:
    lines = []
    for name, one in measured.items():
        wrong = {
            scenario: verdict for scenario, verdict in one.verdicts.items() if verdict != "complete"
        }
        if not wrong:
            lines.append(f"- {NAMES[name]}: every build was complete.")
        lines += [f"- {NAMES[name]}, {scenario}: {verdict}." for scenario, verdict in wrong.items()]
    return "\n".join(lines)


def _commands(measured: Mapping[str, Measured]) -> str:
    lines = [f"- {NAMES[name]}: {one.version}; `{one.command}`" for name, one in measured.items()]
    return "\n".join(lines)


def put_between_markers(path: Path, name: str, text: str) -> None:
    """Replace what stands between `<!-- name -->` and `<!-- /name -->` in a file."""
    before, start, rest = path.read_text(encoding="utf-8").partition(f"<!-- {name} -->")
    _, end, after = rest.partition(f"<!-- /{name} -->")
    if not start or not end:
        raise ValueError(f"{path} has no markers <!-- {name} --> and <!-- /{name} -->")
    path.write_text(f"{before}{start}\n\n{text}\n\n{end}{after}", encoding="utf-8")
