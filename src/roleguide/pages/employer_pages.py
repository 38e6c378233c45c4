"""L6: the list of employers, and the page of one."""

from __future__ import annotations

from decimal import Decimal
from typing import Final
from urllib.parse import urlsplit

from roleguide.engine.facts import Reader
from roleguide.engine.render import Page
from roleguide.guide.employer import Employer, Rating
from roleguide.pages.amounts import count_text
from roleguide.pages.draft import Draft
from roleguide.pages.facets import facet_path
from roleguide.pages.figure_parts import Share, Shares
from roleguide.pages.list_pages import IndexHead, cut_entries, make_index
from roleguide.pages.pay_table import place_name
from roleguide.pages.posting_card_view import POSTING_STYLES, make_initials, make_tiles
from roleguide.pages.posting_counts import word_postings
from roleguide.pages.posting_list_views import (
    CountedLink,
    EmployerPage,
    OutsideLink,
    RatingView,
)
from roleguide.pages.posting_questions import (
    ALL_EMPLOYERS,
    EMPLOYER,
    POSTINGS_OF,
    ROLES_HIRED,
    Hired,
    Postings,
)
from roleguide.pages.questions import ASSET, INDUSTRY
from roleguide.pages.structured_data import employer_rating, organization
from roleguide.pages.urls import EMPLOYERS, path_of
from roleguide.pages.view_parts import Address, Fact, Link
from roleguide.pages.views import IndexEntry, IndexPage

FICTIONAL: Final = (
    "This employer does not exist. It was invented for this guide, so that sample postings have"
    " somebody behind them."
)
INVENTED: Final = "sample employer"
THIRD_PARTY: Final = "Others asked and published this; this guide only repeats it."
OURS: Final = "The authors of this guide asked these people themselves."
ROLES_SHOWN: Final = 24


def view_employers(reader: Reader, page: Page) -> IndexPage:
    """L6: every employer, A to Z, with its industry and its postings."""
    draft = Draft(reader, page)
    employers = draft.ask(ALL_EMPLOYERS)
    entries = []
    for one in employers:
        samples = one.open_count + one.closed_count if one.fictional else 0
        counts = word_postings(one.open_count, one.closed_count, samples)
        words = (_industry(draft, one.industry), counts, INVENTED if one.fictional else "")
        note = " · ".join(filter(None, words))
        entries.append(IndexEntry(one.name, draft.href(path_of("employer", one.id)), note))
    invented = all(one.fictional for one in employers)
    summary = (
        f"{count_text(len(employers), 'sample employer')}, invented for this guide so that its "
        "sample postings have somebody behind them."
        if invented
        else f"{count_text(len(employers), 'employer')}, with what is known of them and their "
        "postings."
    )
    head = IndexHead(EMPLOYERS, "Employers", summary, "Filter by name")
    return make_index(draft, head, *cut_entries(page, entries), noindex=invented)


def _industry(draft: Draft, code: str) -> str:
    if not code:
        return ""
    industry = draft.ask(INDUSTRY, code)
    return industry.title if industry is not None else ""


def view_employer(reader: Reader, page: Page) -> EmployerPage:
    """L6: an employer with its facts, ratings, roles and postings."""
    draft = Draft(reader, page)
    employer = draft.ask(EMPLOYER, page.subject)
    postings = draft.ask(POSTINGS_OF, "employer", employer.id)
    hired = draft.ask(ROLES_HIRED, employer.id)
    about = draft.prose(employer.body)
    source = employer.about_source
    about_receipts = (draft.receipts.cite(source),) if source else ()
    fact_receipts = tuple(draft.receipts.cite(source) for source in employer.sources)
    facts = list_facts(draft, employer)
    ratings = tuple(_rating(draft, one) for one in employer.ratings)
    summary = _summary(postings, hired)
    crumbs = (Link("Employers", draft.href(EMPLOYERS)),)
    nodes: tuple[dict[str, object], ...] = ()
    if not employer.fictional:
        ours = employer_rating(employer)
        nodes = (organization(employer), *((ours,) if ours is not None else ()))
    return EmployerPage(
        shell=draft.shell(
            employer.name,
            summary,
            crumbs,
            nodes,
            noindex=employer.fictional,
            styles=(POSTING_STYLES,),
        ),
        title=employer.name,
        summary=summary,
        fictional=FICTIONAL if employer.fictional else "",
        mark=make_initials(employer.name),
        logo=draft.href(draft.ask(ASSET, employer.logo)) if employer.logo else "",
        logo_alt=employer.logo_alt,
        about=about,
        about_receipts=about_receipts,
        facts=facts,
        fact_receipts=fact_receipts if facts else (),
        links=_links(employer),
        ratings=ratings,
        roles=tuple(_hired(draft, one) for one in hired[:ROLES_SHOWN]),
        roles_more=f"and {count_text(len(hired) - ROLES_SHOWN, 'more role')}"
        if len(hired) > ROLES_SHOWN
        else "",
        open=make_tiles(draft, postings.open),
        closed=make_tiles(draft, postings.closed),
        all=_all(draft, employer, postings),
        receipts=draft.receipts.cards(),
        attributions=draft.receipts.attributions(),
    )


