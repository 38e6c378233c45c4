"""How many postings there are, in words: samples are never counted as if one could apply."""

from __future__ import annotations

from roleguide.pages.amounts import count_text


def word_postings(still: int, gone: int, samples: int) -> str:
    """Word a count: ``3 open postings, 1 closed``, ``3 open sample postings``; empty for none.

    ``samples`` counts those among the open (``still``) and the closed (``gone``) ones.
    """
    noun = name_postings(still + gone, samples)
    if still:
        text = count_text(still, f"open {noun}") + (f", {gone:,} closed" if gone else "")
    else:
        text = count_text(gone, f"closed {noun}") if gone else ""
    return text + tell_samples(still + gone, samples)


def name_postings(total: int, samples: int) -> str:
    """Name one of so many postings: ``sample posting`` where there are only samples."""
    return "sample posting" if total and samples == total else "posting"


def tell_samples(total: int, samples: int) -> str:
    """Say how many of some postings are samples; empty where none is or all are."""
    if not samples or samples == total:
        return ""
    return f", {samples:,} of them {'samples' if samples > 1 else 'a sample'}"
