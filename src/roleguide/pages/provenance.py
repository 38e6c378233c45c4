"""How a page says that it is a draft which an importer made from public data."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from roleguide.pages.view_parts import Link

DRAFT_LABEL: Final = "Draft from public data"


class DraftNotice(Struct, frozen=True):
    """The banner of a draft: a label, a sentence, and what it was made from with receipts."""

    label: str
    sentence: str
    sources: tuple[Link, ...]
    receipts: tuple[int, ...]
