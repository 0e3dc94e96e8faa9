"""The small workshop with Amina, Bruno and Kofi, led by Chen."""

import pytest

from .rooms import make_room


@pytest.fixture
def room(offices, chen, amina, bruno, kofi):
    """Monday and Tuesday in Nairobi; P01 Amina and P03 Kofi are of group A, P02 Bruno of B."""
    return make_room(offices, chen, amina, bruno, kofi)
