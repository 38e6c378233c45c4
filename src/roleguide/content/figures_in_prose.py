"""Figures that prose refers to (``[[pay: p50]]``) exist in the role's data."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from roleguide.content.load import Content
from roleguide.content.record import Record
from roleguide.diagnostics import Report, excerpt, suggest
from roleguide.guide.figures import PERCENTILES, Place
from roleguide.guide.guide import Guide
from roleguide.guide.prose import Figure
from roleguide.guide.role import Role
from roleguide.guide.words import PayPeriod

PAY_NAMES: Final = (*PERCENTILES, "mean", "p10-p90", "p25-p75")
OUTLOOK_NAMES: Final = ("change_pct", "change", "openings", "employment", "years")
MEANT: Final = {"median": "p50", "average": "mean", "growth": "change_pct", "jobs": "employment"}
"""What people call a figure, and its name here."""
PERIODS: Final = ("", "hour", "year")


def check_figure_references(
    record: Record, content: Content, guide: Guide, report: Report, *, sound: bool
) -> None:
    """Report references to figures that are misspelt, or that the role does not have.

    ``sound``: the record has no other mistake.
    """
    for mention in record.mentions:
        if not isinstance(mention.node, Figure):
            continue
        problem = find_misspelling(record.cls, mention.node)
        if problem is None and sound and _tables_are_sound(content):
            problem = find_gap(record.value, mention.node, guide)
        if problem is not None:
            report.error(mention.place, "unknown-figure", *problem)


def _tables_are_sound(content: Content) -> bool:
    """Where the tables have mistakes, what they lack says nothing about the prose."""
    return not content.incomplete and content.site.default_place in content.rows_of(Place)


def find_misspelling(kind: type[Struct], figure: Figure) -> tuple[str, str] | None:
    """Say what is wrong with the words of a reference and how to mend it, or return ``None``."""
    if kind is not Role:
        return ("Only roles have figures of their own.", "write it without the figure")
    known = {"pay": PAY_NAMES, "outlook": OUTLOOK_NAMES}.get(figure.subject)
    if known is None:
        return (
            f"There are no figures {excerpt(figure.subject)}.",
            suggest(figure.subject, ("pay", "outlook"), "write pay or outlook before the colon"),
        )
    if figure.name not in known:
        return (
            f"There is no figure {excerpt(figure.name)}.",
            suggest(
                MEANT.get(figure.name, figure.name), known, "write one of: " + ", ".join(known)
            ),
        )
    if figure.period not in PERIODS or (figure.period and figure.subject != "pay"):
        return (
            f"{excerpt(figure.period)} is not a period.",
            suggest(figure.period, PERIODS[1:], "write hour or year, only after pay"),
        )
    return None


def find_gap(role: Role, figure: Figure, guide: Guide) -> tuple[str, str] | None:
    """Say why the role's data does not hold a figure, or return ``None``."""
    if figure.subject == "pay":
        return _find_pay_problem(role, figure, guide)
    outlook = guide.outlook_of(role)
    if outlook is None:
        return (
            "The role has no projection.",
            "remove the figure, or add a row to content/tables/outlook.csv",
        )
    field = {
        "change": "change_number",
        "openings": "annual_openings",
        "employment": "employment_base",
    }
    name = field.get(figure.name, figure.name)
    if name != "years" and getattr(outlook[0], name) is None:
        return (f"The role’s projection has no {figure.name}.", "remove the figure")
    return None


def _find_pay_problem(role: Role, figure: Figure, guide: Guide) -> tuple[str, str] | None:
    headline = guide.headline_of(role)
    if headline is None:
        return ("The role has no pay.", "remove the figure, or add a row to content/tables/pay.csv")
    for name in figure.name.split("-"):
        period: PayPeriod = figure.period or headline[0].pay_period  # type: ignore[assignment]
        if guide.headline_value(role, name, period).amount is None:
            period_words = " an hour" if figure.period == "hour" else ""
            return (f"The role’s headline pay has no {name}{period_words}.", "use another figure")
    return None
