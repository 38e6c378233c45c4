"""The page about the open data: what there is, how large, what it means, on which terms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from roleguide.engine.facts import Reader
from roleguide.engine.render import Page
from roleguide.guide.prose import Paragraph
from roleguide.pages import urls, views
from roleguide.pages.amounts import count_text
from roleguide.pages.draft import Draft
from roleguide.pages.open_columns import Column, columns_of
from roleguide.pages.open_files import list_files
from roleguide.pages.open_questions import WITHHELD
from roleguide.pages.open_rows import OpenCode, OpenSource, Table
from roleguide.pages.open_tables import list_tables, read_sources, rest_on_tables
from roleguide.pages.open_views import OpenDataPage, OpenSourceLine, OpenTable
from roleguide.pages.open_words import RULES, cite, word_withheld
from roleguide.pages.questions import AS_OF

HOLDS: Final = {
    "str": "text",
    "bool": "true or false",
    "int": "whole number",
    "Decimal": "number",
    "date": "date",
    OpenCode.__name__: "scheme, code, match",
}
"""Type of a column → what it holds, in words."""
TITLE: Final = "Open data"
MEDIA: Final = {
    "csv": "text/csv",
    "json": "application/json",
    "sqlite": "application/vnd.sqlite3",
    "zip": "application/zip",
}


def view_data(reader: Reader, page: Page) -> OpenDataPage:
    """What can be downloaded, what its columns mean, and on which terms."""
    draft = Draft(reader, page)
    rest_on_tables(reader)
    withheld: tuple[str, ...] = draft.ask(WITHHELD)
    tables = list_tables(reader)
    title = TITLE
    summary = "Everything this guide knows, as files to work with: as tables and as one database."
    licence = draft.site.licence
    return OpenDataPage(
        shell=draft.shell(
            title,
            summary,
            styles=("data.css",),
            nodes=(_dataset(draft, summary, tables),),
            as_of=draft.amounts.day(draft.ask(AS_OF)),
        ),
        title=title,
        summary=summary,
        whole=(
            _file(
                draft,
                urls.ARCHIVE,
                "All tables and the database, with schemas and the texts of licences",
            ),
            _file(draft, urls.DATABASE, "All tables as a SQLite database"),
        ),
        tables=tuple(_table(draft, table) for table in tables),
        rules=tuple(_rule(draft, name, text) for name, text in RULES),
        citation=f"{cite(draft.site)}, as of {draft.amounts.day(draft.ask(AS_OF))}.",
        licence=views.Link(licence.name, licence.url or ""),
        sources=tuple(_source(draft, one) for one in read_sources(reader) if one.shared),
        withheld=word_withheld(withheld),
        programs=tuple(_programs(draft, tables)),
        digests=tuple(
            views.Fact(_name(path), reader.finished.describe(path)[1])
            for path in (*list_files(tables), urls.DATA_PACKAGE, urls.ARCHIVE)
        ),
    )


def _name(path: str) -> str:
    return path.removeprefix("data/")


def _file(draft: Draft, path: str, what: str = "") -> views.Fact:
    size = write_size(draft.reader.finished.describe(path)[0])
    return views.Fact(_name(path), f"{what}, {size}" if what else size, draft.href(path))


def write_size(count: int) -> str:
    """Word a number of bytes: ``870 bytes``, ``12 kB``, ``3.4 MB``."""
    if count < 1000:
        return count_text(count, "byte")
    if count < 1_000_000:
        return f"{round(count / 1000)} kB"
    return f"{count / 1_000_000:.1f} MB"


def _table(draft: Draft, table: Table) -> OpenTable:
    columns = columns_of(table.row)
    return OpenTable(
        anchor=table.name,
        title=table.title,
        about=table.about,
        rows=count_text(_count_rows(draft, table.name), "row"),
        files=tuple(_file(draft, urls.table_path(table.name, form)) for form in ("csv", "json")),
        columns=tuple(views.Fact(one.name, one.about, word_column(one)) for one in columns),
        columns_count=count_text(len(columns), "column"),
    )


def word_column(column: Column) -> str:
    """Word what a column holds: ``text``, ``number or empty``, ``list of text``."""
    holds = HOLDS[column.type.__name__]
    if column.is_list:
        return f"list of {holds}"
    return f"{holds} or empty" if column.optional else holds


def _count_rows(draft: Draft, table: str) -> int:
    """Count the rows of a table’s file, which has each on a line between two brackets."""
    parts = draft.reader.finished.read(urls.table_path(table))
    return max(sum(part.count(b"\n") for part in parts) - 2, 0)


def _rule(draft: Draft, title: str, text: str) -> views.Section:
    return views.Section(draft.writer.anchor(title), title, draft.prose((Paragraph((text,)),)))


def _source(draft: Draft, one: OpenSource) -> OpenSourceLine:
    return OpenSourceLine(
        one.name,
        draft.href(urls.path_of("source", one.id)),
        one.licence,
        views.Address(one.licence_url or ""),
        one.attribution or "",
    )


def _programs(draft: Draft, tables: tuple[Table, ...]) -> Iterator[views.Fact]:
    yield views.Fact(
        "datapackage.json",
        "Tables, columns, licences, sizes and digests as a data package",
        draft.href(urls.DATA_PACKAGE),
    )
    for table in tables:
        path = urls.schema_path(table.name)
        yield views.Fact(_name(path), f"JSON Schema of {table.name}.json", draft.href(path))
    if "json" in draft.site.twins:
        pages = urls.twin_schema_path(urls.ANY_KIND)
        yield views.Fact(
            _name(pages),
            "JSON Schemas of the pages: each has an index.json beside it",
            draft.href(pages),
        )
    yield views.Fact("llms.txt", "What this guide holds and where", draft.href(urls.LLMS))


def _dataset(draft: Draft, summary: str, tables: tuple[Table, ...]) -> dict[str, Any]:
    """Return the ``Dataset`` of the page, for search engines of data sets."""
    site = draft.site
    base = site.base_url or ""

    def address(path: str) -> str:
        return urls.canonical(base, path) if base else path

    node: dict[str, Any] = {
        "@type": "Dataset",
        "name": TITLE,
        "description": summary,
        "isAccessibleForFree": True,
        "distribution": [
            {
                "@type": "DataDownload",
                "name": _name(path),
                "encodingFormat": MEDIA[path.rpartition(".")[2]],
                "contentUrl": address(path),
            }
            for path in (
                urls.ARCHIVE,
                urls.DATABASE,
                *(urls.table_path(one.name, form) for one in tables for form in ("csv", "json")),
            )
        ],
    }
    if base:
        node["url"] = address(urls.DATA)
    if site.licence.url:
        node["license"] = site.licence.url
    if site.owner:
        node["creator"] = {"@type": "Organization", "name": site.owner}
    return node
