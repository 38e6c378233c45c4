"""Which values have a list of postings together: the largest combinations, within a bound.

Two or three values have a list if at least :data:`~roleguide.pages.facets.LEAST_TOGETHER` open
postings are in it, and fewer than in each list that is one value wider.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations

from roleguide.pages.facets import (
    COMBINED_PAGES,
    DIMENSIONS,
    LEAST_TOGETHER,
    PAGE_SIZE,
    Facet,
)

Numbers = tuple[int, ...]
"""Values of a combination, each by its number."""


def combine_values(
    held: Sequence[Sequence[tuple[str, str]]], single: Mapping[Facet, list[int]], most: int
) -> dict[Facet, list[int]]:
    """Return the combinations of two or three values that have a list of their own.

    ``held`` are the values of each open posting, ``single`` the postings of each value alone.
    Together the combinations have at most ``most`` pages. Values are numbered in the order of
    their dimensions while they are counted: a guide of ten thousand postings has some hundred
    thousand combinations.
    """
    values = sorted(
        {pair for pairs in held for pair in pairs if len(single[(pair,)]) >= LEAST_TOGETHER},
        key=lambda pair: (DIMENSIONS.index(pair[0]), pair[1]),
    )
    numbers = {pair: number for number, pair in enumerate(values)}
    postings = [sorted(numbers[pair] for pair in pairs if pair in numbers) for pairs in held]
    together = [[_may_combine(one, other) for other in DIMENSIONS] for one in DIMENSIONS]
    sort = [DIMENSIONS.index(dimension) for dimension, _ in values]
    twos: dict[Numbers, list[int]] = defaultdict(list)
    for posting, found in enumerate(postings):
        for one, other in combinations(found, 2):
            if together[sort[one]][sort[other]]:
                twos[one, other].append(posting)
    ones: dict[Numbers, list[int]] = {
        (number,): single[(pair,)] for pair, number in numbers.items()
    }
    counts = {group: len(those) for group, those in (*ones.items(), *twos.items())}
    # Three values hold no more than two of them do: those that hold less than the first pair for
    # which there is no room have none either.
    pairs_sorted = _sort_narrow(counts)
    over = pairs_sorted[len(_choose(pairs_sorted, counts, most)) :]
    least = counts[over[0]] if over else LEAST_TOGETHER
    large = {pair for pair, those in twos.items() if len(those) >= least}
    threes: dict[Numbers, list[int]] = defaultdict(list)
    for posting, found in enumerate(postings):
        pairs = [pair for pair in combinations(found, 2) if pair in large]
        after: dict[int, list[int]] = defaultdict(list)
        for one, other in pairs:
            after[one].append(other)
        for one, other in pairs:
            for third in after[other]:
                if (one, third) in large:
                    threes[one, other, third].append(posting)
    counts |= {group: len(those) for group, those in threes.items()}
    known: dict[Numbers, list[int]] = {**twos, **threes}
    return {
        tuple(values[number] for number in group): known[group]
        for group in _choose(_sort_narrow(counts), counts, most)
    }


def _sort_narrow(counts: Mapping[Numbers, int]) -> list[Numbers]:
    """List the combinations that hold enough, and less than whatever is one value wider, the
    largest first."""
    narrow = [
        group
        for group, count in counts.items()
        if len(group) > 1
        and count >= LEAST_TOGETHER
        and all(count < counts[wider] for wider in combinations(group, len(group) - 1))
    ]
    return sorted(narrow, key=lambda group: (-counts[group], len(group), group))


def _choose(groups: list[Numbers], counts: Mapping[Numbers, int], most: int) -> list[Numbers]:
    """Take combinations as long as they have no more than ``most`` pages together."""
    chosen = []
    pages = 0
    for group in groups:
        pages += min(-(-counts[group] // PAGE_SIZE), COMBINED_PAGES)
        if pages > most:
            break
        chosen.append(group)
    return chosen


def _may_combine(one: str, other: str) -> bool:
    """A dimension stands once, and a role is in one family."""
    return one != other and {one, other} != {"role", "family"}
