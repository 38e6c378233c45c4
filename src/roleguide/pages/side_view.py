"""L11: several roles side by side: pay on one axis, skills by who needs them, and the other fields.

The script of the tools (``assets/roles.js``) puts the files of any roles side by side by the same
rules; a test in the browser compares both, word for word.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from roleguide.guide.transition import share_skills
from roleguide.guide.words import PayPeriod
from roleguide.pages.amounts import MINUS, Amounts, join_words
from roleguide.pages.caveats import NAMES
from roleguide.pages.charts import Scale
from roleguide.pages.draft import Draft
from roleguide.pages.move_questions import DUTIES
from roleguide.pages.pay_view import show_figure
from roleguide.pages.questions import ROLE_FACTS
from roleguide.pages.side_cells import SAME_SUBJECT, compare_cells, word_terms
from roleguide.pages.side_parts import (
    DutyList,
    PayLine,
    PayMark,
    PayRange,
    PaySides,
    RoleSide,
    SideNote,
    SidePay,
    Sides,
    SideSkill,
    SkillItem,
    SkillList,
    SkillSides,
)
from roleguide.pages.view_parts import Link

MARKS: Final = ("min", "p10", "p25", "p50", "mean", "p75", "p90", "max")
"""Values of a figure from low to high."""
NOT_STATED: Final = "not stated"


def make_sides(draft: Draft, sides: Sequence[RoleSide], without: frozenset[str]) -> Sides:
    """Put roles side by side; ``without`` names fields that the page shows elsewhere."""
    amounts, names = draft.amounts, [side.name for side in sides]
    cells = [[cell for cell in side.cells if cell.key not in without] for side in sides]
    return Sides(
        pay=compare_pay(amounts, sides),
        pay_notes=note_pay(sides),
        skills=share_side_skills(sides),
        rows=compare_cells(amounts, cells, names),
        duties=tuple(DutyList(side.title, plain_duties(draft, side.id)) for side in sides),
    )


def plain_duties(draft: Draft, slug: str) -> tuple[str, ...]:
    """Write a role's duties as plain text."""
    role = draft.ask(ROLE_FACTS, slug)
    draft.show_figures(lambda node: show_figure(draft, role, node))
    duties = draft.ask(DUTIES, slug)
    return tuple(draft.plain.text(duty) for duty in duties)


def comparable_pay(sides: Sequence[RoleSide]) -> list[tuple[RoleSide, SidePay]]:
    """List the roles whose pay was measured as that of the first one that has any."""
    paid = [(side, side.pay) for side in sides if side.pay is not None]
    return [one for one in paid if not word_terms(paid[0][1].terms, one[1].terms)]


def note_pay(sides: Sequence[RoleSide]) -> tuple[SideNote, ...]:
    """Say whose pay is not compared, and why; and where a difference would mean nothing."""
    notes: list[SideNote] = []
    first: tuple[RoleSide, SidePay] | None = None
    subjects: dict[str, list[RoleSide]] = {}
    for side in sides:
        if side.pay is None:
            missing = f"{side.title}: {side.pay_missing}"
            notes.append(SideNote(missing, side.pay_missing_receipts))
            continue
        first = first or (side, side.pay)
        if differing := word_terms(first[1].terms, side.pay.terms):
            text = f"{side.title} is not compared with {first[0].name}: {differing}."
            notes.append(SideNote(text, ()))
        else:
            subjects.setdefault(side.pay.subject, []).append(side)
    alike = [together for together in subjects.values() if len(together) > 1]
    texts = [f"{_name_all(together)}: pay is {SAME_SUBJECT}." for together in alike]
    return (*notes, *(SideNote(text, ()) for text in texts))


def _name_all(sides: Sequence[RoleSide]) -> str:
    return join_words([sides[0].title, *(side.name for side in sides[1:])])


