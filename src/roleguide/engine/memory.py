"""The memory of earlier builds: for each page the facts it was made of and the digest of its bytes.

A page is fresh when every fact in its trace still holds; nothing else is consulted. Memory is JSON
behind a checksum, never pickle. Whatever is damaged, foreign or of another generator is a miss and
never an error.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterable, Mapping
from hashlib import blake2b, sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

from roleguide.engine.facts import Fact, Oracle
from roleguide.engine.render import Page

FORMAT: Final = 1
MAGIC: Final = "roleguide memory"
KEPT: Final = 2
"""Memories of this many generators are kept; the oldest go."""


class Trace(Struct, frozen=True):
    """What a page was made of: its facts, and the SHA-256 of the bytes that came of them."""

    page: Page
    facts: tuple[Fact, ...]
    sha256: str


def fingerprint(package: Path, libraries: Iterable[str]) -> str:
    """Digest the generator: source in path order, versions of libraries and Python, memory format.

    A changed generator has another fingerprint, hence another memory, and can't serve an old page.
    """
    hashed = blake2b(digest_size=16)
    parts = [
        f"{FORMAT}",
        f"{sys.version_info[:3]}",
        *(f"{name} {version(name)}" for name in sorted(libraries)),
    ]
    for path in sorted(package.rglob("*.py")):
        parts.append(path.relative_to(package).as_posix())
        parts.append(path.read_text(encoding="utf-8"))
    for part in parts:
        encoded = part.encode()
        hashed.update(len(encoded).to_bytes(8, "big") + encoded)
    return hashed.hexdigest()


class Memory:
    """The traces of one generator, read once and replaced as a whole."""

    def __init__(self, folder: Path, fingerprint: str) -> None:
        self._file = folder / fingerprint / "pages.json"
        self._folder = folder
        self._traces: dict[Page, Trace] = {}
        self._holds: dict[Fact, bool] = {}

    def read(self) -> None:
        """Take in what an earlier build left; anything wrong with it is the same as nothing."""
        try:
            head, _, payload = self._file.read_bytes().partition(b"\n")
            if head == _make_head(payload):
                self._traces = _decode(json.loads(payload))
        except (OSError, ValueError, KeyError, TypeError, IndexError):
            self._traces = {}

    def find(self, page: Page, oracle: Oracle) -> Trace | None:
        """Return the page's trace if every fact in it still holds."""
        trace = self._traces.get(page)
        if trace is None or not all(self._check(fact, oracle) for fact in trace.facts):
            return None
        return trace

    def _check(self, fact: Fact, oracle: Oracle) -> bool:
        known = self._holds.get(fact)
        if known is None:
            try:
                known = oracle.digest(fact.question) == fact.digest
            except LookupError:  # the record that was asked about is gone
                known = False
            self._holds[fact] = known
        return known

    def write(self, traces: Iterable[Trace]) -> None:
        """Replace the memory in one step; ``OSError`` when that is not possible."""
        payload = json.dumps(_encode(traces), separators=(",", ":"), sort_keys=True).encode()
        self._file.parent.mkdir(parents=True, exist_ok=True)
        fresh = self._file.with_name(f"{self._file.name}.{os.getpid()}")
        try:
            fresh.write_bytes(_make_head(payload) + b"\n" + payload)
            os.replace(fresh, self._file)
        finally:
            fresh.unlink(missing_ok=True)
        self._forget_old_generators()

    def _forget_old_generators(self) -> None:
        """Keep the newest generators' memories; only folders that look like ours are touched."""
        own = self._file.parent
        others = [
            path
            for path in self._folder.iterdir()
            if path != own and len(path.name) == 32 and (path / "pages.json").is_file()
        ]
        others.sort(key=lambda path: (path / "pages.json").stat().st_mtime_ns, reverse=True)
        for path in others[KEPT - 1 :]:
            shutil.rmtree(path, ignore_errors=True)


def _make_head(payload: bytes) -> bytes:
    return f"{MAGIC} {FORMAT} {sha256(payload).hexdigest()}".encode()


def _encode(traces: Iterable[Trace]) -> dict[str, object]:
    """Write each distinct fact once; pages name facts by number."""
    numbers: dict[Fact, int] = {}
    pages = []
    for trace in traces:
        page = trace.page
        facts = [numbers.setdefault(fact, len(numbers)) for fact in trace.facts]
        pages.append([page.path, page.kind, page.subject, trace.sha256, facts])
    return {"facts": [[fact.digest.hex(), *fact.question] for fact in numbers], "pages": pages}


def _decode(stored: Mapping[str, Any]) -> dict[Page, Trace]:
    facts = [Fact(tuple(question), bytes.fromhex(digest)) for digest, *question in stored["facts"]]
    traces = {}
    for path, kind, subject, content, numbers in stored["pages"]:
        page = Page(str(path), str(kind), str(subject))
        traces[page] = Trace(page, tuple(facts[number] for number in numbers), str(content))
    return traces
