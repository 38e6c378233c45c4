"""A site as it is now beside what is remembered of it, found by the steps that a build takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final, TypeVar

from roleguide.borrowed import Borrowed, MemoryInUse, Overlay
from roleguide.build import LIBRARIES
from roleguide.choices import list_forms
from roleguide.content.assemble import load_guide
from roleguide.content.load import ChangedWhileReading
from roleguide.content.reading import tell_change
from roleguide.content.remembered import Remembered
from roleguide.content.running import run_here
from roleguide.content.scan import scan_content
from roleguide.diagnostics import Report
from roleguide.engine.facts import Known, Oracle
from roleguide.engine.manifest import Manifest, ManifestDamaged, read_manifest
from roleguide.engine.memory import fingerprint
from roleguide.engine.render import Page, PageKind, form_path
from roleguide.explain.earlier import Changed, Earlier, list_changes
from roleguide.options import Options
from roleguide.pages.outline import Outline
from roleguide.pages.plan import page_kinds
from roleguide.pages.theme import Theme
from roleguide.rebuild import Builder, Plan
from roleguide.surroundings import recall_surroundings
from roleguide.timings import Timings
from roleguide.weighing import recall_weights

T = TypeVar("T")
ATTEMPTS: Final = 3
"""How often a memory is read anew because a build finished in between."""


class ContentWrong(Exception):
    """The content has mistakes, so that there is no plan to explain; they are in ``report``."""

    def __init__(self, report: Report) -> None:
        super().__init__(report)
        self.report = report


class Situation:
    """What the next build would find: its plan, which facts hold, and what has changed.

    :class:`ContentWrong` when it would find mistakes.
    """

    def __init__(self, options: Options, borrowed: Borrowed) -> None:
        self.options = options
        self.borrowed = borrowed
        self.memory = borrowed.memory
        self.theme = Theme(options.root)
        scan = scan_content(options.root)
        self.memory.read()
        remembered = self.memory.recall("content", Remembered)
        cabinet = Overlay(borrowed.store)
        loaded = load_guide(options.root, options.as_of, cabinet, remembered, run_here, scan)
        _refuse_mistakes(loaded.report)
        self.site = loaded.guide.site
        self.kinds = page_kinds(self.site.twins)
        self.builder = Builder(
            options,
            _silently,
            scan=scan,
            theme=self.theme,
            memory=self.memory,
            timings=Timings(),
        )
        changed = self.builder.find_changed(loaded.changed)
        outline = Outline(loaded.guide, loaded.content.ledger)
        self.last_plan = self.memory.recall("plan", Plan)
        self.plan = self.builder.plan(outline, loaded, changed)
        _refuse_mistakes(Report(self.plan.diagnostics))
        self.oracle: Oracle = self.builder.make_oracle(loaded, outline)
        recall_weights(self.memory, self.oracle)
        self.memory.check(self.oracle, changed)
        self.manifest = _read_manifest(options.out)
        self.earlier: Earlier | None = None
        self.changes: tuple[Changed, ...] = ()
        if remembered is not None:
            seen = recall_surroundings(self.memory)
            self.earlier = Earlier(loaded, remembered, seen, cabinet)
            self.changes = tuple(list_changes(loaded, self.earlier, self.theme))
        self.known: dict[int, Known] = {
            one.number: one
            for facts in (self.memory.facts, self.oracle.known)
            for one in facts.values()
        }
        """Every fact of the last build and of now, by number."""
        self.pages = list_paths(self.kinds, self.plan.pages)
        """Page by the path of each of its files."""

    def forms(self, page: Page) -> tuple[str, ...]:
        """List the forms of a page."""
        return list_forms(self.kinds, page)


def look(options: Options) -> Situation:
    """Look at a site and its memory.

    :class:`MemoryInUse` when a build is writing it.
    """
    folder = options.memory or options.root / ".cache" / "memory"
    package = Path(__file__).resolve().parents[1]
    for _ in range(ATTEMPTS):
        borrowed = Borrowed(folder, fingerprint(package, LIBRARIES))
        if borrowed.is_empty and borrowed.is_used:
            break
        try:
            situation = Situation(options, borrowed)
        except ChangedWhileReading as error:
            raise ContentWrong(tell_change(error.path)) from error
        if borrowed.is_still_the_same:
            return situation
        borrowed.store.close()
    raise MemoryInUse(folder)


def list_paths(kinds: Mapping[str, PageKind], pages: Iterable[Page]) -> dict[str, Page]:
    """Return the pages by the path of each of their files."""
    return {form_path(page, form): page for page in pages for form in list_forms(kinds, page)}


def _refuse_mistakes(report: Report) -> None:
    if report.fails():
        raise ContentWrong(report)


def _read_manifest(out: Path) -> Manifest | None:
    try:
        return read_manifest(out)
    except ManifestDamaged:
        return None


def _silently(stage: str, items: Iterable[T], total: int) -> Iterable[T]:  # noqa: ARG001
    return items
