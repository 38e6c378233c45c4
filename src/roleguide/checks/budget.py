"""The budgets: how much of a page is sent before it can be read, and how much script it has.

The longest page of each kind is looked at, and of these the few that may be the heaviest are
compressed. What a file weighs is known by its digest, so a build compresses only what is new.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, Protocol
from urllib.parse import unquote

from msgspec import Struct

PAGE_LIMIT: Final = 14 * 1024
"""Bytes of a role page and its style sheets, compressed with Brotli: about what the ten TCP
segments of a new connection carry (RFC 6928)."""
SCRIPT_LIMIT: Final = 20 * 1024
"""Bytes of all scripts of a page, compressed with Brotli, each by itself."""
MEASURED: Final = 3
"""Pages that are compressed: the longest one is not always the largest on the wire."""
WRITTEN: Final = rb"""((?:[^>"']|"[^"]*"|'[^']*')*)>"""
TAG: Final = re.compile(rb"<(link|script)\b" + WRITTEN, re.IGNORECASE)
COMMENT: Final = re.compile(rb"<!--.*?-->", re.DOTALL)
SCRIPT: Final = re.compile(rb"(<script\b" + WRITTEN + rb").*?</script", re.DOTALL | re.IGNORECASE)
"""What stands in a script is no markup."""
ATTRIBUTE: Final = re.compile(rb"""([^\s"'=<>/]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?""")
SCRIPTS: Final = frozenset({"", "module", "text/javascript", "application/javascript"})
"""Types of script elements that run; others hold data."""
IMPORT: Final = re.compile(rb"@import\b", re.IGNORECASE)


class Files(Protocol):
    """The finished files of a site."""

    def read(self, path: str) -> Iterator[bytes]:
        """Yield the bytes of a file, a part at a time."""
        ...

    def describe(self, path: str) -> tuple[int, str]:
        """Return the size of a file in bytes, and its SHA-256 in hexadecimal."""
        ...


class Needs(Struct, frozen=True):
    """What a page asks a browser to load, as output paths; of other sites, as addresses."""

    styles: tuple[str, ...]
    scripts: tuple[str, ...]
    blocking: tuple[str, ...]
    """What it waits for besides its own style sheets."""


class Heaviest(Struct, frozen=True):
    """The page of most bytes, and these bytes."""

    path: str
    size: int
    limit: int

    @property
    def over(self) -> bool:
        """Whether it misses its budget."""
        return self.size > self.limit


class Blocking(Struct, frozen=True):
    """A page that shows nothing until something else has come, and what that is."""

    path: str
    waits_for: str


class Budgets(Struct, frozen=True):
    """What the looked-at pages come to."""

    role: Heaviest | None
    scripts: Heaviest | None
    blocking: tuple[Blocking, ...]
    kinds: int
    sizes: dict[str, int]
    """SHA-256 → compressed bytes of every file that was measured."""


def measure_budgets(
    pages: Iterable[tuple[str, str]], files: Files, known: Mapping[str, int]
) -> Budgets:
    """Measure the pages of a site, each with its kind; ``known`` is what an earlier build learnt.

    Only kind ``role`` has the budget of a first load.
    """
    scale = _Scale(files, known)
    longest: dict[str, tuple[int, str]] = {}
    roles: list[tuple[int, str]] = []
    for kind, path in pages:
        found = (-files.describe(path)[0], path)
        if kind not in longest or found < longest[kind]:
            longest[kind] = found
        if kind == "role":
            roles.append(found)
    needs = {path: read_needs(path, scale.read(path)) for _, path in sorted(longest.values())}
    blocking = []
    for path, one in sorted(needs.items()):
        late = (*one.blocking, *filter(scale.imports_more, filter(scale.has, one.styles)))
        if late:
            blocking.append(Blocking(path, late[0]))
    fullest = [path for _, path in sorted(roles)[:MEASURED]]
    busiest = sorted(
        (path for path in needs if needs[path].scripts),
        key=lambda path: (-scale.length(needs[path].scripts), path),
    )[:MEASURED]
    first_loads = [
        Heaviest(path, scale.weigh((path, *read_needs(path, scale.read(path)).styles)), PAGE_LIMIT)
        for path in fullest
    ]
    scripts = [Heaviest(path, scale.weigh(needs[path].scripts), SCRIPT_LIMIT) for path in busiest]
    return Budgets(
        max(first_loads, key=lambda one: one.size, default=None),
        max(scripts, key=lambda one: one.size, default=None),
        tuple(blocking),
        len(longest),
        scale.sizes,
    )


class _Scale:
    """Weighs the files of a site; those of other sites weigh nothing that could be known."""

    def __init__(self, files: Files, known: Mapping[str, int]) -> None:
        self._files = files
        self._known = known
        self.sizes: dict[str, int] = {}

    def read(self, path: str) -> bytes:
        return b"".join(self._files.read(path))

    def has(self, path: str) -> bool:
        try:
            self._files.describe(path)
        except KeyError:
            return False
        return True

    def length(self, paths: Iterable[str]) -> int:
        return sum(self._files.describe(path)[0] for path in filter(self.has, paths))

    def imports_more(self, sheet: str) -> bool:
        return IMPORT.search(self.read(sheet)) is not None

    def weigh(self, paths: Iterable[str]) -> int:
        return sum(map(self._weigh, filter(self.has, paths)))

    def _weigh(self, path: str) -> int:
        digest = self._files.describe(path)[1]
        size = self.sizes.get(digest) or self._known.get(digest)
        if size is None:
            import brotli  # type: ignore[import-untyped]  # noqa: PLC0415 - only for what is new

            size = len(brotli.compress(self.read(path)))
        self.sizes[digest] = size
        return size


def read_needs(page: str, content: bytes) -> Needs:
    """Read what the HTML of a page at an output path asks a browser to load."""
    styles: list[str] = []
    scripts: list[str] = []
    blocking: list[str] = []
    for name, written in TAG.findall(SCRIPT.sub(rb"\1", COMMENT.sub(b"", content))):
        attributes = _read_attributes(written)
        match name.lower():
            case b"link":
                if "stylesheet" not in attributes.get("rel", "").lower().split():
                    continue
                if attributes.get("media", "all").strip().lower() == "print":
                    continue  # a browser fetches it, and shows the page without
                sheet = _resolve(page, attributes.get("href", ""))
                (blocking if _is_foreign(sheet) else styles).append(sheet)
            case b"script":
                if attributes.get("type", "").strip().lower() not in SCRIPTS:
                    continue
                script = _resolve(page, attributes["src"]) if "src" in attributes else ""
                if script:
                    scripts.append(script)
                waits = {"defer", "async"} & attributes.keys()
                if not waits and attributes.get("type", "") != "module":
                    blocking.append(script or "a script inside the page")
    return Needs(tuple(styles), tuple(scripts), tuple(blocking))


def _read_attributes(written: bytes) -> dict[str, str]:
    return {
        name.decode("utf-8", "replace").lower(): value.decode("utf-8", "replace").strip("\"'")
        for name, value in ATTRIBUTE.findall(written)
    }


def _is_foreign(address: str) -> bool:
    return ":" in address or address.startswith("//")


def _resolve(page: str, address: str) -> str:
    """Return the output path that an address of a page leads to; an absolute one as it is."""
    address = address.partition("?")[0].partition("#")[0]
    if _is_foreign(address) or address.startswith("/"):
        return address
    steps = page.split("/")[:-1]
    for step in unquote(address).split("/"):
        if step == ".." and steps:
            steps.pop()
        elif step not in ("", ".", ".."):
            steps.append(step)
    return "/".join(steps)
