"""``roleguide import onet``: O*NET's occupations, titles and skills as tables, and draft roles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from roleguide.content.reading import read_site
from roleguide.diagnostics import Place, Report
from roleguide.guide.codes import MAJOR_GROUPS, major_group_of
from roleguide.guide.figures import Occupation
from roleguide.guide.observations import AlternateTitle
from roleguide.guide.records import Site
from roleguide.guide.slugs import slugify
from roleguide.importers.draft_plan import SCHEME, DraftPlan, codes_of, plan_drafts
from roleguide.importers.drafts import seal, spell_scalar
from roleguide.importers.existing import ExistingTable
from roleguide.importers.existing_records import ExistingRecords, read_records
from roleguide.importers.inputs import open_inputs
from roleguide.importers.job import Job
from roleguide.importers.onet_database import EXPECTED, read_database
from roleguide.importers.onet_drafts import Neighbours, write_draft
from roleguide.importers.onet_occupation import Database, OnetOccupation
from roleguide.importers.onet_skills import SkillNames, list_skill_rows, make_skill_uses
from roleguide.importers.refusal import WrongUse, refuse
from roleguide.importers.sheet import Sheet
from roleguide.importers.sources import spell_record
from roleguide.importers.summary import Summary
from roleguide.importers.writing import Writing

LICENCE: Final = {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"}
SOC: Final = "soc-2018"
EXAMPLES: Final = 3
"""Occupations that the summary of a category names."""
EARLIER: Final = re.compile(r"onet-\d{2}-\d")
"""Ids of the sources that earlier releases got: a new one takes their rows' place."""


def import_onet(job: Job, summary: Summary) -> None:
    """Carry out an import of O*NET; raises as :mod:`roleguide.importers.refusal` says."""
    existing = read_records(job.root, summary.report)
    named = {code for one in existing.roles if one.role for code in codes_of(one.role)}
    everything = job.everything or job.drafts
    database = read_database(_open_sheets(job), lambda code: everything or code in named, summary)
    _check(job, database, summary)
    with Writing(job.root, job.as_of, summary, dry_run=job.dry_run) as writing:
        importer = OnetImporter(job, database, existing, writing)
        if job.drafts:
            plan = plan_drafts(database.occupations.values(), existing, summary)
            importer.write_drafts(plan)
            named |= plan.stand_for.keys()
        importer.write_tables(
            [
                one
                for code, one in sorted(database.occupations.items())
                if job.everything or code in named
            ]
        )
        writing.commit()


def _open_sheets(job: Job) -> Iterator[Sheet]:
    for one in open_inputs(job.paths):
        try:
            yield from job.progress(f"Reading {one.name}", one.sheets(), 0)
        finally:
            one.close()


def _check(job: Job, database: Database, summary: Summary) -> None:
    if "Occupation Data" not in database.origins:
        raise refuse(
            Place(str(job.paths[0])),
            "missing-table",
            "There is no table with the columns O*NET-SOC Code, Title and Description"
            " (Occupation Data).",
            "give the whole O*NET database: its zip archive, or the folder of its files",
        )
    if not (job.release or database.release):
        raise WrongUse("the files do not say which release of O*NET they are: add --release 29.3")
    if job.release and re.fullmatch(r"\d{2}\.\d", job.release) is None:
        raise WrongUse(f"{job.release!r} is no release of O*NET; write it as 29.3")
    missing = [name for name in EXPECTED if name not in database.origins]
    if missing:
        summary.remark(f"Not among the files, so the result is poorer: {', '.join(missing)}.")
    if "Task Ratings" not in database.origins:
        summary.remark(
            "Without Task Ratings, tasks are ordered by their type (core ones first) and by the"
            " order of the file."
        )


