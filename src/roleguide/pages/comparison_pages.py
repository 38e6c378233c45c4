"""L11: the page of a comparison: what editors wrote, and the roles side by side from their data."""

from __future__ import annotations

from itertools import permutations
from typing import Final

from msgspec.structs import replace

from roleguide.engine.facts import Reader
from roleguide.engine.render import Page
from roleguide.guide.transition import role_moves
from roleguide.pages import views
from roleguide.pages.chooser_view import STYLES
from roleguide.pages.comparison_view import make_comparison
from roleguide.pages.draft import Draft
from roleguide.pages.move_links import link_move
from roleguide.pages.questions import COMPARISON, ROLE_FACTS
from roleguide.pages.role_side import make_side
from roleguide.pages.side_view import make_sides
from roleguide.pages.urls import COMPARISONS
from roleguide.pages.view_parts import Link

NOTHING: Final = frozenset[str]()


def view_comparison(reader: Reader, page: Page) -> views.ComparisonPage:
    """Make the page of a comparison.

    Fields that an editor chose stand in the editor's table, all others below it; of a comparison
    that nobody wrote, all stand below.
    """
    draft = Draft(reader, page)
    record = draft.ask(COMPARISON, page.subject)
    made = make_comparison(draft, page.subject)
    written = any(aspect.label for aspect in record.aspects)
    if not written:
        made = replace(made, aspects=())
    chosen = frozenset(aspect.field for aspect in record.aspects) if written else NOTHING
    roles = [draft.ask(ROLE_FACTS, role) for role in record.roles]
    sides = [make_side(draft, role, rated=()) for role in roles]
    together = make_sides(draft, sides, chosen)
    named = {move for role in roles for move in role_moves(role)}
    moves = tuple(
        Link(f"From {one.name} to {other.name}", link_move(draft, one.id, other.id))
        for one, other in permutations(sides, 2)
        if (one.id, other.id) in named
    )
    crumbs = (Link("Compare", draft.href(COMPARISONS)),)
    return views.ComparisonPage(
        shell=draft.shell(made.title, made.summary, crumbs, styles=STYLES),
        title=made.title,
        comparison=made,
        sides=together,
        moves=moves,
        receipts=draft.receipts.cards(),
    )
