"""JSON Schemas as the tests read them, and the record of the versions of twins and of tables."""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema_rs import Draft202012Validator

from roleguide.pages.open_rows import SCHEMA, TABLES
from roleguide.pages.open_schema import make_schema
from roleguide.pages.plan import list_views
from roleguide.pages.twin_schema import VERSION, make_twin_schema

RECORD = Path(__file__).with_name("twin_schemas.json")
RAISE = (
    "Raise the version first: VERSION in pages/twin_schema.py of twins, SCHEMA in "
    "pages/open_rows.py of tables; what stands there says which number. Then run "
    "PYTHONPATH=tests .venv/bin/python tests/checks/twin_docs.py"
)
WORDS = ("description", "title", "version")
"""What may change without the version: it says nothing about the form of a twin."""


def close(schema: Any) -> Any:
    """The schema, taken literally: no field that it does not name."""
    if isinstance(schema, list):
        return [close(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {name: close(one) for name, one in schema.items()}
    if schema.get("type") == "object" and "properties" in schema:
        closed["additionalProperties"] = False
    if "prefixItems" in schema:
        closed["items"] = False
    return closed


@cache
def validator_of(kind: str) -> Draft202012Validator:
    """What judges twins of a kind, with no field that the schema doesn't name."""
    return Draft202012Validator(close(make_twin_schema(kind, list_views()[kind])))


def find_mistakes(twin: dict[str, Any]) -> list[str]:
    """What is wrong with a twin by the schema of its kind, place by place."""
    found = validator_of(twin["kind"]).iter_errors(twin)
    return [f"{one.instance_path}: {one.message}" for one in found]


def _shape(schema: Any) -> Any:
    """A schema without its words; a field may be called like one of them."""
    if isinstance(schema, list):
        return [_shape(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        name: {field: _shape(inner) for field, inner in one.items()}
        if name in ("properties", "$defs")
        else _shape(one)
        for name, one in schema.items()
        if name not in WORDS
    }


def digest(schema: dict[str, Any]) -> str:
    """The digest of what a schema says about the form of twins."""
    text = json.dumps(_shape(schema), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def describe() -> dict[str, Any]:
    """The version of the twins and the digests of its schemas; that of the tables and their
    columns."""
    views = list_views()
    digests = {kind: digest(make_twin_schema(kind, view)) for kind, view in views.items()}
    columns = {
        f"{name}.{column}": json.dumps(_shape(schema), sort_keys=True)
        for name, table in TABLES.items()
        for column, schema in make_schema(table)["items"]["properties"].items()
    }
    return {"version": VERSION, "schemas": digests, "tables": SCHEMA, "columns": columns}


def read_record() -> dict[str, Any]:
    """What :func:`describe` said when it was recorded last."""
    found: dict[str, Any] = json.loads(RECORD.read_bytes())
    return found


def find_breaches(known: dict[str, Any], made: dict[str, Any]) -> list[str]:
    """What changed although its version says that it didn't, in sentences.

    A schema of twins is as it was recorded. Tables may have new columns; those that are recorded
    stay as they are.
    """
    found = []
    if known["version"] == made["version"] and known["schemas"] != made["schemas"]:
        before, after = known["schemas"], made["schemas"]
        kinds = before.keys() | after.keys()
        changed = ", ".join(sorted(one for one in kinds if before.get(one) != after.get(one)))
        found.append(f"The twins of {changed} are not those of version {made['version']}.")
    if known["tables"] == made["tables"]:
        columns = known["columns"].items()
        moved = [name for name, said in columns if made["columns"].get(name) != said]
        if moved:
            found.append(f"{', '.join(moved)}: not the columns of version {made['tables']}.")
    return found


def record() -> None:
    """Record what is published in these versions; what was recorded of one stays as it is."""
    made = describe()
    breaches = find_breaches(read_record(), made) if RECORD.exists() else []
    if breaches:
        raise SystemExit("\n".join((*breaches, RAISE)))
    RECORD.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
