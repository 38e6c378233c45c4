"""What an importer is asked to do."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

from msgspec import Struct

from roleguide.diagnostics import excerpt
from roleguide.guide.slugs import slugify
from roleguide.importers.refusal import WrongUse
from roleguide.progress import Meter


class Job(Struct, frozen=True):
    """One call of ``roleguide import``.

    ``everything``: keep all occupations, not only those of the guide's roles. ``source``: id of the
    source record, where the importer's own choice is not wanted. ``release``: which release the
    files are, where they don't tell.
    """

    paths: tuple[Path, ...]
    root: Path
    as_of: date
    progress: Meter
    everything: bool = False
    drafts: bool = False
    """Write draft records, too, for occupations that no role claims."""
    source: str = ""
    release: str = ""
    role: str = ""
    """Id of the role of every posting, where titles do not tell."""
    employer: str = ""
    dry_run: bool = False

    def check_source(self) -> None:
        """Raise :class:`WrongUse` for a ``source`` that is no id: it becomes the name of a file."""
        if self.source and self.source != slugify(self.source):
            raise WrongUse(
                f"--source {excerpt(self.source)} is no id: small letters, digits and single"
                " hyphens, such as bls-oews-2025"
            )


OPTIONAL: Final = Job.__struct_fields__[4:]
"""The options that not every importer has, by the names that the command line gives them."""
