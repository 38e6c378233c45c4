"""A role's chapter on its postings: what they ask for, what they pay, when they were open; R20."""

from __future__ import annotations

from typing import Final

from roleguide.engine.facts import Reader
from roleguide.engine.render import Page
from roleguide.pages.asked_view import CHAPTER_NAME, NO_SAMPLE_IS_REAL, make_groups
from roleguide.pages.asked_views import RoleAskedPage
from roleguide.pages.chapters import surround
from roleguide.pages.draft import CHAPTER_STYLES, Draft
from roleguide.pages.facets import facet_path
from roleguide.pages.faqs_view import subject_of
from roleguide.pages.posted_pay_view import make_posted_pay
from roleguide.pages.posting_card_view import POSTING_STYLES, make_tiles
from roleguide.pages.posting_questions import ASKED, POSTINGS_OF
from roleguide.pages.posting_timeline import make_timeline
from roleguide.pages.questions import CHAPTER
from roleguide.pages.view_parts import Link

CLOSED_SHOWN: Final = 4
"""Closed postings that are shown as cards; the list has all."""


def view_role_asked(reader: Reader, page: Page) -> RoleAskedPage:
    """Make the view of what a role's postings ask for."""
    draft = Draft(reader, page)
    role = reader.ask(CHAPTER, page.kind, page.subject)
    found, few = draft.ask(ASKED, role.id), draft.ask(POSTINGS_OF, "role", role.id)
    whose = "postings" if found.real is not None else "sample postings"
    summary = (
        f"Skills, years, degrees and pay in {whose} for {subject_of(role)}, counted and set beside"
        " what this guide says."
    )
    shell, own, title = surround(
        draft,
        role,
        CHAPTER_NAME,
        summary,
        noindex=found.real is None,
        styles=(CHAPTER_STYLES, POSTING_STYLES),
    )
    groups = make_groups(draft, role)
    pay = make_posted_pay(draft, role.id)
    timeline = make_timeline(draft, role.id)
    return RoleAskedPage(
        shell=shell,
        title=title,
        summary=summary,
        role=own,
        samples=NO_SAMPLE_IS_REAL if found.samples is not None else "",
        groups=groups,
        pay=pay,
        timeline=timeline,
        open=make_tiles(draft, few.open),
        closed=make_tiles(draft, few.closed[:CLOSED_SHOWN]),
        list=Link("All of them as a list", draft.href(facet_path((("role", role.id),)))),
        receipts=draft.receipts.cards(),
        attributions=draft.receipts.attributions(),
    )
