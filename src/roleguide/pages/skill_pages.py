"""Skills: the list of all, the page of each, and the list of a skill's roles (L5)."""

from __future__ import annotations

from collections import Counter
from functools import partial
from itertools import groupby
from typing import Final

from msgspec.structs import replace

from roleguide.engine.facts import Reader
from roleguide.engine.render import Page
from roleguide.guide.records import Skill
from roleguide.guide.words import Need, SkillKind, label
from roleguide.pages.amounts import count_text
from roleguide.pages.caveats import name_occupation
from roleguide.pages.draft import INDEX_STYLES, Draft
from roleguide.pages.list_slices import slice_index, split_page
from roleguide.pages.pager import make_pager, style_pager
from roleguide.pages.posting_card_view import POSTING_STYLES
from roleguide.pages.postings_elsewhere import name_styles, show_asking
from roleguide.pages.proficiency_view import WORDS, anchor_of, link_words, word_levels
from roleguide.pages.questions import SKILL, SKILL_NAME
from roleguide.pages.skill_index import PAGE_SIZE
from roleguide.pages.skill_questions import (
    NARROWER_SKILLS,
    SKILL_NEEDS,
    SKILL_RATINGS,
    SKILL_SLICE,
    SKILLS_LISTED,
    SkillListed,
    SkillNeeds,
)
from roleguide.pages.skill_views import (
    Meaning,
    Needing,
    NeedingLine,
    Rating,
    SkillEntry,
    SkillGroup,
    SkillPage,
    SkillRolesPage,
    SkillsPage,
)
from roleguide.pages.urls import SKILLS, page_path, path_of, skill_roles_path
from roleguide.pages.view_parts import Fact, Link

SKILL_STYLES: Final = "skills.css"
"""Of skills and of the table of levels."""
LEAST_CONTENTS: Final = 3
"""A page of more sections than these begins with a list of them."""
FULL_LEVEL: Final = 7
"""The upper end of O*NET's scale of level."""
FULL_IMPORTANCE: Final = 5
MARKS: Final = (("in_demand", "in demand"), ("hot", "hot technology"))
KINDS: Final[dict[SkillKind, str]] = {
    "technical": "Technical skills",
    "technology": "Technologies",
    "knowledge": "Knowledge",
    "ability": "Abilities",
    "soft": "Soft skills",
    "language": "Languages",
}
"""Kinds of skills in the order of their list."""
TITLES: Final[dict[Need, str]] = {
    "essential": "Roles that need it",
    "optional": "Roles where it helps",
}


def view_skills(reader: Reader, page: Page) -> SkillsPage:
    """All skills, by kind and then by name; of many, those of one page."""
    draft = Draft(reader, page)
    order = list(KINDS)
    listed: tuple[SkillListed, ...] = draft.ask(SKILLS_LISTED)
    by_kind = sorted(listed, key=lambda one: order.index(one.kind))
    _, at = split_page(page.subject)
    part = slice_index([one.name for one in by_kind], at).part
    counts = Counter(one.kind for one in by_kind)
    groups = []
    for kind, found in groupby(by_kind[part.start : part.stop], lambda one: one.kind):
        entries = tuple(
            SkillEntry(
                one.name, draft.href(path_of("skill", one.id)), count_text(one.roles, "role")
            )
            for one in found
        )
        whole = len(entries) == counts[kind]
        count = f"{'' if whole else f'{len(entries):,} of '}{count_text(counts[kind], 'skill')}"
        groups.append(SkillGroup(KINDS[kind], kind, count, entries))
    title = "Skills"
    crumbs: tuple[Link, ...] = ()
    summary = f"{count_text(len(by_kind), 'skill')}: what each is for, and which roles ask for it."
    if part.pages > 1:
        summary = f"{summary} These are {part.start + 1:,}–{part.stop:,}, by kind and name."
    if at > 1:
        crumbs = (Link(title, draft.href(SKILLS)),)
        title = f"{title}, page {at}"
    return SkillsPage(
        shell=draft.shell(
            title,
            summary,
            crumbs,
            crumb=f"Page {at}" if at > 1 else "",
            styles=(INDEX_STYLES, *style_pager(part)),
        ),
        title=title,
        summary=summary,
        filter_label="Filter by name" if part.pages == 1 else "",
        groups=tuple(groups),
        pager=make_pager(draft, partial(page_path, SKILLS), at, part.pages),
    )


def view_skill(reader: Reader, page: Page) -> SkillPage:
    """A skill: what it is, who needs it and how well, what travels with it, who asks for it."""
    draft = Draft(reader, page)
    skill = draft.ask(SKILL, page.subject)
    needs = draft.ask(SKILL_NEEDS, skill.id)
    mastery = tuple(
        Meaning(anchor_of(one.word), WORDS[one.word], draft.prose(one.text))
        for one in skill.mastery
    )
    needing = tuple(_show_needing(draft, needs, need) for need in TITLES if _count(needs, need))
    speaks = mastery or any(role.levels for role in needs.shown)
    total = needs.essential + needs.optional
    postings = show_asking(draft, skill.id)
    together = tuple(
        Fact(link.text, f"in {count:,} of {total:,} roles", link.href)
        for other, count in needs.companions
        for link in (draft.skill_link(other),)
    )
    ratings, heads, sentence = _show_ratings(draft, skill)
    made = SkillPage(
        shell=draft.shell(
            skill.name,
            skill.description,
            (Link("Skills", draft.href(SKILLS)),),
            styles=(INDEX_STYLES, SKILL_STYLES, *name_styles(postings)),
        ),
        title=skill.name,
        skill_kind=label("skill_kind", skill.kind),
        description=skill.description,
        aliases=skill.aliases,
        broader=draft.skill_link(skill.parent) if skill.parent else None,
        contents=(),
        mastery=mastery,
        meanings=link_words(draft) if speaks else None,
        needing=needing,
        all_roles=Link(
            f"All {count_text(total, 'role')} that name it",
            draft.href(skill_roles_path(skill.id, 1)),
        )
        if needs.pages
        else None,
        postings=postings,
        together=together,
        together_sentence=f"Skills that roles name together with {skill.name}, most often first."
        if together
        else "",
        ratings=ratings,
        ratings_heads=heads,
        ratings_sentence=sentence,
        narrower=tuple(draft.skill_link(slug) for slug in draft.ask(NARROWER_SKILLS, skill.id)),
        related=tuple(draft.skill_link(slug) for slug in skill.related),
        codes=_list_codes(skill),
        receipts=draft.receipts.cards(),
        attributions=draft.receipts.attributions(),
    )
    return replace(made, contents=_list_contents(made))


