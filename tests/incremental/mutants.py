"""Trackers with a hole each: a walk that does not fall into it would not notice a real one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import date
from functools import partial
from types import SimpleNamespace
from typing import Any, Final
from unittest import mock

from msgspec.structs import replace

from roleguide import last, rebuild
from roleguide.choices import Joiner
from roleguide.content import assemble, changed
from roleguide.content.columns import TABLES
from roleguide.content.load import FOLDERS, Content, name_shelf
from roleguide.content.remembered import Remembered
from roleguide.content.scan import SITE_FILE
from roleguide.engine.environment import TrackedEnvironment
from roleguide.engine.facts import Kind, Oracle, Reader
from roleguide.engine.memory import FormTrace, Memory, Trace
from roleguide.engine.templates import TEMPLATE
from roleguide.inputs import ALL, Derived, Inputs, Ledger, Memo, Watch, number_input
from roleguide.pages import (
    coverage_questions,
    list_questions,
    move_questions,
    open_questions,
    posting_questions,
    questions,
    reality_questions,
    search_questions,
    skill_questions,
)

Mutant = Callable[[], AbstractContextManager[object]]
Matches = Callable[[str, str], bool]
QUESTIONS: Final = (
    questions,
    coverage_questions,
    list_questions,
    move_questions,
    open_questions,
    posting_questions,
    reality_questions,
    search_questions,
    skill_questions,
)
KINDS: Final = [
    *(one for module in QUESTIONS for one in vars(module).values() if isinstance(one, Kind)),
    TEMPLATE,
]
RECORDS: Final = [name_shelf(cls) for cls in FOLDERS.values()]
SHELVES: Final = [
    "role brief",
    "role standing",
    "role findable",
    "role facts",
    "posting brief",
    *RECORDS,
    *(name_shelf(cls) for cls in TABLES.values()),
    *(f"{name} id" for name in RECORDS),
]


def in_place_of(owner: object, name: str, wrong: Any) -> Mutant:
    """Something else in the place of a function."""
    return lambda: mock.patch.object(owner, name, wrong)


def both(*mutants: Mutant) -> Mutant:
    """Several at once."""

    @contextmanager
    def enter() -> Iterator[None]:
        with ExitStack() as stack:
            for one in mutants:
                stack.enter_context(one())
            yield

    return enter


def forget_kind(kind: Kind[Any]) -> Mutant:
    """Pages don't record questions of one kind."""
    ask, rest_on = Reader.ask, Reader.rest_on

    def wrong(reader: Reader, asked: Kind[Any], *arguments: str) -> object:
        if asked.name == kind.name:
            return reader._oracle.answer((asked.name, *arguments))
        return ask(reader, asked, *arguments)

    def rest_elsewhere(reader: Reader, asked: Kind[Any], *arguments: str) -> None:
        if asked.name != kind.name:
            rest_on(reader, asked, *arguments)

    return both(in_place_of(Reader, "ask", wrong), in_place_of(Reader, "rest_on", rest_elsewhere))


def forget_input(matches: Matches) -> Mutant:
    """The ledger forgets some inputs."""
    note = Ledger.note

    def wrong(ledger: Ledger, shelf: str, key: str) -> None:
        if not matches(shelf, key):
            note(ledger, shelf, key)

    return in_place_of(Ledger, "note", wrong)


def overlook_change(matches: Matches) -> Mutant:
    """Some inputs are left out of those that changed."""
    listed = changed._list_inputs

    def wrong(*arguments: Any) -> Iterator[tuple[str, str]]:
        return (one for one in listed(*arguments) if not matches(*one))

    return in_place_of(changed, "_list_inputs", wrong)


def overlook_part(part: str) -> Mutant:
    """A part of a record never differs."""
    differs = changed._differs

    def wrong(content: Content, path: str, name: str, before: bytes, now: bytes) -> bool:
        return name != part and differs(content, path, name, before, now)

    return in_place_of(changed, "_differs", wrong)


def overlook_theme(shelf: str) -> Mutant:
    """Files of the theme that changed are not listed."""

    def wrong(name: str, key: str) -> int:
        return 0 if name == shelf else number_input(name, key)

    return in_place_of(rebuild, "number_input", wrong)


def believe(change: Callable[[Remembered, Content, date], Remembered]) -> Mutant:
    """A reason for looking at everything again is left out."""
    find_changed = changed.find_changed

    def wrong(content: Content, remembered: Remembered | None, as_of: date) -> Inputs | None:
        known = remembered if remembered is None else change(remembered, content, as_of)
        return find_changed(content, known, as_of)

    return in_place_of(assemble, "find_changed", wrong)


def _same_settings(remembered: Remembered, content: Content, _: date) -> Remembered:
    files = {**remembered.files, SITE_FILE: content.files[SITE_FILE]}
    return replace(remembered, files=files)


def _same_day(remembered: Remembered, _: Content, as_of: date) -> Remembered:
    return replace(remembered, as_of=as_of)


def _record_alone(environment: TrackedEnvironment, name: str, parent: str | None) -> None:
    if environment.reader is not None:
        environment.reader.ask(TEMPLATE, name)


def _record_known(environment: TrackedEnvironment, name: str, parent: str | None) -> None:
    if parent is not None:
        environment._children.setdefault(parent, {})[name] = None
    reader = environment.reader
    if reader is not None:
        for used in (name, *environment._children.get(name, ())):  # not what those use in turn
            reader.ask(TEMPLATE, used)


