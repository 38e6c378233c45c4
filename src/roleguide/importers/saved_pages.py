"""Saved web pages and JSON files, and the ``JobPosting`` objects in them (schema.org, JSON-LD).

HTML is parsed by lexbor (selectolax), imported when the first page is read.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Sequence
from json import JSONDecodeError
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

from roleguide.diagnostics import Place, Report, excerpt
from roleguide.engine.failure import explain_error
from roleguide.importers.inputs import UNCHANGED, list_folder, open_regular
from roleguide.importers.markup import parse_html
from roleguide.importers.refusal import InputRefused, WrongUse, refuse

PAGE_LIMIT: Final = 32 * 1024**2
PAGES_LIMIT: Final = 50_000
SUFFIXES: Final = {".html", ".htm", ".xhtml", ".json", ".jsonld"}
CHARSET: Final = re.compile(
    rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]{2,40})""", re.IGNORECASE
)
LABELS: Final = dict.fromkeys(
    ("ascii", "us-ascii", "iso-8859-1", "iso8859-1", "latin1", "latin-1"), "windows-1252"
)
"""What pages call an encoding, and what browsers then read: https://encoding.spec.whatwg.org/."""
WRAPPER: Final = re.compile(
    r"^\s*(?:<!--|<!\[CDATA\[|//\s*<!\[CDATA\[)|(?://\s*)?(?:-->|\]\]>)\s*$"
)
DEPTH_LIMIT: Final = 12


class FoundPosting(Struct, frozen=True):
    """A ``JobPosting`` object and where it was found."""

    place: Place
    number: int
    """From 1 among the postings of its file."""
    of: int
    facts: dict[str, Any]
    address: str
    """Address of the page by its own word (canonical link or ``og:url``), or empty."""
    language: str
    """Of the page, or empty."""


def list_pages(paths: Sequence[Path]) -> list[tuple[Path, bool]]:
    """List the files to read, those of folders by name, and whether each was named itself."""
    found: list[tuple[Path, bool]] = []
    for path in paths:
        shown = os.fspath(path)
        if path.is_dir():
            inside = [one for one in list_folder(path, shown, ()) if one.suffix.lower() in SUFFIXES]
            if not inside:
                raise refuse(
                    Place(shown),
                    "empty-file",
                    "The folder holds no saved page and no JSON file.",
                    "save pages as .html, or JSON as .json, into it",
                )
            found.extend((one, False) for one in inside)
        elif not path.exists():
            raise WrongUse(f"there is no file or folder {excerpt(shown, 200)}")
        else:
            found.append((path, True))
    if len(found) > PAGES_LIMIT:
        message = f"There are {len(found):,} files; at most {PAGES_LIMIT:,} are read."
        raise refuse(Place(str(paths[0])), "too-many-members", message, "import fewer at a time")
    return found


def read_page(path: Path, report: Report) -> Iterator[FoundPosting]:
    """Yield the postings of a file; raises :class:`InputRefused` where it holds none.

    A JSON-LD block that can't be read is reported, and the other blocks of the page are read.
    """
    shown = os.fspath(path)
    text = _decode(_read(path, shown), shown)
    if text.lstrip()[:1] in ("{", "["):
        blocks, address, language = [(1, text)], "", ""
    else:
        blocks, address, language = _find_blocks(text)
    objects: list[tuple[Place, dict[str, Any]]] = []
    broken: InputRefused | None = None
    for line, block in blocks:
        try:
            parsed = _parse(block, shown, line)
        except InputRefused as error:
            if broken is not None:
                report.extend(broken.report)
            broken = error
            continue
        objects.extend((Place(shown, line, 1), one) for one in _find_postings(parsed, 0))
    if not objects:
        raise broken or refuse(
            Place(shown),
            "no-posting",
            "The file holds no JobPosting in JSON-LD"
            + (f" ({len(blocks)} other block{'s' * (len(blocks) != 1)})." if blocks else "."),
            "save the page of a single posting completely, or write the record by hand",
        )
    if broken is not None:
        report.warning(
            broken.diagnostic.place,
            broken.diagnostic.code,
            broken.diagnostic.message,
            "the other blocks of the page were read",
        )
    for number, (place, facts) in enumerate(objects, 1):
        yield FoundPosting(place, number, len(objects), facts, address, language)


