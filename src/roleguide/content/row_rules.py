"""Rules of single rows: what can be said of a row without looking at any other file."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final, get_args

from msgspec import Struct

from roleguide.content.pay_rules import check_pay
from roleguide.content.tables import Row
from roleguide.diagnostics import Report, excerpt, suggest
from roleguide.guide.codes import SCHEME_NAMES, is_code
from roleguide.guide.figures import Occupation, Outlook, PayObservation, Place
from roleguide.guide.observations import (
    AlternateTitle,
    Demand,
    EntryRequirement,
    ExchangeRate,
    Import,
    MixShare,
    OccupationSkill,
)
from roleguide.guide.slugs import slugify
from roleguide.guide.words import EmploymentType, WorkplaceType

ROUNDED_JOBS: Final = 200
"""Publishers round jobs to hundreds, each figure on its own."""
MIX_WORDS: Final[dict[str, tuple[str, ...]]] = {
    "employment_type": get_args(EmploymentType),
    "workplace": get_args(WorkplaceType),
}
SHARES: Final = 100
SHARES_SLACK: Final = 1
"""Shares are rounded one by one."""


class RowRules:
    """Checks the rows of one table, one after another."""

    def __init__(self, cls: type[Struct], report: Report) -> None:
        self._rules = RULES.get(cls, ())
        self._report = report
        self._mix = MixSums(report) if cls is MixShare else None

    def check(self, row: Row) -> None:
        """Check the next row."""
        for rule in self._rules:
            rule(row, self._report)
        if self._mix is not None:
            self._mix.add(row)

    def finish(self) -> None:
        """Check what only all rows together tell."""
        if self._mix is not None:
            self._mix.check()


def check_occupation(row: Row, report: Report) -> None:
    """Report a scheme that is unknown, or a code that has not its form."""
    occupation: Occupation = row.value
    check_scheme(row, report)
    if occupation.scheme in SCHEME_NAMES and not is_code(occupation.scheme, occupation.code):
        report.error(
            row.place("code"),
            "bad-code",
            f"{excerpt(occupation.code)} is not a code of {occupation.scheme}.",
            "check the digits",
        )


def check_scheme(row: Row, report: Report) -> None:
    """Report a scheme that is unknown."""
    scheme: str = row.value.scheme
    if scheme not in SCHEME_NAMES and not getattr(row.value, "role", ""):
        fix = suggest(scheme, SCHEME_NAMES, "use one of: " + ", ".join(SCHEME_NAMES))
        message = f"There is no scheme {excerpt(scheme)}."
        report.error(row.place("scheme"), "unknown-scheme", message, fix)


def check_subject(row: Row, report: Report) -> None:
    """Report a row that names both a role and an occupation, or neither."""
    if bool(row.value.role) == bool(row.value.occupation_code):
        what = "pay" if isinstance(row.value, PayObservation) else "this table"
        report.error(
            row.place("role"),
            "no-subject",
            f"A row of {what} names either a role or an occupation.",
            "fill in `role`, or `scheme` and `occupation_code`",
        )
    else:
        check_scheme(row, report)


def check_place(row: Row, report: Report) -> None:
    """Report ids and codes of a place that have not their form, and those that its kind needs."""
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
            report.error(row.place(column), "bad-value", message, fix)
    for kind, column, what, fix in (
        ("metro", "metro_code", "A metro area", "write its code, as 19740"),
        ("metro", "metro_scheme", "A metro area", "write the scheme of its code, as cbsa"),
        ("country", "currency", "A country", "write its currency, as USD"),
    ):
        if place.kind == kind and not getattr(place, column):
            message = f"{what} needs a value in {excerpt(column)}."
            report.error(row.place(column), "empty-value", message, fix)
    country, _, part = place.iso_3166_2.partition("-")
    if part and place.iso_3166_1 and country != place.iso_3166_1:
        report.error(
            row.place("iso_3166_2"),
            "wrong-country",
            f"{excerpt(place.iso_3166_2)} is not a code of {place.iso_3166_1}.",
            "correct one of the two",
        )


def check_outlook(row: Row, report: Report) -> None:
    """Report years and jobs of a projection that contradict each other."""
    outlook: Outlook = row.value
    if outlook.target_year <= outlook.base_year:
        report.error(
            row.place("target_year"),
            "date-order",
            f"The target year {outlook.target_year} is not after the base year"
            f" {outlook.base_year}.",
            "check the two years",
        )
    for column in ("base_year", "target_year"):
        if not 1900 <= getattr(outlook, column) <= 2200:
            message = f"{getattr(outlook, column)} is out of range."
            report.error(row.place(column), "out-of-range", message, "write it as 2034")
    _check_jobs(row, report)
    change, base, pct = outlook.change_number, outlook.employment_base, outlook.change_pct
    if change is not None and base and pct is not None:
        # Publishers round jobs to hundreds: half of one on either side of both figures.
        slack = Decimal(10_000) / base + Decimal("0.1")
        if abs(Decimal(change) * 100 / base - pct) > slack:
            report.error(
                row.place("change_pct"),
                "figures-disagree",
                f"A change of {change} from {base} is not {pct} percent.",
                "check the three cells",
            )


def _check_jobs(row: Row, report: Report) -> None:
    outlook: Outlook = row.value
    check_numbers(row, ("employment_base", "employment_target", "annual_openings"), report)
    base, target, change = (
        outlook.employment_base,
        outlook.employment_target,
        outlook.change_number,
    )
    if base is None and target is None and change is None and outlook.change_pct is None:
        if outlook.annual_openings is None:
            report_no_figure(row, "change_pct", report)
    elif (
        base is not None
        and target is not None
        and change is not None
        and abs(target - base - change) > ROUNDED_JOBS
    ):
        report.error(
            row.place("change_number"),
            "figures-disagree",
            f"A change from {base} to {target} is not {change}.",
            "check the three cells",
        )


def report_no_figure(row: Row, column: str, report: Report) -> None:
    """Report a row that says nothing."""
    report.error(
        row.place(column), "no-figure", "The row holds no figure.", "fill in at least one"
    )


def check_numbers(
    row: Row,
    columns: tuple[str, ...],
    report: Report,
    low: int = 0,
    high: int | None = None,
    fix: str = "correct it",
) -> None:
    """Report numbers outside of their range."""
    for column in columns:
        value = getattr(row.value, column)
        if value is not None and (value < low or (high is not None and value > high)):
            report.error(row.place(column), "out-of-range", f"{value} is out of range.", fix)


def check_entry(row: Row, report: Report) -> None:
    """Report a row that assigns nothing."""
    entry: EntryRequirement = row.value
    if (
        entry.education_level is None
        and entry.related_work_experience is None
        and entry.on_the_job_training is None
    ):
        report_no_figure(row, "education_level", report)


def check_demand(row: Row, report: Report) -> None:
    """Report figures below zero, and rows without any."""
    columns = ("openings_count", "employment", "jobs_per_1000", "location_quotient")
    check_numbers(row, columns, report)
    check_numbers(row, ("jobs_per_1000",), report, high=1000)
    if all(getattr(row.value, column) is None for column in columns):
        report_no_figure(row, "employment", report)


def check_skill(row: Row, report: Report) -> None:
    """Report importance and level outside of their scales."""
    check_numbers(row, ("importance",), report, 1, 5, "the scale runs from 1 to 5")
    check_numbers(row, ("level",), report, 0, 7, "the scale runs from 0 to 7")
    check_numbers(row, ("sample_size",), report, 1)


def check_import(row: Row, report: Report) -> None:
    """Report a digest that is none, and a number of rows below zero."""
    imported: Import = row.value
    if re.fullmatch("[0-9a-f]{64}", imported.sha256) is None:
        message = f"{excerpt(imported.sha256)} is not a SHA-256 digest."
        fix = "write its 64 digits and small letters a to f, as sha256sum prints them"
        report.error(row.place("sha256"), "bad-value", message, fix)
    check_numbers(row, ("rows",), report)


def check_rate(row: Row, report: Report) -> None:
    """Report codes that are none, a currency set against itself and a rate that is not positive."""
    rate: ExchangeRate = row.value
    for column in ("base", "currency"):
        text = getattr(rate, column)
        if re.fullmatch("[A-Z]{3}", text) is None:
            message = f"{excerpt(text)} is no code of a currency."
            report.error(row.place(column), "bad-value", message, "write three capitals, as USD")
    if rate.base == rate.currency:
        message = f"A rate from {rate.base} to {rate.currency} says nothing."
        report.error(row.place("currency"), "same-currency", message, "name two currencies")
    if rate.rate <= 0:
        message = f"{rate.rate} is out of range."
        fix = f"write what one unit of {rate.base} was worth"
        report.error(row.place("rate"), "out-of-range", message, fix)


def check_share(row: Row, report: Report) -> None:
    """Report a share that is none, and a word that another dimension has."""
    share: MixShare = row.value
    words = MIX_WORDS[share.dimension]
    if share.value not in words:
        report.error(
            row.place("value"),
            "unknown-value",
            f"{excerpt(share.value)} is not a value of {share.dimension}.",
            suggest(share.value, words, "write one of: " + ", ".join(words)),
        )
    check_numbers(row, ("share_pct",), report, 0, SHARES)
    check_numbers(row, ("sample_size",), report, 1)


class MixSums:
    """Adds up the shares of each subject, place, dimension, date and source."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._sums: dict[tuple[Any, ...], tuple[Decimal, Any]] = {}

    def add(self, row: Row) -> None:
        """Take in a share."""
        one: MixShare = row.value
        subject = (one.role, one.scheme, one.occupation_code)
        key = (*subject, one.place, one.dimension, one.as_of, one.source)
        found = self._sums.get(key)
        if found is None:
            self._sums[key] = one.share_pct, row.place("share_pct")
        else:
            self._sums[key] = found[0] + one.share_pct, found[1]

    def check(self) -> None:
        """Report sums that are not 100, each at its first share."""
        for key, (total, place) in self._sums.items():
            if abs(total - SHARES) > SHARES_SLACK:
                self._report.error(
                    place,
                    "figures-disagree",
                    f"The shares of {key[4]} for one subject, place, date and source add up to"
                    f" {total} percent.",
                    "check this row and those that belong to it: together they are 100",
                )


Rule = Callable[[Row, Report], None]
RULES: Final[dict[type[Struct], tuple[Rule, ...]]] = {
    Place: (check_place,),
    Occupation: (check_occupation,),
    AlternateTitle: (check_scheme,),
    OccupationSkill: (check_scheme, check_skill),
    PayObservation: (check_subject, check_pay),
    Outlook: (check_scheme, check_outlook),
    EntryRequirement: (check_scheme, check_entry),
    MixShare: (check_subject, check_share),
    Demand: (check_subject, check_demand),
    ExchangeRate: (check_rate,),
    Import: (check_import,),
}
"""The rules of each table's rows."""