def compare_pay(amounts: Amounts, sides: Sequence[RoleSide]) -> PaySides | None:
    """Draw the pay of roles on one axis; ``None`` where fewer than two can be compared."""
    found = comparable_pay(sides)
    shown = [mark.amount for _, pay in found for mark in pay.marks if mark.amount is not None]
    if len(found) < 2 or not shown:
        return None
    scale = Scale(shown)
    marks = [{mark.name: mark for mark in pay.marks} for _, pay in found]
    first = found[0][1]
    period: PayPeriod = first.period  # type: ignore[assignment]
    compared = len(found) == 2 and first.subject != found[1][1].subject
    return PaySides(
        roles=tuple(Link(side.title, side.href) for side, _ in found),
        receipts=tuple(pay.receipts for _, pay in found),
        ranges=tuple(
            _make_range(scale, side.title, known)
            for (side, _), known in zip(found, marks, strict=True)
        ),
        axis=scale.axis(amounts, first.currency, period),
        lines=tuple(
            PayLine(
                NAMES[name],
                tuple(known[name].text if name in known else NOT_STATED for known in marks),
                _word_change(amounts, first, marks[0].get(name), marks[1].get(name))
                if compared
                else "",
            )
            for name in MARKS
            if any(name in known for known in marks)
        ),
        compared=compared,
    )


def _make_range(scale: Scale, title: str, marks: dict[str, PayMark]) -> PayRange:
    def place(*names: str) -> int | None:
        found = (marks[name].amount for name in names if name in marks)
        return scale.x(next((amount for amount in found if amount is not None), None))

    high = next((marks[name] for name in ("p90", "max") if name in marks), None)
    return PayRange(
        title,
        place("p10", "min"),
        place("p25"),
        place("p50", "mean"),
        place("p75"),
        place("p90", "max"),
        open_ended=high is not None and high.at_least,
    )


def _word_change(amounts: Amounts, pay: SidePay, one: PayMark | None, other: PayMark | None) -> str:
    """Word the difference of two values as shown; empty where one is not known exactly."""
    if one is None or other is None or one.amount is None or other.amount is None:
        return ""
    if one.at_least or other.at_least:
        return ""
    period: PayPeriod = pay.period  # type: ignore[assignment]
    difference = other.amount - one.amount
    if not difference:
        return "the same"
    sign = "+" if difference > 0 else MINUS
    return f"{sign}{amounts.money(abs(difference), pay.currency, period)}"


def share_side_skills(sides: Sequence[RoleSide]) -> SkillSides:
    """Part the skills of roles into those of all, of some and of one alone."""
    known = [{skill.id: skill for skill in side.skills} for side in sides]
    share = share_skills([list(skills) for skills in known])

    def item(slug: str, at: Sequence[int]) -> SkillItem:
        skill = known[at[0]][slug]
        return SkillItem(skill.name, skill.href, _word_needs(sides, known, slug, at))

    everyone = range(len(sides))
    needed = [all(one[slug].need == "essential" for one in known) for slug in share.shared]
    shared = [item(slug, everyone) for slug in share.shared]
    return SkillSides(
        shared=SkillList(
            "",
            tuple(one for one, is_needed in zip(shared, needed, strict=True) if is_needed),
            tuple(one for one, is_needed in zip(shared, needed, strict=True) if not is_needed),
        ),
        some=tuple(item(slug, at) for slug, at in share.some),
        only=tuple(
            list_skills(side.title, [skills[slug] for slug in alone])
            for side, skills, alone in zip(sides, known, share.only, strict=True)
        ),
    )


def _word_needs(
    sides: Sequence[RoleSide], known: list[dict[str, SideSkill]], slug: str, at: Sequence[int]
) -> str:
    """Say how much each role needs a skill: ``optional for data scientist``."""
    needs: dict[str, list[str]] = {}
    for number in at:
        needs.setdefault(known[number][slug].need, []).append(sides[number].name)
    if len(at) == len(sides) and len(needs) == 1:
        return ""
    return ", ".join(f"{need} for {join_words(names)}" for need, names in needs.items())


def list_skills(
    title: str, skills: Sequence[SideSkill], notes: Sequence[SideNote] | None = None
) -> SkillList:
    """List skills under a title, essential and optional told apart."""
    made: dict[str, list[SkillItem]] = {"essential": [], "optional": []}
    for skill, note in zip(skills, notes or [SideNote("", ())] * len(skills), strict=True):
        made[skill.need].append(SkillItem(skill.name, skill.href, note.text, note.receipts))
    return SkillList(title, tuple(made["essential"]), tuple(made["optional"]))
