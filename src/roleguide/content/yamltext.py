"""YAML as a tree of text with places: no types, no tags, no anchors.

The C parser's events are checked before anything is built, so that a hostile file costs nothing.
One parser is used everywhere: where PyYAML was built without libyaml, :data:`Parser` fails at
import.
"""

from __future__ import annotations

import re
from typing import Any, Final

import yaml
import yaml.cyaml
from msgspec import Struct

from roleguide.content.characters import describe, find_forbidden
from roleguide.content.yamlfaults import explain_fault
from roleguide.diagnostics import Place, Report, Severity, excerpt

Parser: Final[Any] = yaml.cyaml.CParser  # type: ignore[attr-defined]  # not in the stubs
DEPTH_LIMIT: Final = 12
NODES_LIMIT: Final = 50_000
SCALAR_LIMIT: Final = 64 * 1024
KEY_LIMIT: Final = 100


class Scalar(Struct, frozen=True):
    """Text with its place; ``plain`` when it was written without quotes."""

    text: str
    plain: bool
    place: Place
    end: int
    """Column behind its last character."""

    @property
    def empty(self) -> bool:
        """True when nothing was written at all."""
        return self.plain and not self.text


class Sequence(Struct, frozen=True):
    """A list."""

    items: tuple[Node, ...]
    place: Place
    block: bool
    """Written with dashes, not in brackets."""


class Mapping(Struct, frozen=True):
    """Keys and values in the order they were written; keys are unique."""

    entries: tuple[tuple[Scalar, Node], ...]
    place: Place

    def get(self, key: str) -> Node | None:
        """Find the value of a key."""
        for name, value in self.entries:
            if name.text == key:
                return value
        return None


Node = Scalar | Sequence | Mapping


class _Refused(Exception):
    """The text was reported and can't be used."""


class _Open(Struct):
    """A collection being built."""

    place: Place
    is_mapping: bool
    block: bool
    items: list[Node]
    key: Scalar | None
    entries: list[tuple[Scalar, Node]]
    seen: dict[str, Place]


def parse_yaml(text: str, path: str, first_line: int, report: Report) -> Mapping | None:
    """Parse YAML whose top is a mapping; ``first_line`` is the file's line of the text's first
    line.

    Returns ``None`` after reporting when the text is not YAML of the allowed kind. Duplicate keys
    are reported and the first one is kept.
    """
    attempt = Report()
    top = _try_parse(text, path, first_line, attempt)
    # Where the text is not YAML at all, that says more than any warning on the way there.
    report.extend(said for said in attempt if top is not None or said.severity is Severity.error)
    return top


def _try_parse(text: str, path: str, first_line: int, report: Report) -> Mapping | None:
    try:
        top = _Reader(text, path, first_line, report).read()
    except _Refused:
        return None
    except yaml.MarkedYAMLError as error:
        fault = explain_fault(error, text.split("\n"))
        place = Place(path, first_line + fault.line, fault.column + 1)
        report.error(place, "bad-yaml", fault.message, fault.fix)
        return None
    except (yaml.YAMLError, UnicodeEncodeError):
        # Characters that libyaml does not take; files are checked for them before.
        report.error(
            Place(path, first_line, 1),
            "forbidden-character",
            "The text holds a character that is not allowed.",
            "delete what is not plain text",
        )
        return None
    if not isinstance(top, Mapping):
        report.error(
            Place(path, first_line, 1),
            "wrong-shape",
            "The facts are not `key: value` lines.",
            "start with a line such as `title: Registered nurse`",
        )
        return None
    return top


