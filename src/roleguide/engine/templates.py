"""Template files: where they are, what they say, and that every one is a question."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from roleguide.engine.facts import Kind

TEMPLATE: Final = Kind[str | None]("template", str | None)
"""The text of a template, ``None`` when there is none of that name."""


class TemplateFailed(Exception):
    """A template is wrong; its name and line say where as far as known."""

    def __init__(self, template: str, line: int, reason: str) -> None:
        super().__init__(f"{template}:{line}: {reason}")
        self.template, self.line, self.reason = template, line, reason


class Templates:
    """Template files of several folders; a file of an earlier folder overrides a later one.

    ``shipped`` is the folder that came with the generator.
    """

    def __init__(self, folders: Iterable[Path], shipped: Path | None = None) -> None:
        self.folders = tuple(folders)
        self.shipped: set[str] = set()
        """The names of templates that were read from the folder of the generator."""
        self._shipped = shipped
        self.broken: dict[str, int] = {}
        """Templates that are not UTF-8, with the line of the first wrong byte."""
        self._texts: dict[str, str | None] = {}

    def text(self, name: str) -> str | None:
        """Return a template's text, or ``None`` when no folder has it."""
        if name not in self._texts:
            self._texts[name] = self._read(name)
        return self._texts[name]

    def _read(self, name: str) -> str | None:
        parts = name.split("/")
        if any(part in ("", ".", "..") for part in parts) or "\\" in name:
            return None
        for folder in self.folders:
            path = folder.joinpath(*parts)
            # A link's own digest would say nothing of what it leads to: links are no templates.
            if path.is_file() and path.resolve() == folder.resolve().joinpath(*parts):
                if folder == self._shipped:
                    self.shipped.add(name)
                return self._decode(name, _read_bytes(path))
        return None

    def _decode(self, name: str, content: bytes) -> str:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            self.broken[name] = content.count(b"\n", 0, error.start) + 1
            text = content.decode("utf-8", errors="replace")
        return text.replace("\r\n", "\n")


def _read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        error.filename = str(path)  # a read or a close that fails names no file
        raise
