"""The source record of an OEWS release, for guides that have none yet."""

from __future__ import annotations

from datetime import date
from typing import Final

from roleguide.importers.oews_release import TOP_CODES, Release
from roleguide.importers.sources import spell_record

SERIES: Final = "oews"
"""Releases of the survey are one series, so that a role's pay is followed over the years."""
SERIES_BREAKS: Final = {
    2021: "the survey was estimated by a new model-based method for the first time, and counted by "
    "the 2018 classification alone."
}
"""What a release changed (BLS, OEWS technical notes of May 2021); no line is drawn across it."""


def source_record(release: Release, retrieved: date) -> str:
    """Spell ``content/sources/bls-oews-YEAR.md``."""
    note = (
        "A survey of employers outside farming, run with the states; self-employed people are not "
        "counted. Pay is straight-time gross pay: it includes commissions, tips and production "
        "bonuses, and leaves out overtime, shift premiums, other bonuses and benefits. Annual "
        "figures are hourly figures times 2,080 hours, except for occupations such as teaching "
        "that are published by the year only. Each release pools replies collected over three "
        "years, so a difference between two of them is not an exact yearly change."
    )
    tops = TOP_CODES.get(release.year)
    if tops is not None:
        note += (
            f" This release stops counting at ${tops[0]:,} a year (${tops[1]} an hour): a figure "
            "there means that much or more."
        )
    facts = {
        "name": f"Occupational Employment and Wage Statistics, {release.name[5:]}",
        "publisher": "U.S. Bureau of Labor Statistics",
        "url": "https://www.bls.gov/oes/",
        "kind": "statistics",
        "release": release.name,
        "retrieved": retrieved.isoformat(),
        "licence": "Public domain (US government work)",
        "methodology_note": note,
        "series": SERIES,
    }
    if release.year in SERIES_BREAKS:
        facts["series_break"] = SERIES_BREAKS[release.year]
    return spell_record(facts)
