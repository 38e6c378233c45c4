"""What a record lacks: notes for editors, never errors."""

from __future__ import annotations

from roleguide.content.posting_gaps import note_employer_gaps, note_posting_gaps
from roleguide.content.record import Record
from roleguide.diagnostics import Report
from roleguide.guide.employer import Employer
from roleguide.guide.gaps import list_lacking
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
        for part in list_lacking(role, guide):
            report.note(record.marks.find(part.field), "incomplete", part.message(role), part.fix)
