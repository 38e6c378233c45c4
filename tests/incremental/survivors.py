"""Holes that no edit can show, each with the claim by which another tracker covers the ground.

A claim is about what builds looked at and asked; it is checked wherever a walk may go.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from msgspec import Struct

from incremental.looks import Looks
from incremental.mutants import RECORDS
from roleguide.inputs import ALL


class Claim(Struct, frozen=True):
    """Why a hole does no harm, and how to see it in any build."""

    reason: str
    holds: Callable[[Looks], bool]


def never_all(shelf: str, reason: str) -> Claim:
    """Nothing looks at a whole shelf."""
    return Claim(reason, lambda looks: not looks.looks_at(shelf, ALL))


def always_all(shelf: str, reason: str) -> Claim:
    """Whatever looks at one value of a shelf looks at the whole shelf, too."""
    return Claim(
        reason,
        lambda looks: all(
            (shelf, ALL) in noted
            for noted in looks.computed
            if any(name == shelf for name, _ in noted)
        ),
    )


def asked_with(kind: str, others: tuple[str, ...], reason: str) -> Claim:
    """Whichever page asks a question asks one of others about the same subject."""
    return Claim(
        reason,
        lambda looks: all(
            any((other, question[1]) in asked for other in others)
            for asked in looks.asked.values()
            for question in asked
            if question[0] == kind
        ),
    )


_ONE_BY_ONE: Final = (
    "Nothing looks at all of them at once: answers look up one after another, and each look is "
    "noted."
)
_SUGGESTED: Final = (
    "All ids are only listed to word a suggestion, in a guide with mistakes, which is never "
    "remembered."
)
_TOGETHER: Final = (
    "Comparisons are only looked at all together (`Outline.written`), which is noted as one input, "
    "and each change of one is one of all of them."
)
_INDEXED: Final = (
    "What search knows of roles is only looked at all together, to make the index, and each change "
    "of one is one of all of them."
)


def _list_survivors() -> dict[str, Claim]:
    found = {
        "page forgets: level pay": asked_with(
            "level pay",
            ("pay",),
            "Only pages that ask for all pay rows of the role (`pay`) ask for it, and it is chosen "
            "among those.",
        ),
        "trace: facts of this view only": Claim(
            "A view asks the same whichever form it is made for, so that a page made in part rests "
            "on no more than its view asked now.",
            lambda looks: all(len(asked) == 1 for asked in looks.alone.values()),
        ),
    }
    for mutant in ("ledger forgets", "change overlooked"):
        found[f"{mutant}: all of alternatetitle"] = Claim(
            "Whatever looks at all titles is the check of their table, which looks at its file.",
            lambda looks: all(
                ("file", "content/tables/alternate_titles.csv") in noted
                for noted in looks.computed
                if ("alternatetitle", ALL) in noted
            ),
        )
    whole = {
        shelf: never_all(shelf, _ONE_BY_ONE)
        for shelf in (
            *(
                "role facts",
                "role",
                "posting",
                "occupation",
                "outlook",
                "exchangerate",
            ),
        )
    } | {f"{name} id": never_all(f"{name} id", _SUGGESTED) for name in RECORDS}
    for shelf, claim in whole.items():
        found[f"ledger forgets: all of {shelf}"] = claim
        found[f"change overlooked: all of {shelf}"] = claim
    for hole in ("ledger forgets", "ledger forgets: one of", "change overlooked: one of"):
        joined = hole if ":" in hole else f"{hole}:"
        found[f"{joined} posting id"] = Claim(
            "Nothing names a posting: there are no links to postings, which come and go.",
            lambda looks: not looks.looks_at_one("posting id"),
        )
    found["page forgets: move pages"] = Claim(
        "Whatever asks it has a move to lead to, and the walked guide names few enough of them: "
        "all have pages.",
        lambda looks: (
            not looks.asks("move pages") or any(page.kind == "move" for page in looks.asked)
        ),
    )
    found["page forgets: field paid at"] = Claim(
        "The walked guide has too few roles for a place to be split by field: nothing asks it.",
        lambda looks: not looks.asks("field paid at"),
    )
    for mutant in ("ledger forgets", "change overlooked"):
        found[f"{mutant}: one of comparison"] = always_all("comparison", _TOGETHER)
        found[f"{mutant}: one of role findable"] = always_all("role findable", _INDEXED)
    return found


SURVIVORS: Final = _list_survivors()
"""Mutant → why no edit shows it."""
