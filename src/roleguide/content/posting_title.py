"""The title of a posting names the work and nothing else: no pay, place, employer or decoration."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from roleguide.content.load import Content
from roleguide.content.record import Record
from roleguide.diagnostics import Report, excerpt
from roleguide.guide.employer import Employer
from roleguide.guide.figures import Place
from roleguide.guide.posting import Posting
from roleguide.guide.words import LevelName

PAY: Final = re.compile(
    r"[$€£]\s?[0-9][0-9.,]*k?|\b[0-9]{2,3}k\b|\b[0-9]{4,}\s?[A-Z]{3}\b|/\s?(?:hour|hr|year|yr)\b",
    re.IGNORECASE,
)
GENDER: Final = re.compile(
    r"[(\[]\s*(?:[mwfhdxgiv](?:\s*[/|,*]\s*[mwfhdxgiv*]){1,3}|gn\*?|all genders?|any gender)"
    r"\s*[)\]]|\b(?:m/[wf]/[dx]|[wf]/m/[dx])\b",
    re.IGNORECASE,
)
"""``(m/f/d)``, ``(w/m/x)``, ``(H/F)``, ``(all genders)``."""
DECORATION: Final = re.compile(
    "[\u2190-\u21ff\u2300-\u27bf\u2b00-\u2bff\ufe0f\U0001f000-\U0001faff]|!|\\*{2,}"
)
LEVEL_WORDS: Final[tuple[tuple[re.Pattern[str], tuple[LevelName, ...]], ...]] = (
    (re.compile(r"\b(?:intern|internship)\b", re.IGNORECASE), ("intern",)),
    (
        re.compile(r"\b(?:junior|jr|entry[- ]level|trainee)\b", re.IGNORECASE),
        ("entry", "intern", "associate"),
    ),
    (
        re.compile(r"\b(?:senior|sr)\b", re.IGNORECASE),
        ("senior", "lead", "staff", "principal", "director", "executive"),
    ),
)
"""Words of titles that leave little doubt, and the levels that go with them. Others mean too many
things: a staff nurse, an associate dentist, a lead generation specialist, an art director."""


def check_posting_title(
    record: Record, content: Content, employer: Employer | None, report: Report
) -> None:
    """Warn of what a title holds besides the name of the work, and of a level that contradicts it.

    Titles are their employers’ words, so that nothing here stops a build.
    """
    posting: Posting = record.value
    place = record.marks.find("title")
    for found, what, fix in _find_additions(posting, content, employer):
        report.warning(
            place,
            "title-addition",
            f"The title holds {what}: {excerpt(found)}.",
            fix,
        )
    if posting.level is None or posting.level == "not_stated":
        return
    for words, levels in LEVEL_WORDS:
        word = words.search(posting.title)
        if word is not None and posting.level not in levels:
            report.warning(
                record.marks.find("level"),
                "level-and-title",
                f"The title says {excerpt(word[0])}, and the level is {posting.level}.",
                f"write `level: {levels[0]}`, or correct the title",
            )
            return


def _find_additions(
    posting: Posting, content: Content, employer: Employer | None
) -> Iterator[tuple[str, str, str]]:
    """Yield what does not belong into a title, what it is, and how to mend it."""
    title = posting.title
    for pattern, what, fix in (
        (PAY, "pay", "move it to `pay`"),
        (GENDER, "a marker of gender", "remove it"),
        (DECORATION, "a decoration", "remove it"),
    ):
        found = pattern.search(title)
        if found is not None:
            yield found[0], what, fix
    letters = [letter for letter in title if letter.isalpha()]
    if len(letters) > 5 and title == title.upper():
        yield title, "capitals only", f"write it as {title.capitalize()}"
    if employer is not None and _holds(title, employer.name):
        yield employer.name, "the employer’s name", "remove it; it stands beside the title"
    places = content.rows_of(Place)
    for name in (*posting.where, *posting.applicant_places):
        place: Place | None = places.get(name)
        if place is not None and _holds(title, place.name):
            yield place.name, "a place", "remove it; `places` says it"


def _holds(title: str, name: str) -> bool:
    text, word = title.casefold(), name.casefold()
    return word in text and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) is not None
