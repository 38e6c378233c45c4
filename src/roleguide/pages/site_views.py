"""What the templates of a site's own pages see: sources, glossary, prose, 404 and redirects."""

from msgspec import Struct

from roleguide.pages.view_parts import Address, Fact, Link, Receipt, Section, Shell
from roleguide.pages.written import Written


class ImportedFile(Struct, frozen=True):
    """A file of a source that was imported."""

    file: str
    release: str
    table: str
    """What was made of it: ``pay.csv``, or ``roles`` for records."""
    rows: str
    imported: str
    sha256: str


class SourceEntry(Struct, frozen=True):
    """A source on the sources page."""

    anchor: str
    name: str
    url: Address
    facts: tuple[Fact, ...]
    note: str
    licence_url: Address
    """The licence's text; empty when the record names none."""
    attribution: str
    """The words that its licence asks for."""
    imports: tuple[ImportedFile, ...]
    citing: str
    """``Cited by 12 pages``; empty when none does."""
    cited_by: tuple[Link, ...]
    citing_more: str
    """``and 976 more`` where not all are named."""


class SourcesPage(Struct, frozen=True):
    """L14: every source, its licence, what cites it; how figures are chosen."""

    shell: Shell
    title: str
    summary: str
    method: tuple[Section, ...]
    coverage: Link
    """What is missing, and how old the figures are."""
    sources: tuple[SourceEntry, ...]


class Term(Struct, frozen=True):
    """A glossary entry."""

    anchor: str
    term: str
    abbr: str
    body: Written


class GlossaryPage(Struct, frozen=True):
    """L17: glossary."""

    shell: Shell
    title: str
    summary: str
    terms: tuple[Term, ...]
    proficiency: tuple[Fact, ...]
    """What the words for proficiency mean, where the guide uses them: label, sentence, anchor."""


class ProsePage(Struct, frozen=True):
    """L17: about, accessibility statement and other prose."""

    shell: Shell
    title: str
    summary: str
    body: Written
    receipts: tuple[Receipt, ...]


class ToolsPage(Struct, frozen=True):
    """What a reader can do something with; other lists of the guide."""

    shell: Shell
    title: str
    summary: str
    tools: tuple[Fact, ...]
    """Label, value = sentence, note = href."""


class NotFoundPage(Struct, frozen=True):
    """404; its links are absolute, since it answers at any depth."""

    shell: Shell
    title: str
    summary: str
    links: tuple[Link, ...]


class RedirectPage(Struct, frozen=True):
    """An old address of a renamed record."""

    shell: Shell
    title: str
    target: Link
