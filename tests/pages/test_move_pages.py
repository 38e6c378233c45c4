"""A move says what carries over, what is missing and what changes, and promises nothing."""

from decimal import Decimal
from typing import Any

import pytest

from pages.guides import (
    CODE,
    Book,
    by_id,
    full_row,
    make_entry_row,
    make_guide,
    make_outlook_row,
    make_rating,
    make_role,
    make_skill,
    needs,
    role_path,
)
from roleguide.guide.letter import Letter, LetterParagraph
from roleguide.guide.records import Comparison
from roleguide.guide.role import (
    Band,
    Credential,
    Entry,
    Expected,
    Level,
    LevelSkills,
    OccupationCode,
    Registration,
    RelatedRole,
    Role,
    RoleText,
    Route,
)
from roleguide.guide.words import Situation
from roleguide.pages.move_parts import MovePage
from roleguide.pages.side_parts import SkillList

OTHER = OccupationCode("soc-2018", "15-1252", "exact")
THERE = "moves/alpha-to-beta/index.html"
SKILLS = by_id(*(make_skill(slug) for slug in ("python", "sql", "writing", "welding")))


def related(*names: str, relation: str = "similar", note: str = "") -> dict[str, Any]:
    return {"related": tuple(RelatedRole(name, relation, note) for name in names)}  # type: ignore[arg-type]


def make_book(alpha: dict[str, Any], beta: dict[str, Any], *more: Role, **fields: Any) -> Book:
    """Alpha names beta as a next step; beta's occupation is another one."""
    first = {**related("beta", relation="next_step", note="After years."), **alpha}
    roles = (make_role(**first), make_role("beta", **{"codes": (OTHER,), **beta}), *more)
    return Book(make_guide(*roles, skills=SKILLS, **fields))


def move(alpha: dict[str, Any], beta: dict[str, Any], *more: Role, **fields: Any) -> MovePage:
    page: MovePage = make_book(alpha, beta, *more, **fields).view(THERE)
    return page


def names(skills: SkillList) -> tuple[list[str], list[str]]:
    return [one.name for one in skills.essential], [one.name for one in skills.optional]


def letters(*situations: Situation) -> dict[str, Any]:
    paragraphs = (LetterParagraph(("Dear you",), ()),)
    made = tuple(Letter(situation, None, paragraphs) for situation in situations)
    return {"text": RoleText(letters=made)}


def test_skills_carry_over_are_missing_or_are_left_behind() -> None:
    page = move(
        {"skills": needs("python", "welding", optional=["sql"])},
        {"skills": needs("sql", "python", optional=["writing"])},
    )
    assert names(page.carried) == (["SQL", "PYTHON"], [])
    assert names(page.missing) == ([], ["WRITING"])
    assert names(page.left) == (["WELDING"], [])
    assert [one.note for one in page.carried.essential] == ["optional for the role you leave", ""]
    assert page.summary == (
        "Of the 2 essential skills of beta engineer, 2 carry over from alpha engineer."
    )
    assert page.glance[0].value == "2 of 2 carry over"


def test_a_role_without_skills_is_said_to_be_unknown() -> None:
    page = move({}, {"skills": needs("sql")})
    assert page.summary == (
        "The guide lists no skills of alpha engineer, so what carries over is not known."
    )
    assert not any(fact.label == "Essential skills" for fact in page.glance)


def test_a_level_is_shown_where_a_survey_rated_it_and_else_none_is_made_up() -> None:
    skills = {"skills": needs("python", "sql")}
    plain = move(skills, skills)
    assert "only whether it is essential" in plain.proficiency
    rating = make_rating("Reading", skill="sql", occupation_code="15-1252", level=Decimal("4.5"))
    page = move({"skills": needs("python")}, skills, occupation_skills=[rating])
    assert [(one.name, one.note) for one in page.missing.essential] == [("SQL", "level 4.5 of 7")]
    (number,) = page.missing.essential[0].receipts
    assert "15-1252" in page.receipts[number - 1].detail
    assert "scale from 0 to 7" in page.proficiency
    assert [one.receipts for one in page.carried.essential] == [()]


def test_a_level_that_both_occupations_have_is_shown_for_both() -> None:
    skills = {"skills": needs("sql")}
    ratings = [
        make_rating("Reading", skill="sql", level=Decimal(3)),
        make_rating("Reading", skill="sql", occupation_code="15-1252", level=Decimal(4)),
    ]
    (item,) = move(skills, skills, occupation_skills=ratings).carried.essential
    assert item.note == "level 4 of 7, 3 for the role you leave"
    assert len(item.receipts) == 2


