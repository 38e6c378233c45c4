"""How people write the pay of a posting, and how it is written here."""

from __future__ import annotations

import re
from typing import Final

from roleguide.guide.standard_codes import CURRENCIES

UNSTATED: Final = re.compile(
    r"\W*(?:not[ _-]?stated|none|n/?a|tb[acd]|competitive|negotiable|doe|on request|unknown)"
    r"(?:\s+(?:salary|pay))?\W*",
    re.IGNORECASE,
)
"""What stands in place of pay where a posting states none."""
SIGNS: Final = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR"}
"""The currency that a sign probably means."""
SMALL: Final = {
    code.lower(): code
    for code in ("USD", "EUR", "GBP", "CAD", "AUD", "CHF", "INR", "JPY", "NZD", "SEK", "PLN")
}
"""Currencies that are recognised in small letters: others are words, too (all, top, try)."""
PERIODS: Final = {
    "hour": r"(?:hours?|hourly|hrs?|h|p\.?h\.?)",
    "day": r"(?:days?|daily|per diem)",
    "week": r"(?:weeks?|weekly|wk|p\.?w\.?)",
    "month": r"(?:months?|monthly|mo|p\.?m\.?)",
    "year": r"(?:years?|yearly|yrs?|annum|annual(?:ly)?|p\.?a\.?)",
}
AMOUNT: Final = re.compile(
    r"(?<![\w.,])([0-9]{1,3}(?:[,.'’   ][0-9]{3})+(?:\.[0-9]{1,2})?|[0-9]{1,9}(?:[.,][0-9]{1,2})?)"
    r"(k?)(?![0-9])",
    re.IGNORECASE,
)
YEARLY_AT_LEAST: Final = 10_000
"""An amount from here on is a year's where no period is said."""


def spell_pay(text: str) -> str | None:
    """Write pay as ``115000-210000 USD/year`` as far as a text lets guess what it means.

    ``None`` where the amounts, the currency or the period can't be told.
    """
    if UNSTATED.fullmatch(text):
        return "not_stated"
    amounts = _find_amounts(text)
    currency = _find_currency(text)
    if not 1 <= len(amounts) <= 2 or currency is None:
        return None
    period = _find_period(text)
    if period is None:
        if float(amounts[-1]) < YEARLY_AT_LEAST:
            return None
        period = "year"
    if re.search(r"\b(?:up to|max)", text, re.IGNORECASE) and len(amounts) == 1:
        return f"{{max: {amounts[0]}, currency: {currency}, pay_period: {period}}}"
    is_open = len(amounts) == 1 and re.search(r"\+|\bfrom\b|\bmin", text, re.IGNORECASE)
    return f"{'-'.join(amounts)}{'+' if is_open else ''} {currency}/{period}"


def _find_amounts(text: str) -> list[str]:
    """List the amounts in digits; of 115-210k both are thousands."""
    found = AMOUNT.findall(text)
    thousands = bool(found) and bool(found[-1][1])
    amounts = []
    for digits, short in found:
        number = re.sub(r"[,.'’   ](?=[0-9]{3}(?![0-9]))", "", digits).replace(",", ".")
        if short or (thousands and float(number) < 1000):
            number = f"{float(number) * 1000:.0f}"
        amounts.append(number)
    return amounts


def _find_currency(text: str) -> str | None:
    """Find a code in capitals before a sign, a sign before a code in small letters."""
    codes = re.findall(r"(?<![A-Za-z])[A-Za-z]{3}(?![A-Za-z])", text)
    signs = [code for sign, code in SIGNS.items() if sign in text]
    found = [*(code for code in codes if code.isupper()), *signs, *map(SMALL.get, codes)]
    return next((code for code in found if code in CURRENCIES), None)


def _find_period(text: str) -> str | None:
    for period, words in PERIODS.items():
        if re.search(rf"(?<![a-z]){words}(?![a-z])", text, re.IGNORECASE):
            return period
    return None
