"""A role's skills by level: the table, where each word leads, and what proves a level."""

from pages.guides import Book, by_id, make_guide, make_role, make_skill, needs, prose, role_path
from roleguide.guide.records import Mastery
from roleguide.guide.role import Band, Expected, Level, LevelSkills, RoleText, SkillGroup, SkillUse

PATH = "roles/alpha/levels/index.html"
RUNGS = (
    Level("entry", Band(0, 2), "Junior tester", prose("Tries."), prose("Tried.")),
    Level("mid", Band(2, 4), "", prose("Does."), prose("Done.")),
    Level("senior", Band(4, None), "", prose("Leads."), prose("Led.")),
)
ROLE = make_role(
    text=RoleText(levels=RUNGS),
    skills=(
        SkillGroup("Tools", (SkillUse("python", "essential", "Why."), SkillUse("sql", "optional"))),
        SkillGroup("Soft skills", (SkillUse("writing", "essential"),)),
    ),
    levels=(
        LevelSkills("entry", (Expected("python", "working"),)),
        LevelSkills("senior", (Expected("python", "expert"), Expected("sql", "practitioner"))),
    ),
)
SKILLS = by_id(
    make_skill("python", mastery=(Mastery("working", prose("Scripts.")),)),
    make_skill("sql"),
    make_skill("writing"),
)
BOOK = Book(make_guide(ROLE, skills=SKILLS))


def test_the_table_has_the_levels_and_skills_that_something_is_stated_of() -> None:
    made = BOOK.view(PATH)
    assert [(one.title, one.years) for one in made.columns] == [
        ("Entry", "0–2 years"),
        ("Senior", "4+ years"),
    ]
    assert [group.title for group in made.groups] == ["Tools"]
    assert [
        (row.id, row.need, [cell.word for cell in row.cells]) for row in made.groups[0].rows
    ] == [
        ("python", "", ["Working", "Expert"]),
        ("sql", "optional", ["", "Practitioner"]),
    ]
    assert made.missing


def test_a_word_leads_to_what_it_means_for_the_skill_else_of_any() -> None:
    python, sql = BOOK.view(PATH).groups[0].rows
    assert [cell.href for cell in python.cells] == [
        "../../../skills/python/index.html#proficiency-working",
        "#proficiency-expert",
    ]
    assert sql.cells[1].href == "#proficiency-practitioner"
    html = BOOK.render(PATH)
    assert 'id="proficiency-expert"' in html
    assert 'id="proficiency-working"' in BOOK.render("skills/python/index.html")


def test_every_level_stands_below_with_what_proves_it() -> None:
    made = BOOK.view(PATH)
    assert [level.title for level in made.levels] == ["Entry: Junior tester", "Mid", "Senior"]
    twin = BOOK.render("roles/alpha/levels/index.md")
    assert (
        "| [SQL](../../../skills/sql/index.html) (optional) | not stated | Practitioner |" in twin
    )
    assert "Led." in twin


def test_the_role_leads_to_its_levels_and_only_where_they_expect_something() -> None:
    assert BOOK.view(role_path()).skill_levels.href == "levels/index.html"
    plain = Book(make_guide(make_role(text=RoleText(levels=RUNGS), skills=needs("python"))))
    assert plain.view(role_path()).skill_levels is None
    assert PATH not in plain.pages


def test_the_page_rests_on_neither_the_text_of_a_skill_nor_why_a_role_needs_it() -> None:
    asked = {question[0] for question in BOOK.asked(PATH)}
    assert not asked & {"skill", "role", "role facts"}
    assert BOOK.oracle.answer(("chapter", "role levels", "alpha")) != ROLE
    chapter = BOOK.oracle.answer(("chapter", "role levels", "alpha"))
    assert all(not use.why for use in chapter.skill_uses())  # type: ignore[attr-defined]
