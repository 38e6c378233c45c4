"""P5, pay: where a posting's range lies among the pay of its role, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from roleguide.guide.figures import PERCENTILES, PayObservation, Value
from roleguide.guide.measured import PaidBy
from roleguide.guide.pay_standing import Obstacle, PayStanding, Percentile, Rank
from roleguide.guide.posting import PostedPay, Posting
from roleguide.guide.words import PayPeriod, label
from roleguide.pages.amounts import PERIOD_WORDS, join_words, lower_first, with_article
from roleguide.pages.caveats import (
    NAMES,
    describe_doubts,
    describe_filing,
    describe_values,
    name_occupation,
    place_name,
)
from roleguide.pages.draft import Draft
from roleguide.pages.posting_card_view import NO_PAY, word_posted_pay
from roleguide.pages.posting_views import RealityLine
from roleguide.pages.questions import Paid
from roleguide.pages.reality_questions import PAY_NEAR
from roleguide.pages.view_parts import Fact

PayShown = tuple[Sequence[tuple[str, Value]], PayPeriod]
"""Percentiles as they are shown, and for which period."""
VERDICTS: Final = {
    "below": "Below the middle half",
    "lower": "From below into the middle half",
    "inside": "Within the middle half",
    "spans": "Wider than the middle half",
    "upper": "From the middle half to above it",
    "above": "Above the middle half",
}
OPEN: Final = "Only partly known"
NOT_LOOKED: Final = "Nobody has looked yet"
NOT_COMPARED: Final = "Can’t be compared"
ALL_LEVELS: Final = "The figures are of people of all levels together: a percentile is not a level."


def find_near(draft: Draft, posting: Posting) -> tuple[PaidBy, ...]:
    """List the role's distributions that may stand for the posting's places, nearest first.

    A remote posting is where its workers may live; one that states no place is at the site's.
    """
    places = posting.where or posting.applicant_places or ("",)
    found = [one for place in places for one in draft.ask(PAY_NEAR, posting.role, place)]
    return tuple(dict.fromkeys(found))


def make_pay_line(draft: Draft, posting: Posting, found: PayStanding) -> RealityLine:
    """Word where the pay of a posting lies."""
    pay = posting.posted_pay
    unstated = NO_PAY if posting.pay == "not_stated" else NOT_LOOKED
    stated = word_posted_pay(draft.amounts, pay) if pay is not None else unstated
    says = Fact("The posting says", stated, "sample pay" if posting.sample and pay else "")
    paid = found.paid
    if found.obstacle == "no_figures":  # what there is elsewhere
        elsewhere = draft.ask(PAY_NEAR, posting.role, "")
        paid = elsewhere[0] if elsewhere else None
    if found.obstacle is not None or pay is None or paid is None:
        inputs = (_figures(draft, paid, _own_values(paid.row)),) if paid is not None else ()
        sentence = _word_obstacle(draft, posting, found.obstacle or "not_stated", paid)
        return RealityLine("Pay", NOT_COMPARED, sentence, (), (says, *inputs), ())
    row = paid.row
    filed = Paid(row, paid.code).filed
    return RealityLine(
        title="Pay",
        verdict=VERDICTS[found.standing] if found.standing is not None else OPEN,
        sentence=_compare(draft, pay, row, found),
        skills=(),
        inputs=(says, _figures(draft, paid, (found.values, pay.pay_period))),
        notes=(
            *_stand_in(draft, posting, row),
            *describe_filing(draft, paid.code, filed, row.occupation, row.source),
            *describe_values(draft, row, [name for name, _ in found.values]),
            *describe_doubts(draft, row),
            ALL_LEVELS,
        ),
    )


def _compare(draft: Draft, pay: PostedPay, row: PayObservation, found: PayStanding) -> str:
    where = with_article(place_name(draft, row.place))
    of = f"of the role’s figures for {where}"
    low, high = found.low, found.high
    if low is not None and high is not None and low.amount != high.amount:
        lower, upper = _place(draft, pay, low, found), _place(draft, pay, high, found)
        if lower == upper:
            return f"Both ends lie {lower} {of}."
        return f"The lower end lies {lower}, and the upper end {upper} {of}."
    end = low if low is not None else high
    assert end is not None, "pay without any amount is not stated"
    name = "amount" if low is not None and high is not None else "only end that it states"
    return f"The {name} lies {_place(draft, pay, end, found)} {of}."


def _place(draft: Draft, pay: PostedPay, rank: Rank, found: PayStanding) -> str:
    """Say between which percentiles an amount lies."""
    values = dict(found.values)

    def name(one: Percentile) -> str:
        amount = draft.amounts.value(values[one], pay.currency, pay.pay_period)
        return f"the {NAMES[one].lower()} ({amount})"

    if rank.reaches is not None and rank.reaches == rank.within:
        return f"at {name(rank.reaches)}"
    if rank.reaches is not None and rank.within is not None:
        return f"between {name(rank.reaches)} and {name(rank.within)}"
    if rank.reaches is not None:
        return f"above {name(rank.reaches)}"
    if rank.within is not None:
        return f"below {name(rank.within)}"
    return "where the published percentiles can’t place it, which are too few"


def _figures(draft: Draft, paid: PaidBy, shown: PayShown) -> Fact:
    """List the figures that the posting was held against, with their receipt."""
    row, (values, period) = paid.row, shown
    words = ", ".join(
        f"{lower_first(NAMES[name])} {draft.amounts.value(value, row.currency, period)}"
        for name, value in values
    )
    details = [
        label("observation_kind", row.kind),
        place_name(draft, row.place),
        draft.amounts.month(row.as_of),
    ]
    if paid.code is not None:
        occupation = name_occupation(draft, *row.occupation)
        details.append(f"{occupation}, {label('match', paid.code.match)}")
    if period != row.pay_period and row.hours_per_year is not None:
        hours = draft.amounts.count(row.hours_per_year)
        details.append(f"converted by the {hours} paid hours a year that the source assumes")
    number = draft.receipts.cite_pay(row, paid.code)
    text = f"{words[:1].upper()}{words[1:]} {PERIOD_WORDS[period]}"
    return Fact("The role’s figures", text, ", ".join(details), (number,))


def _own_values(row: PayObservation) -> PayShown:
    stated = [(name, row.value(name)) for name in PERCENTILES]
    return [pair for pair in stated if pair[1].state != "not_stated"], row.pay_period


def _stand_in(draft: Draft, posting: Posting, row: PayObservation) -> list[str]:
    """Say that the figures are of another place than the posting, or that it states none."""
    found = with_article(place_name(draft, row.place))
    places = posting.where or posting.applicant_places
    if not places:
        return [f"The posting states no place: the figures of {found} stand in."]
    if row.place in places:
        return []
    own = join_words([with_article(place_name(draft, one)) for one in places], "or")
    return [f"No figures for {own}: those of {found} stand in."]


def _word_obstacle(draft: Draft, posting: Posting, obstacle: Obstacle, paid: PaidBy | None) -> str:
    """Say why nothing is compared, and which input is missing."""
    pay = posting.posted_pay
    if posting.pay is None:
        return "Nobody has looked yet whether the posting states pay, so nothing is compared."
    if pay is None or obstacle == "not_stated":
        return "The posting states no pay, so there is nothing to hold against the role’s figures."
    if paid is None:
        return "This guide has no distribution of this role’s pay, so there is nothing to compare."
    row, where = paid.row, with_article(place_name(draft, paid.row.place))
    match obstacle:
        case "currency":
            theirs = draft.amounts.currency_name(pay.currency)
            ours = draft.amounts.currency_name(row.currency)
            return (
                f"The posting pays in {theirs}, and the role’s figures of {where} are in {ours}. "
                "Nothing is converted from one currency to another here."
            )
        case "basis":
            theirs, ours = (label("pay_basis", one) for one in (pay.pay_basis, row.pay_basis))
            return f"The posting states {theirs}, and the role’s figures of {where} are {ours}."
        case "tax":
            return f"The role’s figures of {where} are after tax, which a posting does not state."
        case "period":
            theirs, ours = PERIOD_WORDS[pay.pay_period], PERIOD_WORDS[row.pay_period]
            return (
                f"The posting states an amount {theirs}, and the role’s figures of {where} are "
                f"amounts {ours} without the paid hours that a conversion needs."
            )
    places = posting.where or posting.applicant_places
    own = join_words([with_article(place_name(draft, one)) for one in places], "or")
    return (
        f"This guide has figures of this role’s pay for {where}, but none for {own}, nor for a "
        "wider place that holds it."
    )
