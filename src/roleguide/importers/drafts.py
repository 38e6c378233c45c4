"""Draft records: how an importer spells them, and how it knows that nobody has edited one since.

A draft carries ``x-digest``: the digest of its own text without that line. As long as the two
agree, the record says what an importer wrote, and the next import may write it anew; after any edit
they don't, whatever became of the file's name or time, and the record is left alone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from hashlib import sha256
from typing import Final

DIGEST_LINE: Final = re.compile(r"^x-digest: ([0-9a-f]{16})\n", re.MULTILINE)
_PLAIN: Final = re.compile(r"[A-Za-z][A-Za-z0-9 ,.()/'+-]*[A-Za-z0-9.)+]|[A-Za-z]{2}")
_WORDS: Final = frozenset({"true", "false", "null", "yes", "no", "on", "off", "none"})
"""Words that mean something else to YAML, or look as if they did."""
_MARKS: Final = re.compile(r"[\\`*_\[\]<>#|~{}]|&(?=\S)|(?<=\w):(?=//)")
_LEADING: Final = re.compile(r"^(\d+)([.)])|^([-+=])")


def spell_scalar(text: str) -> str:
    """Spell a text as a YAML scalar of one line: plain where that is safe, else quoted."""
    if _PLAIN.fullmatch(text) and text.casefold() not in _WORDS:
        return text
    return json.dumps(text, ensure_ascii=False)


def spell_list(key: str, items: Iterable[str]) -> list[str]:
    """Spell a list of texts, an item a line; nothing for an empty one."""
    lines = [f"  - {spell_scalar(item)}" for item in items]
    return [f"{key}:", *lines] if lines else []


def escape_markdown(text: str) -> str:
    """Escape what Markdown would read, so that the text stands as it is in a paragraph or item."""
    escaped = _MARKS.sub(lambda found: "\\" + found[0], text)
    return _LEADING.sub(
        lambda found: f"{found[1]}\\{found[2]}" if found[1] else "\\" + found[3], escaped
    )


def seal(facts: Iterable[str], body: str = "") -> str:
    """Put a record together and sign it; ``facts`` are the lines of its front matter."""
    front = "\n".join(facts)
    return _put_together(front, body, f"x-digest: {_digest(_put_together(front, body, ''))}\n")


def is_untouched(text: str) -> bool:
    """Tell whether a record is as :func:`seal` made it (line ends apart)."""
    text = text.replace("\r\n", "\n").removeprefix("\ufeff")
    found = DIGEST_LINE.search(text)
    if found is None:
        return False
    return _digest(text[: found.start()] + text[found.end() :]) == found[1]


def _put_together(front: str, body: str, signature: str) -> str:
    return f"---\n{front}\n{signature}---\n" + (f"\n{body.rstrip()}\n" if body else "")


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16]
