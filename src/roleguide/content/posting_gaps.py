"""What a posting or an employer lacks: notes for editors, never errors.

A posting that says nothing of its pay is no gap once an editor has looked and written
``not_stated``.
"""

from __future__ import annotations

from typing import Final

from roleguide.content.record import Record
from roleguide.diagnostics import Report
from roleguide.guide.employer import Employer
from roleguide.guide.posting import Posting

STATED: Final = (
    ("level", "Nobody has looked for the posting’s level.", "level: senior"),
    ("places", "Nobody has looked for the posting’s places.", "places: […]"),
    ("workplace_type", "Nobody has looked where the work is done.", "workplace_type: hybrid"),
    (
        "employment_types",
        "Nobody has looked for the type of employment.",
        "employment_types: [full_time]",
    ),
    ("pay", "Nobody has looked for the pay.", "pay: 115000-210000 USD/year"),
)
"""Fields whose absence says that nobody looked."""


def note_posting_gaps(record: Record, report: Report) -> None:
    """Report a note for each thing that readers expect of a posting and that is not there."""
    posting: Posting = record.value
    for field, message, example in STATED:
        elsewhere = field == "places" and posting.applicant_places
        if getattr(posting, field) is None and not elsewhere:
            _note(record, field, message, f"add `{example}`, or `{field}: not_stated`", report)
    on_site = posting.workplace_type in ("on_site", "hybrid")
    if on_site and posting.places == "not_stated":
        _note(
            record,
            "places",
            f"The work is {str(posting.workplace_type).replace('_', ' ')}, and no place is named.",
            "look for the place in the posting, and add `places:`",
            report,
        )
    if not posting.text.minimum:
        _note(
            record,
            "",
            "The posting has no minimum qualifications.",
            "add ## Minimum qualifications",
            report,
        )
    if posting.status == "closed":
        if posting.closed_reason is None:
            _note(
                record,
                "closed_on",
                "Nothing says why the posting was closed.",
                "add `closed_reason: filled`, or `other` where nobody knows",
                report,
            )
    elif posting.valid_through is None:
        if posting.application_window == "fixed":
            _note(
                record,
                "application_window",
                "Applications are taken until a day that is not named.",
                "add `valid_through: …`",
                report,
            )
        elif posting.last_seen is None:
            _note(
                record,
                "date_posted",
                "Nothing says how long the posting stays open, or when it was last seen.",
                "add `valid_through: …` where it names a last day, else `last_seen: …`",
                report,
            )


def note_employer_gaps(record: Record, report: Report) -> None:
    """Report a note for each thing that readers expect of an employer and that is not there."""
    employer: Employer = record.value
    if not employer.body:
        _note(record, "", "Nothing says what the employer does.", "write it below `---`", report)
    for field, message, fix in (
        (
            "industry",
            "The employer’s industry is missing.",
            "add `industry: …`, a code of industries.csv in quotes",
        ),
        ("size_band", "The employer’s size is missing.", "add `size_band: 51-200`, or as it is"),
        (
            "headquarters",
            "The employer’s seat is missing.",
            "add `headquarters: …`, an id of places.csv",
        ),
    ):
        if getattr(employer, field) is None:
            _note(record, field, message, fix, report)


def _note(record: Record, field: str, message: str, fix: str, report: Report) -> None:
    report.note(record.marks.find(field), "incomplete", message, fix)