class OnetImporter:
    """What becomes of a database that was read: drafts first, since their skills have ids that the
    tables name."""

    def __init__(
        self, job: Job, database: Database, existing: ExistingRecords, writing: Writing
    ) -> None:
        self.job = job
        self.database = database
        self.existing = existing
        self.writing = writing
        self.release = job.release or database.release
        self.source = job.source or f"onet-{self.release.replace('.', '-')}"
        self.names = SkillNames(existing.skills, existing.untouched_skills)

    def write_drafts(self, plan: DraftPlan) -> None:
        """Write the draft roles, with the skills and categories that they name."""
        groups = {
            one.soc_major_group: one.id
            for one in sorted(
                self.existing.categories.values(), key=lambda one: one.id, reverse=True
            )
        }
        neighbours = Neighbours(plan.stand_for, plan.titles)
        for code, path in plan.paths.items():
            occupation = self.database.occupations[code]
            group = major_group_of(SCHEME, code)
            if group not in groups:
                groups[group] = self._write_category(group)
            text = write_draft(
                occupation,
                category=groups[group],
                source=self.source,
                skills=make_skill_uses(
                    occupation, self.database, self.names, f"O*NET {self.release} Database"
                ),
                neighbours=neighbours,
            )
            self.writing.write_record(path, text, replace=True)
        for slug, text in self.names.records():
            self.writing.write_record(f"content/skills/{slug}.md", text, replace=True)
        if plan.paths:
            self._note("roles", "Occupation Data", len(plan.paths))

    def _write_category(self, group: str) -> str:
        title = MAJOR_GROUPS.get(group, f"Major group {group}")
        slug = slugify(title)
        if slug in self.existing.categories:
            slug = f"{slug}-{group[:2]}"
        facts = [
            f"title: {spell_scalar(title)}",
            f"summary: {spell_scalar(_name_examples(self.database, group))}",
            f"soc_major_group: {spell_scalar(group)}",
            f"order: {100 + int(group[:2])}",
        ]
        self.writing.write_record(f"content/categories/{slug}.md", seal(facts))
        return slug

    def write_tables(self, kept: Sequence[OnetOccupation]) -> None:
        """Write the rows of these occupations, and the source that they cite."""
        if not kept:
            return
        origins = {name: file for name, (file, _) in self.database.origins.items()}
        earlier = _find_earlier(self.writing, self.source)
        titles = self.writing.table("alternate_titles.csv", ("source",))
        skills = self.writing.table("occupation_skills.csv", ("source",))
        for source in (self.source, *earlier):
            titles.cover(source)
            skills.cover(source)
        self._write_occupations(kept, origins["Occupation Data"])
        for occupation in kept:
            for row in _list_titles(occupation, self.source):
                own = row.title in occupation.titles
                titles.add(row, origins["Alternate Titles" if own else REPORTED])
            for skill in list_skill_rows(occupation, self.database, self.names, self.source):
                technology = skill.kind == "technology"
                skills.add(skill, origins["Technology Skills" if technology else skill.element[:4]])
        self._note_tables(len(kept), earlier)
        site = read_site(self.job.root, Report())[0]
        self.writing.write_record(
            f"content/sources/{self.source}.md",
            _spell_source(self.job, self.database, self.release, site),
        )

    def _write_occupations(self, kept: Sequence[OnetOccupation], origin: str) -> None:
        table = self.writing.table("occupations.csv", ("scheme", "code"))
        known = {
            cells["code"]
            for _, cells in ExistingTable(self.writing.root, "occupations.csv").rows()
            if cells["scheme"] == SOC
        }
        for occupation in kept:
            table.cover(SCHEME, occupation.code)
            table.add(Occupation(SCHEME, occupation.code, occupation.title), origin)
            code, _, part = occupation.code.partition(".")
            if part == "00" and code not in known:  # statistical offices have titles of their own
                table.add(Occupation(SOC, code, occupation.title), origin)

    def _note_tables(self, occupations: int, earlier: Sequence[str]) -> None:
        header = self.writing.table("imports.csv", ("table", "source", "file"))
        for _, cells in ExistingTable(self.writing.root, "imports.csv").rows():
            if cells["source"] in earlier and cells["table"] in PARTS:
                header.cover(cells["table"], cells["source"], cells["file"])
        # Their SOC codes may be another source's rows already, so occupations are counted here.
        self._note("occupations.csv", "Occupation Data", occupations)
        for table, parts in PARTS.items():
            if table != "occupations.csv":
                for part in parts:
                    self._note(table, part)

    def _note(self, table: str, part: str, rows: int | None = None) -> None:
        """Note the file of a table of O*NET as one that a table of the guide came from."""
        if part in self.database.origins:
            file, sha256 = self.database.origins[part]
            self.writing.note_file(
                table,
                source=self.source,
                release=self.release,
                file=file,
                sha256=sha256,
                rows=rows,
            )


