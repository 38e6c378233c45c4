"""R18 and R19: how and where the work is done, as shares and jobs that somebody counted."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from roleguide.guide.observations import Demand
from roleguide.guide.role import Role
from roleguide.guide.samples import is_small
from roleguide.guide.words import label
from roleguide.pages import views
from roleguide.pages.amounts import join_words
from roleguide.pages.caveats import place_name
from roleguide.pages.draft import Draft
from roleguide.pages.questions import DEMAND, WORK_MIX, Demanded, Mixed

DIMENSIONS: Final = {"employment_type": "Employment type", "workplace": "Place of work"}
WORDS: Final = {"employment_type": "employment_type", "workplace": "workplace_type"}
MOST_PLACES: Final = 15


def make_work_mix(draft: Draft, role: Role) -> tuple[views.Shares, ...]:
    """Make the newest shares of each dimension, at the site's place or the nearest that has any."""
    asked = draft.ask(WORK_MIX, role.id)
    made = []
    for dimension, title in DIMENSIONS.items():
        found = [mixed for mixed in asked if mixed.row.dimension == dimension]
        if found:
            made.append(_mix(draft, title, _newest(draft, found)))
    return tuple(made)


def _newest(draft: Draft, found: list[Mixed]) -> list[Mixed]:
    """Pick one group that adds up to a hundred: about the role before its occupation, at home."""
    home = draft.site.default_place
    best = max(
        found,
        key=lambda one: (one.code is None, one.row.place == home, one.row.as_of, one.row.source),
    ).row
    return [
        mixed
        for mixed in found
        if (mixed.row.role, mixed.row.scheme, mixed.row.occupation_code, mixed.row.place)
        == (best.role, best.scheme, best.occupation_code, best.place)
        and (mixed.row.as_of, mixed.row.source) == (best.as_of, best.source)
    ]


def _mix(draft: Draft, title: str, found: list[Mixed]) -> views.Shares:
    rows = sorted((mixed.row for mixed in found), key=lambda row: (-row.share_pct, row.value))
    first = rows[0]
    shares = [
        views.Share(
            label(WORDS[row.dimension], row.value),
            f"{draft.amounts.count(row.share_pct)}%",
            round(row.share_pct * 10),
            "small sample" if is_small(row, draft.site) else "",
        )
        for row in rows
    ]
    words = join_words([f"{share.label.lower()} {share.text}" for share in shares])
    sentence = (
        f"{words[:1].upper()}{words[1:]}: {place_name(draft, first.place)}, "
        f"{draft.amounts.month(first.as_of)}."
    )
    if any(share.note for share in shares):
        sentence += (
            f" A share of fewer than {draft.site.low_sample_threshold} people is a small sample."
        )
    number = draft.receipts.cite_rows(rows, found[0].code)
    return views.Shares(title, "Kind", "Share", tuple(shares), sentence, (number,))


def make_demand(draft: Draft, role: Role) -> views.Shares | None:
    """Make the places with most openings, or with most jobs where no openings were counted.

    The site's own place is no place among others: its jobs alone leave nothing to compare.
    """
    asked = draft.ask(DEMAND, role.id)
    places = [one for one in asked if one.row.place != draft.site.default_place]
    opened = any(one.row.openings_count is not None for one in places)
    newest: dict[str, Demanded] = {}
    for one in places:
        known = newest.get(one.row.place)
        if _amount(one.row, opened=opened) is not None and (
            known is None or one.row.as_of > known.row.as_of
        ):
            newest[one.row.place] = one
    if not newest:
        return None
    ordered = sorted(
        newest.values(), key=lambda one: (-(_amount(one.row, opened=opened) or 0), one.row.place)
    )
    kept = ordered[:MOST_PLACES]
    most = Decimal(_amount(kept[0].row, opened=opened) or 1)
    shares = tuple(
        views.Share(
            place_name(draft, one.row.place),
            draft.amounts.count(amount),
            round(amount / most * 1000),
            _density(draft, one.row),
        )
        for one in kept
        if (amount := _amount(one.row, opened=opened)) is not None
    )
    what = "openings" if opened else "jobs"
    dates = join_words(
        [draft.amounts.month(when) for when in sorted({one.row.as_of for one in kept})]
    )
    sentence = f"Places by {what}, {dates}."
    if len(ordered) > len(kept):
        sentence = f"The {len(kept)} places with most {what}, of {len(ordered)} counted, {dates}."
    if any(one.row.location_quotient is not None for one in kept):
        sentence += (
            " “Times the average” sets the share of this occupation among a place’s jobs against "
            "that of the whole country."
        )
    return views.Shares(
        "Where the work is", "Place", what.capitalize(), shares, sentence, _cite(draft, kept)
    )


def _amount(row: Demand, *, opened: bool) -> int | None:
    return row.openings_count if opened else row.employment


def _density(draft: Draft, row: Demand) -> str:
    words = []
    if row.jobs_per_1000 is not None:
        words.append(f"{draft.amounts.count(row.jobs_per_1000)} of 1,000 jobs there")
    if row.location_quotient is not None:
        words.append(f"{draft.amounts.count(row.location_quotient)} times the average")
    return ", ".join(words)


def _cite(draft: Draft, kept: Sequence[Demanded]) -> tuple[int, ...]:
    """Cite one card for each release."""
    releases: dict[tuple[object, ...], list[Demanded]] = {}
    for one in kept:
        row = one.row
        key = (row.source, row.as_of, row.role, row.scheme, row.occupation_code)
        releases.setdefault(key, []).append(one)
    return tuple(
        draft.receipts.cite_rows([one.row for one in group], group[0].code)
        for group in releases.values()
    )
