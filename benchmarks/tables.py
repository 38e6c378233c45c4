"""Tables of made-up figures, and the sources they come from."""

import csv
import io
import random
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

PLACES = (
    ("ca", "Canada", "CA", "CAD"),
    ("gb", "United Kingdom", "GB", "GBP"),
    ("us", "United States", "US", "USD"),
)
PLACE_COLUMNS = "id,name,kind,iso_3166_1,iso_3166_2,parent,metro_scheme,metro_code,currency"
PAY_COLUMNS = (
    "role,scheme,occupation_code,level,place,kind,currency,pay_period,pay_basis,gross_net,mean,p10,"
    "p25,p50,p75,p90,min,max,band_low,band_high,band_definition,hours_per_year,sample_size,"
    "employment,rse_pct,as_of,source,locator,note"
)
OUTLOOK_COLUMNS = (
    "scheme,occupation_code,place,base_year,target_year,employment_base,employment_target,"
    "change_number,change_pct,annual_openings,as_of,source,locator"
)
CAP = 239200
"""Where the older release stops counting."""
SPREAD = {"p10": 0.6, "p25": 0.78, "p50": 1.0, "p75": 1.3, "p90": 1.65, "mean": 1.08}
ROLES_PER_OCCUPATION = 4
STUDIES = 24


@dataclass(frozen=True)
class Tables:
    """What the records need to know of the tables."""

    code_of: dict[str, str]
    match_of: dict[str, str]
    studies: list[str]


def write_tables(content: Path, roles: list[str], seed: int) -> Tables:
    """Write `tables/` and `sources/`; several roles share an occupation, as in life."""
    source = random.Random(f"tables {seed} {len(roles)}")
    (content / "sources").mkdir(parents=True, exist_ok=True)
    codes = sorted(
        f"{11 + 2 * (number % 23)}-{1000 + number // 23:04}"
        for number in range(-(-len(roles) // ROLES_PER_OCCUPATION))
    )
    _write(
        content / "tables" / "places.csv",
        PLACE_COLUMNS,
        [(id_, name, "country", iso, *[""] * 4, money) for id_, name, iso, money in PLACES],
    )
    _write(
        content / "tables" / "occupations.csv",
        "scheme,code,title",
        [("soc-2018", code, f"Occupation {number}") for number, code in enumerate(codes, 1)],
    )
    code_of = {role: codes[at // ROLES_PER_OCCUPATION] for at, role in enumerate(roles)}
    seen: set[str] = set()
    match_of = {}
    for role, code in code_of.items():
        match_of[role] = "broad" if code in seen else "exact"
        seen.add(code)
    _write(content / "tables" / "pay.csv", PAY_COLUMNS, _pay_rows(codes, roles, source))
    _write(
        content / "tables" / "outlook.csv",
        OUTLOOK_COLUMNS,
        [_outlook_row(code, source) for code in codes],
    )
    return Tables(code_of, match_of, _write_sources(content / "sources"))


def _write(path: Path, columns: str, rows: Iterable[tuple[object, ...]]) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns.split(","))
    writer.writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8")


def _pay_rows(
    codes: list[str], roles: list[str], source: random.Random
) -> list[tuple[object, ...]]:
    found = [_posted_row(role, source) for role in roles if source.random() < 0.2]
    for code in codes:
        median = source.randrange(34_000, 160_000)
        found += [
            _official_row(code, year, median * (1 + (year - 2024) * 0.03), source)
            for year in (2024, 2025)
        ]
    rows = [tuple(row.get(column, "") for column in PAY_COLUMNS.split(",")) for row in found]
    return sorted(rows, key=lambda cells: tuple(str(cell) for cell in cells))


def _official_row(code: str, year: int, median: float, source: random.Random) -> dict[str, object]:
    row: dict[str, object] = {
        "scheme": "soc-2018",
        "occupation_code": code,
        "place": "us",
        "kind": "official_statistic",
        "currency": "USD",
        "pay_period": "year",
        "pay_basis": "base",
        "gross_net": "gross",
        "hours_per_year": 2080,
        "employment": round(_count_jobs(code) * source.uniform(0.9, 1.1) / 10) * 10,
        "rse_pct": source.choice(("0.3", "0.6", "1", "1.4")),
        "as_of": f"{year}-05",
        "source": f"wages-{year}",
        "locator": f"national, {code}",
    }
    for name, factor in SPREAD.items():
        amount = round(median * factor / 10) * 10
        capped = year == 2024 and amount > CAP
        row[name] = f">={CAP}" if capped else amount
    return row


def _count_jobs(code: str) -> int:
    """Jobs of an occupation, on which both tables are about of one mind."""
    return random.Random(f"jobs {code}").randrange(4_000, 900_000, 100)


def _posted_row(role: str, source: random.Random) -> dict[str, object]:
    low = source.randrange(30_000, 120_000, 500)
    return {
        "role": role,
        "place": "us",
        "kind": "employer_posted",
        "currency": "USD",
        "pay_period": "year",
        "pay_basis": "base",
        "gross_net": "gross",
        "p50": round(low * 1.25 / 10) * 10,
        "min": low,
        "max": round(low * 1.6 / 10) * 10,
        "hours_per_year": 2080,
        "sample_size": source.randrange(20, 900),
        "as_of": "2026-09",
        "source": "postings-2026",
    }


def _outlook_row(code: str, source: random.Random) -> tuple[object, ...]:
    base = _count_jobs(code)
    change = round(base * source.uniform(-0.12, 0.3) / 100) * 100
    percent = f"{change * 100 / base:.1f}".removesuffix(".0")
    openings = round(base * source.uniform(0.04, 0.12) / 100) * 100
    return (
        *("soc-2018", code, "us", 2024, 2034, base, base + change, change),
        *("0" if percent == "-0" else percent, openings, "", "projections-2024"),
        f"occupation table, {code}",
    )


def _write_sources(folder: Path) -> list[str]:
    """Write the sources of the tables and some studies for prose to cite."""
    about = {
        "wages-2024": ("Survey of wages, May 2024", "statistics"),
        "wages-2025": ("Survey of wages, May 2025", "statistics"),
        "projections-2024": ("Employment projections, 2024–34", "statistics"),
        "postings-2026": ("Job postings, September 2026", "posting"),
    }
    studies = [f"study-{number:02}" for number in range(1, STUDIES + 1)]
    about |= {study: (f"Study {study[-2:]} of working lives", "study") for study in studies}
    for name, (title, kind) in about.items():
        release = f"release: {title}\n" if kind == "statistics" else ""
        text = (
            f"---\nname: {title}\npublisher: Office of made-up figures\n"
            f'url: "https://statistics.example/{name}/"\nkind: {kind}\n{release}'
            "retrieved: 2026-11-21\nlicence: CC BY 4.0\n"
            'methodology_note: "Drawn by lot for a benchmark; nothing was measured."\n---\n'
        )
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return studies
