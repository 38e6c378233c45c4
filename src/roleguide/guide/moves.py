"""Moves to related roles: the skills that carry over, and where pay is at least as high."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final

from roleguide.guide.figures import PayObservation
from roleguide.guide.guide import Guide
from roleguide.guide.measured import Measured, PaidBy, missing
from roleguide.guide.role import Role
from roleguide.guide.transition import differing_terms, subject_of

NO_NEIGHBOUR: Final = "the record names no related role"


def measure_moves(guide: Guide, role: Role) -> list[Measured]:
    """Measure what a person could take along to the related roles, and what they pay."""
    return [_measure_skills(guide, role), _measure_pay(guide, role)]


def _measure_skills(guide: Guide, role: Role) -> Measured:
    if not role.related:
        return missing("skills_carried_pct", NO_NEIGHBOUR)
    own = {use.skill for use in role.skill_uses()}
    shares = []
    for related in role.related:
        neighbour = guide.standings.get(related.role)
        needed = (
            [skill for skill, need in neighbour.needs if need == "essential"] if neighbour else []
        )
        if needed:
            shares.append(Decimal(sum(skill in own for skill in needed)) / len(needed) * 100)
    if not own or not shares:
        return missing("skills_carried_pct", "no related role in the guide lists its skills")
    nearest = max(shares).quantize(Decimal(1), ROUND_HALF_EVEN)
    return Measured("skills_carried_pct", nearest)


def _measure_pay(guide: Guide, role: Role) -> Measured:
    if not role.related:
        return missing("better_paid_moves", NO_NEIGHBOUR)
    own = guide.headline_of(role)
    if own is None or own[0].p50.amount is None or own[0].p50.state != "reported":
        return missing("better_paid_moves", "this role’s own median pay is not known")
    better: list[PaidBy] = []
    compared = 0
    for related in role.related:
        neighbour = guide.standings.get(related.role)
        found = guide.headline_of(neighbour) if neighbour is not None else None
        if found is None or not _is_comparable(own[0], found[0]):
            continue
        compared += 1
        if (found[0].p50.amount or 0) >= own[0].p50.amount:
            better.append(PaidBy(*found))
    if not compared:
        return missing(
            "better_paid_moves",
            "no related role has a comparable pay figure of an occupation of its own",
        )
    return Measured(
        "better_paid_moves", Decimal(len(better)), pay=(PaidBy(*own), *dict.fromkeys(better))
    )


def _is_comparable(one: PayObservation, other: PayObservation) -> bool:
    """Tell whether two rows measure the same pay at the same place and date, of two subjects."""
    same = not differing_terms(one, other)
    return same and subject_of(one) != subject_of(other) and other.p50.amount is not None
