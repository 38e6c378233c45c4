"""The postings of a guide in the orders and divisions in which pages list them.

How many lists there are is bounded. One value alone (a role, a place, an employer …) has a list if
it holds an open posting; so has a role or an employer with closed ones only. Two or three values
together have one only if at least :data:`~roleguide.pages.facets.LEAST_TOGETHER` open postings are
in it, fewer than in each list that is one value wider, and only the largest of them: together they
have never more pages than there are open postings.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import islice
from typing import Final

from roleguide.guide.guide import Guide
from roleguide.guide.posting import PostingBrief
from roleguide.guide.posting_life import Life
from roleguide.inputs import Derived, Ledger
from roleguide.pages.combinations import combine_values
from roleguide.pages.facets import COMBINED, EVERYTHING, Facet, count_pages

SIMILAR: Final = 4
"""Postings that are named as similar to a closed one."""


class Openings:
    """Finds the postings of lists; each list holds ids, open ones newest first.

    It looks at whole shelves and not at one value after another: thousands of answers rest on these
    lists, and each of them keeps what it was computed from.
    """

    def __init__(self, guide: Guide, ledger: Ledger) -> None:
        self._guide = guide
        self._briefs = Derived(
            ledger, lambda: {one.id: one for one in guide.posting_briefs.values()}
        )
        self.category_of = Derived(
            ledger, lambda: {one.id: one.category for one in guide.standings.values()}, shared=True
        )
        """The category of each role."""
        self._areas = Derived(ledger, self._find_areas)
        """Each place with those around it."""
        self.lives = Derived(ledger, self._find_lives, shared=True)
        """In what state each published posting is, by id."""
        self.open = Derived(ledger, lambda: self._put_in_order(open_ones=True), shared=True)
        self.closed = Derived(ledger, lambda: self._put_in_order(open_ones=False), shared=True)
        self.singles = Derived(ledger, self._find_singles, shared=True)
        """The open postings of everything, and of every value alone that has a list."""
        self.lists = Derived(ledger, self._find_lists)
        """The same, with those of every combination that has a list: many more to find."""
        self.ended = Derived(ledger, self._find_ended)
        """The closed postings of every role and employer."""
        self.samples = Derived(ledger, self._count_samples)
        """How many of the postings of each facet's list are samples."""
        self.hiring = Derived(ledger, self._find_hiring, shared=True)
        """The roles that each employer hires for, with its open and its closed postings."""
        self.asking = Derived(ledger, self._find_asking, shared=True)
        """The open postings that ask for a skill, and the closed ones."""

    def _find_lives(self) -> dict[str, Life]:
        life_of = self._guide.life_of
        return {slug: life_of(one) for slug, one in self._briefs().items()}

    def _find_areas(self) -> dict[str, tuple[str, ...]]:
        parents = {place.id: place.parent for place in self._guide.places.values()}

        def climb(place: str) -> tuple[str, ...]:
            found: dict[str, None] = {}
            while place and place not in found:
                found[place] = None
                place = parents.get(place, "")
            return tuple(found)

        return {place: climb(place) for place in parents}

    def _put_in_order(self, *, open_ones: bool) -> tuple[str, ...]:
        """Newest first: by the day since which they are open or closed, then by title."""
        briefs, lives = self._briefs(), self.lives()
        found = [slug for slug, life in lives.items() if life.is_open == open_ones]
        found.sort(
            key=lambda slug: (-lives[slug].since.toordinal(), briefs[slug].title.casefold(), slug)
        )
        return tuple(found)

    def _find_singles(self) -> dict[Facet, tuple[str, ...]]:
        order = self.open()
        if not order and not self.closed():
            return {}
        found: dict[Facet, list[str]] = defaultdict(list)
        briefs = self._briefs()
        for slug in order:
            for pair in self._list_pairs(briefs[slug]):
                found[(pair,)].append(slug)
        for pair in self.ended():
            found.setdefault((pair,), [])
        return {EVERYTHING: order, **{facet: tuple(slugs) for facet, slugs in found.items()}}

    def _find_lists(self) -> dict[Facet, tuple[str, ...]]:
        order, singles = self.open(), self.singles()
        at = {slug: number for number, slug in enumerate(order)}
        numbered = {
            facet: [at[slug] for slug in slugs]
            for facet, slugs in singles.items()
            if facet and facet[0][0] in COMBINED
        }
        held: list[list[tuple[str, str]]] = [[] for _ in order]
        for (pair,), numbers in numbered.items():
            for number in numbers:
                held[number].append(pair)
        together = combine_values(held, numbered, len(order))
        combined = {
            facet: tuple(order[number] for number in numbers) for facet, numbers in together.items()
        }
        return dict(sorted({**singles, **combined}.items()))

    def _list_pairs(self, posting: PostingBrief) -> list[tuple[str, str]]:
        """List every value that a posting is found under; a place's wider ones, too."""
        family, areas = self.category_of().get(posting.role), self._areas()
        pairs = [("role", posting.role), ("employer", posting.employer)]
        if family is not None:
            pairs.append(("family", family))
        places = {area for place in posting.places for area in areas.get(place, (place,))}
        pairs += (("place", place) for place in sorted(places))
        pairs += (("type", one) for one in posting.employment_types)
        for dimension, value in (
            ("level", posting.level),
            ("track", posting.track),
            ("workplace", posting.workplace_type),
        ):
            if value is not None:
                pairs.append((dimension, value))
        return pairs

    def _find_ended(self) -> dict[tuple[str, str], tuple[str, ...]]:
        found: dict[tuple[str, str], list[str]] = defaultdict(list)
        briefs = self._briefs()
        for slug in self.closed():
            posting = briefs[slug]
            found["role", posting.role].append(slug)
            found["employer", posting.employer].append(slug)
        return {pair: tuple(slugs) for pair, slugs in found.items()}

    def split(self, facet: Facet) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the open and the closed postings of a facet's list.

        Closed ones are listed for one role or employer, and where nothing is open at all.
        """
        lists = self.lists if len(facet) > 1 else self.singles
        still = lists().get(facet, ())
        if facet:
            return still, self.ended().get(facet[0], ()) if len(facet) == 1 else ()
        return still, () if still else self.closed()

    def count_pages(self, facet: Facet) -> int:
        """Return the number of pages of a facet's list."""
        still, gone = self.split(facet)
        return count_pages(facet, len(still) + len(gone))

    def has_only_samples(self, facet: Facet) -> bool:
        """Tell whether a facet's list holds samples and nothing else."""
        return self.samples()[facet] == sum(map(len, self.split(facet)))

    def _count_samples(self) -> dict[Facet, int]:
        samples = {slug for slug, one in self._briefs().items() if one.sample}
        return {
            facet: sum(slug in samples for slugs in self.split(facet) for slug in slugs)
            for facet in self.lists()
        }

    def _find_hiring(self) -> dict[str, dict[str, tuple[int, int]]]:
        found: dict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
        briefs = self._briefs()
        for slug, life in self.lives().items():
            posting = briefs[slug]
            still, gone = found[posting.employer].get(posting.role, (0, 0))
            counted = (still + 1, gone) if life.is_open else (still, gone + 1)
            found[posting.employer][posting.role] = counted
        return dict(found)

    def _find_asking(self) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
        found: dict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
        briefs = self._briefs()
        for index, slugs in enumerate((self.open(), self.closed())):
            for slug in slugs:
                for asked in briefs[slug].asks:
                    found[asked.skill][index].append(slug)
        return {skill: (tuple(still), tuple(gone)) for skill, (still, gone) in found.items()}

    def is_listed(self, slug: str) -> bool:
        """Tell whether search engines may list a posting: neither samples nor closed ones."""
        return self.lives()[slug].is_open and not self._briefs()[slug].sample

    def list_similar(self, slug: str) -> tuple[str, ...]:
        """List open postings like one: of its role, its level first, then those of its
        level and track in its family."""
        briefs, lists = self._briefs(), self.singles()
        posting = briefs[slug]
        family = self.category_of().get(posting.role, "")
        near = [one for one in lists.get((("role", posting.role),), ()) if one != slug]
        near.sort(key=lambda one: briefs[one].level != posting.level)
        wider = (
            one
            for one in lists.get((("family", family),), ())
            if one != slug
            and (briefs[one].level, briefs[one].track) == (posting.level, posting.track)
        )
        alike = near[:SIMILAR]
        return (*alike, *islice((one for one in wider if one not in alike), SIMILAR - len(alike)))