def test_what_a_page_does_not_show_it_does_not_cite() -> None:
    ratings = [make_rating("Reading", skill=slug) for slug in ("sql", "welding")]
    page = move(
        {"skills": needs("sql", "welding")},
        {"skills": needs("sql"), "no_pay_reason": "Nobody asked."},
        occupation_skills=ratings,
        pay=[full_row()],
    )
    (row,) = page.pay_rows
    assert [cell.text.partition(" (")[0] for cell in row.cells] == [
        "$100,000 a year",
        "Nobody asked.",
    ]
    assert [receipt.number for receipt in page.receipts] == list(row.cells[0].receipts)


def test_pay_is_side_by_side_with_what_it_does_not_say() -> None:
    rows = [full_row(), full_row(occupation_code="15-1252", p50=120000)]
    page = move({}, {}, pay=rows)
    assert page.pay is not None
    assert [line.difference for line in page.pay.lines] == [
        *("the same", "the same"),
        "+$20,000",
        *("the same", "the same"),
    ]
    glance = {fact.label: (fact.value, fact.note) for fact in page.glance}
    assert glance["Pay"] == ("$120,000 a year", "median; higher by $20,000")
    assert "what a newcomer is paid is not known" in page.promise
    assert move({}, {}).promise == ""


def test_outlook_and_market_stand_side_by_side() -> None:
    rows = [make_outlook_row(), make_outlook_row(occupation_code="15-1252", change_pct=Decimal(5))]
    page = move({}, {}, outlook=rows)
    assert [row.label for row in page.outlook] == ["Job growth"]
    assert page.outlook[0].cells[1].note == "lower by 15 points"


def test_ways_in_are_those_of_the_target() -> None:
    entry = Entry(
        education_level="masters_degree",
        routes=(Route("work", ("Two years beside it",), 24),),
    )
    text = RoleText(levels=(Level("entry", Band(0, 2), "", (), ()),))
    page = move(
        {},
        {"entry": entry, "experience_years": Band(3, 6), "text": text},
        entry=[make_entry_row(occupation_code="15-1252")],
    )
    ways = {fact.label: fact.value for fact in page.ways}
    assert ways["Typical education"] == "Master’s degree"
    assert ways["Typical experience of a hire"] == "3–6 years"
    assert ways["Official assignment"].startswith("Education:")
    assert [(one.label, one.note) for one in page.routes] == [("Working up", "About 2 years")]
    assert [(one.label, one.value) for one in page.levels] == [("Entry", "0–2 years")]
    assert page.levels_href == "../../roles/beta/index.html#levels"
    expected = LevelSkills("entry", (Expected("python", "working"),))
    target = {"text": text, "skills": needs("python"), "levels": (expected,)}
    assert move({}, target).levels_href == "../../roles/beta/levels/index.html#levels"


@pytest.mark.parametrize(
    ("entry", "credentials", "names_", "note"),
    [
        (Entry(), (), [], "The guide does not say whether a licence is needed."),
        (Entry(registrations="none"), (), [], "No licence is needed to do this work."),
        (
            Entry(registrations=(Registration("Licence", "Board", "us"),)),
            (Credential("Pass", "School", "required"), Credential("Badge", "Firm", "valued")),
            ["Licence", "Pass"],
            "",
        ),
        (
            Entry(registrations=(Registration("Title", "Board", "us", mandatory=False),)),
            (),
            [],
            "No certificate is required.",
        ),
    ],
)
def test_licences_are_those_that_are_required(
    entry: Entry, credentials: tuple[Credential, ...], names_: list[str], note: str
) -> None:
    page = move({}, {"entry": entry, "credentials": credentials})
    assert [one.name for one in page.licences] == names_
    assert page.licences_note == note


@pytest.mark.parametrize(
    ("situations", "shown", "note"),
    [
        (("standard", "career_change", "internal_move"), [2, 3], ""),
        (("standard",), [1], "Beta engineer has no sample letter for a change of career or a move"),
        ((), [], "Beta engineer has no sample letter"),
    ],
)
def test_letters_are_those_for_the_situation(
    situations: tuple[Situation, ...], shown: list[int], note: str
) -> None:
    book = make_book({}, letters(*situations))
    page = book.view(THERE)
    anchors = [one.href.partition("#")[2] for one in page.letters]
    assert anchors == [f"letter-{number}" for number in shown]
    assert page.letters_note.startswith(note)
    chapter = role_path("beta").replace("index.html", "letters/index.html")
    assert all(chapter.endswith(one.href.partition("#")[0].lstrip("./")) for one in page.letters)
    own = (
        {letter.anchor: letter.title for letter in book.view(chapter).letters} if situations else {}
    )
    assert [own[anchor] for anchor in anchors] == [one.text for one in page.letters]


