"""The open data described for programs: JSON Schemas of its tables, and a data package.

JSON Schema 2020-12; the data package is that of Frictionless Data (version 1), which programs that
read tables know.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Final

from roleguide.engine.facts import Reader
from roleguide.engine.render import Page
from roleguide.guide.records import Licence
from roleguide.pages import urls
from roleguide.pages.open_columns import columns_of
from roleguide.pages.open_rows import SCHEMA, TABLES, Table
from roleguide.pages.open_tables import list_tables, read_sources, rest_on_tables
from roleguide.pages.questions import SITE
from roleguide.pages.schemas import DIALECT, Definitions, write_document

FIELD_TYPES: Final[dict[type, str]] = {
    str: "string",
    bool: "boolean",
    int: "integer",
    Decimal: "number",
    date: "date",
}


def make_schema(table: Table) -> dict[str, Any]:
    """Make the JSON Schema of a table's file: a list of rows, of which no column is left out."""
    definitions = Definitions()
    return {
        "$schema": DIALECT,
        "title": table.title,
        "description": table.about,
        "version": SCHEMA,
        "type": "array",
        "items": definitions.describe(table.row),
        **definitions.finish(),
    }


def schema_bytes(table: str) -> bytes:
    """Write the JSON Schema of a table."""
    return write_document(make_schema(TABLES[table]))


def view_package(reader: Reader, _page: Page) -> bytes:
    """What there is to download: files, columns, licences, sizes and digests."""
    rest_on_tables(reader)
    site = reader.ask(SITE)
    document: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": "roleguide-data",
        "title": f"{site.name}: data",
        "description": site.tagline,
        "version": str(SCHEMA),
    }
    if site.base_url:
        document["homepage"] = urls.canonical(site.base_url, urls.DATA)
    document["licenses"] = [_licence(site.licence)]
    document["sources"] = [
        {"title": f"{one.name}, {one.publisher}", "path": one.url} for one in read_sources(reader)
    ]
    document["resources"] = [_resource(reader, table) for table in list_tables(reader)]
    return write_document(document)


def _licence(licence: Licence) -> dict[str, str]:
    return {
        "name": licence.name.replace(" ", "-"),
        "title": licence.name,
        **({"path": licence.url} if licence.url else {}),
    }


def _resource(reader: Reader, table: Table) -> dict[str, Any]:
    path = urls.table_path(table.name, "csv")
    size, digest = reader.finished.describe(path)
    schema: dict[str, Any] = {
        "fields": [
            {
                "name": one.name,
                "type": "string" if one.is_list else FIELD_TYPES[one.type],
                "description": one.about,
                **({} if one.optional or one.is_list else {"constraints": {"required": True}}),
            }
            for one in columns_of(table.row)
        ],
        "missingValues": [""],
    }
    if columns_of(table.row)[0].name == "id":
        schema["primaryKey"] = "id"
    schema["foreignKeys"] = [
        {"fields": column, "reference": {"resource": other, "fields": "id"}}
        for column, other in table.references.items()
    ]
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": table.title,
        "description": table.about,
        "path": path.removeprefix("data/"),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": size,
        "hash": f"sha256:{digest}",
        "schema": schema,
    }
