"""What a figure is not: the one place where each kind of absence and doubt has its sentence.

Suppressed, top-coded and missing values; figures of another occupation or a wider place that stand
in; small samples and large errors by the site's thresholds.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from roleguide.guide.codes import Filing, published_with
from roleguide.guide.figures import PayObservation
from roleguide.guide.role import OccupationCode
from roleguide.guide.samples import is_small, is_uncertain
from roleguide.pages.amounts import join_words, with_article
from roleguide.pages.draft import Draft
from roleguide.pages.questions import OCCUPATION, PLACE, SOURCE, Paid

NAMES: Final = {
    "p10": "10th percentile",
    "p25": "25th percentile",
    "p50": "Median",
    "p75": "75th percentile",
    "p90": "90th percentile",
    "mean": "Average",
    "min": "Lowest",
    "max": "Highest",
}


def short_doubts(draft: Draft, row: PayObservation) -> list[str]:
    """Word the doubts about a figure in a few words, for a line of a table."""
    small = ["small sample"] if is_small(row, draft.site) else []
    return [*small, "large error"] if is_uncertain(row, draft.site) else small


def describe_doubts(draft: Draft, row: PayObservation) -> list[str]:
    """Say that a figure rests on few people or has a large error."""
    site, found = draft.site, []
    if is_small(row, site):
        found.append(
            f"Small sample: {draft.amounts.count(row.sample_size or 0)} people, below this guide’s "
            f"threshold of {site.low_sample_threshold}. Take it as a hint."
        )
    if is_uncertain(row, site):
        error = draft.amounts.count(row.relative_standard_error_pct or 0)
        found.append(
            f"Uncertain: the relative standard error is {error}%, above this guide’s threshold of "
            f"{site.high_error_pct}%."
        )
    return found


def describe_values(draft: Draft, row: PayObservation, names: list[str]) -> list[str]:
    """Say which values are suppressed, and which only at least what is shown."""
    found = []
    hidden = [_inside(name) for name in names if row.value(name).state == "suppressed"]
    if hidden:
        found.append(
            f"Not published: the {join_words(hidden)}. The source had too few replies, or they "
            "were too unreliable."
        )
    stops: dict[Decimal, list[str]] = {}
    for name in names:
        value = row.value(name)
        if value.state == "top_coded" and value.amount is not None:
            stops.setdefault(value.amount, []).append(_inside(name))
    for amount, capped in stops.items():
        verb = "is" if len(capped) == 1 else "are"
        found.append(
            f"The count stops at {draft.amounts.money(amount, row.currency, row.pay_period)}: the "
            f"{join_words(capped)} {verb} that much or more."
        )
    return found


def _inside(name: str) -> str:
    """Name a value inside a sentence."""
    return NAMES[name].lower()


def name_occupation(draft: Draft, scheme: str, code: str) -> str:
    """Name an occupation with its code: ``Electricians (47-2111)``."""
    occupation = draft.ask(OCCUPATION, scheme, code)
    return f"{occupation.title} ({code})" if occupation is not None else code


def describe_filing(
    draft: Draft, code: OccupationCode | None, filed: Filing, occupation: tuple[str, str], by: str
) -> list[str]:
    """Say that figures are another occupation's; ``by`` is the id of their source."""
    if code is None or filed == "own":
        return []
    name = name_occupation(draft, *occupation)
    if filed == "parent":
        return [f"No figures of its own: these are of {name}, which this occupation is a part of."]
    if filed == "group":
        wider = "the next wider group of the classification"
        return [f"No figures of its own: these are of {name}, {wider}."]
    soc = code.code.partition(".")[0]
    others = [name_occupation(draft, "soc-2018", other) for other in published_with(soc)]
    together = f" together with {join_words(others)}" if others else " together with its neighbours"
    publisher = draft.ask(SOURCE, by).publisher
    how = f"under which {publisher} publishes it{together}"
    return [f"No figures of its own: these are of {name}, {how}."]


def place_name(draft: Draft, slug: str) -> str:
    """Name a place; its id when nothing is known of it."""
    place = draft.ask(PLACE, slug)
    return place.name if place is not None else slug


def describe_place(draft: Draft, place: str) -> list[str]:
    """Say that a wider place stands in for the site's own."""
    home = draft.site.default_place
    if place == home:
        return []
    own, wider = (with_article(place_name(draft, slug)) for slug in (home, place))
    return [f"No figures for {own}: those of {wider} stand in."]


def describe_pay(draft: Draft, paid: Paid, names: list[str]) -> list[str]:
    """List everything that a reader must know to not misread a pay row."""
    row = paid.row
    return [
        *describe_place(draft, row.place),
        *describe_filing(draft, paid.code, paid.filed, row.occupation, row.source),
        *describe_values(draft, row, names),
        *describe_doubts(draft, row),
    ]
