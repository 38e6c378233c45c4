"""Where a build's time went, as a table for people and as one JSON object for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator

from roleguide.diagnostics import Severity, escape_control
from roleguide.options import Result
from roleguide.timings import Slow, Stage

FILES, PAGES = "Reading", "Rendering"
"""The stages whose slowest items are told."""


def render_timings(result: Result) -> Iterator[str]:
    """Yield a line a stage, the total, and the slowest files and pages if there are any."""
    stages = result.timings.account()
    total = sum(stage.seconds for stage in stages)
    yield f"{'Where the time went':24} {'seconds':>9} {'share':>7} {'count':>8}"
    for stage in stages:
        count = f"{stage.count:,}" if stage.count else ""
        share = 100 * stage.seconds / total if total else 0.0
        yield f"  {stage.name:22} {stage.seconds:9.3f} {share:6.1f}% {count:>8}".rstrip()
    yield f"  {'total':22} {total:9.3f} {100:6.1f}%"
    yield from _render_slowest("Slowest files to read", result.timings.slowest(FILES))
    yield from _render_slowest("Slowest pages to render", result.timings.slowest(PAGES))


def _render_slowest(title: str, items: tuple[Slow, ...]) -> Iterator[str]:
    if items:
        yield f"{title:24} {'ms':>9}"
    for slow in items:
        yield f"  {1000 * slow.seconds:32.1f}  {escape_control(slow.item)}"


def render_timings_json(result: Result) -> str:
    """Return one JSON object: times in seconds, and what the build came to.

    The seconds of the stages, ``other`` among them, add up to ``seconds``.
    """
    stages = result.timings.account()
    told = {
        "done": result.done,
        "seconds": _add_up(stages),
        "stages": [
            {"name": stage.name, "seconds": stage.seconds, "count": stage.count} for stage in stages
        ],
        "slowest": {
            "files": _list_slowest(result.timings.slowest(FILES)),
            "pages": _list_slowest(result.timings.slowest(PAGES)),
        },
        "roles": result.roles,
        "pages": result.pages,
        "rendered": result.rendered,
        "files": result.files,
        "errors": result.report.count(Severity.error),
        "warnings": result.report.count(Severity.warning),
        "notes": result.report.count(Severity.note),
    }
    return json.dumps(told, indent=2, ensure_ascii=True, allow_nan=False)


def _add_up(stages: tuple[Stage, ...]) -> float:
    return round(sum(stage.seconds for stage in stages), 6)


def _list_slowest(items: tuple[Slow, ...]) -> list[dict[str, str | float]]:
    return [{"path": slow.item, "seconds": round(slow.seconds, 6)} for slow in items]
