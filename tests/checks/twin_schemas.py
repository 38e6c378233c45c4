"""The JSON Schemas of the pages' twins as the tests read them, and the record of their versions."""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema_rs import Draft202012Validator

from roleguide.pages.plan import list_views
from roleguide.pages.twin_schema import VERSION, make_twin_schema

RECORD = Path(__file__).with_name("twin_schemas.json")
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
    """The version of the twins and the digests of its schemas."""
    views = list_views()
    digests = {kind: digest(make_twin_schema(kind, view)) for kind, view in views.items()}
    return {"version": VERSION, "schemas": digests}


def read_record() -> dict[str, Any]:
    """The version that was recorded last, and the digests of its schemas."""
    found: dict[str, Any] = json.loads(RECORD.read_bytes())
    return found


def record() -> None:
    """Record what the schemas of this version are; one that is recorded stays as it is."""
    made = describe()
    if RECORD.exists():
        known = read_record()
        if known["version"] == made["version"] and known != made:
            changed = sorted(
                kind
                for kind in known["schemas"].keys() | made["schemas"].keys()
                if known["schemas"].get(kind) != made["schemas"].get(kind)
            )
            raise SystemExit(
                f"The twins of {', '.join(changed)} are not those of version {VERSION} any more: "
                "raise it first (roleguide/pages/twin_schema.py says which number)."
            )
    RECORD.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
