"""Rendering: a page's view goes into its forms, and what each form rests on is known.

The view is made once. What it asked for is known apart from the templates that a form used, so that
a changed template makes one form stale and not the others.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from roleguide.engine.facts import Finished, Known, Oracle, Reader
from roleguide.engine.templates import TEMPLATE, TemplateFailed, Templates

if TYPE_CHECKING:
    from roleguide.engine.environment import TrackedEnvironment

__all__ = [
    "TEMPLATE",
    "File",
    "Page",
    "PageKind",
    "Parts",
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

    ``late`` kinds are made after all others, in this process, those of a higher number after those
    of a lower: their views may read finished files. A late view may also be :class:`Parts`.
    """

    view: Callable[[Reader, Page], object]
    forms: Mapping[str, str] = {}
    encode: Callable[[Page, Any], bytes] = lambda page, view: str(view).encode()  # noqa: ARG005
    late: int = 0


class Parts(Struct, frozen=True):
    """Files too large to be held whole: their bytes come in parts, each with its form.

    The parts of one form follow each other; those of several forms may alternate.
    """

    parts: Iterator[tuple[str, bytes]]


Keep = Callable[[tuple[str, ...], Iterator[tuple[str, bytes]]], None]
"""Takes the paths of files and their parts, each with its path."""


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


def _gather(
    page: Page,
    kind: PageKind,
    view: Parts,
    forms: Collection[str] | None,
    keep: Keep | None,
) -> tuple[File, ...]:
    """Take the parts of a page's files; without ``keep`` they are put together."""
    wanted = [form for form in kind.forms or ("",) if forms is None or form in forms]
    paths = {form: form_path(page, form) for form in wanted}
    parts = ((paths[form], part) for form, part in view.parts if form in paths)
    joined: dict[str, list[bytes]] = {path: [] for path in paths.values()}
    if keep is not None:
        keep(tuple(joined), parts)
    else:
        for path, part in parts:
            joined[path].append(part)
    return tuple(File(path, b"".join(joined[path])) for path in paths.values())


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
        self.kinds = kinds
        self._oracle = oracle
        self._templates = templates
        self._known: TrackedEnvironment | None = None

    def render(
        self,
        page: Page,
        forms: Collection[str] | None = None,
        finished: Finished | None = None,
        keep: Keep | None = None,
    ) -> Rendered:
        """Render one page in some of its forms, by default in all.

        ``finished`` is what late pages are made of. ``keep`` takes large files as they are
        made; they have no content in what is returned.
        :class:`RenderFailed` when a template is wrong.
        """
        reader = Reader(self._oracle, finished)
        kind = self.kinds[page.kind]
        view = kind.view(reader, page)
        if isinstance(view, Parts):
            files = _gather(page, kind, view, forms, keep)
        elif kind.forms:
            files = tuple(
                self._write(page, kind, form, view)
                for form in kind.forms
                if forms is None or form in forms
            )
        else:
            content = view if isinstance(view, bytes) else str(view).encode()
            files = (File(page.path, content),)
        # Last, because a form may make the view ask on, and parts ask while they are made.
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
