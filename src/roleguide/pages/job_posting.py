"""``JobPosting``: an open posting as structured data.

The profile follows Google's documentation as of November 2026
(https://developers.google.com/search/docs/appearance/structured-data/job-posting). Whatever it says
stands on the page; what the posting does not state is left out. A posting that states neither a
place nor that the work is remote can't have the markup, because a place is required.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from roleguide.guide.employer import Employer
from roleguide.guide.figures import Place
from roleguide.guide.posting import PostedPay, Posting, brief_posting
from roleguide.pages.draft import Draft
from roleguide.pages.job_description import write_description
from roleguide.pages.questions import PLACE
from roleguide.pages.structured_data import CREDENTIALS
from roleguide.pages.urls import canonical

Node = dict[str, object]
TELECOMMUTE: Final = "TELECOMMUTE"
REGIONS: Final = {"country": "Country", "subdivision": "State", "metro": "City", "city": "City"}
"""Types of the places where a remote worker may live, by kind of place."""


def make_job_posting(
    draft: Draft, posting: Posting, employer: Employer, logo: str
) -> tuple[Node, ...]:
    """Return the node of an open posting, or nothing where a required property is not stated.

    ``logo`` is the output path of the employer's logo, empty without one.
    """
    location = _locate(draft, posting)
    description = write_description(draft.plain, posting)
    if not location or not description:
        return ()
    node: Node = {
        "@type": "JobPosting",
        "title": posting.title,
        "description": description,
        "datePosted": posting.date_posted.isoformat(),
        "hiringOrganization": _organization(draft, employer, logo),
        **location,
    }
    if posting.valid_through is not None:
        node["validThrough"] = posting.valid_through.isoformat()
    if isinstance(posting.employment_types, tuple) and posting.employment_types:
        node["employmentType"] = [one.upper() for one in posting.employment_types]
    if posting.requisition_id:
        node["identifier"] = {
            "@type": "PropertyValue",
            "name": employer.name,
            "value": posting.requisition_id,
        }
    salary = _pay(posting.posted_pay)
    if salary:
        node["baseSalary"] = salary
    node |= _requirements(posting)
    if posting.apply_url is not None:
        node["directApply"] = posting.direct_apply
    return (node,)


def _organization(draft: Draft, employer: Employer, logo: str) -> Node:
    node: Node = {"@type": "Organization", "name": employer.name}
    if employer.url is not None:
        node["sameAs"] = employer.url
    if logo and draft.site.base_url:
        node["logo"] = canonical(draft.site.base_url, logo)
    return node


def _locate(draft: Draft, posting: Posting) -> Node:
    """Return where the work is: addresses, or that it is remote and from where it may be done."""
    node: Node = {}
    addresses = [
        {"@type": "Place", "address": address}
        for slug in posting.where
        if (address := _address(_climb(draft, slug)))
    ]
    if addresses:
        node["jobLocation"] = addresses
    if posting.workplace_type == "remote":
        regions = [
            {"@type": REGIONS[place.kind], "name": place.name}
            for slug in posting.applicant_places
            if (place := draft.ask(PLACE, slug)) is not None and place.kind in REGIONS
        ]
        if regions:
            node["applicantLocationRequirements"] = regions
        if node:
            node["jobLocationType"] = TELECOMMUTE
    return node


def _climb(draft: Draft, slug: str) -> list[Place]:
    """List a place and what contains it, nearest first."""
    found: list[Place] = []
    while slug and (place := draft.ask(PLACE, slug)) is not None and place not in found:
        found.append(place)
        slug = place.parent
    return found


def _address(places: list[Place]) -> Node:
    """Return a postal address from a place and what contains it; empty without a country."""
    node: Node = {"@type": "PostalAddress"}
    for place in places:
        if place.kind in ("city", "metro"):
            node.setdefault("addressLocality", place.name)
        elif place.kind == "subdivision":
            node.setdefault("addressRegion", place.name)
    code = next((place.iso_3166_1 for place in places if place.iso_3166_1), "")
    return node | {"addressCountry": code} if code else {}


def _pay(pay: PostedPay | None) -> Node:
    """Return base pay as the posting states it; pay of another measure is none."""
    if pay is None or pay.pay_basis != "base":
        return {}
    value: Node = {"@type": "QuantitativeValue", "unitText": pay.pay_period.upper()}
    if pay.min is not None and pay.min == pay.max:
        value["value"] = _number(pay.min)
    else:
        ends = {"minValue": pay.min, "maxValue": pay.max}
        value |= {name: _number(end) for name, end in ends.items() if end is not None}
    if len(value) == len(("@type", "unitText")):
        return {}
    return {"@type": "MonetaryAmount", "currency": pay.currency, "value": value}


def _number(amount: Decimal) -> int | Decimal:
    return int(amount) if amount == amount.to_integral_value() else amount


def _requirements(posting: Posting) -> Node:
    brief = brief_posting(posting, ())
    node: Node = {}
    credential = CREDENTIALS.get(brief.education_level or "")
    if credential is not None:
        node["educationRequirements"] = {
            "@type": "EducationalOccupationalCredential",
            "credentialCategory": credential,
        }
    elif brief.education_level == "no_formal_credential":
        node["educationRequirements"] = "no requirements"
    if brief.min_months:
        node["experienceRequirements"] = {
            "@type": "OccupationalExperienceRequirements",
            "monthsOfExperience": brief.min_months,
        }
    if brief.or_equivalent and len(node) == len(("education", "experience")):
        node["experienceInPlaceOfEducation"] = True
    return node
