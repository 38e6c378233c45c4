"""Which occupations get a draft record, where it lies, and which records stand in the way."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct, field

from roleguide.content.names import fold_name
from roleguide.guide.codes import statistic_codes
from roleguide.guide.role import Role
from roleguide.guide.slugs import slugify
from roleguide.importers.existing_records import ExistingRecords, ExistingRole
from roleguide.importers.onet_occupation import OnetOccupation
from roleguide.importers.summary import Summary

SCHEME = "onet-soc-2019"


class DraftPlan(Struct):
    """Where drafts go; ``stand_for`` maps every occupation's code to the role that describes it."""

    paths: dict[str, str] = field(default_factory=dict)
    """Code → path of the record to write."""
    stand_for: dict[str, str] = field(default_factory=dict)
    """Code → id of a role: one that claims it exactly, or its draft."""
    titles: set[str] = field(default_factory=set)
    """Folded titles that a draft may not take as alternate ones."""


def codes_of(role: Role, *, exact: bool = False) -> Iterable[str]:
    """Yield the O*NET-SOC codes that a role names, also those that its SOC codes lead to."""
    for code in role.codes:
        if exact and code.match != "exact":
            continue
        for filed in statistic_codes(code.scheme, code.code):
            if filed.scheme == SCHEME and filed.how == "own":
                yield filed.code


def plan_drafts(
    occupations: Iterable[OnetOccupation], existing: ExistingRecords, summary: Summary
) -> DraftPlan:
    """Plan the drafts of all occupations, in the order of their codes.

    A role that is no draft is never touched, and an occupation that one claims gets no draft. A
    draft that somebody edited is left alone and stands for its occupation; one that nobody edited
    is written anew, where it lies.
    """
    plan = DraftPlan()
    listed = sorted(occupations, key=lambda one: one.code)
    codes = {one.code for one in listed}
    drafts = _sort_existing(existing.roles, codes, plan, summary)
    taken = {one.id for one in existing.roles}
    taken.update(old for one in existing.roles if one.role for old in one.role.formerly)
    for occupation in listed:
        if occupation.code in plan.stand_for:
            continue
        known = drafts.get(occupation.code)
        if fold_name(occupation.title) in plan.titles:
            summary.tell_record("no draft: the title is another role’s", occupation.title)
            continue
        if known is not None:
            plan.paths[occupation.code] = known.path
            plan.stand_for[occupation.code] = known.id
            continue
        slug = choose_id(occupation, taken)
        taken.add(slug)
        plan.paths[occupation.code] = f"content/roles/{slug}.md"
        plan.stand_for[occupation.code] = slug
    plan.titles.update(fold_name(one.title) for one in listed if one.code in plan.paths)
    return plan


def _sort_existing(
    roles: Iterable[ExistingRole], codes: set[str], plan: DraftPlan, summary: Summary
) -> dict[str, ExistingRole]:
    """Find the drafts that may be written anew; all other roles keep their titles and codes."""
    drafts: dict[str, ExistingRole] = {}
    for one in sorted(roles, key=lambda one: (one.imported, one.path)):
        role = one.role
        if role is None:
            continue
        exact = list(codes_of(role, exact=True))
        rewritable = one.imported and one.untouched and exact and exact[0] in codes
        claimed = exact[0] in plan.stand_for if exact else False
        if rewritable and not claimed:
            drafts[exact[0]] = one
            continue
        plan.titles.update(
            fold_name(title) for title in (role.title, *role.alternate_titles, *role.hidden_titles)
        )
        if one.imported and claimed:
            summary.tell_record(
                f"left alone: {plan.stand_for[exact[0]]} has its occupation now; delete it",
                one.path,
            )
        elif one.imported and not one.untouched:
            summary.tell_record("left alone: somebody edited this draft", one.path)
        elif one.imported:
            summary.tell_record("left alone: these files do not list its occupation", one.path)
        if role.published:
            for code in exact:
                plan.stand_for.setdefault(code, one.id)
    return drafts


def choose_id(occupation: OnetOccupation, taken: set[str]) -> str:
    """Choose the id of a draft: its title as a slug, cut at a word, with the code where it is
    taken already."""
    slug = slugify(occupation.title)
    if len(slug) == 80:  # cut: the last word may be half
        slug = slug.rpartition("-")[0]
    if slug and slug not in taken:
        return slug
    return f"{slug[:68].strip('-')}-{slugify(occupation.code)}".strip("-")
