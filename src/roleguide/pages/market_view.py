"""R17: the verdicts of the market rules, with what they rest on."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from roleguide.guide.market import Market, Verdict
from roleguide.guide.market_words import MEASURES, TITLES, RuleKind, word_of
from roleguide.guide.measured import Measured
from roleguide.guide.role import Role
from roleguide.guide.words import LABELS
from roleguide.pages import market_parts as parts
from roleguide.pages import views
from roleguide.pages.amounts import Amounts, join_words, lower_first
from roleguide.pages.chapter_answers import MAIN
from roleguide.pages.draft import Draft
from roleguide.pages.questions import MARKET
from roleguide.pages.urls import path_of

AXES: Final[tuple[RuleKind, ...]] = ("growth", "pay_upside")
FOLD_FROM: Final = 3
"""So many things without a verdict are shown on demand, apart from the verdicts."""
NO_RULE: Final = "No verdict: no rule covers this case."
WORDED: Final = {
    "education": "education_level",
    "experience": "related_work_experience",
    "training": "on_the_job_training",
    "match": "match",
    "ai_direction": "direction",
}
"""Measures that are words of a list that the whole guide shares."""
REACH: Final = {"growth_pct": Decimal(10), "pay_ratio": Decimal("0.5")}
"""How far from its line a measure stands when it is drawn at the edge; what is farther stays
there."""
EDGE: Final = 60
"""A mark keeps so far from the edge of the drawing, of 1000."""


def make_market(draft: Draft, role: Role) -> parts.MarketView | None:
    """Make the market view of a role; ``None`` where the site has no rules."""
    market = draft.ask(MARKET, role.id)
    if market is None:
        return None
    page = path_of("rules", market.rules)

    def show(kinds: tuple[RuleKind, ...]) -> tuple[parts.MarketVerdict, ...]:
        return tuple(
            _show_verdict(draft, market, verdict, page)
            for kind in kinds
            for verdict in market.verdicts
            if verdict.kind == kind and (verdict.word or verdict.missing or not verdict.lever)
        )

    verdicts, negotiation = show(MAIN), show(("negotiation",))
    unknown = tuple(one for one in (*verdicts, *negotiation) if not one.word)
    if len(unknown) < FOLD_FROM:
        unknown = ()
    return parts.MarketView(
        rules=draft.link("rules", market.rules, market.title),
        quadrant=_draw_quadrant(draft.amounts, market),
        verdicts=tuple(one for one in verdicts if one not in unknown),
        stronger=show(("stronger_for",)),
        weaker=show(("weaker_for",)),
        negotiation=tuple(one for one in negotiation if one not in unknown),
        warnings=show(("warning",)),
        unknown=unknown,
        unknown_title=_title_unknown(verdicts + negotiation, unknown),
        axes=show(AXES),
        measures=tuple(_show_measure(draft, one) for one in market.measures),
    )


def _title_unknown(
    verdicts: tuple[parts.MarketVerdict, ...], unknown: tuple[parts.MarketVerdict, ...]
) -> str:
    if not unknown:
        return ""
    if len(unknown) == len(verdicts):
        return "No verdict, and why"
    return f"No verdict on {join_words([lower_first(one.label) for one in unknown])}"


def _show_verdict(draft: Draft, market: Market, verdict: Verdict, page: str) -> parts.MarketVerdict:
    kind, lever = verdict.kind, verdict.lever
    many = kind in ("stronger_for", "weaker_for", "warning")
    name = verdict.word if many else lever or kind
    label = word_of(name) if many or lever else TITLES[kind]
    return parts.MarketVerdict(
        label=label,
        word="" if many or not verdict.word else word_of(verdict.word),
        reason=verdict.reason or _explain_absence(market, verdict),
        rules=tuple(views.Link(rule, draft.href(f"{page}#{rule}")) for rule in verdict.rules),
    )


def _explain_absence(market: Market, verdict: Verdict) -> str:
    """Say in one sentence for want of what there is no verdict."""
    whys = dict.fromkeys(
        measured.missing or _explain_bound(measured)
        for name in verdict.missing
        if (measured := market.measured(name)) is not None
    )
    return f"No verdict, because {join_words(list(whys))}." if whys else NO_RULE


def _explain_bound(measured: Measured) -> str:
    title = lower_first(MEASURES[measured.name].title)
    return f"{title} is only known to be {measured.number} or more"


def _show_measure(draft: Draft, measured: Measured) -> views.Fact:
    receipts = [draft.receipts.cite_pay(one.row, one.code) for one in measured.pay]
    receipts += [draft.receipts.cite_outlook(one.row, one.code) for one in measured.outlook]
    receipts += [draft.receipts.cite(one.source, one.detail) for one in measured.stated]
    return views.Fact(
        MEASURES[measured.name].title,
        word_measure(draft.amounts, measured),
        f"because {measured.missing}" if measured.missing else "",
        tuple(dict.fromkeys(receipts)),
    )


def word_measure(amounts: Amounts, measured: Measured) -> str:
    """Write a measure with its unit: ``+33.5%``, ``1.66 times``, ``Not known``."""
    if measured.missing:
        return "Not known"
    number = measured.number
    if number is None:
        known = LABELS.get(WORDED.get(measured.name, ""), {}).get(measured.word)
        text = known if known is not None else word_of(measured.word)
        return text[:1].upper() + text[1:]
    unit = MEASURES[measured.name].unit
    if unit == "percent" and measured.name.startswith("growth"):
        text = amounts.change(number)
    elif unit == "percent":
        text = f"{amounts.count(number)}%"
    elif unit == "points":
        text = f"{amounts.change(number).removesuffix('%')} points"
    elif unit == "times":
        text = f"{amounts.count(number)} times"
    else:
        text = f"{amounts.count(number)} {unit}"
    return f"at least {text}" if measured.at_least else text


def _draw_quadrant(amounts: Amounts, market: Market) -> parts.Quadrant | None:
    """Place the role between the lines that the rules draw; ``None`` without a verdict."""
    verdict = market.verdict("quadrant")
    across, up = market.measured("growth_pct"), market.measured("pay_ratio")
    lines = (market.growth_line, market.pay_line)
    if (
        verdict is None
        or not verdict.word
        or across is None
        or up is None
        or across.number is None
        or up.number is None
        or lines[0] is None
        or lines[1] is None
    ):
        return None
    growth, ratio = word_measure(amounts, across), word_measure(amounts, up)
    sentence = (
        f"Growth of {growth} and top pay at {ratio} typical pay make the corner "
        f"“{word_of(verdict.word)}”; its lines are {amounts.change(lines[0])} and "
        f"{amounts.count(lines[1])} times."
    )
    if abs(across.number - lines[0]) > REACH["growth_pct"]:
        sentence += " The growth is farther out than is drawn."
    return parts.Quadrant(
        x=_place(across.number - lines[0], REACH["growth_pct"]),
        y=1000 - _place(up.number - lines[1], REACH["pay_ratio"]),
        line_x=500,
        line_y=500,
        sentence=sentence,
    )


def _place(distance: Decimal, reach: Decimal) -> int:
    return min(max(round(500 + distance / reach * 500), EDGE), 1000 - EDGE)
