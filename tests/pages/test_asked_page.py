"""What postings ask for beside what the guide says: on a role's page and in its chapter."""

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from pages.guides import (
    Book,
    by_id,
    chapter_path,
    full_row,
    make_guide,
    make_role,
    needs,
    role_path,
)
from pages.posting_guides import asks, make_employer, make_posting, pay
from roleguide.guide.posting import Posting, PostingText
from roleguide.guide.role import Band, Entry
from roleguide.pages.asked_view import PERCENT_FROM, SKILLS_SHOWN, word_share
from roleguide.pages.asked_views import AskedGroup, RoleAskedPage

CHAPTER = chapter_path("postings")
ROLE = make_role(
    skills=needs("python", "writing", optional=("sql",)),
    experience_years=Band(2, 4),
    entry=Entry(education_level="bachelors_degree"),
    workplace_types=("hybrid",),
)


def book_of(*postings: Posting, **fields: Any) -> Book:
    known: dict[str, Any] = {
        "employers": by_id(make_employer(), make_employer("other")),
        "pay": [full_row()],
    }
    return Book(make_guide(ROLE, make_role("beta"), postings=postings, **{**known, **fields}))


def asking(slug: str, *skills: str, preferred: tuple[str, ...] = (), **fields: Any) -> Posting:
    given = {key: fields.pop(key) for key in list(fields) if key in REQUIREMENT}
    text = PostingText(minimum=(asks(*skills, **given),), preferred=(asks(*preferred),))
    return make_posting(slug, text=text, **fields)


REQUIREMENT = frozenset({"min_months", "max_months", "education_level", "or_equivalent"})


def page_of(*postings: Posting) -> RoleAskedPage:
    page: RoleAskedPage = book_of(*postings).view(CHAPTER)
    return page


def group_of(*postings: Posting) -> AskedGroup:
    (group,) = page_of(*postings).groups
    return group


def lines_of(group: AskedGroup) -> dict[str, tuple[tuple[str, ...], str]]:
    return {line.label: (line.asked, line.guide) for line in group.lines}


def test_a_role_without_postings_has_neither_chapter_nor_section() -> None:
    book = book_of(make_posting(role="beta"))
    assert CHAPTER not in book.pages
    assert chapter_path("postings", "beta") in book.pages
    assert book.view(role_path()).openings is None
    assert 'id="postings"' not in book.render(role_path())


def test_postings_of_employers_and_samples_are_never_counted_together() -> None:
    page = page_of(
        asking("a", "python"), asking("b", "python"), asking("made", "python", sample=True)
    )
    real, samples = page.groups
    assert (real.anchor, samples.anchor) == ("employers", "samples")
    assert real.skills[0].minimum == "2 of 2"
    assert samples.skills[0].minimum == "1 of 1"
    assert real.sentence.startswith("2 open postings, by 1 employer, posted on 11 November 2026")
    assert samples.sentence.startswith("1 open sample posting,")
    assert "no evidence of the market" in page.samples
    assert page_of(asking("a", "python")).samples == ""


def test_needs_are_told_apart_and_set_beside_the_guide() -> None:
    group = group_of(
        asking("a", "python", "cobol", min_months=24),
        asking("b", "python", preferred=("sql",), min_months=60),
        asking("c", preferred=("python",)),
    )
    python, cobol, sql = group.skills
    assert (python.minimum, python.preferred, python.guide) == ("2 of 3", "1 of 3", "essential")
    assert (python.x_minimum, python.x_preferred) == (666, 333)
    assert python.years == "2 to 5 years"
    assert (cobol.guide, sql.guide) == ("not named", "optional")
    assert (sql.minimum, sql.preferred) == ("–", "1 of 3")
    assert [link.text for link in group.unnamed] == ["WRITING"]
    assert [link.text for link in group.beyond] == ["cobol"]


@pytest.mark.parametrize("form", ["html", "md"])
def test_what_is_only_named_is_neither_required_nor_preferred(form: str) -> None:
    book = book_of(asking("a", "python", skills=("sql",)), asking("b", "python"))
    python, sql = book.view(CHAPTER).groups[0].skills
    assert (sql.minimum, sql.preferred, sql.named) == ("–", "–", "1 of 2")
    assert (sql.x_minimum, sql.x_preferred, sql.x_named) == (0, 0, 500)
    assert python.named == ""
    words = {"html": "<small>Only named: 1 of 2</small>", "md": "| – | – | 1 of 2 |"}
    assert book.render(CHAPTER.replace("html", form)).count(words[form]) == 1


@pytest.mark.parametrize(
    ("count", "total", "words"),
    [(5, 8, "5 of 8"), (9, 9, "9 of 9"), (5, 12, "42% (5 of 12)"), (0, 10, "0% (0 of 10)")],
)
def test_a_share_is_told_in_percent_only_of_many(count: int, total: int, words: str) -> None:
    assert word_share(count, total) == words
    assert ("%" in words) == (total >= PERCENT_FROM)


def test_years_degrees_and_workplaces_stand_beside_those_of_the_role() -> None:
    lines = lines_of(
        group_of(
            asking("a", min_months=6, education_level="bachelors_degree", or_equivalent=True),
            asking("b", min_months=36, education_level="bachelors_degree", workplace_type="remote"),
            asking("c", education_level="masters_degree", pay=pay("9-10 USD/hour")),
        )
    )
    assert lines["Experience"] == (
        ("6 months to 3 years", "In the middle: 6 months", "Stated by 2 of 3"),
        "2–4 years, typical for a hire",
    )
    assert lines["Lowest degree"] == (
        ("Bachelor’s degree: 2 of 3, 1 of them or equivalent", "Master’s degree: 1 of 3"),
        "Bachelor’s degree",
    )
    assert lines["Workplace"] == (("Remote: 1 of 3", "Not stated: 2 of 3"), "Hybrid")
    assert lines["Pay"][0] == ("Stated by 1 of 3",)


