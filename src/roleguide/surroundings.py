"""What a build saw besides its content: the settings and the theme.

That is remembered so that somebody may ask later what has changed since (`roleguide explain`).
"""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from roleguide.engine.memory import Memory
from roleguide.engine.templates import Templates
from roleguide.guide.records import Site
from roleguide.pages.theme import Theme

SETTINGS: Final = "settings"
THEME: Final = "theme"
TEMPLATES: Final = "templates"


class Surroundings(Struct, frozen=True):
    """What an earlier build saw; ``None`` and absent names stand for what is not remembered."""

    site: Site | None
    theme: dict[str, bytes]
    """Kind and name of each file of the theme → its digest, or its published path."""
    templates: dict[str, str]
    """Name → text."""


def list_surroundings(
    memory: Memory, site: Site, theme: Theme, templates: Templates
) -> dict[str, object]:
    """List what to remember, by key; texts of templates only where they are not remembered yet."""
    found: dict[str, object] = {SETTINGS: site, THEME: theme.digests}
    if memory.recall(THEME, dict[str, bytes]) != theme.digests:
        names = (name.partition("/") for name in theme.digests)
        found[TEMPLATES] = {
            name: templates.text(name) or "" for kind, _, name in names if kind == TEMPLATES
        }
    return found


def recall_surroundings(memory: Memory) -> Surroundings:
    """Return what the last build saw."""
    return Surroundings(
        memory.recall(SETTINGS, Site),
        memory.recall(THEME, dict[str, bytes]) or {},
        memory.recall(TEMPLATES, dict[str, str]) or {},
    )
