"""What the templates of lists of postings and of employers see."""

from msgspec import Struct

from roleguide.pages.view_parts import Link


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
    """``Denver and Boulder``, or that the posting states none."""
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
        return " · ".join((self.place, *self.details))
