"""R6: pay as postings state it, held against what a statistical office published.

Each range stands in its own currency and period. Postings of employers and samples are apart; no
range is converted, merged or averaged, and none ever leads.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from msgspec import Struct

from roleguide.guide.asked import MOST_DRAWN, Drawn
from roleguide.guide.figures import PayObservation, Value
from roleguide.guide.posting import PostedPay as Stated
from roleguide.guide.words import PayPeriod, label
from roleguide.pages.amounts import PERIOD_WORDS
from roleguide.pages.asked_views import (
    OfficialRange,
    PostedChart,
    PostedPart,
    PostedPay,
    PostedRange,
)
from roleguide.pages.caveats import (
    describe_filing,
    name_occupation,
    place_name,
    short_doubts,
)
from roleguide.pages.charts import Scale
from roleguide.pages.draft import Draft
from roleguide.pages.posting_card_view import DATED, word_posted_pay
from roleguide.pages.posting_questions import DRAWN, POSTING_CARD, PostingCard
from roleguide.pages.questions import HEADLINE, PAY, PLACE, SOURCE, Paid

OFFICIAL_PERIODS: Final = frozenset(("hour", "year"))
"""Periods into which an official figure is put; a day's pay of contractors is another thing."""
NAMES: Final = ("p10", "p25", "p50", "p75", "p90")
SORTS: Final = {False: "Stated by employers", True: "Sample postings, written for this guide"}
"""By whether they are samples: titles of ranges."""


class Standing(Struct, frozen=True):
    """How many ranges lie wholly below and wholly above the official middle half, and of how
    many."""

    below: int
    above: int
    total: int


def make_posted_pay(draft: Draft, role: str) -> PostedPay | None:
    """Make what the newest postings of a role state of pay; ``None`` where it has none."""
    drawn: tuple[Drawn, ...] = draft.ask(DRAWN, role)
    cards = [draft.ask(POSTING_CARD, one.id) for one in drawn]
    stated = [card for card in cards if card.pay is not None]
    if not stated:
        return None
    divided: dict[tuple[str, PayPeriod], list[PostingCard]] = {}
    for card in stated:
        assert card.pay is not None
        divided.setdefault((card.pay.currency, card.pay.pay_period), []).append(card)
    charts, others = [], []
    for (currency, period), found in sorted(divided.items(), key=lambda pair: -len(pair[1])):
        paid = find_official(draft, role, currency, period)
        if paid is None:
            others += found
        else:
            charts.append(_make_chart(draft, paid, period, found))
    return PostedPay(
        tuple(charts),
        _divide(draft, others, None),
        _reason(charts) if others else "",
        word_cut(drawn),
    )


def word_cut(drawn: tuple[Drawn, ...]) -> str:
    """Say that only the newest postings are drawn; empty where there may be no others."""
    if len(drawn) < MOST_DRAWN:
        return ""
    return f"At most {MOST_DRAWN} postings are drawn: those of employers first, newest first."


def find_official(draft: Draft, role: str, currency: str, period: PayPeriod) -> Paid | None:
    """Return the official distribution in a currency that can be told for a period: at the place
    of the headline where there is one, else the newest of a whole country; a figure that was
    published for the period before one that is converted."""
    if period not in OFFICIAL_PERIODS:
        return None
    headline = draft.ask(HEADLINE, role)
    home = headline.row.place if headline is not None else draft.site.default_place
    found = [
        paid
        for paid in draft.ask(PAY, role)
        if paid.row.level is None
        and _is_official(paid.row, currency, period)
        and (paid.row.place == home or _is_country(draft, paid.row.place))
    ]
    return max(
        found,
        key=lambda paid: (
            paid.row.place == home,
            paid.row.as_of,
            paid.row.pay_period == period,
            paid.row.place,
        ),
        default=None,
    )


def _is_country(draft: Draft, slug: str) -> bool:
    place = draft.ask(PLACE, slug)
    return place is not None and place.kind == "country"


def _is_official(row: PayObservation, currency: str, period: PayPeriod) -> bool:
    known = [row.convert(row.value(name), period).amount is not None for name in NAMES]
    return row.kind == "official_statistic" and row.currency == currency and sum(known) > 1


def _make_chart(
    draft: Draft, paid: Paid, period: PayPeriod, cards: list[PostingCard]
) -> PostedChart:
    row = paid.row
    values = {name: row.convert(row.value(name), period) for name in NAMES}
    numbers = [value.amount for value in values.values() if value.amount is not None]
    numbers += [
        end
        for card in cards
        if card.pay is not None
        for end in (card.pay.min, card.pay.max)
        if end is not None
    ]
    scale = Scale(numbers)
    return PostedChart(
        axis=scale.axis(draft.amounts, row.currency, period),
        official=_make_official(draft, paid, period, values, scale),
        parts=_divide(draft, cards, scale),
        sentences=(
            *describe_filing(draft, paid.code, paid.filed, row.occupation, row.source),
            *_compare(draft, row, period, values, cards),
        ),
    )


