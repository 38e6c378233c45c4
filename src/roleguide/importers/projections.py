"""Employment Projections of the US Bureau of Labor Statistics become outlook and usual ways in.

The occupation table as CSV: jobs, changes and openings in thousands, the years in the names of the
columns. Its wages are left alone: they are those of the wage survey, and they have an importer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath
from typing import Final, TypeVar

from msgspec import Struct

from roleguide.diagnostics import Place as FilePlace
from roleguide.diagnostics import excerpt
from roleguide.guide.figures import Occupation, Outlook
from roleguide.guide.observations import EntryRequirement
from roleguide.guide.words import EducationLevel, OnTheJobTraining, RelatedExperience
from roleguide.importers.inputs import Input, open_inputs, refuse_strangers
from roleguide.importers.job import Job
from roleguide.importers.published_numbers import read_published
from roleguide.importers.refusal import WrongUse, refuse
from roleguide.importers.sheet import Row, Sheet
from roleguide.importers.sources import spell_record
from roleguide.importers.summary import Summary
from roleguide.importers.us_places import COUNTRY
from roleguide.importers.wanted import Wanted, choose_wanted, codes_of_roles
from roleguide.importers.writing import Writing

W = TypeVar("W")
SCHEME: Final = "soc-2018"
ABSENT: Final = frozenset({"", "N/A", "n/a", "-", "—"})
EDUCATION: Final[dict[str, EducationLevel]] = {
    "1": "doctoral_or_professional_degree",
    "2": "masters_degree",
    "3": "bachelors_degree",
    "4": "associates_degree",
    "5": "postsecondary_nondegree_award",
    "6": "some_college_no_degree",
    "7": "high_school_diploma_or_equivalent",
    "8": "no_formal_credential",
}
"""Education Code → level. The codes of all three lists are those of the table itself, and of
https://www.bls.gov/emp/documentation/education/tech.htm."""
EXPERIENCE: Final[dict[str, RelatedExperience]] = {
    "1": "5_years_or_more",
    "2": "less_than_5_years",
    "4": "none",
}
TRAINING: Final[dict[str, OnTheJobTraining]] = {
    "1": "internship_residency",
    "2": "apprenticeship",
    "3": "long_term",
    "4": "moderate_term",
    "5": "short_term",
    "6": "none",
}
COLUMNS: Final = ("Occupation Title", "Occupation Code")
CODES: Final = ("Education Code", "Workex Code", "trCode")


class Cycle(Struct, frozen=True):
    """The years of a cycle, and what its columns are called in a file."""

    base: int
    target: int
    columns: tuple[str, str, str, str, str]
    """Employment in the base year and the target year, change, percent change, openings."""

    @property
    def name(self) -> str:
        """Its name: ``Employment Projections 2024–34``."""
        return f"Employment Projections {self.base}–{self.target % 100:02}"


def import_projections(job: Job, summary: Summary) -> None:
    """Import occupation tables of the Employment Projections, of one or several cycles."""
    wanted = None
    if not job.everything:
        wanted = choose_wanted(codes_of_roles(job.root, summary.report), SCHEME)
    with (
        open_inputs(job.paths) as inputs,
        Writing(job.root, job.as_of, summary, dry_run=job.dry_run) as writing,
    ):
        importer = ProjectionsImporter(job, summary, writing, wanted)
        for one in inputs:
            _import_input(importer, one)
        if not importer.cycles:
            raise refuse_strangers(job.paths, "projections", "Occupation Title and Occupation Code")
        writing.commit()


def _import_input(importer: ProjectionsImporter, one: Input) -> None:
    found, stranger = False, None
    for sheet in one.sheets():
        if sheet.has(*COLUMNS):
            found = True
            importer.take(sheet, find_cycle(sheet))
        else:
            stranger = stranger or sheet
    if stranger is not None and not found:
        if one.named:
            next(stranger.rows(COLUMNS), None)  # says what it lacks
        importer.summary.skip("files of the folder without projections", one.name)


def find_cycle(sheet: Sheet) -> Cycle:
    """Find the columns of jobs by how their names begin, and the years in those names."""
    header = next((cells for _, cells in sheet.lines() if _is_header(cells)), ())
    names = [cell.strip() for cell in header]

    def find(pattern: str, what: str) -> str:
        found = next((name for name in names if re.match(pattern, name, re.IGNORECASE)), None)
        if found is None:
            raise refuse(
                FilePlace(sheet.path, 1, 1),
                "missing-column",
                f"There is no column {what}. Columns here: {excerpt(', '.join(names), 600)}.",
                "download the occupation table with all its columns",
            )
        return found

    figures = (
        find(r"employment change", "“Employment Change, 2024-2034”"),
        find(r"employment percent change|percent employment change", "of the percent change"),
        find(r"occupational openings", "“Occupational Openings, … Annual Average”"),
    )
    years = sorted(
        (int(name[-4:]), name)
        for name in names
        if re.match(r"employment,? 20\d\d$", name, re.IGNORECASE)
    )
    if len(years) != 2:
        raise refuse(
            FilePlace(sheet.path, 1, 1),
            "missing-column",
            f"Two columns of employment are needed, of two years; there are {len(years)}.",
            "download the occupation table with all its columns",
        )
    (base, first), (target, second) = years
    return Cycle(base, target, (first, second, *figures))


