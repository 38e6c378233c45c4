"""`roleguide import posting`: saved pages become drafts, and nothing is invented on the way.

The cases are data: each folder of `postings/` holds saved pages, and in `expected.txt` what the
command says and the records it writes. Written anew, to be read as a difference, by

    ROLEGUIDE_UPDATE_EXPECTED=1 .venv/bin/python -m pytest tests/importers/test_postings.py
"""

import html
import json
import os
import re
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roleguide.cli import main
from roleguide.content.files import RECORD_LIMIT, read_text
from roleguide.content.parser import make_parser
from roleguide.content.reading import read_record
from roleguide.content.requirements import read_requirement
from roleguide.diagnostics import Place, Report
from roleguide.guide.posting import Posting
from roleguide.importers.names_in_text import NameFinder
from roleguide.importers.posting_html import clean_text, read_description
from roleguide.importers.posting_terms import Terms, find_terms, spell_braces
from small_site import copy_site, read_files

AS_OF = ("--as-of", "2026-11-28")
CASES = Path(__file__).parent / "postings"
UPDATE = os.environ.get("ROLEGUIDE_UPDATE_EXPECTED") == "1"


def run_main(*arguments: str | Path) -> tuple[int, str]:
    """Run a command in this process; return the exit code and all that was said."""
    said, errors = StringIO(), StringIO()
    with redirect_stdout(said), redirect_stderr(errors):
        code = main([*map(str, arguments)])
    return code, said.getvalue() + errors.getvalue()


def run_import(root: Path, *arguments: str | Path) -> tuple[int, str]:
    """Import into a copy of the small site; return the exit code and all that was said."""
    return run_main("import", "posting", *arguments, "--quiet", "--root", root, *AS_OF)


def find_draft(root: Path) -> Path:
    """Return the only draft that an import has written."""
    (draft,) = (
        path
        for path in (root / "content/postings").iterdir()
        if "\nx-digest: " in path.read_text("utf-8")
    )
    return draft


@pytest.mark.parametrize("case", sorted(path.name for path in CASES.iterdir()))
def test_pages_become_the_expected_drafts(case: str, tmp_path: Path) -> None:
    root = copy_site(tmp_path / "guide")
    before = read_files(root)
    code, said = run_import(root, CASES / case)
    parts = [f"exit {code}\n", said.replace(f"{CASES / case}/", "")]
    for path, content in sorted(read_files(root).items()):
        if before.get(path) != content:
            parts.append(f"=== {path}\n{content.decode()}")
    found = "".join(parts)
    expected = CASES / case / "expected.txt"
    if UPDATE:
        expected.write_text(found, "utf-8")
    assert found == expected.read_text("utf-8")
    checked, said = run_main("check", "--root", root, *AS_OF)
    assert checked == 0, said
    after = read_files(root)
    assert run_import(root, CASES / case)[0] == code
    assert read_files(root) == after, "a second import changes nothing"


def test_a_file_that_was_named_and_holds_no_posting_is_refused(tmp_path: Path) -> None:
    root = copy_site(tmp_path / "guide")
    before = read_files(root)
    code, said = run_import(root, CASES / "malformed" / "a.html")
    assert code == 1
    assert "a.html:7:20: error[json-ld-malformed]" in said
    assert read_files(root) == before


def test_an_edited_draft_is_left_alone(tmp_path: Path) -> None:
    root = copy_site(tmp_path / "guide")
    run_import(root, CASES / "full")
    draft = find_draft(root)
    draft.write_text(draft.read_text("utf-8").replace("Talk to", "Listen to"), "utf-8")
    edited = read_files(root)
    code, said = run_import(root, CASES / "full")
    assert (code, "left alone: edited since" in said) == (0, True)
    assert read_files(root) == edited


def test_another_posting_of_the_same_title_gets_a_file_of_its_own(tmp_path: Path) -> None:
    root = copy_site(tmp_path / "guide")
    posting = json.loads((CASES / "text-fields" / "page.json").read_text("utf-8"))
    page = tmp_path / "page.json"
    for url in ("https://jobs.example/1", "https://jobs.example/2", "https://jobs.example/1"):
        page.write_text(json.dumps({**posting, "url": url}), "utf-8")
        assert run_import(root, page)[0] == 0
    drafts = {
        path.name: path.read_text("utf-8").partition("\nurl: ")[2].partition("\n")[0]
        for path in (root / "content/postings").iterdir()
        if "\nx-digest: " in path.read_text("utf-8")
    }
    assert drafts == {
        "acme-freight-data-analyst.md": '"https://jobs.example/1"',
        "acme-freight-data-analyst-2.md": '"https://jobs.example/2"',
    }


def test_a_description_of_five_megabytes_is_refused(tmp_path: Path) -> None:
    root = copy_site(tmp_path / "guide")
    page = tmp_path / "page.json"
    posting = json.loads((CASES / "text-fields" / "page.json").read_text("utf-8"))
    page.write_text(json.dumps({**posting, "description": "<p>word</p>" * 480_000}), "utf-8")
    code, said = run_import(root, page)
    assert code == 0
    assert "warning[too-large] The description has 5,280,000 characters" in said
    assert "0 kept" in said
    page.write_bytes(b" " * (32 * 1024**2 + 1))
    assert run_import(root, page)[0] == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["absent.html"], "there is no file or folder"),
        ([CASES, "--role", "data-analist"], "did you mean “data-analyst”?"),
        ([CASES, "--employer", "nobody"], "no such record"),
    ],
)
def test_wrong_use_ends_with_2(tmp_path: Path, arguments: list[str | Path], message: str) -> None:
    root = copy_site(tmp_path / "guide")
    code, said = run_import(root, *arguments)
    assert code == 2
    assert message in said


