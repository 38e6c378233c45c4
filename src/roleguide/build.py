"""A build on one screen: load, plan, render, publish."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Protocol, TypeVar

from msgspec import Struct

from roleguide import __version__
from roleguide.checks.budget import Budget, find_budget
from roleguide.content.assemble import load_guide
from roleguide.diagnostics import Place, Report
from roleguide.engine.facts import Oracle
from roleguide.engine.memory import Memory, Trace, fingerprint
from roleguide.engine.output import place_output
from roleguide.engine.pool import choose_jobs, render_pages
from roleguide.engine.publish import Publication, Publisher
from roleguide.engine.render import TEMPLATE, Renderer, RenderFailed, Templates
from roleguide.guide.guide import Guide
from roleguide.guide.records import Comparison
from roleguide.pages.comparison_view import complete_comparisons
from roleguide.pages.plan import (
    check_language,
    check_paths,
    former_ids,
    list_published,
    page_kinds,
    plan_pages,
)
from roleguide.pages.questions import make_answers
from roleguide.pages.theme import read_assets, theme_folders

T = TypeVar("T")
GENERATOR = f"roleguide {__version__}"
LIBRARIES = ("jinja2", "markupsafe", "markdown-it-py", "pyyaml", "msgspec", "babel")
"""Libraries whose version may change a page."""
LOST_SHARE = 10
"""Percent of the published pages that may vanish in one build before it stops (hazard H44)."""
LOST_FEW = 3
"""So few lost pages never stop a build that is not strict."""


class Progress(Protocol):
    """Shows how far a stage is."""

    def __call__(self, stage: str, items: Iterable[T], total: int) -> Iterable[T]:
        """Yield the items and show them going by."""
        ...


class Options(Struct, frozen=True):
    """How to build.

    ``memory`` is the folder of the memory (``None``: build without); ``allow_removals`` is how many
    published pages may vanish (``None``: the default rule).
    """

    root: Path
    out: Path
    as_of: date
    strict: bool = False
    jobs: int | None = None
    memory: Path | None = None
    allow_removals: int | None = None


class Result(Struct, frozen=True):
    """What a build came to; ``publication`` is ``None`` when nothing was published."""

    report: Report
    guide: Guide
    pages: int = 0
    rendered: int = 0
    publication: Publication | None = None
    budget: Budget | None = None


def build_site(options: Options, progress: Progress) -> Result:
    """Build and publish a site; the published one stays as it is unless everything is right."""
    protected = [options.root / name for name in ("content", "templates", "assets")]
    place_output(options.out, protected)  # a dangerous folder is refused before anything else
    guide, report = load_guide(
        options.root, options.as_of, lambda files, total: progress("Reading", files, total)
    )
    if report.fails(strict=options.strict):
        return Result(report, guide)
    comparisons = complete_comparisons(guide.roles, guide.comparisons)
    pages = plan_pages(guide, comparisons)
    check_language(guide.site, report)
    check_paths(pages, report)
    if report.fails(strict=options.strict):
        return Result(report, guide)
    assets = read_assets(options.root)
    renderer, oracle = _make_renderer(options.root, guide, comparisons, assets)
    memory = _open_memory(options)
    with Publisher(options.out, protected=protected, generator=GENERATOR) as publisher:
        for path, content in assets.values():
            publisher.write(path, content)
        traces = [
            trace
            for page in pages
            if (trace := memory.find(page, oracle)) is not None
            and publisher.keep(page.path, trace.sha256)
        ]
        fresh = {trace.page for trace in traces}
        stale = [page for page in pages if page not in fresh]
        try:
            jobs = choose_jobs(options.jobs, len(stale))
            with contextlib.closing(render_pages(renderer, stale, jobs)) as made:
                for one in progress("Rendering", made, len(stale)):
                    publisher.write(one.page.path, one.content)
                    traces.append(Trace(one.page, one.facts, sha256(one.content).hexdigest()))
        except RenderFailed as error:
            if not (options.root / "templates").is_dir():
                raise  # only the default theme was used: a bug of ours
            _report_template(error, report)
            return Result(report, guide)
        _check_lost(publisher.find_lost_pages(), publisher, options, report)
        if report.fails(strict=options.strict):
            return Result(report, guide)
        publication = publisher.commit()
    _write_memory(memory, traces, options)
    budget = find_budget(options.out, publication) if publication.changed else None
    return Result(report, guide, len(pages), len(stale), publication, budget)


def _make_renderer(
    root: Path,
    guide: Guide,
    comparisons: dict[str, Comparison],
    assets: dict[str, tuple[str, bytes]],
) -> tuple[Renderer, Oracle]:
    templates = Templates(theme_folders(root, "templates"))
    answers = make_answers(
        guide,
        comparisons,
        {name: path for name, (path, _) in assets.items()},
        list_published(guide, comparisons),
        former_ids(guide),
    )
    answers[TEMPLATE.name] = templates.text
    oracle = Oracle(answers)
    return Renderer(page_kinds(), templates, oracle), oracle


def _open_memory(options: Options) -> Memory:
    """Read the memory of earlier builds; without a folder for it nothing is remembered."""
    if options.memory is None:
        return Memory(Path(os.devnull), "none")
    memory = Memory(options.memory, fingerprint(Path(str(files("roleguide"))), LIBRARIES))
    memory.read()
    return memory


def _write_memory(memory: Memory, traces: list[Trace], options: Options) -> None:
    """Remember the pages; the site is out already, so a failure here only costs time."""
    if options.memory is not None:
        with contextlib.suppress(OSError):
            memory.write(traces)


def _report_template(error: RenderFailed, report: Report) -> None:
    report.error(
        Place(f"templates/{error.template}", error.line, 1),
        "bad-template",
        f"The template can’t be rendered for {error.page.path}: {error.reason}.",
        "correct the template, or delete it to use the default one",
    )


def _check_lost(
    lost: tuple[str, ...], publisher: Publisher, options: Options, report: Report
) -> None:
    """Stop when published pages would vanish: many of them, or any at all in a strict build."""
    if not lost or publisher.published is None:
        return
    pages = sum(1 for path in publisher.published.files if path.endswith("index.html"))
    if options.allow_removals is not None:
        stops = len(lost) > options.allow_removals
    else:
        stops = len(lost) > LOST_FEW and len(lost) * 100 > pages * LOST_SHARE
    say = report.error if stops else report.warning
    if options.allow_removals is not None and not stops:
        return
    shown = ", ".join(lost[:5]) + (" …" if len(lost) > 5 else "")
    say(
        Place("content"),
        "pages-lost",
        f"{len(lost)} of {pages} published pages would vanish without a redirect: {shown}.",
        f"list old ids under `formerly:`, or say --allow-removals {len(lost)}",
    )
