"""Skills of a move are parted without loss, and figures are compared only where all terms agree."""

from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.guides import full_row, make_outlook_row, make_role
from roleguide.guide.figures import Month
from roleguide.guide.role import RelatedRole, SkillUse
from roleguide.guide.transition import (
    OUTLOOK_TERMS,
    PAY_TERMS,
    differing_terms,
    move_skills,
    moves_of,
    role_moves,
    share_skills,
    subject_of,
)
from roleguide.guide.words import Relation

SKILLS = st.sampled_from("abcdefgh")
USES = st.lists(
    st.builds(SkillUse, SKILLS, st.sampled_from(["essential", "optional"])),
    max_size=8,
    unique_by=lambda use: use.skill,
)
ROLES = st.lists(st.lists(SKILLS, max_size=8, unique=True), min_size=2, max_size=4)


def ids(uses: tuple[SkillUse, ...]) -> set[str]:
    return {use.skill for use in uses}


@given(USES, USES)
def test_what_carries_over_and_what_is_missing_are_what_the_target_needs(
    start: list[SkillUse], target: list[SkillUse]
) -> None:
    moved = move_skills(start, target)
    assert sorted((*moved.carried, *moved.missing), key=str) == sorted(target, key=str)
    assert not ids(moved.carried) & ids(moved.missing)


@given(USES, USES)
def test_what_is_left_and_what_carries_over_are_what_the_start_needs(
    start: list[SkillUse], target: list[SkillUse]
) -> None:
    moved = move_skills(start, target)
    assert ids(moved.left) | ids(moved.carried) == {use.skill for use in start}
    assert not ids(moved.left) & {use.skill for use in target}
    assert set(moved.left) <= set(start)


@given(USES, USES)
def test_the_way_back_carries_the_same_skills(
    start: list[SkillUse], target: list[SkillUse]
) -> None:
    there, back = move_skills(start, target), move_skills(target, start)
    assert ids(there.carried) == ids(back.carried)
    assert there.missing == back.left


@given(USES, USES)
def test_essential_skills_come_first_and_keep_the_order_of_the_record(
    start: list[SkillUse], target: list[SkillUse]
) -> None:
    for part in (move_skills(start, target).carried, move_skills(start, target).missing):
        assert [use.need for use in part] == sorted(use.need for use in part)
        essential = [use for use in part if use.need == "essential"]
        assert essential == [use for use in target if use in essential]


@given(ROLES)
def test_every_skill_of_several_roles_is_in_one_part(roles: list[list[str]]) -> None:
    share = share_skills(roles)
    parts = [
        *share.shared,
        *(skill for skill, _ in share.some),
        *(s for one in share.only for s in one),
    ]
    assert sorted(parts) == sorted({skill for role in roles for skill in role})
    for skill, at in share.some:
        assert [number for number, role in enumerate(roles) if skill in role] == list(at)


@given(ROLES)
def test_what_roles_share_does_not_depend_on_their_order(roles: list[list[str]]) -> None:
    there, back = share_skills(roles), share_skills(roles[::-1])
    assert set(there.shared) == set(back.shared)
    assert {skill for skill, _ in there.some} == {skill for skill, _ in back.some}
    assert [set(one) for one in there.only] == [set(one) for one in back.only[::-1]]


@pytest.mark.parametrize(
    "fields",
    [
        {"place": "denver"},
        {"currency": "EUR"},
        {"pay_period": "hour"},
        {"pay_basis": "total_cash"},
        {"gross_net": "net"},
        {"kind": "employer_posted"},
        {"as_of": Month(2024, 5)},
    ],
)
def test_pay_that_was_measured_otherwise_is_not_compared(fields: dict[str, Any]) -> None:
    assert differing_terms(full_row(), full_row(**fields)) == tuple(fields)


def test_every_term_of_pay_and_of_projections_is_looked_at() -> None:
    assert differing_terms(full_row(), full_row(p50=1, occupation_code="15-1252")) == ()
    assert len(PAY_TERMS) == 7
    other = make_outlook_row(place="x", base_year=1, target_year=2, source="y")
    assert differing_terms(make_outlook_row(), other) == OUTLOOK_TERMS


def test_a_figure_is_about_an_occupation_or_about_a_role() -> None:
    assert subject_of(full_row()) == subject_of(make_outlook_row()) == "soc-2018/15-2051"
    assert subject_of(full_row(role="alpha", scheme="", occupation_code="")) == "role/alpha"


@pytest.mark.parametrize("relation", get_args(Relation))
def test_a_relation_is_a_move_from_here_unless_people_come_from_there(relation: Relation) -> None:
    here = ("beta", "alpha") if relation == "previous_step" else ("alpha", "beta")
    assert moves_of("alpha", [("beta", relation)], imported=False) == {here}
    assert moves_of("alpha", [("beta", relation)], imported=True) == set()


def test_a_record_stands_for_as_many_moves_as_it_names_neighbours() -> None:
    related = (RelatedRole("beta", "similar"), RelatedRole("gamma", "previous_step"))
    role = make_role(related=related)
    assert role_moves(role) == {("alpha", "beta"), ("gamma", "alpha")}
