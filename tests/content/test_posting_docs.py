"""The handbook's page on postings and employers says what the code does."""

import re
import typing
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml
from msgspec import Struct

from guide.posting_briefs import make_brief
from roleguide.content.posting_body import POSTING_HEADINGS
from roleguide.content.reading import read_record_file
from roleguide.content.requirements import read_degree, read_requirement
from roleguide.diagnostics import Place, Report
from roleguide.guide import words
from roleguide.guide.employer import Employer, Rating
from roleguide.guide.posting import DEGREES, PostedPay, Posting
from roleguide.guide.posting_life import life_of
from roleguide.guide.words import label
from roleguide.pages.facets import DIMENSIONS, PAGE_STEP

PAGE = (Path(__file__).parents[2] / "docs/postings.md").read_text("utf-8")
PRESET = {"id", "text", "path", "body"}


def read_section(title: str) -> str:
    """What stands below a heading, up to the next one."""
    _, _, rest = PAGE.partition(f"# {title}\n")
    assert rest, title
    return re.split(r"^#+ ", rest, maxsplit=1, flags=re.MULTILINE)[0]


def read_rows(section: str) -> list[list[str]]:
    """The cells of a section's tables, without their heads."""
    rows = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row] for row in rows[2:]]


def list_fields(cls: type[Struct]) -> list[str]:
    """Names of the fields that an editor writes."""
    return [one.name for one in msgspec.structs.fields(cls) if one.name not in PRESET]


@pytest.mark.parametrize(
    ("cls", "text"),
    [
        (Posting, PAGE.partition("### Its fields")[2].partition("### Pay")[0]),
        (Employer, PAGE.partition("## An employer")[2].partition("### Ratings")[0]),
        (Rating, read_section("Ratings")),
    ],
)
def test_every_field_has_its_row(cls: type[Struct], text: str) -> None:
    told = re.findall(r"^\| `(\w+)` \| \S", text, re.MULTILINE)
    assert sorted(told) == sorted(list_fields(cls))


@pytest.mark.parametrize(
    "name",
    [
        *("LevelName", "Track", "PostingStatus", "ClosedReason", "ApplicationWindow"),
        *("WorkplaceType", "EmploymentType", "WorkPattern", "PayPeriod", "PayBasis", "Benefit"),
        *("SizeBand", "EducationLevel"),
    ],
)
def test_every_word_of_a_closed_list_is_named(name: str) -> None:
    assert [word for word in typing.get_args(getattr(words, name)) if f"`{word}`" not in PAGE] == []


def test_every_heading_is_named_in_order() -> None:
    (listed,) = re.findall(r"each at most once: \*(.*)\.\*", read_section("Its headings"))
    assert tuple(listed.split(", ")) == POSTING_HEADINGS


def test_every_id_that_lists_need_is_named() -> None:
    (line,) = re.findall(r"^No posting may have the id (.*): addresses", PAGE, re.MULTILINE)
    assert re.findall(r"`(\w+)`", line) == [*DIMENSIONS, PAGE_STEP]


@pytest.mark.parametrize(("number", "cls"), [(0, Posting), (1, Employer)])
def test_the_examples_are_read_without_a_word(
    tmp_path: Path, number: int, cls: type[Struct]
) -> None:
    record = re.findall(r"```markdown\n(.*?)```", PAGE, re.DOTALL)[number]
    path = tmp_path / "content/records/example.md"
    path.parent.mkdir(parents=True)
    path.write_text(record, "utf-8")
    packed = read_record_file(tmp_path, cls, "content/records/example.md")
    assert packed.facts
    assert [one.message for one in packed.diagnostics] == []


def test_pay_is_read_as_the_table_writes_it() -> None:
    rows = read_rows(read_section("Pay"))
    assert len(rows) >= 6
    for _, written in rows:
        value = yaml.load(written.strip("`"), Loader=yaml.BaseLoader)["pay"]
        if isinstance(value, dict):
            assert msgspec.convert(value, PostedPay, strict=False).currency
        elif value != "not_stated":
            assert PostedPay.from_text(value).min is not None


def test_braces_mean_what_the_table_says() -> None:
    degrees = []
    for first, _, also in read_rows(read_section("Braces: what a qualification asks for")):
        read = []
        for spelling in re.findall(r"`([^`]*)`", f"{first} {also}"):
            if spelling.startswith("["):
                continue
            report = Report()
            found, _ = read_requirement((f"{{{spelling}}} Words",), Place("x"), report)
            assert list(report) == [], spelling
            assert found is not None
            read.append(found)
            degrees += [read_degree(spelling)] if read_degree(spelling) is not None else []
        assert len(set(read)) == 1, first
    assert tuple(dict.fromkeys(degrees)) == DEGREES


def test_a_posting_lives_as_the_example_tells() -> None:
    fields: dict[str, Any] = {}
    days = read_rows(read_section("The life of a posting"))
    assert len(days) >= 6
    shown = ""
    for day, written, state in days:
        as_of = date.fromisoformat(day)
        if shown:
            before = life_of(make_brief(**fields), as_of.fromordinal(as_of.toordinal() - 1), 30, 30)
            assert label("posting_state", before.state) == shown, day
        for name, value in re.findall(r"`(\w+): ([\w-]+)`", written):
            is_date = re.fullmatch(r"\d{4}-\d\d-\d\d", value)
            fields[name] = date.fromisoformat(value) if is_date else value
        for name in re.findall(r"without `(\w+)`", written):
            del fields[name]
        shown = label("posting_state", life_of(make_brief(**fields), as_of, 30, 30).state)
        assert shown == state, day
