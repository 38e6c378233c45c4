"""What is said about the open data: on its page, in the archive and in ``llms.txt``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from roleguide.guide.records import Site
from roleguide.pages import urls
from roleguide.pages.open_rows import SCHEMA, OpenSource, Table

RULES: Final = (
    (
        "Unknown is empty",
        (
            "What nobody has stated is null in JSON and in the database, and an empty cell in CSV. "
            "Nothing is filled in. A figure that a source withholds is empty as well, and its name "
            "stands in suppressed; one in top_coded is where the source stops counting: the true "
            "one is higher."
        ),
    ),
    (
        "Kinds of pay stay apart",
        (
            "A row of pay is what one source measured for one occupation at one place and date. "
            "Official statistics, posted pay and estimates measure different things: take care "
            "not to average them. Amounts are unrounded; pages may show them rounded."
        ),
    ),
    (
        "CSV in a spreadsheet",
        (
            "The files are UTF-8 with commas (RFC 4180). Items of a list have a bar between them. "
            "A text that begins with =, +, -, @, a tab or a line break has an apostrophe before "
            "it, so that no spreadsheet takes it for a formula; JSON and the database have it as "
            "it is."
        ),
    ),
    (
        "The database",
        (
            "Tables have the columns of the CSV files. Each list is a table of its own, such as "
            "roles_skills_essential, with the id of its row and the position in the list. Rows of "
            "pay have no id; row only counts them."
        ),
    ),
    (
        "What stays the same",
        (
            "Ids stay when titles change. New columns may appear with any release; a column that "
            f"goes away or changes its meaning makes the version grow. This is version {SCHEMA}."
        ),
    ),
)
"""How the files are to be read."""


def cite(site: Site) -> str:
    """Word how to cite the guide."""
    at = f", {urls.canonical(site.base_url, urls.HOME)}" if site.base_url else ""
    owner = f"{site.owner}: " if site.owner else ""
    return f"{owner}{site.name}{at} ({site.licence.name})"


def word_withheld(withheld: Iterable[str]) -> str:
    """Say whose figures are left out; nothing when nobody’s are."""
    names = "; ".join(withheld)
    if not names:
        return ""
    return (
        "The licences of these sources are not known to allow passing their figures on, so no "
        f"row of theirs is in the files: {names}."
    )


def write_readme(site: Site, tables: Iterable[Table], withheld: tuple[str, ...]) -> str:
    """Write the first file to read of the archive, in Markdown."""
    return "\n".join(_readme(site, tables, withheld))


def _readme(site: Site, tables: Iterable[Table], withheld: tuple[str, ...]) -> Iterator[str]:
    yield f"# {site.name}: data\n"
    yield f"{site.tagline}\n"
    yield "| File | What it holds |\n| --- | --- |"
    for table in tables:
        yield f"| {table.name}.csv, {table.name}.json | {table.about} |"
    yield "| roleguide.sqlite | All of them as tables of a SQLite database. |"
    yield "| schemas/ | The JSON Schema of each table, which explains every column. |"
    yield "| datapackage.json | The same for programs that know data packages. |"
    yield "| LICENCES.md | Licences, and the words that they ask for. |"
    yield "| licences/ | Their texts. |\n"
    for title, text in RULES:
        yield f"## {title}\n\n{text}\n"
    if withheld:
        yield f"## What is left out\n\n{word_withheld(withheld)}\n"
    yield f"## How to cite\n\n{cite(site)}.\n"
    yield "Where you show a figure of a source, name that source too: see LICENCES.md.\n"


def write_licences(
    site: Site, sources: Iterable[OpenSource], texts: Mapping[str, tuple[str, str]]
) -> str:
    """Write the licences, in Markdown: each with its address and the file of its text, if any."""
    return "\n".join(_licences(site, sources, texts))


def _licences(
    site: Site, sources: Iterable[OpenSource], texts: Mapping[str, tuple[str, str]]
) -> Iterator[str]:
    def word(name: str, url: str | None) -> str:
        at = f" <{url}>" if url else ""
        path, _ = texts.get(name, ("", ""))
        return f"{name}{at}{f', text: [{path}]({path})' if path else ''}"

    own = word(site.licence.name, site.licence.url)
    yield f"# Licences\n\nThe guide’s own text and its selection of figures: {own}.\n"
    yield (
        "Texts of licences are those that the editors gave, or those of the SPDX License List "
        "<https://spdx.org/licenses/>. Where none is named, the address of the licence or the "
        "publisher of the source tells the terms.\n"
    )
    yield "Figures keep the terms of their sources:\n"
    for one in sources:
        left_out = "" if one.shared else " Its figures are not in these files."
        yield f"## {one.name}\n\n{one.publisher}, <{one.url}>\n"
        yield f"Licence: {word(one.licence, one.licence_url)}.{left_out}\n"
        if one.attribution:
            yield f"Attribution: {one.attribution}\n"
