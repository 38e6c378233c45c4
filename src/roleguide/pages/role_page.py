"""The role page: what readers want first, and the ways to its chapters."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from roleguide.engine.facts import Reader
from roleguide.engine.render import Page
from roleguide.guide.role import Role
from roleguide.pages import views
from roleguide.pages.asked_view import open_postings
from roleguide.pages.chapters import (
    open_letters,
    open_market,
    open_pay,
    open_questions,
)
from roleguide.pages.comparison_view import comparison_title
from roleguide.pages.draft import STORE, Draft
from roleguide.pages.faqs_view import Derived, derive_faqs, make_faqs, plain_faqs
from roleguide.pages.occupation_view import (
    assigned_fact,
    education_fact,
    make_occupation_skills,
    make_titles,
)
from roleguide.pages.outlook_view import (
    growth_fact,
    impact_facts,
    impact_word,
    make_jobs,
    make_outlook,
    sections,
)
from roleguide.pages.pay_view import explain_no_pay, make_pay, show_figure
from roleguide.pages.provenance_view import make_notice, word_missing_duties
from roleguide.pages.qualifications_view import (
    credentials,
    education_facts,
    ladder_years,
    levels,
    licences,
    restrictions,
    routes,
    skill_groups,
    working_life,
    years_text,
)
from roleguide.pages.questions import (
    CATEGORY_TITLE,
    COMPARISON,
    COMPARISONS_OF,
    DERIVED_COMPARISONS_OF,
    HEADLINE,
    PLACE,
    ROLE,
    SKILL_NAME,
)
from roleguide.pages.related_view import make_related, more_in_category
from roleguide.pages.structured_data import faq_page, occupation
from roleguide.pages.urls import COMPARISONS, MOVES, SHORTLIST, canonical, path_of
from roleguide.pages.work_view import make_demand, make_work_mix

KEEPING: Final = (STORE, "keep.js")
"""Scripts of the button that puts a role on the shortlist."""
LISTS = (
    ("pros", "What people like"),
    ("cons", "What people don’t"),
    ("challenges", "Challenges"),
    ("suits", "It suits you if"),
    ("does_not_suit", "It may not suit you if"),
)


def view_role(reader: Reader, page: Page) -> views.RolePage:
    """Make the view of a role page."""
    draft = Draft(reader, page)
    role = reader.ask(ROLE, page.subject)
    draft.show_figures(lambda node: show_figure(draft, role, node))
    category = draft.link(
        "category", role.category, draft.ask(CATEGORY_TITLE, role.category) or role.category
    )
    text = role.text
    notice = make_notice(draft, role)
    glance = _glance(draft, role)
    pay = make_pay(draft, role)
    missing, withheld = explain_no_pay(draft, role) if pay is None else ("", ())
    pay_chapter = open_pay(draft, role)
    duties = tuple(draft.text(duty) for duty in text.duties)
    overview = draft.prose(text.overview)
    education = next((part.text for part in text.qualifications if part.title == "Education"), ())
    others = tuple(part for part in text.qualifications if part.title != "Education")
    work_mix = make_work_mix(draft, role)
    education_text = draft.prose(education)
    assigned = assigned_fact(draft, role)
    qualifications = sections(draft, others)
    levels_introduction = draft.prose(text.levels_introduction)
    rungs = levels(draft, role)
    occupation_skills = make_occupation_skills(draft, role)
    outlook, jobs = make_outlook(draft, role), make_jobs(draft, role)
    demand = make_demand(draft, role)
    outlook_prose = draft.prose(text.outlook)
    segments, horizons = sections(draft, text.segments), sections(draft, text.horizons)
    ai_facts, ai_prose = impact_facts(draft, role), draft.prose(text.ai_impact)
    market = open_market(draft, role)
    lists = _lists(draft, role)
    letters = open_letters(draft, role)
    questions = open_questions(draft, role)
    derived = [] if questions else derive_faqs(draft, role)
    faqs = make_faqs(draft, role, derived) if derived else ()
    comparisons = tuple(
        _open_comparison(draft, slug) for slug in draft.ask(COMPARISONS_OF, role.id)
    )
    more_comparisons = tuple(
        draft.link("compare", slug, comparison_title(draft, slug))
        for slug in draft.ask(DERIVED_COMPARISONS_OF, role.id)
    )
    related = make_related(draft, role)
    made = views.RolePage(
        shell=draft.shell(
            role.title, role.summary, (category,), _nodes(draft, role, derived), scripts=KEEPING
        ),
        id=role.id,
        title=role.title,
        summary=role.summary,
        category=category,
        alternate_titles=(*role.alternate_titles, *role.abbreviations),
        reviewed=draft.amounts.day(role.reviewed) if role.reviewed else "",
        edit_href=_edit_href(draft, role),
        tools=(
            views.Link("Compare with another role", f"{draft.href(COMPARISONS)}?roles={role.id}"),
            views.Link("Plan a move from here", f"{draft.href(MOVES)}?from={role.id}"),
            views.Link("Your shortlist", draft.href(SHORTLIST)),
        ),
        draft=notice,
        contents=(),
        glance=glance,
        pay=pay,
        pay_missing=missing,
        pay_missing_receipts=withheld,
        pay_chapter=pay_chapter,
        titles=make_titles(draft, role),
        occupation_skills=occupation_skills,
        work_mix=work_mix,
        duties=duties,
        duties_missing=word_missing_duties(role),
        overview=overview,
        education=education_text,
        education_facts=(*education_facts(role), *((assigned,) if assigned else ())),
        routes=routes(role),
        qualifications=qualifications,
        skill_groups=skill_groups(draft, role),
        levels_introduction=levels_introduction,
        levels=rungs,
        ladder_years=ladder_years(rungs),
        credentials=credentials(role),
        licences=licences(draft, role),
        licences_none=role.entry.registrations == "none",
        restrictions=restrictions(role),
        working_life=working_life(role),
        schedule=tuple(views.Fact(moment.time, moment.text) for moment in role.schedule),
        lists=lists,
        outlook=outlook,
        jobs=jobs,
        demand=demand,
        outlook_prose=outlook_prose,
        segments=segments,
        horizons=horizons,
        ai_facts=ai_facts,
        ai_prose=ai_prose,
        market=market,
        letters=letters,
        questions=questions,
        faqs=faqs,
        comparisons=comparisons,
        more_comparisons=more_comparisons,
        related=related,
        more=more_in_category(draft, role),
        openings=open_postings(draft, role.id),
        receipts=draft.receipts.cards(),
        attributions=draft.receipts.attributions(),
    )
    return _with_contents(made)


def _glance(draft: Draft, role: Role) -> tuple[views.Fact, ...]:
    """R3, in the order in which readers ask."""
    facts = []
    paid = draft.ask(HEADLINE, role.id)
    if paid is not None:
        place = draft.ask(PLACE, paid.row.place)
        where = place.name if place is not None else paid.row.place
        amount, measure = draft.typical_parts(paid)
        note = f"{measure}; {where}, {draft.amounts.month(paid.row.as_of)}".removeprefix("; ")
        number = draft.receipts.cite_pay(paid.row, paid.code)
        facts.append(views.Fact("Pay", amount, note, (number,)))
    else:
        reason, numbers = explain_no_pay(draft, role)
        word, note = ("Not published", reason) if numbers else ("Not known", role.no_pay_reason)
        facts.append(views.Fact("Pay", word, note, numbers))
    education = education_fact(draft, role)
    if education is not None:
        facts.append(education)
    if role.experience_years is not None:
        facts.append(
            views.Fact("Experience", years_text(str(role.experience_years)), "typical for a hire")
        )
    growth = growth_fact(draft, role)
    facts.append(growth or views.Fact("Job growth", "Not known", role.no_outlook_reason))
    if role.ai_impact is not None:
        facts.append(
            views.Fact(
                "AI impact",
                impact_word(role),
                "editors’ judgement" if role.ai_impact.editorial else "",
            )
        )
    required = (
        [one.title for one in role.entry.registrations if one.mandatory]
        if isinstance(role.entry.registrations, tuple)
        else []
    )
    required += [one.name for one in role.credentials if one.requirement == "required"]
    valued = [one.name for one in role.credentials if one.requirement == "valued"]
    if required:
        facts.append(views.Fact("Licences and certificates", "; ".join(required), "required"))
    elif valued:
        facts.append(views.Fact("Certifications", "None required", f"valued: {'; '.join(valued)}"))
    elif role.entry.registrations == "none":
        facts.append(views.Fact("Certifications", "None required"))
    if role.employer_types:
        facts.append(views.Fact("Employers", ", ".join(role.employer_types)))
    return tuple(facts)


def _open_comparison(draft: Draft, slug: str) -> views.Fact:
    """Return a comparison's question, its summary and, as note, the address of its page."""
    return views.Fact(
        comparison_title(draft, slug),
        draft.ask(COMPARISON, slug).summary,
        draft.href(path_of("compare", slug)),
    )