def test_a_role_that_is_given_takes_what_titles_do_not_tell(tmp_path: Path) -> None:
    root = copy_site(tmp_path / "guide")
    code, said = run_import(root, CASES / "several-on-a-page", "--role", "data-engineer")
    assert (code, "Astronaut" in said) == (0, False)
    roles = {
        path.read_text("utf-8").partition("role: ")[2].split("\n")[0]
        for path in (root / "content/postings").iterdir()
        if "\nx-digest: " in path.read_text("utf-8")
    }
    assert roles == {"data-engineer"}


words = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=30)
pieces = st.lists(
    st.one_of(
        st.tuples(st.just("p"), words),
        st.tuples(st.just("h3"), st.sampled_from(["Requirements", "Duties", "Perks", "Our team"])),
        st.tuples(st.just("li"), words),
    ),
    max_size=8,
)


@given(pieces)
def test_no_word_of_a_description_is_lost(content: list[tuple[str, str]]) -> None:
    source = "".join(f"<{tag}>{html.escape(text)}</{tag}>" for tag, text in content)
    read = " ".join(piece.text for piece in read_description(f"<div>{source}</div>"))

    def letters(text: str) -> str:
        return re.sub(r"\W", "", clean_text(text))

    for tag, text in content:
        if tag != "h3" and letters(text):
            assert letters(text) in letters(read) or text.strip()[:1] in "-*•·●▪‣◦–—0123456789"


TERMS = st.builds(
    Terms,
    st.one_of(st.none(), st.integers(1, 40).map(lambda years: years * 12), st.integers(1, 30)),
    st.none(),
    st.sampled_from([None, "bachelors_degree", "masters_degree"]),
    st.booleans(),
    st.sampled_from([(), ("python",), ("python", "sql")]),
)


@given(TERMS)
def test_braces_that_are_written_are_read_as_they_were_meant(terms: Terms) -> None:
    report = Report()
    read, _ = read_requirement((f"{spell_braces(terms)}Something",), Place("x", 1, 1), report)
    assert not list(report)
    assert read is not None
    assert (read.min_months, read.education_level, read.or_equivalent, read.skills) == (
        terms.min_months,
        terms.education_level,
        terms.or_equivalent,
        terms.skills,
    )


FINDER = NameFinder(
    [("Python", "python"), ("R", "r"), ("C++", "cpp"), ("C", "c"), ("machine learning", "ml"),
     ("Machine learning operations", "mlops"), ("Go", "go"), ("SQL", "sql"), ("Node.js", "node")]
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "skills"),
    [
        ("3 years of Python, R and C++.", ("python", "r", "cpp")),
        ("We go where R&D goes, in a C-level way", ()),
        ("Machine-learning or machine learning operations", ("mlops",)),
        ("pythonic sequels", ()),
        ("Node.js/SQL", ()),
        ("Node.js, SQL", ("node", "sql")),
        ("Go", ("go",)),
    ],
)
def test_skills_are_found_by_their_whole_names_only(text: str, skills: tuple[str, ...]) -> None:
    assert FINDER.find(text) == skills


@pytest.mark.parametrize(
    ("text", "months", "degree", "equivalent"),
    [
        ("3+ years of Python", (36, None), None, False),
        ("3-5 years", (36, 60), None, False),
        ("At least three (3) years", (36, None), None, False),
        ("18 months in a ward", (18, None), None, False),
        ("Bachelor's or Master's degree", (None, None), "bachelors_degree", False),
        ("PhD preferred", (None, None), "doctoral_or_professional_degree", False),
        (
            "BS/MS in physics, or equivalent practical experience",
            (None, None),
            "bachelors_degree",
            True,
        ),
        ("A company founded 25 years ago", (None, None), None, False),
        ("You are at least 18 years old", (None, None), None, False),
        ("Over 20 years of history", (None, None), None, False),
        ("10 months of contract, and 2 years of SQL", (24, None), None, False),
        ("A degree taken within the last 2 years", (None, None), None, False),
        ("The contract is for 12 months", (None, None), None, False),
        ("Plans bachelor parties", (None, None), None, False),
        ("Years of practice", (None, None), None, False),
        ("A master plan", (None, None), None, False),
        ("High school diploma", (None, None), "high_school_diploma_or_equivalent", False),
    ],
)
def test_years_and_degrees_are_found(
    *, text: str, months: tuple[int | None, int | None], degree: str | None, equivalent: bool
) -> None:
    terms = find_terms(text, FINDER)
    assert (terms.min_months, terms.max_months) == months
    assert (terms.education_level, terms.or_equivalent) == (degree, equivalent)


def test_a_draft_is_a_sound_record(tmp_path: Path) -> None:
    root = copy_site(tmp_path / "guide")
    run_import(root, CASES / "full")
    draft = find_draft(root)
    report = Report()
    file = read_text(root, draft.relative_to(root).as_posix(), RECORD_LIMIT, report)
    assert file is not None
    posting, _ = read_record(file, Posting, make_parser(), report)
    assert not report.fails()
    assert isinstance(posting, Posting)
    assert [one.min_months for one in posting.text.minimum] == [36, None, 60]
    assert posting.draft
