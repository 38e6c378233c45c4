"""Search in the whole text: Pagefind's index of the finished pages, for sites that ask for it.

Pagefind is a program of its own. It reads the pages from a folder and writes a file for each page
and some for all of them, with hashes in their names, so they are no pages of the plan: they are
made together when any page's text changed, and stay together when none did.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable, Iterator
from hashlib import blake2b, sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from msgspec import Struct

from roleguide.engine.failure import UNCHANGED, PublishError, explain_error
from roleguide.engine.late import FinishedFiles
from roleguide.engine.memory import Memory, Trace
from roleguide.engine.publish import Publisher
from roleguide.engine.render import form_path
from roleguide.guide.records import Site
from roleguide.pages.urls import TEXT_INDEX
from roleguide.timings import Timings

KEY: Final = "fulltext"
"""The key of the index in the memory of a build."""
WANTED: Final = ("pagefind.js", "pagefind-entry.json", "wasm.*.pagefind", "**/*.pf_*")
"""What the search page loads of what Pagefind writes; the rest is its own user interface."""
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


class TextIndex(Struct, frozen=True, array_like=True):
    """What was indexed, and what came of it."""

    pages: bytes
    """Digest of the paths and contents of the pages."""
    files: dict[str, bytes]
    """Published path → SHA-256."""


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

    When no page changed since the last build, its files stay and Pagefind does not run.
    """
    if site.search != "pagefind":
        return {}
    pages = {
        form_path(trace.page, "html"): trace.files["html"].sha256
        for trace in traces
        if "html" in trace.files and trace.page.kind not in LEFT_OUT
    }
    with timings.stage("Indexing", len(pages)):
        digest = _digest_pages(pages)
        known = memory.recall(KEY, TextIndex) if memory is not None else None
        if known is None or known.pages != digest:
            made = dict(_run(publisher, sorted(pages)))
            for path, content in made.items():
                publisher.write(path, content)
            return {KEY: TextIndex(digest, _digest_files(made))}
        wanted = {path: one.hex() for path, one in known.files.items()}
        if lost := publisher.keep_all(wanted):  # somebody damaged or removed them
            made = dict(_run(publisher, sorted(pages)))
            if _digest_files(made) != known.files:
                raise PublishError(
                    f"Pagefind made another index of the same pages; {UNCHANGED}",
                    "Build once with --no-memory.",
                )
            for path in sorted(lost):
                publisher.write(path, made[path])
        return {KEY: known}


def _digest_pages(pages: dict[str, bytes]) -> bytes:
    hashed = blake2b(repr((ARGUMENTS, WANTED)).encode(), digest_size=16)
    for path, digest in sorted(pages.items()):
        hashed.update(path.encode() + b"\0" + digest)
    return hashed.digest()


def _digest_files(files: dict[str, bytes]) -> dict[str, bytes]:
    return {path: sha256(content).digest() for path, content in files.items()}


def _run(publisher: Publisher, paths: list[str]) -> Iterator[tuple[str, bytes]]:
    """Have Pagefind index those of the pages that search engines may; yield its files."""
    finished = FinishedFiles(publisher)
    with TemporaryDirectory(prefix="roleguide-pagefind-") as folder:
        texts, bundle = Path(folder, "site"), Path(folder, "bundle")
        try:
            for path in paths:
                content = b"".join(finished.read(path))
                if NOINDEX.search(content.partition(b"</head>")[0]) is None:
                    target = texts / path
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(content)
            call_program(texts, bundle, PATIENCE + PATIENCE_A_PAGE * len(paths))
            for file in sorted({file for wanted in WANTED for file in bundle.glob(wanted)}):
                yield TEXT_INDEX + file.relative_to(bundle).as_posix(), file.read_bytes()
        except OSError as error:
            raise explain_error(error, "indexing pages in", error.filename or folder) from error


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
