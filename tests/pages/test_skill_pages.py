"""Skills: who needs them, what travels with them, who asks for them, how surveys rate them."""

from decimal import Decimal
from typing import Any

import pytest

from pages.guides import Book, by_id, make_guide, make_rating, make_role, make_skill, needs, prose
from pages.posting_guides import make_employer, make_posting
from roleguide.guide.figures import Month
from roleguide.guide.records import Mastery
from roleguide.guide.role import Expected, LevelSkills, Role
from roleguide.guide.words import PROFICIENCY_MEANINGS, Proficiency, SkillKind
from roleguide.pages.postings_elsewhere import word_asking
from roleguide.pages.skill_index import ESSENTIAL_SHOWN, OPTIONAL_SHOWN, PAGE_SIZE
from roleguide.pages.skill_pages import KINDS
from roleguide.pages.skill_questions import Asking

PYTHON = "skills/python/index.html"
LIST = "skills/python/roles/index.html"


def crowd(essential: int, optional: int = 0) -> list[Role]:
    """Roles that name Python, their titles in the order of their numbers."""
    return [
        *(
            make_role(f"need-{n:03}", title=f"Need {n:03}", skills=needs("python"))
            for n in range(essential)
        ),
        *(
            make_role(f"help-{n:03}", title=f"Help {n:03}", skills=needs(optional=["python"]))
            for n in range(optional)
        ),
    ]


def view(*roles: Role, **fields: Any) -> Any:
    """The page of Python in a guide of these roles."""
    return Book(make_guide(*roles, **fields)).view(PYTHON)


def test_roles_are_told_apart_by_need_and_sorted_by_title() -> None:
    made = view(*crowd(3, 2)[::-1])
    assert [group.title for group in made.needing] == ["Roles that need it", "Roles where it helps"]
    assert [card.title for card in made.needing[0].cards] == ["Need 000", "Need 001", "Need 002"]
    assert [card.title for card in made.needing[1].cards] == ["Help 000", "Help 001"]
    assert made.all_roles is None
    assert not any(group.more for group in made.needing)


def test_a_skill_of_many_roles_shows_the_first_and_leads_to_all() -> None:
    roles = crowd(PAGE_SIZE, OPTIONAL_SHOWN + 1)
    book = Book(make_guide(*roles))
    made = book.view(PYTHON)
    assert [len(group.cards) for group in made.needing] == [ESSENTIAL_SHOWN, OPTIONAL_SHOWN]
    assert made.needing[0].more == f"{ESSENTIAL_SHOWN} of 200, in the order of their titles."
    assert made.all_roles.text == "All 213 roles that name it"
    first, second = book.view(LIST), book.view("skills/python/roles/page/2/index.html")
    listed = [line.text for page in (first, second) for line in page.lines]
    assert listed == sorted(role.title for role in roles)
    assert (len(first.lines), len(second.lines)) == (200, 13)
    assert second.summary.startswith("201–213 of 213 roles by title: 200 need PYTHON, and in 13")
    assert first.pager.next.href == "page/2/index.html"


@pytest.mark.parametrize(
    ("essential", "optional", "there"),
    [(ESSENTIAL_SHOWN, OPTIONAL_SHOWN, False), (ESSENTIAL_SHOWN + 1, 0, True), (0, 13, True)],
)
def test_a_list_is_there_when_the_page_does_not_show_all(
    essential: int, optional: int, *, there: bool
) -> None:
    book = Book(make_guide(*crowd(essential, optional)))
    assert (LIST in book.pages) == there
    assert (book.view(PYTHON).all_roles is not None) == there


def test_a_card_says_which_levels_expect_the_skill() -> None:
    levels = (
        LevelSkills("entry", (Expected("python", "working"), Expected("sql", "awareness"))),
        LevelSkills("senior", (Expected("python", "expert"),)),
    )
    made = view(make_role(skills=needs("python", "sql"), levels=levels), make_role("beta"))
    assert made.needing[0].cards[0].note == "Entry: working · Senior: expert"
    assert made.meanings.href == "../../glossary/index.html#proficiency-awareness"
    assert view(make_role(skills=needs("python"))).meanings is None


def test_what_travels_with_it_is_counted_over_its_roles() -> None:
    made = view(
        make_role("a", skills=needs("python", "sql", optional=["writing"])),
        make_role("b", skills=needs("python", "sql")),
        make_role("c", skills=needs(optional=["python", "writing"])),
        make_role("d", skills=needs("sql", "writing")),
        make_role("e", skills=needs("python", "rare")),
        skills=by_id(*map(make_skill, ("python", "sql", "writing", "rare"))),
    )
    assert [(one.label, one.value) for one in made.together] == [
        ("SQL", "in 2 of 4 roles"),
        ("WRITING", "in 2 of 4 roles"),
    ]


