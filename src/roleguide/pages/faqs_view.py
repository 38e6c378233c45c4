"""R15: written questions, and those whose answers are built from the guide's data."""

from __future__ import annotations

from roleguide.guide.role import Role
from roleguide.guide.words import label
from roleguide.pages import views
from roleguide.pages.amounts import PERIOD_WORDS, join_words, lower_first, with_article
from roleguide.pages.draft import Draft
from roleguide.pages.questions import HEADLINE, OUTLOOK, PLACE

Derived = tuple[str, str, tuple[int, ...]]
"""A question, its answer in plain text, and the numbers of its receipts."""


def make_faqs(draft: Draft, role: Role, derived: list[Derived]) -> tuple[views.Faq, ...]:
    """Make the questions of a role page: those answered from data, then the written ones."""
    faqs: list[views.Faq] = []
    for question, answer, numbers in derived:
        body = draft.writer.sentence(answer, numbers)
        faqs.append(views.Faq(f"faq-{len(faqs) + 1}", question, body, derived=True))
    for faq in role.text.faqs:
        faqs.append(
            views.Faq(f"faq-{len(faqs) + 1}", faq.question, draft.prose(faq.answer), derived=False)
        )
    return tuple(faqs)


def plain_faqs(draft: Draft, role: Role, derived: list[Derived]) -> list[tuple[str, str]]:
    """Return question and answer in plain text, for structured data: the words of the page."""
    pairs = [(question, answer) for question, answer, _ in derived]
    return pairs + [(faq.question, draft.plain.prose(faq.answer)) for faq in role.text.faqs]


def derive_faqs(draft: Draft, role: Role) -> list[Derived]:
    """Answer the questions that the guide's data answers."""
    made = (
        _pay_question(draft, role),
        _education_question(role),
        _growth_question(draft, role),
    )
    return [one for one in made if one is not None]


def _article(title: str) -> str:
    """Choose ``a`` or ``an`` by sound: letters of abbreviations are spoken one by one."""
    if title[:2].isupper() or (title[:1].isupper() and title[1:2] in ("", " ", "-")):
        return "an" if title[0] in "AEFHILMNORSX" else "a"
    if title.lower().startswith(("eu", "one", "uni", "use", "usa", "ute")):
        return "a"
    return "an" if title[:1].lower() in "aeiou" else "a"


def subject_of(role: Role) -> str:
    """Word the role in a sentence: ``an electrician``, ``an LLM engineer``."""
    return f"{_article(role.title)} {lower_first(role.title)}"


def _ask_of(role: Role, written: str, draft: str) -> str:
    """Word a question: occupations have plural titles, or such as “Infantry”, that take no article,
    so the questions of drafts name them first."""
    if role.status == "imported":
        return f"{role.title}: {draft}?"
    return f"{written.format(subject_of(role))}?"


def _pay_question(draft: Draft, role: Role) -> Derived | None:
    paid = draft.ask(HEADLINE, role.id)
    if paid is None or paid.row.p50.amount is None:
        return None
    row = paid.row
    place = draft.ask(PLACE, row.place)
    where = place.name if place is not None else row.place
    period = PERIOD_WORDS[row.pay_period]
    answer = (
        f"The median is {draft.money(paid, 'p50')} {period} in {with_article(where)}, "
        f"as of {draft.amounts.month(row.as_of)}."
    )
    if row.p10.state == "reported" and row.p90.amount is not None:
        low, high = draft.money(paid, "p10"), _or_more(draft.money(paid, "p90"))
        answer += f" One in ten earns {low} or less, and one in ten {high}."
    if paid.code is not None and paid.code.match != "exact":
        answer += (
            " The figure covers an occupation that is not the same as this role; "
            "the pay section says how they differ."
        )
    return (
        _ask_of(role, "How much does {} earn", "what is the pay"),
        answer,
        (draft.receipts.cite_pay(row, paid.code),),
    )


def _or_more(text: str) -> str:
    return text if text.startswith("at least") else f"{text} or more"


def _education_question(role: Role) -> Derived | None:
    entry = role.entry
    if entry.education_level is None:
        return None
    level = lower_first(label("education_level", entry.education_level))
    if entry.education_level == "no_formal_credential":
        answer = "No formal credential is typical."
    elif entry.education_level == "some_college_no_degree":
        answer = f"Typically {level}."
    else:
        answer = f"Typically {_article(level)} {level}."
    if entry.fields_of_study:
        fields = join_words([lower_first(field.name) for field in entry.fields_of_study])
        answer += f" Common fields are {fields}."
    if isinstance(entry.registrations, tuple) and any(one.mandatory for one in entry.registrations):
        names = join_words([one.title for one in entry.registrations if one.mandatory])
        answer += f" Also required: {names}."
    if role.experience_years is not None:
        years = str(role.experience_years)
        answer += (
            f" A typical hire has {years} {'year' if years == '1' else 'years'} of experience."
        )
    return (_ask_of(role, "What education does {} need", "what education is needed"), answer, ())


def _growth_question(draft: Draft, role: Role) -> Derived | None:
    found = draft.ask(OUTLOOK, role.id)
    change = found.row.change_pct if found is not None else None
    if found is None or change is None:
        return None
    row, amounts = found.row, draft.amounts
    if change > 0:
        verb = f"grow by {amounts.change(change).lstrip('+')}"
    elif change < 0:
        verb = f"shrink by {amounts.change(abs(change)).lstrip('+')}"
    else:
        verb = "stay about the same"
    answer = f"Employment is projected to {verb} from {row.base_year} to {row.target_year}."
    if row.annual_openings is not None:
        answer += (
            f" About {amounts.count(row.annual_openings)} openings a year are expected, "
            "counting people who leave and are replaced."
        )
    if found.code.match != "exact":
        answer += " The projection covers an occupation that is not the same as this role."
    number = draft.receipts.cite_outlook(row, found.code)
    return (
        _ask_of(role, "What is the job outlook for {}", "what is the job outlook"),
        answer,
        (number,),
    )
