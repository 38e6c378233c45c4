"""Edits that a benchmark repeats: each file has an original state, 0, and any number of others.

Every state differs from all earlier ones, so that no cache can hold the answer already. The same
edits fit our files and those of other generators: all keep a role in one file with a `title:` line
and a `## Overview` heading.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ORDINALS = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth")


@dataclass(frozen=True)
class Edit:
    """A file whose text depends on a state."""

    path: Path
    original: str
    change: Callable[[str, int], str]

    def text(self, state: int) -> str:
        """The text of a state; state 0 is the original."""
        return self.change(self.original, state) if state else self.original

    def write(self, state: int) -> None:
        """Put the file into a state."""
        self.path.write_text(self.text(state), encoding="utf-8")


def edit_prose(path: Path) -> Edit:
    """One more sentence at the start of a role's overview."""
    return _edit(path, _change_prose)


def edit_title(path: Path) -> Edit:
    """Another title for a role; nothing of the old one is left at its start."""
    return _edit(path, _change_title)


def edit_template(path: Path) -> Edit:
    """One more line at the end of every page."""
    return _edit(path, _change_template)


def prose_of(state: int) -> str:
    """The sentence that `edit_prose` adds."""
    return f"This is revision {state} of the overview."


def title_of(title: str, state: int) -> str:
    """The title that `edit_title` gives to a role."""
    if not state:
        return title
    _, rest = title.split(" ", 1)
    turn, ordinal = divmod(state - 1, len(ORDINALS))
    return f"{ORDINALS[ordinal]}{'ling' * turn} {rest}"


def edition_of(state: int) -> str:
    """The words that `edit_template` adds."""
    return f"Edition {state}."


def _edit(path: Path, change: Callable[[str, int], str]) -> Edit:
    original = path.read_text(encoding="utf-8")
    if change(original, 1) == original:
        raise ValueError(f"the edit finds nothing to change in {path}")
    return Edit(path, original, change)


def _change_prose(text: str, state: int) -> str:
    return re.sub(
        r"^## Overview\n+", lambda found: f"{found[0]}{prose_of(state)} ", text, flags=re.MULTILINE
    )


def _change_title(text: str, state: int) -> str:
    return re.sub(
        r"^title: (.*)$",
        lambda found: f"title: {title_of(found[1], state)}",
        text,
        count=1,
        flags=re.MULTILINE,
    )


def _change_template(text: str, state: int) -> str:
    return text.replace("</body>", f'<p class="small">{edition_of(state)}</p>\n</body>')
