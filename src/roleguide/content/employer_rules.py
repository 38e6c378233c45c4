"""Rules of one employer that no field type can say."""

from __future__ import annotations

from datetime import date
from typing import Final

from roleguide.content.load import Content
from roleguide.content.record import Record
from roleguide.diagnostics import Report, excerpt
from roleguide.guide.employer import Employer, Rating
from roleguide.guide.prose import plain, texts
from roleguide.guide.records import Source

LONGEST: Final = 600
"""Characters of what is said of an employer."""
FACTS: Final = ("legal_name", "industry", "size_band", "headquarters", "founded")
ADDRESSES: Final = ("url", "accessibility_statement_url", "eeo_url", "benefits_url")
RANKS: Final = ("rank", "rank_of", "peer_group")


def check_employer(record: Record, content: Content, as_of: date, report: Report) -> None:
    """Report what is wrong inside an employer, and between it and its sources."""
    employer: Employer = record.value
    length = sum(len(plain(run)) for run in texts(employer.body))
    if length > LONGEST:
        report.error(
            record.marks.top,
            "too-long",
            f"The text has {length} characters; at most {LONGEST} fit.",
            f"shorten it by {length - LONGEST}",
        )
    if employer.founded is not None and employer.founded > as_of.year:
        report.error(
            record.marks.find("founded"),
            "date-in-future",
            f"The year {employer.founded} is after the as-of date {as_of}.",
            "check the year",
        )
    if employer.fictional:
        _check_fictional(record, report)
    else:
        _check_real(record, report)
    _check_logo(record, report)
    for index, rating in enumerate(employer.ratings):
        _check_rating(record, index, rating, report)
        _check_rating_date(record, index, rating, content, as_of, report)


def _check_fictional(record: Record, report: Report) -> None:
    for field in (*ADDRESSES, "ratings"):
        if getattr(record.value, field):
            what = "a rating" if field == "ratings" else "an address"
            report.warning(
                record.marks.find(field),
                "fictional-employer",
                f"The employer is fictional, and has {what}.",
                f"remove `{field}`, or `fictional: true` if it exists",
            )


def _check_real(record: Record, report: Report) -> None:
    employer: Employer = record.value
    if employer.url is None:
        report.warning(
            record.marks.top,
            "missing-address",
            "The employer has no address.",
            "add `url: https://…`, or `fictional: true` if it was made up for samples",
        )
    stated = [field for field in FACTS if getattr(employer, field)]
    if stated and not employer.sources:
        report.warning(
            record.marks.find(stated[0]),
            "facts-without-source",
            f"No source is named for {', '.join(stated)}.",
            "add `sources: [source-id]`",
        )


def _check_logo(record: Record, report: Report) -> None:
    employer: Employer = record.value
    if employer.logo is not None and not employer.logo_alt:
        report.error(
            record.marks.find("logo"),
            "missing-alternative",
            "The logo has no text that stands in for it.",
            f"add `logo_alt: Logo of {employer.name}`",
        )
    if employer.logo is None and employer.logo_alt:
        report.warning(
            record.marks.find("logo_alt"),
            "missing-logo",
            "There is a text for a logo, and no logo.",
            "add `logo: …`, a file of assets/, or remove the text",
        )


def _check_rating(record: Record, index: int, rating: Rating, report: Report) -> None:
    marks = record.marks
    low, high = rating.scale_min, rating.scale_max
    if low >= high:
        report.error(
            marks.find("ratings", index, "scale_max"),
            "figures-out-of-order",
            f"The scale ends ({high}) where it starts ({low}) or below.",
            "write the lowest possible rating as `scale_min`, the highest as `scale_max`",
        )
    else:
        values = [(marks.find("ratings", index, "value"), rating.value)]
        values += [
            (marks.find("ratings", index, "aspects", one.aspect), one.value)
            for one in rating.aspects
        ]
        for place, value in values:
            if not low <= value <= high:
                report.error(
                    place,
                    "out-of-range",
                    f"The rating {value} is not on its scale from {low} to {high}.",
                    "correct the rating, or the scale",
                )
    stated = [field for field in RANKS if getattr(rating, field)]
    if stated and len(stated) < len(RANKS):
        missing = [field for field in RANKS if field not in stated]
        report.error(
            marks.find("ratings", index, stated[0]),
            "rank-without-group",
            f"A rank needs {' and '.join(f'`{field}`' for field in missing)}, too.",
            "write all of rank, rank_of and peer_group, or none",
        )
    if rating.rank is not None and rating.rank_of is not None and rating.rank > rating.rank_of:
        report.error(
            marks.find("ratings", index, "rank"),
            "out-of-range",
            f"The rank is {rating.rank} among {rating.rank_of}.",
            "check both numbers",
        )


def _check_rating_date(
    record: Record, index: int, rating: Rating, content: Content, as_of: date, report: Report
) -> None:
    place = record.marks.find("ratings", index, "as_of")
    if rating.as_of > as_of:
        report.error(
            place,
            "date-in-future",
            f"The date {rating.as_of} is after the as-of date {as_of}.",
            "check the year and the month",
        )
        return
    source: Source | None = content.shelves[Source].get(rating.source)
    if source is None:
        return
    if rating.as_of > source.retrieved:
        report.warning(
            place,
            "date-after-retrieval",
            f"The date {rating.as_of} is after {source.retrieved}, when its source"
            f" {excerpt(rating.source)} was retrieved.",
            f"correct the date, or `retrieved` in content/sources/{rating.source}.md",
        )
    elif source.period_start is not None and rating.as_of < source.period_start:
        report.warning(
            place,
            "outside-period",
            f"The date {rating.as_of} is before {source.period_start}, when the period of its"
            f" source {excerpt(rating.source)} starts.",
            f"correct the date, or `period_start` in content/sources/{rating.source}.md",
        )
