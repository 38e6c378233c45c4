"""What pages were told when the site was last built, and which files have changed since."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from roleguide.content.assemble import Loaded, make_guide
from roleguide.content.changed import list_changed
from roleguide.content.columns import TABLES
from roleguide.content.earlier import recall_content
from roleguide.content.load import FOLDERS, ChangedWhileReading, Content
from roleguide.content.record import Cabinet
from roleguide.content.remembered import Remembered
from roleguide.content.scan import SITE_FILE
from roleguide.content.table import find_changed_subjects
from roleguide.engine.facts import Known, Oracle, Question
from roleguide.engine.render import TEMPLATE
from roleguide.explain.differences import ABSENT, compare
from roleguide.explain.explanation import Change
from roleguide.guide.records import Site
from roleguide.inputs import Inputs, number_input
from roleguide.pages.answers import make_answers
from roleguide.pages.outline import Outline
from roleguide.pages.questions import DIGESTED
from roleguide.pages.theme import Theme
from roleguide.surroundings import Surroundings

AS_OF = "as-of date"
"""Stands among the changed files for the date that the site is built for."""


class Forgotten(Exception):
    """What a page was told can't be said any more: a part of it is not remembered."""


class Earlier:
    """The guide as the last build saw it."""

    def __init__(
        self, loaded: Loaded, remembered: Remembered, seen: Surroundings, cabinet: Cabinet
    ) -> None:
        self.remembered = remembered
        self.seen = seen
        site = seen.site or Site()
        self.content = recall_content(loaded.content.root, remembered, cabinet, site)
        guide = make_guide(self.content, remembered.as_of)
        ledger = self.content.ledger
        asset_paths = {
            name.removeprefix("asset/"): path.decode(errors="replace")
            for name, path in seen.theme.items()
            if name.startswith("asset/")
        }
        answers = make_answers(guide, Outline(guide, ledger), asset_paths, ledger)
        answers[TEMPLATE.name] = seen.templates.get
        self._oracle = Oracle(answers, ledger, {DIGESTED: self.content.digest_role})

    def answer(self, known: Known) -> object:
        """Return the remembered answer, ``ABSENT`` where there was none.

        :class:`Forgotten` unless it is exactly what the page was told.
        """
        try:
            if self._oracle.digest(known.question) == known.digest:
                return answer_or_absent(self._oracle, known.question)
        except (ChangedWhileReading, ValueError):  # lost, or no longer of this shape
            pass
        raise Forgotten


def answer_or_absent(oracle: Oracle, question: Question) -> object:
    """Return an answer, ``ABSENT`` where what the question asks about is not there."""
    try:
        return oracle.answer(question)
    except LookupError:
        return ABSENT


class Changed(Struct, frozen=True):
    """A change, and the inputs that changed with it."""

    change: Change
    inputs: Inputs


def list_changes(loaded: Loaded, earlier: Earlier, theme: Theme) -> Iterator[Changed]:
    """List every file that differs from what the last build saw, and what of it does."""
    remembered, content = earlier.remembered, loaded.content
    for path, inputs in list_changed(content, remembered).items():
        before, now = path in remembered.files, path in content.files
        if path == SITE_FILE:
            what = _list_fields(earlier.seen.site, content.site) if earlier.seen.site else ()
            yield Changed(Change(path, "edited", what), inputs)
        elif before and now:
            yield Changed(
                Change(path, "edited", _tell_edited(earlier.content, content, path)), inputs
            )
        else:
            yield Changed(Change(path, "added" if now else "removed"), inputs)
    if remembered.as_of != loaded.guide.as_of:
        dates = f"{remembered.as_of} → {loaded.guide.as_of}"
        yield Changed(Change(AS_OF, "edited", (dates,)), frozenset())
    yield from _list_theme(earlier.seen.theme, theme.digests)


def _list_theme(before: dict[str, bytes], now: dict[str, bytes]) -> Iterator[Changed]:
    for name in sorted(before.keys() | now.keys()):
        if before.get(name) != now.get(name):
            kind, _, file = name.partition("/")
            path = f"assets/{file}" if kind == "asset" else name
            inputs = frozenset({number_input(kind, file)})
            if name in before and name in now:
                yield Changed(Change(path, "edited"), inputs)
            else:
                yield Changed(Change(path, "added" if name in now else "removed"), inputs)


def _tell_edited(before: Content, now: Content, path: str) -> tuple[str, ...]:
    """Name the fields of a record, or the subjects of a table, that differ."""
    folder, _, name = path.removeprefix("content/").rpartition("/")
    cls = FOLDERS.get(folder.split("/", 1)[0])
    if cls is None:
        table = TABLES[name]
        versions = (one.tables[table].contents.subjects for one in (before, now))
        return tuple(f"rows of {key}" for key in find_changed_subjects(*versions))
    record = name.removesuffix(".md")
    try:
        values = [one.records[cls][record].unpack_whole() for one in (before, now)]
    except (ChangedWhileReading, ValueError):
        return ()
    return _list_fields(*values)


def _list_fields(before: object, now: object) -> tuple[str, ...]:
    """Name the fields that differ; of a role's text its parts."""
    fields = (one.field.partition("[")[0] for one in compare(before, now))
    shown = (
        ".".join(field.split(".")[: 2 if field.startswith("text.") else 1]) for field in fields
    )
    return tuple(dict.fromkeys(shown))
