"""Rendering as work that can be handed to another process: small orders, compact results."""

from __future__ import annotations

from hashlib import sha256

from msgspec import Struct

from roleguide.engine.facts import Fact, Known, Oracle
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
    """Renders orders; facts that this process told of before are not told again."""

    def __init__(self, renderer: Renderer, oracle: Oracle) -> None:
        self._renderer = renderer
        self._oracle = oracle
        self._told = {known.number for known in oracle.known.values()}

    def render(self, order: Order) -> Made:
        """Render one page; :class:`RenderFailed` when a template is wrong."""
        rendered = self._renderer.render(order.page, order.forms)
        learned: list[Known] = []
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
        return Made(order.page, facts, files, tuple(learned))

    def _number(self, facts: tuple[Fact, ...], learned: list[Known]) -> bytes:
        numbers = []
        for fact in facts:
            known = self._oracle.known[fact.question]
            numbers.append(known.number)
            if known.number not in self._told:
                self._told.add(known.number)
                learned.append(known)
        return pack_numbers(numbers)
