"""What a build came to, as lines for people."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from roleguide.checks.budget import Budgets
from roleguide.diagnostics import Severity, escape_control
from roleguide.options import Result


def render_result(result: Result, out: Path, seconds: float) -> Iterator[str]:
    """Yield what was built, how large it is, and where it is."""
    publication = result.publication
    counted = f"{count_noun(result.files, 'file')} ({count_noun(result.roles, 'role')})"
    if publication is None:
        yield f"Nothing has changed: {counted}, looked at in {seconds:.1f} s."
    else:
        yield (
            f"Built {counted} in {seconds:.1f} s: "
            f"{count_noun(result.rendered, 'page')} rendered, "
            f"{count_noun(publication.written, 'file')} written, "
            f"{len(publication.removed):,} removed."
        )
        if publication.changed and result.budgets is not None:
            yield from _render_budgets(result.budgets)
        if publication.foreign:
            names = ", ".join(escape_control(name) for name in publication.foreign[:5])
            yield f"Files in {out} that are not ours stay there: {names}"
    yield f"The site is in {out}: open {out / 'index.html'}"
    notes = result.report.count(Severity.note)
    if notes:
        yield f"{count_noun(notes, 'completeness note')}: roleguide check lists them."


def _render_budgets(budgets: Budgets) -> Iterator[str]:
    for what, limit, found in (
        ("Largest role page with its style sheets", "of one round trip", budgets.role),
        ("Largest scripts of a page", "that are allowed", budgets.scripts),
    ):
        if found is not None:
            word = "OVER" if found.over else "within"
            yield (
                f"{what}: {found.size / 1024:.1f} KiB compressed, "
                f"{word} the {found.limit // 1024} KiB {limit} ({found.path})."
            )


def count_noun(number: int, noun: str) -> str:
    """Count things: ``1 file``, ``2 files``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
