"""Amounts, numbers and dates in words, by the site's locale (Babel)."""

from __future__ import annotations

import re
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cache
from typing import Final

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal, get_currency_name, parse_pattern

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


class Amounts:
    """Formats for one site: its language and its rounding of yearly amounts."""

    def __init__(self, site: Site) -> None:
        self.locale = find_locale(site.language) or Locale("en")
        self.rounding = site.rounding

    def money(self, amount: Decimal, currency: str, period: PayPeriod) -> str:
        """Write an amount: hourly pay to the cent, others rounded to the site's multiple."""
        if period == "hour":
            return _money(self.locale, amount, currency, digits=2)
        return _money(self.locale, self.round(amount, period), currency, digits=0)

    def round(self, amount: Decimal, period: PayPeriod) -> Decimal:
        """Round as shown; machine-readable data uses the same granularity as the page."""
        if period == "hour":
            return amount.quantize(Decimal("0.01"), ROUND_HALF_EVEN)
        return (amount / self.rounding).quantize(Decimal(1), ROUND_HALF_EVEN) * self.rounding

    def short(self, amount: Decimal, currency: str, period: PayPeriod) -> str:
        """Write a round amount for an axis: ``$80k`` where thousands are whole, else ``$950``."""
        if period != "hour" and amount >= 1000 and amount % 1000 == 0:
            text = _money(self.locale, amount / 1000, currency, digits=0)
            return re.sub(r"(\d)(?=\D*$)", r"\1k", text)
        whole = amount == amount.to_integral_value()
        return _money(self.locale, amount, currency, digits=0 if whole else 2)

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

    def count(self, number: int | Decimal) -> str:
        """Write a whole number with separators."""
        return str(format_decimal(number, locale=self.locale)).replace("-", MINUS)

    def change(self, percent: Decimal) -> str:
        """Write a change in percent with its sign."""
        sign = "+" if percent > 0 else MINUS if percent < 0 else ""
        return f"{sign}{format_decimal(abs(percent), format='#,##0.#', locale=self.locale)}%"

    def change_in_number(self, number: int) -> str:
        """Write a change in persons with its sign."""
        return ("+" if number > 0 else "") + self.count(number)

    def day(self, when: date) -> str:
        """Write a date."""
        return str(
            format_date(
                when,
                format="d MMMM y" if self.locale.language == "en" else "long",
                locale=self.locale,
            )
        )

    def month(self, when: Month) -> str:
        """Write the date a figure holds for."""
        if when.day:
            return self.day(date(when.year, when.month, when.day))
        return str(format_skeleton("yMMMM", date(when.year, when.month, 1), locale=self.locale))

    def currency_name(self, currency: str) -> str:
        """Name a currency in the plural: ``US dollars``."""
        return str(get_currency_name(currency, count=Decimal(2), locale=self.locale))


def find_locale(language: str) -> Locale | None:
    """Return how a language writes numbers and dates; ``None`` when nothing is known of it."""
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return None


@cache
def _money(locale: Locale, amount: Decimal, currency: str, *, digits: int) -> str:
    pattern = locale.currency_formats["standard"].pattern
    wanted = re.sub(r"[.]0+", "." + "0" * digits if digits else "", pattern)
    return str(
        parse_pattern(wanted).apply(amount, locale, currency=currency, currency_digits=False)
    )


def join_words(words: list[str], last: str = "and") -> str:
    """Join words as a sentence does: ``a, b and c``."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def lower_first(text: str) -> str:
    """Start a text with a small letter unless its first word is an abbreviation or the like."""
    head = text.split(" ", 1)[0]
    name = head[1:] != head[1:].lower() or head[1:2] == "-"
    return text if name else text[:1].lower() + text[1:]