def _make_official(
    draft: Draft, paid: Paid, period: PayPeriod, values: dict[str, Value], scale: Scale
) -> OfficialRange:
    row = paid.row
    known = [name for name in NAMES if values[name].amount is not None]
    low, high = known[0], known[-1]

    def word(name: str) -> str:
        return draft.amounts.value(values[name], row.currency, period)

    notes = [f"{_ordinal(low)} to {_ordinal(high)} percentile", place_name(draft, row.place)]
    notes.append(draft.amounts.month(row.as_of))
    if "p50" in known:
        notes.append(f"median {word('p50')}")
    if paid.code is not None and paid.code.match != "exact":
        name = name_occupation(draft, paid.code.scheme, paid.code.code)
        notes.append(f"{name}, {label('match', paid.code.match)}")
    if row.pay_period != period and row.hours_per_year is not None:
        hours = draft.amounts.count(row.hours_per_year)
        notes.append(f"converted with the {hours} paid hours a year that the source states")
    half = _middle_half(values)
    return OfficialRange(
        label=draft.ask(SOURCE, row.source).name,
        text=f"{word(low)} to {word(high)}",
        note=f"Official statistic, {', '.join([*notes, *short_doubts(draft, row)])}",
        x_low=scale.x(values[low].amount),
        x_high=scale.x(values[high].amount),
        x_typical=scale.x(values["p50"].amount),
        band_from=scale.x(half[0]) if half else None,
        band_to=scale.x(half[1]) if half else None,
        receipts=(draft.receipts.cite_pay(row, paid.code),),
    )


def _ordinal(name: str) -> str:
    return f"{name.removeprefix('p')}th"


def _middle_half(values: dict[str, Value]) -> tuple[Decimal, Decimal] | None:
    """Return both ends of the middle half; ``None`` unless both were counted."""
    low, high = values["p25"], values["p75"]
    if low.state != "reported" or high.state != "reported":
        return None
    return (low.amount, high.amount) if low.amount is not None and high.amount is not None else None


def _divide(draft: Draft, cards: list[PostingCard], scale: Scale | None) -> tuple[PostedPart, ...]:
    """Put ranges of employers and of samples apart."""
    parts = []
    for sample, title in SORTS.items():
        made = tuple(_make_range(draft, one, scale) for one in cards if one.sample == sample)
        if made:
            parts.append(PostedPart(title, made))
    return tuple(parts)


def _make_range(draft: Draft, card: PostingCard, scale: Scale | None) -> PostedRange:
    pay, life = card.pay, card.life
    assert pay is not None
    return PostedRange(
        label=card.title,
        href=draft.link("posting", card.id, card.title).href,
        text=word_posted_pay(draft.amounts, pay),
        note=f"{card.employer_name}; {DATED[life.state].lower()} {draft.amounts.day(life.since)}",
        open=life.is_open,
        x_low=scale.x(pay.min) if scale is not None else None,
        x_high=scale.x(pay.max) if scale is not None else None,
    )


def count_outside(half: tuple[Decimal, Decimal], stated: list[Stated]) -> Standing:
    """Count the ranges that lie wholly outside a middle half; an open end never settles it."""
    low, high = half
    below = sum(pay.max is not None and pay.max < low for pay in stated)
    above = sum(pay.min is not None and pay.min > high for pay in stated)
    return Standing(below, above, len(stated))


def _compare(
    draft: Draft,
    row: PayObservation,
    period: PayPeriod,
    values: dict[str, Value],
    cards: list[PostingCard],
) -> list[str]:
    """Say how ranges lie to the official middle half, each sort for itself."""
    half = _middle_half(values)
    if half is None:
        return ["No official middle half (25th to 75th percentile) is known to compare with."]
    low, high = (draft.amounts.money(one, row.currency, period) for one in half)
    words = f"the official middle half, {low} to {high} {PERIOD_WORDS[period]}"
    sentences = []
    for sample in SORTS:
        stated = [one.pay for one in cards if one.sample == sample and one.pay is not None]
        if stated:
            noun = "sample posting" if sample else "posting"
            sentences.append(_word_standing(count_outside(half, stated), noun, words))
    bases = {pay.pay_basis for one in cards if (pay := one.pay) is not None} - {row.pay_basis}
    if bases:
        sentences.append(
            f"The official figure counts {label('pay_basis', row.pay_basis)}; a range that counts"
            " something else says so."
        )
    return sentences


def _word_standing(found: Standing, noun: str, words: str) -> str:
    of = "the one" if found.total == 1 else f"of {found.total:,}"
    plural = noun if found.total == 1 else f"{noun}s"

    def some(number: int) -> str:
        lies = "lies" if number == 1 else "lie"
        return f"{'' if found.total == 1 else f'{number:,} '}{of} {plural} {lies} wholly"

    if found.above:
        rest = f", and {found.below:,} wholly below it" if found.below else ""
        text = f"{some(found.above)} above {words}{rest}."
    elif found.below:
        text = f"{some(found.below)} below {words}."
    elif found.total == 1:
        text = f"the one {noun} reaches into {words}."
    else:
        text = f"all {found.total:,} {plural} reach into {words}."
    return text[:1].upper() + text[1:]


def _reason(charts: list[PostedChart]) -> str:
    """Say why ranges are only listed."""
    if charts:
        return (
            "Listed and not drawn: they are in a currency or period in which no official figure of"
            " this role is known, so they can’t be compared with the drawing."
        )
    return (
        "No official distribution of this role’s pay is known in these currencies and periods, so"
        " they are listed and compared with nothing."
    )
