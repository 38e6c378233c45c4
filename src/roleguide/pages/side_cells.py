"""The cells of a role in comparisons, each from the same field as the role's own page, and how the
cells of several roles differ, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final, get_args

from roleguide.guide.figures import Month, Outlook, PayObservation
from roleguide.guide.market_words import TITLES, word_of
from roleguide.guide.role import Role
from roleguide.guide.transition import subject_of
from roleguide.guide.words import EducationLevel, PayPeriod, label
from roleguide.pages.amounts import PERIOD_WORDS, Amounts, join_words, lower_first
from roleguide.pages.caveats import place_name
from roleguide.pages.comparison_view import FIELDS, NOT_STATED
from roleguide.pages.draft import Draft
from roleguide.pages.move_questions import MARKET_VERDICTS
from roleguide.pages.outlook_view import growth_fact
from roleguide.pages.questions import HEADLINE, OUTLOOK, SOURCE
from roleguide.pages.side_parts import Cell, Measure, SideCell, SideRow, Term

ORDER: Final = (
    "pay",
    "outlook",
    "ai_impact",
    "entry.education_level",
    "experience_years",
    "entry.related_work_experience",
    "entry.on_the_job_training",
    "credentials",
    "employer_types",
    "industries",
    "hours_per_week",
    "work_pattern",
    "workplace_types",
    "work_context.environment",
    "interest_codes",
)
"""Fields of a role that comparisons show as rows, in their order; skills have a place of their
own, and the market's words follow the outlook."""
MARKET: Final = "market."
"""What the key of a cell of the market begins with."""
NO_VERDICT: Final = "No verdict"
EDUCATION: Final = get_args(EducationLevel)
"""Levels of education from low to high."""
THE_SAME: Final = "the same"
SAME_SUBJECT: Final = "published for the same occupation, so no difference can be shown"
TERM_WORDS: Final = {
    "pay_period": "period",
    "pay_basis": "kind of pay",
    "gross_net": "tax treatment",
    "kind": "kind of figure",
    "as_of": "date",
    "base_year": "first year",
    "target_year": "last year",
}
"""Terms as they are called inside a sentence."""


def make_cells(draft: Draft, role: Role) -> tuple[Cell, ...]:
    """Make the cells of a role in the order of a comparison's rows."""
    made = [_make_cell(draft, role, key) for key in ORDER]
    at = ORDER.index("outlook") + 1
    return (*made[:at], *_market_cells(draft, role), *made[at:])


def _make_cell(draft: Draft, role: Role, key: str) -> Cell:
    title, read = FIELDS[key]
    text, receipts = read(draft, role)
    items, measure = ITEMS.get(key), MEASURES.get(key)
    known = _is_known(draft, role, key, text)
    return Cell(
        key,
        title,
        text,
        *_shorten(draft, role, key, text),
        known,
        items(role) if items is not None else (),
        measure(draft, role) if measure is not None and known else None,
        receipts,
    )


def _shorten(draft: Draft, role: Role, key: str, text: str) -> tuple[str, str]:
    """Return a figure alone, and what it needs said; of other fields the text and nothing."""
    if key == "pay" and (paid := draft.ask(HEADLINE, role.id)) is not None:
        return draft.typical_parts(paid)
    if key == "outlook" and (fact := growth_fact(draft, role)) is not None:
        return fact.value, fact.note
    return text, ""


def _is_known(draft: Draft, role: Role, key: str, text: str) -> bool:
    if key == "pay":
        return draft.ask(HEADLINE, role.id) is not None
    if key == "outlook":
        found = draft.ask(OUTLOOK, role.id)
        return found is not None and found.row.change_pct is not None
    return text != NOT_STATED


def _market_cells(draft: Draft, role: Role) -> tuple[Cell, ...]:
    return tuple(
        Cell(
            f"{MARKET}{one.kind}",
            TITLES[one.kind],
            word := word_of(one.word) if one.word else NO_VERDICT,
            word,
            "",
            bool(one.word),
        )
        for one in draft.ask(MARKET_VERDICTS, role.id)
    )


