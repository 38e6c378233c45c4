"""What the templates of the finder and of the shortlist see."""

from msgspec import Struct

from roleguide.pages.view_parts import Fact, Link, Shell


class FieldWay(Struct, frozen=True):
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
    fields: tuple[FieldWay, ...]
    ways: tuple[Fact, ...]
    """Lists: name, what is there and, as note, the address."""
    chooser: str
    """Address of the file that the finder reads first."""


class ShortlistPage(Struct, frozen=True):
    """The shortlist, which a reader's browser fills; the page itself holds ways to roles."""

    shell: Shell
    title: str
    summary: str
    ways: tuple[Fact, ...]
    chooser: Link
    """Files of the roles; ``text`` is the address of their folder, ``href`` of their titles."""
