"""What differs between two answers to one question: field by field, and no more than differs."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any, Final

from msgspec import Struct

from roleguide.explain.wording import cut, is_prose, is_text, name_of, word, word_blocks, write_text
from roleguide.guide.prose import Node

CONTEXT: Final = 30
"""Characters shown before and after what differs in a long text."""
WHOLE: Final = 70
"""Texts up to this length are shown whole."""
DIFFERS: Final = 240
"""Characters shown of what differs."""


class Absent:
    """Stands for the answer to a question that can't be answered: what it asks about is gone."""

    def __str__(self) -> str:
        return "not there"


ABSENT: Final = Absent()


class Difference(Struct, frozen=True):
    """A field that differs; ``None`` where it was or is not there. An empty field is the whole."""

    field: str
    old: str | None
    new: str | None


def compare(old: object, new: object, field: str = "") -> Iterator[Difference]:
    """Yield what differs between two values, the smallest parts that have names."""
    if type(old) is type(new) and old == new:
        return
    if old is ABSENT or new is ABSENT:
        yield Difference(field, _word_answer(old), _word_answer(new))
    elif isinstance(old, tuple) and isinstance(new, tuple):
        yield from _compare_tuples(old, new, field)
    elif isinstance(old, str) and isinstance(new, str):
        yield Difference(field, *cut_both(old, new))
    elif type(old) is type(new) and isinstance(old, Struct) and not isinstance(old, Node):
        for name in old.__struct_fields__:
            inner = f"{field}.{name}" if field else name
            yield from compare(getattr(old, name), getattr(new, name), inner)
    else:
        yield Difference(field, word(old), word(new))


def compare_lines(old: str, new: str) -> Iterator[Difference]:
    """Yield the lines of a file that differ; its field is the line's number as it was."""
    yield from _compare_runs(old.splitlines(), new.splitlines(), "line {}", "\n")


def _word_answer(value: object) -> str:
    return str(value) if value is ABSENT else word(value)


def _compare_tuples(old: tuple[Any, ...], new: tuple[Any, ...], field: str) -> Iterator[Difference]:
    if is_prose(old) or is_prose(new):
        lines = [list(word_blocks(one)) for one in (old, new)]
        yield from _compare_items(lines[0], lines[1], field)
    elif is_text(old) or is_text(new) or _is_sentence(old, new):
        yield Difference(field, *cut_both(write_text(old), write_text(new)))
    else:
        names = [[name_of(item) for item in items] for items in (old, new)]
        if all(None not in one and len(one) == len(set(one)) for one in names):
            yield from _compare_named(old, new, field)
        else:
            yield from _compare_items(list(old), list(new), field)


def _is_sentence(old: tuple[Any, ...], new: tuple[Any, ...]) -> bool:
    """Tell whether both are a text without any markup: one string with a blank in it."""
    return all(len(one) == 1 and isinstance(one[0], str) and " " in one[0] for one in (old, new))


def _compare_named(old: tuple[Any, ...], new: tuple[Any, ...], field: str) -> Iterator[Difference]:
    before = {name_of(item): item for item in old}
    now = {name_of(item): item for item in new}
    for name, item in before.items():
        inner = f"{field}[{name}]"
        if name in now:
            yield from compare(item, now[name], inner)
        else:
            yield Difference(inner, word(item), None)
    for name, item in now.items():
        if name not in before:
            yield Difference(f"{field}[{name}]", None, word(item))
    both = [[name for name in one if name in before and name in now] for one in (before, now)]
    if both[0] != both[1]:
        told = [", ".join(map(str, one)) for one in both]
        yield Difference(f"{field} (order)", *cut_both(told[0], told[1]))


def _compare_items(old: list[Any], new: list[Any], field: str) -> Iterator[Difference]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    gone: list[tuple[int, Any]] = []
    come: list[tuple[int, Any]] = []
    for change, start, end, first, last in matcher.get_opcodes():
        if change == "replace" and end - start == last - first:
            for number in range(end - start):
                inner = f"{field}[{start + number + 1}]"
                yield from compare(old[start + number], new[first + number], inner)
        elif change != "equal":
            gone.extend((number + 1, old[number]) for number in range(start, end))
            come.extend((number + 1, new[number]) for number in range(first, last))
    for number, item in gone:
        moved = next((one for one in come if one[1] == item), None)
        if moved is None:
            yield Difference(f"{field}[{number}]", word(item), None)
        else:
            come.remove(moved)
            yield Difference(f"{field}[{word(item)}]", f"place {number}", f"place {moved[0]}")
    for number, item in come:
        yield Difference(f"{field}[{number}]", None, word(item))


def _compare_runs(old: list[str], new: list[str], field: str, glue: str) -> Iterator[Difference]:
    """Yield runs of lines that differ."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for change, start, end, first, last in matcher.get_opcodes():
        if change != "equal":
            gone, come = glue.join(old[start:end]), glue.join(new[first:last])
            yield Difference(
                field.format(start + 1),
                gone if end > start else None,
                come if last > first else None,
            )


def cut_both(old: str, new: str) -> tuple[str, str]:
    """Show two texts: short ones whole, of long ones what differs and a little around it."""
    if len(old) <= WHOLE and len(new) <= WHOLE:
        return f"“{old}”", f"“{new}”"
    shorter = min(len(old), len(new))
    start = next((n for n in range(shorter) if old[n] != new[n]), shorter)
    rest = shorter - start
    end = next((n for n in range(rest) if old[-1 - n] != new[-1 - n]), rest)
    return _frame(old, start, end), _frame(new, start, end)


def _frame(text: str, start: int, end: int) -> str:
    """Show a text between two places counted from its ends, with words around them."""
    first = max(start - CONTEXT, 0)
    last = min(len(text) - end + CONTEXT, len(text))
    before = "…" if first else ""
    after = "…" if last < len(text) else ""
    return f"“{before}{cut(text[first:last], DIFFERS)}{after}”"