def _is_header(cells: Sequence[str]) -> bool:
    return any(cell.strip().casefold() == "occupation code" for cell in cells)


class ProjectionsImporter:
    """Turns rows of the occupation table into rows of our tables."""

    def __init__(self, job: Job, summary: Summary, writing: Writing, wanted: Wanted | None) -> None:
        self.job = job
        self.summary = summary
        self.wanted = wanted
        self._writing = writing
        self._outlook = writing.table("outlook.csv", ("source", "place"))
        self._entry = writing.table("entry.csv", ("source", "place"))
        self._occupations = writing.table("occupations.csv")
        self.cycles: set[int] = set()
        writing.table("places.csv").add(COUNTRY)

    def take(self, sheet: Sheet, cycle: Cycle) -> None:
        """Take the rows of a table."""
        source = self.job.source or f"bls-ep-{cycle.base}"
        self.cycles.add(cycle.base)
        if self.job.source and len(self.cycles) > 1:
            raise WrongUse("--source names one source, and these files are of several cycles")
        self._outlook.cover(source, COUNTRY.id)
        self._entry.cover(source, COUNTRY.id)
        rows = list(sheet.rows((*COLUMNS, *cycle.columns, *CODES)))
        codes = {row["Occupation Code"] for row in rows}
        kept = 0
        for row in self.job.progress(f"Reading {sheet.name}", rows, len(rows)):
            code = row["Occupation Code"]
            reason = self._reason_to_skip(code, codes)
            if reason is not None:
                self.summary.skip(reason, f"{code} {read_title(row)[:60]}")
                continue
            kept += 1
            self._occupations.add(Occupation(SCHEME, code, read_title(row)))
            self._outlook.add(read_outlook(row, cycle, source), sheet.file)
            self._entry.add(read_entry(row, source), sheet.file)
        self.summary.count(PurePath(sheet.book).name, len(rows), kept)
        for table in ("outlook.csv", "entry.csv"):
            self._writing.note_file(
                table, source=source, release=cycle.name, file=sheet.file, sha256=sheet.sha256
            )
        self._writing.write_record(f"content/sources/{source}.md", self._source_record(cycle))

    def _reason_to_skip(self, code: str, codes: set[str]) -> str | None:
        if re.fullmatch(r"\d\d-\d{4}", code) is None:
            return "rows without a SOC code"
        if self.wanted is None or code in self.wanted.direct:
            return None
        nearer = self.wanted.standing_in.get(code)
        if nearer is None or nearer & codes:
            return "occupations that no role of the guide names"
        return None

    def _source_record(self, cycle: Cycle) -> str:
        return spell_record(
            {
                "name": f"Employment Projections, {cycle.base}–{cycle.target % 100:02}",
                "publisher": "U.S. Bureau of Labor Statistics",
                "url": "https://www.bls.gov/emp/",
                "kind": "statistics",
                "release": cycle.name,
                "retrieved": self.job.as_of.isoformat(),
                "licence": "Public domain (US government work)",
                "methodology_note": "A ten-year projection under stated assumptions about "
                "population, productivity and full employment; it does not try to foresee "
                "business cycles. It counts jobs, including those of self-employed people, so its "
                "totals differ from those of the wage survey. Annual openings are an average that "
                "covers new jobs as well as people who leave the occupation.",
            }
        )


def read_title(row: Row) -> str:
    """Return the occupation's title: what stands before four blanks and the lay titles."""
    title = row["Occupation Title"].partition("    * ")[0]
    return " ".join(title.replace("¿", "").replace("\ufffd", "").split())


def read_outlook(row: Row, cycle: Cycle, source: str) -> Outlook:
    """Read jobs (thousands become persons), the change in percent, and openings a year."""
    base, target, change, percent, openings = cycle.columns
    return Outlook(
        scheme=SCHEME,
        occupation_code=row["Occupation Code"],
        place=COUNTRY.id,
        base_year=cycle.base,
        target_year=cycle.target,
        employment_base=_read_thousands(row, base),
        employment_target=_read_thousands(row, target),
        change_number=_read_thousands(row, change),
        change_pct=read_published(row, percent, ABSENT),
        annual_openings=_read_thousands(row, openings),
        as_of=None,
        source=source,
        locator=f"occupation table, {row['Occupation Code']}",
    )


def read_entry(row: Row, source: str) -> EntryRequirement:
    """Read the three assignments by their codes; the words beside them vary between releases."""
    return EntryRequirement(
        scheme=SCHEME,
        occupation_code=row["Occupation Code"],
        place=COUNTRY.id,
        education_level=_read_code(row, "Education Code", EDUCATION),
        related_work_experience=_read_code(row, "Workex Code", EXPERIENCE),
        on_the_job_training=_read_code(row, "trCode", TRAINING),
        as_of=None,
        source=source,
        locator=f"occupation table, {row['Occupation Code']}",
    )


def _read_thousands(row: Row, column: str) -> int | None:
    number = read_published(row, column, ABSENT)
    return None if number is None else round(number * 1000)


def _read_code(row: Row, column: str, words: dict[str, W]) -> W | None:
    text = row[column]
    if text in ABSENT:
        return None
    word = words.get(text)
    if word is None:
        raise refuse(
            row.place(column),
            "unknown-value",
            f"{excerpt(text)} below {excerpt(column)} is none of the codes {', '.join(words)}.",
            "check that the file is as BLS publishes it",
        )
    return word
