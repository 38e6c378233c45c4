"""Pages about the site: sources and method, glossary, prose pages, 404, redirects (L14, L17)."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from msgspec.structs import replace

from roleguide.engine.facts import Reader
from roleguide.engine.render import Page
from roleguide.guide.prose import Paragraph
from roleguide.guide.records import Source
from roleguide.guide.words import label
from roleguide.pages import views
from roleguide.pages.amounts import join_words
from roleguide.pages.draft import Draft
from roleguide.pages.questions import (
    ALL_SOURCES,
    ALL_TERMS,
    AS_OF,
    CITED_BY,
    PROSE_PAGE,
    SOURCE,
    TERM,
)
from roleguide.pages.urls import HOME, ROLES, SKILLS, path_of

METHOD: Final = (
    (
        "Which figure leads",
        (
            "A role’s headline pay is the first of these that exists: {order}. Within a kind, a "
            "figure for the role itself goes before one for its occupation code, and the newest "
            "date wins. It is always taken at the same place, so that cards can be compared."
        ),
    ),
    (
        "Kinds of pay stay apart",
        (
            "Official statistics, pay posted by employers, self-reported pay, modelled and "
            "editorial figures measure different people in different ways. They stand side by "
            "side, each with its source, place, period and date, and are never averaged."
        ),
    ),
    (
        "Percentile is not seniority",
        (
            "The 10th to 90th percentile say where people stand in an occupation. Pay by level is "
            "shown only where a source measured levels."
        ),
    ),
    (
        "How well a figure fits",
        (
            "Statistics are made for occupation codes, not for job titles. Each role says how its "
            "code fits: exactly, closely, or more broadly or narrowly than the role, and what "
            "else the code covers."
        ),
    ),
    (
        "What is missing is said",
        (
            "A figure that a publisher withheld is shown as not published, one at which counting "
            "stops as “at least”, and one that nobody measured as not known. Nothing is filled in "
            "by guessing."
        ),
    ),
)


def view_sources(reader: Reader, page: Page) -> views.SourcesPage:
    """L14: every source with its licence and what cites it; how figures are chosen."""
    draft = Draft(reader, page)
    order = join_words(
        [label("observation_kind", kind).lower() for kind in draft.site.headline_pay]
    )
    title = "Sources and method"
    summary = "Where every figure comes from, under which licence, and how figures are chosen."
    method = tuple(
        views.Section(
            draft.writer.anchor(name), name, draft.prose((Paragraph((text.format(order=order),)),))
        )
        for name, text in METHOD
    )
    return views.SourcesPage(
        shell=draft.shell(title, summary, as_of=draft.amounts.day(draft.ask(AS_OF))),
        title=title,
        summary=summary,
        method=method,
        sources=tuple(_entry(draft, draft.ask(SOURCE, slug)) for slug in draft.ask(ALL_SOURCES)),
    )


def _entry(draft: Draft, source: Source) -> views.SourceEntry:
    day = draft.amounts.day
    facts = [
        ("Publisher", source.publisher),
        ("Kind", label("source_kind", source.kind)),
        ("Release", source.release),
        (
            "Covers",
            f"{day(source.period_start)} to {day(source.period_end)}"
            if source.period_start and source.period_end
            else "",
        ),
        ("Published", day(source.published) if source.published else ""),
        ("Retrieved", day(source.retrieved)),
        ("Next release", day(source.next_release) if source.next_release else ""),
        ("Licence", source.licence.name),
    ]
    return views.SourceEntry(
        anchor=source.id,
        name=source.name,
        url=views.Address(source.url),
        facts=tuple(views.Fact(name, value) for name, value in facts if value),
        note=source.methodology_note,
        attribution=source.attribution,
        cited_by=tuple(
            draft.link(one.kind, one.id, one.title) for one in draft.ask(CITED_BY, source.id)
        ),
    )


def view_glossary(reader: Reader, page: Page) -> views.GlossaryPage:
    """L17: the glossary."""
    draft = Draft(reader, page)
    terms = []
    for slug in draft.ask(ALL_TERMS):
        term = draft.ask(TERM, slug)
        assert term is not None
        terms.append(views.Term(term.id, term.term, term.abbr, draft.prose(term.body)))
    title, summary = "Glossary", "Words of pay, statistics and occupations, in plain language."
    return views.GlossaryPage(draft.shell(title, summary), title, summary, tuple(terms))


def view_prose_page(reader: Reader, page: Page) -> views.ProsePage:
    """L17: a page of plain prose."""
    draft = Draft(reader, page)
    record = draft.ask(PROSE_PAGE, page.subject)
    assert record is not None
    body = draft.prose(record.body)
    shell = draft.shell(record.title, record.summary)
    return views.ProsePage(shell, record.title, record.summary, body, draft.receipts.cards())


def view_not_found(reader: Reader, page: Page) -> views.NotFoundPage:
    """The 404 page. It answers at any depth, so its links start at the base URL's path."""
    draft = Draft(reader, page)
    base = urlsplit(draft.site.base_url or "").path.rstrip("/")
    title = "Page not found"
    summary = "Nothing is at this address: the page was renamed, or the link is mistyped."
    shell = draft.shell(title, summary, noindex=True, twins=False)

    def absolute(link: views.Link) -> views.Link:
        return (
            link
            if link.href.startswith("https:")
            else views.Link(link.text, f"{base}/{link.href}", link.current)
        )

    return views.NotFoundPage(
        shell=replace(
            shell,
            canonical="",
            home=f"{base}/{shell.home}",
            styles=f"{base}/{shell.styles}",
            print_styles=f"{base}/{shell.print_styles}",
            script=f"{base}/{shell.script}",
            icon=f"{base}/{shell.icon}",
            feed="",
            breadcrumbs=(),
            navigation=tuple(absolute(link) for link in shell.navigation),
            footer=tuple(absolute(link) for link in shell.footer),
        ),
        title=title,
        summary=summary,
        links=tuple(
            absolute(views.Link(text, draft.href(path)))
            for text, path in (("Home", HOME), ("Roles, A to Z", ROLES), ("Skills", SKILLS))
        ),
    )


def view_redirect(reader: Reader, page: Page) -> views.RedirectPage:
    """An old address: its subject is ``kind/old id/new id``."""
    kind, _, new = page.subject.split("/")
    draft = Draft(reader, page)
    target = path_of(kind, new)
    title = "This page has moved"
    shell = draft.shell(title, title, noindex=True, twins=False, canonical_path=target)
    return views.RedirectPage(shell, title, views.Link("its new address", draft.href(target)))