def _summary(postings: Postings, hired: tuple[Hired, ...]) -> str:
    counts = word_postings(postings.open_count, postings.closed_count, postings.samples)
    if not counts:
        return "This guide has no posting of this employer."
    return f"{counts}, for {count_text(len(hired), 'role')}."


def _all(draft: Draft, employer: Employer, postings: Postings) -> Link | None:
    total = postings.open_count + postings.closed_count
    if not total:
        return None
    path = facet_path((("employer", employer.id),))
    return Link(f"All {total:,} as a list" if total > 1 else "As a list", draft.href(path))


def _hired(draft: Draft, one: Hired) -> CountedLink:
    counts = [(one.open_count, "open"), (one.closed_count, "closed")]
    words = ", ".join(f"{draft.amounts.count(count)} {word}" for count, word in counts if count)
    return CountedLink(one.title, draft.href(path_of("role", one.role)), words)


def list_facts(draft: Draft, employer: Employer) -> tuple[Fact, ...]:
    """List what is known of an employer in a word or two each."""
    industry, code = _industry(draft, employer.industry or ""), employer.industry or ""
    facts = [
        ("Legal name", employer.legal_name, ""),
        ("Industry", industry, f"NAICS {code}" if industry else ""),
        ("Size", _word_size(draft, employer.size_band or ""), ""),
        (
            "Headquarters",
            place_name(draft, employer.headquarters) if employer.headquarters else "",
            "",
        ),
        ("Founded", str(employer.founded or ""), ""),
    ]
    return tuple(Fact(name, value, note) for name, value, note in facts if value)


def _word_size(draft: Draft, band: str) -> str:
    """Word a band of sizes: ``51 to 200 people``."""
    count = draft.amounts.count
    if band.endswith("+"):
        return f"more than {count(int(band[:-1]))} people"
    low, dash, high = band.partition("-")
    return f"{count(int(low))} to {count(int(high))} people" if dash else ""


def _links(employer: Employer) -> tuple[OutsideLink, ...]:
    site = urlsplit(employer.url or "").hostname or ""
    pages = (
        (f"Its website, {site}", employer.url),
        ("Benefits", employer.benefits_url),
        ("Accessibility statement", employer.accessibility_statement_url),
        ("Equal opportunities", employer.eeo_url),
    )
    return tuple(OutsideLink(text, Address(url)) for text, url in pages if url)


def _rating(draft: Draft, rating: Rating) -> RatingView:
    number = draft.amounts.count
    people = f"{number(rating.sample_size)} answers from {rating.population}"
    day = draft.amounts.day(rating.as_of)
    cited = (draft.receipts.cite(rating.source, people, day),)
    facts = [Fact("Who answered", people, f"as of {day}")]
    if rating.rank is not None and rating.rank_of is not None:
        among = f"{number(rating.rank)} of {number(rating.rank_of)}"
        facts.append(Fact("Rank", among, rating.peer_group))
    return RatingView(
        value=f"{number(rating.value)} of {number(rating.scale_max)}",
        scale=f"on a scale from {number(rating.scale_min)} to {number(rating.scale_max)}",
        width=_width(rating, rating.value),
        facts=tuple(facts),
        aspects=_aspects(draft, rating, cited),
        note=OURS if rating.collected_by_us else THIRD_PARTY,
        receipts=cited,
    )


def _aspects(draft: Draft, rating: Rating, cited: tuple[int, ...]) -> Shares | None:
    if not rating.aspects:
        return None
    number = draft.amounts.count
    return Shares(
        title="By aspect, on the same scale",
        heading="Aspect",
        measure="Rating",
        shares=tuple(
            Share(one.aspect, number(one.value), _width(rating, one.value))
            for one in rating.aspects
        ),
        sentence=f"Bars begin at {number(rating.scale_min)}, the lower end of the scale.",
        receipts=cited,
    )


def _width(rating: Rating, value: Decimal) -> int:
    """Return the length of a bar from the lower end of the scale, 0 to 1000."""
    span = rating.scale_max - rating.scale_min
    if span <= 0:
        return 0
    return max(0, min(1000, round((value - rating.scale_min) / span * 1000)))
