"""Every template that took part in a page is a fact of it, and its mistakes have a place."""

import pickle
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec import Struct

from roleguide.engine.facts import Kind, Oracle, Reader
from roleguide.engine.render import (
    TEMPLATE,
    Page,
    PageKind,
    Rendered,
    Renderer,
    RenderFailed,
    Templates,
)

WORD = Kind[str]("word", str)


class Toy(Struct, frozen=True):
    """What the toy templates see."""

    word: str
    part: str


def view_toy(reader: Reader, page: Page) -> Toy:
    """The word of the page's subject."""
    return Toy(reader.ask(WORD, page.subject), page.subject)


class Theme:
    """Template files in folders of a test."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def write(self, folder: str = "default", /, **files: str) -> None:
        """Write templates; `__` in a name stands for a slash, and `.html` is added."""
        for name, text in files.items():
            path = self.root / folder / f"{name.replace('__', '/')}.html"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    def renderer(self, *folders: str, **words: str) -> Renderer:
        """A fresh renderer of pages of several kinds."""
        templates = Templates(self.root / name for name in (folders or ("default",)))
        answers: dict[str, Callable[..., object]] = {
            "template": templates.text,
            "word": lambda subject: words.get(subject, subject),
        }
        kinds = {
            "toy": PageKind(view_toy, {"html": "page.html"}),
            "text": PageKind(view_toy, {"md": "page.md"}),
            "many": PageKind(
                view_toy,
                {"html": "page.html", "md": "page.md", "json": ""},
                lambda page, view: f"{page.kind}: {view.word}".encode(),
            ),
            "raw": PageKind(lambda reader, page: f"raw {reader.ask(WORD, page.subject)}"),
            "bytes": PageKind(lambda reader, page: b"\x00\xff"),
        }
        return Renderer(kinds, templates, Oracle(answers))


@pytest.fixture
def theme(tmp_path: Path) -> Theme:
    return Theme(tmp_path)


def page(subject: str = "x", kind: str = "toy") -> Page:
    return Page(f"{subject}/index.html", kind, subject)


def templates_of(rendered: Rendered) -> list[str]:
    """The templates that a page's only file rests on."""
    (file,) = rendered.files
    return sorted(fact.question[1] for fact in file.templates if fact.question[0] == "template")


def content_of(rendered: Rendered) -> bytes:
    """The bytes of a page's only file."""
    (file,) = rendered.files
    return file.content


def test_a_page_is_its_view_through_its_template(theme: Theme) -> None:
    theme.write(page="<p>{{ page.word }}</p>\n")
    made = theme.renderer(x="hello").render(page())
    assert made.page == page()
    assert [fact.question for fact in made.facts] == [("word", "x")]
    (file,) = made.files
    assert (file.path, file.content) == ("x/index.html", b"<p>hello</p>\n")
    assert [fact.question for fact in file.templates] == [("template", "page.html")]


def test_a_kind_without_a_template_publishes_its_view_as_it_is(theme: Theme) -> None:
    assert content_of(theme.renderer().render(page(kind="raw"))) == b"raw x"
    assert content_of(theme.renderer().render(page(kind="bytes"))) == b"\x00\xff"


def test_one_view_serves_every_form(theme: Theme) -> None:
    theme.write(page="<p>{{ page.word }}</p>")
    (theme.root / "default" / "page.md").write_text("- {{ page.word }}")
    made = theme.renderer(x="<b>").render(page(kind="many"))
    assert {file.path: file.content for file in made.files} == {
        "x/index.html": b"<p>&lt;b&gt;</p>",
        "x/index.md": b"- \\<b\\>",
        "x/index.json": b"many: <b>",
    }


