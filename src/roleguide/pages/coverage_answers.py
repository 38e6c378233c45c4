"""How a guide answers the questions about what it lacks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from heapq import nsmallest
from typing import Any

from roleguide.engine.facts import Kind
from roleguide.guide.brief import RoleBrief
from roleguide.guide.calendar import is_overdue
from roleguide.guide.figures import Month
from roleguide.guide.gaps import PARTS, Missing, find_missing
from roleguide.guide.guide import Guide
from roleguide.pages.coverage_questions import (
    COVERED,
    MOST_DUE,
    SOURCES_DUE,
    TALLIED,
    Aged,
    Covered,
    Due,
    Tally,
)


def answer_coverage(guide: Guide) -> dict[Kind[Any], Callable[..., object]]:
    """Return the function that answers each kind of question."""
    answers = _CoverageAnswers(guide)
    return {
        COVERED: lambda *ids: tuple(map(answers.covered, ids)),
        TALLIED: answers.tallied,
        SOURCES_DUE: answers.sources_due,
    }


class _CoverageAnswers:
    def __init__(self, guide: Guide) -> None:
        self.guide = guide

    def _look(self, role: RoleBrief) -> tuple[Missing, list[tuple[str, Month, int, str]]]:
        """Return what a role lacks, and what its leading figures are of."""
        paid, projected = self.guide.headline_of(role), self.guide.outlook_of(role)
        figures = []
        if paid is not None:
            figures.append(("pay", paid[0].as_of, 0, paid[0].source))
        if projected is not None:
            row = projected[0]
            figures.append(("projection", Month(row.base_year, 1), row.target_year, row.source))
        found = find_missing(role.absent, paid=paid is not None, projected=projected is not None)
        return found, figures

    def covered(self, slug: str) -> Covered:
        role = self.guide.briefs[slug]
        missing, _ = self._look(role)
        return Covered(
            role.id,
            role.title,
            role.status,
            missing.gaps,
            missing.unknown,
            role.reviewed,
            role.review_by,
            is_overdue(role.review_by, self.guide.as_of),
        )

    def tallied(self, *ids: str) -> Tally:
        lacking, unknown = [0] * len(PARTS), [0] * len(PARTS)
        figures: Counter[tuple[str, Month, int, str]] = Counter()
        status: Counter[str] = Counter()
        complete = 0
        due = []
        for role in map(self.guide.briefs.__getitem__, ids):
            missing, shown = self._look(role)
            figures.update(shown)
            status[role.status] += 1
            complete += not missing.gaps and role.status != "imported"
            for bit in range(len(PARTS)):
                lacking[bit] += missing.gaps >> bit & 1
                unknown[bit] += missing.unknown >> bit & 1
            if role.review_by is not None and is_overdue(role.review_by, self.guide.as_of):
                due.append(Due(role.review_by, role.title, role.id))
        return Tally(
            roles=len(ids),
            complete=complete,
            drafts=status["imported"],
            waiting=status["needs_review"],
            overdue=len(due),
            lacking=tuple(lacking),
            unknown=tuple(unknown),
            due=tuple(nsmallest(MOST_DUE, due)),
            figures=tuple(sorted(Aged(*one, roles=count) for one, count in figures.items())),
        )

    def sources_due(self) -> tuple[Due, ...]:
        return tuple(
            sorted(
                Due(source.next_release, source.name, source.id)
                for source in self.guide.sources.values()
                if source.next_release is not None
                and is_overdue(source.next_release, self.guide.as_of)
            )
        )
