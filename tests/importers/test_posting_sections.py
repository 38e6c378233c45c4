"""Headings of postings in three languages, and the section of a record that each means."""

import pytest

from roleguide.importers.posting_html import Piece
from roleguide.importers.posting_sections import recognise, sort_pieces

HEADINGS = {
    "Responsibilities": (
        *("What you will do", "Ihre Aufgaben", "Aufgabengebiet:", "Das erwartet Sie"),
        *("Was dich erwartet", "Tätigkeiten", "Vos missions", "Missions principales"),
        *("Votre mission", "RESPONSABILITÉS", "Vos tâches"),
    ),
    "Minimum qualifications": (
        *("Requirements", "Ihr Profil", "Dein Profil", "Anforderungsprofil", "Voraussetzungen"),
        *("Das bringen Sie mit", "Was du mitbringst", "Profil", "Profil recherché"),
        *("Profil souhaité", "Compétences requises", "Formation et expérience"),
        *("Ce que nous recherchons", "Wir suchen"),
    ),
    "Preferred qualifications": (
        *("Nice to have", "Von Vorteil", "Wünschenswert", "Seraient un plus"),
        "Compétences souhaitées",
    ),
    "Pay and benefits": (
        *("What we offer", "Wir bieten", "Das bieten wir Ihnen", "Ihre Vorteile", "Vergütung"),
        *("Rémunération et avantages", "Ce que nous vous proposons", "Nous offrons"),
    ),
    "Description": (
        *("About the role", "Stellenbeschreibung", "Über die Stelle", "Description du poste"),
        *("À propos du poste", "Profil du poste"),
    ),
    "Summary": ("Job summary", "Auf einen Blick", "En bref"),
    "Notes": (
        *("How to apply", "So bewerben Sie sich", "Ihre Bewerbung", "Comment postuler"),
        "Informations complémentaires",
    ),
    "": (
        *("About us", "Our mission", "Company profile", "Über uns", "Unternehmensprofil"),
        *("Unsere Verantwortung", "Wir suchen eine Elektrikerin", "Nos missions"),
        *("Qui sommes-nous ?", "Profil de l’entreprise", "Formation continue"),
    ),
}


@pytest.mark.parametrize(
    ("heading", "title"), [(one, title) for title, many in HEADINGS.items() for one in many]
)
def test_a_heading_means_a_section_or_nothing(heading: str, title: str) -> None:
    assert recognise(heading) == title


@pytest.mark.parametrize(
    ("duties", "asked"), [("Ihre Aufgaben", "Ihr Profil"), ("Vos missions", "Votre profil")]
)
def test_what_stands_below_them_is_placed(duties: str, asked: str) -> None:
    pieces = [
        Piece("paragraph", "Text before the first heading."),
        Piece("heading", duties),
        Piece("item", "One"),
        Piece("heading", asked),
        Piece("item", "Two"),
    ]
    sections = sort_pieces(pieces)
    assert {title: sections.items(title) for title in sections.found} == {
        "Description": ["Text before the first heading."],
        "Responsibilities": ["One"],
        "Minimum qualifications": ["Two"],
    }
