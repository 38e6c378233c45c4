"""L4, L7, L8: lists of postings, each narrowed to a facet and divided into pages."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final

from roleguide.engine.facts import Reader
from roleguide.engine.render import Page
from roleguide.guide.words import LEVELS
from roleguide.pages.amounts import count_text
from roleguide.pages.draft import Draft
from roleguide.pages.facet_words import (
    DIMENSION_WORDS,
    explain_value,
    name_choice,
    name_value,
    word_facet,
)
from roleguide.pages.facets import (
    EVERYTHING,
    PAGE_SIZE,
    Facet,
    facet_path,
    put_in_order,
    read_facet,
    write_facet,
)
from roleguide.pages.list_pages import item_list
from roleguide.pages.list_questions import ALL_PATHS, STEPS
from roleguide.pages.pager import make_pager
from roleguide.pages.pay_table import in_words
from roleguide.pages.posting_card_view import POSTING_STYLES, SAMPLE_LABEL, make_tiles
from roleguide.pages.posting_counts import name_postings, tell_samples, word_postings
from roleguide.pages.posting_list_views import (
    CountedLink,
    FacetGroup,
    PostingsPage,
    PostingTile,
)
from roleguide.pages.posting_questions import (
    NARROWER,
    POSTING_LIST,
    POSTING_SLICE,
    Chip,
    Slice,
)
from roleguide.pages.urls import EMPLOYERS, POSTINGS, SALARIES, path_of
from roleguide.pages.view_parts import Link

RUNGS: Final = tuple(LEVELS.values())
"""Levels stand in their order, all others by their number of postings."""
GROUP_SHOWN: Final = 12
"""Narrower lists of a dimension that are seen at once …"""
GROUP_LIMIT: Final = 36
"""… and that are named at all; of more, the rest is counted."""
SAMPLES: Final = (
    "Those marked “Sample” were written for this guide, by employers that don’t exist: nobody can"
    " apply for them."
)


def view_postings(reader: Reader, page: Page) -> PostingsPage:
    """L4, L7, L8: a page of a list; its subject is ``<facet>#<number>``."""
    draft = Draft(reader, page)
    written, _, number = page.subject.rpartition("#")
    facet, at = read_facet(written), int(number)
    held = draft.ask(POSTING_SLICE, written, number)
    words = word_facet(draft, facet)
    title = _title(facet, words, held)
    full_title = title if at == 1 else f"{title}, page {at}"
    still = max(0, min(len(held.ids), held.open_count - held.first + 1))
    tiles = make_tiles(draft, held.ids)
    summary = _summary(held, words)
    crumbs = tuple(_crumbs(draft, facet, title if at > 1 else ""))
    indexed = held.samples < held.open_count + held.closed_count
    nodes: tuple[dict[str, object], ...] = ()
    if draft.site.base_url and indexed and tiles:
        entries = [(path_of("posting", slug), tile.title) for slug, tile in _pair(held, tiles)]
        nodes = (item_list(draft, entries, held.first),)
    return PostingsPage(
        shell=draft.shell(
            full_title, summary, crumbs, nodes, noindex=not indexed, styles=(POSTING_STYLES,)
        ),
        title=full_title,
        summary=summary,
        showing=_showing(draft, held),
        cut=_cut(held),
        samples=SAMPLES if any(SAMPLE_LABEL in tile.labels for tile in tiles) else "",
        meaning=explain_value(facet),
        chosen=tuple(_chosen(draft, facet)),
        about=tuple(_about(draft, facet)),
        open=tiles[:still],
        closed=tiles[still:],
        groups=_groups(draft, facet) if at == 1 else (),
        narrow=Link("Narrow this list", f"{draft.href(facet_path(facet))}#narrow")
        if at > 1 and held.can_narrow
        else None,
        pager=make_pager(draft, partial(facet_path, facet), at, held.pages),
    )


def _pair(held: Slice, tiles: tuple[PostingTile, ...]) -> Iterator[tuple[str, PostingTile]]:
    return zip(held.ids, tiles, strict=True)


def _title(facet: Facet, words: str, held: Slice) -> str:
    state = "Open" if held.open_count else "Closed"
    kind = f"{state} {_noun(held)}s"
    if facet and facet[0][0] in ("place", "employer"):
        return f"{kind} {words}"
    return f"{kind}: {words}" if words else kind


def _noun(held: Slice) -> str:
    return name_postings(held.open_count + held.closed_count, held.samples)


