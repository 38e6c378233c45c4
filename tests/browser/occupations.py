"""A synthetic guide of as many roles as the O*NET catalogue has, written as a folder of content.

.venv/bin/python tests/browser/occupations.py /tmp/occupations
"""

import random
import sys
from collections.abc import Iterator
from pathlib import Path

ROLES = 1016
CATEGORIES = 22
FIRST_WORDS = """
Account Air Animal Blood Bridge Bus Cargo Child Clinical Coastal Customs Dairy Dental Digital Door
Drama Earth Elevator Energy Fabric Ferry Film Fire Forest Freight Garden Glass Grain Harbour
Health Heritage Hospital Hotel Insurance Laboratory Language Leather Library Marine Market
Materials Metal Mine Museum Network Nuclear Orchard Paper Park Pension Petroleum Pipeline Plastics
Port Postal Railway Record Refrigeration Rehabilitation Rescue Road Roof School Ship Soil Solar
Sound Speech Steel Stone Tax Textile Theatre Timber Tool Traffic Transit Tunnel Urban Vaccine
Vehicle Water
"""
WORKERS = """
administrator analyst assembler assistant buyer clerk coordinator designer engineer inspector
installer maintenance_worker manager operator planner repairer scientist supervisor teacher
technician
"""
WORDS = FIRST_WORDS.split()
WORK = [word.replace("_", " ") for word in WORKERS.split()]
PAY = (
    "role,scheme,occupation_code,level,place,kind,currency,pay_period,pay_basis,gross_net,mean,"
    "p10,p25,p50,p75,p90,min,max,band_low,band_high,band_definition,hours_per_year,sample_size,"
    "employment,rse_pct,as_of,source,locator,note"
)
OUTLOOK = (
    "scheme,occupation_code,place,base_year,target_year,employment_base,employment_target,"
    "change_number,change_pct,annual_openings,as_of,source,locator"
)
PLACES = """id,name,kind,iso_3166_1,iso_3166_2,parent,metro_scheme,metro_code,currency
denver,Denver,metro,US,,us-co,cbsa,19740,USD
us,United States,country,US,,,,,USD
us-ca,California,subdivision,US,US-CA,us,,,USD
us-co,Colorado,subdivision,US,US-CO,us,,,USD
"""
SOURCE = """---
name: {name}
publisher: Office of Statistics
url: "https://example.org/{slug}"
kind: {kind}
release: May 2025
published: 2026-04-01
retrieved: 2026-11-01
licence: Public domain
---
"""


def write_guide(root: Path, roles: int = ROLES) -> Path:
    """Write the guide into a folder and return that."""
    chance = random.Random(1)
    titles = [f"{first} {work}" for work in WORK for first in WORDS]
    chance.shuffle(titles)
    titles = titles[:roles]
    slugs = [title.lower().replace(" ", "-") for title in titles]
    content = root / "content"
    for folder in ("roles", "categories", "sources", "tables"):
        (content / folder).mkdir(parents=True, exist_ok=True)
    (root / "site.yaml").write_text(
        "name: Occupations\nbase_url: https://occupations.example/\ndefault_place: us\n"
    )
    for number in range(CATEGORIES):
        (content / f"categories/field-{number:02}.md").write_text(
            f"---\ntitle: {WORDS[number * 3]} and {WORDS[number * 3 + 1].lower()} work\n"
            f"summary: What people do in field {number}.\norder: {number}\n---\n"
        )
    for slug, name, kind in (
        ("wages", "Wage survey 2025", "statistics"),
        ("levels", "Pay by level 2026", "survey"),
    ):
        text = SOURCE.format(slug=slug, name=name, kind=kind)
        (content / f"sources/{slug}.md").write_text(text)
    pay: list[str] = []
    outlook, occupations = [], []
    for number, (slug, title) in enumerate(zip(slugs, titles, strict=True)):
        code = f"{11 + number % CATEGORIES * 2}-{1000 + number}"
        near = [slugs[(number + step * CATEGORIES) % roles] for step in (1, 2)]
        relations = dict.fromkeys(near, "similar")
        if number % 5 == 0:
            relations[near[0]] = "next_step"
        relations.pop(slug, None)
        related = "".join(f"  {other}: {relation}\n" for other, relation in relations.items())
        (content / f"roles/{slug}.md").write_text(
            f"---\ntitle: {title}\ncategory: field-{number % CATEGORIES:02}\n"
            f"summary: Does what {title.lower()}s do, and does it every day.\n"
            f"codes:\n  - {{scheme: soc-2018, code: {code}, match: exact}}\n"
            f"related:\n{related}---\n\n## Duties\n- Does the work.\n"
        )
        occupations.append(f"soc-2018,{code},{title}s")
        pay += list_pay(chance, number, code)
        base = chance.randrange(1000, 900000, 100)
        change = chance.randrange(-200, 340)
        moved = base * change // 1000
        outlook.append(
            f"soc-2018,{code},us,2024,2034,{base},{base + moved},{moved},{change / 10:g},"
            f"{base // 11},2025-09,wages,"
        )
    for name, header, rows in (
        ("pay", PAY, pay),
        ("outlook", OUTLOOK, outlook),
        ("occupations", "scheme,code,title", occupations),
    ):
        (content / f"tables/{name}.csv").write_text("\n".join([header, *sorted(rows)]) + "\n")
    (content / "tables/places.csv").write_text(PLACES)
    return root


def list_pay(chance: random.Random, number: int, code: str) -> Iterator[str]:
    """Yield the rows of an occupation: some are hourly only, top-coded or partly withheld."""
    for place, share in (("us", 1), ("us-ca", 0.7), ("us-co", 0.5), ("denver", 0.2)):
        if chance.random() > share:
            continue
        middle = chance.randrange(30000, 170000, 10)
        amounts: list[object] = [middle * part // 1000 * 10 for part in (55, 76, 100, 132, 170)]
        period, hours = "year", "2080"
        if number % 20 == 7:
            period, hours = "hour", ""
            amounts = [f"{int(str(one)) / 2080:.2f}" for one in amounts]
        elif number % 20 == 9:
            hours = ""
        elif number % 40 == 11:
            amounts[4] = ">=239200"
        elif number % 40 == 31:
            amounts[0] = "suppressed"
        cells = ",".join(map(str, amounts))
        yield (
            f",soc-2018,{code},,{place},official_statistic,USD,{period},base,gross,,"
            f"{cells},,,,,,{hours},,{chance.randrange(500, 90000)},1.1,2025-05,wages,,"
        )
    if number % 30 == 0:
        for level, middle in (("entry", 52000), ("mid", 75000), ("senior", 98000)):
            yield (
                f",soc-2018,{code},{level},us,self_reported,USD,year,total_cash,gross,,"
                f",,{middle + number},,,,,,,,,120,,,2026-06,levels,,"
            )


if __name__ == "__main__":
    write_guide(Path(sys.argv[1]))