def _read(path: Path, shown: str) -> bytes:
    try:
        with open_regular(path, shown) as file:
            content = file.read(PAGE_LIMIT + 1)
    except OSError as error:
        raise explain_error(error, "reading", shown, state=UNCHANGED) from error
    if len(content) > PAGE_LIMIT:
        raise refuse(
            Place(shown),
            "too-large",
            f"The page has more than {PAGE_LIMIT:,} bytes.",
            "save the page of one posting, without its pictures",
        )
    if content.startswith(b"\x1f\x8b"):
        raise refuse(
            Place(shown),
            "not-utf-8",
            "The file is compressed (gzip), whatever its name says.",
            "unpack it, or save the page in a browser",
        )
    if not content.strip():
        raise refuse(Place(shown), "empty-file", "The file is empty.", "save the page again")
    return content


def _decode(content: bytes, shown: str) -> str:
    charset, declared = "utf-8", CHARSET.search(content[:8192])
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        charset = "utf-16"
    elif declared is not None:
        charset = declared[1].decode("ascii", "replace").casefold()
    try:
        return content.decode(LABELS.get(charset, charset)).removeprefix("\ufeff")
    except (UnicodeDecodeError, LookupError):
        raise refuse(
            Place(shown),
            "not-utf-8",
            f"The page is not in {charset.upper()}, as {'it says' if declared else 'is usual'}.",
            "save it as UTF-8",
        ) from None


def _find_blocks(text: str) -> tuple[list[tuple[int, str]], str, str]:
    """Return the JSON-LD blocks of a page with their lines, its address and its language."""
    tree = parse_html(text)
    blocks: list[tuple[int, str]] = []
    at = 0
    for script in tree.css("script"):
        kind = (script.attributes.get("type") or "").split(";")[0].strip().casefold()
        if kind != "application/ld+json":
            continue
        block = script.text(deep=True) or ""
        start = text.find(block, at) if block else -1
        line = text.count("\n", 0, start) + 1 if start >= 0 else 1
        at = start + len(block) if start >= 0 else at
        blocks.append((line, block))
    root = tree.css_first("html")
    language = (root.attributes.get("lang") or "") if root is not None else ""
    address = ""
    for selector, name in (
        ('link[rel="canonical"]', "href"),
        ('meta[property="og:url"]', "content"),
    ):
        node = tree.css_first(selector)
        if node is not None and not address:
            address = (node.attributes.get(name) or "").strip()
    return blocks, address, language.strip()


def _parse(block: str, shown: str, line: int) -> Any:
    """Parse a block; raw control characters in texts and comment marks around it are let pass, as
    search engines let them."""
    bare = WRAPPER.sub(lambda found: " " * len(found[0]), block)
    try:
        return json.JSONDecoder(strict=False).decode(bare.strip("\ufeff \t\r\n;"))
    except JSONDecodeError as error:
        inside = block.count("\n", 0, block.find(bare.strip("\ufeff \t\r\n;")[:40]))
        raise refuse(
            Place(shown, line + max(0, inside) + error.lineno - 1, error.colno),
            "json-ld-malformed",
            f"The JSON-LD can’t be read: {error.msg[:1].lower()}{error.msg[1:]}.",
            "mend the JSON at this place, or save the page again",
        ) from None
    except RecursionError:
        raise refuse(
            Place(shown, line, 1),
            "json-ld-malformed",
            "The JSON-LD is nested too deeply.",
            "check that it is the page of a posting",
        ) from None


def _find_postings(node: Any, depth: int) -> Iterator[dict[str, Any]]:
    """Yield every object of the type ``JobPosting``, wherever it stands."""
    if depth > DEPTH_LIMIT:
        return
    if isinstance(node, list):
        for one in node:
            yield from _find_postings(one, depth + 1)
    elif isinstance(node, dict):
        kinds = node.get("@type")
        named = kinds if isinstance(kinds, list) else [kinds]
        if any(str(kind).rpartition("/")[2].rpartition(":")[2] == "JobPosting" for kind in named):
            yield node
            return
        for one in node.values():
            if isinstance(one, (list, dict)):
                yield from _find_postings(one, depth + 1)
