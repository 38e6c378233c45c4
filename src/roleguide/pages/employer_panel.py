"""P6 in short: who is behind a posting. The employer's own page has the rest."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from roleguide.guide.employer import Employer, Rating
from roleguide.pages.draft import Draft
from roleguide.pages.employer_pages import FICTIONAL, OURS, THIRD_PARTY, list_facts
from roleguide.pages.posting_card_view import make_initials
from roleguide.pages.posting_state_view import make_outward
from roleguide.pages.posting_views import EmployerPanel, RatingLine
from roleguide.pages.urls import path_of

NO_RATING: Final = "This guide knows no rating of this employer."
SITES: Final = (
    ("url", "Its own site"),
    ("accessibility_statement_url", "Accessibility statement"),
    ("eeo_url", "Equal opportunity statement"),
    ("benefits_url", "Benefits"),
)


def make_panel(draft: Draft, employer: Employer, logo: str) -> EmployerPanel:
    """Make the panel of an employer; ``logo`` is the output path of its logo, if it has one."""
    sources = tuple(draft.receipts.cite(source) for source in employer.sources)
    return EmployerPanel(
        name=employer.name,
        href=draft.href(path_of("employer", employer.id)),
        mark=make_initials(employer.name),
        logo=draft.href(logo) if logo else "",
        logo_alt=employer.logo_alt if logo else "",
        fictional=FICTIONAL if employer.fictional else "",
        facts=tuple(replace(fact, receipts=sources) for fact in list_facts(draft, employer)),
        ratings=tuple(_rating(draft, one) for one in employer.ratings),
        rating_missing="" if employer.ratings or employer.fictional else NO_RATING,
        links=tuple(
            make_outward(text, url)
            for field, text in SITES
            if (url := getattr(employer, field)) is not None
        ),
    )


def _rating(draft: Draft, rating: Rating) -> RatingLine:
    count, day = draft.amounts.count, draft.amounts.day(rating.as_of)
    people = f"{count(rating.sample_size)} answers, {rating.population}"
    details = [people, f"as of {day}"]
    if rating.rank is not None and rating.rank_of is not None:
        details.append(
            f"rank {count(rating.rank)} of {count(rating.rank_of)} {rating.peer_group}".rstrip()
        )
    number = draft.receipts.cite(rating.source, people, day)
    low, high = count(rating.scale_min), count(rating.scale_max)
    return RatingLine(
        f"{count(rating.value)} on a scale from {low} to {high}",
        "; ".join(details),
        OURS if rating.collected_by_us else THIRD_PARTY,
        (number,),
    )
