"""Rules of single records and of the whole guide that no field type can say."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from roleguide.content.load import Content, Record
from roleguide.content.references import is_published
from roleguide.diagnostics import Report, excerpt, suggest
from roleguide.guide.prose import Blank
from roleguide.guide.records import Category, Comparison, Skill, Source
from roleguide.guide.role import Role
from roleguide.guide.words import CODE_PATTERNS, STANDARD_BLANKS

LEVEL_WORDS = re.compile(
    r"^(junior|senior|entry[- ]level|mid[- ]level|principal|trainee)\b", re.IGNORECASE
)
COMPARED_FIELDS = (
    "entry.education_level",
    "experience_years",
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


def check_rules(content: Content, as_of: date, report: Report) -> None:
    """Report what is wrong inside records and between them."""
    for record in content.records[Role].values():
        _check_role(record, as_of, report)
    _check_titles(content, report)
    _check_skill_names(content, report)
    _check_relations(content, report)
    _check_categories(content, report)
    for record in content.records[Comparison].values():
        _check_comparison(record, report)
    for record in content.records[Source].values():
        _check_source(record, as_of, report)
    for records in content.records.values():
        _check_former_ids(records, report)


def _check_role(record: Record, as_of: date, report: Report) -> None:
    role: Role = record.value
    marks = record.marks
    if LEVEL_WORDS.match(role.title):
        report.error(
            marks.find("title"),
            "level-in-title",
            f"The title {excerpt(role.title)} holds a level.",
            "name the role without it; levels stand under ## Levels",
        )
    if re.search(r"[$€£]|%|\d{3}", role.summary):
        report.warning(
            marks.find("summary"),
            "figure-in-summary",
            "The summary holds a figure, which can’t carry its source here.",
            "move it into the prose, with a footnote",
        )
    for index, code in enumerate(role.codes):
        if not re.fullmatch(CODE_PATTERNS[code.scheme], code.code):
            report.error(
                marks.find("codes", index, "code"),
                "bad-code",
                f"{excerpt(code.code)} is not a code of {code.scheme}.",
                "check the digits; for example 15-2051 (soc-2018), 15-2051.00 (onet-soc-2019)",
            )
        if code.match == "broad" and not code.note:
            report.error(
                marks.find("codes", index, "match"),
                "missing-note",
                "A broad match needs a note that says what else the code covers.",
                "add `note: …` to the code",
            )
    _check_skills(record, report)
    for index, (before, after) in enumerate(pairwise(role.schedule)):
        if after.time <= before.time:
            report.error(
                marks.find("schedule", index + 1, "time"),
                "time-order",
                f"The time {after.time} does not come after {before.time}.",
                "sort the day by time",
            )
    for field in ("updated", "reviewed"):
        when: date | None = getattr(role, field)
        if when is not None and when > as_of:
            report.error(
                marks.find(field),
                "date-in-future",
                f"The date {when} is after the as-of date {as_of}.",
                "check the year and the month",
            )
    if role.review_by is not None and role.review_by < as_of:
        report.note(
            marks.find("review_by"),
            "review-overdue",
            f"A review was due by {role.review_by}.",
            "review the page and set `reviewed` and `review_by`",
        )
    if role.ai_impact is not None and not role.ai_impact.editorial and not role.ai_impact.evidence:
        report.error(
            marks.find("ai_impact"),
            "missing-evidence",
            "The AI impact has no evidence.",
            "list evidence, or write `editorial: true` for the editors’ own judgement",
        )
    _check_blanks(record, report)


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


def fold_name(name: str) -> str:
    """Fold case and punctuation; signs that tell names apart (C, C++, C#) stay."""
    return re.sub(r"[^\w+#]", "", name.casefold())


def _check_titles(content: Content, report: Report) -> None:
    """A title belongs to one role."""
    owners = {fold_name(role.title): name for name, role in content.of(Role).items()}
    seen: dict[str, str] = {}
    for name, record in content.records[Role].items():
        role: Role = record.value
        if owners[fold_name(role.title)] != name:
            report.error(
                record.marks.find("title"),
                "duplicate-title",
                f"The role {excerpt(owners[fold_name(role.title)])} has the title {excerpt(role.title)} too.",
                "rename one of the two, or join them",
            )
        for field in ("alternate_titles", "hidden_titles"):
            for index, title in enumerate(getattr(role, field)):
                folded = fold_name(title)
                owner = owners.get(folded, seen.get(folded, name))
                if owner != name or folded == fold_name(role.title):
                    report.error(
                        record.marks.find(field, index),
                        "duplicate-title",
                        f"The title {excerpt(title)} belongs to the role {excerpt(owner)} already.",
                        "remove it here",
                    )
                seen.setdefault(folded, name)


def _check_skill_names(content: Content, report: Report) -> None:
    owners: dict[str, str] = {}
    for name, record in content.records[Skill].items():
        skill: Skill = record.value
        named: list[tuple[str, tuple[str | int, ...]]] = [(skill.name, ("name",))]
        named += [(text, ("aliases", n)) for n, text in enumerate(skill.aliases)]
        named += [(text, ("hidden_aliases", n)) for n, text in enumerate(skill.hidden_aliases)]
        for text, path in named:
            owner = owners.setdefault(fold_name(text), name)
            if owner != name:
                report.error(
                    record.marks.find(*path),
                    "duplicate-skill-name",
                    f"The skill {excerpt(owner)} is called {excerpt(text)} too.",
                    "rename one, or join the two skills",
                )


REVERSE = {
    "similar": "similar",
    "next_step": "previous_step",
    "previous_step": "next_step",
    "specialism": "broader",
    "broader": "specialism",
}


def _check_relations(content: Content, report: Report) -> None:
    roles = content.of(Role)
    for name, record in content.records[Role].items():
        for related in record.value.related:
            other = roles.get(related.role)
            if other is None or not is_published(record.value):
                continue
            if name not in {back.role for back in other.related}:
                report.warning(
                    record.marks.find("related", related.role),
                    "one-way-relation",
                    f"The role {excerpt(related.role)} does not relate back to this one.",
                    f"add `{name}: {REVERSE[related.relation]}` to content/roles/{related.role}.md",
                )


def _check_categories(content: Content, report: Report) -> None:
    for name, record in content.records[Category].items():
        count = sum(1 for role in content.of(Role).values() if role.category == name)
        if count < 2 and not content.broken[Role]:
            report.note(
                record.marks.top,
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
    if source.next_release is not None and source.next_release < as_of:
        report.note(
            record.marks.find("next_release"),
            "newer-release",
            f"A newer release was due on {source.next_release}.",
            "import it, or correct the date",
        )


def _check_former_ids(records: dict[str, Record], report: Report) -> None:
    owners: dict[str, str] = {}
    for name, record in records.items():
        former: Iterable[str] = getattr(record.value, "formerly", ())
        for index, old in enumerate(former):
            if old in records or owners.setdefault(old, name) != name:
                report.error(
                    record.marks.find("formerly", index),
                    "former-name-in-use",
                    f"The former name {excerpt(old)} belongs to another record now.",
                    "remove it here",
                )
