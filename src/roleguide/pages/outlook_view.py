"""R12 and R13: the projection with what it was measured for, and the impact of AI."""

from __future__ import annotations

from decimal import Decimal

from roleguide.guide.role import Role, Segment
from roleguide.guide.words import label
from roleguide.pages import views
from roleguide.pages.caveats import describe_filing, describe_place, name_occupation
from roleguide.pages.draft import COMPARED_TO_ROLE, Draft
from roleguide.pages.questions import OUTLOOK, SOURCE

NO_OUTLOOK = "No published projection covers this role, so no growth figure is shown."


def make_outlook(draft: Draft, role: Role) -> views.Outlook:
    """Make the figures of the projection, or the sentence that says why there are none."""
    found = draft.ask(OUTLOOK, role.id)
    if found is None:
        return views.Outlook((), "", role.no_outlook_reason or NO_OUTLOOK)
    row, amounts = found.row, draft.amounts
    number = draft.receipts.cite_outlook(row, found.code)
    span = f"{row.base_year} to {row.target_year}"
    figures = []
    if row.change_pct is not None:
        note = (
            f"{amounts.change_in_number(row.change_number)} jobs"
            if row.change_number is not None
            else ""
        )
        figures.append(
            views.Fact(f"Change, {span}", amounts.change(row.change_pct), note, (number,))
        )
    if row.annual_openings is not None:
        figures.append(
            views.Fact(
                "Openings a year",
                amounts.count(row.annual_openings),
                "average, including people replaced",
                (number,),
            )
        )
    if row.employment_base is not None:
        later = (
            f"{amounts.count(row.employment_target)} in {row.target_year}"
            if row.employment_target is not None
            else ""
        )
        figures.append(
            views.Fact(
                f"Jobs in {row.base_year}", amounts.count(row.employment_base), later, (number,)
            )
        )
    match = (
        f"Projected for {name_occupation(draft, *row.occupation)}, "
        f"{label('match', found.code.match)}."
    )
    if not figures:
        return views.Outlook((), "", role.no_outlook_reason or NO_OUTLOOK)
    caveats = (
        *describe_place(draft, row.place),
        *describe_filing(draft, found.code, found.filed, row.occupation, row.source),
    )
    return views.Outlook(tuple(figures), match, "", caveats)


def make_jobs(draft: Draft, role: Role) -> views.Shares | None:
    """Make the two bars of the projection: jobs in the base and in the target year."""
    found = draft.ask(OUTLOOK, role.id)
    if found is None:
        return None
    row, amounts = found.row, draft.amounts
    if row.employment_base is None or row.employment_target is None:
        return None
    pairs = ((row.base_year, row.employment_base), (row.target_year, row.employment_target))
    most = max(row.employment_base, row.employment_target, 1)
    shares = tuple(
        views.Share(str(year), amounts.count(jobs), round(Decimal(jobs) / most * 1000))
        for year, jobs in pairs
    )
    number = draft.receipts.cite_outlook(row, found.code)
    return views.Shares("Jobs now and then", "Year", "Jobs", shares, "", (number,))


def growth_fact(draft: Draft, role: Role) -> views.Fact | None:
    """Return the growth line of the glance."""
    found = draft.ask(OUTLOOK, role.id)
    change = found.row.change_pct if found is not None else None
    if found is None or change is None:
        return None
    row = found.row
    number = draft.receipts.cite_outlook(row, found.code)
    note = f"{row.base_year} to {row.target_year}"
    if row.annual_openings is not None:
        note += f"; {draft.amounts.count(row.annual_openings)} openings a year"
    if found.code.match != "exact":
        note += f"; for a {COMPARED_TO_ROLE[found.code.match]} occupation"
    return views.Fact("Job growth", draft.amounts.change(change), note, (number,))


def impact_word(role: Role) -> str:
    """Word the direction of AI's impact: ``Tailwind by 2031``."""
    impact = role.ai_impact
    return (
        f"{label('direction', impact.direction)} by {impact.horizon_year}"
        if impact is not None
        else ""
    )


def impact_facts(draft: Draft, role: Role) -> tuple[views.Fact, ...]:
    """List direction, horizon and grounds of the impact of AI."""
    impact = role.ai_impact
    if impact is None:
        return ()
    grounds = "The editors’ judgement" if impact.editorial else "Measured exposure"
    facts = [
        views.Fact("Direction", label("direction", impact.direction)),
        views.Fact("Horizon", str(impact.horizon_year)),
        views.Fact("Grounds", grounds),
    ]
    for evidence in impact.evidence:
        number = draft.receipts.cite(evidence.source)
        name = draft.ask(SOURCE, evidence.source).name
        note = f"{_ordinal(evidence.percentile)} percentile" if evidence.percentile else ""
        facts.append(views.Fact(f"{name}: {evidence.scale}", evidence.score, note, (number,)))
    return tuple(facts)


def _ordinal(number: int) -> str:
    """Write ``1st``, ``2nd``, ``13th``."""
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


def sections(draft: Draft, segments: tuple[Segment, ...]) -> tuple[views.Section, ...]:
    """Write titled pieces of prose."""
    return tuple(
        views.Section(draft.writer.anchor(segment.title), segment.title, draft.prose(segment.text))
        for segment in segments
    )