def test_who_else_comes_is_read_from_both_records() -> None:
    gamma = make_role("gamma", **related("beta", relation="next_step", note="Often."))
    delta = make_role("delta", **related("beta", relation="previous_step"))
    epsilon = make_role("epsilon")
    page = move({}, related("epsilon", relation="previous_step"), gamma, delta, epsilon)
    assert [(one.link.text, one.relation, one.note) for one in page.incoming] == [
        ("Epsilon engineer", "People come from", ""),
        ("Gamma engineer", "People come from", "Often."),
    ]
    assert page.incoming[0].move == "../epsilon-to-beta/index.html"


def test_many_who_come_are_counted() -> None:
    more = [
        make_role(f"m{number:02}", **related("beta", relation="next_step")) for number in range(15)
    ]
    page = move({}, {}, *more)
    assert (len(page.incoming), page.incoming_more) == (11, "and 4 other roles")


def test_what_both_records_say_is_said_of_each() -> None:
    page = move({}, related("alpha", relation="previous_step"))
    assert [(one.label, one.value, one.note) for one in page.said] == [
        ("The page of alpha engineer", "names beta engineer as a next step.", "After years."),
        (
            "The page of beta engineer",
            "names alpha engineer as a role that people come from.",
            "",
        ),
    ]


def test_a_relation_gives_one_page_and_the_way_back_another_if_it_is_named() -> None:
    one_way = make_book({}, {})
    assert [path for path in one_way.pages if path.startswith("moves/a")] == [THERE]
    assert one_way.view(THERE).reverse is None
    both = make_book({}, related("alpha", relation="similar"))
    assert "moves/beta-to-alpha/index.html" in both.pages
    assert both.view(THERE).reverse.href == "../beta-to-alpha/index.html"


def test_a_draft_names_no_moves_and_is_called_one() -> None:
    book = make_book({"status": "imported"}, {})
    assert THERE not in book.pages
    assert book.view(role_path()).related[0].cards[0].move == ""
    page = move({}, {"status": "imported"})
    assert page.draft == (
        "Beta engineer is a draft from public data: nobody has edited what is said here."
    )


def test_both_roles_are_compared_on_their_page_or_by_the_tool() -> None:
    assert move({}, {}).compare.href == "../../compare/index.html?roles=alpha,beta"
    written = by_id(Comparison("alpha-vs-beta", ("alpha", "beta"), "Which?"))
    page = move({}, {}, comparisons=written)
    assert page.compare.href == "../../compare/alpha-vs-beta/index.html"


def test_related_roles_and_career_paths_lead_to_the_move() -> None:
    book = make_book({}, related("alpha", relation="previous_step"))
    for slug in ("alpha", "beta"):
        (group,) = book.view(role_path(slug)).related
        assert group.cards[0].move == "../../moves/alpha-to-beta/index.html"
    for role in book.view("paths/field/index.html").roles:
        assert [one.page for one in role.moves] == ["../../moves/alpha-to-beta/index.html"]


def test_moves_are_listed_by_where_they_start_until_they_are_too_many() -> None:
    page = make_book({}, {}).view("moves/index.html")
    assert [(one.start.text, [link.text for link in one.moves]) for one in page.groups] == [
        ("Alpha engineer", ["Beta engineer"])
    ]
    assert page.fields == ()
    many = [
        make_role(f"m{number:02}", **related(*(f"m{(number + n) % 40:02}" for n in range(1, 9))))
        for number in range(40)
    ]
    page = Book(make_guide(*many)).view("moves/index.html")
    assert page.groups == ()
    assert [link.text for link in page.fields] == ["Field of work"]


def test_the_same_occupation_is_no_change_of_pay() -> None:
    page = move({}, {"codes": (CODE,)}, pay=[full_row()])
    assert page.pay is not None
    assert {line.difference for line in page.pay.lines} == {""}
    assert "no difference can be shown" in page.pay_notes[0].text
