"""Which trace of a page is taken, and what a page rendered in part rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from roleguide.content.files import Entry
from roleguide.engine.memory import FormTrace, Memory, Trace
from roleguide.engine.render import Page, PageKind
from roleguide.engine.worker import Made, Order
from roleguide.inputs import pack_numbers, unpack_numbers


class Choice(Struct, frozen=True):
    """A trace of a page, and the forms of it that are fresh."""

    trace: Trace
    forms: tuple[str, ...]


def list_forms(kinds: Mapping[str, PageKind], page: Page) -> tuple[str, ...]:
    """List the forms of a page; ``""`` is the only file of a kind without forms."""
    return tuple(kinds[page.kind].forms) or ("",)


def choose_trace(memory: Memory | None, page: Page, forms: tuple[str, ...]) -> Choice | None:
    """Pick the trace of which most still holds; of equal ones the newest."""
    best: Choice | None = None
    if memory is None:
        return None
    for trace in memory.find(page):
        fresh = tuple(
            form
            for form in forms
            if form in trace.files and memory.holds(trace.files[form].templates)
        )
        if best is None or len(fresh) > len(best.forms):
            best = Choice(trace, fresh)
        if len(fresh) == len(forms):
            break
    return best


def divide_orders(
    kinds: Mapping[str, PageKind], orders: Sequence[Order]
) -> tuple[list[Order], list[Order]]:
    """Tell late pages, which are made in the order of their kinds, from all others."""
    late = [order for order in orders if kinds[order.page.kind].late]
    late.sort(key=lambda order: kinds[order.page.kind].late)
    return [order for order in orders if not kinds[order.page.kind].late], late


def name_item(item: object) -> str:
    """Name what a stage works on: a file, a check or a page."""
    if isinstance(item, Order):
        return item.page.path
    if isinstance(item, tuple):
        return next(part.path for part in item if isinstance(part, Entry))
    return " ".join(str(item).split("\0"))


class Joiner:
    """Joins what was rendered now with the forms of a page that are still fresh.

    Pages of a kind rest on the same templates: their numbers are kept once.
    """

    def __init__(self) -> None:
        self._templates: dict[bytes, bytes] = {}

    def join(self, page: Page, made: Made, choice: Choice | None) -> Trace:
        """Return the trace of a page.

        Fresh forms rest on what their view asked for then, which still holds, so the page rests on
        both.
        """
        share = self._templates.setdefault
        files = {
            one.form: FormTrace(one.sha256, share(one.templates, one.templates))
            for one in made.files
        }
        facts = made.facts
        if choice is not None and choice.forms:
            files |= {form: choice.trace.files[form] for form in choice.forms}
            facts = pack_numbers(
                sorted({*unpack_numbers(facts), *unpack_numbers(choice.trace.facts)})
            )
        return Trace(page, facts, dict(sorted(files.items())))
