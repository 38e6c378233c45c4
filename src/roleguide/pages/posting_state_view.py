"""P4 and P7: the state of a posting, and until when one may apply, in words."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from roleguide.guide.posting import Posting
from roleguide.guide.posting_life import Life
from roleguide.guide.words import label
from roleguide.pages.draft import Draft
from roleguide.pages.posting_views import Notice, Outward
from roleguide.pages.view_parts import Address

SAMPLE: Final = Notice(
    "Sample",
    "This posting was written for this guide, to show what such postings ask and offer. Its "
    "employer does not exist, and nobody can apply.",
)
DIRECT: Final = "The application is one short form."


def word_state(draft: Draft, posting: Posting, life: Life) -> Notice:
    """Say in what state a posting is, since when, and why or until when."""
    day, name = draft.amounts.day, label("posting_state", life.state)
    since = day(life.since)
    match life.state:
        case "closed":
            reason = f" {label('closed_reason', life.reason)}." if life.reason is not None else ""
            return Notice(name, f"Closed since {since}.{reason or ' The reason is not known.'}")
        case "presumed_closed":
            seen = posting.last_seen
            why = (
                f"Nobody has seen it open since {day(seen)}."
                if seen is not None and seen <= life.since
                else "It names no last day, and no news came."
            )
            return Notice(name, f"Presumed closed since {since}. {why}")
        case "reopened":
            return Notice(name, f"Open again since {since}.")
    return Notice(name, f"Open since {since}.")


def word_window(draft: Draft, posting: Posting, life: Life) -> tuple[str, str]:
    """Say until when and how applications are taken, or were: what stands before the last day, or a
    sentence where none is named, and what else is to be said."""
    day, last = draft.amounts.day, posting.valid_through
    if not life.is_open:
        if last is None:
            return "Applications are closed.", ""
        return f"The last day for applications {'was' if last < life.since else 'was to be'}", ""
    if last is not None:
        return "Apply by", ""
    presumed = (
        f"Without news this guide presumes it closed after {day(life.until)}."
        if life.until is not None
        else ""
    )
    if posting.application_window == "rolling":
        seen = f"It was last seen open on {day(posting.last_seen)}." if posting.last_seen else ""
        words = "Applications are taken as they come, without a last day."
        return words, " ".join(filter(None, (seen, presumed)))
    return "The posting names no last day for applications.", presumed


def make_outward(text: str, url: str) -> Outward:
    """Make a link to another site, whose host is shown beside it; a host that is not written in
    ASCII is shown as it is looked up, so that no letter can pass for another."""
    host = urlsplit(url).hostname or ""
    return Outward(text, Address(url), host.encode("idna").decode() if not host.isascii() else host)
