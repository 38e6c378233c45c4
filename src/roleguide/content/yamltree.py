"""A YAML text as a tree of text with places: no types, no tags, no anchors."""

from __future__ import annotations

from msgspec import Struct


class Scalar(Struct, frozen=True, gc=False):
    """Text with its place; ``plain`` when it was written without quotes."""

    text: str
    plain: bool
    line: int
    column: int
    end: int
    """Column behind its last character."""

    @property
    def empty(self) -> bool:
        """True when nothing was written at all."""
        return self.plain and not self.text


class Sequence(Struct, frozen=True, gc=False):
    """A list."""

    items: tuple[Node, ...]
    line: int
    column: int
    block: bool
    """Written with dashes, not in brackets."""


class Mapping(Struct, frozen=True, gc=False):
    """Keys and values in the order they were written; keys are unique."""

    entries: tuple[tuple[Scalar, Node], ...]
    line: int
    column: int

    def get(self, key: str) -> Node | None:
        """Find the value of a key."""
        for name, value in self.entries:
            if name.text == key:
                return value
        return None


Node = Scalar | Sequence | Mapping
