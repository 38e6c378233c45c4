"""``baseSalary`` of a ``JobPosting`` as the pay of a record, or why it can't be taken."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from roleguide.diagnostics import excerpt
from roleguide.guide.words import PayPeriod
from roleguide.importers.spelling import spell_number

PERIOD_WORDS: Final[dict[PayPeriod, str]] = {
    "hour": "HOUR HOURLY PER_HOUR HR",
    "day": "DAY DAILY PER_DAY",
    "week": "WEEK WEEKLY PER_WEEK",
    "month": "MONTH MONTHLY PER_MONTH",
    "year": "YEAR YEARLY ANNUAL ANNUALLY PER_YEAR YR",
}
PERIODS: Final[dict[str, PayPeriod]] = {
    word: period for period, words in PERIOD_WORDS.items() for word in words.split()
}
_PER: Final = {"hour": "an hour"} | {one: f"a {one}" for one in ("day", "week", "month", "year")}
PLAUSIBLE: Final[dict[str, tuple[int, int]]] = {
    "hour": (1, 1000),
    "day": (5, 10_000),
    "week": (25, 50_000),
    "month": (50, 250_000),
    "year": (1000, 10_000_000),
}
"""Pay outside of these bounds was written for another period."""
AMOUNT: Final = re.compile(r"\d{1,9}(?:\.\d{1,2}0*)?|\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?")


def spell_pay(value: Any) -> tuple[str, str]:
    """Spell pay as a record has it; else say in the first text why it can't be taken."""
    if not isinstance(value, Mapping):
        shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        return f"baseSalary is {excerpt(shown)}, without currency and period.", ""
    amounts = value.get("value", value)
    inner = amounts if isinstance(amounts, Mapping) else {"value": amounts}
    currency = str(value.get("currency") or inner.get("currency") or "").strip()
    if not currency:
        return "The pay has no currency.", ""
    if not re.fullmatch(r"[A-Z]{3}", currency):
        return f"The currency is {excerpt(currency)}, which is no ISO 4217 code.", ""
    word = str(inner.get("unitText") or value.get("unitText") or "").strip().upper()
    period = PERIODS.get(re.sub(r"[\s-]+", "_", word))
    if not word:
        return "The pay has no period: an hour, a month, a year?", ""
    if period is None:
        return f"The period of the pay is {excerpt(word)}: an hour, a month, a year?", ""
    found: list[Decimal | None] = []
    for name in ("minValue", "maxValue", "value"):
        written = inner.get(name)
        text = str(written).strip() if written is not None else ""
        if text and not AMOUNT.fullmatch(text):
            return f"The pay’s {name} is {excerpt(text)}, which is no plain number.", ""
        found.append(Decimal(text.replace(",", "")) if text else None)
    low, high, single = found
    if low is None and high is None:
        low = high = single
    stated = [one for one in (low, high) if one is not None]
    if not any(stated):
        return "The pay holds no amount.", ""
    if low is not None and high is not None and low > high:
        return f"The pay ends ({high}) below where it starts ({low}).", ""
    least, most = PLAUSIBLE[period]
    odd = next((one for one in stated if not least <= one <= most), None)
    if odd is not None:
        return f"{odd} {currency} {_PER[period]} is pay for another period, or a slip.", ""
    return "", _word_pay(low, high, currency, period)


def _word_pay(low: Decimal | None, high: Decimal | None, currency: str, period: str) -> str:
    if low is not None and high is not None:
        amounts = spell_number(low) if low == high else f"{spell_number(low)}-{spell_number(high)}"
        return f"{amounts} {currency}/{period}"
    if low is not None:
        return f"{spell_number(low)}+ {currency}/{period}"
    assert high is not None
    return f"{{max: {spell_number(high)}, currency: {currency}, pay_period: {period}}}"
