"""A build on one screen: load, plan, choose what is stale, render, publish, remember."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Final, TypeVar

from msgspec import Struct

from roleguide import __version__
from roleguide.choices import Choice, Joiner, choose_pages, divide_orders
from roleguide.content.assemble import Loaded, load_guide
from roleguide.content.files import Entry
from roleguide.content.load import ChangedWhileReading
from roleguide.content.reading import tell_change
from roleguide.content.record import Drawer
from roleguide.content.remembered import Remembered
from roleguide.content.scan import Scan
from roleguide.diagnostics import Diagnostic, Report
from roleguide.engine.branch import StageFailed
from roleguide.engine.facts import Oracle
from roleguide.engine.late import make_late
from roleguide.engine.memory import Memory, Trace
from roleguide.engine.pool import CHUNK, choose_jobs, run_all
from roleguide.engine.publish import Publisher
from roleguide.engine.render import (
    TEMPLATE,
    Page,
    Renderer,
    RenderFailed,
    Templates,
    form_path,
)
from roleguide.engine.worker import Order, Worker
from roleguide.fulltext import check_program, index_texts
from roleguide.inputs import Inputs, number_input, pack_numbers, unpack_numbers
from roleguide.last import LAST, Last, digest_inputs
from roleguide.losses import check_lost, report_template
from roleguide.options import Options, Progress, Result
from roleguide.pages.answers import make_answers
from roleguide.pages.coverage_questions import PASSING_COVERAGE
from roleguide.pages.facets import goes_with_postings
from roleguide.pages.list_questions import PACKED_STEPS, PASSING_LISTS
from roleguide.pages.move_questions import PASSING_MOVES
from roleguide.pages.open_questions import BULKY
from roleguide.pages.outline import Outline
from roleguide.pages.plan import check_paths, page_kinds, plan_pages
from roleguide.pages.plan_rules import check_before_plan
from roleguide.pages.posting_questions import PASSING_POSTINGS
from roleguide.pages.questions import DIGESTED, PACKED, PASSING
from roleguide.pages.search_questions import PASSED
from roleguide.pages.skill_questions import PASSING_SKILLS
from roleguide.pages.theme import Theme
from roleguide.surroundings import THEME, list_surroundings
from roleguide.timings import Timings
from roleguide.weighing import part_pages, tell_weights, weigh_pages

I = TypeVar("I")  # noqa: E741 - the usual name of an item's type
R = TypeVar("R")
GENERATOR: Final = f"roleguide {__version__}"
VERSIONS: Final = 3
"""Versions of a file that are remembered."""
THRESHOLDS: Final = {"Reading": 150, "Checking": 1500, "Rendering": 150}
"""Below so many items one process is faster than starting several (measured on two cores)."""
CHUNKS: Final = {"Rendering": 16}
"""Items that a process takes at a time where :data:`CHUNK` of them would be large: after each
chunk the cycles that pages leave behind are collected."""


class Plan(Struct, frozen=True, array_like=True):
    """The pages of a guide, what was wrong with them, and the inputs that the plan was made of."""

    pages: tuple[Page, ...]
    diagnostics: tuple[Diagnostic, ...]
    inputs: bytes


class Builder:
    """One build of one site."""

    def __init__(
        self,
        options: Options,
        progress: Progress,
        *,
        scan: Scan,
        theme: Theme,
        memory: Memory | None,
        timings: Timings,
    ) -> None:
        self.options = options
        self.progress = progress
        self.scan = scan
        self.theme = theme
        self.templates = Templates(theme.template_folders, theme.shipped)
        self.memory = memory
        self.timings = timings

    def run(
        self,
        stage: str,
        function: Callable[[I], R],
        items: Sequence[I],
        begin: Callable[[], None] = lambda: None,
    ) -> Iterator[R]:
        """Apply a function to items, in several processes when there are many.

        ``begin`` is called first in each of several processes.
        """
        jobs, memory = self._count_jobs(stage, items), self.memory
        if memory is not None:
            memory.store.commit()  # what was read so far is to be seen by workers

        def prepare() -> None:
            if memory is not None:
                memory.store.reopen()
            begin()

        with self.timings.stage(stage, len(items)):
            done = run_all(function, items, jobs, prepare, CHUNKS.get(stage, CHUNK))
            for item, (made, seconds) in zip(
                items, self.progress(stage, done, len(items)), strict=True
            ):
                self.timings.add(stage, name_item(item), seconds)
                yield made

    def _count_jobs(self, stage: str, items: Sequence[object]) -> int:
        return choose_jobs(self.options.jobs, len(items), THRESHOLDS[stage])

    def build(self) -> Result:
        """Build and publish; the published site stays as it is unless everything is right."""
        collecting = gc.isenabled()
        gc.disable()  # a build makes millions of objects and hardly a cycle: a tenth of its time
        try:
            return self._build()
        except ChangedWhileReading as error:
            return Result(tell_change(error.path), self.timings)
        finally:
            if collecting:
                gc.enable()

    def _build(self) -> Result:
        memory, options = self.memory, self.options
        remembered = None
        with self.timings.stage("Remembering"):
            if memory is not None:
                memory.read()
                remembered = memory.recall("content", Remembered)
        cabinet = Drawer() if memory is None else memory.store
        with self.timings.stage("Loading", len(self.scan.entries)):
            root, as_of = options.root, options.as_of
            loaded = load_guide(root, as_of, cabinet, remembered, self.run, self.scan)
        if loaded.report.fails(strict=options.strict) or loaded.remembered is None:
            return self._stop(loaded)
        ledger = loaded.content.ledger
        with self.timings.stage("Planning"):
            changed = self.find_changed(loaded.changed)
            outline = Outline(loaded.guide, ledger)
            plan = self.plan(outline, loaded, changed)
            loaded.report.extend(plan.diagnostics)
        if loaded.report.fails(strict=options.strict):
            return self._stop(loaded)
        with self.timings.stage("Choosing"):
            oracle = self.make_oracle(loaded, outline)
            if memory is not None:
                memory.check(oracle, changed)
        renderer = Renderer(page_kinds(loaded.guide.site.twins), self.templates, oracle)
        return self._publish(loaded, plan, oracle, renderer)

    def _stop(self, loaded: Loaded) -> Result:
        if self.memory is not None:
            self.memory.store.commit()  # what could be read needn't be read again
        return Result(loaded.report, self.timings)

    def find_changed(self, changed: Inputs | None) -> Inputs | None:
        """Add to the changed inputs of the guide those of the theme."""
        before = self.memory.recall(THEME, dict[str, bytes]) if self.memory is not None else None
        if changed is None or before is None:
            return None
        now = self.theme.digests
        names = {name for name in before.keys() | now.keys() if before.get(name) != now.get(name)}
        return changed | {number_input(*name.split("/", 1)) for name in names}

    def plan(self, outline: Outline, loaded: Loaded, changed: Inputs | None) -> Plan:
        """Plan the pages; if nothing changed that the last plan was made of, it is that one."""
        known = self.memory.recall("plan", Plan) if self.memory is not None else None
        if (
            known is not None
            and changed is not None
            and changed.isdisjoint(unpack_numbers(known.inputs))
        ):
            return known
        report = Report()
        guide, ledger = loaded.guide, loaded.content.ledger
        site = guide.site

        def plan_and_look() -> list[Page]:
            check_before_plan(guide, self.theme.asset_paths, ledger, report)
            return plan_pages(outline, site)

        pages, inputs = ledger.watch(plan_and_look)
        check_paths(pages, report)
        return Plan(tuple(pages), tuple(report), pack_numbers(sorted(inputs)))

    def make_oracle(self, loaded: Loaded, outline: Outline) -> Oracle:
        """Make the oracle of everything that pages may ask."""
        ledger = loaded.content.ledger

        def read_template(name: str) -> str | None:
            ledger.note("templates", name)
            return self.templates.text(name)

        answers = make_answers(loaded.guide, outline, self.theme.asset_paths, ledger)
        answers[TEMPLATE.name] = read_template
        digests = {DIGESTED: loaded.content.digest_role}
        passing = PASSING | PASSING_LISTS | PASSING_MOVES | PASSING_POSTINGS
        passing |= PASSING_SKILLS | PASSED | PASSING_COVERAGE
        return Oracle(answers, ledger, digests, passing, PACKED | PACKED_STEPS, bulky=BULKY)

    def _publish(self, loaded: Loaded, plan: Plan, oracle: Oracle, renderer: Renderer) -> Result:
        options, memory, kinds = self.options, self.memory, renderer.kinds
        check_program(loaded.guide.site)
        publisher = Publisher(options.out, protected=options.protected, generator=GENERATOR)
        with self.timings.stage("Publishing"), publisher:
            with self.timings.stage("Keeping"):
                for path, content in self.theme.assets.values():
                    publisher.write(path, content)
                others, last = part_pages(plan.pages)
                chosen, orders = choose_pages(memory, kinds, others, publisher)
            try:
                rendered = self._render(renderer, oracle, orders, chosen, publisher)
                with self.timings.stage("Weighing"):
                    budgets, weighed = weigh_pages(others, publisher, memory, loaded.report)
                    tell_weights(weighed, oracle, memory)
                    chosen, again = choose_pages(memory, kinds, last, publisher)
                orders += again
                rendered |= self._render(renderer, oracle, again, chosen, publisher)
            except StageFailed as failure:
                raise publisher.explain(failure) from failure.error
            except RenderFailed as error:
                if not self.theme.is_overridden:
                    raise  # only the default theme was used: a bug of ours
                report_template(error, loaded.report)
                return self._stop(loaded)
            said = tuple(loaded.report)
            site, traces = loaded.guide.site, [rendered[page.path] for page in plan.pages]
            indexed = index_texts(site, traces, publisher, memory, self.timings)
            lost = tuple(one for one in publisher.find_lost_pages() if not goes_with_postings(one))
            check_lost(lost, publisher, options, loaded.report)
            if loaded.report.fails(strict=options.strict):
                return self._stop(loaded)
            if memory is not None:
                memory.keep_replaced(publisher)
            publication = publisher.commit()
        with self.timings.stage("Remembering"):
            roles = sum(1 for page in plan.pages if page.kind == "role")
            files = loaded.content.files
            built = Last(
                digest_inputs(options, files, self.theme),
                publication.tree,
                said,
                roles,
                len(traces),
                publication.files,
            )
            with suppress(OSError):  # of a template, say: the site is out, this only costs time
                more = {"plan": plan, LAST: built, **indexed, **weighed}
                self._remember(loaded, oracle, traces, more)
        return Result(
            loaded.report,
            self.timings,
            done=True,
            roles=roles,
            pages=len(traces),
            rendered=len(orders),
            files=publication.files,
            publication=publication,
            budgets=budgets,
        )

    def _render(
        self,
        renderer: Renderer,
        oracle: Oracle,
        orders: Sequence[Order],
        chosen: Mapping[str, Choice],
        publisher: Publisher,
    ) -> dict[str, Trace]:
        traces = {path: choice.trace for path, choice in chosen.items()}
        joiner = Joiner()
        now, late = divide_orders(renderer.kinds, orders)
        worker = Worker(renderer, oracle)
        if self._count_jobs("Rendering", now) > 1:
            oracle.make_shared()
            publisher.expect(form_path(one.page, form) for one in now for form in one.forms)
        done = self.run(
            "Rendering", worker.render, now, lambda: worker.write_by(publisher.branch().write)
        )
        for order, made in zip(now, done, strict=True):
            if self.memory is not None:
                self.memory.gather(made.learned)
            for one in made.files:
                if one.written is None:
                    publisher.write(one.path, one.content, one.sha256)
                else:
                    publisher.take(one.path, one.sha256, one.written)
            page = order.page
            traces[page.path] = joiner.join(page, made, chosen.get(page.path))
        with self.timings.stage("Gathering", len(late)):
            for made in make_late(renderer, late, publisher):
                traces[made.page.path] = joiner.join(made.page, made, chosen.get(made.page.path))
        return traces

    def _remember(
        self,
        loaded: Loaded,
        oracle: Oracle,
        traces: Sequence[Trace],
        more: dict[str, object],
    ) -> None:
        """Remember the build: all of it, or nothing when something can't be read now."""
        if self.memory is None:
            return
        for path in loaded.content.read:
            for kind in ("record", "table"):
                self.memory.trim(f"{kind}/{path}/", lambda key: key.rsplit("/", 1)[0], VERSIONS)
        written = False
        while not written:
            seen = list_surroundings(self.memory, loaded.guide.site, self.theme, self.templates)
            self.memory.write(oracle, traces, {**more, "content": loaded.remembered, **seen})
            written = not self.memory.begin_anew()


def name_item(item: object) -> str:
    """Name what a stage works on: a file, a check or a page."""
    if isinstance(item, Order):
        return item.page.path
    if isinstance(item, tuple):
        return next(part.path for part in item if isinstance(part, Entry))
    return " ".join(str(item).split("\0"))
