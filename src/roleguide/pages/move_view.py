"""The move from one role to another, and the page of the tool that plans any."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from roleguide.engine.facts import Reader
from roleguide.engine.render import Page
from roleguide.guide.role import SkillUse
from roleguide.guide.transition import SkillMove, move_skills
from roleguide.pages.amounts import join_words
from roleguide.pages.chooser_view import STYLES, make_chooser
from roleguide.pages.draft import Draft
from roleguide.pages.list_questions import ALL_PATHS, ROLE_TITLE
from roleguide.pages.move_parts import MovePage, MovesPage
from roleguide.pages.move_questions import ALL_MOVES, MOVE_FACTS
from roleguide.pages.questions import CATEGORY_TITLE, COMPARISONS_OF, DERIVED_COMPARISONS_OF
from roleguide.pages.role_side import find_moves, make_arrival, make_side
from roleguide.pages.side_cells import MARKET, compare_cells
from roleguide.pages.side_parts import (
    Arrival,
    Cell,
    LetterLink,
    MoveGroup,
    RoleSide,
    SideNote,
    SideRow,
    SideSkill,
    SkillList,
)
from roleguide.pages.side_view import compare_pay, list_skills, note_pay
from roleguide.pages.urls import COMPARISONS, MOVES, move_path, path_of
from roleguide.pages.view_parts import Fact, Link

LISTED: Final = 300
"""Moves that the page of the tool lists; of more, it leads to the career paths of each field."""
SITUATIONS: Final = ("career_change", "internal_move")
"""What letters for a move are written for."""
OUTLOOK: Final = ("outlook", "ai_impact")
GLANCE: Final = ("pay", "outlook", "entry.education_level", "experience_years")
PROMISE: Final = (
    "These are figures of people who do this work now. No source of this guide follows people who "
    "made this move, so what a newcomer is paid is not known."
)
RATED: Final = (
    "A level is what a survey of the occupation found, on a scale from 0 to 7. How well the other "
    "skills must be mastered, no source of this guide says."
)
UNRATED: Final = (
    "No source of this guide says how well each skill must be mastered, only whether it is "
    "essential."
)
NO_SKILLS: Final = "The guide lists no skills of {}, so what carries over is not known."
NO_LETTER: Final = "{} has no sample letter for a change of career or a move inside a firm."
OTHER_LETTERS: Final = f"{NO_LETTER} These are for other situations."


def view_move(reader: Reader, page: Page) -> MovePage:
    """Make the page of a move; its subject is ``start/target``."""
    draft = Draft(reader, page)
    first, second = page.subject.split("/")
    goal = draft.ask(MOVE_FACTS, second)
    target = make_side(draft, goal)
    rated = {skill.id for skill in target.skills if skill.level is not None}
    start = make_side(draft, draft.ask(MOVE_FACTS, first), rated=rated)
    arrival = make_arrival(draft, goal)
    skills = move_skills(uses_of(start), uses_of(target))
    carried = list_carried(start, target, skills)
    pay = compare_pay(draft.amounts, (start, target))
    title = f"From {start.name} to {target.name}"
    summary = summarise(start, target, skills)
    letters, note = choose_letters(target, arrival)
    reverse = (second, first) in find_moves(draft, goal)
    crumbs = (Link("Plan a move", draft.href(MOVES)),)
    return MovePage(
        shell=draft.shell(title, summary, crumbs, styles=STYLES),
        title=title,
        summary=summary,
        start=Link(start.title, start.href),
        target=Link(target.title, target.href),
        draft=word_drafts(start, target),
        said=list_said(start, target),
        glance=glance_at(draft, start, target, skills),
        carried=carried,
        missing=list_missing(target, skills),
        left=list_skills("", pick(start, skills.left)),
        proficiency=word_proficiency(target),
        pay=pay,
        pay_rows=_compare(draft, start, target, lambda cell: cell.key == "pay")
        if pay is None
        else (),
        pay_notes=note_pay((start, target)),
        promise=PROMISE if start.pay is not None and target.pay is not None else "",
        outlook=compare_outlook(draft, start, target),
        ways=arrival.ways,
        routes=arrival.routes,
        levels=arrival.levels,
        levels_href=arrival.levels_href,
        licences=arrival.licences,
        licences_note=arrival.licences_note,
        restrictions=arrival.restrictions,
        letters=letters,
        letters_note=note,
        incoming=tuple(one for one in arrival.incoming if one.id != start.id),
        incoming_more=arrival.incoming_more,
        compare=_compare_link(draft, first, second),
        reverse=Link(f"From {target.name} to {start.name}", draft.href(move_path(second, first)))
        if reverse
        else None,
        receipts=draft.receipts.cards(),
        attributions=draft.receipts.attributions(),
    )


def _compare_link(draft: Draft, one: str, other: str) -> Link:
    """Link to the page that compares two roles, or else to the tool that compares any."""
    slug = "-vs-".join(sorted((one, other)))
    known = (*draft.ask(COMPARISONS_OF, one), *draft.ask(DERIVED_COMPARISONS_OF, one))
    if slug in known:
        return Link("Both roles side by side", draft.href(path_of("compare", slug)))
    return Link("Both roles side by side", f"{draft.href(COMPARISONS)}?roles={one},{other}")


def uses_of(side: RoleSide) -> list[SkillUse]:
    """Return a side's skills as its record names them."""
    return [SkillUse(one.id, one.need) for one in side.skills]  # type: ignore[arg-type]


