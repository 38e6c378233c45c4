"""R14: sample cover letters with blanks and margin notes."""

from __future__ import annotations

from typing import Final

from roleguide.guide.role import Letter, Role
from roleguide.guide.words import STANDARD_BLANKS, label
from roleguide.pages import views
from roleguide.pages.draft import Draft

STANDARD: Final = {
    key: views.Blank(key, text, "", example) for key, (text, example) in STANDARD_BLANKS.items()
}
"""The placeholders of every role."""


def make_letters(draft: Draft, role: Role) -> tuple[views.Letter, ...]:
    """Write the letters of a role."""
    blanks = dict(STANDARD)
    blanks["role_title"] = views.Blank("role_title", "Title of the post", "", role.title)
    for placeholder in role.placeholders:
        blanks[placeholder.key] = views.Blank(
            placeholder.key, placeholder.label, placeholder.hint, placeholder.example
        )
    draft.name_blanks({key: blank.label for key, blank in blanks.items()})
    return tuple(
        _make_letter(draft, letter, number, blanks)
        for number, letter in enumerate(role.text.letters, 1)
    )


def _make_letter(
    draft: Draft, letter: Letter, number: int, blanks: dict[str, views.Blank]
) -> views.Letter:
    paragraphs = tuple(
        views.LetterParagraph(
            draft.text(paragraph.content),
            tuple(
                views.LetterNote(note.purpose.replace("_", " ").capitalize(), draft.text(note.text))
                for note in paragraph.notes
            ),
        )
        for paragraph in letter.paragraphs
    )
    return views.Letter(
        anchor=f"letter-{number}",
        title=label("situation", letter.situation),
        level=label("level", letter.level) if letter.level else "",
        paragraphs=paragraphs,
        blanks=tuple(blanks[key] for key in letter.blanks()),
    )
