"""What readers expect of a role is one list, and a role's bits say which of it are missing."""

from msgspec.structs import replace

from pages.guides import full_role, full_row, make_guide, make_outlook_row, make_role
from roleguide.guide.brief import brief_of
from roleguide.guide.gaps import (
    OUTLOOK,
    PARTS,
    PAY,
    find_absent,
    find_missing,
    list_lacking,
    list_parts,
)

FULL = full_role(lambda: "Text")


def names(bits: int) -> list[str]:
    return [part.name for part in list_parts(bits)]


def test_a_section_that_is_taken_away_is_missing() -> None:
    before = names(find_absent(FULL))
    role = replace(FULL, text=replace(FULL.text, faqs=(), letters=()))
    assert set(names(find_absent(role))) - set(before) == {"Questions", "Sample cover letter"}
    assert brief_of(role, ()).absent == find_absent(role)


def test_pay_is_missing_known_or_known_to_be_unknown() -> None:
    bit = 1 << PARTS.index(PAY)
    for paid, absent, gaps, unknown in (
        (False, bit, bit, 0),
        (True, bit, 0, 0),
        (False, 0, 0, bit),
        (True, 0, 0, 0),
    ):
        found = find_missing(absent, paid=paid, projected=True)
        assert (found.gaps, found.unknown & bit) == (gaps, unknown), (paid, absent)


def test_the_tables_of_a_guide_fill_gaps() -> None:
    role = make_role()
    without = {part.name for part in list_lacking(role, make_guide(role))}
    guide = make_guide(role, pay=[full_row()], outlook=[make_outlook_row()])
    assert without - {part.name for part in list_lacking(role, guide)} == {PAY.name, OUTLOOK.name}


def test_each_part_has_a_name_and_a_bit_of_its_own() -> None:
    assert len({part.name for part in PARTS}) == len(PARTS)
    assert names((1 << len(PARTS)) - 1) == [part.name for part in PARTS]
