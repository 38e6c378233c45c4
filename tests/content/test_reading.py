"""Money in prose needs a source, unless the record is what its employer said itself."""

import pytest
from msgspec import Struct

from roleguide.content.files import TextFile
from roleguide.content.parser import make_parser
from roleguide.content.reading import read_record
from roleguide.diagnostics import Report
from roleguide.guide.posting import Posting
from roleguide.guide.records import Term

BODY = "## Summary\nPay is £52,000, and 30% on top.\n\n- **$31** an hour in the *first* year\n"
"""The first run is read without the parser, the second with it."""


@pytest.mark.parametrize(("cls", "warned"), [(Term, [5, 7]), (Posting, [])])
def test_a_posting_is_its_own_source(cls: type[Struct], warned: list[int]) -> None:
    report = Report()
    file = TextFile("content/x/a.md", f"---\nterm: Pay\n---\n{BODY}")
    read_record(file, cls, make_parser(), report)
    assert [one.place.line for one in report if one.code == "uncited-figure"] == warned
