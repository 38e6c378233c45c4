"""The documentation and the schemas of the JSON twins say what the twins hold."""

import json
from pathlib import Path

from checks import open_data_docs, role_data_docs
from checks.twin_docs import DOCUMENT, describe
from checks.twin_schemas import find_mistakes
from roleguide.pages.plan import HUMAN

OF_LONG_LISTS = {"salaries by field", "place by field", "skill roles"}
"""Kinds of pages that only a guide of many roles has (`test_pay_fields`, `test_skill_pages`)."""


def test_the_document_is_what_the_views_are() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == describe(), (
        "run PYTHONPATH=tests .venv/bin/python tests/checks/twin_docs.py"
    )


def test_the_document_of_role_files_is_what_they_are() -> None:
    assert role_data_docs.DOCUMENT.read_text(encoding="utf-8") == role_data_docs.describe(), (
        "run PYTHONPATH=tests .venv/bin/python tests/checks/role_data_docs.py"
    )


def test_the_document_of_the_open_data_is_what_it_is() -> None:
    assert open_data_docs.DOCUMENT.read_text(encoding="utf-8") == open_data_docs.describe(), (
        "run PYTHONPATH=tests .venv/bin/python tests/checks/open_data_docs.py"
    )


def test_every_twin_keeps_to_the_schema_that_it_names(site: Path) -> None:
    seen = set()
    for path in sorted(site.rglob("index.json")):
        twin = json.loads(path.read_bytes())
        assert find_mistakes(twin) == [], path
        schema = json.loads((path.parent / twin["$schema"]).read_bytes())
        assert schema["properties"]["kind"] == {"const": twin["kind"]}, path
        seen.add(twin["kind"])
    assert seen | OF_LONG_LISTS == HUMAN.keys()
