"""Pay over the years: one programme, one occupation, one place; a line that is broken wherever what
is counted changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from roleguide.guide.figures import PayObservation, Value
from roleguide.guide.role import Role
from roleguide.pages import views
from roleguide.pages.amounts import PERIOD_WORDS, join_words
from roleguide.pages.caveats import name_occupation, place_name
from roleguide.pages.charts import Scale
from roleguide.pages.draft import Draft
from roleguide.pages.pay_evidence import series_of
from roleguide.pages.questions import HEADLINE, PAY, SOURCE, Paid

LONGEST_STEP: Final = 18
"""Months between two yearly releases at most; more is a gap."""
NOMINAL: Final = (
    "Amounts are those of each year, not adjusted for inflation; each release asked other people."
)


def make_pay_years(draft: Draft, role: Role) -> views.PayYears | None:
    """Make the line from the releases of the headline's series; ``None`` for fewer than two.

    The middle is the median, or the average where no release has a median. Only rows of the
    headline's own place, currency, period, basis and occupation are on it; a release that filed the
    role's code elsewhere starts a line of its own.
    """
    headline = draft.ask(HEADLINE, role.id)
    name, found = find_releases(draft, role)
    if headline is None or not found:
        return None
    scale = Scale(
        [
            value.amount
            for paid in found
            for value in (paid.row.p10, paid.row.value(name), paid.row.p90)
            if value.amount is not None
        ]
    )
    first, row = _months(found[0].row), headline.row
    span = _months(found[-1].row) - first
    years = []
    broken: dict[str, list[str]] = {}
    before: Paid | None = None
    for paid in found:
        reasons = _breaks(draft, before, paid, name) if before is not None else []
        for reason in reasons:
            broken.setdefault(reason, []).append(draft.amounts.month(paid.row.as_of))
        years.append(
            _year(
                draft,
                scale,
                paid,
                name,
                x=round(Decimal(_months(paid.row) - first) / span * 1000),
                joined=before is not None
                and before.row.value(name).amount is not None
                and not reasons,
            )
        )
        before = paid
    measure = "Median" if name == "p50" else "Average"
    about = (
        name_occupation(draft, row.scheme, row.occupation_code)
        if headline.code is not None
        else "this role"
    )
    period = PERIOD_WORDS[row.pay_period]
    caption = f"{measure} pay {period}, {about}, {place_name(draft, row.place)}"
    return views.PayYears(
        tuple(years),
        scale.axis(draft.amounts, row.currency, row.pay_period),
        caption,
        (*_word_breaks(broken), *_top_codes(draft, found), NOMINAL),
    )


def find_releases(draft: Draft, role: Role) -> tuple[str, list[Paid]]:
    """Return which middle is drawn and the releases that state it, oldest first; none of them if
    fewer than two can be drawn."""
    headline = draft.ask(HEADLINE, role.id)
    found = _releases(draft, role, headline) if headline is not None else []
    name = "p50" if any(paid.row.p50.amount is not None for paid in found) else "mean"
    found = [paid for paid in found if paid.row.value(name).state != "not_stated"]
    drawn = [paid for paid in found if paid.row.value(name).amount is not None]
    return name, (found if len(drawn) > 1 else [])


def _releases(draft: Draft, role: Role, headline: Paid) -> list[Paid]:
    """List one row a date, oldest first: those filed as the headline is go before others."""
    row, code = headline.row, headline.code
    series = series_of(draft, row)
    dated: dict[object, Paid] = {}
    for paid in draft.ask(PAY, role.id):
        other = paid.row
        same_code = (paid.code is None) == (code is None) and (
            paid.code is None
            or code is None
            or (paid.code.scheme, paid.code.code) == (code.scheme, code.code)
        )
        if (
            same_code
            and other.level is None
            and (other.kind, other.place, other.currency, other.pay_period, other.pay_basis)
            == (row.kind, row.place, row.currency, row.pay_period, row.pay_basis)
            and series_of(draft, other) == series
            and (other.as_of not in dated or other.occupation == row.occupation)
        ):
            dated[other.as_of] = paid
    return sorted(dated.values(), key=lambda paid: paid.row.as_of)


def _months(row: PayObservation) -> int:
    return row.as_of.year * 12 + row.as_of.month


def _word_breaks(broken: Mapping[str, list[str]]) -> Iterator[str]:
    """Say each reason once, with the months at which it breaks the line."""
    for reason, months in broken.items():
        yield f"{'Break' if len(months) == 1 else 'Breaks'} at {join_words(months)}: {reason}"


def _breaks(draft: Draft, before: Paid, paid: Paid, name: str) -> list[str]:
    """Say what changed between two releases, so that no line may join them; after a colon."""
    row = paid.row
    found = []
    if row.occupation != before.row.occupation:
        old = name_occupation(draft, *before.row.occupation)
        new = name_occupation(draft, *row.occupation)
        found.append(f"counted as {new}, before as {old}.")
    if _months(row) - _months(before.row) > LONGEST_STEP:
        earlier = draft.amounts.month(before.row.as_of)
        found.append(f"no figures between {earlier} and then.")
    if "top_coded" in (row.value(name).state, before.row.value(name).state):
        found.append("the count stops below the true figure on one side or both.")
    why = draft.ask(SOURCE, row.source).series_break
    if why and row.source != before.row.source:
        found.append(why)
    return found


def _year(
    draft: Draft, scale: Scale, paid: Paid, name: str, *, x: int, joined: bool
) -> views.PayYear:
    row, write = paid.row, draft.amounts.value

    def text(value: Value) -> str:
        return write(value, row.currency, row.pay_period)

    middle = row.value(name)
    return views.PayYear(
        label=draft.amounts.month(row.as_of),
        low=text(row.p10),
        typical=text(middle),
        high=text(row.p90),
        x=x,
        y_low=scale.x(row.p10.amount),
        y_typical=scale.x(middle.amount),
        y_high=scale.x(row.p90.amount),
        open_high=row.p90.state == "top_coded",
        joined=joined and middle.amount is not None,
        receipts=(draft.receipts.cite_pay(row, paid.code),),
    )


def _top_codes(draft: Draft, found: list[Paid]) -> list[str]:
    """Say where the count stopped in which years, when the high ends can't be compared."""
    stops: dict[Decimal, list[str]] = {}
    for paid in found:
        value = paid.row.p90
        if value.state == "top_coded" and value.amount is not None:
            stops.setdefault(value.amount, []).append(str(paid.row.as_of.year))
    row = found[0].row
    return [
        f"In {join_words(years)} the count stopped at "
        f"{draft.amounts.money(amount, row.currency, row.pay_period)}, so the 90th percentile of "
        "then can’t be set against other years."
        for amount, years in stops.items()
    ]
