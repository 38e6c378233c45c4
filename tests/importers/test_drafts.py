"""Drafts are spelled so that nothing of their text is read as YAML or Markdown, and know edits."""

from hypothesis import given
from hypothesis import strategies as st

from roleguide.content.files import TextFile
from roleguide.content.parser import make_parser
from roleguide.content.reading import read_record
from roleguide.diagnostics import Report
from roleguide.guide.prose import plain
from roleguide.guide.role import Role
from roleguide.importers.drafts import escape_markdown, is_untouched, seal, spell_list, spell_scalar

TEXTS = (
    st.text(
        st.characters(min_codepoint=32, max_codepoint=0x24F, exclude_characters="\x7f\xa0\xad"),
        min_size=2,
        max_size=60,
    )
    .map(lambda text: " ".join(text.split()))
    .filter(lambda text: len(text) > 1 and text.isprintable())
)
READABLE = (
    st.text(" abZ019.,;:!?()[]{}<>*_`'\"#&~|+-=\\/@%$^", min_size=2, max_size=50)
    .map(lambda text: " ".join(text.split()))
    .filter(lambda text: len(text) > 1)
)


def read_role(text: str) -> tuple[Role, Report]:
    report = Report()
    file = TextFile("content/roles/kite.md", text)
    return read_record(file, Role, make_parser(), report)[0], report


@given(TEXTS, st.lists(TEXTS, max_size=3, unique=True))
def test_front_matter_says_what_was_given(text: str, more: list[str]) -> None:
    facts = ["title: Kite", "category: c", f"summary: {spell_scalar(text)}"]
    facts += [*spell_list("alternate_titles", more), "status: imported"]
    role, report = read_role(seal(facts))
    assert not report.fails()
    assert role.summary == text
    assert role.alternate_titles == tuple(more)


@given(READABLE)
def test_markdown_reads_escaped_text_as_it_stands(text: str) -> None:
    facts = ["title: Kite", "category: c", "summary: s", "status: imported"]
    role, report = read_role(seal(facts, f"## Duties\n- {escape_markdown(text)}\n"))
    assert [one.code for one in report if one.severity.name == "error"] == []
    assert [plain(duty) for duty in role.text.duties] == [text]


@given(TEXTS)
def test_a_sealed_record_is_untouched_whatever_its_line_ends(text: str) -> None:
    sealed = seal([f"summary: {spell_scalar(text)}"], f"## Duties\n- {text}\n")
    assert is_untouched(sealed)
    assert is_untouched(sealed.replace("\n", "\r\n"))


@given(TEXTS, st.integers(0, 200), st.sampled_from("abc: -"))
def test_any_edit_shows(text: str, at: int, char: str) -> None:
    sealed = seal([f"summary: {spell_scalar(text)}"], f"## Duties\n- {text}\n")
    at %= len(sealed)
    assert not is_untouched(sealed[:at] + char + sealed[at:])
    assert not is_untouched(sealed[:at] + sealed[at + 1 :])


def test_a_record_that_people_wrote_is_not_an_importers() -> None:
    assert not is_untouched("---\ntitle: Kite\n---\n")
