"""Which values have a list together: the same as by the plainest way to say it."""

from collections import defaultdict
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from roleguide.pages.combinations import combine_values
from roleguide.pages.facets import DIMENSIONS, Facet, count_pages, put_in_order

Values = tuple[tuple[str, str], ...]

VALUES = [
    (dimension, f"{dimension}-{number}")
    for dimension in ("family", "role", "place", "level", "employer")
    for number in range(3)
]
POSTINGS = st.lists(
    st.lists(st.sampled_from(VALUES), unique=True, max_size=7).map(tuple), max_size=45
)


def take_single(held: list[Values]) -> dict[Facet, list[int]]:
    """The postings of each value."""
    single: dict[Facet, list[int]] = defaultdict(list)
    for number, pairs in enumerate(held):
        for pair in pairs:
            single[(pair,)].append(number)
    return single


def may_combine(facet: Facet) -> bool:
    dimensions = [dimension for dimension, _ in facet]
    return len({*dimensions}) == len(facet) and not {"role", "family"} <= {*dimensions}


def combine_plainly(held: list[Values], most: int) -> dict[Facet, list[int]]:
    """Count every combination, then take the largest as long as there is room."""
    known: dict[Facet, list[int]] = defaultdict(list, take_single(held))
    for number, pairs in enumerate(held):
        for size in (2, 3):
            for group in combinations(pairs, size):
                if may_combine(put_in_order(group)):
                    known[tuple(sorted(put_in_order(group), key=in_order))].append(number)
    narrow = [
        facet
        for facet, numbers in known.items()
        if len(facet) > 1
        and len(numbers) >= 2
        and all(len(numbers) < len(known[one]) for one in combinations(facet, len(facet) - 1))
    ]
    narrow.sort(key=lambda facet: (-len(known[facet]), len(facet), [*map(in_order, facet)]))
    chosen: dict[Facet, list[int]] = {}
    pages = 0
    for facet in narrow:
        pages += count_pages(facet, len(known[facet]))
        if pages > most:
            break
        chosen[facet] = known[facet]
    return chosen


def in_order(pair: tuple[str, str]) -> tuple[int, str]:
    return DIMENSIONS.index(pair[0]), pair[1]


@given(POSTINGS, st.integers(0, 60))
def test_the_largest_combinations_are_found_within_the_bound(held: list[Values], most: int) -> None:
    found = combine_values(held, take_single(held), most)
    assert found == combine_plainly(held, most)
    assert sum(count_pages(facet, len(those)) for facet, those in found.items()) <= most


@given(POSTINGS)
def test_every_posting_of_a_combination_has_all_of_its_values(held: list[Values]) -> None:
    for facet, those in combine_values(held, take_single(held), 1000).items():
        assert all({*facet} <= {*held[number]} for number in those)
        assert len(those) == sum({*facet} <= {*pairs} for pairs in held)
