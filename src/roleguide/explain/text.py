"""An explanation as lines for people, and as one JSON object for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import msgspec

from roleguide.diagnostics import escape_control
from roleguide.explain.addresses import show_address
from roleguide.explain.differences import Difference
from roleguide.explain.explanation import Change, Explanation, FactTold

FEW: Final = 12
"""So many differences of one fact are shown, and so many questions of a kind."""
PACKED: Final = 3
"""How many ids are named of a question that asks for more than FEW at once."""
BESIDE: Final = 90
"""Two answers stand on one line if they are no longer than this together."""
LINES: Final = 30
"""Changed lines of a template that are shown."""
DOES: Final = {"kept": "kept", "restored": "written again from memory", "rendered": "rendered"}


def render_json(told: Explanation) -> str:
    """Return one JSON object with the fields of :class:`Explanation`, all of them always."""
    return json.dumps(msgspec.to_builtins(told), indent=2, ensure_ascii=True, allow_nan=False)


def render_text(told: Explanation, *, verbose: bool = False) -> Iterator[str]:
    """Yield lines; control characters of whatever is quoted are shown as escapes."""
    return map(escape_control, _render(told, verbose=verbose))


def _render(told: Explanation, *, verbose: bool) -> Iterator[str]:
    yield _name_page(told)
    yield told.sentence
    yield from (f"note: {remark}" for remark in told.remarks)
    if told.suggestions:
        yield f"did you mean {' or '.join(told.suggestions)}?"
    width = max((len(file.path) for file in told.files), default=0)
    for file in told.files:
        why = f" ({file.why})" if file.why else ""
        yield f"  {file.path:{width}}  {DOES[file.state]}{why}"
    if told.changes:
        yield from ("", "Changed since the last build:")
        yield from map(_render_change, told.changes)
    if told.lost or told.forgotten:
        yield from ("", "No longer holds:")
        for fact in told.lost:
            yield from _render_lost(fact, verbose=verbose)
        if told.forgotten:
            yield f"  {told.forgotten:,} facts of an earlier build that are no longer remembered"
    if told.spared and verbose:
        yield from ("", "Holds, although something that it was made of has changed:")
        yield from _render_all(told.spared)
    held = told.held if verbose else (*told.held, *told.spared)
    if held:
        yield from ("", f"Holds ({len(held):,}):")
        yield from _render_all(held) if verbose else _render_groups(held)


def _name_page(told: Explanation) -> str:
    if not told.kind:
        return told.url
    about = f" “{told.subject}”" if told.subject else ""
    return f"{show_address(told.path)} · {told.kind}{about}"


def _render_change(change: Change) -> str:
    what = f": {', '.join(change.what[:FEW])}" if change.what else ""
    more = f" and {len(change.what) - FEW:,} more" if len(change.what) > FEW else ""
    how = "changed" if change.how == "edited" else change.how
    return f"  {change.path} {how}{what}{more}"


def _name_fact(fact: FactTold, *, verbose: bool) -> str:
    asked = fact.question if verbose else map(_shorten, fact.question)
    files = f" ({', '.join(fact.files)})" if fact.files else ""
    because = f" ← {', '.join(fact.because)}" if fact.because else ""
    return f"  {' '.join(asked)}{files}{because}"


def _render_lost(fact: FactTold, *, verbose: bool) -> Iterator[str]:
    yield _name_fact(fact, verbose=verbose)
    limit = len(fact.differences) if verbose else FEW
    for difference in fact.differences[:limit]:
        yield from _render_difference(difference)
    if len(fact.differences) > limit:
        yield f"      … and {len(fact.differences) - limit:,} more (--verbose shows them)"
    if fact.remark:
        yield f"      {fact.remark}"
    if fact.answer is not None:
        yield f"      now {fact.answer}"


def _render_difference(difference: Difference) -> Iterator[str]:
    field = f"{difference.field}: " if difference.field else ""
    old, new = difference.old, difference.new
    single = not any("\n" in text for text in (old, new) if text is not None)
    if old is not None and new is not None and single and len(old) + len(new) <= BESIDE:
        yield f"      {field}{old} → {new}"
    elif single and (old is None or new is None):
        yield f"      {field}{f'+ {new}' if old is None else f'- {old}'}"
    else:
        if field:
            yield f"      {field.strip()}"
        yield from _render_lines("-", old)
        yield from _render_lines("+", new)


def _render_lines(mark: str, text: str | None) -> Iterator[str]:
    lines = text.split("\n") if text is not None else []
    yield from (f"        {mark} {line}".rstrip() for line in lines[:LINES])
    if len(lines) > LINES:
        yield f"        {mark} … {len(lines) - LINES:,} more lines"


def _render_all(facts: Iterable[FactTold]) -> Iterator[str]:
    for fact in facts:
        yield _name_fact(fact, verbose=True)
        if fact.answer is not None:
            yield f"      {fact.answer}"


def _shorten(argument: str) -> str:
    """Name the first of many ids that one question asks for."""
    ids = argument.split(" ")
    if len(ids) <= FEW:
        return argument
    return f"{' '.join(ids[:PACKED])} … and {len(ids) - PACKED:,} more"


def _render_groups(facts: Sequence[FactTold]) -> Iterator[str]:
    groups: dict[str, list[str]] = {}
    for fact in facts:
        kind, *arguments = fact.question
        groups.setdefault(kind, []).append(" ".join(map(_shorten, arguments)))
    width = max(map(len, groups))
    for kind, named in groups.items():
        shown = ", ".join(filter(None, named[:FEW]))
        more = f" … and {len(named) - FEW:,} more" if len(named) > FEW else ""
        yield f"  {kind:{width}}  {len(named):>4,}  {shown}{more}".rstrip()