def _words(words: str, values: Iterable[str]) -> tuple[str, ...]:
    return tuple(label(words, value) for value in values)


ITEMS: Final[Mapping[str, Callable[[Role], tuple[str, ...]]]] = {
    "employer_types": lambda role: role.employer_types,
    "industries": lambda role: role.industries,
    "work_pattern": lambda role: _words("work_pattern", role.work_pattern),
    "workplace_types": lambda role: _words("workplace_type", role.workplace_types),
    "interest_codes": lambda role: _words("interest", role.interest_codes),
    "credentials": lambda role: tuple(one.name for one in role.credentials),
}
"""Fields that list several things, each to be found elsewhere or not."""


def _measure_pay(draft: Draft, role: Role) -> Measure | None:
    paid = draft.ask(HEADLINE, role.id)
    if paid is None or paid.row.p50.amount is None or paid.row.p50.state != "reported":
        return None
    row = paid.row
    shown = draft.amounts.round(paid.row.p50.amount, row.pay_period)
    return Measure(shown, "money", pay_terms(draft, row), subject_of(row))


def _measure_outlook(draft: Draft, role: Role) -> Measure | None:
    found = draft.ask(OUTLOOK, role.id)
    if found is None or found.row.change_pct is None:
        return None
    row = found.row
    shown = found.row.change_pct.quantize(Decimal("0.1"), ROUND_HALF_EVEN)
    return Measure(shown, "points", _outlook_terms(draft, row), subject_of(row))


def _measure_experience(_: Draft, role: Role) -> Measure | None:
    years = role.experience_years
    return Measure(Decimal(years.min), "years") if years is not None else None


def _measure_education(_: Draft, role: Role) -> Measure | None:
    level = role.entry.education_level
    return Measure(Decimal(EDUCATION.index(level) + 1), "level") if level is not None else None


MEASURES: Final[Mapping[str, Callable[[Draft, Role], Measure | None]]] = {
    "pay": _measure_pay,
    "outlook": _measure_outlook,
    "experience_years": _measure_experience,
    "entry.education_level": _measure_education,
}
"""Fields that are more or less, and not only other."""


def pay_terms(draft: Draft, row: PayObservation) -> tuple[Term, ...]:
    """Word the terms of a pay figure (:data:`roleguide.guide.transition.PAY_TERMS`)."""
    tax = "before tax" if row.gross_net == "gross" else "after tax"
    return (
        _term("place", row.place, place_name(draft, row.place)),
        _term("currency", row.currency, draft.amounts.currency_name(row.currency)),
        _term("pay_period", row.pay_period, PERIOD_WORDS[row.pay_period]),
        _term("pay_basis", row.pay_basis, label("pay_basis", row.pay_basis)),
        _term("gross_net", row.gross_net, tax),
        _term("kind", row.kind, lower_first(label("observation_kind", row.kind))),
        _term("as_of", month_code(row.as_of), draft.amounts.month(row.as_of)),
    )


def _outlook_terms(draft: Draft, row: Outlook) -> tuple[Term, ...]:
    return (
        _term("place", row.place, place_name(draft, row.place)),
        _term("base_year", str(row.base_year), str(row.base_year)),
        _term("target_year", str(row.target_year), str(row.target_year)),
        _term("source", row.source, draft.ask(SOURCE, row.source).name),
    )


def _term(name: str, value: str, words: str) -> Term:
    return Term(TERM_WORDS.get(name, name), value, words)


def month_code(when: Month) -> str:
    """Write a date that a figure holds for as ``2025-05`` or ``2025-05-31``."""
    text = f"{when.year}-{when.month:02}"
    return f"{text}-{when.day:02}" if when.day else text


