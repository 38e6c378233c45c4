"""P5: the reality check in words. Every line shows what it was made of; none passes judgement."""

from __future__ import annotations

from typing import Final

from roleguide.guide.posting import Posting
from roleguide.guide.reality import (
    Against,
    EducationFinding,
    ExperienceFinding,
    Reality,
    Rung,
    SkillFinding,
    Unsaid,
    check_posting,
)
from roleguide.guide.words import label
from roleguide.pages.amounts import count_text, join_words, lower_first
from roleguide.pages.draft import Draft
from roleguide.pages.posting_views import RealityLine
from roleguide.pages.qualifications_view import years_text
from roleguide.pages.questions import ENTRY, SOURCE
from roleguide.pages.reality_pay import find_near, make_pay_line
from roleguide.pages.reality_questions import BENCHMARK
from roleguide.pages.view_parts import Fact

MOST_SKILLS: Final = 12
"""Skills that a line names; more are only counted."""
UNKNOWN: Final = "Not known"
NOT_STATED: Final = "Not stated"
VERDICTS: Final[dict[Against, str]] = {
    "less": "Less than usual",
    "within": "As usual",
    "more": "More than usual",
}
COMPARED: Final[dict[Against, str]] = {
    "less": "less than",
    "within": "within",
    "more": "more than",
}
UNSAID: Final[dict[Unsaid, str]] = {
    "pay": "what it pays",
    "place": "where the work is",
    "workplace": "whether it is on site, hybrid or remote",
    "level": "its level",
    "employment_types": "whether it is full time, part time or of another kind",
    "experience": "years of experience",
    "education": "a degree",
    "skills": "skills",
    "last_day": "a last day for applications",
}


def check_reality(draft: Draft, posting: Posting) -> Reality:
    """Hold a posting against what the guide knows of its role."""
    entry = draft.ask(ENTRY, posting.role)
    return check_posting(
        posting,
        draft.ask(BENCHMARK, posting.role),
        entry.row.education_level if entry is not None else None,
        find_near(draft, posting),
        draft.amounts.round,
    )


def make_reality(draft: Draft, posting: Posting, found: Reality) -> tuple[RealityLine, ...]:
    """Word the findings."""
    return (
        make_pay_line(draft, posting, found.pay),
        _experience_line(found.experience),
        _education_line(draft, posting, found.education),
        *_skill_lines(draft, found.skills),
        _unsaid_line(found.unsaid),
    )


