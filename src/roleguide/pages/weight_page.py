"""How light the pages are: the limits of this site, and the pages that come nearest to them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from roleguide.engine.facts import Reader
from roleguide.engine.render import Page
from roleguide.pages.coverage_pages import COVERAGE_STYLES, TITLE
from roleguide.pages.coverage_questions import WEIGHTS, Weight, Weights
from roleguide.pages.coverage_views import WeightLine, WeightPage
from roleguide.pages.draft import Draft
from roleguide.pages.urls import COVERAGE
from roleguide.pages.view_parts import Link

UNIT: Final = 1024


def view_weight(reader: Reader, page: Page) -> WeightPage:
    """The weight of the finished pages. It is made after all others, of what the build measured."""
    draft = Draft(reader, page)
    weights = draft.ask(WEIGHTS)
    title = "How light the pages are"
    summary = (
        "A slow line and an old phone should do. Each build compresses its heaviest pages as they "
        "are sent, and measures them against these limits."
    )
    coverage = Link(TITLE, draft.href(COVERAGE))
    return WeightPage(
        shell=draft.shell(title, summary, (coverage,), crumb="Weight", styles=(COVERAGE_STYLES,)),
        title=title,
        summary=summary,
        lines=tuple(_lines(draft, weights)),
        blocking=tuple(Link(_address(path), draft.href(path)) for path in weights.blocking),
        blocking_sentence=_word_blocking(weights),
        looked=(
            f"Of {draft.amounts.count(weights.pages)} pages, the longest of each of "
            f"{draft.amounts.count(weights.kinds)} kinds was looked at."
        ),
        coverage=coverage,
    )


def _lines(draft: Draft, weights: Weights) -> Iterator[WeightLine]:
    if weights.role is not None:
        yield _line(
            draft,
            "The fullest role page",
            "A role’s text and its style sheets should arrive with the first answer of a server: "
            "ten packets.",
            weights.role,
        )
    if weights.scripts is not None:
        yield _line(
            draft,
            "The page with the most script",
            "All scripts of a page together. They are only needed by tools: every page can be "
            "read without.",
            weights.scripts,
        )


def _line(draft: Draft, title: str, about: str, weight: Weight) -> WeightLine:
    limit = weight.limit * 10 // UNIT
    return WeightLine(
        title,
        about,
        Link(_address(weight.path), draft.href(weight.path)),
        f"{_kib(draft, weight.size)} of {_kib(draft, limit)}",
        weight.size,
        limit,
        weight.size > limit,
    )


def _kib(draft: Draft, tenths: int) -> str:
    return f"{draft.amounts.count(Decimal(tenths) / 10)} KiB"


def _address(path: str) -> str:
    """Word the address of a page as readers see it, below the site's own."""
    return f"/{path.removesuffix('index.html')}"


def _word_blocking(weights: Weights) -> str:
    if weights.blocking:
        return "These pages wait for more than their own style sheets before they show anything."
    return "No page waits for anything but its own style sheets before it can be read."
