"""Ids from free text: file names and anchors."""

import re
import unicodedata


def slugify(text: str) -> str:
    """Return text as small ASCII letters, digits and single hyphens (at most 80); empty if
    nothing is left."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^a-z0-9]+", "-", ascii_text.lower()).strip("-")[:80].strip("-")
