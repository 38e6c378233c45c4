"""The memory of earlier builds: for each page its facts and the digests of its bytes.

A page is fresh when every fact in its trace still holds; nothing else is consulted. A few traces of
each page are kept, so that going back to an earlier state finds an earlier page. Whatever is
damaged, foreign or of another generator is a miss and never an error.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b, sha256
from pathlib import Path
from typing import Final, TypeVar

import msgspec
from msgspec import Struct

from roleguide.engine.facts import Known, Oracle, Question
from roleguide.engine.publish import Publisher
from roleguide.engine.render import Page
from roleguide.engine.shards import Gathered, Shards, decode, is_sealed
from roleguide.engine.store import Store, checksum
from roleguide.inputs import Inputs, unpack_numbers

T = TypeVar("T")

FORMAT: Final = 2
KEPT: Final = 2
"""Memories of this many generators are kept; the oldest go."""
TRACES: Final = 3
"""Traces kept of one page."""
FILE: Final = "memory.sqlite"
BLOBS_LIMIT: Final = 64 * 2**20
"""Bytes of replaced pages that are kept, compressed."""
BLOBS_A_BUILD: Final = 500
"""A build that replaces more files than this keeps none of them for a way back …"""
BLOB_LIMIT: Final = 2**20
"""… and never one of more bytes than this: it is gathered again."""
SIZE_LIMIT: Final = 512 * 2**20
"""A memory that grows beyond this is begun anew (hazards, policy 7) …"""
SIZE_A_PAGE: Final = 64 * 2**10
"""… unless the guide is so large that it needs more."""
LARGE_INPUTS: Final = 2**10
"""Bytes of inputs that several facts are likely to share."""
SEAL: Final = "seal"
SETTLED: Final = "settled"
"""How many facts there were when those that no page asks for were last forgotten."""


class FormTrace(Struct, frozen=True, array_like=True):
    """One file of a page: the SHA-256 of its bytes, and the numbers of its template's facts."""

    sha256: bytes
    templates: bytes


class Trace(Struct, frozen=True, array_like=True):
    """What a page was made of: the numbers of the facts its view asked for, and its files."""

    page: Page
    facts: bytes
    files: dict[str, FormTrace]
    """By form; ``""`` is the only file of a kind without forms."""


