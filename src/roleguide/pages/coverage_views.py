"""What the templates of the pages about coverage and weight see."""

from msgspec import Struct

from roleguide.pages.view_parts import Fact, Link, Pager, Shell


class PartShare(Struct, frozen=True):
    """A part that readers expect, and how many roles have it."""

    name: str
    held: int
    """Roles that have it …"""
    of: int
    """… of so many."""
    text: str
    """``15 of 16``."""
    note: str
    """How many say why nobody knows it; empty where none does."""


class FieldShare(Struct, frozen=True):
    """A field of work in numbers."""

    field: Link
    """To the list of what its roles lack."""
    roles: str
    complete: str
    drafts: str
    overdue: str
    """Empty where no field has any, like ``drafts``."""


class AgeLine(Struct, frozen=True):
    """Figures of one source and period."""

    what: str
    source: Link
    held: str
    """``May 2025``, ``2024–2034``."""
    roles: str
    newer: str
    """Since when a newer release is due; empty where none is."""


class CoveragePage(Struct, frozen=True):
    """L16: what the guide lacks, and what is overdue."""

    shell: Shell
    title: str
    summary: str
    glance: tuple[Fact, ...]
    parts: tuple[PartShare, ...]
    """Parts that some roles don't have, those that most lack first."""
    whole: tuple[str, ...]
    """Parts that every role has."""
    parts_sentence: str
    fields: tuple[FieldShare, ...]
    due: tuple[Fact, ...]
    """Roles that are overdue for review: title, since when and, as note, the address."""
    due_sentence: str
    sources: tuple[Fact, ...]
    """Sources with a newer release: name, since when and, as note, the address."""
    sources_sentence: str
    figures: tuple[AgeLine, ...]
    figures_more: str
    """``and 12 more`` where not all are shown."""
    weight: Link


class CoveredLine(Struct, frozen=True):
    """A role and what it lacks."""

    role: Link
    label: str
    """That it is a draft, or waits for a review; else empty."""
    lacks: tuple[str, ...]
    unknown: str
    """What nobody has measured; empty where all is known."""
    reviewed: str
    due: str
    """``due 3 May 2027``, or since when it is overdue; empty where nobody set a date."""
    overdue: bool


class FieldCoveragePage(Struct, frozen=True):
    """L16: what each role of a field lacks."""

    shell: Shell
    title: str
    summary: str
    category: Link
    lines: tuple[CoveredLine, ...]
    pager: Pager | None


class WeightLine(Struct, frozen=True):
    """A limit and what comes nearest to it."""

    title: str
    about: str
    page: Link
    text: str
    """``13.6 KiB of 14 KiB``."""
    size: int
    limit: int
    """Both in tenths of a KiB."""
    over: bool


class WeightPage(Struct, frozen=True):
    """How light the pages are: limits, and the pages that come nearest to them."""

    shell: Shell
    title: str
    summary: str
    lines: tuple[WeightLine, ...]
    blocking: tuple[Link, ...]
    blocking_sentence: str
    looked: str
    """What was looked at."""
    coverage: Link