def months_text(months: int) -> str:
    """Word a length of time: ``3 years``, ``18 months``."""
    return years_text(str(months // 12)) if months % 12 == 0 else count_text(months, "month")


def _experience_line(found: ExperienceFinding) -> RealityLine:
    inputs = [
        Fact(
            "The posting asks",
            f"{months_text(found.months)} or more" if found.months is not None else NOT_STATED,
        ),
        Fact(
            "The role’s record",
            years_text(str(found.usual)) if found.usual is not None else UNKNOWN,
            "typical for a hire, editors’ judgement" if found.usual is not None else "",
        ),
    ]
    if found.months is None:
        verdict, sentence = NOT_STATED, "No minimum qualification states years of experience."
    elif found.against is None or found.usual is None:
        verdict = UNKNOWN
        sentence = "This guide names no usual years of experience for this role."
    else:
        verdict = VERDICTS[found.against]
        sentence = (
            f"The longest experience that it asks for, {months_text(found.months)}, is "
            f"{COMPARED[found.against]} the {years_text(str(found.usual))} that are typical for a "
            "hire into this role."
        )
    return RealityLine("Experience", verdict, sentence, (), tuple(inputs), _word_ladder(found))


def _word_ladder(found: ExperienceFinding) -> tuple[str, ...]:
    """Say where so many years are on the role's ladder, and on the rung that the posting names."""
    if found.months is None:
        return ()
    words = []
    if found.own is not None and found.against_own is not None:
        words.append(
            f"The posting’s level is {_level(found.own)}, which this guide describes for "
            f"{years_text(str(found.own.years))}: the time asked is "
            f"{COMPARED[found.against_own]} that."
        )
    if found.rung is not None and found.rung != found.own:
        words.append(
            f"On the role’s ladder, {months_text(found.months)} is in reach of the level "
            f"{_level(found.rung)} ({years_text(str(found.rung.years))})."
        )
    return tuple(words)


def _level(rung: Rung) -> str:
    return label("level", rung.level).lower()


def _education_line(draft: Draft, posting: Posting, found: EducationFinding) -> RealityLine:
    def word(level: str | None, none: str) -> str:
        return label("education_level", level) if level is not None else none

    asked = word(found.asked, NOT_STATED)
    if found.or_equivalent:
        asked += " or equivalent"
    inputs = [
        Fact("The posting asks", asked),
        Fact("The role’s record", word(found.usual, UNKNOWN)),
    ]
    entry = draft.ask(ENTRY, posting.role)
    if found.assigned is not None and entry is not None:
        number = draft.receipts.cite_entry(entry.row, entry.code)
        publisher = draft.ask(SOURCE, entry.row.source).publisher
        note = f"{publisher}, {label('match', entry.code.match)}"
        inputs.append(Fact("Officially assigned", word(found.assigned, UNKNOWN), note, (number,)))
    if found.asked is None:
        verdict, sentence = NOT_STATED, "No minimum qualification names a degree."
    elif found.against is None:
        verdict, sentence = UNKNOWN, "This guide names no usual degree for this role."
    else:
        verdict = VERDICTS[found.against].replace("Less", "Lower").replace("More", "Higher")
        usual = found.usual if found.usual is not None else found.assigned
        by = "this guide names as usual" if found.usual is not None else "is officially assigned"
        than = {"less": "lower than", "within": "the same as", "more": "higher than"}
        sentence = (
            f"The lowest degree that it accepts is {than[found.against]} the one that {by} for "
            f"this role: {lower_first(word(usual, UNKNOWN))}."
        )
        if found.or_equivalent:
            sentence += " It also takes something equivalent."
    return RealityLine("Education", verdict, sentence, (), tuple(inputs), ())


def _skill_lines(draft: Draft, found: SkillFinding) -> tuple[RealityLine, ...]:
    inputs = (
        Fact("The posting names", count_text(found.asked, "skill") + " that this guide knows"),
        Fact("The role’s record names", count_text(found.known, "skill")),
    )
    if not found.asked or not found.known:
        whose = "The posting names" if not found.asked else "The role’s record names"
        sentence = f"{whose} no skill that this guide knows, so there is nothing to compare."
        return (RealityLine("Skills", UNKNOWN, sentence, (), inputs, ()),)
    unusual, unmentioned = found.unusual, found.unmentioned
    return (
        RealityLine(
            "Skills beyond the role",
            f"{len(unusual)} of {found.asked}" if unusual else "None",
            "It names skills that neither the role’s record nor a survey of its occupation does."
            if unusual
            else "Every skill that it names is one that the role’s record, or a survey of its "
            "occupation, names.",
            tuple(draft.skill_link(slug) for slug in unusual[:MOST_SKILLS]),
            inputs,
            _count_rest(unusual),
        ),
        RealityLine(
            "Usual skills it does not name",
            str(len(unmentioned)) if unmentioned else "None",
            "The role’s record holds these for essential, and the posting does not name them. It "
            "need not: employers leave out what they take for granted."
            if unmentioned
            else "It names every skill that the role’s record holds for essential.",
            tuple(draft.skill_link(slug) for slug in unmentioned[:MOST_SKILLS]),
            (),
            _count_rest(unmentioned),
        ),
    )


def _count_rest(skills: tuple[str, ...]) -> tuple[str, ...]:
    rest = len(skills) - MOST_SKILLS
    return (f"And {rest} more.",) if rest > 0 else ()


def _unsaid_line(unsaid: tuple[Unsaid, ...]) -> RealityLine:
    if not unsaid:
        sentence = "It states everything that this check looks for."
        return RealityLine("What it does not say", "Nothing", sentence, (), (), ())
    words = join_words([UNSAID[one] for one in unsaid], "or")
    count = f"{len(unsaid)} of {len(UNSAID)}"
    sentence = f"As far as its record here shows, it does not state {words}."
    return RealityLine("What it does not say", count, sentence, (), (), ())
