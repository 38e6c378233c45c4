"""A role's chapter of questions: R15 in full."""

from __future__ import annotations

from roleguide.engine.facts import Reader
from roleguide.engine.render import Page
from roleguide.pages.chapter_views import RoleQuestionsPage
from roleguide.pages.chapters import surround
from roleguide.pages.draft import Draft
from roleguide.pages.faqs_view import derive_faqs, make_faqs, plain_faqs, subject_of
from roleguide.pages.pay_view import show_figure
from roleguide.pages.questions import CHAPTER
from roleguide.pages.structured_data import faq_page


def view_role_questions(reader: Reader, page: Page) -> RoleQuestionsPage:
    """Make the view of a role's questions and answers."""
    draft = Draft(reader, page)
    role = reader.ask(CHAPTER, page.kind, page.subject)
    draft.show_figures(lambda node: show_figure(draft, role, node))
    derived = derive_faqs(draft, role)
    faqs = make_faqs(draft, role, derived)
    summary = f"What people ask about working as {subject_of(role)}."
    shell, own, title = surround(
        draft,
        role,
        "Questions and answers",
        summary,
        (faq_page(plain_faqs(draft, role, derived)),),
        styles=(),
    )
    return RoleQuestionsPage(
        shell=shell,
        title=title,
        summary=summary,
        role=own,
        faqs=faqs,
        receipts=draft.receipts.cards(),
        attributions=draft.receipts.attributions(),
    )
