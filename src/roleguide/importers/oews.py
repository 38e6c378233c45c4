"""Occupational Employment and Wage Statistics of the US Bureau of Labor Statistics become pay,
demand, and the places, occupations and industries that their rows name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from pathlib import PurePath
from typing import Final

from msgspec import Struct

from roleguide.diagnostics import excerpt
from roleguide.guide.figures import Occupation, Place
from roleguide.guide.observations import Industry
from roleguide.importers.inputs import Input, open_inputs, refuse_strangers
from roleguide.importers.job import Job
from roleguide.importers.oews_cells import ANNUAL, HOURLY
from roleguide.importers.oews_release import HYBRID_2020, Release, find_release, read_release
from roleguide.importers.oews_rows import SCHEME, Estimate
from roleguide.importers.oews_source import source_record
from roleguide.importers.refusal import WrongUse
from roleguide.importers.sheet import Row, Sheet
from roleguide.importers.summary import Summary
from roleguide.importers.us_places import place_of_area, with_parents
from roleguide.importers.wanted import Wanted, choose_wanted, codes_of_roles
from roleguide.importers.writing import Writing

NEEDED: Final = (
    "AREA", "AREA_TITLE", "AREA_TYPE", "PRIM_STATE", "NAICS", "NAICS_TITLE", "I_GROUP",
    "OWN_CODE", "OCC_CODE", "OCC_TITLE", "O_GROUP", "TOT_EMP", "MEAN_PRSE",
    *ANNUAL.values(), *HOURLY.values(), "ANNUAL", "HOURLY",
)  # fmt: skip
OPTIONAL: Final = ("JOBS_1000", "LOC_QUOTIENT")


class Contents(Struct):
    """What a first pass over a sheet finds: which detailed codes there are, and which ownership is
    the widest of each area and industry."""

    detailed: set[str]
    owners: dict[tuple[str, str], str]


def import_oews(job: Job, summary: Summary) -> None:
    """Import any number of OEWS files of any releases."""
    asked = read_release(job.release)
    wanted = None
    if not job.everything:
        wanted = choose_wanted(codes_of_roles(job.root, summary.report), SCHEME)
    with (
        open_inputs(job.paths) as inputs,
        Writing(job.root, job.as_of, summary, dry_run=job.dry_run) as writing,
    ):
        importer = OewsImporter(job, summary, writing, wanted)
        for one in inputs:
            _import_input(importer, one, asked)
        if not importer.sources:
            raise refuse_strangers(job.paths, "OEWS estimates", "OCC_CODE and A_MEAN")
        importer.finish()
        writing.commit()


def _import_input(importer: OewsImporter, one: Input, asked: Release | None) -> None:
    found, stranger = False, None
    for _, group in groupby(one.sheets(), lambda sheet: sheet.book):
        sheets = list(group)
        if sheets[0].has("OCC_CODE", "O_GROUP") or sheets[0].has("OCC_CODE", "A_MEAN"):
            found = True
            importer.take(sheets, find_release(sheets, asked))
        else:
            stranger = stranger or sheets[0]
    if stranger is not None and not found:
        if one.named:
            next(stranger.rows(NEEDED), None)  # says what it lacks
        importer.summary.skip("files of the folder without OEWS rows", one.name)


class OewsImporter:
    """Turns rows of OEWS into rows of our tables."""

    def __init__(self, job: Job, summary: Summary, writing: Writing, wanted: Wanted | None) -> None:
        self.job = job
        self.summary = summary
        self.wanted = wanted
        self._writing = writing
        self._pay = writing.table("pay.csv", ("role", "source", "place", "industry"))
        self._demand = writing.table("demand.csv", ("role", "source", "place"))
        self._titles: dict[str, tuple[Release, str]] = {}
        self._places: dict[str, tuple[Release, Place]] = {}
        self._industries: dict[str, tuple[Release, str]] = {}
        self.sources: dict[Release, str] = {}

    def take(self, sheets: Sequence[Sheet], release: Release) -> None:
        """Take the rows of the first sheet of a workbook, or of a text file."""
        sheet = sheets[0]
        source = self.job.source or release.source
        self.sources[release] = source
        if self.job.source and len(self.sources) > 1:
            names = " and ".join(sorted(one.name for one in self.sources))
            raise WrongUse(f"--source names one source, and these files are {names}")
        contents = self._look_through(sheet)
        read = kept = 0
        stage = f"Reading {sheet.name}"
        for row in self.job.progress(stage, sheet.rows(NEEDED, OPTIONAL), 0):
            read += 1
            reason = self._reason_to_skip(row, contents, release)
            if reason is not None:
                self.summary.skip(reason, f"{row['OCC_CODE']} {row['OCC_TITLE'][:60]}")
                continue
            kept += self._take_row(row, release, source, sheet.file)
        self.summary.count(PurePath(sheet.book).name, read, kept)
        for table in ("pay.csv", "demand.csv"):
            self._writing.note_file(
                table,
                source=source,
                release=release.name,
                file=sheet.file,
                sha256=sheet.sha256,
            )

    def finish(self) -> None:
        """Add what the rows name: places, occupations, industries and sources."""
        places = self._writing.table("places.csv")
        for _, place in self._places.values():
            places.add(place)
        occupations = self._writing.table("occupations.csv")
        for code, (_, title) in self._titles.items():
            occupations.add(Occupation(SCHEME, code, title))
        if self._industries:
            industries = self._writing.table("industries.csv")
            for code, (_, title) in self._industries.items():
                industries.add(Industry(code, title))
        for release, source in sorted(self.sources.items()):
            self._writing.write_record(
                f"content/sources/{source}.md", source_record(release, self.job.as_of)
            )

    def _look_through(self, sheet: Sheet) -> Contents:
        contents = Contents(set(), {})
        for row in sheet.rows(NEEDED, OPTIONAL):
            if row["O_GROUP"] == "detailed":
                contents.detailed.add(row["OCC_CODE"])
            cell = (row["AREA"], row["NAICS"])
            owner = row["OWN_CODE"]
            known = contents.owners.get(cell, "")
            if (len(owner), owner) > (len(known), known):
                contents.owners[cell] = owner
        return contents

    def _reason_to_skip(self, row: Row, contents: Contents, release: Release) -> str | None:
        code, group = row["OCC_CODE"], row["O_GROUP"]
        if row["I_GROUP"] not in ("cross-industry", "sector"):
            return "industries finer than a sector"
        if row["OWN_CODE"] != contents.owners[row["AREA"], row["NAICS"]]:
            return "rows of one kind of ownership beside a row of more kinds"
        if re.fullmatch(r"\d\d-\d{4}", code) is None:
            return "rows without a SOC code"
        if group == "total":
            return None
        if group not in ("detailed", "broad"):
            return "major and minor groups of occupations"
        if group == "broad" and not self._stands_in(code, contents.detailed):
            return "broad groups whose parts are there, or that stand in for no role"
        if release.year == 2020 and code in HYBRID_2020:
            return "codes of May 2020 that join occupations of SOC 2018"
        if group == "detailed" and not self._is_wanted(code, contents.detailed):
            return "occupations that no role of the guide names"
        return None

    def _is_wanted(self, code: str, detailed: set[str]) -> bool:
        if self.wanted is None or code in self.wanted.direct:
            return True
        nearer = self.wanted.standing_in.get(code)
        return nearer is not None and not nearer & detailed

    def _stands_in(self, code: str, detailed: set[str]) -> bool:
        """Tell whether a broad group is the only row for some occupation: of a role, or of all."""
        if code in detailed:
            return False
        if self.wanted is None:
            return not any(other.startswith(code[:-1]) for other in detailed)
        return self._is_wanted(code, detailed)

    def _take_row(self, row: Row, release: Release, source: str, file: str) -> bool:
        place = place_of_area(
            row["AREA"], row["AREA_TITLE"], row["AREA_TYPE"], row["PRIM_STATE"].upper()
        )
        if place is None:
            area = f"{row['AREA']} {row['AREA_TITLE']}"
            self.summary.skip("areas that can’t be told", excerpt(area))
            return False
        sector = row["NAICS"] if row["I_GROUP"] == "sector" else ""
        estimate = Estimate(row, release, source, place, sector)
        self._pay.cover("", source, place.id, sector)
        if not sector:
            self._demand.cover("", source, place.id)
        pay, demand = list(estimate.read_pay(self.summary)), estimate.read_demand()
        for observation in pay:
            self._pay.add(observation, file)
        if demand is not None:
            self._demand.add(demand, file)
        if not pay and demand is None:
            return False
        self._name(estimate)
        return True

    def _name(self, estimate: Estimate) -> None:
        """Remember what places, occupations and industries are called in the newest release."""
        row, release = estimate.row, estimate.release
        titles, code = self._titles, row["OCC_CODE"]
        titles[code] = max(titles.get(code, (release, "")), (release, row["OCC_TITLE"]))
        for place in with_parents(estimate.place):
            if place.id not in self._places or self._places[place.id][0] <= release:
                self._places[place.id] = (release, place)
        if estimate.sector:
            named = (release, row["NAICS_TITLE"])
            known = self._industries.get(estimate.sector, named)
            self._industries[estimate.sector] = max(known, named)
