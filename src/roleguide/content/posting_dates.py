"""The dates of a posting agree with each other, with its status and with the as-of date."""

from __future__ import annotations

from datetime import date
from typing import Final

from roleguide.content.record import Record
from roleguide.diagnostics import Report
from roleguide.guide.posting import Posting
from roleguide.guide.posting_life import Life

ORDER: Final = (
    ("date_posted", "last_seen"),
    ("date_posted", "closed_on"),
    ("date_posted", "reopened_on"),
)
"""What does not come before what, in whatever state the posting is."""
PASSED: Final = ("date_posted", "last_seen", "closed_on", "reopened_on")
"""Dates of what has happened."""


def check_life(record: Record, life: Life, as_of: date, report: Report) -> None:
    """Report dates that contradict each other or the status, and a status that time has overtaken.

    ``life`` is the posting’s on the as-of date, by which the site shows it.
    """
    posting: Posting = record.value
    for field in PASSED:
        when: date | None = getattr(posting, field)
        if when is not None and when > as_of:
            report.error(
                record.marks.find(field),
                "date-in-future",
                f"The date {when} is after the as-of date {as_of}.",
                "check the year and the month",
            )
    for before, after in ORDER:
        _check_order(record, before, after, report)
    _check_last_day(record, report)
    {"open": _check_open, "closed": _check_closed, "reopened": _check_reopened}[posting.status](
        record, report
    )
    if posting.application_window == "rolling" and posting.last_seen is None and not posting.draft:
        report.error(
            record.marks.find("application_window"),
            "missing-last-seen",
            "Applications are taken on a rolling basis, and nothing says when the posting was last"
            " seen open.",
            "add `last_seen: …`, the day on which somebody looked",
        )
    if posting.status != "closed" and not life.is_open and not posting.draft:
        _note_overtaken(record, life, report)


def _check_order(record: Record, before: str, after: str, report: Report) -> None:
    early: date | None = getattr(record.value, before)
    late: date | None = getattr(record.value, after)
    if early is not None and late is not None and late < early:
        report.error(
            record.marks.find(after),
            "date-order",
            f"{after} ({late}) is before {before} ({early}).",
            "check the dates",
        )


def _check_last_day(record: Record, report: Report) -> None:
    posting: Posting = record.value
    last = posting.valid_through
    if last is None:
        return
    if last <= posting.date_posted:
        report.error(
            record.marks.find("valid_through"),
            "date-order",
            f"valid_through ({last}) is not after date_posted ({posting.date_posted}).",
            "write the last day on which one may apply, or remove the line",
        )
    elif posting.last_seen is not None and posting.last_seen > last:
        report.warning(
            record.marks.find("last_seen"),
            "seen-after-last-day",
            f"The posting was seen open on {posting.last_seen}, after its last day ({last}).",
            "write the new last day as `valid_through`, or remove it if none is stated any more",
        )


def _check_open(record: Record, report: Report) -> None:
    for field in ("closed_on", "closed_reason", "reopened_on"):
        if getattr(record.value, field) is not None:
            status = "reopened" if field == "reopened_on" else "closed"
            report.error(
                record.marks.find(field),
                "status-and-dates",
                f"The posting is open, and `{field}` says that it was {status}.",
                f"write `status: {status}`, or remove `{field}`",
            )


def _check_closed(record: Record, report: Report) -> None:
    posting: Posting = record.value
    if posting.closed_on is None:
        # An importer that finds no date does not guess one.
        if not posting.draft:
            report.error(
                record.marks.find("status"),
                "status-and-dates",
                "The posting is closed, and nothing says since when.",
                "add `closed_on: …`, the day on which it was first found closed",
            )
        return
    _check_order(record, "last_seen", "closed_on", report)
    _check_order(record, "reopened_on", "closed_on", report)


def _check_reopened(record: Record, report: Report) -> None:
    posting: Posting = record.value
    if posting.reopened_on is None:
        report.error(
            record.marks.find("status"),
            "status-and-dates",
            "The posting is open again, and nothing says since when.",
            "add `reopened_on: …`",
        )
        return
    _check_order(record, "closed_on", "reopened_on", report)
    _check_order(record, "reopened_on", "valid_through", report)


def _note_overtaken(record: Record, life: Life, report: Report) -> None:
    """Say that the site shows a posting as closed although its status says otherwise."""
    posting: Posting = record.value
    if life.state == "closed":
        report.note(
            record.marks.find("valid_through"),
            "posting-ended",
            f"The last day for applications, {posting.valid_through}, has passed; pages show the"
            " posting as closed.",
            f"write `status: closed` and `closed_on: {life.since}`, or the new last day",
        )
    else:
        seen = (
            f"Nobody has seen the posting open since {posting.last_seen or posting.date_posted}"
        )
        report.note(
            record.marks.find("last_seen" if posting.last_seen else "date_posted"),
            "posting-ended",
            f"{seen}; pages show it as presumed closed.",
            "look whether it is still there, and write `last_seen: …`, or `status: closed` with"
            " `closed_on: …`",
        )
