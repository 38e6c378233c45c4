"""A role as comparisons and moves show it: the one place where both get their words from."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from roleguide.guide.figures import NOT_STATED, Value
from roleguide.guide.role import Role, SkillUse
from roleguide.guide.transition import moves_of, role_moves, subject_of
from roleguide.guide.words import Relation, label
from roleguide.pages.amounts import PERIOD_WORDS, count_text, lower_first
from roleguide.pages.caveats import NAMES, describe_pay
from roleguide.pages.draft import Draft
from roleguide.pages.list_questions import ROLE_TITLE, STEPS, Look
from roleguide.pages.move_links import link_move
from roleguide.pages.move_questions import (
    LETTERS_OF,
    LEVELS_OF,
    NAMED_BY,
    SKILL_LEVELS,
)
from roleguide.pages.moves import LOOKS, SEEN_FROM, edge_of
from roleguide.pages.occupation_view import assigned_fact
from roleguide.pages.pay_view import (
    basis_of,
    explain_no_pay,
    list_stated,
    match_sentence,
    other_period,
)
from roleguide.pages.provenance import DRAFT_LABEL
from roleguide.pages.qualifications_view import (
    credentials,
    education_facts,
    licences,
    restrictions,
    routes,
    years_text,
)
from roleguide.pages.questions import (
    CONVERTED,
    HEADLINE,
    VALUE_NAMES,
    Rated,
)
from roleguide.pages.side_cells import make_cells, pay_terms
from roleguide.pages.side_parts import (
    Arrival,
    Incoming,
    LetterLink,
    PayMark,
    RelatedSide,
    RoleSide,
    SidePay,
    SideSkill,
)
from roleguide.pages.urls import path_of
from roleguide.pages.view_parts import Credential, Fact

INCOMING: Final = 12
"""Roles from which people come that are named; more are counted."""
AS: Final[dict[Relation, str]] = {
    "similar": "as a similar role",
    "next_step": "as a next step",
    "previous_step": "as a role that people come from",
    "specialism": "as a specialism",
    "broader": "as the broader role",
}
"""How a record names a neighbour."""
NO_LICENCE: Final = "No licence is needed to do this work."
NOT_KNOWN: Final = "The guide does not say whether a licence is needed."
ONLY_VALUED: Final = "No certificate is required."


def make_side(
    draft: Draft,
    role: Role,
    *,
    rated: Collection[str] | None = None,
    converted: bool = False,
) -> RoleSide:
    """Make what comparisons and moves show of a role; its text is not looked at.

    ``rated``: the skills whose levels are shown, by default all; what is not shown is not cited.
    ``converted``: also give pay for the other period, an hour or a year.
    """
    pay = _make_pay(draft, role, converted=converted)
    missing, withheld = explain_no_pay(draft, role) if pay is None else ("", ())
    return RoleSide(
        id=role.id,
        title=role.title,
        name=lower_first(role.title),
        href=draft.href(path_of("role", role.id)),
        draft=DRAFT_LABEL if role.status == "imported" else "",
        pay=pay,
        pay_missing=missing,
        pay_missing_receipts=withheld,
        cells=make_cells(draft, role),
        skills=_make_skills(draft, role, rated),
        related=tuple(
            RelatedSide(one.role, one.relation, AS[one.relation], one.note) for one in role.related
        ),
    )


def _make_pay(draft: Draft, role: Role, *, converted: bool) -> SidePay | None:
    paid = draft.ask(HEADLINE, role.id)
    if paid is None:
        return None
    row, amounts = paid.row, draft.amounts
    text, measure = draft.typical_parts(paid)
    names = list_stated(row)
    period = other_period(row.pay_period)
    others: dict[str, Value] = {}
    if converted:
        values = draft.ask(CONVERTED, role.id, period).values
        others = dict(zip(VALUE_NAMES, values, strict=True))

    def mark(name: str) -> PayMark:
        value, other = row.value(name), others.get(name, NOT_STATED)
        words = ""
        if other.amount is not None:
            words = f"{amounts.value(other, row.currency, period)} {PERIOD_WORDS[period]}"
        return PayMark(
            name,
            NAMES[name],
            amounts.value(value, row.currency, row.pay_period),
            words,
            amounts.round(value.amount, row.pay_period) if value.amount is not None else None,
            value.state == "top_coded",
        )

    return SidePay(
        text=text,
        measure=measure,
        basis=basis_of(draft, row),
        match=match_sentence(draft, paid),
        caveats=tuple(describe_pay(draft, paid, names)),
        currency=row.currency,
        currency_name=amounts.currency_name(row.currency),
        period=row.pay_period,
        period_words=PERIOD_WORDS[row.pay_period],
        hours_per_year=row.hours_per_year,
        terms=pay_terms(draft, row),
        subject=subject_of(row),
        marks=tuple(mark(name) for name in names),
        receipts=(draft.receipts.cite_pay(row, paid.code),),
    )


def _make_skills(draft: Draft, role: Role, rated: Collection[str] | None) -> tuple[SideSkill, ...]:
    levels: dict[str, Rated] = {}
    for one in draft.ask(SKILL_LEVELS, role.id) if rated is None or rated else ():
        if rated is None or one.row.skill in rated:
            levels.setdefault(one.row.skill, one)
    uses = sorted(role.skill_uses(), key=lambda use: use.need != "essential")
    return tuple(_make_skill(draft, use, levels.get(use.skill)) for use in uses)


def _make_skill(draft: Draft, use: SkillUse, rated: Rated | None) -> SideSkill:
    link = draft.skill_link(use.skill)
    level = rated.row.level if rated is not None else None
    receipts = (draft.receipts.cite_rows([rated.row], rated.code),) if rated is not None else ()
    return SideSkill(use.skill, link.text, link.href, use.need, level, receipts)


def make_arrival(draft: Draft, role: Role) -> Arrival:
    """Make what it takes to come into a role: ways, licences, letters, and who comes."""
    slug = role.id
    assigned = assigned_fact(draft, role)
    needed, note = _licences(draft, role)
    incoming = _find_incoming(draft, role)
    levels = draft.ask(LEVELS_OF, slug)
    page = path_of("role levels" if any(one.expects for one in levels) else "role", slug)
    letters = draft.ask(LETTERS_OF, slug)
    return Arrival(
        ways=(*education_facts(role), *((assigned,) if assigned else ())),
        routes=routes(role),
        levels=tuple(
            Fact(one.title or label("level", one.name), years_text(str(one.years)))
            for one in levels
        ),
        levels_href=draft.href(f"{page}#levels"),
        licences=needed,
        licences_note=note,
        restrictions=restrictions(role),
        letters=tuple(
            LetterLink(
                one.situation,
                label("situation", one.situation)
                + (f" ({label('level', one.level).lower()})" if one.level else ""),
                draft.href(f"{path_of('role letters', slug)}#letter-{number}"),
            )
            for number, one in enumerate(letters, 1)
        ),
        incoming=incoming[:INCOMING],
        incoming_more=f"and {count_text(len(incoming) - INCOMING, 'other role')}"
        if len(incoming) > INCOMING
        else "",
    )


def _licences(draft: Draft, role: Role) -> tuple[tuple[Credential, ...], str]:
    """List what the role requires, and say what is known where that is nothing."""
    found = tuple(one for one in licences(draft, role) if one.requirement == "Required")
    found += tuple(one for one in credentials(role) if one.requirement == "Required")
    if found:
        return found, ""
    if role.entry.registrations is None:
        return (), NOT_KNOWN
    return (), NO_LICENCE if role.entry.registrations == "none" else ONLY_VALUED


def _find_incoming(draft: Draft, role: Role) -> tuple[Incoming, ...]:
    """List the roles from which people come, as their records and the role's own name them."""
    named = {slug: draft.ask(STEPS, slug) for slug in draft.ask(NAMED_BY, role.id)}
    seen = [
        *((one.role, one.note, edge_of(role.id, one.role, one.relation)) for one in role.related),
        *(
            (slug, one.note, edge_of(slug, role.id, one.relation))
            for slug, steps in named.items()
            for one in steps.related
            if one.role == role.id
        ),
    ]
    found: dict[str, tuple[Look, str, str]] = {}
    for other, note, edge in seen:
        closer = other not in found or LOOKS.index(edge.look) < LOOKS.index(found[other][0])
        if (edge.look == "similar" or edge.end == role.id) and closer:
            title = named[other].title if other in named else draft.ask(ROLE_TITLE, other)
            found[other] = (edge.look, title, note)
    moves = find_moves(draft, role)
    ordered = sorted(found.items(), key=lambda one: (LOOKS.index(one[1][0]), one[1][1].casefold()))
    return tuple(
        Incoming(
            other,
            SEEN_FROM[(look, False)],
            draft.link("role", other, title),
            note,
            link_move(draft, other, role.id) if (other, role.id) in moves else "",
        )
        for other, (look, title, note) in ordered
    )


def find_moves(draft: Draft, role: Role) -> set[tuple[str, str]]:
    """Find the moves from and to a role that have a page, as start and target."""
    named = role_moves(role)
    for slug in draft.ask(NAMED_BY, role.id):
        steps = draft.ask(STEPS, slug)
        to_role = [(role.id, one.relation) for one in steps.related if one.role == role.id]
        named |= moves_of(slug, to_role, imported=steps.imported)
    return named
