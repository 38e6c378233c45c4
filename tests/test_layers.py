"""The rooms of the package, and which door leads where: the import table of the architecture.

A stage never imports a later one, the engine does not know what a role is, and each library has its
room. The table below is the rule; a new import that it forbids is a question to think about first.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "roleguide"
NAME = "roleguide"

MAY_IMPORT: dict[str, set[str]] = {
    "diagnostics": set(),
    "inputs": set(),
    "timings": set(),
    "progress": set(),
    "guide": {"diagnostics"},
    "content": {"guide", "diagnostics", "inputs"},
    "engine": {"diagnostics", "inputs"},
    "pages": {"guide", "diagnostics", "inputs", "engine.escape", "engine.facts", "engine.render"},
    "importers": {
        "content",
        "guide",
        "diagnostics",
        "engine.durable",
        "engine.failure",
        "progress",
    },
    "checks": set(),
    "options": {"checks", "engine.publication", "diagnostics", "timings"},
    "choices": {"engine", "inputs"},
    "fulltext": {"engine", "guide", "pages.urls", "timings"},
    "weighing": {"checks", "engine", "pages", "diagnostics"},
    "losses": {"options", "engine", "diagnostics"},
    "arguments": {"import_arguments"},
    "import_arguments": set(),
    "result_text": {"checks", "engine.publication", "options", "diagnostics"},
    "timings_text": {"options", "diagnostics", "timings"},
    "surroundings": {"engine", "guide", "pages.theme"},
    "borrowed": {"last", "content.record", "engine"},
    "checking": {"borrowed", "build", "content", "engine", "guide", "pages", "diagnostics"},
    "scheduling": {"checking", "guide", "diagnostics"},
    "schedule_text": {"scheduling", "guide", "diagnostics"},
    "explain": {
        "borrowed",
        "choices",
        "build",
        "last",
        "options",
        "fulltext",
        "rebuild",
        "surroundings",
        "weighing",
        "content",
        "guide",
        "pages",
        "engine",
        "diagnostics",
        "inputs",
        "timings",
    },
    "last": {"options", "content.scan", "pages.theme", "engine", "diagnostics", "timings"},
    "build": {
        "options",
        "last",
        "rebuild",
        "content.scan",
        "pages.theme",
        "engine",
        "diagnostics",
        "timings",
    },
    "rebuild": {
        "choices",
        "fulltext",
        "last",
        "losses",
        "options",
        "content",
        "guide",
        "pages",
        "engine",
        "diagnostics",
        "inputs",
        "surroundings",
        "timings",
        "weighing",
    },
    "changes": {"build", "guide", "diagnostics"},
    "serve": {"build", "checks", "diagnostics"},
    "mkdocs_plugin": {"build", "checks", "diagnostics"},
    "export": {"build", "checks", "diagnostics"},
    "cli": {"*"},
    "__main__": {"cli"},
}
"""Room → the other rooms (or single modules) it may import. Its own modules and the version in
`roleguide/__init__.py` are open to every room."""

LIBRARIES: dict[str, set[str]] = {
    "yaml": {"content"},
    "markdown_it": {"content"},
    "jinja2": {"engine"},
    "babel": {"pages.locales"},
    "msgspec": {
        "diagnostics",
        "guide",
        "content",
        "engine",
        "importers",
        "pages",
        "checks",
        "options",
        "choices",
        "last",
        "rebuild",
        "scheduling",
        "surroundings",
        "explain",
        "fulltext",
        "timings",
        "weighing",
    },
    "brotli": {"checks"},
    "python_calamine": {"importers.workbooks"},
    "selectolax": {"importers.markup"},
    "pagefind_bin": {"fulltext"},
    "mkdocs": {"mkdocs_plugin"},
}
"""Third-party library → the rooms (or single modules) that may import it."""

LAZY: dict[str, set[str]] = {
    "cli": {"*"},
    "build": {"*"},
    "checks.budget": {"brotli"},
    "content.parser": {"roleguide.content.commonmark"},
    "content.yamltext": {"yaml"},
    "engine.pool": {"roleguide.engine.processes"},
    "engine.render": {"roleguide.engine.environment"},
    "fulltext": {"pagefind_bin"},
    "importers.markup": {"selectolax"},
    "importers.workbooks": {"python_calamine"},
    "pages.amounts": {"roleguide.pages.locales"},
}
"""Module → what it may import inside a function: the command line and a build that has nothing to
do start fast, and large libraries wait until a build needs them."""

STANDARD = sys.stdlib_module_names
LONGEST = 350
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "base", "misc"}
PRINTING = {"cli"}
EXITING = {"cli", "engine.processes"}
"""A worker process whose parent is gone has nobody to report to."""


class Import(NamedTuple):
    """One import; `lazy`: inside a function, `typing`: for types only."""

    module: str
    name: str
    line: int
    lazy: bool
    typing: bool


def module_name(path: Path) -> str:
    """`pages/prose.py` is `pages.prose`."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__") or "__init__"


