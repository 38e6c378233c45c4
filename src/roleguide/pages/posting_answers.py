"""How a guide answers the questions about postings and employers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from roleguide.engine.facts import Kind
from roleguide.guide.guide import Guide
from roleguide.inputs import Derived, Ledger
from roleguide.pages.facets import DIMENSIONS, PAGE_SIZE, Facet, put_in_order, read_facet
from roleguide.pages.openings import Openings
from roleguide.pages.posting_questions import (
    ALL_EMPLOYERS,
    EMPLOYER,
    EMPLOYER_NAME,
    FIRST,
    HAS_EMPLOYERS,
    HAS_POSTINGS,
    LIFE,
    NARROWER,
    POSTING,
    POSTING_CARD,
    POSTING_LIST,
    POSTING_SLICE,
    POSTING_TOTALS,
    POSTINGS_ASKING,
    POSTINGS_OF,
    ROLES_HIRED,
    SIMILAR_POSTINGS,
    Chip,
    EmployerListed,
    Hired,
    PostingCard,
    Postings,
    PostingTotals,
    Slice,
)


def answer_postings(
    guide: Guide, openings: Openings, ledger: Ledger
) -> dict[Kind[Any], Callable[..., object]]:
    """Return the function that answers each kind of question."""
    answers = _PostingAnswers(guide, openings, ledger)
    employers = guide.employers
    return {
        POSTING: guide.postings.__getitem__,
        POSTING_CARD: answers.card,
        LIFE: lambda slug: guide.life_of(guide.posting_briefs[slug]),
        SIMILAR_POSTINGS: openings.list_similar,
        POSTINGS_OF: answers.postings_of,
        POSTINGS_ASKING: answers.postings_asking,
        POSTING_SLICE: answers.slice,
        POSTING_LIST: answers.has_list,
        NARROWER: lambda facet: answers.narrower().get(read_facet(facet), ()),
        ROLES_HIRED: answers.roles_hired,
        POSTING_TOTALS: answers.totals,
        HAS_POSTINGS: lambda: bool(openings.lives()),
        HAS_EMPLOYERS: lambda: bool(employers),
        EMPLOYER: employers.__getitem__,
        EMPLOYER_NAME: lambda slug: employers[slug].name if slug in employers else None,
        ALL_EMPLOYERS: answers.all_employers,
    }


class _PostingAnswers:
    """Answers that take more than a look-up."""

    def __init__(self, guide: Guide, openings: Openings, ledger: Ledger) -> None:
        self.guide = guide
        self.openings = openings
        self.narrower = Derived(ledger, self._find_narrower)

    def card(self, slug: str) -> PostingCard:
        guide = self.guide
        posting = guide.posting_briefs[slug]
        employer = guide.employers.get(posting.employer)
        return PostingCard(
            posting.id,
            posting.title,
            posting.employer,
            employer.name if employer is not None else posting.employer,
            posting.role,
            posting.sample,
            posting.level,
            posting.places,
            posting.workplace_type,
            posting.employment_types,
            posting.pay,
            posting.looked_for,
            guide.life_of(posting),
        )

    def postings_of(self, dimension: str, value: str) -> Postings:
        return self._first(*self.openings.split(((dimension, value),)))

    def postings_asking(self, skill: str) -> Postings:
        return self._first(*self.openings.asking().get(skill, ((), ())))

    def _first(self, still: tuple[str, ...], gone: tuple[str, ...]) -> Postings:
        samples = self._count_samples(still) + self._count_samples(gone)
        return Postings(still[:FIRST], gone[:FIRST], len(still), len(gone), samples)

    def _count_samples(self, slugs: tuple[str, ...]) -> int:
        briefs = self.guide.posting_briefs
        return sum(briefs[slug].sample for slug in slugs)

    def totals(self) -> PostingTotals:
        still, gone = self.openings.open(), self.openings.closed()
        samples = self._count_samples(still) + self._count_samples(gone)
        employers = self.guide.employers.values()
        invented = sum(one.fictional for one in employers)
        return PostingTotals(len(still), len(gone), samples, len(employers), invented)

    def slice(self, written: str, number: str) -> Slice:
        openings, facet = self.openings, read_facet(written)
        still, gone = openings.split(facet)
        start = (int(number) - 1) * PAGE_SIZE
        end, opened = start + PAGE_SIZE, len(still)
        return Slice(
            (*still[start:end], *gone[max(0, start - opened) : max(0, end - opened)]),
            start + 1,
            opened,
            len(gone),
            openings.count_pages(facet),
            openings.samples().get(facet, 0),
            facet in self.narrower(),
        )

    def has_list(self, written: str) -> bool:
        facet = read_facet(written)
        return facet in (self.openings.lists if len(facet) > 1 else self.openings.singles)()

    def roles_hired(self, employer: str) -> tuple[Hired, ...]:
        briefs = self.guide.briefs
        found = [
            Hired(role, briefs[role].title, *counts)
            for role, counts in self.openings.hiring().get(employer, {}).items()
        ]
        found.sort(key=lambda one: (-one.open_count, one.title.casefold(), one.role))
        return tuple(found)

    def _find_narrower(self) -> dict[Facet, tuple[Chip, ...]]:
        found: dict[Facet, list[Chip]] = {}
        for facet, postings in self.openings.lists().items():
            if not postings:
                continue
            for index, pair in enumerate(facet):
                wider = put_in_order(facet[:index] + facet[index + 1 :])
                found.setdefault(wider, []).append(Chip(*pair, len(postings)))
        return {
            wider: tuple(
                sorted(
                    chips,
                    key=lambda one: (DIMENSIONS.index(one.dimension), -one.count, one.value),
                )
            )
            for wider, chips in found.items()
        }

    def all_employers(self) -> tuple[EmployerListed, ...]:
        found = []
        for employer in self.guide.employers.values():
            still, gone = self.openings.split((("employer", employer.id),))
            found.append(
                EmployerListed(
                    employer.id,
                    employer.name,
                    employer.fictional,
                    employer.industry or "",
                    len(still),
                    len(gone),
                )
            )
        return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.id)))
