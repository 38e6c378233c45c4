"""Rules of tables: order of percentiles, currencies, dates, known places, occupations and
sources."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from roleguide.content.load import Content
from roleguide.content.plausible import AMOUNTS, check_plausible
from roleguide.content.tables import Row
from roleguide.diagnostics import Report, excerpt, suggest
from roleguide.guide.figures import PERCENTILES, Occupation, Outlook, PayObservation, Place
from roleguide.guide.records import Source
from roleguide.guide.role import Role
from roleguide.guide.slugs import slugify
from roleguide.guide.codes import SCHEME_NAMES, is_code

_WORDS = {"parent": "place", "occupation_code": "occupation"}
"""What a column names, where it is not the column's own name."""
ROUNDED_JOBS = 200
"""Publishers round jobs to hundreds, each figure on its own."""


def check_figures(content: Content, as_of: date, report: Report) -> None:
    """Report what is wrong in the rows of the tables."""
    rows = {cls: table.rows(content.root, content.ledger) for cls, table in content.tables.items()}
    places = {row.value.id: row.value for row in rows[Place]}
    occupations = {(row.value.scheme, row.value.code) for row in rows[Occupation]}
    _check_unique(rows[Place], ("id",), report)
    _check_unique(rows[Occupation], ("scheme", "code"), report)
    for row in rows[Occupation]:
        _check_occupation(row, report)
    checker = _Checker(content, places, occupations, as_of, report)
    for row in rows[Place]:
        checker.check_place(row)
    for row in rows[PayObservation]:
        checker.check_pay(row)
    for row in rows[Outlook]:
        checker.check_outlook(row)
    _check_unique(
        rows[PayObservation],
        (
            "role",
            "scheme",
            "occupation_code",
            "level",
            "industry",
            "place",
            "kind",
            "pay_period",
            "pay_basis",
            "as_of",
            "source",
        ),
        report,
    )
    _check_unique(
        rows[Outlook],
        ("scheme", "occupation_code", "place", "base_year", "target_year", "source"),
        report,
    )


def _check_unique(rows: Iterable[Row], columns: tuple[str, ...], report: Report) -> None:
    seen: dict[tuple[Any, ...], int] = {}
    for row in rows:
        key = tuple(getattr(row.value, column) for column in columns)
        if key in seen:
            report.error(
                row.place(columns[0]),
                "duplicate-row",
                f"The row says the same thing as line {seen[key]}.",
                "keep one of the two; rows differ in at least one of: " + ", ".join(columns),
            )
        seen.setdefault(key, row.line)


def _check_occupation(row: Row, report: Report) -> None:
    occupation: Occupation = row.value
    if occupation.scheme not in SCHEME_NAMES:
        _report_scheme(row, occupation.scheme, report)
    elif not is_code(occupation.scheme, occupation.code):
        report.error(
            row.place("code"),
            "bad-code",
            f"{excerpt(occupation.code)} is not a code of {occupation.scheme}.",
            "check the digits",
        )


def _report_scheme(row: Row, scheme: str, report: Report) -> None:
    fix = suggest(scheme, SCHEME_NAMES, "use one of: " + ", ".join(SCHEME_NAMES))
    message = f"There is no scheme {excerpt(scheme)}."
    report.error(row.place("scheme"), "unknown-scheme", message, fix)


