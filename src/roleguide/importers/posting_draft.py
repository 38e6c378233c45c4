"""A posting as a draft record: front matter and a body in clean Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from roleguide.importers.drafts import escape_markdown, seal, spell_scalar
from roleguide.importers.names_in_text import NameFinder
from roleguide.importers.posting_facts import Facts, list_texts
from roleguide.importers.posting_html import Piece, clean_text, read_description
from roleguide.importers.posting_places import name_of
from roleguide.importers.posting_sections import (
    LISTS,
    NOT_PLACED,
    QUALIFICATIONS,
    Sections,
    sort_pieces,
)
from roleguide.importers.posting_terms import (
    Terms,
    find_terms,
    read_credential,
    spell_braces,
    spell_duration,
)

LETTERS: Final = re.compile(r"[^\W_]+")
LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
ORDER: Final = ("Summary", "Description", *LISTS, "Pay and benefits", "Notes", NOT_PLACED)
TEXTS: Final = {
    "responsibilities": "Responsibilities",
    "qualifications": "Minimum qualifications",
    "jobBenefits": "Pay and benefits",
    "incentiveCompensation": "Pay and benefits",
    "experienceRequirements": "Minimum qualifications",
    "educationRequirements": "Minimum qualifications",
    "skills": NOT_PLACED,
    "workHours": "Notes",
    "specialCommitments": "Notes",
}
"""Fields that hold text of their own, and the heading it belongs under."""


def spell_posting(
    node: Mapping[str, Any], facts: Facts, role: str, employer: str, skills: NameFinder
) -> str:
    """Spell a draft; the same data gives the same bytes."""
    sections = sort_pieces(read_description(find_description(node)))
    named: dict[str, None] = {}
    known = {_fold(piece.text) for pieces in sections.found.values() for piece in pieces}
    for field, title in TEXTS.items():
        for text in list_texts(node.get(field)):
            if field == "skills":
                named.update(dict.fromkeys(skills.find(text)))
            _add_text(sections, title, field, text, known)
    terms = {
        text: find_terms(text, skills) for title in QUALIFICATIONS for text in sections.items(title)
    }
    asked = {skill for one in terms.values() for skill in one.skills}
    rest = [skill for skill in named if skill not in asked]
    body = list(_spell_body(sections, facts, terms))
    front = list(_spell_front(facts, role, employer, rest))
    return seal(front, "\n".join(body))


def find_description(node: Mapping[str, Any]) -> str:
    """Return the description of a posting, empty where it says no more than the title."""
    text = name_of(node.get("description"))
    title = name_of(node.get("title"))
    return "" if _fold(text) in ("", _fold(title)) else text


def _add_text(sections: Sections, title: str, field: str, text: str, known: set[str]) -> None:
    """Add a text whose pieces, folded, are not among those ``known`` already."""
    for piece in read_description(text):
        if _fold(piece.text) in known or piece.kind == "heading":
            continue
        known.add(_fold(piece.text))
        unplaced = Piece("item", f"{field}: {piece.text}")
        sections.add(title, unplaced if title == NOT_PLACED else piece)


def _fold(text: str) -> str:
    return "".join(LETTERS.findall(text.casefold()))


def _spell_front(facts: Facts, role: str, employer: str, skills: Sequence[str]) -> Iterator[str]:
    yield f"title: {spell_scalar(facts.title)}"
    yield f"employer: {employer}"
    yield f"role: {role}"
    yield "draft: true"
    language = _spell_language(facts.language)
    for key, value in (
        ("level", facts.level),
        ("requisition_id", facts.requisition),
        ("url", facts.url),
        ("apply_url", facts.apply_url),
        ("direct_apply", "true" if facts.apply_url else ""),
        ("date_posted", str(facts.posted)),
        ("valid_through", str(facts.valid_through or "")),
        ("workplace_type", "remote" if facts.remote else ""),
        ("pay", facts.pay),
        ("language", language),
    ):
        if value:
            plain = key in ("pay", "direct_apply", "date_posted", "valid_through")
            yield f"{key}: {value if plain else spell_scalar(value)}"
    for key, items in (
        ("places", facts.places),
        ("applicant_places", facts.applicant_places),
        ("employment_types", facts.employment_types),
        ("benefits", facts.benefits),
        ("skills", skills),
    ):
        if items:
            yield f"{key}: [{', '.join(items)}]"


def _spell_language(language: str) -> str:
    """Spell a language tag, empty where it is none: ``EN-us`` is ``en-us``."""
    first, *rest = language.split("-")
    tag = "-".join((first.lower(), *rest))
    return tag if LANGUAGE.fullmatch(tag) else ""


def _spell_body(sections: Sections, facts: Facts, terms: Mapping[str, Terms]) -> Iterator[str]:
    for title in ORDER:
        if title in LISTS:
            lines = [
                f"- {_spell_terms(text, terms)}{escape_markdown(text)}"
                for text in dict.fromkeys(sections.items(title))
            ]
            if title == "Minimum qualifications":
                lines += _spell_months(facts, terms.values())
                lines += _spell_credentials(facts, terms.values())
        else:
            extra = facts.not_placed if title == NOT_PLACED else ()
            lines = list(
                _spell_pieces(sections.found.get(title, ()), extra, headed=title == NOT_PLACED)
            )
        if lines:
            yield f"## {title}"
            yield from lines
            yield ""


def _spell_terms(text: str, terms: Mapping[str, Terms]) -> str:
    """Spell the braces of a qualification; empty ones go before a text that has a brace itself."""
    known = terms.get(text)
    if known is None:
        return ""
    return spell_braces(known) or ("{} " if "{" in text else "")


def _spell_months(facts: Facts, terms: Iterable[Terms]) -> list[str]:
    """Word the months that only the data states."""
    months = facts.months
    if months is None or any(one.min_months == months for one in terms):
        return []
    words = f"{months // 12} years" if months % 12 == 0 and months > 12 else f"{months} months"
    return [f"- {{{spell_duration(months, None)}}} {words} of experience."]


def _spell_credentials(facts: Facts, terms: Iterable[Terms]) -> list[str]:
    """Word the degrees that only the data states; where the text states another, both are for an
    editor to look at."""
    stated = {one.education_level for one in terms} - {None}
    lines = []
    for words in facts.credentials:
        degree = read_credential(words)
        if degree in stated:
            continue
        if stated or degree is None:
            facts.not_placed.append(f"educationRequirements: {words}")
        else:
            own = Terms(None, None, degree, or_equivalent=False, skills=())
            lines.append(f"- {spell_braces(own)}{escape_markdown(words)}")
    return lines


def _spell_pieces(pieces: Sequence[Piece], extra: Iterable[str], *, headed: bool) -> Iterator[str]:
    """Spell prose: items that follow one another are one list."""
    before = ""
    for kind, text in (
        *((piece.kind, piece.text) for piece in pieces),
        *(("item", clean_text(text)) for text in extra),
    ):
        shown = kind if headed or kind != "heading" else "paragraph"
        if before and not (shown == before == "item"):
            yield ""
        mark = {"item": "- ", "heading": "### "}.get(shown, "")
        yield mark + escape_markdown(text)
        before = shown
