"""Rules of one role that no field type can say."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from typing import Final

from roleguide.content.record import Record
from roleguide.diagnostics import Report, excerpt, suggest
from roleguide.guide.calendar import is_overdue
from roleguide.guide.prose import Blank
from roleguide.guide.role import Role
from roleguide.guide.codes import is_code
from roleguide.guide.words import STANDARD_BLANKS

LEVEL_WORDS: Final = re.compile(
    r"^(junior|senior|entry[- ]level|mid[- ]level|principal|trainee)\b", re.IGNORECASE
)

TITLE_LIMIT: Final = 80
"""Longest title that people may write; classifications have longer ones, which drafts keep."""


def check_role(record: Record, as_of: date, report: Report) -> None:
    """Report what is wrong inside a role."""
    role: Role = record.value
    marks = record.marks
    if LEVEL_WORDS.match(role.title):
        report.error(
            marks.find("title"),
            "level-in-title",
            f"The title {excerpt(role.title)} holds a level.",
            "name the role without it; levels stand under ## Levels",
        )
    if len(role.title) > TITLE_LIMIT and role.status != "imported":
        report.error(
            marks.find("title"),
            "too-long",
            f"The text has {len(role.title)} characters; at most {TITLE_LIMIT} fit.",
            f"shorten it by {len(role.title) - TITLE_LIMIT}",
        )
    if role.status == "imported" and not role.drafted_from:
        report.error(
            marks.find("status"),
            "draft-without-source",
            "The role is marked as a draft from public data, and names no data.",
            "write `status: needs_review`, or name its sources: `drafted_from: [onet-29-3]`",
        )
    # A draft's summary is its source's text, and the page says so.
    if role.status != "imported" and re.search(r"[$€£]|%|\d{3}", role.summary):
        report.warning(
            marks.find("summary"),
            "figure-in-summary",
            "The summary holds a figure, which can’t carry its source here.",
            "move it into the prose, with a footnote",
        )
    _check_codes(record, report)
    _check_skills(record, report)
    _check_bounds(record, report)
    for index, (before, after) in enumerate(pairwise(role.schedule)):
        if after.time <= before.time:
            report.error(
                marks.find("schedule", index + 1, "time"),
                "time-order",
                f"The time {after.time} does not come after {before.time}.",
                "sort the day by time",
            )
    _check_dates(record, as_of, report)
    if role.ai_impact is not None and not role.ai_impact.editorial and not role.ai_impact.evidence:
        report.error(
            marks.find("ai_impact"),
            "missing-evidence",
            "The AI impact has no evidence.",
            "list evidence, or write `editorial: true` for the editors’ own judgement",
        )
    _check_blanks(record, report)


def _check_dates(record: Record, as_of: date, report: Report) -> None:
    role: Role = record.value
    marks = record.marks
    for field in ("updated", "reviewed"):
        when: date | None = getattr(role, field)
        if when is not None and when > as_of:
            report.error(
                marks.find(field),
                "date-in-future",
                f"The date {when} is after the as-of date {as_of}.",
                "check the year and the month",
            )
    if is_overdue(role.review_by, as_of):
        report.note(
            marks.find("review_by"),
            "review-overdue",
            f"A review was due by {role.review_by}.",
            "review the page and set `reviewed` and `review_by`",
        )
    if role.review_by is not None and role.reviewed is not None and role.review_by < role.reviewed:
        report.error(
            marks.find("review_by"),
            "date-order",
            f"review_by ({role.review_by}) is before reviewed ({role.reviewed}).",
            "check the dates",
        )


def _check_codes(record: Record, report: Report) -> None:
    role: Role = record.value
    marks = record.marks
    for index, code in enumerate(role.codes):
        if not is_code(code.scheme, code.code):
            report.error(
                marks.find("codes", index, "code"),
                "bad-code",
                f"{excerpt(code.code)} is not a code of {code.scheme}.",
                "check the digits; for example 15-2051 (soc-2018), 15-2051.00 (onet-soc-2019)",
            )
        if (code.scheme, code.code) in {(other.scheme, other.code) for other in role.codes[:index]}:
            report.error(
                marks.find("codes", index, "code"),
                "duplicate-item",
                f"The code {excerpt(code.code)} is listed twice.",
                "keep it with the match that is right",
            )
        if code.match == "broad" and not code.note:
            report.error(
                marks.find("codes", index, "match"),
                "missing-note",
                "A broad match needs a note that says what else the code covers.",
                "add `note: …` to the code",
            )


def _check_bounds(record: Record, report: Report) -> None:
    """Ranges that no job has, and quotation marks that word processors add to titles."""
    role: Role = record.value
    for field, limit, unit in (("hours_per_week", 168, "hours"), ("experience_years", 60, "years")):
        band = getattr(role, field)
        if band is not None and max(band.min, band.max or 0) > limit:
            report.error(
                record.marks.find(field),
                "out-of-range",
                f"{band} {unit} are out of range.",
                f"write a range up to {limit}",
            )
    for field in ("title", "alternate_titles", "hidden_titles"):
        value = getattr(role, field)
        for index, title in enumerate((value,) if isinstance(value, str) else value):
            if re.fullmatch(r"[“‘„«»”].*[”’“‘«»]", title):
                report.warning(
                    record.marks.find(field, index)
                    if field != "title"
                    else record.marks.find(field),
                    "quoted-title",
                    f"The title {title} stands in curly quotes, which readers would see.",
                    "remove them, or type straight ones",
                )


def _check_skills(record: Record, report: Report) -> None:
    seen: set[str] = set()
    for use in record.value.skill_uses():
        if use.skill in seen:
            report.error(
                record.marks.find("skills", use.skill),
                "duplicate-skill",
                f"The skill {excerpt(use.skill)} is listed twice.",
                "keep it in one group",
            )
        seen.add(use.skill)


def _check_blanks(record: Record, report: Report) -> None:
    """Placeholders are declared and used, both ways."""
    role: Role = record.value
    declared = {placeholder.key for placeholder in role.placeholders}
    used = {key for letter in role.text.letters for key in letter.blanks()}
    for mention in record.mentions:
        node = mention.node
        if isinstance(node, Blank) and node.key not in declared | STANDARD_BLANKS.keys():
            known = [*sorted(declared), *STANDARD_BLANKS]
            report.error(
                mention.place,
                "unknown-placeholder",
                f"The placeholder {excerpt(node.key)} is not declared.",
                suggest(
                    node.key,
                    known,
                    f"declare it under `placeholders:`, or use one of: {', '.join(known)}",
                ),
            )
    for key in sorted(declared - used):
        report.error(
            record.marks.find("placeholders", key),
            "unused-placeholder",
            f"The placeholder {excerpt(key)} is not used in any letter.",
            f"write [[{key}]] in a letter, or remove it here",
        )
    for placeholder in role.placeholders:
        if len(placeholder.example) > placeholder.max_chars:
            report.error(
                record.marks.find("placeholders", placeholder.key, "example"),
                "long-example",
                f"The example of {excerpt(placeholder.key)} has {len(placeholder.example)} "
                f"characters, and the field takes {placeholder.max_chars}.",
                "shorten the example, or raise `max_chars:`",
            )