class _Checker:
    """Checks rows against the records and the other tables."""

    def __init__(
        self,
        content: Content,
        places: dict[str, Place],
        occupations: set[tuple[str, str]],
        as_of: date,
        report: Report,
    ) -> None:
        self.content = content
        self.places = places
        self.occupations = occupations
        self.as_of = as_of
        self.report = report
        self._nearest: dict[tuple[str, str], str] = {}

    def _unknown(
        self, row: Row, column: str, name: str, known: Iterable[str], otherwise: str
    ) -> None:
        """Report an id that nothing has; the same misspelling is looked up once."""
        word = _WORDS.get(column, column)
        if (word, name) not in self._nearest:
            self._nearest[word, name] = suggest(name, known, otherwise)
        self.report.error(
            row.place(column),
            f"unknown-{word}",
            f"There is no {word} {excerpt(name)}.",
            self._nearest[word, name],
        )

    def check_place(self, row: Row) -> None:
        place: Place = row.value
        for column, pattern, fix in (
            (
                "id",
                r"[a-z0-9]+(-[a-z0-9]+)*",
                f"write {slugify(place.id) or 'an id such as us-co'}",
            ),
            ("iso_3166_1", "([A-Z]{2})?", "write two capitals, as US"),
            ("iso_3166_2", "([A-Z]{2}-[A-Z0-9]{1,3})?", "write it as US-CO"),
            ("currency", "([A-Z]{3})?", "write three capitals, as USD"),
        ):
            text = getattr(place, column)
            if re.fullmatch(pattern, text) is None:
                message = f"{excerpt(text)} does not have the form that is needed here."
                self.report.error(row.place(column), "bad-value", message, fix)
        if place.parent:
            self._check_place_id(row, "parent", place.parent)

    def _check_place_id(self, row: Row, column: str, name: str) -> None:
        if name not in self.places and Place not in self.content.incomplete:
            otherwise = "check the id, or add a row to content/tables/places.csv"
            self._unknown(row, column, name, self.places, otherwise)

    def check_pay(self, row: Row) -> None:
        pay: PayObservation = row.value
        if bool(pay.role) == bool(pay.occupation_code):
            self.report.error(
                row.place("role"),
                "no-subject",
                "A row of pay names either a role or an occupation.",
                "fill in `role`, or `scheme` and `occupation_code`",
            )
        elif pay.role:
            if not self.content.knows(Role, pay.role):
                otherwise = f"check the id, or write content/roles/{pay.role}.md"
                self._unknown(row, "role", pay.role, self.content.names(Role), otherwise)
        else:
            self._check_subject(row)
        self._check_common(row)
        place = self.places.get(pay.place)
        if place is not None and place.currency and place.currency != pay.currency and not pay.note:
            self.report.error(
                row.place("currency"),
                "wrong-currency",
                f"The currency {pay.currency} is not that of {place.name} ({place.currency}).",
                "correct it, or explain it in `note`",
            )
        for column, pattern, fix in (
            ("currency", "[A-Z]{3}", "write three capitals, as USD"),
            ("gross_net", "gross|net", "write gross or net"),
        ):
            text = getattr(pay, column)
            if re.fullmatch(pattern, text) is None:
                message = f"{excerpt(text)} does not have the form that is needed here."
                self.report.error(row.place(column), "bad-value", message, fix)
        self._check_amounts(row)
        check_plausible(row, self.report)
        if (pay.as_of.year, pay.as_of.month) > (self.as_of.year, self.as_of.month):
            self.report.error(
                row.place("as_of"),
                "date-in-future",
                f"The date {pay.as_of.year}-{pay.as_of.month:02} is after the as-of date"
                f" {self.as_of}.",
                "check the year and the month",
            )

    def _check_amounts(self, row: Row) -> None:
        pay: PayObservation = row.value
        stated = [(name, pay.value(name).amount) for name in AMOUNTS]
        numbers = {name: amount for name, amount in stated if amount is not None}
        if not numbers and not any(pay.value(name).state == "suppressed" for name in AMOUNTS):
            self.report.error(
                row.place("p50"), "no-figure", "The row holds no amount.", "fill in at least one"
            )
        for name, amount in numbers.items():
            if amount <= 0:
                self.report.error(
                    row.place(name),
                    "out-of-range",
                    f"The amount {amount} is not above 0.",
                    "correct it",
                )
        order = [name for name in ("min", *PERCENTILES, "max") if name in numbers]
        for before, after in pairwise(order):
            if numbers[before] > numbers[after]:
                self.report.error(
                    row.place(after),
                    "figures-out-of-order",
                    f"{after} ({numbers[after]}) is below {before} ({numbers[before]}).",
                    "check the two cells; percentiles never fall",
                )
        ends = (pay.band_low.amount, pay.band_high.amount)
        for low, high, word in (
            (pay.min.amount, pay.mean.amount, "mean"),
            (pay.mean.amount, pay.max.amount, "max"),
            (*ends, "band_high"),
        ):
            if low is not None and high is not None and low > high:
                self.report.error(
                    row.place(word),
                    "figures-out-of-order",
                    f"{word} ({high}) is below {low}.",
                    "check the amounts of the row",
                )
        if (pay.band_low.amount or pay.band_high.amount) and not pay.band_definition:
            self.report.error(
                row.place("band_definition"),
                "missing-definition",
                "The band has no definition.",
                "say what it is, for example `middle 50%`",
            )
        for column in ("hours_per_year", "sample_size", "employment"):
            value = getattr(pay, column)
            if value is not None and not 0 < value <= (
                8784 if column == "hours_per_year" else 10**10
            ):
                self.report.error(
                    row.place(column), "out-of-range", f"{value} is out of range.", "correct it"
                )

    def check_outlook(self, row: Row) -> None:
        outlook: Outlook = row.value
        self._check_subject(row)
        self._check_common(row)
        if outlook.target_year <= outlook.base_year:
            self.report.error(
                row.place("target_year"),
                "date-order",
                f"The target year {outlook.target_year} is not after the base year"
                f" {outlook.base_year}.",
                "check the two years",
            )
        self._check_jobs(row)
        change, base, pct = outlook.change_number, outlook.employment_base, outlook.change_pct
        if change is not None and base and pct is not None:
            # Publishers round jobs to hundreds: half of one on either side of both figures.
            slack = Decimal(10_000) / base + Decimal("0.1")
            if abs(Decimal(change) * 100 / base - pct) > slack:
                self.report.error(
                    row.place("change_pct"),
                    "figures-disagree",
                    f"A change of {change} from {base} is not {pct} percent.",
                    "check the three cells",
                )

    def _check_jobs(self, row: Row) -> None:
        outlook: Outlook = row.value
        for column in ("base_year", "target_year"):
            if not 1900 <= getattr(outlook, column) <= 2200:
                message = f"{getattr(outlook, column)} is out of range."
                self.report.error(row.place(column), "out-of-range", message, "write it as 2034")
        for column in ("employment_base", "employment_target", "annual_openings"):
            jobs = getattr(outlook, column)
            if jobs is not None and jobs < 0:
                message = f"{jobs} is out of range."
                self.report.error(row.place(column), "out-of-range", message, "correct it")
        base, target = outlook.employment_base, outlook.employment_target
        change, pct = outlook.change_number, outlook.change_pct
        if base is None and target is None and change is None and pct is None:
            if outlook.annual_openings is None:
                message = "The row holds no figure."
                self.report.error(
                    row.place("change_pct"), "no-figure", message, "fill in at least one"
                )
        elif (
            base is not None
            and target is not None
            and change is not None
            and abs(target - base - change) > ROUNDED_JOBS
        ):
            self.report.error(
                row.place("change_number"),
                "figures-disagree",
                f"A change from {base} to {target} is not {change}.",
                "check the three cells",
            )

    def _check_subject(self, row: Row) -> None:
        scheme, code = row.value.occupation
        if scheme not in SCHEME_NAMES:
            _report_scheme(row, scheme, self.report)
        elif (scheme, code) not in self.occupations and Occupation not in self.content.incomplete:
            known = sorted(known for other, known in self.occupations if other == scheme)
            otherwise = "check the code, or add a row to content/tables/occupations.csv"
            self._unknown(row, "occupation_code", code, known, otherwise)

    def _check_common(self, row: Row) -> None:
        self._check_place_id(row, "place", row.value.place)
        source = row.value.source
        if not self.content.knows(Source, source):
            otherwise = f"check the id, or write content/sources/{source}.md"
            self._unknown(row, "source", source, self.content.names(Source), otherwise)
