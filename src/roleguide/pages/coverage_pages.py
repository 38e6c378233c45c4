"""L16: which roles lack what, what is overdue, how old the figures are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from heapq import nsmallest
from typing import Final

from roleguide.engine.facts import Reader
from roleguide.engine.render import Page
from roleguide.guide.figures import Month
from roleguide.guide.gaps import PARTS, list_parts
from roleguide.pages.amounts import count_text, join_words, lower_first
from roleguide.pages.coverage_questions import (
    COVERED,
    MOST_DUE,
    SOURCES_DUE,
    TALLIED,
    Aged,
    Covered,
    Due,
    Tally,
)
from roleguide.pages.coverage_views import (
    AgeLine,
    CoveragePage,
    CoveredLine,
    FieldCoveragePage,
    FieldShare,
    PartShare,
)
from roleguide.pages.draft import Draft
from roleguide.pages.list_questions import FIELD_SLICE, FINDER_FIELDS, FINDER_MEMBERS
from roleguide.pages.list_slices import split_page
from roleguide.pages.pager import make_pager, style_pager
from roleguide.pages.provenance import DRAFT_LABEL
from roleguide.pages.questions import CATEGORY_TITLE, SOURCE
from roleguide.pages.skill_pages import SKILL_STYLES
from roleguide.pages.urls import COVERAGE, WEIGHT, coverage_path, path_of
from roleguide.pages.view_parts import Fact, Link

COVERAGE_STYLES: Final = "coverage.css"
MOST_FIGURES: Final = 40
"""Lines of sources and periods; of more, those that the most roles show."""
WHAT: Final = {"pay": "Pay", "projection": "Projection"}
TITLE: Final = "Coverage"


def view_coverage(reader: Reader, page: Page) -> CoveragePage:
    """L16: the whole guide in numbers. It names no role but those that are overdue, so that an edit
    of a role leaves it alone unless what it lacks has changed."""
    draft = Draft(reader, page)
    fields = {
        one.category: _add(
            [
                draft.ask(TALLIED, *draft.ask(FINDER_MEMBERS, f"{one.category}/{number}"))
                for number in range(one.shards)
            ]
        )
        for one in draft.ask(FINDER_FIELDS)
    }
    total = _add(list(fields.values()))
    parts = tuple(_parts(draft, total)) if total.roles else ()
    count = draft.amounts.count
    figures = sorted(total.figures, key=lambda one: (-one.roles, one))
    newer = {one.id: draft.amounts.day(one.on) for one in draft.ask(SOURCES_DUE)}
    summary = (
        "What readers expect of each role and what is still missing, what is due for review, and "
        "how old the figures are."
    )
    return CoveragePage(
        shell=draft.shell(TITLE, summary, styles=(SKILL_STYLES, COVERAGE_STYLES)),
        title=TITLE,
        summary=summary,
        glance=tuple(_glance(draft, total)),
        parts=tuple(sorted(filter(_is_open, parts), key=lambda one: one.held)),
        whole=tuple(one.name for one in parts if not _is_open(one)),
        parts_sentence=_word_parts(parts),
        fields=tuple(_field(draft, slug, tally, total) for slug, tally in fields.items()),
        due=tuple(_due(draft, "role", one) for one in total.due),
        due_sentence=_word_due(draft, total),
        sources=tuple(_due(draft, "source", one) for one in draft.ask(SOURCES_DUE)[:MOST_DUE]),
        sources_sentence=_word_sources(draft, len(newer)),
        figures=tuple(_age(draft, one, newer) for one in figures[:MOST_FIGURES]),
        figures_more=f"and {count(len(figures) - MOST_FIGURES)} more"
        if len(figures) > MOST_FIGURES
        else "",
        weight=Link("How light the pages are", draft.href(WEIGHT)),
    )


def _add(tallies: list[Tally]) -> Tally:
    """Add up the tallies of different roles."""
    figures: Counter[tuple[str, Month, int, str]] = Counter()
    for tally in tallies:
        for one in tally.figures:
            figures[one.what, one.held, one.until, one.source] += one.roles
    width = range(len(PARTS))
    return Tally(
        roles=sum(one.roles for one in tallies),
        complete=sum(one.complete for one in tallies),
        drafts=sum(one.drafts for one in tallies),
        waiting=sum(one.waiting for one in tallies),
        overdue=sum(one.overdue for one in tallies),
        lacking=tuple(sum(one.lacking[bit] for one in tallies) for bit in width),
        unknown=tuple(sum(one.unknown[bit] for one in tallies) for bit in width),
        due=tuple(nsmallest(MOST_DUE, (due for one in tallies for due in one.due))),
        figures=tuple(sorted(Aged(*one, roles=number) for one, number in figures.items())),
    )


def _glance(draft: Draft, total: Tally) -> Iterator[Fact]:
    count = draft.amounts.count
    yield Fact("Roles", count(total.roles))
    yield Fact("With everything", f"{count(total.complete)} of {count(total.roles)}")
    yield Fact("Overdue for review", count(total.overdue) if total.overdue else "None")
    if total.drafts:
        yield Fact("Drafts from public data", count(total.drafts))
    if total.waiting:
        yield Fact("Waiting for a review", count(total.waiting))


def _parts(draft: Draft, total: Tally) -> Iterator[PartShare]:
    count = draft.amounts.count
    for bit, part in enumerate(PARTS):
        unknown = total.unknown[bit]
        held = total.roles - total.lacking[bit] - unknown
        note = f"{count_text(unknown, 'role')} say{'s' * (unknown == 1)} why nobody knows it"
        yield PartShare(
            part.name,
            held,
            total.roles,
            f"{count(held)} of {count(total.roles)}",
            note if unknown else "",
        )


def _is_open(part: PartShare) -> bool:
    return part.held < part.of


def _word_parts(parts: tuple[PartShare, ...]) -> str:
    if not parts:
        return "There are no roles yet."
    if not any(map(_is_open, parts)):
        return f"Readers expect {len(parts)} parts of a role, and every role has all of them."
    return (
        f"Readers expect {len(parts)} parts of a role. What is missing is left out of its page or "
        "named there; nothing is filled in."
    )


def _field(draft: Draft, slug: str, tally: Tally, total: Tally) -> FieldShare:
    count = draft.amounts.count
    return FieldShare(
        Link(draft.ask(CATEGORY_TITLE, slug) or slug, draft.href(coverage_path(slug))),
        count(tally.roles),
        count(tally.complete),
        count(tally.drafts) if total.drafts else "",
        count(tally.overdue) if total.overdue else "",
    )


def _due(draft: Draft, kind: str, one: Due) -> Fact:
    return Fact(one.title, f"due by {draft.amounts.day(one.on)}", draft.href(path_of(kind, one.id)))


def _word_due(draft: Draft, total: Tally) -> str:
    if not total.overdue:
        return "No role is overdue for review."
    rest = total.overdue - len(total.due)
    if rest:
        return f"The longest overdue; {draft.amounts.count(rest)} more are in the lists by field."
    return "The longest overdue first."


def _word_sources(draft: Draft, number: int) -> str:
    if not number:
        return "Of no source is a newer release due."
    if number > MOST_DUE:
        return f"The longest due of {draft.amounts.count(number)} sources."
    return "Figures of these sources may be out of date."


def _age(draft: Draft, one: Aged, newer: dict[str, str]) -> AgeLine:
    since = newer.get(one.source)
    return AgeLine(
        WHAT[one.what],
        draft.link("source", one.source, draft.ask(SOURCE, one.source).name),
        f"{one.held.year}–{one.until}" if one.until else draft.amounts.month(one.held),
        draft.amounts.count(one.roles),
        f"a newer release was due by {since}" if since else "",
    )


def view_field_coverage(reader: Reader, page: Page) -> FieldCoveragePage:
    """L16: the roles of a field by title, and what each lacks."""
    draft = Draft(reader, page)
    slug, at = split_page(page.subject)
    held = draft.ask(FIELD_SLICE, slug, str(at))
    roles = draft.ask(COVERED, *held.ids)
    field = draft.ask(CATEGORY_TITLE, slug) or slug
    title = f"Coverage: {field}" + (f", page {at}" if at > 1 else "")
    whole = sum(1 for one in roles if not one.gaps)
    having = f"{draft.amounts.count(whole) if whole else 'none'} of these"
    if whole == len(roles):
        having = "all of these" if whole > 1 else "it"
    summary = (
        f"{held.part.word()}{count_text(held.part.total, 'role')} by title; {having} "
        f"{'has' if whole == 1 else 'have'} everything that readers expect."
    )
    crumbs = [Link(TITLE, draft.href(COVERAGE))]
    if at > 1:
        crumbs.append(Link(field, draft.href(coverage_path(slug))))
    return FieldCoveragePage(
        shell=draft.shell(
            title,
            summary,
            tuple(crumbs),
            crumb=field if at == 1 else f"Page {at}",
            styles=(*style_pager(held.part), COVERAGE_STYLES),
        ),
        title=title,
        summary=summary,
        category=draft.link("category", slug, field),
        lines=tuple(_line(draft, one) for one in roles),
        pager=make_pager(draft, lambda page: coverage_path(slug, page), at, held.part.pages),
    )


def _line(draft: Draft, one: Covered) -> CoveredLine:
    day = draft.amounts.day
    label = {"imported": DRAFT_LABEL, "needs_review": "Waiting for a review"}.get(one.status, "")
    unknown = [lower_first(part.name) for part in list_parts(one.unknown)]
    due = ""
    if one.review_by is not None:
        due = f"{'overdue since' if one.overdue else 'due by'} {day(one.review_by)}"
    return CoveredLine(
        draft.link("role", one.id, one.title),
        label,
        tuple(part.name for part in list_parts(one.gaps)),
        f"Not measured by anyone: {join_words(unknown)}" if unknown else "",
        day(one.reviewed) if one.reviewed is not None else "",
        due,
        one.overdue,
    )
