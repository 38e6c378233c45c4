"""Briefs share what they have in common and are otherwise what they were."""

from datetime import date

import msgspec

from roleguide.guide.brief import BriefPool, RoleBrief
from roleguide.guide.role import OccupationCode


def read_brief(slug: str, related: str) -> RoleBrief:
    """A brief as it comes from the memory: nothing in it is shared."""
    brief = RoleBrief(
        id=slug,
        path=f"content/roles/{slug}.md",
        title=slug.title(),
        category="field",
        status="reviewed",
        alternate_titles=("Other",),
        hidden_titles=(),
        codes=(OccupationCode("soc-2018", "15-2051", "exact"),),
        needs=(("python", "essential"), ("sql", "optional")),
        related=((related, "similar"),),
        compare_with=(),
        formerly=(),
        updated=None,
        reviewed=None,
        cites=("survey",),
        letters=1,
        faqs=2,
        levels=(("senior", (("python", "expert"),)),),
        absent=0b101,
        review_by=date(2027, 3, 1),
    )
    found: RoleBrief = msgspec.msgpack.decode(msgspec.msgpack.encode(brief), type=RoleBrief)
    return found


def test_a_shared_brief_equals_the_one_that_was_read() -> None:
    pool = BriefPool()
    for slug in ("alpha", "beta"):
        brief = read_brief(slug, "gamma")
        assert pool.share(brief) == brief


def test_what_two_briefs_have_in_common_is_one_object() -> None:
    pool = BriefPool()
    one, other = (pool.share(read_brief(*ids)) for ids in (("alpha", "gamma"), ("beta", "gamma")))
    assert one.category is other.category
    assert one.related[0] is other.related[0]
    assert one.codes[0] is other.codes[0]
    assert all(mine is theirs for mine, theirs in zip(one.needs, other.needs, strict=True))
    assert one.cites[0] is other.cites[0]
