"""Made-up postings of a corpus' roles, and the employers who publish them."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.wording import Writer

if TYPE_CHECKING:
    from benchmarks.corpus import Plan

DAY = date(2026, 11, 21)
EMPLOYER_SHARE = 25
"""Postings an employer has on average."""
STATES = {
    "us": "AL AZ CA CO CT FL GA IL IN KY MA MD MI MN MO NC NJ NY OH OR PA TN TX VA WA WI",
    "ca": "AB BC MB ON QC",
    "gb": "ENG NIR SCT WLS",
}
"""ISO 3166-2 codes of the places of postings; their names are made up."""
MONEY = {"us": "USD", "ca": "CAD", "gb": "GBP"}
INDUSTRIES = ("2111", "3254", "4451", "5221", "5415", "6221")
SIZES = ("1-10", "11-50", "51-200", "201-500", "501-1000", "1001-5000", "5001-10000", "10000+")
LEVELS = ("entry", "mid", "senior", "lead", "director")
DEGREES = ("associate", "bachelor", "bachelor, or equivalent", "master, or equivalent")
BENEFITS = ("health_insurance", "retirement_plan", "paid_leave", "equity", "training_budget")
REASONS = ("filled", "withdrawn", "on_hold", "other")


@dataclass(frozen=True)
class Opening:
    """Where and for whom an opening is."""

    role: str
    employer: str
    requisition: str
    place: str


def write_postings(content: Path, plan: Plan, number: int) -> None:
    """Write so many postings, the employers and what both refer to; nothing else changes.

    Some roles and employers have many postings, most have few, as in life.
    """
    source = random.Random(f"postings {plan.seed} {number}")
    for name in ("postings", "employers"):
        (content / name).mkdir(parents=True, exist_ok=True)
    places = _add_places(content / "tables" / "places.csv", plan)
    rows = [f"{code},{plan.writer(code).phrase()},naics-2022\n" for code in INDUSTRIES]
    _write(content / "tables" / "industries.csv", "code,title,scheme\n" + "".join(rows))
    employers = _write_employers(
        content / "employers", plan, places, max(2, number // EMPLOYER_SHARE)
    )
    roles = list(plan.titles)
    for at in range(number):
        opening = Opening(
            roles[int(len(roles) * source.random() ** 2)],
            employers[int(len(employers) * source.random() ** 1.5)],
            f"R-{at:05}",
            source.choice(places),
        )
        writer = plan.writer(f"posting {at}")
        text = f"---\n{_front(opening, plan, writer)}---\n\n{_body(opening, plan, writer)}"
        _write(content / "postings" / f"opening-{at:05}.md", text)


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def _add_places(path: Path, plan: Plan) -> list[str]:
    rows = []
    for country, codes in STATES.items():
        for code in codes.split():
            name = plan.writer(f"place {country} {code}").phrase()
            iso = country.upper()
            rows.append(
                f"{country}-{code.lower()},{name},subdivision,{iso},{iso}-{code},{country},,,\n"
            )
    _write(path, path.read_text(encoding="utf-8") + "".join(rows))
    return [row.partition(",")[0] for row in rows]


def _write_employers(folder: Path, plan: Plan, places: list[str], number: int) -> list[str]:
    found: dict[str, None] = {}
    while len(found) < number:
        writer = plan.writer(f"employer {len(found)}")
        name = f"{writer.heading(2)} {len(found) + 1}"
        slug = name.lower().replace(" ", "-")
        found[slug] = None
        source = writer.source
        _write(
            folder / f"{slug}.md",
            f"---\nname: {name}\nurl: https://employer.example/{slug}\nsources: [study-01]\n"
            f'industry: "{source.choice(INDUSTRIES)}"\nsize_band: {source.choice(SIZES)}\n'
            f"headquarters: {source.choice(places)}\nfounded: {source.randint(1850, 2024)}\n---\n\n"
            f"{writer.sentence()} {writer.sentence()}\n",
        )
    return list(found)


def _front(opening: Opening, plan: Plan, writer: Writer) -> str:
    source = writer.source
    level = source.choice(LEVELS)
    title = plan.titles[opening.role]
    posted = DAY - timedelta(days=source.randint(1, 25))
    country = opening.place.partition("-")[0]
    workplace = source.choice(("on_site", "hybrid", "remote"))
    employment = source.choice(("full_time", "full_time", "part_time", "contractor"))
    lines = [
        f"title: {f'Senior {title.lower()}' if level == 'senior' else title}",
        f"employer: {opening.employer}",
        f"role: {opening.role}",
        f"level: {level}",
        f"requisition_id: {opening.requisition}",
        f"url: https://jobs.example/{opening.requisition}",
        f"apply_url: https://jobs.example/{opening.requisition}/apply",
        f"date_posted: {posted}",
        f"places: [{opening.place}]",
        f"workplace_type: {workplace}",
        f"employment_types: [{employment}]",
        f"benefits: [{', '.join(source.sample(BENEFITS, 2))}]",
        f"pay: {_pay(MONEY[country], source)}",
    ]
    if workplace == "remote":
        lines.append(f"applicant_places: [{country}]")
    if source.random() < 0.2:
        lines += ["status: closed", f"closed_on: {DAY}", f"closed_reason: {source.choice(REASONS)}"]
    elif source.random() < 0.5:
        lines.append(f"valid_through: {DAY + timedelta(days=source.randint(1, 40))}")
    else:
        lines += ["application_window: rolling", f"last_seen: {DAY}"]
    return "".join(f"{line}\n" for line in lines)


def _pay(currency: str, source: random.Random) -> str:
    chance = source.random()
    if chance < 0.3:
        return "not_stated"
    if chance < 0.4:
        low = source.randint(15, 60)
        return f"{low}-{low + source.randint(2, 20)} {currency}/hour"
    low = source.randint(30, 180) * 1000
    return f"{low}-{low * 13 // 10} {currency}/year"


def _body(opening: Opening, plan: Plan, writer: Writer) -> str:
    source = writer.source
    skills = plan.skills_of[opening.role]
    first, second, third, *_ = source.sample(skills, len(skills))
    # The level was drawn with the front matter; years that fit any of them doubt none.
    years = source.randint(2, 4)
    minimum = [
        f"- {{{years}y, {first}}} {writer.item()}",
        f"- {{{source.choice(DEGREES)}}} {writer.item()}",
        f"- {{{second}}} {writer.item()}",
        f"- {writer.item()} with [{plan.skills[third]}](skill:{third})",
    ]
    paragraphs = "\n\n".join(writer.paragraph(5) for _ in range(2))
    duties = "\n".join(f"- {writer.duty()}" for _ in range(6))
    listed = "\n".join(minimum)
    return (
        f"## Summary\n{writer.sentence()} {writer.sentence()}\n\n## Description\n{paragraphs}\n\n"
        f"## Responsibilities\n{duties}\n\n## Minimum qualifications\n{listed}\n\n"
        f"## Preferred qualifications\n- {writer.item()}\n- {writer.item()}\n\n"
        f"## Pay and benefits\n{writer.sentence()}\n"
    )
