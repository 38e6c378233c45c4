"""A role's chapter on its market: R17 in full."""

from __future__ import annotations

from roleguide.engine.facts import Reader
from roleguide.engine.render import Page
from roleguide.pages.chapter_views import RoleMarketPage
from roleguide.pages.chapters import surround
from roleguide.pages.draft import Draft
from roleguide.pages.market_view import make_market
from roleguide.pages.questions import CHAPTER


def view_role_market(reader: Reader, page: Page) -> RoleMarketPage:
    """Make the view of a role's market."""
    draft = Draft(reader, page)
    role = reader.ask(CHAPTER, page.kind, page.subject)
    summary = (
        "Verdicts that follow from the figures by published rules, each with what it rests on."
    )
    shell, own, title = surround(draft, role, "Market", summary)
    market = make_market(draft, role)
    assert market is not None, "the chapter exists where the site has rules"
    return RoleMarketPage(
        shell=shell,
        title=title,
        summary=summary,
        role=own,
        market=market,
        receipts=draft.receipts.cards(),
        attributions=draft.receipts.attributions(),
    )
