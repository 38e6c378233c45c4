"""The page of a posting (P1 to P8)."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from roleguide.engine.facts import Reader
from roleguide.engine.render import Page
from roleguide.guide.posting import Posting, PostingBrief, Requirement, brief_posting
from roleguide.guide.posting_life import Life
from roleguide.guide.words import label
from roleguide.pages.draft import Draft
from roleguide.pages.employer_panel import make_panel
from roleguide.pages.job_posting import make_job_posting
from roleguide.pages.list_questions import ROLE_TITLE
from roleguide.pages.posting_card_view import NO_PLACE, POSTING_STYLES, make_tiles, word_posted_pay
from roleguide.pages.posting_pay_view import make_stated_pay, word_missing_pay
from roleguide.pages.posting_questions import EMPLOYER, LIFE, POSTING, SIMILAR_POSTINGS
from roleguide.pages.posting_state_view import (
    DIRECT,
    SAMPLE,
    make_outward,
    word_state,
    word_window,
)
from roleguide.pages.posting_views import Day, PostingPage, Qualification, SkillAsked
from roleguide.pages.posting_ways import (
    find_list,
    list_more,
    list_ways,
    make_chips,
    make_place_chips,
)
from roleguide.pages.qualifications_view import words_of
from roleguide.pages.questions import ASSET
from roleguide.pages.reality_view import check_reality, make_reality, months_text
from roleguide.pages.urls import POSTINGS
from roleguide.pages.view_parts import Fact, Link, Shell

NO_SIMILAR: Final = "No open posting of this guide is like it."


def view_posting(reader: Reader, page: Page) -> PostingPage:
    """Make the view of a posting's page."""
    draft = Draft(reader, page)
    posting, life = draft.ask(POSTING, page.subject), draft.ask(LIFE, page.subject)
    employer = draft.ask(EMPLOYER, posting.employer)
    brief = brief_posting(posting, ())
    logo = draft.ask(ASSET, employer.logo) if employer.logo is not None else ""
    text = posting.text
    summary, description = draft.prose(text.summary), draft.prose(text.description)
    duties = tuple(draft.text(duty) for duty in text.responsibilities)
    minimum, preferred = (
        tuple(_qualification(draft, one) for one in lines)
        for lines in (text.minimum, text.preferred)
    )
    found = check_reality(draft, posting)
    pay = make_stated_pay(draft, posting, found.pay)
    pay_and_benefits, notes = draft.prose(text.pay_and_benefits), draft.prose(text.notes)
    reality = make_reality(draft, posting, found)
    panel = make_panel(draft, employer, logo)
    nodes = make_job_posting(draft, posting, employer, logo) if life.is_open else ()
    alike = () if life.is_open else draft.ask(SIMILAR_POSTINGS, posting.id)
    similar = make_tiles(draft, alike)
    state = word_state(draft, posting, life)
    window, window_note = word_window(draft, posting, life)
    apply = posting.apply_url if life.is_open and not posting.sample else None
    return PostingPage(
        shell=_shell(draft, posting, employer.name, life, nodes),
        title=posting.title,
        employer=draft.link("employer", employer.id, employer.name),
        role=draft.link("role", posting.role, draft.ask(ROLE_TITLE, posting.role)),
        places=make_place_chips(draft, posting),
        place_missing="" if posting.where or posting.applicant_places else NO_PLACE,
        chips=make_chips(draft, posting),
        sample=SAMPLE if posting.sample else None,
        state=state,
        open=life.is_open,
        posted=Day(draft.amounts.day(posting.date_posted), posting.date_posted.isoformat()),
        last_day=Day(draft.amounts.day(posting.valid_through), posting.valid_through.isoformat())
        if posting.valid_through is not None
        else None,
        edit_href=(draft.site.edit_url or "").replace(
            "{path}", posting.path or f"content/postings/{posting.id}.md"
        ),
        glance=_glance(draft, posting, brief),
        text_language=posting.language if _differs(posting.language, draft.site.language) else "",
        summary=summary,
        description=description,
        responsibilities=duties,
        minimum=minimum,
        preferred=preferred,
        skills=_skills(draft, brief),
        pay=pay,
        pay_and_benefits=pay_and_benefits,
        benefits=tuple(label("benefit", one) for one in posting.benefits),
        notes=notes,
        window=window,
        window_note=window_note,
        apply=make_outward("Apply", apply) if apply is not None else None,
        apply_note=DIRECT if apply is not None and posting.direct_apply else "",
        original=make_outward("The posting at its employer", posting.url)
        if posting.url is not None
        else None,
        reality=reality,
        about=panel,
        similar=similar,
        similar_missing="" if similar or life.is_open else NO_SIMILAR,
        lists=list_ways(draft, posting),
        more=list_more(draft, posting),
        receipts=draft.receipts.cards(),
        attributions=draft.receipts.attributions(),
    )


