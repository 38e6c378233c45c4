"""YAML is read into a tree of text with places (``yamltree.py``).

The C parser's events are checked before anything is built, so that a hostile file costs nothing.
One parser is used everywhere: where PyYAML was built without libyaml, reading fails at once.
"""

from __future__ import annotations

import re
from functools import cache, cached_property
from types import ModuleType
from typing import Any, Final

from roleguide.content.characters import describe, find_forbidden, is_printable
from roleguide.content.yamlfaults import explain_fault
from roleguide.content.yamltree import Mapping, Node, Scalar, Sequence
from roleguide.diagnostics import Place, Report, Severity, excerpt

DEPTH_LIMIT: Final = 12
NODES_LIMIT: Final = 50_000
SCALAR_LIMIT: Final = 64 * 1024
KEY_LIMIT: Final = 100


class _Refused(Exception):
    """The text was reported and can't be used."""


class _Open:
    """A collection being built: the items of a list, or the entries of a mapping by key."""

    __slots__ = ("block", "column", "entries", "is_mapping", "items", "key", "line")

    def __init__(self, line: int, column: int, *, is_mapping: bool, block: bool) -> None:
        self.line = line
        self.column = column
        self.is_mapping = is_mapping
        self.block = block
        self.items: list[Node] = []
        self.entries: dict[str, tuple[Scalar, Node]] = {}
        self.key: Scalar | None = None

    def close(self) -> Node:
        """Return the finished collection."""
        if self.is_mapping:
            return Mapping(tuple(self.entries.values()), self.line, self.column)
        return Sequence(tuple(self.items), self.line, self.column, self.block)