def _use_again(derived: Derived[Any]) -> Any:
    if derived._found is None:
        derived._found = derived._ledger.watch(derived._compute)
    return derived._found[0]  # its inputs are those of the first user only


def _recall_alone(memo: Memo, key: tuple[str, ...], find: Callable[[], Any]) -> Any:
    if key not in memo._found:
        memo._found[key] = memo._ledger.watch(find)
    return memo._found[key][0]  # its inputs are those of the first user only


def _watch_alone(ledger: Ledger, compute: Callable[[], Any]) -> Any:
    ledger._open.append(Watch())
    try:
        found = compute()
    finally:
        noted = ledger._close()
    return found, noted  # whoever asked rests on nothing of it


def _know_present(oracle: Oracle, question: tuple[str, ...]) -> bool:
    oracle.answer(question)
    return False


def digest_without(part: str) -> Mutant:
    """The digest of what a build is made of leaves something out."""
    digest = last.digest_inputs

    def wrong(options: Any, files: Any, theme: Any) -> bytes:
        if part in ("as_of", "strict"):
            options = replace(options, **{part: None})
        if part == "settings":
            files = {path: one for path, one in files.items() if path != SITE_FILE}
        if part == "content":
            files = {path: one for path, one in files.items() if path == SITE_FILE}
        digests = {
            name: one for name, one in theme.digests.items() if not name.startswith(f"{part}/")
        }
        return digest(options, files, SimpleNamespace(digests=digests))  # type: ignore[arg-type]

    return both(
        in_place_of(last, "digest_inputs", wrong), in_place_of(rebuild, "digest_inputs", wrong)
    )


def _join_nothing(_: Any, page: Any, made: Any, choice: Any) -> Trace:
    """The trace of a page whose Markdown is kept, without the facts which that rests on."""
    files = {one.form: FormTrace(one.sha256, one.templates) for one in made.files}
    if choice is not None:
        files |= {form: choice.trace.files[form] for form in choice.forms}
    return Trace(page, made.facts, dict(sorted(files.items())))


def _find_any(memory: Memory, page: Any) -> Iterator[Trace]:
    return (one for one in memory._traces.get(page.path, ()) if memory.holds(one.facts))


def _is_of(shelf: str, name: str, _: str) -> bool:
    return name == shelf


def _is_all(shelf: str, name: str, key: str) -> bool:
    return (name, key) == (shelf, ALL)


def _is_one(shelf: str, name: str, key: str) -> bool:
    return name == shelf and key != ALL


def list_mutants() -> dict[str, Mutant]:
    """List every mutant by name."""
    found: dict[str, Mutant] = {}
    for kind in KINDS:
        found[f"page forgets: {kind.name}"] = forget_kind(kind)
    for shelf in (*SHELVES, "file", "templates", "asset"):
        found[f"ledger forgets: {shelf}"] = forget_input(partial(_is_of, shelf))
    for shelf in SHELVES:
        found[f"ledger forgets: all of {shelf}"] = forget_input(partial(_is_all, shelf))
        found[f"ledger forgets: one of {shelf}"] = forget_input(partial(_is_one, shelf))
        found[f"change overlooked: all of {shelf}"] = overlook_change(partial(_is_all, shelf))
        found[f"change overlooked: one of {shelf}"] = overlook_change(partial(_is_one, shelf))
    found["change overlooked: file"] = overlook_change(lambda name, _: name == "file")
    found["change overlooked: standing of a role"] = in_place_of(
        changed, "_stands_elsewhere", lambda *_: False
    )
    for part in ("brief", "findable", "facts", "text"):
        found[f"change overlooked: {part} of a record"] = overlook_part(part)
    for shelf in ("templates", "asset"):
        found[f"change overlooked: {shelf}"] = overlook_theme(shelf)
    found["change overlooked: settings"] = believe(_same_settings)
    found["change overlooked: as-of date"] = believe(_same_day)
    found["change overlooked: forgotten tables"] = in_place_of(
        changed, "_knows_tables", lambda *_: True
    )
    found["templates: no closure"] = in_place_of(TrackedEnvironment, "_record", _record_alone)
    found["templates: closure of one step"] = in_place_of(
        TrackedEnvironment, "_record", _record_known
    )
    found["shared: first user only"] = in_place_of(Derived, "__call__", _use_again)
    found["recalled: first user only"] = in_place_of(Memo, "__call__", _recall_alone)
    found["watch: not said to the outer"] = in_place_of(Ledger, "watch", _watch_alone)
    found["include: nothing"] = in_place_of(Ledger, "include", lambda *_: None)
    found["absent: an error"] = in_place_of(Oracle, "_is_absent", _know_present)
    for part in ("as_of", "strict", "settings", "content", "templates", "asset"):
        found[f"last build: without {part}"] = digest_without(part)
    found["last build: any tree"] = in_place_of(last, "find_untouched", lambda _: _Anything())
    found["trace: facts of this view only"] = in_place_of(Joiner, "join", _join_nothing)
    found["trace: of any page at the path"] = in_place_of(Memory, "find", _find_any)
    found["trace: whatever holds"] = in_place_of(Memory, "holds", lambda *_: True)
    return found


class _Anything:
    """Equal to every tree."""

    __hash__ = None  # type: ignore[assignment]

    def __eq__(self, other: object) -> bool:
        return True


MUTANTS: Final = list_mutants()
