"""Every question has an answer of its type, and a page asks for no more than it shows."""

import itertools
import types
import typing
from collections.abc import Callable
from decimal import Decimal
from typing import Any
from unittest import mock

import msgspec
import pytest
from msgspec import Struct

from engine.answer_types import check_answer_type
from pages.guides import (
    Book,
    by_id,
    full_guide,
    full_role,
    full_row,
    make_guide,
    make_outlook_row,
    make_role,
    needs,
    parts_of,
    role_path,
)
from roleguide.engine.facts import Kind, Question
from roleguide.guide.guide import key_of
from roleguide.guide.prose import Paragraph
from roleguide.guide.role import RelatedRole, Role
from roleguide.pages import (
    coverage_questions,
    list_questions,
    list_slices,
    move_questions,
    open_questions,
    posting_questions,
    questions,
    reality_questions,
    search_questions,
    skill_questions,
)

MODULES = (
    questions,
    coverage_questions,
    list_questions,
    move_questions,
    open_questions,
    posting_questions,
    reality_questions,
    search_questions,
    skill_questions,
)
KINDS = {
    value.name: value
    for module in MODULES
    for value in vars(module).values()
    if isinstance(value, Kind)
}
NUMBERS = itertools.count()
BOOK = Book(full_guide(lambda: f"Text {next(NUMBERS)}"))
CROWD = Book(make_guide(*(make_role(f"role-{n}", skills=needs("python")) for n in range(25))))
"""So many roles need one skill that there is a list of them."""


def fits(value: object, annotation: Any) -> bool:
    """Whether a value is of a type, through and through."""
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        return fits(value, arguments[0])
    if origin in (typing.Union, types.UnionType):
        return any(fits(value, one) for one in arguments)
    if origin is typing.Literal:
        return value in arguments
    if origin is tuple:
        if not isinstance(value, tuple):
            return False
        if arguments[-1:] == (Ellipsis,):
            return all(fits(item, arguments[0]) for item in value)
        return len(value) == len(arguments) and all(map(fits, value, arguments))
    if annotation is None or annotation is type(None):
        return value is None
    if annotation is int and isinstance(value, bool):
        return False
    if not isinstance(value, annotation):
        return False
    if isinstance(value, Struct):
        hints = typing.get_type_hints(type(value), include_extras=True)
        return all(fits(getattr(value, name), hints[name]) for name in value.__struct_fields__)
    return True


def every_question(book: Book) -> list[Question]:
    """What all pages of a book ask."""
    asked: dict[Question, None] = {}
    for path in book.pages:
        asked.update(dict.fromkeys(book.asked(path)))
    return list(asked)


def test_every_kind_has_an_answer_and_a_name_of_its_own() -> None:
    named = [
        name
        for module in MODULES
        for name, value in vars(module).items()
        if isinstance(value, Kind)
    ]
    assert len(KINDS) == len(named)
    assert KINDS.keys() == BOOK.answers.keys() - {"template"}


@pytest.mark.parametrize("name", sorted(KINDS))
def test_answers_of_every_kind_have_one_encoding_each(name: str) -> None:
    check_answer_type(KINDS[name].answer)


def test_every_kind_is_asked_by_some_page() -> None:
    asked = {question[0] for question in every_question(BOOK)}
    asked |= {question[0] for question in CROWD.asked("skills/python/roles/index.html")}
    with mock.patch.object(list_slices, "LONGEST", 1):  # lists of pay are split by field
        split = Book(full_guide(lambda: "Text"))
        asked |= {question[0] for question in split.asked("places/us/index.html")}
    assert KINDS.keys() - asked == set()


@pytest.mark.parametrize("question", every_question(BOOK), ids=" ".join)
def test_every_answer_is_of_its_kind_s_type(question: Question) -> None:
    answer = BOOK.oracle.answer(question)
    assert fits(answer, KINDS[question[0]].answer), answer


@pytest.mark.parametrize("kind", ["card", "category", "category title", "skill name", "place"])
def test_what_does_not_exist_has_the_answer_none(kind: str) -> None:
    assert BOOK.oracle.answer((kind, "nothing-of-that-id")) is None


NEIGHBOURS = make_guide(
    make_role(
        skills=needs("python"), related=(RelatedRole("beta", "similar"),), compare_with=("gamma",)
    ),
    make_role("beta", skills=needs("sql")),
    make_role("gamma"),
    pay=[full_row()],
    outlook=[make_outlook_row()],
)


@pytest.mark.parametrize(
    "path",
    [
        role_path(),
        "index.html",
        "roles/index.html",
        "categories/field/index.html",
        "skills/python/index.html",
        "compare/index.html",
        "salaries/index.html",
        "places/us/index.html",
        "paths/field/index.html",
        "feed.xml",
        "about/index.html",
    ],
)
def test_a_page_asks_for_the_whole_of_no_other_role(path: str) -> None:
    wholes = {question[1] for question in Book(NEIGHBOURS).asked(path) if question[0] == "role"}
    assert wholes == ({"alpha"} if path == role_path() else set())