@cache
def _yaml() -> ModuleType:
    """PyYAML with its C parser."""
    # Its import takes as long as reading ten roles, and a build whose files are all known reads
    # none.
    import yaml  # noqa: PLC0415
    import yaml.cyaml  # noqa: PLC0415

    return yaml


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
    yaml = _yaml()
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
        self.path = path
        self.first_line = first_line
        self.report = report
        self.doubtful = "\\" in text or "#" in text or not is_printable(text)
        """A scalar may hold a forbidden character, or a comment may have cut it."""
        self.nodes = 0
        self.stack: list[_Open] = []
        self.into: _Open | None = None
        """The innermost open collection."""
        self.documents = 0
        self.top: Node | None = None

    @cached_property
    def lines(self) -> list[str]:
        return self.text.split("\n")

    def place(self, mark: Any) -> Place:
        return Place(self.path, self.first_line + mark.line, mark.column + 1)

    def refuse(self, place: Place, code: str, message: str, fix: str) -> _Refused:
        self.report.error(place, code, message, fix)
        return _Refused()

    def read(self) -> Node | None:
        yaml = _yaml()
        parser = yaml.cyaml.CParser(self.text)
        others = {
            yaml.DocumentStartEvent: self._start_document,
            yaml.MappingStartEvent: self._start_mapping,
            yaml.SequenceStartEvent: self._start_sequence,
            yaml.MappingEndEvent: self._close,
            yaml.SequenceEndEvent: self._close,
            yaml.AliasEvent: self._refuse_alias,
        }
        get_event, scalar, read_scalar = parser.get_event, yaml.ScalarEvent, self._read_scalar
        try:
            while (event := get_event()) is not None:
                if type(event) is scalar:
                    read_scalar(event)
                elif (read := others.get(type(event))) is not None:
                    read(event)
        finally:
            parser.dispose()
        return self.top

    def _start_document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            raise self.refuse(
                self.place(event.start_mark),
                "several-documents",
                "The file holds more than one YAML document.",
                "remove the extra `---` line",
            )

    def _start_mapping(self, event: Any) -> None:
        self._start(event, is_mapping=True)

    def _start_sequence(self, event: Any) -> None:
        self._start(event, is_mapping=False)

    def _start(self, event: Any, *, is_mapping: bool) -> None:
        self.nodes += 1
        if self.nodes > NODES_LIMIT or event.anchor is not None or event.tag is not None:
            self._check_event(event)
        mark = event.start_mark
        if len(self.stack) >= DEPTH_LIMIT:
            raise self.refuse(
                self.place(mark),
                "too-deep",
                f"The value is nested deeper than {DEPTH_LIMIT} levels.",
                "check for stray brackets or indentation",
            )
        line = self.first_line + mark.line
        self.into = _Open(line, mark.column + 1, is_mapping=is_mapping, block=not event.flow_style)
        self.stack.append(self.into)

    def _close(self, _event: Any) -> None:
        node = self.stack.pop().close()
        self.into = self.stack[-1] if self.stack else None
        self._add(node)

    def _refuse_alias(self, event: Any) -> None:
        self.nodes += 1
        self._check_event(event)

    def _check_event(self, event: Any) -> None:
        place = self.place(event.start_mark)
        if self.nodes > NODES_LIMIT:
            raise self.refuse(
                place, "too-large", f"There are more than {NODES_LIMIT:,} values.", "split the file"
            )
        if isinstance(event, _yaml().AliasEvent):
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

    def _read_scalar(self, event: Any) -> None:
        text = event.value
        self.nodes += 1
        if (
            self.doubtful
            or self.nodes > NODES_LIMIT
            or len(text) > SCALAR_LIMIT
            or event.anchor is not None
            or event.tag is not None
        ):
            self._check_scalar(event, text)
        start = event.start_mark
        node = Scalar(
            text,
            not event.style,
            self.first_line + start.line,
            start.column + 1,
            event.end_mark.column + 1,
        )
        into = self.into
        if into is None:
            self.top = node
        elif into.is_mapping:
            if into.key is None and text != "<<" and len(text) <= KEY_LIMIT:
                into.key = node
            else:
                self._add(node)
        else:
            into.items.append(node)

    def _check_scalar(self, event: Any, text: str) -> None:
        self._check_event(event)
        place = self.place(event.start_mark)
        if len(text) > SCALAR_LIMIT:
            message = f"The text has {len(text):,} characters."
            raise self.refuse(place, "too-large", message, "shorten it")
        bad = find_forbidden(text)
        if bad is not None:
            raise self.refuse(
                place,
                "forbidden-character",
                f"The text holds the character {describe(bad)}, which is not allowed.",
                "delete it",
            )
        if text and not event.style:
            self._check_cut(event.end_mark, text)

    def _check_cut(self, end: Any, text: str) -> None:
        """Warn when `` #`` cut an unquoted text, which YAML does without a word."""
        line = self.lines[end.line] if end.line < len(self.lines) else ""
        rest = line[end.column :]
        if re.match(r"[ \t]+#", rest) and not re.match(r"[ \t]+#([ \t]|$)", rest):
            self.report.warning(
                self.place(end),
                "text-cut-by-hash",
                f"The text {excerpt(text)} ends here: what follows “ #” is a comment.",
                "put the whole text in quotes if it belongs to it, or write a space after the #",
            )

    def _add(self, node: Node) -> None:
        """Put a finished node where it belongs."""
        into = self.into
        if into is None:
            self.top = node
        elif not into.is_mapping:
            into.items.append(node)
        elif into.key is None:
            into.key = self._check_key(node)
        else:
            key, into.key = into.key, None
            entry = into.entries.setdefault(key.text, (key, node))
            if entry[0] is not key:
                self.report.error(
                    Place(self.path, key.line, key.column),
                    "duplicate-key",
                    f"The key {excerpt(key.text)} is written twice;"
                    f" it is on line {entry[0].line} too.",
                    "keep one of the two lines",
                )

    def _check_key(self, node: Node) -> Scalar:
        place = Place(self.path, node.line, node.column)
        if not isinstance(node, Scalar):
            raise self.refuse(
                place,
                "wrong-shape",
                "A key is a list or a mapping.",
                "write a key as one word, followed by a colon",
            )
        if node.text == "<<" and node.plain:
            raise self.refuse(
                place,
                "merge-key",
                "`<<` is a YAML merge key; merge keys are not allowed.",
                "write the keys out",
            )
        if len(node.text) > KEY_LIMIT:
            raise self.refuse(
                place,
                "too-large",
                f"The key {excerpt(node.text)} has {len(node.text)} characters.",
                "check that a colon inside a text is quoted",
            )
        return node


def _written_tag(tag: str) -> str:
    core = "tag:yaml.org,2002:"
    return f"!!{tag.removeprefix(core)}" if tag.startswith(core) else tag
