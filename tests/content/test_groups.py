"""Rows come back as they were packed, whatever their order and however many there are."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roleguide.content.groups import BLOCK, KEPT_ROWS, Packer, Rows
from roleguide.guide.figures import Occupation, Value


def pack(rows: list[tuple[str, Occupation]]) -> tuple[dict[str, bytes], Rows, list[bytes]]:
    packer = Packer()
    for name, row in rows:
        packer.add(name, row)
    subjects, blocks = packer.finish()
    found = Rows(Occupation, blocks.__getitem__)
    for key, subject in subjects.items():
        expected = tuple(row for other, row in rows if other == key)
        assert found.find(key, subject) == expected
        assert found.find(key, subject) == expected
        assert subject.count == len(expected)
    return {name: one.digest for name, one in subjects.items()}, found, blocks


def make_rows(count: int, subjects: int) -> list[tuple[str, Occupation]]:
    return [
        (f"s{number % subjects}", Occupation("soc-2018", f"{number:07}", f"Title {number * 7919}"))
        for number in range(count)
    ]


@given(st.lists(st.tuples(st.sampled_from("abc"), st.text(max_size=40)), max_size=30))
def test_rows_come_back_in_their_order(rows: list[tuple[str, str]]) -> None:
    pack([(subject, Occupation("soc-2018", "1", title)) for subject, title in rows])


def test_large_subjects_are_compressed_and_lie_in_several_blocks() -> None:
    _, _, blocks = pack(make_rows(60_000, 40))
    assert len(blocks) > 1
    assert sum(map(len, blocks)) < 60_000 * 20
    assert max(map(len, blocks)) < 2 * BLOCK


def test_a_digest_depends_on_the_rows_of_its_subject_alone() -> None:
    rows = make_rows(6_000, 2)
    one, _, _ = pack(rows)
    changed = [*rows[:2], ("s0", Occupation("soc-2018", "0000002", "Other")), *rows[3:]]
    other, _, _ = pack(changed)
    assert one["s0"] != other["s0"]
    assert one["s1"] == other["s1"]


def test_only_some_rows_are_kept() -> None:
    packer = Packer()
    for owner, row in make_rows(3 * KEPT_ROWS, 30):
        packer.add(owner, row)
    subjects, blocks = packer.finish()
    asked: list[int] = []

    def find_block(number: int) -> bytes:
        asked.append(number)
        return blocks[number]

    rows = Rows(Occupation, find_block)
    for name, subject in subjects.items():
        rows.find(name, subject)
    before = len(asked)
    rows.find("s29", subjects["s29"])
    assert len(asked) == before  # the last one is kept
    kept = sum(len(found) for found in rows._kept.values())
    assert kept <= KEPT_ROWS


def test_damaged_rows_are_no_rows() -> None:
    packer = Packer()
    packer.add("a", Value("reported", Decimal(1)))
    subjects, blocks = packer.finish()
    with pytest.raises(ValueError):
        Rows(Occupation, blocks.__getitem__).find("a", subjects["a"])
    with pytest.raises(ValueError):
        Rows(Value, blocks.__getitem__).find("b", subjects["a"])
