"""Rendering: a page's view goes through its template, and every template that took part is a fact.

Recording happens in the environment, not in the loader, which sees nothing once a template is
compiled. A macro file that is imported without context runs once for each environment; the edges
from a template to those it pulled in are therefore remembered and closed over.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, MutableMapping
from keyword import iskeyword
from pathlib import Path
from typing import Any, Final

from jinja2 import (
    BaseLoader,
    Environment,
    StrictUndefined,
    Template,
    TemplateNotFound,
    TemplateSyntaxError,
    nodes,
)
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context, Macro
from msgspec import Struct

from roleguide.engine.escape import WRITE
from roleguide.engine.facts import Fact, Kind, Oracle, Reader

TEMPLATE: Final = Kind[str | None]("template", str | None)
"""The text of a template, ``None`` when there is none of that name."""


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
    encode: Callable[[Page, Any], str] = lambda page, view: str(view)  # noqa: ARG005


class File(Struct, frozen=True):
    """One form of a page: ``templates`` are the facts that it rests on besides the view's."""

    path: str
    content: bytes
    templates: tuple[Fact, ...] = ()


class Rendered(Struct, frozen=True):
    """A finished page: what its view was made of, and its files."""

    page: Page
    facts: tuple[Fact, ...]
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


class _Template(Template):
    """A compiled template that writes values as its form wants them.

    Compiled templates call what they know as ``escape``; MarkupSafe's makes an object of each of
    the hundreds of values of a page.
    """

    @classmethod
    def _from_namespace(
        cls,
        environment: Environment,
        namespace: MutableMapping[str, Any],
        globals: MutableMapping[str, Any],  # noqa: A002 - Jinja's name
    ) -> Template:
        made: Template = super()._from_namespace(environment, namespace, globals)
        namespace["escape"] = WRITE.get(_suffix(made.name), str)
        return made


class _Generator(CodeGenerator):
    """Compiles ``page.title`` to just that: a view is made of structs, which have attributes only.

    An attribute that is missing is an error at once, except where a template asks whether it is
    there.
    """

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Write the reading of an attribute."""
        if iskeyword(node.attr) or node.attr.startswith("_"):
            super().visit_Getattr(node, frame)
        else:
            self.write("(")
            self.visit(node.node, frame)
            self.write(f").{node.attr}")

    def visit_Test(self, node: nodes.Test, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Write a test; what is tested for being there may be missing."""
        if node.name in ("defined", "undefined"):
            node.node = _leniently(node.node)
        super().visit_Test(node, frame)

    def visit_Filter(self, node: nodes.Filter, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Write a filter; what has a default may be missing."""
        if node.name in ("default", "d") and node.node is not None:
            node.node = _leniently(node.node)
        super().visit_Filter(node, frame)


def _leniently(node: nodes.Expr) -> nodes.Expr:
    """Read an attribute as an item, which Jinja looks for in both ways and may leave undefined."""
    if not isinstance(node, nodes.Getattr):
        return node
    name = nodes.Const(node.attr, lineno=node.lineno)
    return nodes.Getitem(node.node, name, node.ctx, lineno=node.lineno)


class _Context(Context):
    """Calls macros without looking at what they want of the context."""

    def call(self, called: Callable[..., Any], /, *args: Any, **named: Any) -> Any:
        """Call something from a template."""
        if not isinstance(called, Macro):
            return super().call(called, *args, **named)
        named.pop("_loop_vars", None)
        named.pop("_block_vars", None)
        return called(self.eval_ctx, *args, **named)


class TrackedEnvironment(Environment):
    """Asks about every template that a page uses, and about what those templates use."""

    def __init__(self, templates: Templates) -> None:
        super().__init__(
            loader=_Loader(templates),
            autoescape=lambda name: _suffix(name) in WRITE,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
            cache_size=-1,
            optimized=False,  # folding constants takes longer than it saves
        )
        self.template_class = _Template
        self.code_generator_class = _Generator
        self.context_class = _Context
        self.globals.clear()
        self.reader: Reader | None = None
        self._children: dict[str, dict[str, None]] = {}
        self._loaded: dict[str, Template] = {}

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - Jinja's name
    ) -> Template:
        """Return a template after recording it and everything it is known to use."""
        if not isinstance(name, str):
            return super().get_template(name, parent, globals)
        self._record(name, parent)
        found = self._loaded.get(name)
        if found is None:
            found = self._loaded[name] = super().get_template(name, parent, globals)
        return found

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
        reader = self.reader
        if reader is None or (TEMPLATE.name, name) in reader.asked:
            return  # with everything that it is known to use: a new edge is recorded on its own
        waiting = [name]
        while waiting:
            current = waiting.pop()
            if (TEMPLATE.name, current) not in reader.asked:
                reader.ask(TEMPLATE, current)
                waiting.extend(self._children.get(current, ()))


def _suffix(name: str | None) -> str:
    return name.rpartition(".")[2] if name is not None else ""


class Renderer:
    """Renders pages of known kinds; it knows nothing of what they are about."""

    def __init__(self, kinds: Mapping[str, PageKind], templates: Templates, oracle: Oracle) -> None:
        self._kinds = kinds
        self._oracle = oracle
        self._environment = TrackedEnvironment(templates)

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
            return File(path, kind.encode(page, view).encode())
        reader = self._environment.reader = Reader(self._oracle)
        try:
            template = self._environment.get_template(name)
            text = template.render(page=view)
        except Exception as error:
            if isinstance(error, OSError) and not isinstance(error, TemplateNotFound):
                raise  # the machine failed, not the template
            raise _explain(error, page, name) from error
        finally:
            self._environment.reader = None
        return File(path, text.encode(), self._oracle.facts(reader.asked))


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
