"""Rendering as work that can be handed to another process: small orders, compact results."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256

from msgspec import Struct

from roleguide.engine.book import Stat
from roleguide.engine.facts import Known, Oracle
from roleguide.engine.render import File, Page, Renderer
from roleguide.inputs import pack_numbers

Write = Callable[[str, bytes, bytes], Stat | None]
"""Writes a file of a path, content and SHA-256: returns its stat, ``None`` when it did not."""


class Order(Struct, frozen=True):
    """A page to render, in these forms; ``""`` is the only file of a kind without forms."""

    page: Page
    forms: tuple[str, ...]


class MadeFile(Struct, frozen=True):
    """A file of a page, its SHA-256 and the numbers of its template's facts.

    ``written`` is its stat if it is in the stage already; then ``content`` is empty.
    """

    form: str
    path: str
    content: bytes
    sha256: bytes
    templates: bytes
    written: Stat | None = None


class Made(Struct, frozen=True):
    """A rendered page: the numbers of its view's facts, its files, and facts not told before."""

    page: Page
    facts: bytes
    files: tuple[MadeFile, ...]
    learned: tuple[Known, ...]


class Worker:
    """Renders orders; facts that many pages rest on are told by this process once."""

    def __init__(self, renderer: Renderer, oracle: Oracle) -> None:
        self._renderer = renderer
        self._oracle = oracle
        self._write: Write | None = None
        self._told = {known.number for known in oracle.known.values()}

    def render(self, order: Order) -> Made:
        """Render one page; :class:`RenderFailed` when a template is wrong."""
        rendered = self._renderer.render(order.page, order.forms)
        learned: dict[int, Known] = {}
        facts = self._number(rendered.facts, learned)
        files = tuple(
            self._make(form, one, self._number(one.templates, learned))
            for form, one in zip(order.forms, rendered.files, strict=True)
        )
        told = tuple(learned.values())
        kept = self._oracle.forget(told)
        self._told.update(known.number for known in kept)
        return Made(order.page, facts, files, told)

    def write_by(self, write: Write) -> None:
        """Write files as soon as they are made, as a worker process does."""
        self._write = write

    def _make(self, form: str, file: File, templates: bytes) -> MadeFile:
        content, digest = file.content, sha256(file.content).digest()
        written = self._write(file.path, content, digest) if self._write is not None else None
        return MadeFile(
            form, file.path, content if written is None else b"", digest, templates, written
        )

    def _number(self, facts: tuple[Known, ...], learned: dict[int, Known]) -> bytes:
        for known in facts:
            if known.number not in self._told:
                learned[known.number] = known
        return pack_numbers(known.number for known in facts)
