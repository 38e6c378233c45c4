"""The door to a build, and the short way when there is nothing to do."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from roleguide.options import Options, Progress, Result

LIBRARIES: Final = ("jinja2", "markupsafe", "markdown-it-py", "pyyaml", "msgspec", "babel")
"""Libraries whose version may change a page."""


def build_site(options: Options, progress: Progress) -> Result:
    """Build and publish a site; the published one stays as it is unless everything is right."""
    from roleguide.engine.memory import fingerprint, open_memory
    from roleguide.engine.output import place_output
    from roleguide.pages.theme import Theme
    from roleguide.rebuild import Builder

    place_output(options.out, options.protected)  # a dangerous folder is refused before all else
    memory = None
    if options.memory is not None:
        package = Path(__file__).parent
        memory = open_memory(options.memory, fingerprint(package, LIBRARIES))
    try:
        return Builder(options, progress, Theme(options.root), memory).build()
    finally:
        if memory is not None:
            memory.store.close()
