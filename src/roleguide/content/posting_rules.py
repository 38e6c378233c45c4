"""Rules of one posting that no field type can say; of its dates see
:mod:`roleguide.content.posting_dates`, of its pay :mod:`roleguide.content.posted_pay`, of its title
:mod:`roleguide.content.posting_title`."""

from __future__ import annotations

from datetime import date
from typing import Final

from roleguide.content.load import Content
from roleguide.content.posted_pay import check_posted_pay
from roleguide.content.posting_dates import check_life
from roleguide.content.posting_title import check_posting_title
from roleguide.content.record import Record
from roleguide.diagnostics import Place, Report, excerpt
from roleguide.guide.employer import Employer
from roleguide.guide.posting import Posting
from roleguide.guide.posting_life import life_of
from roleguide.guide.prose import Reference, plain, texts
from roleguide.guide.standard_codes import LANGUAGES
from roleguide.guide.words import LevelName

SHORTEST: Final = 600
"""Characters of summary, description and responsibilities; job boards drop what is shorter."""
BEGINNERS: Final[tuple[LevelName, ...]] = ("intern", "entry")
BEGINNERS_BELOW: Final = 60
"""Months of experience that nobody asks of a beginner."""
SENIORS: Final[tuple[LevelName, ...]] = (
    "senior",
    "lead",
    "staff",
    "principal",
    "director",
    "executive",
)
SENIORS_FROM: Final = 24
"""Months of experience below which nobody is called senior."""


def check_posting(record: Record, content: Content, as_of: date, report: Report) -> None:
    """Report what is wrong inside a posting, and between it, its employer and its places."""
    posting: Posting = record.value
    brief = content.posting_briefs[posting.id]
    site = content.site
    life = life_of(brief, as_of, site.posting_lifetime_days, site.posting_unseen_days)
    employer: Employer | None = content.shelves[Employer].get(posting.employer)
    check_life(record, life, as_of, report)
    check_posted_pay(record, content, report)
    check_posting_title(record, content, employer, report)
    _check_employer(record, employer, report)
    _check_addresses(record, report, is_open=life.is_open)
    _check_workplace(record, report)
    _check_level(record, brief.min_months, report)
    _check_skills(record, report)
    _check_length(record, report)
    _check_language(record, report)


def _check_employer(record: Record, employer: Employer | None, report: Report) -> None:
    """A sample stands under an employer that does not exist either, and no other posting does."""
    posting: Posting = record.value
    if employer is None or posting.sample == employer.fictional:
        return
    if posting.sample:
        report.error(
            record.marks.find("employer"),
            "sample-of-real-employer",
            f"The posting is a sample, and {excerpt(employer.name)} is no fictional employer.",
            "name a fictional employer, or remove `sample: true` if it is an opening of theirs",
        )
    else:
        report.error(
            record.marks.find("employer"),
            "sample-not-marked",
            f"The employer {excerpt(employer.name)} is fictional, and the posting is not marked as"
            " a sample.",
            "write `sample: true`, or name the employer that published it",
        )


def _check_addresses(record: Record, report: Report, *, is_open: bool) -> None:
    posting: Posting = record.value
    for field in ("url", "apply_url") if posting.sample else ():
        if getattr(posting, field) is not None:
            report.error(
                record.marks.find(field),
                "sample-with-address",
                "A sample has no address, as nobody can apply.",
                f"remove `{field}`, or `sample: true` if the posting is real",
            )
    if posting.sample or posting.draft:
        return
    if posting.url is None:
        report.error(
            record.marks.top,
            "missing-address",
            "The posting does not say where it was published.",
            "add `url: https://…`, or `draft: true` until it is known",
        )
    if is_open and posting.apply_url is None:
        report.error(
            record.marks.top,
            "missing-address",
            "The posting is open and does not say where to apply.",
            "add `apply_url: https://…`; it may be the posting’s own address",
        )


def _check_workplace(record: Record, report: Report) -> None:
    posting: Posting = record.value
    remote = posting.workplace_type == "remote"
    if remote and not posting.applicant_places and not posting.draft:
        report.error(
            record.marks.find("workplace_type"),
            "missing-applicant-places",
            "The work is remote, and nothing says where one may live.",
            "add `applicant_places: [us]`, with the countries or states that the posting names",
        )
    if posting.workplace_type == "on_site" and posting.applicant_places:
        report.warning(
            record.marks.find("applicant_places"),
            "needless-applicant-places",
            "Where one may live is said of remote work, and this work is on site.",
            "move the ids to `places`, or correct `workplace_type`",
        )


def _check_level(record: Record, months: int | None, report: Report) -> None:
    """Compare the level with the longest experience that is asked for."""
    posting: Posting = record.value
    if months is None or posting.level is None:
        return
    if posting.level in BEGINNERS and months >= BEGINNERS_BELOW:
        doubt = f"The level is {posting.level}, and {_years(months)} of experience are asked for."
    elif posting.level in SENIORS and months < SENIORS_FROM:
        doubt = (
            f"The level is {posting.level}, and only {_years(months)} of experience are asked for."
        )
    else:
        return
    report.warning(
        record.marks.find("level"),
        "level-and-experience",
        doubt,
        "check the level, and the years in the braces of the qualifications",
    )


def _years(months: int) -> str:
    if months % 12:
        return f"{months} months"
    return f"{months // 12} year{'s' if months != 12 else ''}"


def _check_skills(record: Record, report: Report) -> None:
    """A skill is asked for in one way: not as a minimum and a preference, nor listed besides."""
    posting: Posting = record.value
    minimum: dict[str, int] = {}
    for one in posting.text.minimum:
        for skill in one.skills:
            minimum[skill] = max(minimum.get(skill, 0), one.min_months or 0)
    preferred = {skill for one in posting.text.preferred for skill in one.skills}
    for one in posting.text.preferred:
        for skill in one.skills:
            if skill in minimum and (one.min_months or 0) <= minimum[skill]:
                report.warning(
                    _find_last(record, skill),
                    "skill-asked-twice",
                    f"The skill {excerpt(skill)} is a minimum qualification already.",
                    "keep it there, or say in braces how much more is preferred: {5y, …}",
                )
    for index, skill in enumerate(posting.skills):
        if skill in minimum or skill in preferred:
            report.warning(
                record.marks.find("skills", index),
                "skill-asked-twice",
                f"The skill {excerpt(skill)} stands in the qualifications already.",
                "remove it from `skills`, which is for those that stand nowhere else",
            )


def _find_last(record: Record, skill: str) -> Place:
    """Return the last place where a posting’s text names a skill."""
    places = [
        mention.place
        for mention in record.mentions
        if isinstance(mention.node, Reference)
        and (mention.node.kind, mention.node.id) == ("skill", skill)
    ]
    return max(places, default=record.marks.top)


def _check_length(record: Record, report: Report) -> None:
    posting: Posting = record.value
    if posting.draft:
        return
    text = posting.text
    runs = [*texts(text.summary), *texts(text.description), *text.responsibilities]
    length = sum(len(plain(run)) for run in runs)
    if length < SHORTEST:
        report.warning(
            record.marks.top,
            "short-posting",
            f"Summary, description and responsibilities have {length} characters;"
            f" {SHORTEST} and more tell enough.",
            "write what the work is, for whom and with whom",
        )


def _check_language(record: Record, report: Report) -> None:
    posting: Posting = record.value
    code = posting.language.partition("-")[0]
    if len(code) == 2 and code not in LANGUAGES:
        report.warning(
            record.marks.find("language"),
            "unknown-language",
            f"“{code}” is no language.",
            "write the language, not the country: en, en-GB, de or fr",
        )