def test_a_form_rests_on_its_own_templates_and_all_rest_on_the_view(theme: Theme) -> None:
    theme.write(page="{% include 'part.html' %}", part="{{ page.word }}")
    (theme.root / "default" / "page.md").write_text("{{ page.word }}")
    made = theme.renderer().render(page(kind="many"))
    assert [fact.question for fact in made.facts] == [("word", "x")]
    used = {file.path: {fact.question[1] for fact in file.templates} for file in made.files}
    assert used == {
        "x/index.html": {"page.html", "part.html"},
        "x/index.md": {"page.md"},
        "x/index.json": set(),
    }


def test_only_the_forms_that_are_asked_for_are_made(theme: Theme) -> None:
    theme.write(page="{{ page.colour }}")  # wrong, but not asked for
    (theme.root / "default" / "page.md").write_text("{{ page.word }}")
    renderer = theme.renderer()
    some = renderer.render(page(kind="many"), {"md", "json"})
    assert [file.path for file in some.files] == ["x/index.md", "x/index.json"]
    assert renderer.render(page(kind="many"), ()).files == ()
    with pytest.raises(RenderFailed):
        renderer.render(page(kind="many"))


def test_a_view_that_asks_while_it_is_written_is_recorded(theme: Theme) -> None:
    class Late(Struct, frozen=True):
        reader: Reader

        def __str__(self) -> str:
            return self.reader.ask(WORD, "late")

    theme.write(page="{{ page }}")
    renderer = theme.renderer()
    renderer.kinds = {"late": PageKind(lambda reader, page: Late(reader), {"html": "page.html"})}
    made = renderer.render(page(kind="late"))
    assert [fact.question for fact in made.facts] == [("word", "late")]
    assert content_of(made) == b"late"


@pytest.mark.parametrize(
    ("text", "extra"),
    [
        ("{% include 'part.html' %}", []),
        ("{% import 'part.html' as part %}", []),
        ("{% from 'part.html' import nothing with context %}", []),
        ("{% extends 'part.html' %}", []),
        ("{% include page.part ~ '.html' %}", []),
        ("{% include ['absent.html', 'part.html'] %}", ["absent.html"]),
        ("{% include 'absent.html' ignore missing %}{% include 'part.html' %}", ["absent.html"]),
        ("{% include ['gone.html', 'absent.html'] ignore missing %}{% include 'part.html' %}",
         ["absent.html", "gone.html"]),
        ("{% set name = 'part.html' %}{% extends name %}", []),
    ],
)  # fmt: skip
def test_every_way_to_use_a_template_is_recorded(theme: Theme, text: str, extra: list[str]) -> None:
    theme.write(page=text, part="{% macro nothing() %}{% endmacro %}part")
    made = theme.renderer().render(page("part"))
    assert templates_of(made) == sorted(["page.html", "part.html", *extra])


def test_a_missing_optional_include_is_a_fact_that_its_appearance_breaks(theme: Theme) -> None:
    theme.write(page="{% include 'own.html' ignore missing %}.")
    first = theme.renderer().render(page()).files[0]
    before = {fact.question: fact.digest for fact in first.templates}
    theme.write(own="mine")
    made = theme.renderer().render(page())
    after = {fact.question: fact.digest for fact in made.files[0].templates}
    assert content_of(made) == b"mine."
    assert before.keys() == after.keys()
    assert before["template", "own.html"] != after["template", "own.html"]


def test_macros_that_ran_for_an_earlier_page_are_facts_of_a_later_one(theme: Theme) -> None:
    # An import without context runs once for each environment: the second page never asks for
    # what is deeper inside.
    theme.write(
        page="{% from 'outer.html' import say %}{{ say(page.word) }}",
        outer="{% from 'inner.html' import loud %}{% macro say(w) %}{{ loud(w) }}{% endmacro %}",
        inner="{% import 'deep.html' as d %}{% macro loud(w) %}{{ d.mark }}{{ w }}{% endmacro %}",
        deep="{% set mark = '!' %}",
    )
    renderer = theme.renderer()
    first, second = renderer.render(page("one")), renderer.render(page("two"))
    everything = ["deep.html", "inner.html", "outer.html", "page.html"]
    assert templates_of(first) == templates_of(second) == everything
    assert content_of(second) == b"!two"


