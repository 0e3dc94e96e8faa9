"""The world that is counted."""

from tests.tracking.figures.conftest import world  # noqa: F401  (fixture)
