"""JSON-LD: one graph a page, in the vocabulary of schema.org.

The profile follows Google's documentation as of November 2026. ``Occupation``, ``FAQPage`` and
``BreadcrumbList`` are emitted as vocabulary; the first two have no rich result any more.
"""

from __future__ import annotations

from typing import Final

import msgspec

from roleguide.guide.codes import SCHEME_NAMES
from roleguide.guide.employer import Employer
from roleguide.guide.figures import PERCENTILES, Place
from roleguide.guide.role import Role
from roleguide.pages.amounts import Amounts
from roleguide.pages.questions import Paid

DURATIONS: Final = {"hour": "PT1H", "day": "P1D", "week": "P1W", "month": "P1M", "year": "P1Y"}
"""ISO 8601 durations of pay periods."""
PERCENTILE_NAMES: Final = {
    "p10": "percentile10",
    "p25": "percentile25",
    "p50": "median",
    "p75": "percentile75",
    "p90": "percentile90",
}
PLACES: Final = {"country": "Country", "subdivision": "State", "metro": "City", "city": "City"}
ESCAPED: Final = {char: f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}
"""Characters that could end a script element or a line, and how JSON writes them."""
ENCODER: Final = msgspec.json.Encoder(decimal_format="number")
CREDENTIALS: Final = {
    "high_school_diploma_or_equivalent": "high school",
    "postsecondary_nondegree_award": "professional certificate",
    "associates_degree": "associate degree",
    "bachelors_degree": "bachelor degree",
    "masters_degree": "postgraduate degree",
    "doctoral_or_professional_degree": "postgraduate degree",
}
"""Google's ``credentialCategory`` for the education levels that have one."""


def encode(nodes: tuple[dict[str, object], ...]) -> str:
    """Write nodes as one JSON-LD document that is safe inside a script element and strict JSON."""
    document: dict[str, object] = {"@context": "https://schema.org"}
    if len(nodes) == 1:
        document |= nodes[0]
    else:
        document["@graph"] = list(nodes)
    return encode_json(document)


def encode_json(value: object) -> str:
    """Write strict JSON with every character escaped that could end a script element or a line."""
    text = ENCODER.encode(value).decode()
    for char, escaped in ESCAPED.items():
        if char in text:
            text = text.replace(char, escaped)
    return text


def occupation(
    role: Role,
    paid: Paid | None,
    place: Place | None,
    *,
    address: str,
    duties: list[str],
    skills: list[str],
    amounts: Amounts,
) -> dict[str, object]:
    """Return the ``Occupation`` of a role page; values and rounding equal what the page shows."""
    node: dict[str, object] = {
        "@type": "Occupation",
        "name": role.title,
        "description": role.summary,
        "responsibilities": duties,
        "skills": skills,
    }
    if address:
        page: dict[str, object] = {"@type": "WebPage", "@id": address}
        if role.reviewed is not None:
            page["lastReviewed"] = role.reviewed.isoformat()
        node["mainEntityOfPage"] = page
    if role.codes:
        node["occupationalCategory"] = [
            {
                "@type": "CategoryCode",
                "codeValue": code.code,
                "inCodeSet": {"@type": "CategoryCodeSet", "name": SCHEME_NAMES[code.scheme]},
            }
            for code in role.codes
        ]
    if paid is not None:
        kind = PLACES.get(place.kind, "AdministrativeArea") if place is not None else "Country"
        name = place.name if place is not None else paid.row.place
        node["occupationLocation"] = [{"@type": kind, "name": name}]
        salary = _distribution(paid, amounts)
        if salary.keys() & set(PERCENTILE_NAMES.values()):
            node["estimatedSalary"] = [salary]
    credential = CREDENTIALS.get(role.entry.education_level or "")
    if credential is not None:
        node["educationRequirements"] = {
            "@type": "EducationalOccupationalCredential",
            "credentialCategory": credential,
        }
    if role.experience_years is not None:
        node["experienceRequirements"] = {
            "@type": "OccupationalExperienceRequirements",
            "monthsOfExperience": 12 * role.experience_years.min,
        }
    return node


def _distribution(paid: Paid, amounts: Amounts) -> dict[str, object]:
    row = paid.row
    salary: dict[str, object] = {
        "@type": "MonetaryAmountDistribution",
        "name": row.pay_basis.replace("_", " "),
        "currency": row.currency,
        "duration": DURATIONS[row.pay_period],
    }
    for name in PERCENTILES:
        value = row.value(name)
        if value.state == "reported" and value.amount is not None:
            rounded = amounts.round(value.amount, row.pay_period)
            whole = rounded == rounded.to_integral_value()
            salary[PERCENTILE_NAMES[name]] = int(rounded) if whole else rounded.normalize()
    return salary


def faq_page(questions: list[tuple[str, str]]) -> dict[str, object]:
    """Return the ``FAQPage`` of (question, answer in plain text) pairs."""
    return {
        "@type": "FAQPage",
        "mainEntity": [
            {
                "@type": "Question",
                "name": question,
                "acceptedAnswer": {"@type": "Answer", "text": answer},
            }
            for question, answer in questions
        ],
    }


def organization(employer: Employer) -> dict[str, object]:
    """Return the ``Organization`` of an employer that exists."""
    node: dict[str, object] = {"@type": "Organization", "name": employer.name}
    if employer.legal_name:
        node["legalName"] = employer.legal_name
    if employer.url:
        node["url"] = employer.url
    if employer.founded is not None:
        node["foundingDate"] = str(employer.founded)
    return node


def employer_rating(employer: Employer) -> dict[str, object] | None:
    """Return the ``EmployerAggregateRating`` of the first rating that this guide collected itself.

    Google takes no ratings of others; ``None`` where there is none of ours.
    """
    ours = next((one for one in employer.ratings if one.collected_by_us), None)
    if ours is None:
        return None
    return {
        "@type": "EmployerAggregateRating",
        "itemReviewed": organization(employer),
        "ratingValue": ours.value,
        "worstRating": ours.scale_min,
        "bestRating": ours.scale_max,
        "ratingCount": ours.sample_size,
    }