def test_a_chosen_template_may_be_recorded_too_often_and_never_too_seldom(theme: Theme) -> None:
    theme.write(page="{% include page.part ~ '.html' %}", one="1", two="2")
    renderer = theme.renderer()
    assert templates_of(renderer.render(page("one"))) == ["one.html", "page.html"]
    assert {"page.html", "two.html"} <= set(templates_of(renderer.render(page("two"))))


def test_a_file_of_an_earlier_folder_overrides_one_of_the_same_name(theme: Theme) -> None:
    theme.write(page="{% include 'part.html' %}", part="default")
    theme.write("own", part="own")
    assert content_of(theme.renderer("own", "default").render(page())) == b"own"
    assert content_of(theme.renderer("default", "own").render(page())) == b"default"


@pytest.mark.parametrize(
    "name", ["../secret.html", "a/../../secret.html", "/etc/hostname", "a\\b.html", "a//b.html"]
)
def test_no_template_lies_outside_its_folders(theme: Theme, name: str) -> None:
    theme.write(page="x")
    (theme.root / "secret.html").write_text("secret")
    assert Templates([theme.root / "default"]).text(name) is None


def test_a_link_out_of_the_folder_is_no_template(theme: Theme) -> None:
    theme.write(page="x")
    (theme.root / "secret.html").write_text("secret")
    (theme.root / "default" / "link.html").symlink_to(theme.root / "secret.html")
    assert Templates([theme.root / "default"]).text("link.html") is None


def test_each_form_escapes_in_its_own_way(theme: Theme) -> None:
    theme.write(page="{{ page.word }}")
    (theme.root / "default" / "page.md").write_text("{{ page.word }}")
    renderer = theme.renderer(x="<b> & *co*")
    assert content_of(renderer.render(page())) == b"&lt;b&gt; &amp; *co*"
    assert content_of(renderer.render(page(kind="text"))) == b"\\<b\\> & \\*co\\*"


@pytest.mark.parametrize("form", ["html", "md"])
def test_what_macros_write_is_not_escaped_again(theme: Theme, form: str) -> None:
    text = "{% macro twice(text) %}<i>{{ text }}</i> *{% endmacro %}{{ twice(page.word) }}"
    folder = theme.root / "default"
    folder.mkdir(exist_ok=True)
    (folder / f"page.{form}").write_text(text)
    made = content_of(theme.renderer(x="<").render(page(kind="toy" if form == "html" else "text")))
    assert made == (b"<i>&lt;</i> *" if form == "html" else b"<i>\\<</i> *")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{% if page.colour is defined %}yes{% else %}no{% endif %}", b"no"),
        ("{% if page.word is defined %}yes{% else %}no{% endif %}", b"yes"),
        ("{% if page.colour is not defined %}no{% endif %}", b"no"),
        ("{{ page.colour|default('grey') }}", b"grey"),
        ("{{ page.word|default('grey')|upper }}", b"X"),
        ("{{ {'a b': page.word, 'class': 'c'}['class'] }}", b"c"),
        ("{{ 'yes' if page.word == 'y' }}.", b"."),
        ("{% for c in page.word %}{{ loop.index }}{{ loop.last }}{% endfor %}", b"1True"),
    ],
)
def test_a_template_may_ask_whether_an_attribute_is_there(
    theme: Theme, text: str, expected: bytes
) -> None:
    theme.write(page=text)
    assert content_of(theme.renderer().render(page())) == expected


def test_an_attribute_may_be_called_like_a_word_of_python(theme: Theme) -> None:
    theme.write(page="{{ page.class }}")
    with pytest.raises(RenderFailed, match="no attribute 'class'"):
        theme.renderer().render(page())


def test_what_looks_like_a_template_in_data_is_only_text(theme: Theme) -> None:
    theme.write(page="{{ page.word }}")
    for text in ("{{7*7}}", "{% include 'page.html' %}", "{# no #}", "{{ config.items() }}"):
        content = content_of(theme.renderer(x=text).render(page()))
        assert content.decode().count("{") == text.count("{")


