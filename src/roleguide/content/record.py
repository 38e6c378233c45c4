"""Records as they are remembered: each part packed on its own, unpacked when it is looked at.

A record is read once and then known by the digest of its file. Most builds need little of most
records: a list needs briefs, a comparison facts, a role's own page the whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, Final, Protocol

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from roleguide.guide.brief import RoleBrief, brief_of
from roleguide.guide.findable import findable_of
from roleguide.content.inlines import PlacedMention
from roleguide.content.marks import Marks
from roleguide.diagnostics import Diagnostic
from roleguide.guide.prose import Cite
from roleguide.guide.posting import Posting, PostingBrief, PostingText, brief_posting
from roleguide.guide.role import Role, RoleText
from roleguide.inputs import Ledger

class Large(Struct, frozen=True):
    """How a kind of record is packed that is too large to be unpacked whole for a list."""

    brief: type[Struct]
    make_brief: Callable[[Any, Iterable[str]], Struct]
    text: type[Struct]


LARGE: Final[dict[type[Struct], Large]] = {
    Role: Large(RoleBrief, brief_of, RoleText),
    Posting: Large(PostingBrief, brief_posting, PostingText),
}


class Cabinet(Protocol):
    """Where packed parts are kept: on disk from build to build, or for this one in memory."""

    def get(self, key: str) -> bytes | None:
        """Return a part, or ``None``."""
        ...

    def put(self, items: Iterable[tuple[str, bytes]]) -> None:
        """Keep parts."""
        ...


class Drawer(dict[str, bytes]):
    """A cabinet in memory."""

    def put(self, items: Iterable[tuple[str, bytes]]) -> None:
        """Keep parts."""
        self.update(items)


class Notes(Struct, frozen=True, array_like=True):
    """What stands beside a record: where its values were written and what its prose mentions."""

    marks: Marks
    mentions: tuple[PlacedMention, ...]


class Packed(Struct, frozen=True, array_like=True):
    """A record in parts; ``brief`` and ``text`` are empty for all but :data:`LARGE` ones,
    ``findable`` for all but roles, and
    ``facts`` is empty where nothing could be decoded."""

    path: str
    digest: bytes
    """Of the file that was read (BLAKE2b, 128 bits)."""
    brief: bytes
    findable: bytes
    facts: bytes
    text: bytes
    notes: bytes
    diagnostics: tuple[Diagnostic, ...]

    def parts(self) -> Iterable[tuple[str, bytes]]:
        """Yield the keys and contents under which a cabinet keeps the record."""
        for part in PARTS:
            yield part_key(self.path, self.digest, part), getattr(self, part)
        said = msgspec.msgpack.encode(self.diagnostics) if self.diagnostics else b""
        yield part_key(self.path, self.digest, "said"), said


PARTS: Final = ("brief", "findable", "facts", "text", "notes")


def part_key(path: str, digest: bytes, part: str) -> str:
    """Return the key of a part of a record."""
    return f"record/{path}/{digest.hex()}/{part}"


def pack_record(
    path: str,
    digest: bytes,
    value: Any,
    notes: Notes,
    diagnostics: Iterable[Diagnostic],
) -> Packed:
    """Pack a record that was read."""
    encode = msgspec.msgpack.encode
    brief = findable = text = facts = b""
    large = LARGE.get(type(value))
    if large is not None:
        cites = (one.node.source for one in notes.mentions if isinstance(one.node, Cite))
        brief, text = encode(large.make_brief(value, cites)), encode(value.text)
        facts = encode(replace(value, text=large.text()))
        if isinstance(value, Role):
            findable = encode(findable_of(value))
    elif value is not None:
        facts = encode(value)
    return Packed(path, digest, brief, findable, facts, text, encode(notes), tuple(diagnostics))


@cache
def _decoder(cls: Any) -> msgspec.msgpack.Decoder[Any]:
    return msgspec.msgpack.Decoder(cls)


def unpack(cls: Any, packed: bytes) -> Any:
    """Unpack a part; ``ValueError`` when it is not one."""
    return _decoder(cls).decode(packed)


def unpack_large(cls: type[Struct], facts: bytes, text: bytes) -> Any:
    """Put a large record together."""
    return replace(unpack(cls, facts), text=unpack(LARGE[cls].text, text))


def unpack_diagnostics(packed: bytes) -> tuple[Diagnostic, ...]:
    """Unpack what was said of a record when it was read."""
    found: tuple[Diagnostic, ...] = unpack(tuple[Diagnostic, ...], packed) if packed else ()
    return found


class Record:
    """A record that was read: each part is unpacked when it is asked for.

    Whoever looks at a record itself, and not at a shelf, depends on its file.
    """

    __slots__ = ("_find_part", "_notes", "_value", "cls", "ledger", "path")

    def __init__(
        self, cls: type[Struct], path: str, find_part: Callable[[str], bytes], ledger: Ledger
    ) -> None:
        self.cls = cls
        self.path = path
        self.ledger = ledger
        self._find_part = find_part
        self._value: Any = None
        self._notes: Notes | None = None

    @property
    def value(self) -> Any:
        """The whole record; ``None`` where nothing could be decoded."""
        self.ledger.note("file", self.path)
        if self._value is None:
            self._value = self.unpack_whole()
        return self._value

    @property
    def marks(self) -> Marks:
        """Where its values were written."""
        return self._look_at_notes().marks

    @property
    def mentions(self) -> tuple[PlacedMention, ...]:
        """What its prose points at."""
        return self._look_at_notes().mentions

    def _look_at_notes(self) -> Notes:
        self.ledger.note("file", self.path)
        if self._notes is None:
            self._notes = unpack(Notes, self._find_part("notes"))
        return self._notes

    def forget(self) -> None:
        """Let go of what was unpacked; it can be unpacked again."""
        self._value = self._notes = None

    def unpack(self, part: str, cls: type[Struct]) -> Any:
        """Unpack one part; nothing is noted, as a shelf does that."""
        return unpack(cls, self._find_part(part))

    def unpack_whole(self) -> Any:
        """Unpack the record; ``None`` where nothing could be decoded."""
        facts = self._find_part("facts")
        if not facts:
            return None
        if self.cls in LARGE:
            return unpack_large(self.cls, facts, self._find_part("text"))
        return unpack(self.cls, facts)
