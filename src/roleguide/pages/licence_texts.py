"""The full texts of licences, as files of the archive."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from roleguide.guide.licences import find_text
from roleguide.guide.slugs import slugify

FOLDER: Final = Path(__file__).parents[1] / "licences"
"""The texts that come with roleguide, word for word as SPDX publishes them (``make vendor``)."""


def choose_texts(names: Iterable[str], given: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Return path in the archive and text of each licence, by its name, as far as there is one.

    A text that an editor gave comes before one that comes with roleguide.
    """
    found: dict[str, tuple[str, str]] = {}
    taken: set[str] = set()
    for name in sorted(set(names)):
        known = find_text(name)
        if name in given:
            path, text = _name_file(name, taken), given[name].rstrip("\n") + "\n"
        elif known is not None:
            path, text = (
                f"licences/{known}.txt",
                (FOLDER / f"{known}.txt").read_text(encoding="utf-8"),
            )
        else:
            continue
        taken.add(path)
        found[name] = path, text
    return found


def _name_file(name: str, taken: set[str]) -> str:
    stem = f"licences/{slugify(name) or 'licence'}"
    tries = (f"{stem}{f'-{number}' if number else ''}.txt" for number in range(len(taken) + 1))
    return next(path for path in tries if path not in taken)
