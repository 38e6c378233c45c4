"""Rules of the whole guide that no field type can say."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import pairwise
from typing import Final

from roleguide.content.employer_rules import check_employer
from roleguide.content.level_rules import check_levels
from roleguide.content.load import Content
from roleguide.content.market_rules import check_market_rules
from roleguide.content.names import (
    check_employer_names,
    check_former_ids,
    check_requisitions,
    check_skill_names,
    check_titles,
)
from roleguide.content.posting_rules import check_posting
from roleguide.content.record import Record
from roleguide.content.role_rules import check_role
from roleguide.diagnostics import Report, excerpt, suggest
from roleguide.guide.calendar import is_overdue
from roleguide.guide.employer import Employer
from roleguide.guide.market_rules import MarketRules
from roleguide.guide.posting import Posting
from roleguide.guide.records import Category, Comparison, Source
from roleguide.guide.role import Role

COMPARED_FIELDS: Final = (
    "entry.education_level",
    "experience_years",
    "entry.related_work_experience",
    "entry.on_the_job_training",
    "skills",
    "employer_types",
    "industries",
    "work_pattern",
    "workplace_types",
    "hours_per_week",
    "work_context.environment",
    "credentials",
    "interest_codes",
    "pay",
    "outlook",
    "ai_impact",
)


def check_record(record: Record, content: Content, as_of: date, report: Report) -> None:
    """Report what is wrong inside a sound record, and between it and its neighbours."""
    value = record.value
    if isinstance(value, Role):
        check_role(record, as_of, report)
        check_levels(record, value, content, report)
        _check_relations(record, value, content, report)
    elif isinstance(value, Comparison):
        _check_comparison(record, report)
    elif isinstance(value, Source):
        _check_source(record, as_of, report)
    elif isinstance(value, MarketRules):
        check_market_rules(record, report)
    elif isinstance(value, Posting):
        check_posting(record, content, as_of, report)
    elif isinstance(value, Employer):
        check_employer(record, content, as_of, report)


def check_names(content: Content, report: Report) -> None:
    """Report names that two records claim."""
    check_titles(content, report)
    check_skill_names(content, report)
    check_employer_names(content, report)
    check_requisitions(content, report)
    for cls in content.records:
        check_former_ids(content, cls, report)


REVERSE: Final = {
    "similar": "similar",
    "next_step": "previous_step",
    "previous_step": "next_step",
    "specialism": "broader",
    "broader": "specialism",
}


def _check_relations(record: Record, role: Role, content: Content, report: Report) -> None:
    """Both of two roles that somebody wrote name each other; a draft has its source's relations."""
    if not role.published or role.status == "imported":
        return
    for related in role.related:
        other = content.briefs.get(related.role)
        if other is not None and other.status != "imported" and role.id not in dict(other.related):
            report.warning(
                record.marks.find("related", related.role),
                "one-way-relation",
                f"The role {excerpt(related.role)} does not relate back to this one.",
                f"add `{role.id}: {REVERSE[related.relation]}` to content/roles/{related.role}.md",
            )


def check_categories(content: Content, report: Report) -> None:
    """Note categories that hold too little to be one."""
    counts = Counter(role.category for role in content.briefs.values())
    for name in content.shelves[Category]:
        count = counts[name]
        if count < 2 and not content.broken[Role]:
            report.note(
                content.records[Category][name].marks.top,
                "small-category",
                f"The category has {count} role{'s' if count != 1 else ''}.",
                "add roles, or join it with another category",
            )


def _check_comparison(record: Record, report: Report) -> None:
    comparison: Comparison = record.value
    expected = "-vs-".join(sorted(comparison.roles))
    if comparison.id != expected:
        report.error(
            record.marks.find("roles"),
            "comparison-name",
            "The file name does not list the roles in alphabetical order.",
            f"rename the file to {expected}.md",
        )
    fields: set[str] = set()
    for index, aspect in enumerate(comparison.aspects):
        place = record.marks.find("aspects", index)
        if bool(aspect.field) == bool(aspect.label):
            report.error(
                place,
                "bad-aspect",
                "An aspect has either a field or a label with values.",
                "write one of the two",
            )
        elif aspect.field:
            _check_aspect_field(record, index, aspect.field, fields, report)
        else:
            missing = set(comparison.roles) - {value.role for value in aspect.values}
            for role in sorted(missing):
                report.error(
                    place,
                    "missing-value",
                    f"The aspect {excerpt(aspect.label)} has no value for {excerpt(role)}.",
                    f"add `{role}: …` under values",
                )
    if len(comparison.aspects) < 3:
        report.note(
            record.marks.find("aspects"),
            "few-aspects",
            "The comparison has fewer than 3 aspects.",
            "add some",
        )


def _check_aspect_field(
    record: Record, index: int, field: str, seen: set[str], report: Report
) -> None:
    place = record.marks.find("aspects", index, "field")
    if field not in COMPARED_FIELDS:
        fix = suggest(field, COMPARED_FIELDS, "use one of: " + ", ".join(COMPARED_FIELDS))
        report.error(place, "unknown-field", f"The field {excerpt(field)} can’t be compared.", fix)
    if field in seen:
        report.error(
            place, "duplicate-item", f"The field {excerpt(field)} is compared twice.", "remove one"
        )
    seen.add(field)


def _check_source(record: Record, as_of: date, report: Report) -> None:
    source: Source = record.value
    if source.kind == "statistics" and not source.release:
        report.note(
            record.marks.top,
            "missing-release",
            "A statistical source names its release.",
            "add `release: …`",
        )
    ordered = [
        (field, getattr(source, field))
        for field in ("period_start", "period_end", "published", "retrieved")
        if getattr(source, field) is not None
    ]
    for (before, early), (after, late) in pairwise(ordered):
        if late < early:
            report.error(
                record.marks.find(after),
                "date-order",
                f"{after} ({late}) is before {before} ({early}).",
                "check the dates",
            )
    if source.retrieved > as_of:
        report.error(
            record.marks.find("retrieved"),
            "date-in-future",
            f"The date {source.retrieved} is after the as-of date {as_of}.",
            "check the year and the month",
        )
    if is_overdue(source.next_release, as_of):
        report.note(
            record.marks.find("next_release"),
            "newer-release",
            f"A newer release was due on {source.next_release}.",
            "import it, or correct the date",
        )
