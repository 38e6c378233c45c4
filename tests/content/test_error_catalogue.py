"""The handbook explains every code that the source reports, and no other."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from roleguide.content.references import WORDS

ROOT = Path(__file__).parents[2]
CODE = re.compile(r"[a-z]+(?:-[a-z0-9]+)*")
METHODS = {
    **{"error": 1, "warning": 1, "note": 1, "refuse": 1, "say": 1, "_refuse": 1},
    **{"_error": 0, "_warn": 0, "BadCell": 0},
}
"""Where a call that reports takes its code."""


def find_codes(tree: ast.AST, *, in_content: bool) -> Iterator[str]:
    """Yield the codes in calls that report, and in returned (code, sentence, fix)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            index = METHODS.get(name)
            if index is not None and len(node.args) > index + 1:
                yield from spell(node.args[index])
        elif (
            in_content
            and isinstance(node, ast.Return)
            and len(getattr(node.value, "elts", ())) == 3
        ):
            assert isinstance(node.value, ast.Tuple)
            yield from spell(node.value.elts[0])


def spell(node: ast.expr) -> Iterator[str]:
    """Yield what a code is; ``unknown-{…}`` stands for one code each kind of thing."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        if CODE.fullmatch(node.value):
            yield node.value
    elif isinstance(node, ast.JoinedStr):
        start = node.values[0]
        assert isinstance(start, ast.Constant)
        assert start.value == "unknown-"
        for word in (*WORDS.values(), "occupation", "industry", "table"):
            yield f"unknown-{word.replace(' ', '-')}"


def list_used() -> set[str]:
    paths = [*(ROOT / "src/roleguide").rglob("*.py")]
    return {
        code
        for path in paths
        for code in find_codes(
            ast.parse(path.read_text("utf-8")), in_content=path.parent.name == "content"
        )
    }


def list_explained() -> list[str]:
    text = (ROOT / "docs/errors.md").read_text("utf-8")
    return re.findall(r"^### (.+)$", text, re.MULTILINE)


def test_every_code_has_an_entry_and_every_entry_is_a_code() -> None:
    assert set(list_explained()) == list_used()


def test_entries_are_sorted() -> None:
    explained = list_explained()
    assert explained == sorted(set(explained))


def test_the_mistakes_show_no_code_that_is_not_explained() -> None:
    shown = {
        code
        for path in (ROOT / "tests/mistakes").glob("*/expected.txt")
        for code in re.findall(
            r"^\S.*?: \w+\[([a-z0-9-]+)\]", path.read_text("utf-8"), re.MULTILINE
        )
    }
    assert shown <= set(list_explained())
