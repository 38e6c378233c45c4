"""The door to a build, and the short way when there is nothing to do.

What is imported at the top is what that short way needs.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from roleguide.content.scan import Scan, scan_content
from roleguide.engine.memory import Memory, fingerprint, open_memory
from roleguide.engine.output import place_output
from roleguide.last import find_last
from roleguide.options import Options, Progress, Result
from roleguide.pages.theme import Theme
from roleguide.timings import Timings

LIBRARIES: Final = (
    *("jinja2", "markupsafe", "markdown-it-py", "pyyaml", "msgspec", "babel"),
    *("pagefind-bin", "brotli"),
)
"""Libraries whose version may change a published file."""


def build_site(options: Options, progress: Progress) -> Result:
    """Build and publish a site; the published one stays as it is unless everything is right."""
    place_output(options.out, options.protected)  # a dangerous folder is refused before all else
    timings = Timings()
    with timings.stage("Scanning"):
        scan, theme = scan_content(options.root), Theme(options.root)
    if options.memory is None:
        return _rebuild(options, progress, scan=scan, theme=theme, memory=None, timings=timings)
    memory = open_memory(options.memory, fingerprint(Path(__file__).parent, LIBRARIES))
    try:
        with timings.stage("Comparing", len(scan.entries)):
            known = find_last(options, scan, theme, memory, timings)
        if known is not None:
            return known
        return _rebuild(options, progress, scan=scan, theme=theme, memory=memory, timings=timings)
    finally:
        memory.store.close()


def _rebuild(
    options: Options,
    progress: Progress,
    *,
    scan: Scan,
    theme: Theme,
    memory: Memory | None,
    timings: Timings,
) -> Result:
    with timings.stage("Importing"):
        from roleguide.rebuild import Builder
    builder = Builder(options, progress, scan=scan, theme=theme, memory=memory, timings=timings)
    return builder.build()
