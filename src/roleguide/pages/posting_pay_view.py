"""P2: pay as a posting states it, and its range drawn below the pay of the role."""

from __future__ import annotations

from typing import Final

from roleguide.guide.pay_standing import PayStanding
from roleguide.guide.posting import PostedPay, Posting
from roleguide.guide.words import label
from roleguide.pages.amounts import PERIOD_WORDS
from roleguide.pages.caveats import NAMES, place_name
from roleguide.pages.charts import Scale
from roleguide.pages.draft import Draft
from roleguide.pages.posting_card_view import word_posted_pay
from roleguide.pages.posting_views import PayBar, StatedPay
from roleguide.pages.view_parts import Fact

NO_PAY: Final = "Pay is not stated."
NOBODY_LOOKED: Final = "Nobody has looked yet whether the posting states pay."
SAMPLE_KIND: Final = "Sample pay: written for this guide, nobody is paid it"
POSTED_KIND: Final = "Posted by the employer"
DRAWN_LEAST: Final = 2
"""Marks that make a distribution which can be drawn."""


def word_missing_pay(posting: Posting) -> str:
    """Say that no pay is stated, or that nobody has looked."""
    return NO_PAY if posting.pay == "not_stated" else NOBODY_LOOKED


def make_stated_pay(draft: Draft, posting: Posting, found: PayStanding) -> StatedPay:
    """Make the pay of a posting: as stated, never converted."""
    pay = posting.posted_pay
    if pay is None:
        return StatedPay(
            stated=False, text=word_missing_pay(posting), facts=(), components=(), bar=None
        )
    facts = (
        Fact("Kind of figure", SAMPLE_KIND if posting.sample else POSTED_KIND),
        Fact("What it counts", label("pay_basis", pay.pay_basis).capitalize()),
    )
    text = word_posted_pay(draft.amounts, pay)
    return StatedPay(
        stated=True,
        text=text,
        facts=facts,
        components=pay.components,
        bar=_draw(draft, posting, pay, found),
    )


def _draw(draft: Draft, posting: Posting, pay: PostedPay, found: PayStanding) -> PayBar | None:
    """Draw both on one axis; ``None`` where they can't be compared."""
    paid = found.paid
    marks = {name: value.amount for name, value in found.values if value.amount is not None}
    if found.obstacle is not None or paid is None or len(marks) < DRAWN_LEAST:
        return None
    ends = [end for end in (pay.min, pay.max) if end is not None]
    scale = Scale([*marks.values(), *ends])
    x = {name: scale.x(amount) or 0 for name, amount in marks.items()}
    last = max(marks.values())
    row = paid.row
    whose = f"{label('observation_kind', row.kind)}, {place_name(draft, row.place)}"
    match = paid.code.match if paid.code is not None else "exact"
    fit = "" if match == "exact" else f", of an occupation {label('match', match)}"
    rows = [
        Fact(NAMES[name], draft.amounts.value(value, pay.currency, pay.pay_period))
        for name, value in found.values
    ]
    this = "This sample" if posting.sample else "This posting"
    exact = draft.amounts.exact
    if pay.min is not None and pay.min == pay.max:
        rows.append(Fact(this, exact(pay.min, pay.currency, pay.pay_period)))
    else:
        for end, word in ((pay.min, "from"), (pay.max, "up to")):
            if end is not None:
                rows.append(Fact(f"{this}, {word}", exact(end, pay.currency, pay.pay_period)))
    return PayBar(
        axis=scale.axis(draft.amounts, pay.currency, pay.pay_period),
        stem_from=min(x.values()),
        stem_to=max(x.values()),
        box_from=x.get("p25"),
        box_to=x.get("p75"),
        middle=x.get("p50"),
        arrow=any(value.state == "top_coded" and value.amount == last for _, value in found.values),
        from_x=(scale.x(pay.min) or 0) if pay.min is not None else 0,
        to_x=(scale.x(pay.max) or 0) if pay.max is not None else 1000,
        open_start=pay.min is None,
        open_end=pay.max is None,
        rows=tuple(rows),
        period=PERIOD_WORDS[pay.pay_period],
        about=f"{whose}, {draft.amounts.month(row.as_of)}{fit}",
        caption=f"Pay of the role and of {this.lower()}",
        receipts=(draft.receipts.cite_pay(row, paid.code),),
    )