REPORTED: Final = "Sample of Reported Titles"
PARTS: Final = {
    "occupations.csv": ("Occupation Data",),
    "alternate_titles.csv": ("Alternate Titles", REPORTED),
    "occupation_skills.csv": ("2.A.", "2.B.", "2.C.", "Technology Skills"),
}
"""Table of the guide → the tables, or elements of tables, of O*NET that it is made of."""


def _list_titles(occupation: OnetOccupation, source: str) -> Iterator[AlternateTitle]:
    """Yield the other titles of an occupation; a few of O*NET's are its own."""
    reported = set(occupation.reported)
    for title in dict.fromkeys((*occupation.titles, *occupation.reported)):
        if title.casefold() == occupation.title.casefold():
            continue
        yield AlternateTitle(
            scheme=SCHEME,
            occupation_code=occupation.code,
            title=title,
            short_title=occupation.titles.get(title, ""),
            reported=title in reported,
            source=source,
        )


def _name_examples(database: Database, group: str) -> str:
    """Say what a major group is by its first occupations, apart from supervisors and from what is
    left over (“All Other”), which say nothing of the work."""
    titles = [
        one.title
        for code, one in sorted(database.occupations.items())
        if major_group_of(SCHEME, code) == group and code.endswith(".00")
    ]
    plain = [
        title
        for title in titles
        if not (title.endswith("All Other") or title.startswith("First-Line Supervisors"))
    ]
    shown = plain or titles
    return f"{'; '.join(shown[:EXAMPLES])}; and others."


def _find_earlier(writing: Writing, source: str) -> list[str]:
    found = {cells["source"] for _, cells in ExistingTable(writing.root, "imports.csv").rows()}
    return sorted(one for one in found if EARLIER.fullmatch(one) and one != source)


def _spell_source(job: Job, database: Database, release: str, site: Site) -> str:
    editors = site.owner or f"The editors of {site.name}"
    # The licence page words it for one name; an owner such as “The roleguide editors” is several.
    several = editors.endswith("s") or not site.owner
    return spell_record(
        {
            "name": f"O*NET {release} Database",
            "publisher": "U.S. Department of Labor, Employment and Training Administration",
            "url": "https://www.onetcenter.org/database.html",
            "kind": "survey",
            "release": f"O*NET {release} Database"
            + (f", {database.released} Release" if database.released else ""),
            "retrieved": job.as_of.isoformat(),
            "licence": LICENCE,
            "attribution": f"This page includes information from the O*NET {release} Database by "
            "the U.S. Department of Labor, Employment and Training Administration (USDOL/ETA). "
            "Used under the CC BY 4.0 license. O*NET® is a trademark of USDOL/ETA. "
            f"{editors} {'have' if several else 'has'} modified all or some of this information. "
            "USDOL/ETA has not approved, endorsed, or tested these modifications.",
            "methodology_note": "Tasks, skills, technologies and interests of US occupations, "
            "gathered from people in the work, occupational experts and analysts. An entry "
            "describes an occupation as a whole and was collected at its own date.",
        }
    )