def pick(side: RoleSide, uses: Sequence[SkillUse]) -> list[SideSkill]:
    """Return the skills of a side that are named by their uses."""
    known = {skill.id: skill for skill in side.skills}
    return [known[use.skill] for use in uses]


def list_carried(start: RoleSide, target: RoleSide, skills: SkillMove) -> SkillList:
    """List what carries over; a level that is rated on both sides is shown for both."""
    here = {skill.id: skill for skill in start.skills}
    there = pick(target, skills.carried)
    return list_skills("", there, [_word_carried(here[skill.id], skill) for skill in there])


def _word_carried(here: SideSkill, there: SideSkill) -> SideNote:
    notes = [f"{here.need} for the role you leave"] if here.need != there.need else []
    if there.level is not None:
        now = f", {here.level} for the role you leave" if here.level is not None else ""
        notes.append(f"level {there.level} of 7{now}")
    return SideNote("; ".join(notes), tuple(dict.fromkeys((*there.receipts, *here.receipts))))


def list_missing(target: RoleSide, skills: SkillMove) -> SkillList:
    """List what is missing, with the level that it must have where a survey rated it."""
    found = pick(target, skills.missing)
    notes = [
        SideNote(f"level {skill.level} of 7" if skill.level is not None else "", skill.receipts)
        for skill in found
    ]
    return list_skills("", found, notes)


def word_proficiency(target: RoleSide) -> str:
    """Say what is known of how well the target's skills must be mastered."""
    if not target.skills:
        return ""
    rated = any(skill.level is not None for skill in target.skills)
    return RATED if rated else UNRATED


def summarise(start: RoleSide, target: RoleSide, skills: SkillMove) -> str:
    """Say in a sentence how many essential skills carry over."""
    for side in (start, target):
        if not side.skills:
            return NO_SKILLS.format(side.name)
    needed = [use for use in (*skills.carried, *skills.missing) if use.need == "essential"]
    if not needed:
        return f"The guide names no skill of {target.name} as essential."
    carried = sum(use.need == "essential" for use in skills.carried)
    of = f"{len(needed)} essential skills" if len(needed) > 1 else "one essential skill"
    verb = "carries" if carried == 1 else "carry"
    return f"Of the {of} of {target.name}, {carried or 'none'} {verb} over from {start.name}."