@pytest.mark.parametrize(
    ("asking", "words"),
    [
        (
            Asking(7, 2, 1, 0, 0),
            (
                "3 of 7 open postings for roles that name it ask for it: 2 as a minimum and 1 as a"
                " preference."
            ),
        ),
        (
            Asking(1, 0, 0, 1, 2),
            (
                "1 of 1 open posting for roles that name it asks for it: 1 in a list of skills"
                " only."
                " 2 more for other roles ask for it."
            ),
        ),
        (Asking(0, 0, 0, 0, 1), "1 open posting for another role asks for it."),
        (
            Asking(4, 0, 0, 0, 1),
            (
                "0 of 4 open postings for roles that name it ask for it. 1 more for another role"
                " asks for it."
            ),
        ),
    ],
)
def test_demand_is_a_fraction_in_words(asking: Asking, words: str) -> None:
    assert word_asking(asking, "open posting") == words


def test_demand_counts_open_postings_of_roles_that_name_it_and_samples_apart() -> None:
    postings = (
        make_posting("one", skills=("python",)),
        make_posting("two"),
        make_posting("three", role="beta", skills=("python",)),
        make_posting("shown", sample=True, skills=("python",)),
        make_posting(
            "gone", status="closed", closed_on=make_posting().date_posted, skills=("python",)
        ),
    )
    made = view(
        make_role(skills=needs("python")),
        make_role("beta"),
        employers=by_id(make_employer()),
        postings=postings,
    ).postings
    assert made.sentence == (
        "1 of 2 open postings for roles that name it asks for it: 1 in a list of skills only."
        " 1 more for another role asks for it."
        " 1 of 1 open sample posting for roles that name it asks for it: 1 in a list of skills"
        " only. 1 closed posting asked for it."
    )
    assert [(one.text, one.count) for one in made.narrower] == [
        ("Alpha engineer", "2 of 3 open"),
        ("Beta engineer", "1 of 1 open"),
    ]


def test_ratings_are_the_newest_of_each_occupation_and_show_what_is_stated() -> None:
    rows = [
        make_rating("Programming", skill="python", as_of=Month(2020, 1), importance=Decimal(2)),
        make_rating("Programming", skill="python", as_of=Month(2025, 1), importance=Decimal(3)),
        make_rating("Programming", skill="python", occupation_code="15-1252"),
        make_rating("Else", skill="sql"),
    ]
    made = view(make_role(skills=needs("python")), occupation_skills=rows)
    assert made.ratings_heads == ("Importance", "Level")
    assert [one.cells for one in made.ratings] == [
        ("4 of 5", "3.5 of 7"),
        ("3 of 5", "3.5 of 7"),
    ]
    assert all(one.receipts for one in made.ratings)
    tool = make_rating("Python", skill="python", importance=None, level=None, hot=True)
    marked = view(make_role(skills=needs("python")), occupation_skills=[tool])
    assert (marked.ratings_heads, marked.ratings[0].cells) == (("Marked",), ("hot technology",))
    assert view(make_role(skills=needs("python"))).ratings == ()


def test_broader_and_narrower_skills_and_codes() -> None:
    skills = by_id(
        make_skill("python", parent="code", esco_uri="http://esco.example/1"),
        make_skill("code", onet_element_id="2.B.3.e"),
        make_skill("rust", parent="code"),
    )
    book = Book(make_guide(skills=skills))
    assert book.view(PYTHON).broader.text == "CODE"
    assert [one.text for one in book.view("skills/code/index.html").narrower] == ["PYTHON", "RUST"]
    assert '<a href="https://esco.example/1" rel="noopener noreferrer">' in book.render(PYTHON)
    assert "2.B.3.e" in book.render("skills/code/index.html")


def test_proficiencies_of_a_skill_have_anchors_and_their_sources() -> None:
    words: tuple[Proficiency, ...] = ("awareness", "expert")
    mastery = tuple(Mastery(word, prose(f"Text of {word}.")) for word in words)
    book = Book(make_guide(skills=by_id(make_skill("python", mastery=mastery))))
    html = book.render(PYTHON)
    for word in words:
        assert f'<li id="proficiency-{word}"><h3>{word.capitalize()}</h3>' in html
        assert f"Text of {word}." in html
    assert "## How well people master it" in book.render("skills/python/index.md")


def test_the_glossary_explains_the_words_where_the_guide_uses_them() -> None:
    glossary = "glossary/index.html"
    skill = make_skill("python", mastery=(Mastery("expert", prose("All.")),))
    html = Book(make_guide(skills=by_id(skill))).render(glossary)
    for word in PROFICIENCY_MEANINGS:
        assert f'id="proficiency-{word}"' in html
    assert "proficiency" not in Book(make_guide()).render(glossary)


def test_skills_are_listed_by_kind_with_the_number_of_their_roles() -> None:
    kinds: tuple[SkillKind, ...] = tuple(KINDS)[::-1]
    skills = by_id(*(make_skill(f"s-{kind}", kind=kind) for kind in kinds))
    made = Book(make_guide(make_role(skills=needs("s-soft")), skills=skills)).view(
        "skills/index.html"
    )
    assert [group.title for group in made.groups] == list(KINDS.values())
    notes = {entry.text: entry.note for group in made.groups for entry in group.entries}
    assert notes["S-SOFT"] == "1 role"
    assert notes["S-ABILITY"] == "0 roles"


def test_a_page_asks_for_no_more_roles_than_it_shows() -> None:
    asked = Book(make_guide(*crowd(300))).asked(PYTHON)
    assert sum(question[0] == "card" for question in asked) == ESSENTIAL_SHOWN