MODULES = {module_name(path): path for path in sorted(PACKAGE.rglob("*.py"))}
TREES = {name: ast.parse(path.read_bytes()) for name, path in MODULES.items()}


def room_of(module: str) -> str:
    return module.split(".", maxsplit=1)[0]


def find_imports(module: str) -> Iterator[Import]:
    """Every import of a module, wherever it stands."""

    def visit(node: ast.AST, *, lazy: bool, typing: bool) -> Iterator[Import]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Import):
                for alias in child.names:
                    yield Import(module, alias.name, child.lineno, lazy, typing)
            elif isinstance(child, ast.ImportFrom):
                assert child.level == 0, f"{module}:{child.lineno}: a relative import"
                source = child.module or ""
                for alias in child.names:
                    inner = f"{source}.{alias.name}"
                    known = inner.removeprefix(f"{NAME}.") in MODULES
                    yield Import(module, inner if known else source, child.lineno, lazy, typing)
            else:
                inside = isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
                typed = isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING"
                yield from visit(child, lazy=lazy or inside, typing=typing or typed)

    yield from visit(TREES[module], lazy=False, typing=False)


IMPORTS = [found for module in MODULES for found in find_imports(module)]
OWN = [one for one in IMPORTS if room_of(one.name) == NAME]


def allows(names: set[str], module: str) -> bool:
    """Whether a module, or the room it is in, is among the names."""
    parts = module.split(".")
    return "*" in names or any(".".join(parts[: n + 1]) in names for n in range(len(parts)))


def test_every_room_is_in_the_table() -> None:
    assert {room_of(module) for module in MODULES} - {"__init__"} <= MAY_IMPORT.keys()


def test_rooms_import_only_what_the_table_allows() -> None:
    wrong = []
    for one in OWN:
        target = one.name.removeprefix(NAME).lstrip(".")
        room = room_of(one.module)
        if target and room_of(target) != room and not allows(MAY_IMPORT[room], target):
            wrong.append(f"{one.module}:{one.line} imports {target}")
    assert wrong == []


def test_libraries_stay_in_their_rooms() -> None:
    import_names = {one.name.split(".")[0] for one in IMPORTS}
    wrong = [
        f"{one.module}:{one.line} imports {one.name}"
        for one in IMPORTS
        if not allows(LIBRARIES.get(one.name.split(".")[0], {"*"}), one.module)
    ]
    assert wrong == []
    assert import_names - set(LIBRARIES) - {NAME} <= STANDARD, "a library without a room"


def test_there_is_no_import_cycle() -> None:
    edges: dict[str, set[str]] = {module: set() for module in MODULES}
    for one in OWN:
        target = one.name.removeprefix(NAME).lstrip(".")
        if not one.typing and target in MODULES and target != one.module:
            edges[one.module].add(target)
    done: set[str] = set()
    path: list[str] = []

    def walk(module: str) -> None:
        assert module not in path, " → ".join([*path[path.index(module) :], module])
        if module not in done:
            path.append(module)
            for target in sorted(edges[module]):
                walk(target)
            path.pop()
            done.add(module)

    for module in MODULES:
        walk(module)


