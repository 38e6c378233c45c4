"""A page being made: its reader, its receipts, its writer, and what every kind of page needs."""

from __future__ import annotations

from typing import Final

from roleguide.engine.facts import Reader
from roleguide.engine.render import Page
from roleguide.guide.words import PayPeriod, Twin
from roleguide.pages import views
from roleguide.pages.amounts import PERIOD_WORDS, amounts_of
from roleguide.pages.list_questions import PLACE_PAGE
from roleguide.pages.posting_questions import HAS_EMPLOYERS, HAS_POSTINGS
from roleguide.pages.prose import HtmlWriter, PageWriter, ShowFigure
from roleguide.pages.prose_text import MarkdownWriter, PlainWriter
from roleguide.pages.provenance import DRAFT_LABEL
from roleguide.pages.questions import (
    ALL_PAGES,
    ASSET,
    CARD,
    CATEGORY_TITLE,
    PAGE_TITLE,
    SITE,
    SKILL_NAME,
    Paid,
    RoleCard,
)
from roleguide.pages.receipts import Receipts
from roleguide.pages.structured_data import encode
from roleguide.pages.urls import (
    COVERAGE,
    DATA,
    EMPLOYERS,
    FEED,
    GLOSSARY,
    HOME,
    PATHS,
    PLACES,
    POSTINGS,
    ROLES,
    SALARIES,
    SEARCH,
    SKILLS,
    SOURCES,
    TOOLS,
    TWINS,
    Links,
    canonical,
    path_of,
    twin,
)
from roleguide.pages.ways import Way, choose_ways

NAVIGATION: Final = (
    ("Roles", ROLES),
    ("Salaries", SALARIES),
    ("Paths", PATHS),
    ("Skills", SKILLS),
    ("Tools", TOOLS),
)
FOOTER: Final = (
    ("Sources and method", SOURCES),
    ("Places", PLACES),
    ("Glossary", GLOSSARY),
    ("Coverage", COVERAGE),
)
TWIN_NAMES: Final[dict[Twin, str]] = {"markdown": "Markdown", "json": "JSON"}
STORE: Final = "store.js"
"""The script that keeps things in the browser; it stands before those that use it."""
INDEX_STYLES: Final = "index.css"
"""Of the home page, A–Z lists and pages that consist of links."""
CHAPTER_STYLES: Final = "chapters.css"
"""Of long tables and drawings: pay in detail, market, comparisons."""
CONTENT_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-src 'none'; object-src 'none'; worker-src 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
"""The policy of the meta element. ``frame-ancestors`` has no effect there, and
``upgrade-insecure-requests`` would break a plain http preview; both stand in ``_headers``."""


COMPARED_TO_ROLE: Final = {
    "close": "close",
    "broad": "broader",
    "narrow": "narrower",
    "related": "related",
}
"""What an occupation is to a role that its code does not match exactly."""


