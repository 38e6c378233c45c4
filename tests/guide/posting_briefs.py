"""Postings as lists see them, made in code and drawn by lot."""

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from roleguide.guide.posting import PostingBrief

START = date(2026, 1, 1)
DAYS = st.integers(0, 400).map(lambda days: START + timedelta(days=days))


def make_brief(slug: str = "job", **fields: Any) -> PostingBrief:
    """An open posting of which nothing is known but the day on which it was posted."""
    known: dict[str, Any] = {
        "id": slug,
        "path": f"content/postings/{slug}.md",
        "title": "A job",
        "employer": "acme",
        "role": "alpha",
        "sample": False,
        "draft": False,
        "level": None,
        "track": None,
        "requisition_id": "",
        "places": (),
        "workplace_type": None,
        "employment_types": (),
        "date_posted": START,
        "valid_through": None,
        "last_seen": None,
        "status": "open",
        "closed_on": None,
        "closed_reason": None,
        "reopened_on": None,
        "pay": None,
        "looked_for": (),
        "asks": (),
        "min_months": None,
        "education_level": None,
        "or_equivalent": False,
        "formerly": (),
        "cites": (),
    }
    return PostingBrief(**{**known, **fields})


@st.composite
def dated_briefs(draw: st.DrawFn) -> PostingBrief:
    """Postings whose dates follow each other as the rules of content want it."""
    status = draw(st.sampled_from(["open", "reopened", "closed"]))
    posted = draw(DAYS)
    steps = draw(st.lists(st.integers(0, 60), min_size=3, max_size=3))
    closed = posted + timedelta(days=steps[0])
    reopened = closed + timedelta(days=steps[1]) if status == "reopened" else None
    since = reopened or posted
    last = draw(st.none() | st.integers(1, 90).map(lambda days: since + timedelta(days=days)))
    seen = draw(st.none() | st.integers(0, 90).map(lambda days: posted + timedelta(days=days)))
    return make_brief(
        status=status,
        date_posted=posted,
        closed_on=closed if status == "closed" or reopened is not None else None,
        closed_reason=draw(st.sampled_from([None, "filled"])) if status == "closed" else None,
        reopened_on=reopened,
        valid_through=last,
        last_seen=seen,
    )