def _shell(
    draft: Draft,
    posting: Posting,
    employer: str,
    life: Life,
    nodes: tuple[dict[str, object], ...],
) -> Shell:
    """Surround the page. Samples and closed postings are not for search engines."""
    crumbs = [Link("Postings", draft.href(POSTINGS))]
    hub = find_list(draft, ("role", posting.role))
    if hub is not None:
        crumbs.append(Link(draft.ask(ROLE_TITLE, posting.role), hub.href))
    name = f"{posting.title}, {employer}"
    kind = "Sample posting" if posting.sample else "Posting"
    state = label("posting_state", life.state).lower()
    role = draft.ask(ROLE_TITLE, posting.role)
    shell = draft.shell(
        posting.title,
        f"{kind} ({state}) for {role}: {name}. What it asks and pays, held against the role.",
        tuple(crumbs),
        nodes,
        noindex=posting.sample or not life.is_open,
        styles=(POSTING_STYLES,),
    )
    return replace(shell, title=f"{name} · {draft.site.name}")


def _differs(language: str, other: str) -> bool:
    """Tell whether texts in two languages are read aloud differently: their regions don't count."""
    return language.partition("-")[0] != other.partition("-")[0]


def _glance(draft: Draft, posting: Posting, brief: PostingBrief) -> tuple[Fact, ...]:
    """P1 and P2 in short, in the order in which readers ask."""
    pay = posting.posted_pay
    missing = word_missing_pay(posting).rstrip(".")
    words = word_posted_pay(draft.amounts, pay) if pay is not None else missing
    facts = [Fact("Pay", words, "sample pay" if pay is not None and posting.sample else "")]
    if brief.min_months is not None:
        facts.append(Fact("Experience", f"{months_text(brief.min_months)} or more"))
    if brief.education_level is not None:
        degree = label("education_level", brief.education_level)
        facts.append(Fact("Degree", degree, "or equivalent" if brief.or_equivalent else ""))
    if posting.work_pattern:
        facts.append(Fact("Times", words_of("work_pattern", posting.work_pattern)))
    if posting.department:
        facts.append(Fact("Department", posting.department))
    if posting.requisition_id:
        facts.append(Fact("Requisition number", posting.requisition_id))
    return tuple(facts)


def _qualification(draft: Draft, one: Requirement) -> Qualification:
    tags = []
    if one.min_months is not None and one.max_months is not None:
        tags.append(f"{months_text(one.min_months)} to {months_text(one.max_months)}")
    elif one.min_months is not None:
        tags.append(f"{months_text(one.min_months)} or more")
    if one.education_level is not None:
        tags.append(label("education_level", one.education_level))
    if one.or_equivalent:
        tags.append("or equivalent")
    return Qualification(draft.text(one.text), tuple(tags))


def _skills(draft: Draft, brief: PostingBrief) -> tuple[SkillAsked, ...]:
    """P3: skills, each once: minimum, preferred, then what is only named."""
    made = []
    for asked in brief.asks:
        link = draft.skill_link(asked.skill)
        years = f"{months_text(asked.months)} or more" if asked.months is not None else ""
        made.append(SkillAsked(link.text, link.href, label("posting_need", asked.need), years))
    return tuple(made)
