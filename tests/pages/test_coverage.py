"""L16: the pages say of each role what the checks note, in sum and one by one."""

from datetime import date
from unittest import mock

import pytest
from msgspec.structs import replace

from pages.guides import Book, full_row, make_guide, make_outlook_row, make_role, parts_of
from roleguide.guide.gaps import PARTS, list_lacking
from roleguide.guide.guide import Guide
from roleguide.guide.role import Role
from roleguide.pages import list_slices
from roleguide.pages.coverage_questions import MOST_DUE

OVERVIEW = "coverage/index.html"
FIELD = "coverage/field/index.html"
ROLES = (
    make_role("alpha", title="Alpha", reviewed=date(2026, 1, 1)),
    make_role("beta", title="Beta", status="imported"),
    make_role("gamma", title="Gamma", status="needs_review", no_outlook_reason="Too new."),
    make_role("delta", title="Delta", review_by=date(2026, 1, 2), codes=()),
)


def guide_of(*roles: Role) -> Guide:
    return make_guide(*roles, pay=[full_row()], outlook=[make_outlook_row()])


BOOK = Book(guide_of(*ROLES))


def lines(book: Book, path: str = FIELD) -> dict[str, tuple[str, ...]]:
    return {one.role.text: one.lacks for one in book.view(path).lines}


def test_a_field_lists_what_each_role_lacks_as_the_checks_note_it() -> None:
    expected = {
        role.title: tuple(part.name for part in list_lacking(role, BOOK.guide)) for role in ROLES
    }
    assert lines(BOOK) == expected
    assert "Pay" in expected["Delta"]
    assert "Pay" not in expected["Alpha"]


def test_the_sums_are_those_of_the_lists() -> None:
    listed = [name for lacks in lines(BOOK).values() for name in lacks]
    page = BOOK.view(OVERVIEW)
    for part in page.parts:
        explained = 1 if part.note else 0
        assert part.held == len(ROLES) - listed.count(part.name) - explained, part.name
    assert not set(listed) & set(page.whole)
    names = [*(one.name for one in page.parts), *page.whole]
    assert sorted(names) == sorted(one.name for one in PARTS)


def test_what_nobody_knows_is_told_apart_from_what_is_missing() -> None:
    roles = (*ROLES[:2], replace(ROLES[2], codes=(), no_pay_reason="Nobody counts them."))
    book = Book(guide_of(*roles))
    line = next(one for one in book.view(FIELD).lines if one.role.text == "Gamma")
    assert line.unknown == "Not measured by anyone: pay and projection"
    assert not {"Pay", "Projection"} & set(line.lacks)
    (pay,) = [one for one in book.view(OVERVIEW).parts if one.name == "Pay"]
    assert (pay.text, pay.note) == ("2 of 3", "1 role says why nobody knows it")


def test_drafts_reviews_and_what_is_overdue_are_counted_and_marked() -> None:
    page = BOOK.view(OVERVIEW)
    told = {fact.label: fact.value for fact in page.glance}
    assert told["Overdue for review"] == "1"
    assert told["Drafts from public data"] == "1"
    assert told["Waiting for a review"] == "1"
    assert [(one.label, one.note) for one in page.due] == [("Delta", "../roles/delta/index.html")]
    marks = {one.role.text: (one.label, one.overdue) for one in BOOK.view(FIELD).lines}
    assert marks == {
        "Alpha": ("", False),
        "Beta": ("Draft from public data", False),
        "Delta": ("", True),
        "Gamma": ("Waiting for a review", False),
    }


def test_a_review_is_overdue_on_the_day_after_its_date_and_not_before() -> None:
    for day, overdue in ((date(2026, 1, 2), False), (date(2026, 1, 3), True)):
        page = Book(replace(BOOK.guide, as_of=day)).view(OVERVIEW)
        assert bool(page.due) == overdue, day


def test_a_newer_release_that_is_due_is_named_beside_the_figures() -> None:
    sources = {
        slug: replace(source, next_release=date(2026, 1, 2))
        for slug, source in BOOK.guide.sources.items()
    }
    page = Book(replace(BOOK.guide, sources=sources)).view(OVERVIEW)
    assert len(page.sources) == len(sources)
    assert all(line.newer == "a newer release was due by 2 January 2026" for line in page.figures)
    assert not any(line.newer for line in BOOK.view(OVERVIEW).figures)


def test_of_many_overdue_roles_the_longest_overdue_are_named() -> None:
    many = [
        make_role(f"role-{n:02}", title=f"Role {n}", review_by=date(2025, 1, n + 1))
        for n in range(MOST_DUE + 3)
    ]
    page = Book(guide_of(*many)).view(OVERVIEW)
    assert [one.label for one in page.due] == [f"Role {n}" for n in range(MOST_DUE)]
    assert "3 more" in page.due_sentence


def test_a_long_list_has_pages_that_hold_each_role_once() -> None:
    with mock.patch.object(list_slices, "FIELD_PAGE", 3):
        book = Book(guide_of(*ROLES))
        second = "coverage/field/page/2/index.html"
        assert [*lines(book), *lines(book, second)] == ["Alpha", "Beta", "Delta", "Gamma"]
        assert book.view(FIELD).summary.startswith(
            "1–3 of 4 roles by title; none of these have everything"
        )
        assert '<link rel="next" href="page/2/index.html">' in book.render(FIELD)
        assert '<link rel="prev" href="../../index.html">' in book.render(second)


def test_a_guide_without_roles_claims_nothing() -> None:
    page = Book(make_guide(roles={})).view(OVERVIEW)
    assert (page.parts, page.whole, page.fields) == ((), (), ())
    assert page.parts_sentence == "There are no roles yet."


@pytest.mark.parametrize("form", ["html", "md"])
def test_what_is_missing_stands_on_the_page(form: str) -> None:
    text = BOOK.render(FIELD.replace("html", form))
    assert "Sample cover letter" in text
    assert "overdue since 2 January 2026" in text
    assert "1 of 4" in BOOK.render(OVERVIEW.replace("html", form))


def test_an_edit_of_a_title_leaves_the_overview_alone_and_one_of_gaps_does_not() -> None:
    asked = BOOK.asked(OVERVIEW)

    def holds(role: Role) -> bool:
        roles = {**BOOK.guide.roles, "alpha": role}
        after = Book(replace(BOOK.guide, **parts_of(roles)))
        return all(BOOK.oracle.digest(one) == after.oracle.digest(one) for one in asked)

    assert holds(replace(ROLES[0], title="Alpha tester"))
    assert not holds(replace(ROLES[0], reviewed=None))
