"""What can be wrong with a key of the front matter."""

from __future__ import annotations

import re
from collections.abc import Iterable

from roleguide.content.marks import Context
from roleguide.content.yamltree import Mapping, Node, Scalar
from roleguide.diagnostics import excerpt, suggest


def report_missing(node: Mapping, name: str, context: Context) -> None:
    """Report a key that a mapping lacks."""
    context.error(
        node, "missing-key", f"The key {excerpt(name)} is missing.", f"add `{name}: …` here"
    )


def report_empty(key: Scalar, value: Scalar, context: Context) -> None:
    """Report a key without a value."""
    fix = "give it a value, or remove the line"
    if value.text:
        fix = "remove the line, or put the word in quotes"
    context.error(key, "empty-value", f"The key {excerpt(key.text)} has no value.", fix)


def skip_key(key: Scalar, value: Node, known: Iterable[str], context: Context) -> bool:
    """Pass over a key of the editor's own (the result is true), or report one that nobody knows."""
    if key.text.startswith("x-"):
        return True
    _report_unknown_key(key, value, known, context)
    return False


def _report_unknown_key(key: Scalar, value: Node, known: Iterable[str], context: Context) -> None:
    if isinstance(value, Scalar) and value.empty and value.column <= key.end:
        # {why: first, second} is two keys to YAML, the second one without a colon.
        if re.match(r"[\w-]+:\S", key.text):
            message = f"There is no space after the colon in {excerpt(key.text)}."
            context.error(key, "unknown-key", message, "write a space after the colon")
            return
        context.error(
            key,
            "text-cut-by-comma",
            f"The text was cut before {excerpt(key.text)}: a comma inside braces starts a new key.",
            "put the whole text in quotes",
        )
        return
    otherwise = "remove the line, or start your own keys with x-; known keys: " + ", ".join(known)
    context.error(
        key,
        "unknown-key",
        f"There is no key {excerpt(key.text)} here.",
        suggest(key.text, known, otherwise),
    )
