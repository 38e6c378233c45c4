"""The records of a guide as an importer sees them: whose they are, and which it may write anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from msgspec import Struct

from roleguide.content.files import RECORD_LIMIT, list_entries, read_text
from roleguide.content.parser import make_parser
from roleguide.content.reading import read_record
from roleguide.diagnostics import Report
from roleguide.guide.records import Category, Skill
from roleguide.guide.role import Role
from roleguide.importers.drafts import is_untouched


class ExistingRole(Struct, frozen=True):
    """A role of the guide, also one whose file has mistakes."""

    id: str
    path: str
    role: Role | None
    """As far as it could be read; ``None`` where nothing could."""
    untouched: bool
    """Whether an importer wrote it and nobody has edited it since."""

    @property
    def imported(self) -> bool:
        """Whether it is a draft, edited or not."""
        return self.role is not None and self.role.status == "imported"


class ExistingRecords(Struct, frozen=True):
    """What is there before an import."""

    roles: tuple[ExistingRole, ...]
    skills: dict[str, Skill]
    untouched_skills: frozenset[str]
    categories: dict[str, Category]


def read_records(root: Path, report: Report) -> ExistingRecords:
    """Read roles, skills and categories; a role with mistakes is reported as a warning."""
    roles: list[ExistingRole] = []
    skills: dict[str, Skill] = {}
    untouched: set[str] = set()
    for path, found, sealed, own in _read(root, "roles", Role):
        if own.fails() and not sealed:
            report.warning(
                next(iter(own)).place,
                "role-not-read",
                "The role has mistakes: its codes are read as far as they can be.",
                "run roleguide check, mend the role, and import again",
            )
        roles.append(ExistingRole(PurePosixPath(path).stem, path, found, sealed))
    for _, value, sealed, _ in _read(root, "skills", Skill):
        if value is not None:
            skills[value.id] = value
            if sealed:
                untouched.add(value.id)
    categories = {one.id: one for _, one, _, _ in _read(root, "categories", Category) if one}
    return ExistingRecords(tuple(roles), skills, frozenset(untouched), categories)


def _read(root: Path, folder: str, cls: type[Struct]) -> Iterator[tuple[str, Any, bool, Report]]:
    if not (root / "content" / folder).is_dir():
        return
    parser = make_parser()
    for entry in list_entries(root, f"content/{folder}", Report()):
        if entry.path.endswith(".md"):
            report = Report()
            file = read_text(root, entry.path, RECORD_LIMIT, report)
            if file is None:
                yield entry.path, None, False, report
            else:
                value, _ = read_record(file, cls, parser, report)
                yield entry.path, value, is_untouched(file.text), report
