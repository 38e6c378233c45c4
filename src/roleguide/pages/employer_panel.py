"""P6 in short: who is behind a posting. The employer's own page has the rest."""

from __future__ import annotations

from typing import Final

from roleguide.guide.employer import Employer, Rating
from roleguide.guide.words import SizeBand
from roleguide.pages.caveats import place_name
from roleguide.pages.draft import Draft
from roleguide.pages.posting_card_view import make_initials
from roleguide.pages.posting_state_view import make_outward
from roleguide.pages.posting_views import EmployerPanel, RatingLine
from roleguide.pages.questions import INDUSTRY, SOURCE
from roleguide.pages.urls import path_of
from roleguide.pages.view_parts import Fact

FICTIONAL: Final = "Fictional: this employer was made up for the samples of this guide."
NO_RATING: Final = "This guide knows no rating of this employer."
SITES: Final = (
    ("url", "Its own site"),
    ("accessibility_statement_url", "Accessibility statement"),
    ("eeo_url", "Equal opportunity statement"),
    ("benefits_url", "Benefits"),
)


def make_panel(draft: Draft, employer: Employer, logo: str) -> EmployerPanel:
    """Make the panel of an employer; ``logo`` is the output path of its logo, if it has one."""
    return EmployerPanel(
        name=employer.name,
        href=draft.href(path_of("employer", employer.id)),
        mark=make_initials(employer.name),
        logo=draft.href(logo) if logo else "",
        logo_alt=employer.logo_alt if logo else "",
        fictional=FICTIONAL if employer.fictional else "",
        facts=_facts(draft, employer),
        ratings=tuple(_rating(draft, one) for one in employer.ratings),
        rating_missing="" if employer.ratings or employer.fictional else NO_RATING,
        links=tuple(
            make_outward(text, url)
            for field, text in SITES
            if (url := getattr(employer, field)) is not None
        ),
    )


def _facts(draft: Draft, employer: Employer) -> tuple[Fact, ...]:
    numbers = tuple(draft.receipts.cite(source) for source in employer.sources)
    facts = []
    if employer.industry is not None:
        industry = draft.ask(INDUSTRY, employer.industry)
        facts.append(("Industry", industry.title if industry is not None else employer.industry))
    if employer.size_band is not None:
        facts.append(("People", _word_size(employer.size_band)))
    if employer.headquarters is not None:
        facts.append(("Headquarters", place_name(draft, employer.headquarters)))
    if employer.founded is not None:
        facts.append(("Founded", str(employer.founded)))
    return tuple(Fact(name, value, "", numbers) for name, value in facts)


def _word_size(band: SizeBand) -> str:
    """Word a size: ``51–200``, ``10,000 or more``."""
    return "10,000 or more" if band == "10000+" else band.replace("-", "–")


def _rating(draft: Draft, rating: Rating) -> RatingLine:
    count, day = draft.amounts.count, draft.amounts.day
    details = [f"{count(rating.sample_size)} {rating.population}", day(rating.as_of)]
    if rating.rank is not None and rating.rank_of is not None:
        details.append(
            f"rank {count(rating.rank)} of {count(rating.rank_of)} {rating.peer_group}".rstrip()
        )
    publisher = draft.ask(SOURCE, rating.source).publisher
    by = "collected by this guide" if rating.collected_by_us else f"measured by {publisher}"
    number = draft.receipts.cite(rating.source, day(rating.as_of), rating.population)
    low, high = count(rating.scale_min), count(rating.scale_max)
    return RatingLine(
        f"{count(rating.value)} on a scale from {low} to {high}",
        "; ".join([*details, by]),
        (number,),
    )