def changed_pages(change: Callable[[Role], Role], slug: str = "beta") -> set[str]:
    """The pages whose facts no longer hold after one role has changed."""
    before = Book(NEIGHBOURS)
    roles = {**NEIGHBOURS.roles, slug: change(NEIGHBOURS.roles[slug])}
    after = Book(msgspec.structs.replace(NEIGHBOURS, **parts_of(roles)))
    return {
        path
        for path in before.pages
        if path.endswith((".html", ".xml", "_redirects"))
        and any(
            before.oracle.digest(question) != after.oracle.digest(question)
            for question in before.asked(path)
        )
    }


def test_what_only_its_own_page_shows_changes_only_that_page() -> None:
    def change(role: Role) -> Role:
        return msgspec.structs.replace(role, employer_types=("Banks",), reviewer="Sam")

    assert changed_pages(change) == {"roles/beta/index.html"}


def test_a_title_changes_the_pages_that_show_it() -> None:
    changed = changed_pages(lambda role: msgspec.structs.replace(role, title="Beta tester"))
    assert changed == {
        "data/index.html",
        "index.html",
        "roles/index.html",
        "roles/alpha/index.html",
        "roles/beta/index.html",
        "roles/beta/pay/index.html",
        "roles/gamma/index.html",
        "categories/field/index.html",
        "coverage/field/index.html",
        "skills/sql/index.html",
        "salaries/index.html",
        "places/us/index.html",
        "paths/field/index.html",
        "moves/index.html",
        "moves/alpha-to-beta/index.html",
        "search/index.html",
        "sources/index.html",
    }


def test_an_edit_of_prose_leaves_chapters_alone() -> None:
    role = full_role(lambda: "Text")
    text = msgspec.structs.replace(role.text, overview=(Paragraph(("New.",)),))
    before = Book(make_guide(role, pay=[full_row()]))
    after = Book(make_guide(msgspec.structs.replace(role, text=text), pay=[full_row()]))
    chapters = [
        path
        for path, page in before.pages.items()
        if page.kind.startswith("role ") and page.kind != "role data"
    ]
    assert len(chapters) == 4
    for path in (*chapters, role_path()):
        questions = before.asked(path)
        holds = all(before.oracle.digest(q) == after.oracle.digest(q) for q in questions)
        assert holds == (path in chapters), path


def test_a_pay_row_changes_the_pages_of_its_occupation_and_no_prose() -> None:
    before = Book(NEIGHBOURS)
    rows = {key_of("soc-2018", "15-2051"): (full_row(p50=Decimal(99000)),)}
    after = Book(msgspec.structs.replace(NEIGHBOURS, pay=rows))
    stale = {
        path
        for path in before.pages
        if any(before.oracle.digest(q) != after.oracle.digest(q) for q in before.asked(path))
    }
    assert role_path() in stale
    assert not {"about/index.html", "glossary/index.html", "skills/index.html"} & stale


def test_only_pages_that_show_the_date_ask_for_it() -> None:
    asking = {path for path in BOOK.pages if ("as of",) in BOOK.asked(path)}
    assert {path for path in asking if path.endswith(".html")} == {
        "data/index.html",
        "index.html",
        "sources/index.html",
    }


def test_headlines_choose_in_the_order_of_the_site() -> None:
    rows = [full_row(p50=1, kind="employer_posted"), full_row(p50=2, kind="editorial_estimate")]
    answer = Book(make_guide(pay=rows)).oracle.answer(("headline", "alpha"))
    assert isinstance(answer, questions.Paid)
    assert answer.row.kind == "employer_posted"


def test_lists_are_in_an_order_that_files_do_not_decide() -> None:
    roles = [
        make_role("b", title="Zebra"),
        make_role("a", title="apple"),
        make_role("c", title="Yak"),
    ]
    for order in (roles, roles[::-1]):
        guide = make_guide(roles=by_id(*order))
        assert Book(guide).oracle.answer(("all roles",)) == ("a", "c", "b")
        assert Book(guide).oracle.answer(("roles in", "field")) == ("a", "c", "b")


@pytest.mark.parametrize("form", ["html", "md", "json"])
def test_the_facts_of_a_view_do_not_depend_on_the_forms_that_are_made(form: str) -> None:
    # Markdown is written late; it must not ask what the page had not asked by then.
    for page in BOOK.pages.values():
        if form in BOOK.kinds[page.kind].forms:
            one, all_forms = (BOOK.renderer.render(page, some, BOOK) for some in ((form,), None))
            assert one.facts == all_forms.facts, page.path
