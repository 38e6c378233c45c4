"""How a guide answers the questions of a role page's figures beside pay and outlook."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from roleguide.engine.facts import Kind
from roleguide.guide.exchange import SUBJECT, Rate, rates_from
from roleguide.guide.guide import Guide
from roleguide.pages.questions import (
    DEMAND,
    ENTRY,
    INDUSTRY_PAY,
    OCCUPATION_SKILLS,
    OCCUPATION_TITLES,
    RATES,
    WORK_MIX,
    Assigned,
    Demanded,
    Mixed,
    Paid,
    Rated,
    Titled,
)


def answer_figures(guide: Guide) -> dict[Kind[Any], Callable[..., object]]:
    """Return the function that answers each kind of question."""
    answers = _FigureAnswers(guide)
    return {
        INDUSTRY_PAY: answers.industry_pay,
        WORK_MIX: answers.work_mix,
        DEMAND: answers.demand,
        ENTRY: answers.entry,
        OCCUPATION_SKILLS: answers.skills,
        OCCUPATION_TITLES: answers.titles,
        RATES: answers.rates,
    }


class _FigureAnswers:
    def __init__(self, guide: Guide) -> None:
        self.guide = guide

    def industry_pay(self, slug: str) -> tuple[Paid, ...]:
        guide, role = self.guide, self.guide.facts[slug]
        headline = guide.headline_of(role)
        if headline is None:
            return ()
        place = headline[0].place
        return tuple(
            Paid(row, code)
            for row, code in guide.rows_of(role, guide.pay)
            if row.industry and row.place == place and row.level is None
        )

    def work_mix(self, slug: str) -> tuple[Mixed, ...]:
        guide = self.guide
        return tuple(Mixed(*pair) for pair in guide.rows_of(guide.facts[slug], guide.work_mix))

    def demand(self, slug: str) -> tuple[Demanded, ...]:
        guide = self.guide
        return tuple(Demanded(*pair) for pair in guide.rows_of(guide.facts[slug], guide.demand))

    def entry(self, slug: str) -> Assigned | None:
        found = self.guide.entry_of(self.guide.facts[slug])
        return Assigned(*found) if found is not None else None

    def skills(self, slug: str) -> tuple[Rated, ...]:
        guide = self.guide
        pairs = guide.rows_of(guide.facts[slug], guide.occupation_skills)
        return tuple(Rated(row, code) for row, code in pairs if code is not None)

    def rates(self, currency: str) -> tuple[Rate, ...]:
        return rates_from(currency, self.guide.exchange_rates.get(SUBJECT, ()))

    def titles(self, slug: str) -> tuple[Titled, ...]:
        guide = self.guide
        pairs = guide.rows_of(guide.facts[slug], guide.alternate_titles)
        return tuple(Titled(row, code) for row, code in pairs if code is not None)
