"""How heavy the finished pages are: measured once all others are made, for the page about it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from msgspec import Struct

from roleguide.checks.budget import Blocking, Budgets, Heaviest, measure_budgets
from roleguide.diagnostics import Place, Report
from roleguide.engine.facts import Oracle
from roleguide.engine.late import FinishedFiles
from roleguide.engine.memory import Memory
from roleguide.engine.publish import Publisher
from roleguide.engine.render import Page
from roleguide.pages import urls
from roleguide.pages.coverage_questions import WEIGHTS, Weight, Weights
from roleguide.pages.plan import HUMAN

KEY: Final = "weights"
"""The key of what was measured in the memory of a build."""
MEASURED: Final = frozenset({"weight"})
"""Kinds of pages that tell what all others weigh."""
UNIT: Final = 1024


class Weighed(Struct, frozen=True, array_like=True):
    """What is remembered of a measurement."""

    weights: Weights
    sizes: dict[str, int]
    """SHA-256 → compressed bytes of each file that was measured."""


def part_pages(pages: Iterable[Page]) -> tuple[list[Page], list[Page]]:
    """Tell all other pages from those that tell what these weigh."""
    others: list[Page] = []
    last: list[Page] = []
    for page in pages:
        (last if page.kind in MEASURED else others).append(page)
    return others, last


def weigh_pages(
    pages: Iterable[Page], publisher: Publisher, memory: Memory | None, report: Report
) -> tuple[Budgets, dict[str, object]]:
    """Measure the finished pages and report the budgets that they miss.

    Returns what was measured, and what is to be remembered of it.
    """
    human = [page for page in pages if page.kind in HUMAN]
    known = memory.recall(KEY, Weighed) if memory is not None else None
    budgets = measure_budgets(
        ((page.kind, page.path) for page in human),
        FinishedFiles(publisher),
        known.sizes if known is not None else {},
    )
    _report_missed(budgets, report)
    weights = Weights(
        pages=len(human),
        kinds=budgets.kinds,
        role=_round(budgets.role),
        scripts=_round(budgets.scripts),
        blocking=tuple(one.path for one in budgets.blocking),
    )
    return budgets, {KEY: Weighed(weights, budgets.sizes)}


def _round(heaviest: Heaviest | None) -> Weight | None:
    if heaviest is None:
        return None
    return Weight(heaviest.path, -(-heaviest.size * 10 // UNIT), heaviest.limit)


def tell_weights(remembered: dict[str, object], oracle: Oracle, memory: Memory | None) -> None:
    """Tell the page about weight what was measured just now."""
    weighed = remembered[KEY]
    assert isinstance(weighed, Weighed)
    if memory is None:
        oracle.tell((WEIGHTS.name,), weighed.weights)
    else:
        memory.settle(oracle, (WEIGHTS.name,), weighed.weights)


def recall_weights(memory: Memory, oracle: Oracle) -> None:
    """Tell what the last build measured, for those who make no pages."""
    known = memory.recall(KEY, Weighed)
    if known is not None:
        oracle.tell((WEIGHTS.name,), known.weights)


def _report_missed(budgets: Budgets, report: Report) -> None:
    if budgets.role is not None and budgets.role.over:
        slug = budgets.role.path.split("/")[1]
        report.warning(
            Place(f"content/{urls.FOLDERS['role']}/{slug}.md"),
            "heavy-page",
            f"The role’s page and its style sheets come to {_kib(budgets.role)} compressed; "
            f"{budgets.role.limit // UNIT} KiB arrive in the first round trip.",
            "shorten the longest section, or what your own templates and style sheets add",
        )
    if budgets.scripts is not None and budgets.scripts.over:
        report.warning(
            Place("assets"),
            "heavy-scripts",
            f"The scripts of {budgets.scripts.path} come to {_kib(budgets.scripts)} compressed; "
            f"the limit is {budgets.scripts.limit // UNIT} KiB.",
            "shorten your own scripts, or load them only where they are used",
        )
    for one in budgets.blocking[:1]:
        report.warning(
            Place("templates"), "render-blocking", _word_blocking(one, len(budgets.blocking)), FIX
        )


FIX: Final = "load scripts with `defer`, and styles from a sheet of your own in assets/"


def _kib(heaviest: Heaviest) -> str:
    return f"{heaviest.size / UNIT:.1f} KiB"


def _word_blocking(one: Blocking, pages: int) -> str:
    more = f", and {pages - 1} other kinds of pages do the like" if pages > 1 else ""
    return f"{one.path} shows nothing until {one.waits_for} has come{more}."
