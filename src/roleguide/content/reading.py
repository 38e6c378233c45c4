"""One file becomes a record: its front matter is decoded, its prose parsed."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

from roleguide.content.body import read_prose, read_role_text
from roleguide.content.decode import decode_struct
from roleguide.content.files import RECORD_LIMIT, RECORD_WARNING, TextFile, read_text
from roleguide.content.frontmatter import SplitRecord, split_record
from roleguide.content.markdown import BodyReader, Document
from roleguide.content.marks import Marks
from roleguide.content.parser import make_parser
from roleguide.content.scan import SITE_FILE
from roleguide.content.mastery import read_mastery
from roleguide.content.posting_body import read_posting_text
from roleguide.content.record import LARGE, Notes, Packed, pack_record
from roleguide.content.yamltext import parse_yaml
from roleguide.content.yamltree import Mapping, Scalar
from roleguide.diagnostics import Place as FilePlace
from roleguide.diagnostics import Report
from roleguide.guide.employer import Employer
from roleguide.guide.market_rules import MarketRules
from roleguide.guide.posting import Posting
from roleguide.guide.records import Category, ProsePage, Site, Skill, Term
from roleguide.guide.role import Role

BODY_FIELD: Final[dict[type[Struct], str]] = {
    Role: "text",
    Category: "body",
    Skill: "mastery",
    Term: "body",
    ProsePage: "body",
    MarketRules: "body",
    Employer: "body",
    Posting: "text",
}
"""Records whose Markdown body is kept; the others have facts only."""




def read_record_file(root: Path, cls: type[Struct], path: str) -> Packed:
    """Read one record file as far as it can be; what is wrong with it is among its diagnostics."""
    report = Report()
    file = read_text(root, path, RECORD_LIMIT, report)
    if file is None:
        notes = Notes(Marks(FilePlace(path, 1, 1)), ())
        return pack_record(path, b"", None, notes, report)
    if file.size > RECORD_WARNING:
        report.warning(
            FilePlace(path),
            "large-file",
            f"The file has {file.size:,} bytes; above {RECORD_WARNING:,} records are slow to read.",
            "shorten or split the text",
        )
    value, notes = read_record(file, cls, make_parser(), report)
    return pack_record(path, file.digest, value, notes, report)


def read_record(
    file: TextFile, cls: type[Struct], parser: Any, report: Report
) -> tuple[Any, Notes]:
    """Decode one record as far as it can be; its value is ``None`` where nothing could be."""
    split = split_record(file, report)
    marks = Marks(FilePlace(file.path, 1, 1))
    if split is None:
        return None, Notes(marks, ())
    preset: dict[str, object] = {"id": file.stem}
    if cls in LARGE:
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
    return value, Notes(marks, tuple(document.mentions))


def _read_body(
    cls: type[Struct], split: SplitRecord, path: str, parser: Any, report: Report
) -> tuple[Document, object]:
    said = Report()
    document = BodyReader(parser, split.body, path, split.body_line, said).read()
    # A posting is its own source: pay and percentages in it are what its employer says.
    report.extend(one for one in said if cls is not Posting or one.code != "uncited-figure")
    if cls is Role:
        top = FilePlace(path, split.body_line, 1)
        needs = not _is_imported(split.facts)
        return document, read_role_text(document, top, report, needs_duties=needs)
    if cls is Posting:
        top = FilePlace(path, split.body_line, 1)
        needs = not _is_draft(split.facts)
        return document, read_posting_text(document, top, report, needs_description=needs)
    if cls is Skill:
        return document, read_mastery(document, report)
    return document, read_prose(document, report)


def tell_change(path: str) -> Report:
    """Say that a file was edited while the guide was being read."""
    report = Report()
    report.error(
        FilePlace(path),
        "changed-while-reading",
        "The file changed while the guide was being read.",
        "save it completely and run again",
    )
    return report


def _is_imported(facts: Mapping | None) -> bool:
    """Tell whether front matter says that an importer wrote the record."""
    status = facts.get("status") if facts is not None else None
    return isinstance(status, Scalar) and status.text == "imported"


def _is_draft(facts: Mapping | None) -> bool:
    """Tell whether the front matter of a posting says that it is not published yet."""
    draft = facts.get("draft") if facts is not None else None
    return isinstance(draft, Scalar) and draft.text == "true"


def read_site(root: Path, report: Report) -> tuple[Site, Marks, bytes]:
    """Read ``site.yaml``; every setting has a default, so the file may be missing or empty."""
    marks = Marks(FilePlace(SITE_FILE, 1, 1))
    if not os.path.lexists(root / SITE_FILE):
        for name in ("site.yml", "site.yaml.txt", "Site.yaml"):
            if os.path.lexists(root / name):
                message = f"The settings are read from {SITE_FILE}, not from {name}."
                report.error(
                    FilePlace(name), "unexpected-file", message, f"rename it to {SITE_FILE}"
                )
        return Site(), marks, b""
    file = read_text(root, SITE_FILE, RECORD_LIMIT, report)
    if file is None or not re.search(r"^[^#\s]", file.text, re.MULTILINE):
        return Site(), marks, file.digest if file is not None else b""
    facts = parse_yaml(file.text, SITE_FILE, 1, report)
    site = decode_struct(facts, Site, {}, report, marks) if facts is not None else None
    if site is not None and site.edit_url is not None and "{path}" not in site.edit_url:
        report.error(
            marks.find("edit_url"),
            "bad-value",
            "The address does not hold {path}, which stands for the path of the file.",
            "write for example https://github.com/you/guide/edit/main/{path}",
        )
    return site or Site(), marks, file.digest