def test_imports_stand_at_the_top_except_the_listed_ones() -> None:
    wrong = [
        f"{one.module}:{one.line} imports {one.name} inside a function"
        for one in IMPORTS
        if one.lazy and not allows(LAZY.get(one.module, set()), one.name)
    ]
    assert wrong == []


@pytest.mark.parametrize("module", MODULES)
def test_a_module_is_a_noun_of_readable_length(module: str) -> None:
    lines = MODULES[module].read_text(encoding="utf-8").count("\n")
    assert lines <= LONGEST
    assert not set(re.split(r"[._]", module)) & FORBIDDEN_NAMES


def calls(module: str) -> Iterator[tuple[int, str]]:
    """Every call of a module by its line and what is called."""
    for node in ast.walk(TREES[module]):
        if isinstance(node, ast.Call):
            yield node.lineno, ast.unparse(node.func)


def test_only_the_command_line_prints_and_exits() -> None:
    printing = {"print", "sys.stdout.write", "sys.stderr.write", "traceback.print_exc", "input"}
    exiting = {"sys.exit", "exit", "quit", "os._exit", "SystemExit", "os.abort"}
    wrong = []
    for module in MODULES:
        for line, called in calls(module):
            if called in printing and module not in PRINTING:
                wrong.append(f"{module}:{line} prints")
            if called in exiting and module not in EXITING:
                wrong.append(f"{module}:{line} exits")
    assert wrong == []


def test_no_content_and_no_template_is_ever_run() -> None:
    forbidden = {"eval", "exec", "compile", "pickle.loads", "pickle.load", "marshal.loads"}
    forbidden |= {"yaml.load", "yaml.unsafe_load", "yaml.full_load", "__import__"}
    allowed = {("engine.compiled", "marshal.loads")}  # the generator's own theme, as Python does it
    wrong = [
        f"{m}:{line} {called}"
        for m in MODULES
        for line, called in calls(m)
        if called in forbidden and (m, called) not in allowed
    ]
    assert wrong == []


def test_assertions_have_no_effect_of_their_own() -> None:
    # Under -O they are gone: they may tell types apart, or look at what is there.
    wrong = []
    for module, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Assert):
                parts = list(ast.walk(node.test))
                called = {ast.unparse(part.func) for part in parts if isinstance(part, ast.Call)}
                impure = {name for name in called if name != "isinstance" and ".keys" not in name}
                if impure or any(isinstance(part, ast.NamedExpr) for part in parts):
                    wrong.append(f"{module}:{node.lineno} {ast.unparse(node.test)}")
    assert wrong == []


def test_no_module_keeps_what_a_function_changes() -> None:
    wrong = [
        f"{module}:{node.lineno}"
        for module, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Global)
    ]
    assert wrong == []


def test_texts_are_read_and_written_as_utf_8() -> None:
    wrong = []
    for module, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                named = {keyword.arg for keyword in node.keywords}
                if node.func.attr in {"read_text", "write_text"} and "encoding" not in named:
                    wrong.append(f"{module}:{node.lineno}")
            elif isinstance(node, ast.Call) and ast.unparse(node.func) == "open":
                mode = ast.unparse(node.args[1]) if len(node.args) > 1 else ""
                if "b" not in mode and "encoding" not in {k.arg for k in node.keywords}:
                    wrong.append(f"{module}:{node.lineno}")
    assert wrong == []


def test_the_table_would_notice() -> None:
    assert not allows(MAY_IMPORT["engine"], "pages.prose")
    assert not allows(MAY_IMPORT["pages"], "engine.publish")
    assert allows(MAY_IMPORT["pages"], "engine.facts")
    assert not allows(LIBRARIES["babel"], "pages.prose")
    assert not allows(LIBRARIES["jinja2"], "pages.prose")
