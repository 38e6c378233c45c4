"""Amounts, numbers and dates in words, by the site's language.

English is written here; every other language by Babel, which is loaded when it is first needed.
Both write the same words: a test compares them.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from functools import lru_cache
from typing import Final, Protocol

from roleguide.guide.figures import Month, Value
from roleguide.guide.records import Site
from roleguide.guide.words import PayPeriod

PERIOD_WORDS: Final[dict[str, str]] = {
    "hour": "an hour",
    "day": "a day",
    "week": "a week",
    "month": "a month",
    "year": "a year",
}
MINUS: Final = "\u2212"
REMEMBERED: Final = 2048
"""Worded amounts kept of each sort: pay repeats from page to page."""


class Language(Protocol):
    """How a language writes numbers, money and dates."""

    def money(self, amount: Decimal, currency: str, digits: int) -> str:
        """Write an amount with so many decimal places."""
        ...

    def number(self, number: int | Decimal) -> str:
        """Write a number with separators."""
        ...

    def tenths(self, number: Decimal) -> str:
        """Write a number with at most one decimal place."""
        ...

    def day(self, when: date) -> str:
        """Write a date."""
        ...

    def month(self, when: date) -> str:
        """Write a month and its year."""
        ...

    def currency(self, code: str) -> str:
        """Name a currency in the plural."""
        ...


class Amounts:
    """Formats for one site: its language and its rounding of yearly amounts."""

    def __init__(self, site: Site) -> None:
        language = find_locale(site.language) or English()
        self.rounding = site.rounding
        self._language = language
        self.round = lru_cache(REMEMBERED)(self._round)
        self.money = lru_cache(REMEMBERED)(self._money)
        self.exact = lru_cache(REMEMBERED)(self._exact)
        self.count = lru_cache(REMEMBERED)(self._count)
        self.change = lru_cache(REMEMBERED)(self._change)
        self.short = lru_cache(REMEMBERED)(self._short)
        self.day = lru_cache(REMEMBERED)(language.day)
        self.month = lru_cache(REMEMBERED)(self._month)
        self.currency_name = lru_cache(REMEMBERED)(language.currency)

    def _money(self, amount: Decimal, currency: str, period: PayPeriod) -> str:
        """Write an amount: hourly pay to the cent, others rounded to the site's multiple."""
        digits = 2 if period == "hour" else 0
        return self._language.money(self.round(amount, period), currency, digits)

    def _exact(self, amount: Decimal, currency: str, period: PayPeriod) -> str:
        """Write an amount as somebody stated it: with cents where it has some or is hourly."""
        cents = period == "hour" or amount != amount.to_integral_value()
        return self._language.money(amount, currency, 2 if cents else 0)

    def _round(self, amount: Decimal, period: PayPeriod) -> Decimal:
        """Round as shown; machine-readable data uses the same granularity as the page."""
        if period == "hour":
            return amount.quantize(Decimal("0.01"), ROUND_HALF_EVEN)
        return (amount / self.rounding).quantize(Decimal(1), ROUND_HALF_EVEN) * self.rounding

    def _short(self, amount: Decimal, currency: str, period: PayPeriod) -> str:
        """Write a round amount for an axis: ``$80k`` where thousands are whole, else ``$950``."""
        if period != "hour" and amount >= 1000 and amount % 1000 == 0:
            text = self._language.money(amount / 1000, currency, 0)
            return re.sub(r"(\d)(?=\D*$)", r"\1k", text)
        whole = amount == amount.to_integral_value()
        return self._language.money(amount, currency, 0 if whole else 2)

    def value(self, value: Value, currency: str, period: PayPeriod) -> str:
        """Write a value with its state.

        ``$97,550``, ``at least $239,200``, ``not published`` or ``not stated``.
        """
        if value.state == "suppressed":
            return "not published"
        if value.amount is None:
            return "not stated"
        text = self.money(value.amount, currency, period)
        return f"at least {text}" if value.state == "top_coded" else text

    def _count(self, number: int | Decimal) -> str:
        """Write a whole number with separators."""
        return self._language.number(number).replace("-", MINUS)

    def _change(self, percent: Decimal) -> str:
        """Write a change in percent with its sign."""
        sign = "+" if percent > 0 else MINUS if percent < 0 else ""
        return f"{sign}{self._language.tenths(abs(percent))}%"

    def change_in_number(self, number: int) -> str:
        """Write a change in persons with its sign."""
        return ("+" if number > 0 else "") + self.count(number)

    def _month(self, when: Month) -> str:
        """Write the date a figure holds for."""
        if when.day:
            return self.day(date(when.year, when.month, when.day))
        return self._language.month(date(when.year, when.month, 1))


