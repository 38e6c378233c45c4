"""A role's skills by level: the table, where each word leads, and what proves a level."""

from hashlib import sha256

from msgspec.structs import replace

from pages.guides import Book, by_id, make_guide, make_role, make_skill, needs, prose, role_path
from roleguide.guide.letter import Letter, LetterParagraph
from roleguide.guide.prose import Items, Paragraph, Strong
from roleguide.guide.records import Mastery
from roleguide.guide.role import (
    Band,
    Expected,
    Level,
    LevelSkills,
    RelatedRole,
    RoleText,
    SkillGroup,
    SkillUse,
)
from roleguide.pages.levels_page import proof_id


def proofs(*words: str) -> tuple[Items, ...]:
    """Make what stands under a level: a list."""
    return (Items(None, True, tuple(prose(one) for one in words)),)  # noqa: FBT003


PATH = "roles/alpha/levels/index.html"
RUNGS = (
    Level("entry", Band(0, 2), "Junior tester", prose("Tries."), proofs("Tried.")),
    Level("mid", Band(2, 4), "", prose("Does."), ()),
    Level("senior", Band(4, None), "", prose("Leads."), proofs("Led.", "Kept.")),
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
    assert "Leads.\n\n- Led.\n- Kept." in twin


def test_a_proof_is_named_by_its_words_wherever_it_stands_and_however_they_look() -> None:
    entry, mid, senior = BOOK.view(PATH).levels
    assert [str(one.text) for one in senior.proofs] == ["Led.", "Kept."]
    assert mid.proofs == ()
    names = [one.id for one in (*entry.proofs, *senior.proofs)]
    assert names == [
        proof_id("entry", prose("Tried.")),
        *(proof_id("senior", prose(one)) for one in ("Led.", "Kept.")),
    ]
    assert len(set(names)) == 3
    assert proof_id("senior", prose("Led.")) == "senior-" + sha256(b"Led.").hexdigest()[:8]
    assert proof_id("entry", (Paragraph((Strong(("Led.",)),)),)) == proof_id("entry", prose("Led."))
    html = BOOK.render(PATH)
    assert f'<li data-proof="{senior.proofs[1].id}">Kept.</li>' in html
    assert 'data-rung="senior" data-name="Senior"' in html


def test_the_page_leads_on_to_moves_paths_and_letters_where_there_are_any() -> None:
    assert [(one.label, one.note) for one in BOOK.view(PATH).onwards] == [
        ("Plan a move", "../../../moves/index.html?from=alpha")
    ]
    letter = Letter("standard", None, (LetterParagraph(("Dear all",), ()),))
    text = RoleText(levels=RUNGS, letters=(letter,))
    role = replace(ROLE, related=(RelatedRole("beta", "next_step"),), text=text)
    book = Book(make_guide(role, make_role("beta"), skills=SKILLS))
    assert [one.note for one in book.view(PATH).onwards[1:]] == [
        "../../../paths/field/index.html",
        "../letters/index.html",
    ]


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