def _count(needs: SkillNeeds, need: Need) -> int:
    return needs.essential if need == "essential" else needs.optional


def _show_needing(draft: Draft, needs: SkillNeeds, need: Need) -> Needing:
    roles = [role for role in needs.shown if role.need == need]
    total = _count(needs, need)
    cards = tuple(
        draft.card(
            role.role,
            note=word_levels(role.levels),
        )
        for role in roles
    )
    more = f"{len(roles)} of {total:,}, in the order of their titles." if total > len(roles) else ""
    return Needing(TITLES[need], need, cards, more)


def _show_ratings(draft: Draft, skill: Skill) -> tuple[tuple[Rating, ...], tuple[str, ...], str]:
    """Return the ratings, the heads of their table and what is to be said of it."""
    count = draft.amounts.count
    rows = draft.ask(SKILL_RATINGS, skill.id)
    columns = {
        "Importance": [
            f"{count(row.importance)} of {FULL_IMPORTANCE}" if row.importance is not None else ""
            for row in rows
        ],
        "Level": [
            f"{count(row.level)} of {FULL_LEVEL}" if row.level is not None else "" for row in rows
        ],
        "Marked": [", ".join(word for field, word in MARKS if getattr(row, field)) for row in rows],
    }
    heads = tuple(head for head, cells in columns.items() if any(cells))
    ratings = tuple(
        Rating(
            name_occupation(draft, row.scheme, row.occupation_code),
            tuple(columns[head][at] or "–" for head in heads),
            (draft.receipts.cite_rows([row], None),),
        )
        for at, row in enumerate(rows)
    )
    sentence = "For whole occupations, which may be wider than a role of this guide."
    if "Marked" in heads:
        sentence += " Marks are the source’s own."
    return ratings, heads, sentence if ratings else ""


def _list_codes(skill: Skill) -> tuple[Fact, ...]:
    codes = []
    if skill.onet_element_id:
        codes.append(Fact("O*NET element", skill.onet_element_id))
    if skill.esco_uri:
        # ESCO's own identifiers begin with http; its server answers by https as well.
        address = skill.esco_uri.replace("http://", "https://", 1)
        address = address if address.startswith("https://") else ""
        codes.append(Fact("ESCO", skill.esco_uri, address))
    return tuple(codes)


def _list_contents(page: SkillPage) -> tuple[Link, ...]:
    """List the sections that are there; few sections need no list."""
    sections = [
        ("proficiency", "How well", bool(page.mastery)),
        *((one.anchor, one.title, True) for one in page.needing),
        ("postings", "Postings", page.postings is not None),
        ("together", "What travels with it", bool(page.together)),
        ("ratings", "In surveys", bool(page.ratings)),
        ("related", "Related skills", bool(page.related or page.narrower)),
    ]
    links = [Link(title, f"#{anchor}") for anchor, title, there in sections if there]
    return tuple(links) if len(links) > LEAST_CONTENTS else ()


def view_skill_roles(reader: Reader, page: Page) -> SkillRolesPage:
    """A page of the list of all roles that name a skill, by title."""
    draft = Draft(reader, page)
    slug, _, number = page.subject.partition("#")
    at = int(number)
    name = draft.ask(SKILL_NAME, slug) or slug
    held = draft.ask(SKILL_SLICE, slug, number)
    total = held.essential + held.optional
    title = f"Roles that name {name}" + (f", page {at}" if at > 1 else "")
    first = (at - 1) * PAGE_SIZE + 1
    span = "" if held.pages == 1 else f"{first:,}–{first + len(held.roles) - 1:,} of "
    if held.essential and held.optional:
        sorts = f"{held.essential:,} need {name}, and in {held.optional:,} it helps"
    else:
        sorts = f"all need {name}" if held.essential else f"{name} helps in all"
    summary = f"{span}{count_text(total, 'role')} by title: {sorts}."
    own = draft.link("skill", slug, name)
    crumbs = (Link("Skills", draft.href(SKILLS)), own)
    return SkillRolesPage(
        shell=draft.shell(
            title,
            summary,
            crumbs,
            crumb="Roles" if at == 1 else f"Page {at}",
            styles=(SKILL_STYLES, *((POSTING_STYLES,) if held.pages > 1 else ())),
        ),
        title=title,
        summary=summary,
        skill=own,
        lines=tuple(
            NeedingLine(
                one.title,
                draft.href(path_of("role", one.role)),
                label("need", one.need),
                word_levels(one.levels),
            )
            for one in held.roles
        ),
        pager=make_pager(draft, lambda page: skill_roles_path(slug, page), at, held.pages),
    )
