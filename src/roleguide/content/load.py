"""A site's folder becomes a :class:`~roleguide.guide.guide.Guide` and a report of everything wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final, TypeVar

from msgspec import Struct

from roleguide.content.body import read_prose, read_role_text
from roleguide.content.decode import Marks, decode_struct
from roleguide.content.files import (
    RECORD_LIMIT,
    RECORD_WARNING,
    SLUG,
    TABLE_LIMIT,
    Entry,
    TextFile,
    list_entries,
    read_text,
)
from roleguide.content.frontmatter import split_record
from roleguide.content.markdown import BodyReader, Document, PlacedMention, make_parser
from roleguide.content.tables import Row, read_table
from roleguide.content.yamltext import parse_yaml
from roleguide.diagnostics import Place as FilePlace
from roleguide.diagnostics import Report, excerpt, suggest
from roleguide.guide.figures import Occupation, Outlook, PayObservation, Place
from roleguide.guide.records import Category, Comparison, ProsePage, Site, Skill, Source, Term
from roleguide.guide.role import Role
from roleguide.guide.slugs import slugify

S = TypeVar("S", bound=Struct)

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
BODY_FIELD: Final[dict[type[Struct], str]] = {Role: "text", Category: "body", Term: "body", ProsePage: "body"}
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
    broken: dict[type[Struct], set[str]]
    """Ids of files that exist but could not be decoded: references to them are not dangling."""
    rows: dict[type[Struct], list[Row]]

    def of(self, cls: type[S]) -> dict[str, S]:
        """Return the records of a kind by id."""
        return {id: record.value for id, record in self.records[cls].items()}


def read_content(
    root: Path, report: Report, progress: Callable[[Iterable[Entry], int], Iterable[Entry]] | None = None
) -> Content:
    """Read every file below ``root/content`` and ``root/site.yaml``; ``progress`` may wrap the loop over files."""
    site, site_marks = _read_site(root, report)
    content = Content(
        site,
        site_marks,
        {cls: {} for cls in FOLDERS.values()},
        {cls: set() for cls in FOLDERS.values()},
        {cls: [] for cls in TABLES.values()},
    )
    entries = list_entries(root, "content", report)
    parser = make_parser()
    for entry in progress(entries, len(entries)) if progress else entries:
        _, _, inner = entry.path.partition("/")
        folder, _, name = inner.rpartition("/")
        if folder == "tables" and name in TABLES:
            table = read_text(root, entry.path, TABLE_LIMIT, report)
            if table is not None:
                content.rows[TABLES[name]].extend(read_table(table, TABLES[name], report))
        elif folder.split("/")[0] in FOLDERS and name.endswith(".md"):
            cls = FOLDERS[folder.split("/")[0]]
            _read_record_into(content, cls, root, entry, parser, report)
        else:
            _refuse_file(entry, folder, name, report)
    return content


def _refuse_file(entry: Entry, folder: str, name: str, report: Report) -> None:
    if folder == "tables":
        fix = suggest(name, TABLES, "known tables: " + ", ".join(TABLES))
    elif folder.split("/")[0] in FOLDERS:
        fix = "records end in .md; move other files out of content/"
    else:
        known = [*FOLDERS, "tables"]
        fix = suggest(folder.split("/")[0], known, "put records into one of: " + ", ".join(known))
    report.error(
        FilePlace(entry.path), "unexpected-file", f"The file {excerpt(name)} has no place in the content.", fix
    )


def _read_record_into(
    content: Content, cls: type[Struct], root: Path, entry: Entry, parser: Any, report: Report
) -> None:
    file = read_text(root, entry.path, RECORD_LIMIT, report)
    id = entry.path.rpartition("/")[2].removesuffix(".md")
    if not SLUG.fullmatch(id) or len(id) > 80:
        report.error(
            FilePlace(entry.path),
            "bad-id",
            f"The file name {excerpt(id)} is not an id.",
            f"rename it to {slugify(id) or 'a-name'}.md: small letters, digits and single hyphens, at most 80",
        )
        return
    if entry.size > RECORD_WARNING:
        report.warning(
            FilePlace(entry.path),
            "large-file",
            f"The file has {entry.size:,} bytes; records above {RECORD_WARNING:,} are slow to read.",
            "shorten or split the text",
        )
    twin = content.records[cls].get(id)
    if twin is not None or id in content.broken[cls]:
        report.error(
            FilePlace(entry.path),
            "duplicate-id",
            f"There are two records {excerpt(id)}"
            + (f"; the other is {excerpt(twin.path)}." if twin else "."),
            "rename one of the two files",
        )
        return
    record = read_record(file, cls, parser, report) if file is not None else None
    if record is None:
        content.broken[cls].add(id)
    else:
        content.records[cls][id] = record


def read_record(file: TextFile, cls: type[S], parser: Any, report: Report) -> Record | None:
    """Decode one record file; ``None`` after reporting what is wrong with it."""
    split = split_record(file, report)
    before = report.count_errors(file.path)
    marks = Marks(FilePlace(file.path, 1, 1))
    body_field = BODY_FIELD.get(cls)
    body = ""
    if split is None:
        # The body is still read, so that its mistakes show up in the same run.
        parts = file.text.split("\n---", 1)
        if len(parts) == 2 and body_field is not None and file.text.startswith("---"):
            line = parts[0].count("\n") + 2
            _read_body(cls, "\n".join(parts[1].split("\n")[1:]), file.path, line + 1, parser, report)
        return None
    body, line = split.body, split.body_line
    preset: dict[str, object] = {"id": file.stem}
    document = Document([], [])
    if body_field is not None:
        document, preset[body_field] = _read_body(cls, body, file.path, line, parser, report)
    elif body.strip():
        report.error(
            FilePlace(file.path, line + body[: len(body) - len(body.lstrip())].count("\n"), 1),
            "unexpected-text",
            f"A record in {file.path.split('/')[1]}/ has no text below its front matter.",
            "move the text into a field of the front matter",
        )
    value = decode_struct(split.facts, cls, preset, report, marks)
    if value is None or report.count_errors(file.path) > before:
        return None
    return Record(value, file.path, marks, tuple(document.mentions))


def _read_body(
    cls: type[Struct], body: str, path: str, line: int, parser: Any, report: Report
) -> tuple[Document, object]:
    document = BodyReader(parser, body, path, line, report).read()
    if cls is Role:
        return document, read_role_text(document.blocks, FilePlace(path, line, 1), report)
    return document, read_prose(document.blocks, report)


def _read_site(root: Path, report: Report) -> tuple[Site, Marks]:
    """Read ``site.yaml``; every setting has a default, so the file may be missing."""
    marks = Marks(FilePlace("site.yaml", 1, 1))
    if not (root / "site.yaml").exists():
        return Site(), marks
    file = read_text(root, "site.yaml", RECORD_LIMIT, report)
    facts = parse_yaml(file.text, "site.yaml", 1, report) if file is not None else None
    site = decode_struct(facts, Site, {}, report, marks) if facts is not None else None
    return site or Site(), marks
