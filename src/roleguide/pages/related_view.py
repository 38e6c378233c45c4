"""R21 and R22: neighbours of a role: what carries over, what is to be learnt, what pay does."""

from __future__ import annotations

from typing import Final

from roleguide.guide.role import RelatedRole, Role
from roleguide.guide.transition import differing_terms, role_moves, subject_of
from roleguide.guide.words import label
from roleguide.pages import views
from roleguide.pages.amounts import PERIOD_WORDS
from roleguide.pages.draft import Draft
from roleguide.pages.move_links import link_move
from roleguide.pages.questions import HEADLINE, ROLES_IN, Paid

ORDER: Final = ("similar", "next_step", "previous_step", "specialism", "broader")
NEIGHBOURS: Final = 8
"""Roles of the category that a page names; the rest is one link away."""
LEARN: Final = 6
"""Skills named on a card."""
SAME_SUBJECT: Final = "Pay is published for the same occupation, so no difference can be shown."


def make_related(draft: Draft, role: Role) -> tuple[views.CardGroup, ...]:
    """Group the related roles by relation."""
    groups: dict[str, list[views.Card]] = {relation: [] for relation in ORDER}
    own = {use.skill for use in role.skill_uses()}
    here = draft.ask(HEADLINE, role.id)
    for one in role.related:
        groups[one.relation].append(_card(draft, role, here, own, one))
    return tuple(
        [
            views.CardGroup(label("relation", relation), tuple(cards))
            for relation, cards in groups.items()
            if cards
        ]
    )


def _card(
    draft: Draft, role: Role, here: Paid | None, own: set[str], related: RelatedRole
) -> views.Card:
    other = draft.card_of(related.role)
    keep = [skill for skill in other.essential if skill in own][:LEARN]
    learn = [skill for skill in other.essential if skill not in own][:LEARN]
    move = next((move for move in role_moves(role) if related.role in move), None)
    return draft.card(
        related.role,
        related.note,
        move=link_move(draft, *move) if move is not None else "",
        keep=tuple([draft.skill_link(skill) for skill in keep]),
        learn=tuple([draft.skill_link(skill) for skill in learn]),
        gain=_gain(draft, here, other.headline),
    )


def _gain(draft: Draft, here: Paid | None, there: Paid | None) -> str:
    """Word the difference of medians as shown, when both are measured alike."""
    if here is None or there is None:
        return ""
    first, second = here.row, there.row
    if differing_terms(first, second):
        return ""
    if subject_of(first) == subject_of(second):
        return SAME_SUBJECT
    if first.p50.state != "reported" or second.p50.state != "reported":
        return ""
    assert first.p50.amount is not None
    assert second.p50.amount is not None
    period = first.pay_period
    shown = draft.amounts.round(first.p50.amount, period)
    difference = draft.amounts.round(second.p50.amount, period) - shown
    amount = draft.amounts.money(abs(difference), first.currency, period)
    word = "more" if difference > 0 else "less"
    return (
        f"{amount} {PERIOD_WORDS[period]} {word} at the median."
        if difference
        else "The same at the median."
    )


def more_in_category(draft: Draft, role: Role) -> tuple[views.Link, ...]:
    """Link to the roles that follow in the category's order, at most :data:`NEIGHBOURS`."""
    ids = draft.ask(ROLES_IN, role.category)
    named = {one.role for one in role.related}
    at = ids.index(role.id)
    others = [slug for slug in (*ids[at + 1 :], *ids[:at]) if slug not in named]
    return tuple(
        draft.link("role", slug, draft.card_of(slug).title) for slug in others[:NEIGHBOURS]
    )
