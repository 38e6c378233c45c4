"""R14: sample cover letters with blanks and margin notes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from msgspec.structs import replace

from roleguide.guide.duties import find_duties
from roleguide.guide.letter import Letter
from roleguide.guide.prose import Inline, Reference, Text
from roleguide.guide.role import Role
from roleguide.guide.words import STANDARD_BLANKS, label
from roleguide.pages import views
from roleguide.pages.draft import Draft

STANDARD_LENGTH: Final = 60
"""Characters that names, places and the like take."""
STANDARD: Final = {
    key: views.Blank(key, text, "", example, required=True, max_chars=STANDARD_LENGTH)
    for key, (text, example) in STANDARD_BLANKS.items()
}
"""The placeholders of every role."""


def make_letters(draft: Draft, role: Role) -> tuple[views.Letter, ...]:
    """Write the letters of a role."""
    blanks = dict(STANDARD)
    blanks["role_title"] = replace(STANDARD["role_title"], example=role.title)
    for one in role.placeholders:
        blanks[one.key] = views.Blank(
            one.key,
            one.label,
            one.hint,
            one.example,
            required=one.required,
            max_chars=one.max_chars,
        )
    draft.name_blanks({key: blank.label for key, blank in blanks.items()})
    return tuple(
        _make_letter(draft, role, letter, number, blanks)
        for number, letter in enumerate(role.text.letters, 1)
    )


def _make_letter(
    draft: Draft, role: Role, letter: Letter, number: int, blanks: dict[str, views.Blank]
) -> views.Letter:
    paragraphs = tuple(
        views.LetterParagraph(
            draft.text(paragraph.content),
            tuple(
                views.LetterNote(
                    note.purpose.replace("_", " ").capitalize(),
                    draft.text(link_duties(note.text, role.id)),
                )
                for note in paragraph.notes
            ),
        )
        for paragraph in letter.paragraphs
    )
    return views.Letter(
        anchor=f"letter-{number}",
        title=label("situation", letter.situation),
        level=label("level", letter.level) if letter.level else "",
        file="-".join(filter(None, (role.id, letter.situation, letter.level))).replace("_", "-"),
        paragraphs=paragraphs,
        blanks=tuple(blanks[key] for key in letter.blanks()),
    )


def link_duties(text: Text, role: str) -> Text:
    """Make links of the duties that a note names: ``duty 3``, ``duties 2, 5 and 7``."""
    return tuple(
        part
        for node in text
        for part in (_link_numbers(node, role) if isinstance(node, str) else (node,))
    )


def _link_numbers(text: str, role: str) -> Iterator[Inline]:
    done = 0
    for start, end, number in find_duties(text):
        if start > done:
            yield text[done:start]
        yield Reference("duty", f"{role}/{number}", (text[start:end],))
        done = end
    if done < len(text):
        yield text[done:]