def test_what_nobody_says_is_said_to_be_unknown() -> None:
    book = book_of(make_posting(role="beta"))
    (group,) = book.view(chapter_path("postings", "beta")).groups
    lines = lines_of(group)
    assert lines["Experience"] == (("None states years of experience",), "Not known")
    assert lines["Lowest degree"] == (("None named: 1 of 1",), "Not known")
    assert lines["Workplace"][1] == "Not known"
    assert lines["Pay"] == (("None states it",), "Not compared")
    assert group.skills == group.unnamed == group.beyond == ()
    assert group.skills_note == "1 of 1 posting names no skill that this guide knows."


def test_many_skills_are_cut_and_counted() -> None:
    group = group_of(asking("a", *(f"skill-{number:02}" for number in range(30))))
    assert len(group.skills) == SKILLS_SHOWN
    assert group.skills_note == "10 more skills are named by fewer or as few."


def test_open_ones_come_before_closed_ones_and_the_list_is_linked() -> None:
    gone = asking("gone", status="closed", closed_on=date(2026, 11, 15))
    page = page_of(gone, asking("job"))
    assert [tile.title for tile in page.open] == ["Job posting"]
    assert [tile.title for tile in page.closed] == ["Gone posting"]
    assert page.list.href == "../../../postings/role/alpha/index.html"


def test_search_engines_leave_out_a_chapter_of_samples_only() -> None:
    book = book_of(asking("made", sample=True))
    assert book.view(CHAPTER).shell.noindex
    listed = [one.path for one in book.outline.published()]
    assert CHAPTER not in listed
    mixed = book_of(asking("made", sample=True), asking("job"))
    assert not mixed.view(CHAPTER).shell.noindex
    assert CHAPTER in [one.path for one in mixed.outline.published()]


def test_a_role_s_page_names_what_is_required_most_and_leads_on() -> None:
    postings = (asking("a", "python", min_months=12), asking("b", "python", "sql", min_months=36))
    book = book_of(*postings, asking("made", "writing", sample=True))
    opening = book.view(role_path()).openings
    assert opening.sentences == (
        "2 open postings.",
        "1 open sample posting, written for this guide: nobody can apply.",
    )
    assert [(fact.label, fact.value) for fact in opening.facts] == [
        ("Most required", "PYTHON: 2 of 2; SQL: 1 of 2"),
        ("Experience asked", "1 to 3 years"),
    ]
    assert [link.href for link in opening.links] == [
        "postings/index.html",
        "../../postings/role/alpha/index.html",
    ]


def test_the_way_to_pay_in_detail_counts_postings_with_pay() -> None:
    stated = pay("90000 USD/year")
    postings = (asking("a", pay=stated), asking("b"), asking("made", sample=True, pay=stated))
    doors = {fact.label: fact for fact in book_of(*postings).view(role_path()).pay_chapter}
    assert doors["Stated in postings"].value == "1 posting and 1 sample posting"
    assert doors["Stated in postings"].note == "pay/index.html#posted"
    assert 'id="posted"' in book_of(*postings).render(chapter_path("pay"))
    silent = book_of(asking("b")).view(role_path()).pay_chapter
    assert "Stated in postings" not in {fact.label for fact in silent}


@pytest.mark.parametrize("form", ["html", "md"])
@pytest.mark.parametrize("path", [CHAPTER, role_path(), chapter_path("pay")])
def test_both_forms_show_it(path: str, form: str) -> None:
    text = book_of(asking("job", "python", min_months=24, pay=pay("90000-99000 USD/year"))).render(
        path.replace("html", form)
    )
    for words in {
        CHAPTER: ("PYTHON", "1 of 1", "2 years", "$90,000 to $99,000", "11 November 2026"),
        role_path(): ("PYTHON: 1 of 1", "2 years", "postings/index.html"),
        chapter_path("pay"): ("$90,000 to $99,000", "Stated by employers"),
    }[path]:
        assert words in text


def stale(before: Book, after: Book) -> set[str]:
    """Pages about roles that an edit makes stale."""
    return {
        path
        for path, page in before.pages.items()
        if page.kind.startswith("role")
        and any(before.oracle.digest(one) != after.oracle.digest(one) for one in before.asked(path))
    }


def test_an_edit_of_a_posting_touches_its_role_only_and_only_what_shows_it() -> None:
    other = make_posting("other", role="beta")
    job = asking("job", "python", pay=pay("90000-99000 USD/year"))
    before = book_of(job, other)
    pages = (replace(job, title="Renamed"), replace(job, pay=pay("90000-98000 USD/year")))
    for edited in pages:
        assert stale(before, book_of(edited, other)) == {CHAPTER, chapter_path("pay")}
    asked = asking("job", "sql", pay=job.pay)
    assert stale(before, book_of(asked, other)) == {CHAPTER, role_path()}
    assert stale(before, book_of(replace(job, department="New"), other)) == set()


def test_a_day_on_which_nothing_closes_changes_nothing() -> None:
    gone = asking("gone", status="closed", closed_on=date(2026, 11, 12))
    postings = (asking("job", "python"), gone)
    assert stale(book_of(*postings), book_of(*postings, as_of=date(2026, 11, 22))) == set()
