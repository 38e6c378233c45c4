"""What the templates of lists of postings and of employers see."""

from msgspec import Struct

from roleguide.pages.figure_parts import Shares
from roleguide.pages.view_parts import Address, Fact, Link, Pager, Receipt, Shell
from roleguide.pages.written import Written


class Initials(Struct, frozen=True):
    """A mark that stands for an employer and can't be taken for its logo: letters of its name."""

    letters: str
    tone: int
    """Which of the style sheet's pairs of colours it has."""


class PostingTile(Struct, frozen=True):
    """A posting in a list."""

    title: str
    href: str
    employer: Link
    mark: Initials
    place: str
    """``Denver and Boulder``, or that the posting states none; empty for a remote one without."""
    details: tuple[str, ...]
    """Workplace, level and employment types, as far as they are stated."""
    pay: str
    """``$115,000 to $210,000 a year``, or that the posting states none."""
    pay_stated: bool
    open: bool
    labels: tuple[str, ...]
    """``Sample``, and the state where it is not simply open."""
    dated: str
    """What happened on the day: ``Posted``, ``Closed`` …"""
    day: str
    date: str
    """The day in ISO 8601."""

    @property
    def detail(self) -> str:
        """Place and details in one line."""
        return " · ".join(filter(None, (self.place, *self.details)))


class CountedLink(Struct, frozen=True):
    """A link to a list or a role, and how many postings it holds."""

    text: str
    href: str
    count: str
    """``14``, or ``3 open, 1 closed``."""


class PostingsShown(Struct, frozen=True):
    """A few postings on a page about something else, and the way to all of them."""

    title: str
    """``3 open postings in this field``."""
    sentence: str
    """How many there are, where the title doesn’t say it."""
    tiles: tuple[PostingTile, ...]
    all: Link | None
    """The list of all."""
    narrower: tuple[CountedLink, ...]
    """Lists of one field of work."""


class FacetGroup(Struct, frozen=True):
    """The narrower lists of one dimension, the largest first."""

    title: str
    links: tuple[CountedLink, ...]
    folded: tuple[CountedLink, ...]
    """The rest, shown on demand."""
    folding: str
    """``14 more``."""
    left_out: str
    """Says how many have a list that is not named here; empty where none has."""


class PostingsPage(Struct, frozen=True):
    """L4, L7, L8: a page of a list of postings."""

    shell: Shell
    title: str
    summary: str
    showing: str
    """``Showing 1–20 of 143 open postings``."""
    cut: str
    """Says that a long combination doesn't name all of its postings."""
    samples: str
    """Says what samples are, where some are listed."""
    meaning: str
    """What a level or a track means; empty for every other list."""
    chosen: tuple[Link, ...]
    """What the list is narrowed to; each leads to the list without it."""
    about: tuple[Link, ...]
    """Pages about what the list is narrowed to: role, salaries, career paths, place, employer."""
    open: tuple[PostingTile, ...]
    closed: tuple[PostingTile, ...]
    groups: tuple[FacetGroup, ...]
    narrow: Link | None
    """Where the list can be narrowed: on its first page."""
    pager: Pager | None


class OutsideLink(Struct, frozen=True):
    """A link to a page of the employer."""

    text: str
    href: Address


class RatingView(Struct, frozen=True):
    """What people said of an employer, on the scale on which they were asked."""

    value: str
    """``4.1 of 5``."""
    scale: str
    """``on a scale from 1 to 5``."""
    width: int
    """Length of the bar from the lower end of the scale, 0 to 1000."""
    facts: tuple[Fact, ...]
    """Who answered and when, and the rank among which others."""
    aspects: Shares | None
    """Bars from the lower end of the scale."""
    note: str
    """Who collected it."""
    receipts: tuple[int, ...]


class EmployerPage(Struct, frozen=True):
    """L6: an employer, what others measured of it, the roles it hires and its postings."""

    shell: Shell
    title: str
    summary: str
    fictional: str
    """Says that the employer doesn’t exist; empty for a real one."""
    mark: Initials
    logo: str
    """Address of its logo, which is shown in place of the initials; mostly empty."""
    logo_alt: str
    about: Written
    about_receipts: tuple[int, ...]
    facts: tuple[Fact, ...]
    fact_receipts: tuple[int, ...]
    links: tuple[OutsideLink, ...]
    """Its site and its policies."""
    ratings: tuple[RatingView, ...]
    roles: tuple[CountedLink, ...]
    """Roles it has postings for, the most openings first."""
    roles_more: str
    """``and 12 more roles``; empty when all are listed."""
    open: tuple[PostingTile, ...]
    """Its newest open postings."""
    closed: tuple[PostingTile, ...]
    all: Link | None
    """The list of all its postings; ``None`` where it has none."""
    receipts: tuple[Receipt, ...]
    attributions: tuple[str, ...]
