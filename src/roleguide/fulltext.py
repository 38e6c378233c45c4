"""Search in the whole text: Pagefind's index of the finished pages, for sites that ask for it.

Pagefind is a program of its own. It reads the pages from a folder and writes a file for each page
and some for all of them, with hashes in their names, so they are no pages of the plan: they are
made together when any page's text changed, and stay together when none did.
"""

from __future__ import annotations

import gzip
import os
import re
import subprocess
from collections.abc import Iterable
from hashlib import blake2b, sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

import msgspec
from msgspec import Struct

from roleguide.engine.failure import UNCHANGED, PublishError, explain_error
from roleguide.engine.late import FinishedFiles
from roleguide.engine.memory import Memory, Trace
from roleguide.engine.publish import Publisher
from roleguide.engine.render import Page, form_path
from roleguide.guide.records import Site
from roleguide.pages.urls import CHAPTERS, FOLDERS, TEXT_INDEX
from roleguide.timings import Timings

KEY: Final = "fulltext"
"""The key of the index in the memory of a build."""
GROUPS: Final = "groups.json"
"""Our own file beside Pagefind's: the groups of its results."""
WANTED: Final = ("pagefind.js", "pagefind-entry.json", "wasm.*.pagefind", "**/*.pf_*", GROUPS)
"""What the search page loads; what else Pagefind writes is its own user interface."""
COMMONEST: Final = "role"
"""The group of whatever is in no list of :data:`GROUPS`: most pages are of roles."""
NO_TEXT: Final = (
    *("button", "[aria-hidden=true]", "h1 .tag"),
    *("a[href^='#']", "a[href*='rules/'][href*='#']"),
)
"""What is no text to be found: controls, ornaments, labels beside titles, marks of notes, ids of
rules."""
ARGUMENTS: Final = (
    *("--root-selector", "main", "--keep-index-url"),
    *(part for selector in NO_TEXT for part in ("--exclude-selectors", selector)),
)
PATIENCE: Final = 300.0
"""Seconds after which Pagefind is given up …"""
PATIENCE_A_PAGE: Final = 0.1
"""… and so many more for each page, which takes about 3 ms of processor time."""
NOINDEX: Final = re.compile(rb'<meta name="robots" content="[^">]*noindex')
LEFT_OUT: Final = frozenset({"search"})
"""Kinds of pages that name everything and would be found by every word."""


LANGUAGE: Final = re.compile(rb"<html[^>]*>")
MAIN: Final = re.compile(rb"<main[ >].*</main>", re.DOTALL)
GROUPED: Final = frozenset(FOLDERS)
"""Kinds of records; each is a group of results, and all other pages are one."""
BESIDE: Final = {
    **dict.fromkeys(CHAPTERS, "role"),
    "skill roles": "skill",
    "place by field": "place",
    "postings": "posting",
}
"""Kinds of pages that belong to records of another kind."""


class TextIndex(Struct, frozen=True, array_like=True):
    """What was indexed, and what came of it."""

    pages: bytes
    """Digest of the paths, kinds and contents of the pages."""
    texts: bytes
    """Digest of what Pagefind reads of them: equal while only the rest of the pages changed."""
    files: dict[str, bytes]
    """Published path → SHA-256."""


class _Fragment(Struct, frozen=True):
    """What Pagefind says of a page; only the address is of use here."""

    url: str


class Indexed(NamedTuple):
    """A page that Pagefind looks at."""

    kind: str
    """The group that it is found in: the kind of its record, or ``page``."""
    content: bytes
    """SHA-256."""


def check_program(site: Site) -> None:
    """Raise :class:`PublishError` if the site needs Pagefind and it is not installed."""
    if site.search == "pagefind":
        find_program()


def find_program() -> Path:
    """Return the path of Pagefind, which the package ``pagefind-bin`` carries."""
    try:
        import pagefind_bin  # type: ignore[import-untyped] # noqa: PLC0415 -- few sites need it

        return Path(pagefind_bin.get_executable())
    except (ImportError, FileNotFoundError):
        raise PublishError(
            "`search: pagefind` in site.yaml needs the package pagefind-bin, which is not "
            f"installed; {UNCHANGED}",
            "Install it: pip install 'roleguide[pagefind]'; or take the line out of site.yaml.",
        ) from None


def index_texts(
    site: Site,
    traces: Iterable[Trace],
    publisher: Publisher,
    memory: Memory | None,
    timings: Timings,
) -> dict[str, object]:
    """Publish the index of all pages if the site has one; return what is to be remembered of it.

    When no page changed since the last build, its files stay. When pages did, what Pagefind reads
    of them is compared, so that a style sheet or a link in the footer does not make it run.
    """
    if site.search != "pagefind":
        return {}
    pages = list_indexed(traces)
    with timings.stage("Indexing", len(pages)):
        digest = digest_indexed(pages)
        known = memory.recall(KEY, TextIndex) if memory is not None else None
        lost = None
        if known is not None and known.pages == digest:
            lost = _keep(known, publisher)
            if not lost:
                return {KEY: known}
        return {KEY: _make(publisher, pages, digest, known, lost)}


def list_indexed(traces: Iterable[Trace]) -> dict[str, Indexed]:
    """Return the pages that are looked at, by path; those marked ``noindex`` are among them."""
    return {
        form_path(trace.page, "html"): Indexed(
            _group_of(trace.page.kind), trace.files["html"].sha256
        )
        for trace in traces
        if "html" in trace.files and is_indexed(trace.page)
    }


