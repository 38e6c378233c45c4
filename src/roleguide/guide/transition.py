"""From one role to others: which skills carry over, and which figures can be compared.

Pure functions on what records and rows say. They know nothing of how likely a move is: no source
of a guide measures that.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from msgspec import Struct

from roleguide.guide.figures import Outlook, PayObservation
from roleguide.guide.role import Role, SkillUse
from roleguide.guide.words import Relation

PAY_TERMS: Final = (
    "place",
    "currency",
    "pay_period",
    "pay_basis",
    "gross_net",
    "kind",
    "as_of",
)
"""What two pay figures must have in common to be compared."""
OUTLOOK_TERMS: Final = ("place", "base_year", "target_year", "source")
"""What two projections must have in common to be compared."""


class SkillMove(Struct, frozen=True):
    """The skills of a move; each part lists essential skills first, else in the record's order."""

    carried: tuple[SkillUse, ...]
    """What the target needs and the start asks for too, as the target needs it."""
    missing: tuple[SkillUse, ...]
    """What the target needs and the start does not ask for."""
    left: tuple[SkillUse, ...]
    """What the start needs and the target does not ask for, as the start needs it."""


def move_skills(start: Iterable[SkillUse], target: Iterable[SkillUse]) -> SkillMove:
    """Part the skills of two roles into those that carry over, are missing and are left behind."""
    first, second = _once(start), _once(target)
    return SkillMove(
        tuple(use for use in second.values() if use.skill in first),
        tuple(use for use in second.values() if use.skill not in first),
        tuple(use for use in first.values() if use.skill not in second),
    )


def _once(uses: Iterable[SkillUse]) -> dict[str, SkillUse]:
    found: dict[str, SkillUse] = {}
    for use in sorted(uses, key=lambda use: use.need != "essential"):
        found.setdefault(use.skill, use)
    return found


class SkillShare(Struct, frozen=True):
    """The skills of several roles, by how many of them ask for each."""

    shared: tuple[str, ...]
    """What every role asks for, in the order of the first."""
    some: tuple[tuple[str, tuple[int, ...]], ...]
    """What several but not all ask for, each with the places of these roles in the row."""
    only: tuple[tuple[str, ...], ...]
    """What one role alone asks for, role by role."""


def share_skills(roles: Sequence[Collection[str]]) -> SkillShare:
    """Part the skill ids of two or more roles by the roles that ask for them."""
    where: dict[str, list[int]] = {}
    for number, skills in enumerate(roles):
        for skill in dict.fromkeys(skills):
            where.setdefault(skill, []).append(number)
    return SkillShare(
        tuple(skill for skill, found in where.items() if len(found) == len(roles)),
        tuple(
            (skill, tuple(found)) for skill, found in where.items() if 1 < len(found) < len(roles)
        ),
        tuple(
            tuple(skill for skill, found in where.items() if found == [number])
            for number in range(len(roles))
        ),
    )


def differing_terms(
    one: PayObservation | Outlook, other: PayObservation | Outlook
) -> tuple[str, ...]:
    """List the terms in which two figures of one sort differ; none: they can be compared."""
    terms = PAY_TERMS if isinstance(one, PayObservation) else OUTLOOK_TERMS
    return tuple(term for term in terms if getattr(one, term) != getattr(other, term))


def subject_of(row: PayObservation | Outlook) -> str:
    """Name what a figure is about: ``soc-2018/15-2051``, or ``role/nurse`` for a role itself.

    Two roles may have figures of one subject, and then their difference means nothing.
    """
    role = getattr(row, "role", "")
    return f"role/{role}" if role else "/".join(row.occupation)


def moves_of(
    role: str, related: Iterable[tuple[str, Relation]], *, imported: bool
) -> set[tuple[str, str]]:
    """List the moves that a role's record stands for, as start and target.

    ``related`` are its neighbours and what each is to it. A role where people come from leads here;
    any other neighbour is where people may go. A record that an importer wrote stands for none: its
    neighbours are occupations that a survey found alike, which says nothing of people who moved.
    """
    if imported:
        return set()
    return {
        (other, role) if relation == "previous_step" else (role, other)
        for other, relation in related
    }


def role_moves(role: Role) -> set[tuple[str, str]]:
    """List the moves that a role's record stands for (:func:`moves_of`)."""
    related = ((one.role, one.relation) for one in role.related)
    return moves_of(role.id, related, imported=role.status == "imported")
