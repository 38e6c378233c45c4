"""Sections of a role's body, as far as the mistakes as data do not show them."""

from hypothesis import given
from hypothesis import strategies as st

from roleguide.content.body import HORIZONS, resembles_horizon
from roleguide.diagnostics import nearest


@st.composite
def titles(draw: st.DrawFn) -> str:
    """A horizon with a few slips of the pen, or some other words."""
    title = draw(st.sampled_from([*HORIZONS, "Mid term", "Public employers", "Terms", ""]))
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, len(title)))
        cut = draw(st.integers(0, 2))
        title = (
            title[:at]
            + draw(st.sampled_from(["", "e", "T", " ", "-", "_", "ß"]))
            + title[at + cut :]
        )
    return title


@given(titles())
def test_a_title_resembles_a_horizon_when_one_is_near_to_it(title: str) -> None:
    assert resembles_horizon(title) is (nearest(title, HORIZONS) is not None)