@lru_cache(8)
def amounts_of(language: str, rounding: int) -> Amounts:
    """Return the formats of a site: what one page worded, the next need not word again."""
    return Amounts(Site(language=language, rounding=rounding))


MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
CURRENCIES: Final = {
    "USD": ("$", "US dollars"),
    "EUR": ("€", "euros"),
    "GBP": ("£", "British pounds"),
    "CAD": ("CA$", "Canadian dollars"),
    "AUD": ("A$", "Australian dollars"),
    "INR": ("₹", "Indian rupees"),
    "JPY": ("¥", "Japanese yen"),
}
"""Signs and plurals of the currencies that English is written with here."""
ENGLISH: Final = frozenset({"en", "en-US"})


class English:
    """American English, as Babel writes it, for the currencies listed above."""

    def money(self, amount: Decimal, currency: str, digits: int) -> str:
        """Write an amount with so many decimal places."""
        if currency not in CURRENCIES or amount < 0:
            return load_language("en").money(amount, currency, digits)
        return f"{CURRENCIES[currency][0]}{amount:,.{digits}f}"

    def number(self, number: int | Decimal) -> str:
        """Write a number with separators."""
        return f"{number:,}" if isinstance(number, int) else _strip_zeros(f"{number:,.3f}")

    def tenths(self, number: Decimal) -> str:
        """Write a number with at most one decimal place."""
        return _strip_zeros(f"{number:,.1f}")

    def day(self, when: date) -> str:
        """Write a date."""
        return f"{when.day} {MONTHS[when.month - 1]} {when.year}"

    def month(self, when: date) -> str:
        """Write a month and its year."""
        return f"{MONTHS[when.month - 1]} {when.year}"

    def currency(self, code: str) -> str:
        """Name a currency in the plural."""
        return CURRENCIES[code][1] if code in CURRENCIES else load_language("en").currency(code)


def _strip_zeros(text: str) -> str:
    return text.rstrip("0").rstrip(".")


def find_locale(tag: str) -> Language | None:
    """Return how a language is written; ``None`` when nothing is known of it."""
    return English() if tag in ENGLISH else _find_with_babel(tag)


def load_language(tag: str) -> Language:
    """Return how Babel writes a language that it knows."""
    found = _find_with_babel(tag)
    assert found is not None, f"Babel doesn't know {tag}"
    return found


@lru_cache(8)
def _find_with_babel(tag: str) -> Language | None:
    from roleguide.pages.locales import read_locale  # noqa: PLC0415 - slow to import

    return read_locale(tag)


def join_words(words: list[str], last: str = "and") -> str:
    """Join words as a sentence does: ``a, b and c``."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def count_text(number: int, noun: str) -> str:
    """Word a count: ``1 role``, ``1,016 roles``."""
    return f"{number} {noun}" if number == 1 else f"{number:,} {noun}s"


def lower_first(text: str) -> str:
    """Start a text with a small letter unless its first word is an abbreviation or the like."""
    head = text.split(" ", 1)[0]
    name = head[1:] != head[1:].lower() or head[1:2] == "-"
    return text if name else text[:1].lower() + text[1:]


def with_article(place: str) -> str:
    """Name a place inside a sentence: ``the United States``, ``Denver``."""
    return f"the {place}" if place.startswith(("United", "Netherlands")) else place
