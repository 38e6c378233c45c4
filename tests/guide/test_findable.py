"""What search knows of a role, and how words are cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.guides import make_role, needs, prose
from roleguide.guide.findable import STOP_WORDS, findable_of, fold, telling_words, words_of
from roleguide.guide.prose import Heading
from roleguide.guide.role import Faq, RoleText, Segment


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Café owner", ["cafe", "owner"]),
        ("C++, C# and R", ["c++", "c#", "and", "r"]),
        ("The driver’s mate; nurses' aide", ["the", "driver", "mate", "nurses", "aide"]),
        ("node.js/R&D 3D-vision", ["node", "js", "r", "d", "3d", "vision"]),
        ("Straße, Łódź, Ærø", ["strasse", "lodz", "aero"]),
        ("under_score", ["under", "score"]),
        ("看護師 محاسب", ["看護師", "محاسب"]),
        ("— … !?", []),
    ],
)
def test_words_are_cut_and_folded(text: str, words: list[str]) -> None:
    assert words_of(text) == words


def test_words_that_lead_to_everything_do_not_count() -> None:
    assert telling_words("What does a nurse do in the IT of a nurse?") == ("nurse", "it")


@given(st.text(max_size=40))
def test_folding_is_done_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert words_of(" ".join(words_of(text))) == words_of(text)


@given(st.text(max_size=40))
def test_a_word_has_no_capital_and_no_space(text: str) -> None:
    for word in words_of(text):
        assert word == word.lower()
        assert not any(one.isspace() or one in "_'’" for one in word)


def test_stop_words_are_words() -> None:
    assert all(words_of(word) == [word] for word in STOP_WORDS)


def test_a_role_is_found_by_its_names_its_summary_its_questions_and_its_sections() -> None:
    text = RoleText(
        overview=(*prose("Nothing of this."), Heading(3, ("Inside a bank",))),
        qualifications=(Segment("Education", prose("x")), Segment("Numbers", prose("x"))),
        segments=(Segment("Insurers", prose("x")),),
        faqs=(Faq("Is a degree required?", prose("No.")),),
    )
    role = make_role(
        title="Data analyst",
        text=text,
        summary="Answers questions. Draws charts!",
        alternate_titles=("Report writer",),
        hidden_titles=("Data monkey",),
        abbreviations=("DA",),
        skills=needs("sql", optional=("python",)),
    )
    found = findable_of(role)
    assert [(one.kind, one.text) for one in found.phrases] == [
        ("also", "Report writer"),
        ("also", "DA"),
        ("hidden", "Data monkey"),
        ("about", "Answers questions."),
        ("about", "Draws charts!"),
        ("question", "Is a degree required?"),
        ("section", "Numbers"),
        ("section", "Insurers"),
        ("section", "Inside a bank"),
    ]
    assert found.words == ("data", "analyst")
    assert found.needs == (("sql", "essential"), ("python", "optional"))
