"""A record file in two: YAML front matter and Markdown body."""

from __future__ import annotations

from msgspec import Struct

from roleguide.content.files import TextFile
from roleguide.content.yamltext import Mapping, parse_yaml
from roleguide.diagnostics import Place, Report


class SplitRecord(Struct, frozen=True):
    """The front matter's mapping, the body and the file's line of the body's first line."""

    facts: Mapping
    body: str
    body_line: int


def split_record(file: TextFile, report: Report) -> SplitRecord | None:
    """Split a record at its two ``---`` lines and parse the front matter, or report and return ``None``."""
    lines = file.text.split("\n")
    if lines[0].rstrip() != "---":
        empty = not file.text.strip()
        report.error(
            Place(file.path, 1, 1),
            "no-front-matter",
            "The file is empty." if empty else "The file does not start with front matter.",
            "start with a line `---`, then the facts as `key: value` lines, then another `---`",
        )
        return None
    end = next((n for n in range(1, len(lines)) if lines[n].rstrip() in ("---", "...")), None)
    if end is None:
        report.error(
            Place(file.path, 1, 1),
            "unclosed-front-matter",
            "The front matter that starts here is never closed.",
            "add a line `---` after the last fact",
        )
        return None
    facts = parse_yaml("\n".join(lines[1:end]), file.path, 2, report)
    if facts is None:
        return None
    return SplitRecord(facts, "\n".join(lines[end + 1 :]), end + 2)
