"""The JSON Schemas of the pages' twins: what they say, where they lie, and when they may change."""

import json
import posixpath
import re
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from jsonschema_rs import Draft202012Validator, Registry, meta
from msgspec import Struct, defstruct

from checks import twin_schemas
from checks.twin_schemas import RECORD
from pages.guides import Book, full_guide, make_guide, make_role
from roleguide.guide.records import Site
from roleguide.pages.plan import HUMAN, list_views
from roleguide.pages.schemas import Definitions
from roleguide.pages.twin_schema import make_twin_schema
from roleguide.pages.urls import ANY_KIND, TWIN_VERSION, twin_schema_path
from roleguide.pages.view_parts import Fact

HOSTILE = '</script><b title="x">&amp; `|`\u2028 =1 [x](javascript:alert(1)) ﷽'


def list_twins(book: Book) -> dict[str, dict[str, Any]]:
    """Every JSON twin of a guide by its path."""
    paths = [path for path, page in book.pages.items() if page.kind in HUMAN]
    return {
        twin: json.loads(book.render(twin))
        for twin in (path.removesuffix("html") + "json" for path in paths)
    }


@pytest.mark.parametrize("text", ["Text", HOSTILE])
def test_twins_of_a_guide_with_everything_keep_to_their_schemas(text: str) -> None:
    book = Book(full_guide(lambda: text))
    twins = list_twins(book)
    assert len({twin["kind"] for twin in twins.values()}) > 30
    for path, twin in twins.items():
        assert twin_schemas.find_mistakes(twin) == [], path
        schema = posixpath.normpath(posixpath.join(posixpath.dirname(path), twin["$schema"]))
        assert book.pages[schema].subject == twin["kind"], path


def test_twins_of_a_guide_with_next_to_nothing_keep_to_their_schemas() -> None:
    book = Book(make_guide(make_role(), site=Site(downloads=False)))
    for path, twin in list_twins(book).items():
        assert twin_schemas.find_mistakes(twin) == [], path


def test_schemas_are_published_as_they_are_made_and_are_schemas() -> None:
    book = Book(make_guide(make_role(), site=Site(downloads=False)))
    for kind, view in list_views().items():
        published = json.loads(book.render(twin_schema_path(kind)))
        assert published == make_twin_schema(kind, view)
        meta.validate(published)


def test_the_schema_of_any_page_takes_each_by_the_schema_of_its_kind() -> None:
    book = Book(full_guide(lambda: "Text"))
    base = "https://roleguide.example/"
    texts = {
        base + path: json.loads(book.render(path))
        for path, page in book.pages.items()
        if page.kind == "twin schema"
    }
    validator = Draft202012Validator(
        {"$ref": base + twin_schema_path(ANY_KIND)}, registry=Registry(list(texts.items()))
    )
    for path in ("index.json", "roles/alpha/index.json", "salaries/index.json"):
        twin = json.loads(book.render(path))
        assert validator.is_valid(twin), path
        assert validator.is_valid({**twin, "later": 1}), "a new field is no mistake"
        assert not validator.is_valid({**twin, "title": None}), path
        assert not validator.is_valid({**twin, "kind": "unheard of"}), path
        assert not validator.is_valid({name: twin[name] for name in twin if name != "title"})


def test_a_schema_that_changed_is_of_a_new_version() -> None:
    known, made = twin_schemas.read_record(), twin_schemas.describe()
    assert twin_schemas.find_breaches(known, made) == [], twin_schemas.RAISE
    assert known == made, (
        "a new version or a new column: run PYTHONPATH=tests .venv/bin/python "
        "tests/checks/twin_docs.py"
    )
    assert made["version"].partition(".")[0] == str(TWIN_VERSION)


def test_what_was_recorded_of_a_version_stays(tmp_path: Path) -> None:
    record = tmp_path / "record.json"
    made = twin_schemas.describe()
    other = {**made, "schemas": {**made["schemas"], "tools": "0"}}
    wider = {**made, "columns": {**made["columns"], "roles.new": "{}"}}
    narrower = {**made, "columns": {**made["columns"], "roles.id": '{"type": "integer"}'}}
    del narrower["columns"]["pay.place"]
    with mock.patch.object(twin_schemas, "RECORD", record):
        twin_schemas.record()
        assert record.read_bytes() == RECORD.read_bytes()
        for changed, said in (
            (other, "The twins of tools are not those of version 1.0."),
            (narrower, "roles.id, pay.place: not the columns of version 1."),
        ):
            with (
                mock.patch.object(twin_schemas, "describe", return_value=changed),
                pytest.raises(SystemExit, match=re.escape(said)),
            ):
                twin_schemas.record()
        for allowed in ({**other, "version": "1.1"}, wider, {**narrower, "tables": 2}):
            assert twin_schemas.find_breaches(made, allowed) == []


def test_digests_are_of_the_form_and_not_of_the_words() -> None:
    class Words(Struct, frozen=True):
        """One way to say it."""

        title: str
        description: str

    class Same(Struct, frozen=True):
        """Another."""

        title: str
        description: str

    class Other(Struct, frozen=True):
        title: str

    made = [twin_schemas.digest(make_twin_schema("page", one)) for one in (Words, Same, Other)]
    assert made[0] == made[1] != made[2]


def test_a_type_without_a_form_and_two_classes_of_one_name_are_refused() -> None:
    with pytest.raises(TypeError):
        Definitions().describe(defstruct("Odd", [("odd", float)]))
    other = defstruct("Fact", [("label", str)])
    with pytest.raises(AssertionError, match="two classes are called Fact"):
        Definitions().describe(defstruct("Twice", [("one", Fact), ("two", other)]))
