"""A site's folder becomes a :class:`~roleguide.guide.guide.Guide` and a report of everything
wrong with it."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final, TypeVar

from msgspec import Struct

from roleguide.content.body import read_prose, read_role_text
from roleguide.content.decode import decode_struct
from roleguide.content.files import (
    RECORD_LIMIT,
    RECORD_WARNING,
    SLUG,
    SLUG_LIMIT,
    TABLE_LIMIT,
    Entry,
    TextFile,
    list_entries,
    read_text,
)
from roleguide.content.frontmatter import SplitRecord, split_record
from roleguide.content.inlines import PlacedMention
from roleguide.content.markdown import BodyReader, Document
from roleguide.content.marks import Marks
from roleguide.content.parser import make_parser
from roleguide.content.tables import Row, read_table
from roleguide.content.yamltext import parse_yaml
from roleguide.diagnostics import Place as FilePlace
from roleguide.diagnostics import Report, excerpt, nearest, suggest
from roleguide.guide.figures import Occupation, Outlook, PayObservation, Place
from roleguide.guide.records import Category, Comparison, ProsePage, Site, Skill, Source, Term
from roleguide.guide.role import Role
from roleguide.guide.slugs import slugify

S = TypeVar("S", bound=Struct)

SITE_FILE: Final = "site.yaml"
FOLDERS: Final[dict[str, type[Struct]]] = {
    "roles": Role,
    "categories": Category,
    "skills": Skill,
    "sources": Source,
    "comparisons": Comparison,
    "glossary": Term,
    "pages": ProsePage,
}
TABLES: Final[dict[str, type[Struct]]] = {
    "places.csv": Place,
    "occupations.csv": Occupation,
    "pay.csv": PayObservation,
    "outlook.csv": Outlook,
}
BODY_FIELD: Final[dict[type[Struct], str]] = {
    Role: "text",
    Category: "body",
    Term: "body",
    ProsePage: "body",
}
"""Records whose Markdown body is kept; the others have facts only."""


class Record(Struct, frozen=True):
    """A decoded record with the places of its values and of what its prose mentions."""

    value: Any
    path: str
    marks: Marks
    mentions: tuple[PlacedMention, ...]


class Content(Struct):
    """Everything that was read, before the rules of the whole guide are checked."""

    site: Site
    site_marks: Marks
    records: dict[type[Struct], dict[str, Record]]
    broken: dict[type[Struct], dict[str, Record]]
    """Records with mistakes: references to them are not dangling. The value holds what could be
    decoded and is ``None`` where a needed field was wrong."""
    rows: dict[type[Struct], list[Row]]
    incomplete: set[type[Struct]]
    """Tables (and the settings) with mistakes: what they lack is not reported a second time."""

    def of(self, cls: type[S]) -> dict[str, S]:
        """Return the records of a kind by id."""
        return {name: record.value for name, record in self.records[cls].items()}

    def knows(self, cls: type[Struct], name: str) -> bool:
        """Tell whether there is a file for a record, whatever is wrong with it."""
        return name in self.records[cls] or name in self.broken[cls]


def read_content(
    root: Path,
    report: Report,
    progress: Callable[[Iterable[Entry], int], Iterable[Entry]] | None = None,
) -> Content:
    """Read every file below ``root/content`` and ``root/site.yaml``.

    ``progress`` may wrap the loop over files.
    """
    site, site_marks = _read_site(root, report)
    content = Content(
        site,
        site_marks,
        {cls: {} for cls in FOLDERS.values()},
        {cls: {} for cls in FOLDERS.values()},
        {cls: [] for cls in TABLES.values()},
        {Site} if report.count_errors(SITE_FILE) else set(),
    )
    entries = list_entries(root, "content", report)
    parser = make_parser()
    for entry in progress(entries, len(entries)) if progress else entries:
        folder, _, name = entry.path.removeprefix("content/").rpartition("/")
        kind = FOLDERS.get(folder.split("/", 1)[0])
        if folder == "tables" and name in TABLES:
            _read_table_into(content, TABLES[name], root, entry, report)
        elif kind is not None and name.endswith(".md"):
            _read_record_into(content, kind, root, entry, parser=parser, report=report)
        else:
            _refuse_file(entry, folder, name, report)
    return content


def _read_table_into(
    content: Content, cls: type[Struct], root: Path, entry: Entry, report: Report
) -> None:
    table = read_text(root, entry.path, TABLE_LIMIT, report)
    if table is not None:
        content.rows[cls].extend(read_table(table, cls, report))
    if report.count_errors(entry.path):
        content.incomplete.add(cls)


def _refuse_file(entry: Entry, folder: str, name: str, report: Report) -> None:
    top = folder.split("/", 1)[0]
    if folder == "tables":
        fix = suggest(name, TABLES, "known tables: " + ", ".join(TABLES))
    elif top in FOLDERS:
        fix = "records end in .md; move other files out of content/"
    else:
        known = [*FOLDERS, "tables"]
        meant = nearest(top, known) if top else None
        fix = "move it into one of: " + ", ".join(f"content/{word}/" for word in known)
        if meant is not None:
            fix = f"move it into content/{meant}/"
    report.error(
        FilePlace(entry.path),
        "unexpected-file",
        f"The file {excerpt(name)} has no place in the content.",
        fix,
    )


def _read_record_into(
    content: Content, cls: type[Struct], root: Path, entry: Entry, *, parser: Any, report: Report
) -> None:
    name = entry.path.rpartition("/")[2].removesuffix(".md")
    if not SLUG.fullmatch(name) or len(name) > SLUG_LIMIT:
        report.error(
            FilePlace(entry.path),
            "bad-id",
            f"The file name {excerpt(name)} is not an id.",
            f"rename it to {slugify(name) or 'a-name'}.md: small letters, digits and single"
            f" hyphens, at most {SLUG_LIMIT}",
        )
    elif content.knows(cls, name):
        twin = content.records[cls].get(name) or content.broken[cls][name]
        report.error(
            FilePlace(entry.path),
            "duplicate-id",
            f"There are two records {excerpt(name)}; the other is {excerpt(twin.path)}.",
            "rename one of the two files",
        )
    file = read_text(root, entry.path, RECORD_LIMIT, report)
    if file is None:
        record = Record(None, entry.path, Marks(FilePlace(entry.path, 1, 1)), ())
    else:
        if entry.size > RECORD_WARNING:
            report.warning(
                FilePlace(entry.path),
                "large-file",
                f"The file has {entry.size:,} bytes; above {RECORD_WARNING:,} records are slow to"
                " read.",
                "shorten or split the text",
            )
        record = read_record(file, cls, parser, report)
    if not report.count_errors(entry.path):
        content.records[cls][name] = record
    elif not content.knows(cls, name):
        content.broken[cls][name] = record


def read_record(file: TextFile, cls: type[Struct], parser: Any, report: Report) -> Record:
    """Decode one record file as far as it can be; what is wrong with it is in the report."""
    split = split_record(file, report)
    marks = Marks(FilePlace(file.path, 1, 1))
    if split is None:
        return Record(None, file.path, marks, ())
    preset: dict[str, object] = {"id": file.stem}
    if cls is Role:
        preset["path"] = file.path
    document = Document([], [])
    if cls in BODY_FIELD:
        document, preset[BODY_FIELD[cls]] = _read_body(cls, split, file.path, parser, report)
    elif split.body.strip():
        blank = len(split.body) - len(split.body.lstrip())
        report.error(
            FilePlace(file.path, split.body_line + split.body.count("\n", 0, blank), 1),
            "unexpected-text",
            f"A record in {file.path.split('/', 2)[1]}/ has no text below its front matter.",
            "move the text into a field of the front matter, or delete it",
        )
    value = None
    if split.facts is not None:
        value = decode_struct(split.facts, cls, preset, report, marks)
    return Record(value, file.path, marks, tuple(document.mentions))


def _read_body(
    cls: type[Struct], split: SplitRecord, path: str, parser: Any, report: Report
) -> tuple[Document, object]:
    document = BodyReader(parser, split.body, path, split.body_line, report).read()
    if cls is Role:
        return document, read_role_text(document, FilePlace(path, split.body_line, 1), report)
    return document, read_prose(document, report)


def _read_site(root: Path, report: Report) -> tuple[Site, Marks]:
    """Read ``site.yaml``; every setting has a default, so the file may be missing or empty."""
    marks = Marks(FilePlace(SITE_FILE, 1, 1))
    if not os.path.lexists(root / SITE_FILE):
        for name in ("site.yml", "site.yaml.txt", "Site.yaml"):
            if os.path.lexists(root / name):
                message = f"The settings are read from {SITE_FILE}, not from {name}."
                report.error(
                    FilePlace(name), "unexpected-file", message, f"rename it to {SITE_FILE}"
                )
        return Site(), marks
    file = read_text(root, SITE_FILE, RECORD_LIMIT, report)
    if file is None or not re.search(r"^[^#\s]", file.text, re.MULTILINE):
        return Site(), marks
    facts = parse_yaml(file.text, SITE_FILE, 1, report)
    site = decode_struct(facts, Site, {}, report, marks) if facts is not None else None
    if site is not None and site.edit_url is not None and "{path}" not in site.edit_url:
        report.error(
            marks.find("edit_url"),
            "bad-value",
            "The address does not hold {path}, which stands for the path of the file.",
            "write for example https://github.com/you/guide/edit/main/{path}",
        )
    return site or Site(), marks
