"""A role's chapter of sample letters: R14 in full."""

from __future__ import annotations

from typing import Final

from roleguide.engine.facts import Reader
from roleguide.engine.render import Page
from roleguide.pages.chapter_views import RoleLettersPage
from roleguide.pages.chapters import surround
from roleguide.pages.draft import Draft
from roleguide.pages.faqs_view import subject_of
from roleguide.pages.letters_view import make_letters
from roleguide.pages.questions import CHAPTER

STYLES: Final = "letters.css"
SCRIPT: Final = "letters.js"


def view_role_letters(reader: Reader, page: Page) -> RoleLettersPage:
    """Make the view of a role's letters."""
    draft = Draft(reader, page)
    role = reader.ask(CHAPTER, page.kind, page.subject)
    letters = make_letters(draft, role)
    summary = (
        f"Letters for {subject_of(role)}, by situation, with notes on why each paragraph is there. "
        "Words in brackets are yours to fill in."
    )
    shell, own, title = surround(
        draft, role, "Sample cover letters", summary, styles=(STYLES,), scripts=(SCRIPT,)
    )
    return RoleLettersPage(
        shell=shell,
        title=title,
        summary=summary,
        role=own,
        fields=tuple({blank.key: blank for one in letters for blank in one.blanks}.values()),
        letters=letters,
        receipts=draft.receipts.cards(),
        attributions=draft.receipts.attributions(),
    )
