"""Pages about the site: glossary, prose pages, 404, redirects (L17)."""

from __future__ import annotations

from urllib.parse import urlsplit

from msgspec.structs import replace

from roleguide.engine.facts import Reader
from roleguide.engine.render import Page
from roleguide.pages import site_views, views
from roleguide.pages.draft import INDEX_STYLES, Draft
from roleguide.pages.proficiency_view import explain_words
from roleguide.pages.questions import ALL_TERMS, PROSE_PAGE, TERM
from roleguide.pages.skill_questions import USES_PROFICIENCY
from roleguide.pages.urls import HOME, ROLES, SKILLS, path_of
from roleguide.pages.ways import SEARCH, TOOLS


def view_glossary(reader: Reader, page: Page) -> site_views.GlossaryPage:
    """L17: the glossary."""
    draft = Draft(reader, page)
    terms = []
    for slug in draft.ask(ALL_TERMS):
        term = draft.ask(TERM, slug)
        assert term is not None
        terms.append(site_views.Term(term.id, term.term, term.abbr, draft.prose(term.body)))
    title, summary = "Glossary", "Words of pay, statistics and occupations, in plain language."
    proficiency = explain_words() if draft.ask(USES_PROFICIENCY) else ()
    shell = draft.shell(title, summary)
    return site_views.GlossaryPage(shell, title, summary, tuple(terms), proficiency)


def view_prose_page(reader: Reader, page: Page) -> site_views.ProsePage:
    """L17: a page of plain prose."""
    draft = Draft(reader, page)
    record = draft.ask(PROSE_PAGE, page.subject)
    assert record is not None
    body = draft.prose(record.body)
    shell = draft.shell(record.title, record.summary)
    return site_views.ProsePage(shell, record.title, record.summary, body, draft.receipts.cards())


def view_tools(reader: Reader, page: Page) -> site_views.ToolsPage:
    """Every tool, so that the navigation needs one word for all."""
    draft = Draft(reader, page)
    title = "Tools"
    summary = "They work in your browser, without an account."
    return site_views.ToolsPage(
        shell=draft.shell(title, summary, styles=(INDEX_STYLES,)),
        title=title,
        summary=summary,
        tools=draft.show_ways((*TOOLS, SEARCH)),
    )


def view_not_found(reader: Reader, page: Page) -> site_views.NotFoundPage:
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

    return site_views.NotFoundPage(
        shell=replace(
            shell,
            canonical="",
            home=f"{base}/{shell.home}",
            search=f"{base}/{shell.search}",
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


def view_redirect(reader: Reader, page: Page) -> site_views.RedirectPage:
    """An old address: its subject is ``kind/old id/new id``."""
    kind, _, new = page.subject.split("/")
    draft = Draft(reader, page)
    target = path_of(kind, new)
    title = "This page has moved"
    shell = draft.shell(title, title, noindex=True, twins=False, canonical_path=target)
    return site_views.RedirectPage(shell, title, views.Link("its new address", draft.href(target)))
