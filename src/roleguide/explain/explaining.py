"""Explains one page: which of its facts hold, and what became of those that don't."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from roleguide.choices import Choice, choose_trace
from roleguide.content.scan import SITE_FILE
from roleguide.engine.facts import Known
from roleguide.engine.manifest import holds_entry
from roleguide.engine.memory import Trace
from roleguide.engine.render import TEMPLATE, Page, form_path
from roleguide.explain.addresses import (
    find_path,
    list_candidates,
    suggest_addresses,
)
from roleguide.explain.differences import ABSENT, Difference, compare, compare_lines
from roleguide.explain.earlier import AS_OF, Earlier, Forgotten, answer_or_absent
from roleguide.explain.explanation import Change, Explanation, FactTold, FileTold
from roleguide.explain.situation import Situation, list_paths
from roleguide.explain.whole_text import explain_text_file
from roleguide.explain.wording import word
from roleguide.inputs import unpack_numbers
from roleguide.pages.plan import page_kinds
from roleguide.weighing import MEASURED

ANSWER: Final = 400
"""Characters of an answer that are shown when all are."""
IN_USE: Final = "a build is using the memory just now; this is what was remembered before it"
WEIGHED: Final = (
    "it also tells what other pages weigh, which is known only once these are made: what was "
    "measured last is taken to hold"
)
EDITED: Final = "its file was edited or deleted"


class Explainer:
    """Explains pages of one situation.

    ``verbose``: answers of all facts are told, and what changed without an effect on a page.
    """

    def __init__(self, situation: Situation, *, verbose: bool = False) -> None:
        self._now = situation
        self._verbose = verbose

    def explain(self, url: str) -> Explanation:
        """Explain the page that an address means, as far as there is one."""
        now = self._now
        path = find_path(url, now.site.base_url, now.options.out, now.pages)
        if path is not None:
            told = self._explain_page(url, now.pages[path])
        else:
            told = self._explain_absent(url)
        remarks = ((IN_USE,) if now.borrowed.is_used else ()) + (
            (WEIGHED,) if told.kind in MEASURED else ()
        )
        return replace(told, remarks=remarks)

    def _explain_page(self, url: str, page: Page) -> Explanation:
        forms = self._now.forms(page)
        choice = choose_trace(self._now.builder.memory, page, forms)
        last = self._now.memory.last(page.path)
        trace = choice.trace if choice is not None else last
        files = self._tell_files(page, forms, choice)
        told = Explanation(
            url, "new", "", path=page.path, kind=page.kind, subject=page.subject, files=files
        )
        earlier = self._now.earlier
        if earlier is None:
            return replace(told, verdict="unremembered", sentence=self._miss_memory())
        if trace is None:
            changes = self._list_own(page.subject)
            return replace(told, sentence="new: it was never built", changes=changes)
        if trace.page != page:
            sentence = f"new: until now this address was a page of the kind “{trace.page.kind}”"
            return replace(told, sentence=sentence, changes=self._list_own(page.subject))
        told = self._tell_facts(earlier, told, trace)
        if choice is not None and set(choice.forms) == set(forms):
            return replace(told, verdict="fresh", sentence=_word_fresh(told))
        return replace(told, verdict="stale", sentence=_word_stale(told))

    def _miss_memory(self) -> str:
        if self._now.borrowed.knows_others():
            return (
                "nothing is remembered: the generator itself (its source, a library or Python) has "
                "changed since the last build, so the next one renders every page"
            )
        return (
            "nothing is remembered: no build has left a memory in "
            f"{self._now.borrowed.folder}; roleguide build makes one"
        )

    def _tell_files(
        self, page: Page, forms: Sequence[str], choice: Choice | None
    ) -> tuple[FileTold, ...]:
        found = []
        for form in forms:
            path = form_path(page, form)
            if choice is None or form not in choice.forms:
                found.append(FileTold(path, "rendered"))
                continue
            digest = choice.trace.files[form].sha256
            why = self._find_damage(path, digest)
            if not why:
                found.append(FileTold(path, "kept"))
            elif self._now.memory.find_blob(digest) is not None:
                found.append(FileTold(path, "restored", why))
            else:
                found.append(FileTold(path, "rendered", why))
        return tuple(found)

    def _find_damage(self, path: str, digest: bytes) -> str:
        """Say why the published file can't be kept; nothing when it can."""
        manifest, out = self._now.manifest, self._now.options.out
        if manifest is None:
            return "no site is published there"
        entry = manifest.find_entry(path)
        if entry is None:
            return "it is not published there"
        if entry.sha256 != digest.hex():
            return "another version of it is published"
        return "" if holds_entry(out / path, entry) else EDITED

    def _tell_facts(self, earlier: Earlier, told: Explanation, trace: Trace) -> Explanation:
        resting: dict[int, list[str]] = {number: [] for number in unpack_numbers(trace.facts)}
        for form, written in trace.files.items():
            for number in unpack_numbers(written.templates):
                resting.setdefault(number, []).append(form_path(trace.page, form))
        lost: list[FactTold] = []
        spared: list[FactTold] = []
        held: list[FactTold] = []
        forgotten = 0
        for number, files in resting.items():
            known = self._now.known.get(number)
            if known is None:
                forgotten += 1
                continue
            because = self._find_causes(known)
            if self._now.oracle.know(known.question).number != number:
                lost.append(self._tell_lost(earlier, known, tuple(files), because))
            else:
                answer = self._word_answer(known) if self._verbose else None
                fact = FactTold(known.question, tuple(files), because=because, answer=answer)
                (spared if because else held).append(fact)
        named = {
            path for fact in (*lost, *(spared if self._verbose else ())) for path in fact.because
        }
        return replace(
            told,
            facts=len(resting),
            lost=tuple(lost),
            spared=tuple(spared),
            held=tuple(held),
            forgotten=forgotten,
            changes=tuple(one.change for one in self._now.changes if one.change.path in named),
        )

    def _find_causes(self, known: Known) -> tuple[str, ...]:
        """List the changed files that a fact's answer was or is made of."""
        now = self._now.oracle.know(known.question)
        inputs = {*unpack_numbers(known.inputs), *unpack_numbers(now.inputs)}
        return tuple(
            one.change.path for one in self._now.changes if not one.inputs.isdisjoint(inputs)
        )

    def _tell_lost(
        self, earlier: Earlier, known: Known, files: tuple[str, ...], because: tuple[str, ...]
    ) -> FactTold:
        changed = {one.change.path for one in self._now.changes}
        if not because:  # settings and date are looked at everywhere, so they are no inputs
            because = tuple(
                sorted(changed & {AS_OF if known.question[0] == "as of" else SITE_FILE})
            )
        fact = FactTold(known.question, files, because=because)
        new = answer_or_absent(self._now.oracle, known.question)
        try:
            old = earlier.answer(known)
        except Forgotten:
            return replace(
                fact, answer=word(new, ANSWER), remark="what it was is no longer remembered"
            )
        differences = _compare(known, old, new)
        remark = "" if differences else "only the way a figure is written differs"
        return replace(fact, differences=differences, remark=remark)

    def _word_answer(self, known: Known) -> str:
        answer = answer_or_absent(self._now.oracle, known.question)
        if known.question[0] == TEMPLATE.name and isinstance(answer, str):
            return f"{len(answer.splitlines()):,} lines"
        return str(answer) if answer is ABSENT else word(answer, ANSWER)

    def _explain_absent(self, url: str) -> Explanation:
        """Explain an address at which there is no page now."""
        now = self._now
        site, out = now.site, now.options.out
        assets = {path: f"assets/{name}" for name, path in now.theme.asset_paths.items()}
        path = find_path(url, site.base_url, out, assets)
        if path is not None:
            sentence = f"not a page: the file {assets[path]} of the theme"
            return Explanation(url, "asset", sentence, path=path)
        text_file = explain_text_file(now, url, self._miss_memory, self._find_damage)
        if text_file is not None:
            return text_file
        gone = self._find_gone(url)
        if gone is not None:
            published = now.manifest is not None and gone.path in now.manifest.files
            after = "the next build removes it" if published else "an earlier build had it"
            return Explanation(
                url,
                "removed",
                f"not in the plan any more: {after}",
                path=gone.path,
                kind=gone.kind,
                subject=gone.subject,
                changes=self._list_own(gone.subject),
            )
        suggestions = suggest_addresses(url, (page.path for page in now.plan.pages))
        return Explanation(
            url, "unknown", "unknown: there is no such page", suggestions=suggestions
        )

    def _find_gone(self, url: str) -> Page | None:
        now = self._now
        site, out = now.site, now.options.out
        pages = list_paths(page_kinds(), now.last_plan.pages if now.last_plan is not None else ())
        for path in list_candidates(url, site.base_url, out):
            if path in pages:
                return pages[path]
            last = now.memory.last(path)
            if last is not None:
                return last.page
            if now.manifest is not None and path in now.manifest.files:
                return Page(path, "", "")
        return None

    def _list_own(self, subject: str) -> tuple[Change, ...]:
        """List the changes of the records that a page is about; else those the plan looked at."""
        names = {*subject.split("/"), *subject.split("-vs-")} - {""}
        changes = [one.change for one in self._now.changes]
        own = [one for one in changes if _stem(one.path) in names]
        if own:
            return tuple(own)
        inputs = set(unpack_numbers(self._now.plan.inputs))
        return tuple(one.change for one in self._now.changes if not one.inputs.isdisjoint(inputs))


def _compare(known: Known, old: object, new: object) -> tuple[Difference, ...]:
    if known.question[0] == TEMPLATE.name and isinstance(old, str) and isinstance(new, str):
        return tuple(compare_lines(old, new))
    return tuple(compare(old, new))


def _word_fresh(told: Explanation) -> str:
    hold = f"all {_count(told.facts, 'fact')} hold"
    broken = [file for file in told.files if file.state != "kept"]
    if not broken:
        return f"fresh: would be kept; {hold}"
    whys = " and ".join(dict.fromkeys(file.why for file in broken))
    states = {file.state for file in broken}
    after = {"restored": "written again from memory", "rendered": "rendered again"}
    does = " or ".join(after[state] for state in ("restored", "rendered") if state in states)
    return f"fresh, but {whys}: it will be {does}; {hold}"


def _word_stale(told: Explanation) -> str:
    lost = len(told.lost) + told.forgotten
    if not lost:
        return "stale: one of its files was never made"
    return f"stale: {lost:,} of {_count(told.facts, 'fact')} no longer hold{'s' * (lost == 1)}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _stem(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".md")