def word_drafts(start: RoleSide, target: RoleSide) -> str:
    """Name the roles that nobody has edited."""
    names = [side.name for side in (start, target) if side.draft]
    if not names:
        return ""
    verb = "is a draft" if len(names) == 1 else "are drafts"
    text = f"{join_words(names)} {verb} from public data: nobody has edited what is said here."
    return text[:1].upper() + text[1:]


def list_said(start: RoleSide, target: RoleSide) -> tuple[Fact, ...]:
    """List what the two roles' records say of each other."""
    return tuple(
        Fact(
            f"The page of {one.name}",
            f"names {other.name} {related.words}.",
            related.note,
        )
        for one, other in ((start, target), (target, start))
        for related in one.related
        if related.id == other.id
    )


def glance_at(
    draft: Draft, start: RoleSide, target: RoleSide, skills: SkillMove
) -> tuple[Fact, ...]:
    """List what people ask for first: of the role they go to, and how that differs."""
    found = [_count_skills(skills)] if start.skills and target.skills else []
    known = {cell.key: cell for cell in target.cells}
    for key in GLANCE:
        for row in _compare(draft, start, target, lambda cell, key=key: cell.key == key):  # type: ignore[misc]
            cell, shown = row.cells[1], known[key]
            note = "; ".join(filter(None, (shown.detail, row.note or cell.note)))
            found.append(Fact(row.label, shown.short, note, cell.receipts))
    return tuple(found)


def _count_skills(skills: SkillMove) -> Fact:
    carried, missing = (
        sum(use.need == "essential" for use in uses) for uses in (skills.carried, skills.missing)
    )
    if not carried + missing:
        return Fact("Essential skills", "None named")
    return Fact("Essential skills", f"{carried} of {carried + missing} carry over")


def compare_outlook(draft: Draft, start: RoleSide, target: RoleSide) -> tuple[SideRow, ...]:
    """Put what is known of the future of two roles side by side."""
    return _compare(
        draft, start, target, lambda cell: cell.key in OUTLOOK or cell.key.startswith(MARKET)
    )


def _compare(
    draft: Draft, start: RoleSide, target: RoleSide, chosen: Callable[[Cell], bool]
) -> tuple[SideRow, ...]:
    cells = [[cell for cell in side.cells if chosen(cell)] for side in (start, target)]
    return compare_cells(draft.amounts, cells, (start.name, target.name))


def choose_letters(target: RoleSide, arrival: Arrival) -> tuple[tuple[LetterLink, ...], str]:
    """Choose the sample letters for a move; other ones, and a sentence, where there are none."""
    found = tuple(letter for letter in arrival.letters if letter.situation in SITUATIONS)
    if found:
        return found, ""
    note = (OTHER_LETTERS if arrival.letters else NO_LETTER).format(target.title)
    return arrival.letters, note


def view_moves(reader: Reader, page: Page) -> MovesPage:
    """Make the page of the tool: a chooser, and the moves that have pages."""
    draft = Draft(reader, page)
    moves = draft.ask(ALL_MOVES)
    title = "Plan a move"
    summary = (
        "Choose where you are and where you want to go, and see what carries over, what is "
        "missing, and how pay and outlook differ."
    )
    listed = len(moves) <= LISTED
    groups: dict[str, list[Link]] = {}
    for one in moves if listed else ():
        link = Link(draft.ask(ROLE_TITLE, one.target), draft.href(move_path(one.start, one.target)))
        groups.setdefault(one.start, []).append(link)
    made = [
        MoveGroup(
            draft.link("role", slug, draft.ask(ROLE_TITLE, slug)),
            tuple(sorted(links, key=lambda link: link.text.casefold())),
        )
        for slug, links in groups.items()
    ]
    return MovesPage(
        shell=draft.shell(title, summary),
        title=title,
        summary=summary,
        chooser=make_chooser(draft, "move"),
        groups=tuple(sorted(made, key=lambda group: group.start.text.casefold())),
        fields=()
        if listed
        else tuple(
            draft.link("path", slug, draft.ask(CATEGORY_TITLE, slug) or slug)
            for slug in draft.ask(ALL_PATHS)
        ),
    )
