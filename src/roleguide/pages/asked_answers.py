"""How a guide answers what the postings of a role ask for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from roleguide.engine.facts import Kind
from roleguide.guide.asked import AskedOf, Drawn, Lived, choose_drawn, sum_up_postings
from roleguide.guide.guide import Guide
from roleguide.inputs import Derived, Ledger
from roleguide.pages.openings import Openings
from roleguide.pages.posting_questions import ASKED, DRAWN


def answer_asked(
    guide: Guide, openings: Openings, ledger: Ledger
) -> dict[Kind[Any], Callable[..., object]]:
    """Return the function that answers each kind of question.

    All roles are answered at once from the whole shelf of briefs; the answer of a role whose
    postings did not change stays as it is, and so do its pages.
    """

    def group() -> dict[str, list[Lived]]:
        lives = openings.lives()
        found: dict[str, list[Lived]] = {}
        for brief in guide.posting_briefs.values():
            found.setdefault(brief.role, []).append((brief, lives[brief.id]))
        return found

    grouped = Derived(ledger, group, shared=True)

    def asked_of(role: str) -> AskedOf:
        return sum_up_postings(grouped().get(role, ()))

    def drawn_of(role: str) -> tuple[Drawn, ...]:
        return choose_drawn(grouped().get(role, ()))

    return {ASKED: asked_of, DRAWN: drawn_of}
