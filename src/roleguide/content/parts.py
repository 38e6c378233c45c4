"""Parts of a body: a heading with what stands below it."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from roleguide.content.blocks import PlacedBlock
from roleguide.diagnostics import Place
from roleguide.guide.prose import Heading, Prose, plain


class Part(Struct, frozen=True):
    """A heading with the blocks below it, up to the next heading of its level."""

    title: str
    place: Place
    blocks: tuple[PlacedBlock, ...]

    @property
    def prose(self) -> Prose:
        """The blocks without their places."""
        return prose_of(self.blocks)


def prose_of(blocks: Sequence[PlacedBlock]) -> Prose:
    """Drop the places."""
    return tuple(placed.block for placed in blocks)


def divide(blocks: Sequence[PlacedBlock], level: int) -> tuple[list[PlacedBlock], list[Part]]:
    """Divide blocks at the headings of a level: what stands before the first one, then the
    parts."""
    before: list[PlacedBlock] = []
    found: list[tuple[str, Place, list[PlacedBlock]]] = []
    below = before
    for placed in blocks:
        block = placed.block
        if type(block) is Heading and block.level == level:
            below = []
            found.append((plain(block.content).strip(), placed.place, below))
        else:
            below.append(placed)
    return before, [Part(title, place, tuple(below)) for title, place, below in found]
