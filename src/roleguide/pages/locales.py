"""Numbers, money and dates in any language, by Babel. Importing this loads Babel (about 15 ms)."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.numbers import NumberPattern, format_decimal, get_currency_name, parse_pattern


class BabelLanguage:
    """How a locale writes; see :class:`~roleguide.pages.amounts.Language`."""

    def __init__(self, locale: Locale) -> None:
        self._locale = locale

    def money(self, amount: Decimal, currency: str, digits: int) -> str:
        """Write an amount with so many decimal places."""
        pattern = _money_pattern(self._locale, digits)
        return str(pattern.apply(amount, self._locale, currency=currency, currency_digits=False))

    def number(self, number: int | Decimal) -> str:
        """Write a number with separators."""
        return str(format_decimal(number, locale=self._locale))

    def tenths(self, number: Decimal) -> str:
        """Write a number with at most one decimal place."""
        return str(format_decimal(number, format="#,##0.#", locale=self._locale))

    def day(self, when: date) -> str:
        """Write a date; in English the day comes first, which nobody mistakes."""
        form = "d MMMM y" if self._locale.language == "en" else "long"
        return str(format_date(when, format=form, locale=self._locale))

    def month(self, when: date) -> str:
        """Write a month and its year."""
        return str(format_skeleton("yMMMM", when, locale=self._locale))

    def currency(self, code: str) -> str:
        """Name a currency in the plural: ``US dollars``."""
        return str(get_currency_name(code, count=Decimal(2), locale=self._locale))


@cache
def _money_pattern(locale: Locale, digits: int) -> NumberPattern:
    pattern = locale.currency_formats["standard"].pattern
    return parse_pattern(re.sub(r"[.]0+", "." + "0" * digits if digits else "", pattern))


def read_locale(tag: str) -> BabelLanguage | None:
    """Return how a language is written; ``None`` when Babel knows nothing of it."""
    try:
        return BabelLanguage(Locale.parse(tag, sep="-"))
    except (UnknownLocaleError, ValueError):
        return None
