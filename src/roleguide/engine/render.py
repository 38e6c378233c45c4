"""Rendering: a page's view goes into its forms, and what each form rests on is known.

The view is made once. What it asked for is known apart from the templates that a form used, so that
a changed template makes one form stale and not the others.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from roleguide.engine.facts import Known, Oracle, Reader
from roleguide.engine.templates import TEMPLATE, TemplateFailed, Templates

if TYPE_CHECKING:
    from roleguide.engine.environment import TrackedEnvironment

__all__ = [
    "TEMPLATE",
    "File",
    "Page",
    "PageKind",
    "RenderFailed",
    "Rendered",
    "Renderer",
    "Templates",
    "form_path",
]


class Page(Struct, frozen=True, order=True):
    """What is to be published: its kind says how, its subject about what.

    ``path`` is its first file; its other forms lie beside it, under the same name with their own
    suffixes.
    """

    path: str
    kind: str
    subject: str


class PageKind(Struct, frozen=True):
    """How pages of a kind are made: one view, and the forms that show it.

    ``forms`` maps the suffix of each form to its template; where the template is ``""``, ``encode``
    writes the view. A kind without forms has a view that is the file: text or bytes.
    """

    view: Callable[[Reader, Page], object]
    forms: Mapping[str, str] = {}
    encode: Callable[[Page, Any], bytes] = lambda page, view: str(view).encode()  # noqa: ARG005


class File(Struct, frozen=True):
    """One form of a page: ``templates`` are the facts that it rests on besides the view's."""

    path: str
    content: bytes
    templates: tuple[Known, ...] = ()


class Rendered(Struct, frozen=True):
    """A finished page: what its view was made of, and its files."""

    page: Page
    facts: tuple[Known, ...]
    files: tuple[File, ...]


def form_path(page: Page, form: str) -> str:
    """Return where a form of a page is published; ``""`` names the only file of a formless kind."""
    return f"{page.path.rpartition('.')[0]}.{form}" if form else page.path


class RenderFailed(Exception):
    """A template is wrong; ``path`` and ``line`` say where as far as known."""

    def __init__(self, page: Page, template: str, line: int, reason: str) -> None:
        super().__init__(f"{template}:{line}: {reason} (rendering {page.path})")
        self.page, self.template, self.line, self.reason = page, template, line, reason

    def __reduce__(self) -> tuple[type[RenderFailed], tuple[Page, str, int, str]]:
        """Travel from a worker process whole: exceptions are rebuilt from their arguments."""
        return type(self), (self.page, self.template, self.line, self.reason)


class Renderer:
    """Renders pages of known kinds; it knows nothing of what they are about."""

    def __init__(self, kinds: Mapping[str, PageKind], templates: Templates, oracle: Oracle) -> None:
        self._kinds = kinds
        self._oracle = oracle
        self._templates = templates
        self._known: TrackedEnvironment | None = None

    def render(self, page: Page, forms: Collection[str] | None = None) -> Rendered:
        """Render one page in some of its forms, by default in all.

        :class:`RenderFailed` when a template is wrong.
        """
        reader = Reader(self._oracle)
        kind = self._kinds[page.kind]
        view = kind.view(reader, page)
        if kind.forms:
            files = tuple(
                self._write(page, kind, form, view)
                for form in kind.forms
                if forms is None or form in forms
            )
        else:
            content = view if isinstance(view, bytes) else str(view).encode()
            files = (File(page.path, content),)
        # Last, because a form may make the view ask on.
        return Rendered(page, self._oracle.facts(reader.asked), files)

    def _write(self, page: Page, kind: PageKind, form: str, view: object) -> File:
        path, name = form_path(page, form), kind.forms[form]
        if not name:
            return File(path, kind.encode(page, view))
        reader = Reader(self._oracle)
        try:
            text = self._environment.fill(name, view, reader)
        except TemplateFailed as error:
            raise RenderFailed(page, error.template, error.line, error.reason) from error
        return File(path, text.encode(), self._oracle.facts(reader.asked))

    @property
    def _environment(self) -> TrackedEnvironment:
        """The templates' environment: made, and Jinja loaded, when the first one is used."""
        if self._known is None:
            from roleguide.engine.environment import TrackedEnvironment  # noqa: PLC0415 - slow

            self._known = TrackedEnvironment(self._templates)
        return self._known
