"""Explains the files of the index of the whole text, which are no pages: one program makes all of
them of what it reads of all pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from roleguide.choices import choose_trace
from roleguide.explain.addresses import find_path, list_candidates, show_address
from roleguide.explain.explanation import Explanation, FileTold
from roleguide.explain.situation import Situation
from roleguide.fulltext import KEY, TextIndex, digest_indexed, is_indexed, list_indexed
from roleguide.pages.urls import TEXT_INDEX

KIND: Final = "index of the whole text"
NAMED: Final = 3
"""Pages that are named."""


def explain_text_file(
    now: Situation, url: str, miss_memory: Callable[[], str], find_damage: Callable[..., str]
) -> Explanation | None:
    """Explain a file of the index; ``None`` where the address is none.

    ``miss_memory`` says why nothing is remembered, ``find_damage`` (of a path and its SHA-256) why
    the published file can't be kept.
    """
    if now.site.search != "pagefind":
        return None
    base_url, out = now.site.base_url, now.options.out
    known = now.memory.recall(KEY, TextIndex)
    if known is None:
        candidates = list_candidates(url, base_url, out)
        path = next((one for one in candidates if one.startswith(TEXT_INDEX)), None)
        if path is None:
            return None
        return Explanation(url, "unremembered", miss_memory(), path=path, kind=KIND)
    path = find_path(url, base_url, out, known.files)
    if path is None:
        return None
    traces, changing = [], []
    for page in filter(is_indexed, now.plan.pages):
        choice = choose_trace(now.builder.memory, page, now.forms(page))
        if choice is not None and "html" in choice.forms:
            traces.append(choice.trace)
        elif "html" in now.forms(page):
            changing.append(show_address(page.path))
    pages = list_indexed(traces)
    made = f"Pagefind makes it of what it reads of {len(pages) + len(changing):,} pages"
    if not changing and digest_indexed(pages) == known.pages:
        why = find_damage(path, known.files[path])
        file = FileTold(path, "rendered" if why else "kept", why)
        sentence = f"fresh: {made}, and all are as they were"
        if why:
            sentence = f"fresh, but {why}, so it is made again: {made}"
        return Explanation(url, "fresh", sentence, path=path, kind=KIND, files=(file,))
    if changing:
        named = ", ".join(changing[:NAMED])
        rest = f" and {len(changing) - NAMED:,} more" if len(changing) > NAMED else ""
        because = f"{named}{rest} will be rendered"
    else:
        because = "pages were removed or are as they were in an earlier build"
    return Explanation(
        url,
        "stale",
        f"stale: {made}, and {because}; if it then reads something else, it indexes all anew",
        path=path,
        kind=KIND,
        files=(FileTold(path, "rendered"),),
        changes=tuple(one.change for one in now.changes),
    )
