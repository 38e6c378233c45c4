"""What the templates of the pages about open data and offline reading see."""

from msgspec import Struct

from roleguide.pages.view_parts import Address, Fact, Link, Section, Shell


class OpenTable(Struct, frozen=True):
    """A table of the open data."""

    anchor: str
    title: str
    about: str
    rows: str
    """``1 row``, ``1,234 rows``."""
    files: tuple[Fact, ...]
    """Its files: label, value = size, note = href."""
    columns: tuple[Fact, ...]
    """Its columns: label, value = what they mean, note = what they hold."""
    columns_count: str
    """``45 columns``."""


class OpenSourceLine(Struct, frozen=True):
    """A source of the open data and its terms."""

    name: str
    href: str
    licence: str
    licence_url: Address
    attribution: str


class OpenDataPage(Struct, frozen=True):
    """What can be downloaded, what its columns mean, and on which terms."""

    shell: Shell
    title: str
    summary: str
    whole: tuple[Fact, ...]
    """Files that hold all tables: label, value = what and how large, note = href."""
    tables: tuple[OpenTable, ...]
    rules: tuple[Section, ...]
    citation: str
    licence: Link
    sources: tuple[OpenSourceLine, ...]
    withheld: str
    """Whose figures are left out; empty when nobody’s are."""
    programs: tuple[Fact, ...]
    """Files that explain the others to programs: label, value, note = href."""
    digests: tuple[Fact, ...]
    """The SHA-256 of each file."""


class OfflinePage(Struct, frozen=True):
    """Where readers keep roles for reading without a connection."""

    shell: Shell
    title: str
    summary: str
    rules: tuple[Section, ...]
    """What is kept, and for how long."""
    titles: str
    """Address of the list of titles."""
    worker: str
    """Address of the worker that answers without a connection."""
    root: str
    """Address of the folder of the whole guide."""
    roles: str
    """Address of the list of all roles."""
