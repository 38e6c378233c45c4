"""What the templates of the finder and of the shortlist see."""

from msgspec import Struct

from roleguide.pages.view_parts import Fact, Link, Shell


class FinderField(Struct, frozen=True):
    """A field of work as a way in."""

    title: str
    href: str
    count: str
    """``12 roles``."""


class FinderPage(Struct, frozen=True):
    """L12: the finder; without scripts the ways to roles by field, pay, skill …"""

    shell: Shell
    title: str
    summary: str
    fields: tuple[FinderField, ...]
    ways: tuple[Fact, ...]
    """Lists: name, what is there and, as note, the address."""
    tool: Link
    """The text says what the finder asks for; ``href`` is the file that it reads first."""


class ShortlistPage(Struct, frozen=True):
    """The shortlist, which a reader's browser fills; the page itself holds ways to roles."""

    shell: Shell
    title: str
    summary: str
    ways: tuple[Fact, ...]
    titles: Link
    """Files of the roles; ``text`` is the address of their folder, ``href`` of their titles."""
