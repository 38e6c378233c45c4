"""Pages that are made last: of finished files, or as files too large to be held whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256

from roleguide.engine.facts import Known
from roleguide.engine.publish import Publisher
from roleguide.engine.render import Renderer
from roleguide.engine.spool import read_parts
from roleguide.engine.worker import Made, MadeFile, Order
from roleguide.inputs import pack_numbers


class FinishedFiles:
    """The files that a publication has so far."""

    def __init__(self, publisher: Publisher) -> None:
        self._publisher = publisher

    def read(self, path: str) -> Iterator[bytes]:
        """Yield the bytes of a file, a part at a time."""
        folder, _ = self._publisher.locate(path)
        return read_parts(folder, path)

    def describe(self, path: str) -> tuple[int, str]:
        """Return the size of a file in bytes, and its SHA-256 in hexadecimal."""
        entry = self._publisher.locate(path)[1]
        return entry.size, entry.sha256


def make_late(renderer: Renderer, orders: Sequence[Order], publisher: Publisher) -> Iterator[Made]:
    """Make late pages in this process, one after another, and publish their files.

    What they rest on stays known: several rest on the same answers, which are not computed again
    for that. :class:`RenderFailed` when a template is wrong.
    """
    finished = FinishedFiles(publisher)
    for order in orders:
        large: list[str] = []

        def keep(
            paths: tuple[str, ...],
            parts: Iterator[tuple[str, bytes]],
            large: list[str] = large,
        ) -> None:
            large.extend(paths)
            publisher.write_parts(paths, parts)

        rendered = renderer.render(order.page, order.forms, finished, keep)
        files = []
        for form, one in zip(order.forms, rendered.files, strict=True):
            if one.path in large:
                digest = bytes.fromhex(finished.describe(one.path)[1])
            else:
                digest = sha256(one.content).digest()
                publisher.write(one.path, one.content)
            files.append(MadeFile(form, one.path, b"", digest, _number(one.templates)))
        yield Made(order.page, _number(rendered.facts), tuple(files), ())


def _number(facts: tuple[Known, ...]) -> bytes:
    return pack_numbers(known.number for known in facts)