class Draft:
    """One page being made, for all its forms."""

    def __init__(self, reader: Reader, page: Page) -> None:
        self.reader = reader
        self.ask = reader.ask
        self.path = page.path
        """Where the page in HTML is published."""
        self._links = Links(page.path)
        self._skills: dict[str, views.Link] = {}
        self.subject = page.subject
        self.site = reader.ask(SITE)
        self.amounts = amounts_of(self.site.language, self.site.rounding)
        self.receipts = Receipts(reader, self.path, self.amounts)
        html = HtmlWriter(reader, self.path, self.receipts)
        markdown = MarkdownWriter(reader, self.path, self.receipts)
        self.plain = PlainWriter(reader, self.path, self.receipts)
        self._writers = (html, markdown, self.plain)
        self.writer = PageWriter(html, markdown)
        self.prose, self.text = self.writer.prose, self.writer.text

    def show_figures(self, show: ShowFigure) -> None:
        """Say how figures of running text are worded and cited."""
        for writer in self._writers:
            writer.figure = show

    def name_blanks(self, labels: dict[str, str]) -> None:
        """Say how the placeholders of letters are worded."""
        for writer in self._writers:
            writer.blank_labels = labels

    def href(self, target: str) -> str:
        """Return the link from this page to an output path."""
        return self._links.to(target)

    def link(self, kind: str, slug: str, text: str) -> views.Link:
        """Return a link to a record's page."""
        return views.Link(text, self.href(path_of(kind, slug)))

    def show_ways(self, ways: tuple[Way, ...]) -> tuple[views.Fact, ...]:
        """Return ways in as a list shows them: label, value = sentence, note = address."""
        found = choose_ways(self.site, ways)
        return tuple(views.Fact(way.title, way.about, self.href(way.path)) for way in found)

    def place_link(self, slug: str, name: str) -> views.Link | None:
        """Return a link to a place; ``None`` for one without a page of its own."""
        return self.link("place", slug, name) if self.ask(PLACE_PAGE, slug) else None

    def skill_link(self, slug: str) -> views.Link:
        """Return a link to a skill; related roles name the same ones again and again."""
        found = self._skills.get(slug)
        if found is None:
            found = self.link("skill", slug, self.ask(SKILL_NAME, slug) or slug)
            self._skills[slug] = found
        return found

    def card_of(self, slug: str) -> RoleCard:
        """Return the card of a role that is known to exist."""
        card = self.ask(CARD, slug)
        assert card is not None, f"no role {slug}"
        return card

    def card(
        self,
        slug: str,
        note: str = "",
        *,
        keep: tuple[views.Link, ...] = (),
        learn: tuple[views.Link, ...] = (),
        gain: str = "",
        move: str = "",
    ) -> views.Card:
        """Return a role as a card of a list."""
        card = self.card_of(slug)
        return views.Card(
            title=card.title,
            href=self.href(path_of("role", slug)),
            summary=card.summary,
            pay=self.typical_pay(card.headline),
            category=self.ask(CATEGORY_TITLE, card.category) or "",
            note=note,
            label=DRAFT_LABEL if card.imported else "",
            keep=keep,
            learn=learn,
            gain=gain,
            move=move,
        )

    def typical_pay(self, paid: Paid | None) -> str:
        """Word the headline of a card: ``$97,550 a year (median)``."""
        if paid is None:
            return "Pay not known"
        amount, measure = self.typical_parts(paid)
        return f"{amount} ({measure})" if measure else amount

    def typical_parts(self, paid: Paid) -> tuple[str, str]:
        """Word the headline in two parts: ``$97,550 a year`` and ``median``.

        A figure whose occupation is not the same as the role says so wherever it stands alone.
        """
        row = paid.row
        match = paid.code.match if paid.code is not None else "exact"
        of = "" if match == "exact" else f" of a {COMPARED_TO_ROLE[match]} occupation"
        period = PERIOD_WORDS[row.pay_period]
        match row.leading:
            case (name,):
                word = "median" if name == "p50" else "average"
                return f"{self.money(paid, name)} {period}", word + of
            case ("", high):
                return f"Up to {self.money(paid, high)} {period}", of.strip()
            case (low, ""):
                return f"From {self.money(paid, low)} {period}", of.strip()
            case (low, high):
                return f"{self.span(paid, low, high)} {period}", of.strip()
        raise AssertionError("a headline has an amount")

    def span(self, paid: Paid, low: str, high: str) -> str:
        """Word a range: ``$68,940 to $137,470``."""
        return f"{self.money(paid, low)} to {self.money(paid, high)}"

    def money(self, paid: Paid, name: str, period: PayPeriod | None = None) -> str:
        """Word one value of a pay row, converted when another period is asked for."""
        row = paid.row
        value = row.value(name) if period is None else row.convert(row.value(name), period)
        return self.amounts.value(value, row.currency, period or row.pay_period)

    def shell(
        self,
        title: str,
        description: str,
        crumbs: tuple[views.Link, ...] = (),
        nodes: tuple[dict[str, object], ...] = (),
        *,
        as_of: str = "",
        noindex: bool = False,
        twins: bool = True,
        canonical_path: str = "",
        crumb: str = "",
        styles: tuple[str, ...] = (),
        scripts: tuple[str, ...] = (),
    ) -> views.Shell:
        """Surround a page; ``crumbs`` are what stands between home and the page itself, ``crumb``
        is its own name there where its title is long.

        ``styles`` and ``scripts`` name the theme's files that this page needs and most pages don't;
        of two sheets, the later one has the last word, and of two scripts, it runs last.
        """
        site, base = self.site, self.site.base_url or ""
        home = views.Link("Home", self.href(HOME))
        trail = (
            (home, *crumbs, views.Link(crumb or title, "", current=True))
            if self.path != HOME
            else ()
        )
        if trail and not noindex:
            nodes = (*nodes, breadcrumb_list(trail, base, self.path))
        return views.Shell(
            language=site.language,
            site_name=site.name,
            tagline=site.tagline,
            title=f"{title} · {site.name}"
            if self.path != HOME
            else ": ".join(filter(None, (site.name, site.tagline))),
            description=description,
            canonical=canonical(base, canonical_path or self.path) if base else "",
            home=home.href,
            search=self.href(SEARCH),
            styles=self.href(self.ask(ASSET, "site.css")),
            print_styles=self.href(self.ask(ASSET, "print.css")),
            script=self.href(self.ask(ASSET, "site.js")),
            own_styles=tuple(self.href(self.ask(ASSET, name)) for name in styles),
            own_scripts=tuple(self.href(self.ask(ASSET, name)) for name in scripts),
            icon=self.href(self.ask(ASSET, "icon.svg")),
            content_policy=CONTENT_POLICY,
            breadcrumbs=trail,
            navigation=self._navigation(),
            footer=self._footer(),
            licence=f"Text and figures: {site.licence.name}, unless a source says otherwise.",
            as_of=as_of,
            twins=tuple(
                views.Link(TWIN_NAMES[form], self.href(twin(self.path, form)))
                for form in TWINS
                if twins and form in site.twins
            ),
            feed=self.href(FEED) if base else "",
            structured_data=self.writer.embed(encode(nodes) if nodes else ""),
            noindex=noindex,
        )

    def _navigation(self) -> tuple[views.Link, ...]:
        more = (("Postings", POSTINGS),) if self.ask(HAS_POSTINGS) else ()
        return tuple(
            views.Link(text, self.href(path), path == self.path)
            for text, path in (*NAVIGATION, *more)
        )

    def _footer(self) -> tuple[views.Link, ...]:
        more = (
            ("Employers", EMPLOYERS, self.ask(HAS_EMPLOYERS)),
            ("Open data", DATA, self.site.downloads),
        )
        named = (*FOOTER, *((text, path) for text, path, is_there in more if is_there))
        links = [views.Link(text, self.href(path), path == self.path) for text, path in named]
        for slug in self.ask(ALL_PAGES):
            path = path_of("page", slug)
            links.append(
                views.Link(self.ask(PAGE_TITLE, slug) or slug, self.href(path), path == self.path)
            )
        if self.site.contact_url:
            links.append(views.Link("Contact", self.site.contact_url))
        return tuple(links)


def breadcrumb_list(trail: tuple[views.Link, ...], base: str, path: str) -> dict[str, object]:
    """Return the ``BreadcrumbList`` of a page (structured data, section 5): the visible trail."""
    items = []
    for position, link in enumerate(trail, 1):
        item: dict[str, object] = {"@type": "ListItem", "position": position, "name": link.text}
        if base and link.href:
            item["item"] = canonical(base, resolve(path, link.href))
        items.append(item)
    return {"@type": "BreadcrumbList", "itemListElement": items}


def resolve(path: str, href: str) -> str:
    """Return the output path that a relative link leads to from the page at a path."""
    folder = path.rpartition("/")[0]
    while href.startswith("../"):
        folder, href = folder.rpartition("/")[0], href[3:]
    return f"{folder}/{href}" if folder else href