class _Reader:
    """Builds the tree from the parser's events with a stack of its own (no recursion)."""

    def __init__(self, text: str, path: str, first_line: int, report: Report) -> None:
        self.text = text
        self.lines = text.split("\n")
        self.path = path
        self.first_line = first_line
        self.report = report
        self.nodes = 0

    def place(self, mark: Any) -> Place:
        return Place(self.path, self.first_line + mark.line, mark.column + 1)

    def refuse(self, place: Place, code: str, message: str, fix: str) -> _Refused:
        self.report.error(place, code, message, fix)
        return _Refused()

    def read(self) -> Node | None:
        parser = Parser(self.text)
        stack: list[_Open] = []
        top: Node | None = None
        documents = 0
        try:
            while (event := parser.get_event()) is not None:
                if isinstance(event, yaml.DocumentStartEvent):
                    documents += 1
                    if documents > 1:
                        raise self.refuse(
                            self.place(event.start_mark),
                            "several-documents",
                            "The file holds more than one YAML document.",
                            "remove the extra `---` line",
                        )
                    continue
                if not isinstance(event, (yaml.NodeEvent, yaml.CollectionEndEvent)):
                    continue
                node = self._step(event, stack)
                if node is not None:
                    if stack:
                        self._add(stack[-1], node)
                    else:
                        top = node
        finally:
            parser.dispose()
        return top

    def _step(self, event: Any, stack: list[_Open]) -> Node | None:
        """Open or close a collection or make a scalar; return what is complete."""
        if isinstance(event, yaml.CollectionEndEvent):
            done = stack.pop()
            if done.is_mapping:
                return Mapping(tuple(done.entries), done.place)
            return Sequence(tuple(done.items), done.place, done.block)
        place = self.place(event.start_mark)
        self._check_event(event, place)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, place)
        if len(stack) >= DEPTH_LIMIT:
            raise self.refuse(
                place,
                "too-deep",
                f"The value is nested deeper than {DEPTH_LIMIT} levels.",
                "check for stray brackets or indentation",
            )
        is_mapping = isinstance(event, yaml.MappingStartEvent)
        stack.append(_Open(place, is_mapping, not event.flow_style, [], None, [], {}))
        return None

    def _check_event(self, event: Any, place: Place) -> None:
        self.nodes += 1
        if self.nodes > NODES_LIMIT:
            raise self.refuse(
                place, "too-large", f"There are more than {NODES_LIMIT:,} values.", "split the file"
            )
        if isinstance(event, yaml.AliasEvent):
            raise self.refuse(
                place,
                "alias",
                f"{excerpt(f'*{event.anchor}')} is a YAML alias; aliases are not allowed.",
                "write the value out, or put text that starts with * in quotes",
            )
        if event.anchor is not None:
            raise self.refuse(
                place,
                "anchor",
                f"{excerpt(f'&{event.anchor}')} is a YAML anchor; anchors are not allowed.",
                "write the value out, or put text that starts with & in quotes",
            )
        if event.tag is not None:
            raise self.refuse(
                place,
                "tag",
                f"{excerpt(_written_tag(event.tag))} is a YAML tag; tags are not allowed.",
                "remove it, or put text that starts with ! in quotes",
            )

    def _scalar(self, event: Any, place: Place) -> Scalar:
        text: str = event.value
        if len(text) > SCALAR_LIMIT:
            raise self.refuse(
                place, "too-large", f"The text has {len(text):,} characters.", "shorten it"
            )
        bad = find_forbidden(text)
        if bad is not None:
            raise self.refuse(
                place,
                "forbidden-character",
                f"The text holds the character {describe(bad)}, which is not allowed.",
                "delete it",
            )
        plain = event.style is None or event.style == ""
        if plain and text:
            self._check_cut(event, text)
        return Scalar(text, plain, place, event.end_mark.column + 1)

    def _check_cut(self, event: Any, text: str) -> None:
        """Warn when `` #`` cut an unquoted text, which YAML does without a word."""
        line = self.lines[event.end_mark.line] if event.end_mark.line < len(self.lines) else ""
        rest = line[event.end_mark.column :]
        if re.match(r"[ \t]+#", rest) and not re.match(r"[ \t]+#([ \t]|$)", rest):
            self.report.warning(
                self.place(event.end_mark),
                "text-cut-by-hash",
                f"The text {excerpt(text)} ends here: what follows “ #” is a comment.",
                "put the whole text in quotes if it belongs to it, or write a space after the #",
            )

    def _add(self, parent: _Open, node: Node) -> None:
        if not parent.is_mapping:
            parent.items.append(node)
            return
        if parent.key is None:
            parent.key = self._key(node)
            return
        key, parent.key = parent.key, None
        first = parent.seen.get(key.text)
        if first is not None:
            self.report.error(
                key.place,
                "duplicate-key",
                f"The key {excerpt(key.text)} is written twice; it is on line {first.line} too.",
                "keep one of the two lines",
            )
            return
        parent.seen[key.text] = key.place
        parent.entries.append((key, node))

    def _key(self, node: Node) -> Scalar:
        if not isinstance(node, Scalar):
            raise self.refuse(
                node.place,
                "wrong-shape",
                "A key is a list or a mapping.",
                "write a key as one word, followed by a colon",
            )
        if node.plain and node.text == "<<":
            raise self.refuse(
                node.place,
                "merge-key",
                "`<<` is a YAML merge key; merge keys are not allowed.",
                "write the keys out",
            )
        if len(node.text) > KEY_LIMIT:
            raise self.refuse(
                node.place,
                "too-large",
                f"The key {excerpt(node.text)} has {len(node.text)} characters.",
                "check that a colon inside a text is quoted",
            )
        return node


def _written_tag(tag: str) -> str:
    core = "tag:yaml.org,2002:"
    return f"!!{tag.removeprefix(core)}" if tag.startswith(core) else tag
