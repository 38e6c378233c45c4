"""What the template of the search page sees."""

from msgspec import Struct

from roleguide.pages.view_parts import Fact, Shell
from roleguide.pages.views import IndexEntry


class SearchLetter(Struct, frozen=True):
    """A letter of the roles; in a large guide it leads to their list and has no entries here."""

    letter: str
    href: str
    """Where its roles are: on this page or in the list of all roles."""
    anchor: str
    """On this page; empty in a large guide."""
    count: str
    """``1 role``, ``12 roles``."""
    entries: tuple[IndexEntry, ...]


class SearchPage(Struct, frozen=True):
    """L13: the search page; without scripts the way to everything by letter and by list."""

    shell: Shell
    title: str
    summary: str
    label: str
    """Of the box: what can be found."""
    lists: tuple[Fact, ...]
    letters: tuple[SearchLetter, ...]
    engine: str
    """Address of MiniSearch; empty where Pagefind searches, whose module the script loads."""
    script: str
