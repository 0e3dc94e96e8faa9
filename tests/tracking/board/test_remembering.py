"""What the board counted is kept by a process until standings are written again, and never answers another question."""

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from elearning.people.models import Office
from elearning.tracking.board.counting import remembered
from elearning.tracking.models import Standing
from elearning.tracking.readiness.counting import Asked
from elearning.tracking.readiness.deriving import known_and_written
from elearning.tracking.readiness.snapshots import note_written

from .conftest import day, noon


@pytest.fixture
def ask(requirement, cast, settings):
    settings.CACHES = settings.CACHES | {"figures": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    caches["figures"].clear()

    def asked(on: str = "2026-03-01", known_at=None, codes=("KE", "MZ", "GH"), **traits) -> tuple[int, int]:
        offices = Office.objects.filter(code__in=codes)
        ids = list(offices.values_list("pk", flat=True))
        through, written = known_and_written()
        question = Asked(requirement, day(on), known_at or through, **traits)
        with CaptureQueriesContext(connection) as captured:
            found = remembered(question, offices, 3, ids=ids, written=written)
        return sum(line.met for line in found.own.values()), len(captured)

    return asked


def test_nothing_is_kept_before_standings_are_written(ask):
    assert (ask(), ask()) == ((2, 3), (2, 3))


def test_the_same_question_costs_nothing_until_standings_are_written_again(ask):
    note_written()
    assert (ask(), ask()) == ((2, 3), (2, 0))
    Standing.objects.filter(state="overdue").update(state="met")
    assert ask() == (2, 0)
    note_written()
    assert (ask(), ask()) == ((3, 3), (3, 0))


def test_another_day_moment_office_or_trait_is_another_question(ask):
    note_written()
    assert ask() == (2, 3)
    assert ask(on="2026-02-28") == (2, 3)
    assert ask(known_at=noon("2023-01-01")) == (0, 3)
    assert ask(codes=("KE",)) == (1, 3)
    assert ask(sex="male") == (0, 3)
    assert ask(sex="female") == (2, 3)
    assert (ask(), ask(known_at=noon("2023-01-01")), ask(codes=("KE",))) == ((2, 0), (0, 0), (1, 0))
