"""A role's chapter on pay: R4 in full, and R5 to R7."""

from __future__ import annotations

from typing import Final

from roleguide.engine.facts import Reader
from roleguide.engine.render import Page
from roleguide.pages.asked_view import CHAPTER_NAME
from roleguide.pages.chapter_views import RolePayPage
from roleguide.pages.chapters import surround
from roleguide.pages.draft import Draft
from roleguide.pages.pay_evidence import make_evidence, make_level_pay
from roleguide.pages.pay_lines import make_industry_pay, make_place_pay
from roleguide.pages.pay_terms_view import SCRIPT, make_pay_terms
from roleguide.pages.pay_view import explain_no_pay, make_pay
from roleguide.pages.pay_years import make_pay_years
from roleguide.pages.posted_pay_view import make_posted_pay
from roleguide.pages.questions import CHAPTER

NO_LEVEL_PAY: Final = (
    "No source that we know of measures this role’s pay by level. Percentiles say where people "
    "stand, not how senior they are, so they don’t fill this gap."
)


def view_role_pay(reader: Reader, page: Page) -> RolePayPage:
    """Make the view of a role's pay in detail."""
    draft = Draft(reader, page)
    role = reader.ask(CHAPTER, page.kind, page.subject)
    summary = "Every published figure of this role’s pay, each with its source, place and date."
    shell, own, title = surround(draft, role, "Pay in detail", summary, scripts=(SCRIPT,))
    pay = make_pay(draft, role)
    missing, withheld = explain_no_pay(draft, role) if pay is None else ("", ())
    terms = make_pay_terms(draft, role)
    level_pay = make_level_pay(draft, role)
    evidence = make_evidence(draft, role)
    posted = make_posted_pay(draft, role.id)
    pay_years = make_pay_years(draft, role)
    place_pay = make_place_pay(draft, role)
    industry_pay = make_industry_pay(draft, role)
    return RolePayPage(
        shell=shell,
        title=title,
        summary=summary,
        role=own,
        pay=pay,
        pay_missing=missing,
        pay_missing_receipts=withheld,
        terms=terms,
        level_pay=level_pay,
        level_pay_missing=NO_LEVEL_PAY if level_pay is None else "",
        evidence=evidence,
        posted=posted,
        posted_link=draft.link("role asked", role.id, CHAPTER_NAME) if posted else None,
        pay_years=pay_years,
        place_pay=place_pay,
        industry_pay=industry_pay,
        receipts=draft.receipts.cards(),
        attributions=draft.receipts.attributions(),
    )