def is_indexed(page: Page) -> bool:
    """Tell whether the text of a page is looked at, if it has an HTML file."""
    return page.kind not in LEFT_OUT


def _group_of(kind: str) -> str:
    kind = BESIDE.get(kind, kind)
    return kind if kind in GROUPED else "page"


def digest_indexed(pages: dict[str, Indexed]) -> bytes:
    """Return a digest that is equal only for equal pages that are indexed alike."""
    hashed = _begin_digest()
    for path, (kind, content) in sorted(pages.items()):
        hashed.update(f"{path}\0{kind}\0".encode() + content)
    return hashed.digest()


def _begin_digest() -> blake2b:
    return blake2b(repr((ARGUMENTS, WANTED)).encode(), digest_size=16)


def _keep(known: TextIndex, publisher: Publisher) -> set[str]:
    """Keep the files of an index; return those that somebody damaged or removed."""
    return publisher.keep_all({path: one.hex() for path, one in known.files.items()})


def _make(
    publisher: Publisher,
    pages: dict[str, Indexed],
    digest: bytes,
    known: TextIndex | None,
    lost: set[str] | None,
) -> TextIndex:
    """Have Pagefind index the pages, unless it would read what it read last time.

    ``lost`` are files of the known index that can't be kept, where that was tried already.
    """
    with TemporaryDirectory(prefix="roleguide-pagefind-") as folder:
        texts, bundle = Path(folder, "site"), Path(folder, "bundle")
        try:
            read = _copy_texts(publisher, pages, texts)
            same = known is not None and known.texts == read
            if known is not None and same:
                lost = _keep(known, publisher) if lost is None else lost
                if not lost:
                    return TextIndex(digest, read, known.files)
            call_program(texts, bundle, PATIENCE + PATIENCE_A_PAGE * len(pages))
            _write_groups(bundle, pages)
            found = sorted({file for wanted in WANTED for file in bundle.glob(wanted)})
            made = {TEXT_INDEX + one.relative_to(bundle).as_posix(): one for one in found}
            files = {path: sha256(one.read_bytes()).digest() for path, one in made.items()}
            if known is not None and same and files != known.files:
                raise PublishError(
                    f"Pagefind made another index of the same pages; {UNCHANGED}",
                    "Build once with --no-memory.",
                )
            for path in sorted(lost if same and lost else made):
                publisher.write(path, made[path].read_bytes())
            return TextIndex(digest, read, files)
        except OSError as error:
            raise explain_error(error, "indexing pages in", error.filename or folder) from error


def _write_groups(bundle: Path, pages: dict[str, Indexed]) -> None:
    """Write which group each result is of: ``{group: [id, …]}``.

    Pagefind has filters for that; but the files of these differ from run to run.
    """
    groups: dict[str, list[str]] = {}
    for fragment in bundle.glob("fragment/*.pf_fragment"):
        # A sign of Pagefind's stands before the JSON.
        text = gzip.decompress(fragment.read_bytes())
        path = msgspec.json.decode(text[text.index(b"{") :], type=_Fragment).url.lstrip("/")
        group = pages[path].kind
        if group != COMMONEST:
            groups.setdefault(group, []).append(fragment.stem)
    lists = {group: sorted(ids) for group, ids in sorted(groups.items())}
    (bundle / GROUPS).write_bytes(msgspec.json.encode(lists) + b"\n")


def _copy_texts(publisher: Publisher, pages: dict[str, Indexed], folder: Path) -> bytes:
    """Write what Pagefind is to read of the pages below a folder; return its digest.

    That is the ``main`` part. Pages that search engines may not index are left out.
    """
    finished, hashed = FinishedFiles(publisher), _begin_digest()
    for path, (kind, _) in sorted(pages.items()):
        content = b"".join(finished.read(path))
        if NOINDEX.search(content.partition(b"</head>")[0]):
            continue
        language, main = LANGUAGE.search(content), MAIN.search(content)
        if language is None or main is None:  # a template of the site’s own: as a whole
            text = content
        else:
            text = b"<!doctype html>" + language[0] + b"<body>" + main[0]
        hashed.update(f"{path}\0{kind}\0{len(text)}\0".encode() + text)
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text)
    return hashed.digest()


def call_program(texts: Path, bundle: Path, patience: float) -> None:
    """Have Pagefind write the index of the pages below a folder into another one.

    :class:`PublishError` when it fails or takes longer than so many seconds.
    """
    program = find_program()
    # Neither variables nor a file in the current folder may change what it does.
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")}
    fix = "Build again; if that doesn’t help, take `search: pagefind` out of site.yaml."
    try:
        done = subprocess.run(
            [program, "--site", texts, "--output-path", bundle, *ARGUMENTS, "--silent"],
            cwd=texts.parent,
            env=clean,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=patience,
            check=False,
            encoding="utf-8",
            errors="replace",
        )
    except subprocess.TimeoutExpired:
        sentence = f"Pagefind was not done after {patience:.0f} seconds; {UNCHANGED}"
        raise PublishError(sentence, fix) from None
    if done.returncode != 0 or not (bundle / "pagefind-entry.json").is_file():
        said = " ".join(done.stdout.split())[:300] or "it said nothing"
        sentence = f"Pagefind failed (exit code {done.returncode}): {said}; {UNCHANGED}"
        raise PublishError(sentence, fix)
