"""Places of values and mentions: found by path, stored as plain data."""

import msgspec

from roleguide.content.files import TextFile
from roleguide.content.inlines import PlacedMention
from roleguide.content.marks import Marks
from roleguide.content.parser import make_parser
from roleguide.content.reading import read_record
from roleguide.diagnostics import Place, Report
from roleguide.guide.prose import Blank, Cite, Figure, Reference
from roleguide.guide.role import Role

ROLE = """---
title: Nurse
skills:
  Care:
    first-aid: essential
    triage: {need: optional, why: Needed at night.}
codes:
  - {scheme: onet-soc-2019, code: 29-1141.00, match: exact}
  - scheme: isco-08
---

## Duties
- One [two](skill:triage).[^source: table 1]
- Pay is [[pay: p50]] and [[company]].
"""


def read() -> tuple[Marks, tuple[PlacedMention, ...]]:
    file = TextFile("content/roles/nurse.md", ROLE)
    notes = read_record(file, Role, make_parser(), Report())[1]
    return notes.marks, notes.mentions


def at(marks: Marks, *path: str | int) -> tuple[int, int]:
    place = marks.find(*path)
    assert place.path == "content/roles/nurse.md"
    return place.line, place.column


def written(text: str) -> tuple[int, int]:
    """Line and column of a text that the role holds once."""
    start = ROLE.index(text)
    return ROLE.count("\n", 0, start) + 1, start - ROLE.rfind("\n", 0, start)


def test_a_value_is_found_where_it_is_written() -> None:
    marks, _ = read()
    assert at(marks, "title") == written("Nurse")
    assert at(marks, "skills") == written("skills:")
    assert at(marks, "skills", "Care") == written("Care:")
    assert at(marks, "skills", "triage") == written("triage:")
    assert at(marks, "skills", "triage", "why") == written("Needed at night")
    assert at(marks, "codes", 0, "code") == written("29-1141.00")
    assert at(marks, "codes", 1) == written("scheme: isco-08")


def test_what_was_not_written_is_found_where_it_would_stand() -> None:
    marks, _ = read()
    assert at(marks, "codes", 1, "code") == written("scheme: isco-08")
    assert at(marks, "skills", "first-aid", "why") == written("first-aid:")
    assert at(marks, "related", "doctor") == (1, 1)
    assert at(marks) == (1, 1)


def test_marks_of_one_record_are_not_those_of_another() -> None:
    first, second = Marks(Place("a", 1, 1)), Marks(Place("b", 1, 1))
    first.places["\x1ftitle"] = (2, 8)
    assert second.find("title") == Place("b", 1, 1)


def test_mentions_know_their_place() -> None:
    _, mentions = read()
    assert [(one.node, (one.place.line, one.place.column)) for one in mentions] == [
        (Reference("skill", "triage", ("two",)), written("skill:triage")),
        (Cite("source", "table 1"), written("[^source")),
        (Figure("pay", "p50", ""), written("[[pay")),
        (Blank("company"), written("[[company")),
    ]
    assert {one.place.path for one in mentions} == {"content/roles/nurse.md"}


def test_marks_and_mentions_survive_being_stored() -> None:
    marks, mentions = read()
    packed = msgspec.msgpack.encode((marks, mentions))
    unpacked = msgspec.msgpack.decode(packed, type=tuple[Marks, tuple[PlacedMention, ...]])
    assert unpacked == (marks, mentions)
    assert unpacked[0].find("codes", 0, "code") == marks.find("codes", 0, "code")
