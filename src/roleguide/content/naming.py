"""Names of files: which of them are ids of records, and which have no place in the content."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from roleguide.content.columns import TABLES
from roleguide.content.files import SLUG, SLUG_LIMIT, Entry
from roleguide.diagnostics import Place as FilePlace
from roleguide.diagnostics import Report, excerpt, nearest, suggest
from roleguide.guide.slugs import slugify


def name_of(path: str) -> str:
    """Return the id of a record from the path of its file."""
    return path.rpartition("/")[2].removesuffix(".md")


def check_id(
    cls: type[Struct], entry: Entry, twins: dict[tuple[type[Struct], str], str], report: Report
) -> None:
    """Report a file name that is no id, or that another record of the kind has, too."""
    name = name_of(entry.path)
    twin = twins.setdefault((cls, name), entry.path)
    if not SLUG.fullmatch(name) or len(name) > SLUG_LIMIT:
        report.error(
            FilePlace(entry.path),
            "bad-id",
            f"The file name {excerpt(name)} is not an id.",
            f"rename it to {slugify(name) or 'a-name'}.md: small letters, digits and single"
            f" hyphens, at most {SLUG_LIMIT}",
        )
    elif twin != entry.path:
        report.error(
            FilePlace(entry.path),
            "duplicate-id",
            f"There are two records {excerpt(name)}; the other is {excerpt(twin)}.",
            "rename one of the two files",
        )


def refuse_file(
    entry: Entry, folder: str, name: str, folders: Iterable[str], report: Report
) -> None:
    """Report a file that is neither a record nor a table."""
    top = folder.split("/", 1)[0]
    if folder == "tables":
        fix = suggest(name, TABLES, "known tables: " + ", ".join(TABLES))
    elif top in folders:
        fix = "records end in .md; move other files out of content/"
    else:
        known = [*folders, "tables"]
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
