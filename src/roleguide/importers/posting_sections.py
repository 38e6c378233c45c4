"""The pieces of a description go under the headings of a posting record.

What stands under a heading that nobody knows is kept under ``## Not placed``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from msgspec import Struct, field

from roleguide.content.posting_body import MEANT, POSTING_HEADINGS
from roleguide.importers.posting_html import Piece

NOT_PLACED: Final = "Not placed"
QUALIFICATIONS: Final = ("Minimum qualifications", "Preferred qualifications")
LISTS: Final = ("Responsibilities", *QUALIFICATIONS)
FIRMS: Final = ("de l[’']entreprise", "de la société", "du poste")
"""Whose *profil* is not that of an applicant."""
WORDS: Final[dict[str, tuple[str, ...]]] = {
    "Preferred qualifications": (
        *("nice[- ]to[- ]have", "preferred", "desir(?:ed|able)", "bonus points", "a plus"),
        *("wünschenswert", "von vorteil", "idealerweise", "pluspunkte"),
        *(r"\bun plus\b", "appréci", "(?<!profil )souhait"),
    ),
    "Minimum qualifications": (
        *("qualification", "requirement", "what you (?:bring|need|have|[’']ll need)", "you have"),
        *("who you are", "looking for", "skills", "must[- ]have", "essential", "experience"),
        *("anforderung", "qualifikation", "voraussetzung", "kenntnisse", r"\berfahrung"),
        *("(?:bringen sie|bringst du) mit", "sie mitbringen", "du mitbringst", "wir erwarten"),
        *("sie auszeichnet", "dich auszeichnet", "(?:wen|was|wonach) wir suchen", "^wir suchen$"),
        *(rf"\bprofil\b(?! (?:{'|'.join(FIRMS)}))", "compétence", r"pré-?requis", r"\brequis"),
        *("exigence", "expérience", r"\bformation\b(?! continue)", r"\bvous (?:avez|êtes)\b"),
        *("(?:que|qui) nous recherchons", "^nous recherchons$"),
    ),
    "Responsibilities": (
        *("responsibilit", "duties", "what you(?: will|[’']ll) (?:do|be doing)", "you will"),
        *("your (?:role|tasks|impact|day)", "day[- ]to[- ]day", "in this role"),
        *("aufgaben", r"\btätigkeit", r"(?<!unsere )\bverantwortung"),
        *("(?:sie|dich) erwartet", "erwartet (?:sie|dich)"),
        *(r"(?<!\bnos )\bmissions\b", r"\b(?:votre|ta|la) mission\b", "responsabilité", "tâches"),
        *("activités", r"\b(?:votre|ton) rôle\b", "au quotidien"),
    ),
    "Pay and benefits": (
        *("benefit", "compensation", "salary", r"pay\b", "perks", "we offer", "reward"),
        *("wir (?:ihnen |dir )?bieten", "bieten wir", "unser angebot", "vergütung", "gehalt"),
        *("leistungen", "vorteile"),
        *("avantages", "rémunération", "salaire", "nous (?:vous )?(?:offrons|proposons)"),
    ),
    "Summary": (
        *(r"^(?:job )?(?:summary|overview|purpose)$", "(?:role|position) summary"),
        *("^zusammenfassung$", "^kurzbeschreibung$", "^auf einen blick$"),
        *("^résumé(?: du poste)?$", "^en bref$"),
    ),
    "Description": (
        *("description", "about the (?:role|job|position|opportunity|team)"),
        *("the role", "position"),
        *("stellenbeschreibung", "über (?:die (?:stelle|rolle)|das team)", "^(?:die|ihre) stelle$"),
        *(r"\b(?:le|du|votre) poste\b", "descriptif", r"^contexte\b"),
    ),
    "Notes": (
        *("how to apply", "additional information", "notes?$", "physical", "travel", "schedule"),
        *("equal opportunit", "application process", "accommodation", "diversity"),
        *("bewerbung", "bewerben", "weitere informationen", "hinweise?$", "chancengleichheit"),
        *("arbeitszeit", "reisetätigkeit"),
        *("candidature", "postuler", "informations? (?:complémentaire|pratique|supplémentaire)"),
        *("égalité des chances", "déplacements?$", "^horaires"),
    ),
}
"""Words of a heading, in English, German and French, and the section that it then means: the first
that fits."""
_PATTERNS: Final = tuple(
    (title, re.compile("|".join(words), re.IGNORECASE)) for title, words in WORDS.items()
)


class Sections(Struct):
    """Pieces by heading: of the three that are lists only items, of the others any."""

    found: dict[str, list[Piece]] = field(default_factory=dict)

    def add(self, title: str, piece: Piece) -> None:
        """Add a piece below a heading."""
        self.found.setdefault(title, []).append(piece)

    def items(self, title: str) -> list[str]:
        """Return the texts below a heading."""
        return [piece.text for piece in self.found.get(title, ()) if piece.kind != "heading"]


def recognise(heading: str) -> str:
    """Return the heading of the record that a posting's own heading stands for, or empty."""
    text = heading.strip().strip(":").strip()
    folded = text.casefold()
    for title in POSTING_HEADINGS[:-1]:
        if folded == title.casefold():
            return title
    if folded in MEANT:
        return MEANT[folded]
    return next((title for title, words in _PATTERNS if words.search(text)), "")


def sort_pieces(pieces: Sequence[Piece]) -> Sections:
    """Put every piece under a heading; before the first heading it is the description."""
    sections = Sections()
    title = "Description"
    for piece in pieces:
        if piece.kind == "heading":
            title = recognise(piece.text)
            if not title:
                title = NOT_PLACED
                sections.add(NOT_PLACED, piece)
        elif title in LISTS and piece.kind == "paragraph" and _introduces(piece.text):
            continue  # “You will:” says nothing without its list
        elif title in LISTS and piece.kind == "paragraph" and _has_items(sections, title):
            sections.add(NOT_PLACED, piece)  # text after a list is no item of it
        else:
            sections.add(title, piece)
    if not any(sections.items(title) for title in ("Summary", "Description")):
        _take_first_text(sections)
    return sections


def _has_items(sections: Sections, title: str) -> bool:
    return any(piece.kind == "item" for piece in sections.found.get(title, ()))


def _introduces(text: str) -> bool:
    return text.endswith(":") and len(text.split()) <= 12


def _take_first_text(sections: Sections) -> None:
    """A posting has a description: the first text that has no place."""
    waiting = sections.found.get(NOT_PLACED, [])
    for index, piece in enumerate(waiting):
        if piece.kind != "heading":
            sections.add("Description", piece)
            del waiting[index]
            if (
                index
                and waiting[index - 1].kind == "heading"
                and (index == len(waiting) or waiting[index].kind == "heading")
            ):
                del waiting[index - 1]
            return
