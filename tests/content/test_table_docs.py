"""The handbook's page on tables names every table and column as the code has them."""

import re
from pathlib import Path

from msgspec.structs import fields

from roleguide.content.columns import NEEDED, TABLES, UNIQUE, column_of

PAGE = Path(__file__).parents[2] / "docs/tables.md"


def read_page() -> dict[str, str]:
    """The section of each table."""
    _, *sections = re.split(r"^## ", PAGE.read_text("utf-8"), flags=re.MULTILINE)
    return {section.partition("\n")[0]: section for section in sections}


def test_every_table_has_its_section_in_order() -> None:
    assert list(read_page()) == list(TABLES)


def test_every_column_is_explained_in_order_and_needed_ones_are_marked() -> None:
    for name, section in read_page().items():
        cls = TABLES[name]
        told = re.findall(r"^\| `(\w+)` \| (yes)? ?\| (\S.*) \|$", section, re.MULTILINE)
        assert [column for column, _, _ in told] == [column_of(one.name) for one in fields(cls)]
        assert {column for column, needed, _ in told if needed} == set(NEEDED[cls]), name


def test_every_key_is_named() -> None:
    for name, section in read_page().items():
        (line,) = re.findall(r"^Key: (.*)\.$", section, re.MULTILINE)
        assert re.findall(r"`(\w+)`", line) == [column_of(one) for one in UNIQUE[TABLES[name]]]
