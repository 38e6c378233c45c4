"""The documentation of the JSON twins says what the twins hold."""

import json
from pathlib import Path

from checks import open_data_docs, role_data_docs
from checks.twin_docs import DOCUMENT, LEFT_OUT, STRUCTS, describe, read_fields
from roleguide.pages.plan import HUMAN

OF_LONG_LISTS = {"salaries by field", "place by field", "skill roles"}
"""Kinds of pages that only a guide of many roles has (`test_pay_fields`, `test_skill_pages`)."""


def test_the_document_is_what_the_views_are() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == describe(), (
        "run .venv/bin/python tests/checks/twin_docs.py"
    )


def test_the_document_of_role_files_is_what_they_are() -> None:
    assert role_data_docs.DOCUMENT.read_text(encoding="utf-8") == role_data_docs.describe(), (
        "run PYTHONPATH=tests .venv/bin/python tests/checks/role_data_docs.py"
    )


def test_the_document_of_the_open_data_is_what_it_is() -> None:
    assert open_data_docs.DOCUMENT.read_text(encoding="utf-8") == open_data_docs.describe(), (
        "run PYTHONPATH=tests .venv/bin/python tests/checks/open_data_docs.py"
    )


def test_twins_hold_the_documented_fields(site: Path) -> None:
    seen = set()
    for path in sorted(site.rglob("index.json")):
        twin = json.loads(path.read_text(encoding="utf-8"))
        view, _ = HUMAN[twin["kind"]]
        name = str(view.__annotations__["return"]).rpartition(".")[2]
        documented = {field for field, _, _ in read_fields(STRUCTS[name])} - LEFT_OUT
        assert twin.keys() == documented | {"kind", "url"}, path
        seen.add(twin["kind"])
    assert seen | OF_LONG_LISTS == HUMAN.keys()
