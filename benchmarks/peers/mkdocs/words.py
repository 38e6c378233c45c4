"""Words, addresses and structured data that several pages need."""

import json
from datetime import date
from typing import Any

Row = dict[str, Any]
BASE = "https://benchmark.example"


def day(when: date | str) -> str:
    """A date in words."""
    found = when if isinstance(when, date) else date.fromisoformat(when)
    return f"{found.day} {found:%B %Y}"


def article(title: str) -> str:
    """The title in a sentence, with its article."""
    return f"{'an' if title[0].lower() in 'aeiou' else 'a'} {title.lower()}"


def listed(words: list[str]) -> str:
    """Words as a sentence joins them."""
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def letters(entries: list[Row]) -> list[Row]:
    """Entries under their letters."""
    found: dict[str, list[Row]] = {}
    for entry in sorted(entries, key=lambda entry: str(entry["text"])):
        found.setdefault(entry["text"][0].upper(), []).append(entry)
    return [{"letter": letter, "entries": found[letter]} for letter in sorted(found)]


def breadcrumbs(*places: Row) -> Row:
    """Structured data of the way to a page."""
    items = [{"@type": "ListItem", "position": 1, "name": "Home", "item": f"{BASE}/"}]
    items += [
        {
            "@type": "ListItem",
            "position": n,
            "name": place["title"],
            "item": BASE + place["href"],
        }
        for n, place in enumerate(places, 2)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def script(value: Row) -> str:
    """Structured data that can stand in a script element."""
    text = json.dumps({"@context": "https://schema.org", **value}, ensure_ascii=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e")
