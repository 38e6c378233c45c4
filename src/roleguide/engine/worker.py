"""Rendering as work that can be handed to another process: small orders, compact results."""

from __future__ import annotations

from hashlib import sha256

from msgspec import Struct

from roleguide.engine.facts import Known, Oracle
from roleguide.engine.render import Page, Renderer
from roleguide.inputs import pack_numbers


class Order(Struct, frozen=True):
    """A page to render, in these forms; ``""`` is the only file of a kind without forms."""

    page: Page
    forms: tuple[str, ...]


class MadeFile(Struct, frozen=True):
    """A file of a page, its SHA-256 and the numbers of its template's facts."""

    form: str
    path: str
    content: bytes
    sha256: bytes
    templates: bytes


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
        self._told = {known.number for known in oracle.known.values()}

    def render(self, order: Order) -> Made:
        """Render one page; :class:`RenderFailed` when a template is wrong."""
        rendered = self._renderer.render(order.page, order.forms)
        learned: dict[int, Known] = {}
        facts = self._number(rendered.facts, learned)
        files = tuple(
            MadeFile(
                form,
                one.path,
                one.content,
                sha256(one.content).digest(),
                self._number(one.templates, learned),
            )
            for form, one in zip(order.forms, rendered.files, strict=True)
        )
        told = tuple(learned.values())
        kept = self._oracle.forget(told)
        self._told.update(known.number for known in kept)
        return Made(order.page, facts, files, told)

    def _number(self, facts: tuple[Known, ...], learned: dict[int, Known]) -> bytes:
        for known in facts:
            if known.number not in self._told:
                learned[known.number] = known
        return pack_numbers(known.number for known in facts)