class Memory:
    """The facts and traces of one generator.

    That facts hold means that they hold *as of the guide that the memory describes*. A seal, one
    value with the checksums of all that belongs together, keeps values of different builds apart.
    Traces, bytes and records mean the same whichever build left them, and need none.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self._gathered: Gathered[Known] = Gathered(
            Known, _name_fact, lambda known: len(known.inputs) > LARGE_INPUTS
        )
        self._take_stock()

    def _take_stock(self) -> None:
        store = self.store
        packed = store.get(SEAL)
        self._seal: dict[str, bytes] = (packed and decode(dict[str, bytes], packed)) or {}
        self._fact_shards: Shards[Known] = Shards(store, "facts", Known, _name_fact, self._seal)
        self._trace_shards: Shards[tuple[Trace, ...]] = Shards(
            store, "pages", tuple[Trace, ...], lambda traces: traces[0].page.path
        )
        self._facts: dict[Question, Known] = {}
        self._traces: dict[str, tuple[Trace, ...]] = {}
        self._holding: set[int] = set()
        self._sets: dict[bytes, bool] = {}
        """Which sets of facts hold: many pages share those of their templates."""

    def read(self) -> None:
        """Take in what earlier builds left."""
        self._facts = {known.question: known for known in self._fact_shards.read()}
        self._traces = {traces[0].page.path: traces for traces in self._trace_shards.read()}

    def recall(self, key: str, cls: type[T]) -> T | None:
        """Return something else that an earlier build left."""
        packed = self.store.get(key)
        if packed is None or not is_sealed(self._seal, key, packed):
            return None
        found: T | None = decode(cls, packed)
        return found

    @property
    def facts(self) -> Mapping[Question, Known]:
        """The facts of earlier builds, as they were then."""
        return self._facts

    def check(self, oracle: Oracle, changed: Inputs | None) -> None:
        """Find out which facts hold; ``changed`` are inputs that changed, ``None``: any may have.

        Only facts whose inputs changed are computed.
        """
        doubtful = list(self._facts)
        if changed is not None:
            untouched: dict[bytes, bool] = {}
            for known in self._facts.values():
                if known.inputs not in untouched:
                    untouched[known.inputs] = changed.isdisjoint(unpack_numbers(known.inputs))
            doubtful = [one.question for one in self._facts.values() if not untouched[one.inputs]]
            oracle.take(one for one in self._facts.values() if untouched[one.inputs])
        for question in doubtful:
            oracle.know(question)
        self._holding = {known.number for known in oracle.known.values()}

    def settle(self, oracle: Oracle, question: Question, answer: object) -> None:
        """Take an answer that was found only after facts were checked (:meth:`Oracle.tell`)."""
        before = oracle.known.get(question)
        if before is not None:
            self._holding.discard(before.number)
        self._holding.add(oracle.tell(question, answer).number)
        self._sets.clear()

    def find(self, page: Page) -> Iterator[Trace]:
        """Yield the page's traces whose view still holds, the newest first."""
        for trace in self._traces.get(page.path, ()):
            if trace.page == page and self.holds(trace.facts):
                yield trace

    def last(self, path: str) -> Trace | None:
        """Return the newest trace of a page, whether it holds or not."""
        return next(iter(self._traces.get(path, ())), None)

    def holds(self, facts: bytes) -> bool:
        """Tell whether all facts of these numbers hold."""
        known = self._sets.get(facts)
        if known is None:
            known = self._sets[facts] = self._holding.issuperset(unpack_numbers(facts))
        return known

    def keep_blob(self, content: bytes) -> None:
        """Keep the bytes of a file that is about to be replaced."""
        self.store.put([(f"blob/{sha256(content).hexdigest()}", zlib.compress(content, 1))])

    def keep_replaced(self, publisher: Publisher) -> None:
        """Keep the bytes that a publication replaces or removes, for the way back to them."""
        replaced = publisher.find_replaced(BLOB_LIMIT)
        for path in replaced if len(replaced) <= BLOBS_A_BUILD else ():
            content = publisher.read_published(path)
            if content is not None:
                self.keep_blob(content)

    def find_blob(self, digest: bytes) -> bytes | None:
        """Return bytes that were kept, ``None`` if they weren't or are damaged."""
        packed = self.store.get(f"blob/{digest.hex()}")
        if packed is None:
            return None
        try:
            content = zlib.decompress(packed)
        except zlib.error:
            return None
        return content if sha256(content).digest() == digest else None

    def gather(self, facts: Iterable[Known]) -> None:
        """Take facts that were learnt while pages were made, to be written with the others."""
        self._gathered.add(facts)

    def write(self, oracle: Oracle, traces: Sequence[Trace], more: Mapping[str, object]) -> None:
        """Replace what changed, in one step; ``traces`` are those of all pages of the site.

        The facts are those of the oracle and those that were gathered.
        """
        kept: dict[str, tuple[Trace, ...]] = {}
        for trace in traces:
            older = self._traces.get(trace.page.path, ())
            if older[:1] != (trace,):
                others = tuple(one for one in older if one != trace)
                kept[trace.page.path] = (trace, *others)[:TRACES]
        changed = (
            known for question, known in oracle.known.items() if self._facts.get(question) != known
        )
        count = len(self._facts) + self._fact_shards.replace(changed, self._gathered)
        self._trace_shards.replace(kept.values())
        settled = self.recall(SETTLED, int) or 0
        paths = len(self._traces.keys() | kept.keys())
        if not settled:
            more = {**more, SETTLED: count}
        elif count > 2 * settled + 1000 or paths > 2 * len(traces) + 1000:
            used = set().union(*(_list_facts(trace) for trace in traces))
            settled = self._fact_shards.keep_only(lambda known: known.number in used)
            self._trace_shards.renew((trace,) for trace in traces)
            more = {**more, SETTLED: settled}
        items = [(key, msgspec.msgpack.encode(value)) for key, value in more.items()]
        self._seal |= {key: checksum(key, packed) for key, packed in items}
        self.store.put([*items, (SEAL, msgspec.msgpack.encode(self._seal))])
        self._trim_blobs()
        self.store.commit()
        if self.store.size > max(SIZE_LIMIT, len(traces) * SIZE_A_PAGE):
            self.store.remove()

    def begin_anew(self) -> bool:
        """Forget everything because the store turned out to be damaged when it was written.

        False when it did not. Else what was to be written has to be written again.
        """
        if not self.store.begin_anew():
            return False
        self._take_stock()
        return True

    def trim(self, prefix: str, groups: Callable[[str], str], kept: int) -> None:
        """Forget all but the newest groups of values whose keys begin so."""
        found = self.store.sizes(prefix)
        newest = list(dict.fromkeys(groups(key) for key in reversed(found)))[:kept]
        self.store.delete([key for key in found if groups(key) not in newest])

    def _trim_blobs(self) -> None:
        sizes = self.store.sizes("blob/")
        total = sum(sizes.values())
        for key, size in sizes.items():  # the oldest first
            if total <= BLOBS_LIMIT:
                break
            self.store.delete([key])
            total -= size


