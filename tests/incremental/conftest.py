"""The walked guide has few roles, so lists that only long ones have are made of two."""

from collections.abc import Iterator
from unittest import mock

import pytest

from roleguide.pages import skill_index


@pytest.fixture(scope="module", autouse=True)
def lists_of_two() -> Iterator[None]:
    """The page of a skill shows one role of each sort; a list holds all where there are more."""
    with mock.patch.multiple(skill_index, ESSENTIAL_SHOWN=1, OPTIONAL_SHOWN=1):
        yield
