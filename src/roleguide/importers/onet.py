"""``roleguide import onet``: O*NET's occupations, titles and skills as tables, and draft roles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
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
from roleguide.importers.onet_database import EXPECTED, Database, OnetOccupation, read_database
from roleguide.importers.onet_drafts import Neighbours, write_draft
from roleguide.importers.onet_skills import SkillNames, list_skill_rows, make_skill_uses
from roleguide.importers.refusal import WrongUse, refuse
from roleguide.importers.sheet import Sheet
from roleguide.importers.sources import spell_record
from roleguide.importers.summary import Summary
from roleguide.importers.writing import Writing

LICENCE: Final = {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"}
SOC: Final = "soc-2018"
EARLIER: Final = re.compile(r"onet-\d{2}-\d")
"""Ids of the sources that earlier releases got: a new one takes their rows' place."""


def import_onet(job: Job, summary: Summary) -> None:
    """Carry out an import of O*NET; raises as :mod:`roleguide.importers.refusal` says."""
    existing = read_records(job.root, summary.report)
    named = {code for one in existing.roles if one.role for code in codes_of(one.role)}
    everything = job.everything or job.drafts
    database = read_database(_open_sheets(job), lambda c: everything or c in named, summary)
    _check(job, database, summary)
    release = job.release or database.release
    source = job.source or f"onet-{release.replace('.', '-')}"
    with Writing(job.root, job.as_of, summary, dry_run=job.dry_run) as writing:
        names = SkillNames(existing.skills, existing.untouched_skills)
        if job.drafts:
            plan = plan_drafts(database.occupations.values(), existing, summary)
            _write_drafts(writing, database, plan, existing, names, source, release)
            named |= plan.stand_for.keys()
        kept = [
            one
            for code, one in sorted(database.occupations.items())
            if job.everything or code in named
        ]
        if kept:
            _write_tables(writing, database, kept, names, source, release)
            site = read_site(job.root, Report())[0]
            writing.write_record(
                f"content/sources/{source}.md", _spell_source(job, database, release, site)
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


def _write_drafts(
    writing: Writing,
    database: Database,
    plan: DraftPlan,
    existing: ExistingRecords,
    names: SkillNames,
    source: str,
    release: str,
) -> None:
    groups = {
        one.soc_major_group: one.id
        for one in sorted(existing.categories.values(), key=lambda one: one.id, reverse=True)
    }
    neighbours = Neighbours(plan.stand_for, plan.titles)
    for code, path in plan.paths.items():
        occupation = database.occupations[code]
        group = major_group_of(SCHEME, code)
        if group not in groups:
            groups[group] = _write_category(writing, group, set(existing.categories))
        skills = make_skill_uses(occupation, database, names, f"O*NET {release} Database")
        text = write_draft(
            occupation,
            category=groups[group],
            source=source,
            skills=skills,
            neighbours=neighbours,
        )
        writing.write_record(path, text, replace=True)
    for slug, text in names.records():
        writing.write_record(f"content/skills/{slug}.md", text, replace=True)
    if plan.paths:
        file, sha256 = database.origins["Occupation Data"]
        writing.note_file(
            "roles",
            source=source,
            release=release,
            file=file,
            sha256=sha256,
            rows=len(plan.paths),
        )


def _write_category(writing: Writing, group: str, taken: set[str]) -> str:
    title = MAJOR_GROUPS.get(group, f"Major group {group}")
    slug = slugify(title)
    if slug in taken:
        slug = f"{slug}-{group[:2]}"
    facts = [
        f"title: {spell_scalar(title)}",
        f"summary: {spell_scalar(f'Occupations of major group {group} of the 2018 Standard Occupational Classification of the United States.')}",
        f"soc_major_group: {spell_scalar(group)}",
        f"order: {100 + int(group[:2])}",
    ]
    writing.write_record(f"content/categories/{slug}.md", seal(facts))
    return slug


def _write_tables(
    writing: Writing,
    database: Database,
    kept: Sequence[OnetOccupation],
    names: SkillNames,
    source: str,
    release: str,
) -> None:
    origins = {name: file for name, (file, _) in database.origins.items()}
    occupations = writing.table("occupations.csv", ("scheme", "code"))
    titles = writing.table("alternate_titles.csv", ("source",))
    skills = writing.table("occupation_skills.csv", ("source",))
    earlier = _find_earlier(writing, source)
    for table in (titles, skills):
        for one in (source, *earlier):
            table.cover(one)
    listed = origins["Occupation Data"]
    known = {
        cells["code"]
        for _, cells in ExistingTable(writing.root, "occupations.csv").rows()
        if cells["scheme"] == SOC
    }
    for occupation in kept:
        occupations.cover(SCHEME, occupation.code)
        occupations.add(Occupation(SCHEME, occupation.code, occupation.title), listed)
        code, _, part = occupation.code.partition(".")
        if part == "00" and code not in known:  # statistical offices have titles of their own
            occupations.add(Occupation(SOC, code, occupation.title), listed)
        for row in _list_titles(occupation, source):
            table = "Alternate Titles" if row.title in occupation.titles else REPORTED
            titles.add(row, origins[table])
        for skill in list_skill_rows(occupation, database, names, source):
            technology = skill.kind == "technology"
            table = "Technology Skills" if technology else skill.element[:4]
            skills.add(skill, origins[table])
    _note_files(writing, database, source, release, earlier, len(kept))


REPORTED: Final = "Sample of Reported Titles"


def _list_titles(occupation: OnetOccupation, source: str) -> Iterator[AlternateTitle]:
    reported = set(occupation.reported)
    for title in dict.fromkeys((*occupation.titles, *occupation.reported)):
        yield AlternateTitle(
            scheme=SCHEME,
            occupation_code=occupation.code,
            title=title,
            short_title=occupation.titles.get(title, ""),
            reported=title in reported,
            source=source,
        )


def _note_files(
    writing: Writing,
    database: Database,
    source: str,
    release: str,
    earlier: Iterable[str],
    occupations: int,
) -> None:
    tables = {
        "occupations.csv": ("Occupation Data",),
        "alternate_titles.csv": ("Alternate Titles", REPORTED),
        "occupation_skills.csv": ("2.A.", "2.B.", "2.C.", "Technology Skills"),
    }
    header = writing.table("imports.csv", ("table", "source", "file"))
    gone = set(earlier)
    for _, cells in ExistingTable(writing.root, "imports.csv").rows():
        if cells["source"] in gone and cells["table"] in tables:
            header.cover(cells["table"], cells["source"], cells["file"])
    for table, parts in tables.items():
        for file, sha256 in dict.fromkeys(
            database.origins[part] for part in parts if part in database.origins
        ):
            writing.note_file(
                table,
                source=source,
                release=release,
                file=file,
                sha256=sha256,
                # Their SOC codes may be another source's rows already.
                rows=occupations if table == "occupations.csv" else None,
            )


def _find_earlier(writing: Writing, source: str) -> list[str]:
    found = {cells["source"] for _, cells in ExistingTable(writing.root, "imports.csv").rows()}
    return sorted(one for one in found if EARLIER.fullmatch(one) and one != source)


def _spell_source(job: Job, database: Database, release: str, site: Site) -> str:
    editors = site.owner or f"The editors of {site.name}"
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
            "attribution": f"This page includes information from the O*NET {release} Database by the "
            "U.S. Department of Labor, Employment and Training Administration (USDOL/ETA). Used "
            "under the CC BY 4.0 license. O*NET® is a trademark of USDOL/ETA. "
            f"{editors} has modified all or some of this information. USDOL/ETA has not approved, "
            "endorsed, or tested these modifications.",
            "methodology_note": "Tasks, skills, technologies and interests of US occupations, "
            "gathered from people in the work, occupational experts and analysts. An entry "
            "describes an occupation as a whole and was collected at its own date.",
        }
    )