@pytest.mark.parametrize("name", ["range", "dict", "lipsum", "cycler", "joiner", "namespace"])
def test_templates_see_the_page_and_nothing_else(theme: Theme, name: str) -> None:
    theme.write(page="{{ %s }}" % name)  # noqa: UP031 - braces mean something to both
    with pytest.raises(RenderFailed, match=f"'{name}' is undefined"):
        theme.renderer().render(page())


WRONG = {
    "undefined": ("\n\n{{ page.colour }}", "page.html", 3),
    "syntax": ("a\n{% if %}", "page.html", 2),
    "missing": ("a\n\n{% include 'gone.html' %}", "page.html", 3),
    "in an include": ("{% include 'part.html' %}", "part.html", 2),
    "in a macro": ("{% from 'macros.html' import say %}\n{{ say(page) }}", "macros.html", 3),
    "in a block": ("{% extends 'b.html' %}\n{% block b %}\n{{ x }}{% endblock %}", "page.html", 3),
    "syntax in an include": ("a\n\n\n{% include 'broken.html' %}", "broken.html", 2),
    "in the code below": ("\n{{ 1 // 0 }}", "page.html", 2),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_a_mistake_in_a_template_names_its_file_and_line(theme: Theme, case: str) -> None:
    text, name, line = WRONG[case]
    theme.write(
        page=text,
        part="one\n{{ page.colour }}",
        macros="{% macro say(page) %}\n\n{{ page.colour }}{% endmacro %}",
        b="<html>\n{% block b %}{% endblock %}",
        broken="one\n{% endfor %}",
    )
    with pytest.raises(RenderFailed) as caught:
        theme.renderer().render(page())
    assert (caught.value.template, caught.value.line) == (name, line)
    assert "\n" not in caught.value.reason


def test_a_template_that_is_not_utf_8_is_named_with_its_line(theme: Theme) -> None:
    theme.write(page="{% include 'part.html' %}")
    (theme.root / "default" / "part.html").write_bytes("one\ntwö".encode("latin-1"))
    with pytest.raises(RenderFailed, match="not UTF-8") as caught:
        theme.renderer().render(page())
    assert (caught.value.template, caught.value.line) == ("part.html", 2)


def test_a_byte_order_mark_and_dos_lines_leave_no_trace(theme: Theme) -> None:
    theme.write(page="")
    (theme.root / "default" / "page.html").write_bytes(b"\xef\xbb\xbfone\r\ntwo\r\n")
    assert content_of(theme.renderer().render(page())) == b"one\ntwo\n"


def test_a_failed_page_does_not_disturb_the_next(theme: Theme) -> None:
    theme.write(page="{% include page.part ~ '.html' %}", good="fine", bad="{{ page.colour }}")
    renderer = theme.renderer()
    with pytest.raises(RenderFailed):
        renderer.render(page("bad"))
    made = renderer.render(page("good"))
    assert content_of(made) == b"fine"
    assert {"good.html", "page.html"} <= set(templates_of(made))


def test_an_error_of_the_machine_is_not_blamed_on_the_template(
    theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    theme.write(page="{% include 'part.html' %}", part="x")
    renderer = theme.renderer()
    monkeypatch.setattr(Path, "read_bytes", lambda path: (_ for _ in ()).throw(OSError(5, "EIO")))
    with pytest.raises(OSError, match="EIO"):
        renderer.render(page())


def test_a_failure_travels_between_processes() -> None:
    failure = RenderFailed(page(), "page.html", 3, "UndefinedError: no colour")
    again = pickle.loads(pickle.dumps(failure))
    assert (again.page, again.template, again.line) == (page(), "page.html", 3)
    assert str(again) == str(failure)


def test_the_template_kind_answers_text_or_none() -> None:
    assert (TEMPLATE.name, TEMPLATE.answer) == ("template", str | None)
