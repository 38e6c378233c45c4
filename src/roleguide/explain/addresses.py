"""Which page somebody means: by address, by path, with or without its host and its folder."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

INDEX: Final = "index.html"
SUGGESTED: Final = 3


def list_candidates(url: str, base_url: str | None, out: Path) -> Iterator[str]:
    """Yield the output paths that an address may mean, the likeliest first.

    Host, query and fragment are left out, and so is the folder of the site's own address or of the
    output on this machine.
    """
    seen = set()
    for path in _strip(url, base_url, out):
        for candidate in _complete(path):
            if candidate not in seen:
                seen.add(candidate)
                yield candidate


def _strip(url: str, base_url: str | None, out: Path) -> Iterator[str]:
    path = _path_of(url)
    yield path
    folder = urlsplit(base_url).path.rstrip("/") if base_url else ""
    for start in (folder, out.absolute().as_posix(), f"/{out.as_posix().removeprefix('./')}"):
        if start and (path == start or path.startswith(f"{start}/")):
            yield path.removeprefix(start)


def _path_of(url: str) -> str:
    try:
        path = unquote(urlsplit(url.strip()).path)
    except ValueError:  # no address at all, such as "http://["
        path = url
    return "/" + path.lstrip("/")


def _complete(path: str) -> Iterator[str]:
    path = path.lstrip("/")
    if path == "" or path.endswith("/"):
        yield path + INDEX
    else:
        yield path
        yield f"{path}/{INDEX}"


def find_path(url: str, base_url: str | None, out: Path, known: Mapping[str, object]) -> str | None:
    """Return the known output path that an address means, or ``None``."""
    candidates = list_candidates(url, base_url, out)
    return next((path for path in candidates if path in known), None)


def suggest_addresses(url: str, paths: Iterable[str]) -> tuple[str, ...]:
    """Return addresses of pages that may have been meant, the likeliest first."""
    known = {show_address(path): None for path in paths}
    asked = _path_of(url).casefold()
    name = _name(asked)
    same = [address for address in known if name and _name(address) == name]
    close = difflib.get_close_matches(asked, known, n=SUGGESTED, cutoff=0.7)
    return tuple(dict.fromkeys((*same, *close)))[:SUGGESTED]


def _name(address: str) -> str:
    return address.removesuffix(INDEX).strip("/").rpartition("/")[2]


def show_address(path: str) -> str:
    """Return a page's address below the root of its site."""
    return "/" + (path.removesuffix(INDEX) if f"/{path}".endswith(f"/{INDEX}") else path)
