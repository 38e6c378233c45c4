"""Which trace of a page is taken, and what a page rendered in part rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from roleguide.engine.memory import FormTrace, Memory, Trace
from roleguide.engine.publish import Publisher
from roleguide.engine.render import Page, PageKind, form_path
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


def choose_pages(
    memory: Memory | None,
    kinds: Mapping[str, PageKind],
    pages: Sequence[Page],
    publisher: Publisher,
) -> tuple[dict[str, Choice], list[Order]]:
    """Find the pages that are fresh, wholly or in part, and what is left to render.

    What is fresh stays published, or is published as it once was.
    """
    choices = {page.path: choose_trace(memory, page, list_forms(kinds, page)) for page in pages}
    wanted = {
        form_path(page, form): choice.trace.files[form].sha256
        for page in pages
        if (choice := choices[page.path]) is not None
        for form in choice.forms
    }
    lost = publisher.keep_all({path: digest.hex() for path, digest in wanted.items()})
    lost = {path for path in lost if not _bring_back(memory, path, wanted[path], publisher)}
    chosen: dict[str, Choice] = {}
    orders = []
    for page in pages:
        choice = choices[page.path]
        kept: tuple[str, ...] = ()
        if choice is not None:
            kept = choice.forms
            if lost:
                kept = tuple(form for form in kept if form_path(page, form) not in lost)
            chosen[page.path] = Choice(choice.trace, kept)
        forms = list_forms(kinds, page)
        if len(kept) < len(forms):
            orders.append(Order(page, tuple(form for form in forms if form not in kept)))
    return chosen, orders


def _bring_back(memory: Memory | None, path: str, digest: bytes, publisher: Publisher) -> bool:
    """Publish a file as it once was, if its bytes were kept."""
    content = memory.find_blob(digest) if memory is not None else None
    if content is None:
        return False
    publisher.write(path, content)
    return True


def divide_orders(
    kinds: Mapping[str, PageKind], orders: Sequence[Order]
) -> tuple[list[Order], list[Order]]:
    """Tell late pages, which are made in the order of their kinds, from all others."""
    late = [order for order in orders if kinds[order.page.kind].late]
    late.sort(key=lambda order: kinds[order.page.kind].late)
    return [order for order in orders if not kinds[order.page.kind].late], late


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
