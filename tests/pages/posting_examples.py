"""Four postings as a reader meets them: full, bare, with many skills, closed; and their site."""

from datetime import date
from decimal import Decimal
from typing import Any

from pages.guides import (
    COLORADO,
    US,
    by_id,
    full_row,
    full_rules,
    make_entry_row,
    make_guide,
    make_outlook_row,
    make_role,
    make_row,
    make_skill,
    needs,
)
from pages.posting_guides import BRITAIN, DENVER, asks, full_employer, make_posting
from roleguide.guide.guide import Guide
from roleguide.guide.posting import PostedPay, Posting, PostingText, Requirement
from roleguide.guide.prose import Paragraph
from roleguide.guide.records import Site
from roleguide.guide.role import Band, Entry, Level, RoleText

LADDER = tuple(
    Level(name, years, "", (Paragraph(("What people do.",)),), ())  # type: ignore[arg-type]
    for name, years in (("entry", Band(0, 2)), ("mid", Band(2, 5)), ("senior", Band(5, None)))
)
ROLE = make_role(
    skills=needs("python", "sql", optional=("writing",)),
    entry=Entry(education_level="bachelors_degree"),
    experience_years=Band(2, 5),
    text=RoleText(levels=LADDER),
)
REAL = make_posting(
    "real",
    level="senior",
    track="individual_contributor",
    places=("denver",),
    workplace_type="hybrid",
    employment_types=("full_time",),
    pay=PostedPay("USD", "year", Decimal(115001), Decimal(210000), "base", ("A bonus",)),
    benefits=("equity",),
    requisition_id="R-7",
    department="Vision",
    valid_through=date(2027, 1, 31),
    text=PostingText(
        summary=(Paragraph(("In short.",)),),
        minimum=(
            Requirement(("Python at work",), ("python",), 60, None),
            Requirement(("A degree",), (), None, None, "masters_degree", or_equivalent=True),
        ),
        preferred=(asks("writing"),),
    ),
)
BARE = make_posting(
    "bare", level="senior", track="management", pay="not_stated", places="not_stated"
)
MANY = make_posting(
    "many",
    text=PostingText(
        summary=(Paragraph(("In short.",)),),
        minimum=tuple(asks(f"skill-{n}", min_months=6 * n) for n in range(1, 15)),
    ),
)
GONE = make_posting(
    "gone",
    status="closed",
    closed_on=date(2026, 11, 15),
    closed_reason="filled",
    pay=PostedPay.from_text("90000-120000 USD/year"),
)


def make_site(*postings: Posting, **fields: Any) -> Guide:
    """A guide of these postings, by default the four, and one role with pay, levels and market."""
    skills = [f"skill-{n}" for n in range(1, 15)]
    level = make_row(level="mid", role="alpha", scheme="", occupation_code="", p50=1)
    known: dict[str, Any] = {
        "postings": postings or (REAL, BARE, MANY, GONE),
        "employers": by_id(full_employer(lambda: "Words", name="Acme Works")),
        "places": by_id(US, COLORADO, DENVER, BRITAIN),
        "skills": by_id(*map(make_skill, ("python", "sql", "writing", *skills))),
        "pay": [full_row(), level],
        "outlook": [make_outlook_row()],
        "entry": [make_entry_row()],
        "rules": {"ours": full_rules(lambda: "Words")},
        "site": Site(
            name="A guide",
            base_url="https://guide.example/",
            market_rules="ours",
            edit_url="https://edit.example/{path}",
        ),
    }
    return make_guide(ROLE, **{**known, **fields})