def _lists(draft: Draft, role: Role) -> tuple[views.ListBlock, ...]:
    found = []
    for name, title in LISTS:
        items = tuple(draft.text(item) for item in getattr(role.text, name))
        if items:
            found.append(views.ListBlock(name.replace("_", "-"), title, items))
    return tuple(found)


def _edit_href(draft: Draft, role: Role) -> str:
    template = draft.site.edit_url
    return (
        template.replace("{path}", role.path or f"content/roles/{role.id}.md") if template else ""
    )


def _nodes(draft: Draft, role: Role, derived: list[Derived]) -> tuple[dict[str, object], ...]:
    """Structured data of the page; only the HTML form carries it."""
    base = draft.site.base_url
    paid = draft.ask(HEADLINE, role.id)
    place = draft.ask(PLACE, paid.row.place) if paid is not None else None
    node = occupation(
        role,
        paid,
        place,
        address=canonical(base, draft.path) if base else "",
        duties=[draft.plain.text(duty) for duty in role.text.duties],
        skills=[draft.ask(SKILL_NAME, use.skill) or use.skill for use in role.skill_uses()],
        amounts=draft.amounts,
    )
    return (node, faq_page(plain_faqs(draft, role, derived))) if derived else (node,)


def _with_contents(page: views.RolePage) -> views.RolePage:
    """List the sections that are there."""
    sections = [
        ("at-a-glance", "At a glance", bool(page.glance)),
        ("pay", "Pay", page.pay is not None or bool(page.pay_missing)),
        ("duties", "Duties and responsibilities", bool(page.duties or page.duties_missing)),
        ("overview", "Overview", bool(page.overview)),
        (
            "working-life",
            "Working life",
            bool(page.working_life or page.work_mix or page.schedule or page.lists),
        ),
        (
            "qualifications",
            "Qualifications",
            bool(
                page.education_facts
                or page.qualifications
                or page.skill_groups
                or page.occupation_skills
            ),
        ),
        ("levels", "Levels", bool(page.levels)),
        (
            "certifications",
            "Certifications and licences",
            bool(page.credentials or page.licences or page.licences_none),
        ),
        ("outlook", "Career outlook", True),
        ("ai-impact", "AI impact", bool(page.ai_facts or page.ai_prose)),
        ("market", "Market", page.market is not None),
        ("cover-letter", "Cover letters", bool(page.letters)),
        ("faq", "Questions", bool(page.questions or page.faqs)),
        ("compare", "Compare", bool(page.comparisons or page.more_comparisons)),
        ("related", "Related roles", bool(page.related)),
        ("postings", "Postings", page.openings is not None),
        ("more", f"More in {page.category.text}", bool(page.more)),
        ("sources", "Sources", True),
    ]
    links = tuple(views.Link(title, f"#{anchor}") for anchor, title, there in sections if there)
    return replace(page, contents=links)