def compare_cells(
    amounts: Amounts, roles: Sequence[Sequence[Cell]], names: Sequence[str]
) -> tuple[SideRow, ...]:
    """Put the cells of roles into rows; a row of which nobody knows anything is left out.

    ``names`` are the roles' titles as they stand inside a sentence.
    """
    rows: dict[str, list[Cell | None]] = {}
    for number, cells in enumerate(roles):
        for cell in cells:
            rows.setdefault(cell.key, [None] * len(roles))[number] = cell
    made = (_make_row(amounts, row, names) for row in rows.values())
    return tuple(row for row in made if row is not None)


def _make_row(amounts: Amounts, row: Sequence[Cell | None], names: Sequence[str]) -> SideRow | None:
    cells = [cell for cell in row if cell is not None and cell.known]
    if not cells:
        return None
    if any(cell.measure is not None for cell in cells):
        notes = _note_measures(amounts, row, names)
        same = len(cells) == len(row) and all(note == THE_SAME for note in notes[1:])
    else:
        same = len(cells) == len(row) and len({cell.text for cell in cells}) == 1
        notes = _note_items(row)
    if same:
        notes = [""] * len(row)
    return SideRow(
        cells[0].label,
        THE_SAME if same else "",
        tuple(
            SideCell(cell.text, note, cell.receipts)
            if cell is not None
            else SideCell(NOT_STATED, "", ())
            for cell, note in zip(row, notes, strict=True)
        ),
    )


def _note_items(row: Sequence[Cell | None]) -> list[str]:
    """Name what only one of several lists names, where the lists have something in common."""
    lists = [cell.items if cell is not None and cell.known else () for cell in row]
    notes = []
    for number, items in enumerate(lists):
        others = {item for at, other in enumerate(lists) if at != number for item in other}
        alone = [item for item in items if item not in others]
        notes.append(f"only here: {', '.join(alone)}" if 0 < len(alone) < len(items) else "")
    return notes


def _note_measures(amounts: Amounts, row: Sequence[Cell | None], names: Sequence[str]) -> list[str]:
    """Say by how much each number differs from the first that is known."""
    notes: list[str] = []
    first: tuple[Measure, str] | None = None
    for cell, name in zip(row, names, strict=True):
        measure = cell.measure if cell is not None and cell.known else None
        if measure is None:
            notes.append("")
        elif first is None:
            first = (measure, name)
            notes.append("")
        else:
            notes.append(_word_difference(amounts, *first, measure, alone=len(row) == 2))
    return notes


def _word_difference(
    amounts: Amounts, one: Measure, name: str, other: Measure, *, alone: bool
) -> str:
    than = "" if alone else f" than {name}"
    if differing := word_terms(one.terms, other.terms):
        return f"not comparable{'' if alone else f' with {name}'}: {differing}"
    if one.subject and one.subject == other.subject:
        return SAME_SUBJECT
    difference = other.number - one.number
    if not difference:
        return THE_SAME
    word = "higher" if difference > 0 else "lower"
    match other.unit:
        case "level":
            return f"a {word} level{than}"
        case "years":
            return f"{word} by {_count(amounts, abs(difference), 'year')}{than}"
        case "points":
            return f"{word} by {_count(amounts, abs(difference), 'point')}{than}"
    return f"{word} by {money(amounts, abs(difference), other.terms)}{than}"


def money(amounts: Amounts, amount: Decimal, terms: tuple[Term, ...]) -> str:
    """Write an amount in the currency and period of its terms."""
    known = {term.name: term.value for term in terms}
    period: PayPeriod = known["period"]  # type: ignore[assignment]
    return amounts.money(amount, known["currency"], period)


def _count(amounts: Amounts, number: Decimal, noun: str) -> str:
    return f"{amounts.count(number)} {noun if number == 1 else f'{noun}s'}"


def word_terms(one: tuple[Term, ...], other: tuple[Term, ...]) -> str:
    """Say in what the terms of a second figure differ from those of a first; empty if in none."""
    return join_words(
        [
            f"another {second.name} ({second.words}, not {first.words})"
            for first, second in zip(one, other, strict=True)
            if first.value != second.value
        ]
    )
