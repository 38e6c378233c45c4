"""Jinja as it is used here: strict, without globals, fast, and every template that took part known.

Recording happens in the environment, not in the loader, which sees nothing once a template is
compiled. A macro file that is imported without context runs once for each environment; the edges
from a template to those it pulled in are therefore remembered and closed over.

Importing this loads Jinja (about 40 ms), which a build that renders nothing needn't.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, MutableMapping
from keyword import iskeyword
from typing import Any

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
from jinja2.environment import TemplateModule
from jinja2.runtime import Context, Macro

from roleguide.engine.compiled import KeptCode
from roleguide.engine.escape import WRITE
from roleguide.engine.facts import Reader
from roleguide.engine.templates import TEMPLATE, TemplateFailed, Templates


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

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:  # noqa: ARG002
        """Return the macros; there are no globals that could differ from one import to another."""
        if self._module is None:
            self._module = self.make_module()
        return self._module


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

    def visit_CondExpr(self, node: nodes.CondExpr, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Write ``x if y``: without ``else`` it is an empty text, not an object that says so."""
        if node.expr2 is None:
            node.expr2 = nodes.Const("", lineno=node.lineno)
        super().visit_CondExpr(node, frame)


def _leniently(node: nodes.Expr) -> nodes.Expr:
    """Read an attribute as an item, which Jinja looks for in both ways and may leave undefined."""
    if not isinstance(node, nodes.Getattr):
        return node
    name = nodes.Const(node.attr, lineno=node.lineno)
    return nodes.Getitem(node.node, name, node.ctx, lineno=node.lineno)


class _Context(Context):
    """A context without globals that calls macros without looking at what they want of it."""

    def __init__(
        self,
        environment: Environment,
        parent: dict[str, Any],
        name: str | None,
        blocks: dict[str, Callable[[Context], Iterator[str]]],
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002, ARG002 - Jinja's name
    ) -> None:
        super().__init__(environment, parent, name, blocks)

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
            bytecode_cache=KeptCode(templates.shipped),
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

    def fill(self, name: str, view: object, reader: Reader) -> str:
        """Return a template's text for a view; the reader is asked for every template it uses.

        :class:`~roleguide.engine.templates.TemplateFailed` when one of them is wrong.
        """
        self.reader = reader
        try:
            return self.get_template(name).render(page=view)
        except Exception as error:
            if isinstance(error, OSError) and not isinstance(error, TemplateNotFound):
                raise  # the machine failed, not the template
            raise _explain(error, name) from error
        finally:
            self.reader = None

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


def _explain(error: Exception, template: str) -> TemplateFailed:
    """Find the template and its line: in the error, or in the traceback that Jinja rewrote."""
    if isinstance(error, TemplateSyntaxError):
        return TemplateFailed(error.name or template, error.lineno, error.message or "")
    name, line = template, 0
    trace = error.__traceback__
    while trace is not None:
        if "__jinja_exception__" in trace.tb_frame.f_globals:
            name, line = trace.tb_frame.f_code.co_filename, trace.tb_lineno
        trace = trace.tb_next
    return TemplateFailed(name, line, f"{type(error).__name__}: {error}")
