"""Source records that an importer writes where the guide has none: its figures need one to cite."""

from __future__ import annotations

import json
from collections.abc import Mapping


def spell_record(facts: Mapping[str, str | Mapping[str, str]]) -> str:
    """Spell front matter: one ``key: "value"`` a line, in the order given."""
    lines = []
    for key, value in facts.items():
        if isinstance(value, str):
            lines.append(f"{key}: {_quote(value)}")
        else:
            inner = ", ".join(f"{name}: {_quote(text)}" for name, text in value.items())
            lines.append(f"{key}: {{{inner}}}")
    return "\n".join(["---", *lines, "---", ""])


def _quote(text: str) -> str:
    """A YAML double-quoted scalar; JSON's escapes are a part of YAML's."""
    return json.dumps(" ".join(text.split()), ensure_ascii=False)
