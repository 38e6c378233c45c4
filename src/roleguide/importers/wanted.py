"""Which occupations an import keeps: those that the guide's roles name, and those that stand in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct

from roleguide.content.files import list_entries
from roleguide.content.reading import read_record_file
from roleguide.content.record import unpack
from roleguide.diagnostics import Report
from roleguide.guide.brief import RoleBrief
from roleguide.guide.codes import Filing, statistic_codes
from roleguide.guide.role import Role


class Wanted(Struct, frozen=True):
    """Codes of one scheme → the codes that they stand in for, where they are wanted for that only.

    ``direct`` codes are wanted whatever else there is. ``standing_in`` codes are wanted where none
    of the nearer codes that they stand in for has figures of its own.
    """

    direct: frozenset[str]
    standing_in: Mapping[str, frozenset[str]]


def codes_of_roles(root: Path, report: Report) -> list[tuple[str, str]]:
    """List scheme and code of every code of every role of a guide, as far as roles can be read.

    What is wrong with a role's file is reported as a warning: its codes are taken if they can be.
    """
    found: list[tuple[str, str]] = []
    listed = Report()
    entries = (
        list_entries(root, "content/roles", listed) if (root / "content/roles").is_dir() else []
    )
    for entry in entries:
        if not entry.path.endswith(".md"):
            continue
        packed = read_record_file(root, Role, entry.path)
        own = Report(packed.diagnostics)
        if own.fails():
            first = next(one for one in own if own.count_errors(one.place.path))
            report.warning(
                first.place,
                "role-not-read",
                "The role has mistakes; figures are imported only for those of its codes that "
                "could be read.",
                "run roleguide check, mend the role, and import again",
            )
        if packed.brief:
            brief: RoleBrief = unpack(RoleBrief, packed.brief)
            found.extend((code.scheme, code.code) for code in brief.codes)
    return found


def choose_wanted(codes: Iterable[tuple[str, str]], scheme: str) -> Wanted:
    """Choose what is wanted in one scheme for occupations of any."""
    direct: set[str] = set()
    standing: dict[str, set[str]] = {}
    for code_scheme, code in codes:
        nearer: list[str] = []
        for filed in statistic_codes(code_scheme, code):
            if filed.scheme != scheme:
                continue
            if _is_direct(filed.how):
                direct.add(filed.code)
            else:
                standing.setdefault(filed.code, set()).update(nearer)
            nearer.append(filed.code)
    return Wanted(frozenset(direct), {code: frozenset(nearer) for code, nearer in standing.items()})


def _is_direct(how: Filing) -> bool:
    return how != "group"
