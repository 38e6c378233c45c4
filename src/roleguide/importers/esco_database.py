"""ESCO as its publisher issues it (CSV, one language): occupations, ISCO groups, skills, relations.

Columns: the ESCO dataset 1.1.1 (https://esco.ec.europa.eu/en/use-esco/download). A concept is known
by its address (URI); occupations also have a code below their ISCO-08 unit group (``2511.4``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final

from msgspec import Struct, field

from roleguide.diagnostics import excerpt
from roleguide.guide.codes import is_code
from roleguide.guide.words import Need, SkillKind
from roleguide.importers.sheet import Sheet, fold_column
from roleguide.importers.summary import Summary


class EscoOccupation(Struct):
    """An occupation; ``skills`` maps the address of a skill to how much it is needed."""

    uri: str
    code: str
    group: str
    title: str
    titles: tuple[str, ...]
    skills: dict[str, Need] = field(default_factory=dict)


class EscoSkill(Struct):
    """A skill: its name and kind."""

    name: str
    kind: SkillKind


class Esco(Struct):
    """What was read; ``origins`` maps the kind of a table to its file and that file's SHA-256."""

    occupations: dict[str, EscoOccupation] = field(default_factory=dict)
    """By address."""
    groups: dict[str, str] = field(default_factory=dict)
    """Code of an ISCO-08 group → its title."""
    skills: dict[str, EscoSkill] = field(default_factory=dict)
    """By address."""
    origins: dict[str, tuple[str, str]] = field(default_factory=dict)
    release: str = ""


Wants = Callable[[EscoOccupation], bool]
TABLES: Final = {
    "occupations": ("conceptUri", "iscoGroup", "preferredLabel", "altLabels", "code"),
    "relations": ("occupationUri", "relationType", "skillType", "skillUri"),
    "skills": ("conceptUri", "skillType", "reuseLevel", "preferredLabel", "scopeNote"),
    "languages": ("conceptUri", "skillType", "reuseLevel", "preferredLabel", "broaderConceptUri"),
    "groups": ("conceptType", "conceptUri", "code", "preferredLabel"),
}
"""Tables by the columns that they are known by, in the order in which they are compared."""
NEEDED: Final = ("occupations", "relations", "skills")
READ: Final = (*NEEDED, "languages", "groups")


def read_esco(sheets: Iterable[Sheet], wants: Wants, summary: Summary) -> Esco:
    """Read the tables that are known; ``wants`` tells which occupations are kept."""
    esco = Esco()
    found: dict[str, list[Sheet]] = {}
    for sheet in sheets:
        if release := re.search(r"\bv(\d+\.\d+(?:\.\d+)?)\b", sheet.path):
            esco.release = release[1]
        columns = {fold_column(name) for name in sheet.header()}
        for table, needed in TABLES.items():
            if {fold_column(name) for name in needed} <= columns:
                # Its collections of skills have one set of columns; only their names differ.
                if table != "languages" or fold_column(sheet.name).startswith("languageskills"):
                    found.setdefault(table, []).append(sheet)
                    esco.origins[table] = (sheet.file, sheet.sha256)
                break
    readers = {
        "occupations": _read_occupations,
        "relations": _read_relations,
        "skills": _read_skills,
        "languages": _read_skills,
        "groups": _read_groups,
    }
    for table in READ:
        for sheet in found.get(table, ()):
            readers[table](esco, sheet, wants, summary)
    return esco


def _read_occupations(esco: Esco, sheet: Sheet, wants: Wants, summary: Summary) -> None:
    read = kept = 0
    for row in sheet.rows(TABLES["occupations"]):
        read += 1
        code, group = row["code"], row["iscoGroup"]
        if not (is_code("esco", code) and is_code("isco-08", group)):
            summary.skip("code that is none of ESCO", excerpt(code or group))
            continue
        names = (name.strip() for name in row["altLabels"].split("\n"))
        titles = tuple(dict.fromkeys(name for name in names if name))
        one = EscoOccupation(row["conceptUri"], code, group, row["preferredLabel"], titles)
        if wants(one):
            esco.occupations[one.uri] = one
            kept += 1
    summary.count(sheet.path, read, kept)


def _read_relations(esco: Esco, sheet: Sheet, _wants: Wants, summary: Summary) -> None:
    read = kept = 0
    for row in sheet.rows(TABLES["relations"]):
        read += 1
        occupation = esco.occupations.get(row["occupationUri"])
        if occupation is None:
            continue
        need: Need | None = _NEEDS.get(row["relationType"])
        if need is None:
            summary.skip("relation that is neither essential nor optional", row["relationType"])
            continue
        occupation.skills[row["skillUri"]] = need
        # Named below, in the table of skills; the kind is the relation's own word.
        kind: SkillKind = "knowledge" if row["skillType"] == "knowledge" else "technical"
        esco.skills.setdefault(row["skillUri"], EscoSkill("", kind))
        kept += 1
    summary.count(sheet.path, read, kept)


_NEEDS: Final[dict[str, Need]] = {"essential": "essential", "optional": "optional"}


def _read_skills(esco: Esco, sheet: Sheet, _wants: Wants, summary: Summary) -> None:
    languages = fold_column(sheet.name).startswith("languageskills")
    read = kept = 0
    for row in sheet.rows(TABLES["languages" if languages else "skills"]):
        read += 1
        skill = esco.skills.get(row["conceptUri"])
        if skill is None:
            continue
        kept += 1
        skill.name = row["preferredLabel"]
        if languages:
            skill.kind = "language"
        elif row["reuseLevel"] == "transversal" and skill.kind == "technical":
            skill.kind = "soft"
    summary.count(sheet.path, read, kept)


def _read_groups(esco: Esco, sheet: Sheet, _wants: Wants, summary: Summary) -> None:
    read = 0
    for row in sheet.rows(TABLES["groups"]):
        if row["conceptType"] != "ISCOGroup":
            return  # groups of skills have the same columns
        read += 1
        esco.groups[row["code"]] = row["preferredLabel"]
    summary.count(sheet.path, read, read)
