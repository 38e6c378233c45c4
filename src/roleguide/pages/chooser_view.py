"""What the tools in the browser are told by their pages, and the lists of titles they choose from.

Tools and lists exist for readers with scripts; without, their pages hold links.
"""

from __future__ import annotations

from typing import Final

import msgspec

from roleguide.engine.facts import Reader
from roleguide.engine.render import Page
from roleguide.pages.draft import CHAPTER_STYLES, Draft
from roleguide.pages.move_questions import TITLES
from roleguide.pages.questions import ASSET
from roleguide.pages.side_parts import Chooser
from roleguide.pages.urls import ROLE_DATA
from roleguide.pages.urls import TITLES as TITLES_FILE

SCRIPT: Final = "roles.js"
STYLES: Final = (CHAPTER_STYLES, "sides.css")
"""Tables of several roles are laid out by the first, what belongs to sides alone by the second."""
SCHEMA: Final = 1
"""Version of the format of the lists of titles."""


def make_chooser(draft: Draft, tool: str) -> Chooser:
    """Tell a tool where its files are."""
    return Chooser(
        tool=tool,
        data=draft.href(ROLE_DATA),
        titles=draft.href(TITLES_FILE),
        script=draft.href(draft.ask(ASSET, SCRIPT)),
        styles=tuple(draft.href(draft.ask(ASSET, name)) for name in STYLES),
    )


def view_titles(reader: Reader, page: Page) -> bytes:
    """List titles of roles; the subject of the page is a shard, or empty for the first file.

    Where there are shards, the first file only names them.
    """
    listed = reader.ask(TITLES, *filter(None, [page.subject]))
    document = {
        "schema": SCHEMA,
        "shards": listed.shards,
        "titles": [(one.id, one.title, *one.others) for one in listed.titles],
    }
    return msgspec.json.encode(document) + b"\n"