def _summary(held: Slice, words: str) -> str:
    counts = word_postings(held.open_count, held.closed_count, held.samples)
    order = ", newest first" if held.open_count else "; none is open now"
    return f"{counts}{order}{f': {words}' if words else ''}."


def _showing(draft: Draft, held: Slice) -> str:
    still, gone, number = held.open_count, held.closed_count, draft.amounts.count
    last = held.first + len(held.ids) - 1
    span = number(last) if last == held.first else f"{number(held.first)}–{number(last)}"
    if still and gone:
        both = f": {number(still)} open, {number(gone)} closed"
        return f"Showing {span} of {count_text(still + gone, _noun(held))}{both}{_samples(held)}"
    state = "open" if still else "closed"
    counted = count_text(still + gone, f"{state} {_noun(held)}")
    return f"Showing {span} of {counted}{_samples(held)}"


def _samples(held: Slice) -> str:
    return tell_samples(held.open_count + held.closed_count, held.samples)


def _cut(held: Slice) -> str:
    listed = held.pages * PAGE_SIZE
    total = held.open_count + held.closed_count
    if total <= listed:
        return ""
    return (
        f"A list of several values names its {listed} newest postings. Narrow it further, or take"
        " a value away, to see others."
    )


def list_link(draft: Draft, facet: Facet, text: str) -> Link | None:
    """Return a link to a facet's list; ``None`` where it has none."""
    if not draft.ask(POSTING_LIST, write_facet(facet)):
        return None
    return Link(text, draft.href(facet_path(facet)))


def _chosen(draft: Draft, facet: Facet) -> Iterator[Link]:
    """Yield a link for each value, to the list without it, or else to a wider one."""
    for index, (dimension, value) in enumerate(facet):
        without = facet[:index] + facet[index + 1 :]
        wider = (without, *((pair,) for pair in without), EVERYTHING)
        links = (list_link(draft, one, name_value(draft, dimension, value)) for one in wider)
        yield next(link for link in links if link is not None)


def _crumbs(draft: Draft, facet: Facet, title: str) -> Iterator[Link]:
    """Yield what lies above: all postings, the lists of the first values, for later pages the
    first one of the list itself."""
    if facet or title:
        yield Link("Postings", draft.href(POSTINGS))
    for end in range(1, len(facet)):
        link = list_link(draft, facet[:end], name_value(draft, *facet[end - 1]))
        if link is not None:
            yield link
    if title and facet:
        yield Link(title, draft.href(facet_path(facet)))


def _about(draft: Draft, facet: Facet) -> Iterator[Link]:
    """Yield the pages about what a list is narrowed to."""
    if not facet:
        yield Link("Employers", draft.href(EMPLOYERS))
    for dimension, value in facet:
        name = name_value(draft, dimension, value)
        match dimension:
            case "role":
                yield draft.link("role", value, f"The role: {name}")
                yield Link("Salaries", draft.href(SALARIES))
                family = draft.ask(STEPS, value).category
                if family in draft.ask(ALL_PATHS):
                    yield draft.link("path", family, "Career paths")
            case "family":
                yield draft.link("category", value, f"The field: {name}")
                if value in draft.ask(ALL_PATHS):
                    yield draft.link("path", value, "Career paths")
            case "place":
                link = draft.place_link(value, f"Pay in {in_words(name)}")
                if link is not None:
                    yield link
            case "employer":
                yield draft.link("employer", value, f"About {name}")


def _groups(draft: Draft, facet: Facet) -> tuple[FacetGroup, ...]:
    chips: dict[str, list[Chip]] = {}
    for chip in draft.ask(NARROWER, write_facet(facet)):
        chips.setdefault(chip.dimension, []).append(chip)
    return tuple(_group(draft, facet, dimension, found) for dimension, found in chips.items())


def _group(draft: Draft, facet: Facet, dimension: str, chips: list[Chip]) -> FacetGroup:
    if dimension == "level":
        chips = sorted(chips, key=lambda chip: RUNGS.index(chip.value))
    links = tuple(
        CountedLink(
            name_choice(draft, dimension, chip.value),
            draft.href(facet_path(put_in_order((*facet, (dimension, chip.value))))),
            draft.amounts.count(chip.count),
        )
        for chip in chips[:GROUP_LIMIT]
    )
    more = len(chips) - GROUP_LIMIT
    return FacetGroup(
        DIMENSION_WORDS[dimension],
        links[:GROUP_SHOWN],
        links[GROUP_SHOWN:],
        f"{len(links) - GROUP_SHOWN} more" if len(links) > GROUP_SHOWN else "",
        f"and {draft.amounts.count(more)} with fewer postings" if more > 0 else "",
    )
