"""What stops a build late: pages that would vanish, and templates that can't be rendered."""

from __future__ import annotations

from typing import Final

from roleguide.diagnostics import Place, Report
from roleguide.engine.publish import Publisher
from roleguide.engine.render import RenderFailed
from roleguide.options import Options

LOST_SHARE: Final = 10
"""Percent of the published pages that may vanish in one build before it stops (hazard H44)."""
LOST_FEW: Final = 3
"""So few lost pages never stop a build that is not strict."""


def report_template(error: RenderFailed, report: Report) -> None:
    """Report a template of the site's own that is wrong."""
    report.error(
        Place(f"templates/{error.template}", error.line, 1),
        "bad-template",
        f"The template can’t be rendered for {error.page.path}: {error.reason}.",
        "correct the template, or delete it to use the default one",
    )


def check_lost(
    lost: tuple[str, ...], publisher: Publisher, options: Options, report: Report
) -> None:
    """Stop when published pages would vanish: many of them, or any at all in a strict build."""
    if not lost or publisher.published is None:
        return
    pages = sum(1 for path in publisher.published.files if path.endswith("index.html"))
    if options.allow_removals is not None:
        stops = len(lost) > options.allow_removals
    else:
        stops = len(lost) > LOST_FEW and len(lost) * 100 > pages * LOST_SHARE
    say = report.error if stops else report.warning
    if options.allow_removals is not None and not stops:
        return
    shown = ", ".join(lost[:5]) + (" …" if len(lost) > 5 else "")
    say(
        Place("content"),
        "pages-lost",
        f"{len(lost)} of {pages} published pages would vanish without a redirect: {shown}.",
        f"list old ids under `formerly:`, or say --allow-removals {len(lost)}",
    )
