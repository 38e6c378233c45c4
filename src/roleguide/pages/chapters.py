"""What a role's page says of its chapters, and what surrounds each chapter.

A chapter is a page below a role's own: pay in detail, the market, sample letters, questions. The
role page opens each with a line or two, so that its first load stays small.
"""

from __future__ import annotations

from typing import Final

from roleguide.guide.role import Role
from roleguide.guide.words import LEVELS, label
from roleguide.pages import views
from roleguide.pages.amounts import count_text, join_words, lower_first
from roleguide.pages.draft import CHAPTER_STYLES, Draft
from roleguide.pages.faqs_view import derive_faqs
from roleguide.pages.market_parts import MarketOpening
from roleguide.pages.pay_evidence import find_evidence
from roleguide.pages.pay_lines import find_industries, find_places
from roleguide.pages.pay_years import find_releases
from roleguide.pages.posting_questions import ASKED
from roleguide.pages.questions import CATEGORY_TITLE, HEADLINE, LEVEL_PAY, MARKET_WORDS, PAY
from roleguide.pages.urls import path_of

RUNGS: Final = tuple(LEVELS.values())


def surround(
    draft: Draft,
    role: Role,
    name: str,
    summary: str,
    nodes: tuple[dict[str, object], ...] = (),
    *,
    styles: tuple[str, ...] = (CHAPTER_STYLES,),
    scripts: tuple[str, ...] = (),
    noindex: bool = False,
) -> tuple[views.Shell, views.Link, str]:
    """Return the shell of a chapter, the link to the role's page and the chapter's title."""
    category = draft.link(
        "category", role.category, draft.ask(CATEGORY_TITLE, role.category) or role.category
    )
    own = draft.link("role", role.id, role.title)
    title = f"{role.title}: {lower_first(name)}"
    shell = draft.shell(
        title,
        summary,
        (category, own),
        nodes,
        crumb=name,
        styles=styles,
        scripts=scripts,
        noindex=noindex,
    )
    return shell, own, title


def open_pay(draft: Draft, role: Role) -> tuple[views.Fact, ...]:
    """List what the chapter on pay holds; the note is the address. Empty without the chapter."""
    if not any(paid.row.has_amounts for paid in draft.ask(PAY, role.id)):
        return ()
    page = draft.href(path_of("role pay", role.id))
    month = draft.amounts.month
    doors = []

    def add(title: str, words: str, anchor: str) -> None:
        doors.append(views.Fact(title, words, f"{page}#{anchor}"))

    if draft.ask(HEADLINE, role.id) is not None:
        add(
            "In your terms", "a month, a week, an hour, and where a figure of yours stands", "terms"
        )
    levels = {one.level for one in draft.ask(LEVEL_PAY, role.id)}
    if levels:
        names = [label("level", level).lower() for level in RUNGS if level in levels]
        add("Pay by level", join_words(names), "levels")
    evidence = find_evidence(draft, role)
    if evidence is not None:
        kinds = dict.fromkeys(label("observation_kind", one.row.kind) for one in evidence[1])
        add("Kinds of figure", join_words(list(kinds)).capitalize(), "evidence")
    asked = draft.ask(ASKED, role.id)
    stated = [
        count_text(group.pay_stated, noun)
        for group, noun in ((asked.real, "posting"), (asked.samples, "sample posting"))
        if group is not None and group.pay_stated
    ]
    if stated:
        add("Stated in postings", join_words(stated), "posted")
    _, releases = find_releases(draft, role)
    if releases:
        first, last = releases[0].row.as_of, releases[-1].row.as_of
        add("Pay over the years", f"{month(first)} to {month(last)}", "years")
    places = find_places(draft, role)
    if places:
        add("Pay by place", count_text(len(places), "place"), "places")
    industries = find_industries(draft, role)
    if industries:
        add("Pay by industry", f"{len(industries)} measured", "industries")
    return tuple(doors)


def open_market(draft: Draft, role: Role) -> MarketOpening | None:
    """Name the verdicts of the market rules; ``None`` where the site has none."""
    words = draft.ask(MARKET_WORDS, role.id)
    if words is None:
        return None
    names = join_words([lower_first(title) for title in words.unknown], "or")
    return MarketOpening(
        draft.href(path_of("role market", role.id)),
        tuple(views.Fact(*pair) for pair in words.known),
        f"No verdict on {names}." if words.unknown else "",
    )


def open_letters(draft: Draft, role: Role) -> tuple[views.Fact, ...]:
    """List the sample letters by situation and level; the note is the address."""
    page = path_of("role letters", role.id)
    return tuple(
        views.Fact(
            label("situation", letter.situation),
            label("level", letter.level) if letter.level else "",
            draft.href(f"{page}#letter-{number}"),
        )
        for number, letter in enumerate(role.text.letters, 1)
    )


def open_questions(draft: Draft, role: Role) -> tuple[views.Link, ...]:
    """List the questions that the chapter answers; none where editors wrote none."""
    if not role.text.faqs:
        return ()
    page = path_of("role questions", role.id)
    asked = [question for question, _, _ in derive_faqs(draft, role)]
    asked += [faq.question for faq in role.text.faqs]
    return tuple(
        views.Link(question, draft.href(f"{page}#faq-{number}"))
        for number, question in enumerate(asked, 1)
    )
