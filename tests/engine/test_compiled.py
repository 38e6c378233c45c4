"""The code of the generator's own templates is kept; nothing else is, and a bad file is a miss."""

import marshal
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from jinja2 import Environment

from roleguide.engine.compiled import HEAD
from roleguide.engine.environment import TrackedEnvironment
from roleguide.engine.facts import Oracle, Reader
from roleguide.engine.templates import Templates


class Theme:
    """A folder of the generator and one of a site, and where compiled templates are kept."""

    def __init__(self, root: Path) -> None:
        self.shipped, self.own, self.kept = root / "shipped", root / "own", root / "kept"
        for folder in (self.shipped / "parts", self.own):
            folder.mkdir(parents=True)
        (self.shipped / "page.html").write_text("{% include 'parts/word.html' %}!")
        (self.shipped / "parts" / "word.html").write_text("<b>{{ page }}</b>")

    def fill(self, view: str = "a") -> str:
        """Render in a fresh environment."""
        templates = Templates((self.own, self.shipped), self.shipped)
        oracle = Oracle({"template": templates.text})
        return TrackedEnvironment(templates).fill("page.html", view, Reader(oracle))

    def files(self) -> list[Path]:
        """The files that are kept."""
        return sorted(self.kept.rglob("template-*"))


@pytest.fixture
def theme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Theme:
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "kept"))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return Theme(tmp_path)


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of templates that were compiled."""
    names: list[str] = []
    compile_template = Environment.compile

    def watch(self: Environment, source: str, name: str, filename: str) -> object:
        names.append(name)
        return compile_template(self, source, name, filename)

    monkeypatch.setattr(Environment, "compile", watch)
    return names


def test_templates_are_compiled_once(theme: Theme, compiled: list[str]) -> None:
    assert theme.fill("1") == "<b>1</b>!"
    assert compiled == ["page.html", "parts/word.html"]
    assert theme.fill("<") == "<b>&lt;</b>!"
    assert compiled == ["page.html", "parts/word.html"]
    tag = sys.implementation.cache_tag
    assert [path.name for path in theme.files()] == [
        f"template-page.{tag}.opt-html.pyc",
        f"template-parts-word.{tag}.opt-html.pyc",
    ]


def test_a_changed_template_is_compiled_again(theme: Theme, compiled: list[str]) -> None:
    theme.fill()
    (theme.shipped / "parts" / "word.html").write_text("<i>{{ page }}</i>")
    assert theme.fill() == "<i>a</i>!"
    assert compiled == ["page.html", "parts/word.html", "parts/word.html"]


def test_the_code_of_another_compiler_is_not_taken(
    theme: Theme, compiled: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    theme.fill()
    monkeypatch.setattr("jinja2.__version__", "99")
    theme.fill()
    assert len(compiled) == 4


def test_nothing_of_a_site_is_kept(theme: Theme, compiled: list[str]) -> None:
    (theme.own / "page.html").write_text("own {{ page }}")
    for _ in range(2):
        assert theme.fill() == "own a"
    assert compiled == ["page.html", "page.html"]
    assert theme.files() == []


def test_a_site_never_runs_what_was_kept_for_the_generator(theme: Theme) -> None:
    theme.fill()
    (theme.own / "page.html").write_text("own {{ page }}")
    assert theme.fill() == "own a"


def sign_nothing(content: bytes) -> bytes:
    """The right kind of file with another checksum."""
    return bytes(HEAD) + content[HEAD:]


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: b"",
        lambda content: content[: len(content) // 2],
        lambda content: content[:-1] + bytes([content[-1] ^ 1]),
        lambda content: content + b"x",
        sign_nothing,
        lambda content: marshal.dumps("not code"),
    ],
)
def test_a_damaged_file_is_a_miss(theme: Theme, damage: Callable[[bytes], bytes]) -> None:
    theme.fill()
    whole = {path: path.read_bytes() for path in theme.files()}
    for path, content in whole.items():
        path.write_bytes(damage(content))
    assert theme.fill() == "<b>a</b>!"
    assert {path: path.read_bytes() for path in theme.files()} == whole


def test_a_file_that_was_made_for_another_template_is_a_miss(theme: Theme) -> None:
    theme.fill()
    page, word = theme.files()
    page.write_bytes(word.read_bytes())
    assert theme.fill() == "<b>a</b>!"


def test_without_a_place_to_keep_them_templates_are_compiled(
    theme: Theme, compiled: list[str]
) -> None:
    theme.kept.write_text("a file where the folder would be")
    for _ in range(2):
        assert theme.fill() == "<b>a</b>!"
    assert len(compiled) == 4


def test_python_may_be_told_to_keep_nothing(theme: Theme, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    theme.fill()
    assert theme.files() == []


def test_no_half_written_file_stays(theme: Theme, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(source: object, target: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", refuse)
    assert theme.fill() == "<b>a</b>!"
    assert theme.files() == []
