"""``roleguide import esco``: ESCO's occupations, titles and skills as tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from roleguide.content.names import fold_name
from roleguide.diagnostics import Place
from roleguide.guide.codes import statistic_codes
from roleguide.guide.figures import Occupation
from roleguide.guide.observations import AlternateTitle, OccupationSkill
from roleguide.importers.esco_database import NEEDED, Esco, EscoOccupation, read_esco
from roleguide.importers.existing_records import ExistingRecords, read_records
from roleguide.importers.inputs import Input, open_inputs
from roleguide.importers.job import Job
from roleguide.importers.refusal import WrongUse, refuse
from roleguide.importers.sheet import Sheet
from roleguide.importers.sources import spell_record
from roleguide.importers.summary import Summary
from roleguide.importers.writing import Writing

SCHEME: Final = "esco"
GROUPS: Final = "isco-08"
ABOUT: Final = {
    "occupations": "an occupation’s ISCO group, label and code",
    "relations": "which skill an occupation needs (an archive of its own has that)",
    "skills": "the labels of skills",
}


class Named(Struct, frozen=True):
    """What the guide's roles name: codes and addresses of ESCO, and groups of ISCO-08."""

    codes: frozenset[str]
    groups: frozenset[str]

    def covers(self, occupation: EscoOccupation) -> bool:
        """Tell whether a role names an occupation, or its group or a wider one."""
        return (
            occupation.code in self.codes
            or occupation.uri in self.codes
            or any(occupation.group.startswith(group) for group in self.groups)
        )


def import_esco(job: Job, summary: Summary) -> None:
    """Carry out an import of ESCO; raises as :mod:`roleguide.importers.refusal` says."""
    existing = read_records(job.root, summary.report)
    named = _find_named(existing)
    inputs = open_inputs(job.paths)
    esco = read_esco(
        _list_sheets(job, inputs), lambda one: job.everything or named.covers(one), summary
    )
    for one in inputs:
        one.close()
    for table in NEEDED:
        if table not in esco.origins:
            raise refuse(
                Place(str(job.paths[0])),
                "missing-table",
                f"No table says {ABOUT[table]}.",
                "give both archives of ESCO: the one of a language, and the one of relations",
            )
    release = job.release or esco.release
    if not release:
        raise WrongUse("the files do not say which release of ESCO they are: add --release 1.1.1")
    source = job.source or f"esco-{release.replace('.', '-')}"
    with Writing(job.root, job.as_of, summary, dry_run=job.dry_run) as writing:
        if esco.occupations:
            _write_tables(writing, esco, existing, named, source)
            _note_files(writing, esco, source, release)
            writing.write_record(f"content/sources/{source}.md", _spell_source(job, release))
        writing.commit()


def _list_sheets(job: Job, inputs: list[Input]) -> Iterator[Sheet]:
    for one in inputs:
        yield from job.progress(f"Reading {one.name}", one.sheets(), 0)


def _find_named(existing: ExistingRecords) -> Named:
    codes = [code for one in existing.roles if one.role for code in one.role.codes]
    return Named(
        frozenset(code.code for code in codes if code.scheme == SCHEME),
        frozenset(code.code for code in codes if code.scheme == GROUPS),
    )


def _write_tables(
    writing: Writing, esco: Esco, existing: ExistingRecords, named: Named, source: str
) -> None:
    occupations = writing.table("occupations.csv", ("scheme", "code"))
    titles = writing.table("alternate_titles.csv", ("source",))
    skills = writing.table("occupation_skills.csv", ("source",))
    titles.cover(source)
    skills.cover(source)
    ids = _skill_ids(existing)
    groups: set[str] = set(named.groups)
    listed, related = esco.origins["occupations"][0], esco.origins["relations"][0]
    for one in esco.occupations.values():
        groups.add(one.group)
        # A role may name an occupation by its code or by its address.
        for code in (one.code, *({one.uri} & named.codes)):
            occupations.cover(SCHEME, code)
            occupations.add(Occupation(SCHEME, code, one.title), listed)
            for title in one.titles:
                if title.casefold() != one.title.casefold():
                    titles.add(
                        AlternateTitle(SCHEME, code, title, "", reported=False, source=source),
                        listed,
                    )
            for row in _list_skills(esco, one, code, ids, source):
                skills.add(row, related)
    for group in sorted(groups):
        for filed in statistic_codes(GROUPS, group):
            if filed.code in esco.groups:
                occupations.cover(GROUPS, filed.code)
                occupations.add(Occupation(GROUPS, filed.code, esco.groups[filed.code]), listed)


def _list_skills(
    esco: Esco, one: EscoOccupation, code: str, ids: dict[str, str], source: str
) -> Iterator[OccupationSkill]:
    for uri, need in one.skills.items():
        skill = esco.skills[uri]
        if skill.name:
            yield OccupationSkill(
                scheme=SCHEME,
                occupation_code=code,
                element=uri,
                name=skill.name,
                kind=skill.kind,
                skill=ids.get(uri) or ids.get(fold_name(skill.name), ""),
                need=need,
                importance=None,
                level=None,
                hot=False,
                in_demand=False,
                sample_size=None,
                as_of=None,
                source=source,
            )


def _skill_ids(existing: ExistingRecords) -> dict[str, str]:
    """Map ESCO addresses and folded names to the ids of the guide's skills."""
    found: dict[str, str] = {}
    for slug, skill in existing.skills.items():
        for text in (skill.name, *skill.aliases, *skill.hidden_aliases):
            found.setdefault(fold_name(text), slug)
        if skill.esco_uri:
            found[skill.esco_uri] = slug
    return found


def _note_files(writing: Writing, esco: Esco, source: str, release: str) -> None:
    for table, part in (
        ("occupations.csv", "occupations"),
        ("alternate_titles.csv", "occupations"),
        ("occupation_skills.csv", "relations"),
    ):
        file, sha256 = esco.origins[part]
        writing.note_file(table, source=source, release=release, file=file, sha256=sha256)


def _spell_source(job: Job, release: str) -> str:
    return spell_record(
        {
            "name": f"ESCO {release}",
            "publisher": "European Commission",
            "url": "https://esco.ec.europa.eu/",
            "kind": "standard",
            "release": f"ESCO dataset v{release}",
            "retrieved": job.as_of.isoformat(),
            "licence": {
                "name": "Reuse with attribution (Commission Decision 2011/833/EU)",
                "url": "https://eur-lex.europa.eu/eli/dec/2011/833/oj",
            },
            "attribution": "This service uses the ESCO classification of the European Commission. "
            "The classification is shown in extracts: titles, and the skills of the occupations "
            "that this guide describes.",
            "methodology_note": "European classification of occupations and skills. Experts "
            "decided which skills are essential and which are optional; nothing was measured.",
        }
    )
