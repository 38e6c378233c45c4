"""What a record lacks: notes for editors, never errors."""

from __future__ import annotations

from roleguide.content.posting_gaps import note_employer_gaps, note_posting_gaps
from roleguide.content.record import Record
from roleguide.diagnostics import Report
from roleguide.guide.employer import Employer
from roleguide.guide.guide import Guide
from roleguide.guide.posting import Posting
from roleguide.guide.role import Role


def note_gaps(record: Record, guide: Guide, report: Report) -> None:
    """Report a note for each thing that readers expect of a record and that is not there."""
    value = record.value
    if isinstance(value, Role) and value.published:
        _note_role_gaps(record, value, guide, report)
    elif isinstance(value, Posting) and value.published:
        note_posting_gaps(record, report)
    elif isinstance(value, Employer):
        note_employer_gaps(record, report)


def _note_role_gaps(record: Record, role: Role, guide: Guide, report: Report) -> None:
    if role.status == "imported":
        report.note(
            record.marks.find("status"),
            "unedited-draft",
            "This page was made from public data and nobody has edited it.",
            "write what is missing, then set `status: needs_review`",
        )
    else:
        for field, message, fix in find_gaps(role, guide):
            report.note(record.marks.find(*field.split(".")), "incomplete", message, fix)


def find_gaps(role: Role, guide: Guide) -> list[tuple[str, str, str]]:
    """List what a role lacks: the field, a sentence and a fix, in the order of the page."""
    text = role.text
    prose = [
        (text.overview, "The role has no overview.", "add ## Overview"),
        (text.qualifications, "The role has no qualifications.", "add ## Qualifications"),
        (
            text.levels,
            "The role has no levels.",
            "add ## Levels with ### Entry · 0–2 years and so on",
        ),
        (text.outlook or text.segments, "The role has no career outlook.", "add ## Career outlook"),
        (text.ai_impact, "The role says nothing about AI.", "add ## AI impact"),
        (text.letters, "The role has no sample cover letter.", "add ## Sample cover letter"),
        (text.faqs, "The role has no questions.", "add ## Frequently asked questions"),
    ]
    gaps = [("", message, fix) for found, message, fix in prose if not found]
    facts: list[tuple[bool, str, str, str]] = [
        (bool(role.codes), "codes", "The role has no occupation code.", "add `codes:`"),
        (
            len(role.summary) >= 120,
            "summary",
            f"The summary has {len(role.summary)} characters; 120 to 400 read well.",
            "say more about the work",
        ),
        (
            role.entry.education_level is not None,
            "entry",
            "The typical education is missing.",
            "add `education_level:` under `entry:`",
        ),
        (
            bool(role.entry.routes),
            "entry",
            "No route into the role is given.",
            "add `routes:` under `entry:`",
        ),
        (
            role.experience_years is not None,
            "experience_years",
            "The typical experience is missing.",
            "add `experience_years: 2-5`",
        ),
        (
            len(role.skill_uses()) >= 5,
            "skills",
            f"The role has {_counted(len(role.skill_uses()), 'skill')}; readers expect 5 or more.",
            "add more under `skills:`",
        ),
        (
            len(role.related) >= 3,
            "related",
            f"The role has {_counted(len(role.related), 'relation')}; readers expect 3 or more.",
            "add more under `related:`",
        ),
        (
            role.ai_impact is not None,
            "ai_impact",
            "The direction of AI’s impact is missing.",
            "add `ai_impact:`",
        ),
        (
            role.reviewed is not None,
            "reviewed",
            "The date of the last review is missing.",
            "add `reviewed:`",
        ),
        (
            bool(role.no_pay_reason) or guide.headline_of(role) is not None,
            "codes",
            "There is no pay for this role.",
            "import pay for its code, or say why in `no_pay_reason:`",
        ),
        (
            bool(role.no_outlook_reason) or guide.outlook_of(role) is not None,
            "codes",
            "There is no projection for this role.",
            "import one, or say why in `no_outlook_reason:`",
        ),
    ]
    gaps += [(field, message, fix) for found, field, message, fix in facts if not found]
    return gaps


def _counted(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"
