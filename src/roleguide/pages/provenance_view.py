"""The banner of drafts, and the sentence for what their sources do not tell."""

from __future__ import annotations

from typing import Final

from roleguide.guide.role import Role
from roleguide.pages.draft import Draft
from roleguide.pages.provenance import DRAFT_LABEL, DraftNotice
from roleguide.pages.questions import SOURCE

SENTENCE: Final = (
    "A program made this page from public data. Nobody has edited it or checked it against the "
    "work as it is done today."
)
NO_DUTIES: Final = "The data that this draft was made from lists no tasks for this occupation."


def make_notice(draft: Draft, role: Role) -> DraftNotice | None:
    """Make the banner of a draft; ``None`` for a role that people wrote."""
    if role.status != "imported":
        return None
    sources = tuple(
        draft.link("source", slug, draft.ask(SOURCE, slug).name) for slug in role.drafted_from
    )
    receipts = tuple(draft.receipts.cite(slug) for slug in role.drafted_from)
    return DraftNotice(DRAFT_LABEL, SENTENCE, sources, receipts)


def word_missing_duties(role: Role) -> str:
    """Say that no duties are known, of a draft that has none; otherwise empty."""
    return NO_DUTIES if role.status == "imported" and not role.text.duties else ""