def _name_fact(known: Known) -> str:
    return "\0".join(known.question)


def _list_facts(trace: Trace) -> set[int]:
    """List the numbers of all facts of a trace."""
    numbers = set(unpack_numbers(trace.facts))
    for written in trace.files.values():
        numbers.update(unpack_numbers(written.templates))
    return numbers


def open_memory(folder: Path, fingerprint: str) -> Memory:
    """Open the memory of one generator; those of older generators are forgotten."""
    _forget_old_generators(folder, fingerprint)
    return Memory(Store(folder / fingerprint / FILE))


def _forget_old_generators(folder: Path, fingerprint: str) -> None:
    """Keep the newest generators' memories; only folders that look like ours are touched."""
    try:
        others = [
            path
            for path in folder.iterdir()
            if path.name != fingerprint and len(path.name) == 32 and (path / FILE).is_file()
        ]
        others.sort(key=lambda path: (path / FILE).stat().st_mtime_ns, reverse=True)
    except OSError:
        return
    for path in others[KEPT - 1 :]:
        shutil.rmtree(path, ignore_errors=True)


def fingerprint(package: Path, libraries: Sequence[str]) -> str:
    """Digest the generator: source in path order, versions of libraries and Python, memory format.

    A changed generator has another fingerprint, hence another memory, and can't serve an old page.
    """
    hashed = blake2b(digest_size=16)
    # Compressed files and databases are of the library's making.
    parts = [f"{FORMAT}", f"{sys.version_info[:3]}", *_find_versions(libraries)]
    parts += [sqlite3.sqlite_version, zlib.ZLIB_RUNTIME_VERSION]
    for folder, folders, names in os.walk(package):
        folders.sort()
        for name in sorted(names):
            if name.endswith((".py", ".txt")):  # texts of licences
                path = os.path.join(folder, name)
                parts.append(os.path.relpath(path, package))
                parts.append(_read_source(path))
    for part in parts:
        encoded = part.encode()
        hashed.update(len(encoded).to_bytes(8, "big") + encoded)
    return hashed.hexdigest()


def _read_source(path: str) -> str:
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except OSError as error:
        error.filename = path  # a failed read names no file
        raise


def _find_versions(libraries: Sequence[str]) -> list[str]:
    """Return ``name-version`` of each library.

    The names of the installed packages' folders hold both; importing the standard library's reader
    of their metadata would take longer than a build that has nothing to do.
    """
    found: dict[str, str] = {}
    for folder in sys.path:
        try:
            names = os.listdir(folder or ".")
        except OSError:
            continue
        for name in names:
            if name.endswith(".dist-info"):
                library, _, version = name.removesuffix(".dist-info").rpartition("-")
                found.setdefault(library.replace("_", "-").lower(), version)
    return [f"{name} {found.get(name, 'unknown')}" for name in sorted(libraries)]
