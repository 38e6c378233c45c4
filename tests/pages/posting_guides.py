"""Tiny postings and employers made in code."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from roleguide.guide.employer import Employer, Rating, RatingAspect
from roleguide.guide.figures import Place
from roleguide.guide.posting import (
    PostedPay,
    Posting,
    PostingText,
    Requirement,
    brief_posting,
)
from roleguide.guide.prose import Cite, Paragraph, Prose
from roleguide.pages.mentions import cited_sources


def make_employer(slug: str = "acme", **fields: Any) -> Employer:
    """A real employer of which nothing but name, address and text is known."""
    known: dict[str, Any] = {
        "id": slug,
        "body": (Paragraph((f"What {slug} does.",)),),
        "name": f"{slug.replace('-', ' ').capitalize()} Works",
        "url": f"https://{slug}.example/",
    }
    return Employer(**{**known, **fields})


def make_posting(slug: str = "job", **fields: Any) -> Posting:
    """An open posting of the role alpha, ten days before the guide's day."""
    known: dict[str, Any] = {
        "id": slug,
        "text": PostingText(summary=(Paragraph((f"About {slug}.",)),)),
        "title": f"{slug.replace('-', ' ').capitalize()} posting",
        "employer": "acme",
        "role": "alpha",
        "date_posted": date(2026, 11, 11),
        "url": f"https://acme.example/{slug}",
        "apply_url": f"https://acme.example/{slug}/apply",
    }
    return Posting(**{**known, **fields})


def parts_of_postings(postings: Iterable[Posting]) -> dict[str, Any]:
    """Postings as a guide holds them: whole, and their briefs; only published ones."""
    published = [posting for posting in postings if posting.published]
    return {
        "postings": {posting.id: posting for posting in published},
        "posting_briefs": {
            posting.id: brief_posting(posting, cited_sources(posting.text)) for posting in published
        },
    }


def supply_texts() -> Callable[[], str]:
    """One text after the other: ``Text 0``, ``Text 1`` …"""
    numbers = count()
    return lambda: f"Text {next(numbers)}"


def pay(amounts: str) -> PostedPay:
    """Pay in its compact spelling."""
    return PostedPay.from_text(amounts)


def asks(*skills: str, **fields: Any) -> Requirement:
    """A qualification that names skills."""
    return Requirement(("Skill.",), skills, **fields)


def full_employer(text: Callable[[], str], slug: str = "acme", **fields: Any) -> Employer:
    """An employer with a text in every field that takes one."""
    known: Mapping[str, Any] = {
        "body": (Paragraph((text(), Cite("survey", text()))),),
        "name": text(),
        "legal_name": text(),
        "about_source": "survey",
        "sources": ("survey",),
        "industry": "54",
        "size_band": "51-200",
        "headquarters": "us-co",
        "founded": 1999,
        "accessibility_statement_url": "https://x.example/access",
        "eeo_url": "https://x.example/eeo",
        "benefits_url": "https://x.example/benefits",
        "ratings": (make_rating_of(text),),
    }
    return make_employer(slug, **{**known, **fields})


def make_rating_of(text: Callable[[], str], **fields: Any) -> Rating:
    """A rating of others, 4.1 on a scale from 1 to 5, with two aspects and a rank."""
    known: dict[str, Any] = {
        "value": Decimal("4.1"),
        "scale_min": Decimal(1),
        "scale_max": Decimal(5),
        "sample_size": 1234,
        "population": text(),
        "source": "survey",
        "as_of": date(2026, 3, 1),
        "collected_by_us": False,
        "aspects": (RatingAspect(text(), Decimal("3.9")), RatingAspect(text(), Decimal(2))),
        "rank": 12,
        "rank_of": 419,
        "peer_group": text(),
    }
    return Rating(**{**known, **fields})


def full_posting(text: Callable[[], str], slug: str = "job", **fields: Any) -> Posting:
    """A posting with a text in every field that takes one."""

    def prose() -> Prose:
        return (Paragraph((text(), Cite("survey", text()))),)

    known: dict[str, Any] = {
        "text": PostingText(
            summary=prose(),
            description=prose(),
            responsibilities=((text(),), (text(),)),
            minimum=(
                Requirement((text(),), ("python",), 36, 60),
                Requirement((text(),), education_level="bachelors_degree", or_equivalent=True),
            ),
            preferred=(Requirement((text(),), ("sql",)),),
            pay_and_benefits=prose(),
            notes=prose(),
        ),
        "title": text(),
        "level": "senior",
        "track": "individual_contributor",
        "department": text(),
        "requisition_id": text(),
        "application_window": "fixed",
        "valid_through": date(2027, 1, 31),
        "places": ("us-co",),
        "workplace_type": "hybrid",
        "employment_types": ("full_time",),
        "work_pattern": ("days",),
        "pay": PostedPay(
            "USD", "year", Decimal(115000), Decimal(210000), "total_cash", (text(), text())
        ),
        "benefits": ("paid_leave", "equity"),
        "skills": ("writing",),
    }
    return make_posting(slug, **{**known, **fields})


DENVER = Place(
    "denver", "Denver", "city", iso_3166_1="US", iso_3166_2="US-CO", parent="us-co", currency="USD"
)
BRITAIN = Place("gb", "United Kingdom", "country", iso_3166_1="GB", currency="GBP")
