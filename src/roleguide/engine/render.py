"""Rendering: a page's view goes through its template, and every template that took part is a fact.

Recording happens in the environment, not in the loader, which sees nothing once a template is
compiled. A macro file that is imported without context runs once for each environment; the edges
from a template to those it pulled in are therefore remembered and closed over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, MutableMapping
from pathlib import Path
from typing import Any, Final

from jinja2 import (
    BaseLoader,
    Environment,
    StrictUndefined,
    Template,
    TemplateNotFound,
    TemplateSyntaxError,
)
from msgspec import Struct

from roleguide.engine.facts import Fact, Kind, Oracle, Question, Reader

TEMPLATE: Final = Kind[str | None]("template", str | None)
"""The text of a template, ``None`` when there is none of that name."""


class Page(Struct, frozen=True, order=True):
    """What is to be published at one path: its kind says how, its subject about what."""

    path: str
    kind: str
    subject: str


class PageKind(Struct, frozen=True):
    """How pages of a kind are made."""

    view: Callable[[Reader, Page], object]
    template: str = ""


class Rendered(Struct, frozen=True):
    """A finished page and what it was made of."""

    page: Page
    content: bytes
    facts: tuple[Fact, ...]


class RenderFailed(Exception):
    """A template is wrong; ``path`` and ``line`` say where as far as known."""

    def __init__(self, page: Page, template: str, line: int, reason: str) -> None:
        super().__init__(f"{template}:{line}: {reason} (rendering {page.path})")
        self.page, self.template, self.line, self.reason = page, template, line, reason

    def __reduce__(self) -> tuple[type[RenderFailed], tuple[Page, str, int, str]]:
        """Travel from a worker process whole: exceptions are rebuilt from their arguments."""
        return type(self), (self.page, self.template, self.line, self.reason)


class Templates:
    """Template files of several folders; a file of an earlier folder overrides a later one."""

    def __init__(self, folders: Iterable[Path]) -> None:
        self.folders = tuple(folders)
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
            if path.is_file() and path.resolve().is_relative_to(folder.resolve()):
                return self._decode(name, path.read_bytes())
        return None

    def _decode(self, name: str, content: bytes) -> str:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            self.broken[name] = content.count(b"\n", 0, error.start) + 1
            text = content.decode("utf-8", errors="replace")
        return text.replace("\r\n", "\n")


class _Loader(BaseLoader):
    def __init__(self, templates: Templates) -> None:
        self._templates = templates

    def get_source(
        self,
        environment: Environment,  # noqa: ARG002 - Jinja's signature
        template: str,
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        text = self._templates.text(template)
        if text is None:
            raise TemplateNotFound(template)
        if template in self._templates.broken:
            line = self._templates.broken[template]
            raise TemplateSyntaxError("the file is not UTF-8", line, template)
        return text, template, None  # the name stands in tracebacks in place of a path


class TrackedEnvironment(Environment):
    """Asks about every template that a page uses, and about what those templates use."""

    def __init__(self, templates: Templates) -> None:
        super().__init__(
            loader=_Loader(templates),
            autoescape=lambda name: name is not None and name.endswith(".html"),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
            cache_size=-1,
        )
        self.globals.clear()
        self.reader: Reader | None = None
        self._children: dict[str, dict[str, None]] = {}

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - Jinja's name
    ) -> Template:
        """Return a template after recording it and everything it is known to use."""
        if isinstance(name, str):
            self._record(name, parent)
        return super().get_template(name, parent, globals)

    def select_template(
        self,
        names: Iterable[str | Template],
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - Jinja's name
    ) -> Template:
        """Return the first template that exists; every candidate tried is recorded."""
        candidates = list(names)
        for name in candidates:
            if isinstance(name, str):
                self._record(name, parent)
        return super().select_template(candidates, parent, globals)

    def _record(self, name: str, parent: str | None) -> None:
        if parent is not None:
            self._children.setdefault(parent, {})[name] = None
        if self.reader is None:
            return
        waiting, seen = [name], set()
        while waiting:
            current = waiting.pop()
            if current not in seen:
                seen.add(current)
                self.reader.ask(TEMPLATE, current)
                waiting.extend(self._children.get(current, ()))


class Renderer:
    """Renders pages of known kinds; it knows nothing of what they are about."""

    def __init__(self, kinds: Mapping[str, PageKind], templates: Templates, oracle: Oracle) -> None:
        self._kinds = kinds
        self._oracle = oracle
        self._environment = TrackedEnvironment(templates)

    def render(self, page: Page) -> Rendered:
        """Render one page; :class:`RenderFailed` when a template is wrong."""
        reader = Reader(self._oracle)
        kind = self._kinds[page.kind]
        view = kind.view(reader, page)
        if not kind.template:
            content = view if isinstance(view, bytes) else str(view).encode()
            return Rendered(page, content, self._facts(reader))
        self._environment.reader = reader
        try:
            template = self._environment.get_template(kind.template)
            text = template.render(page=view)
        except Exception as error:
            if isinstance(error, OSError) and not isinstance(error, TemplateNotFound):
                raise  # the machine failed, not the template
            raise _explain(error, page, kind.template) from error
        finally:
            self._environment.reader = None
        return Rendered(page, text.encode(), self._facts(reader))

    def _facts(self, reader: Reader) -> tuple[Fact, ...]:
        asked: dict[Question, None] = reader.asked
        return self._oracle.facts(asked)


def _explain(error: Exception, page: Page, template: str) -> RenderFailed:
    """Find the template and its line: in the error, or in the traceback that Jinja rewrote."""
    if isinstance(error, TemplateSyntaxError):
        return RenderFailed(page, error.name or template, error.lineno, error.message or "")
    name, line = template, 0
    trace = error.__traceback__
    while trace is not None:
        if "__jinja_exception__" in trace.tb_frame.f_globals:
            name, line = trace.tb_frame.f_code.co_filename, trace.tb_lineno
        trace = trace.tb_next
    return RenderFailed(page, name, line, f"{type(error).__name__}: {error}")
