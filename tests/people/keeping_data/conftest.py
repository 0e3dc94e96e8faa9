"""The world of one person, built once for each test that asks for it."""

import pytest

from tests.people.keeping_data.world import build
from tests.tracking.readiness.conftest import required  # noqa: F401  (a fixture)


@pytest.fixture
def world(offices, dana, required):  # noqa: F811
    return build(offices, dana)
