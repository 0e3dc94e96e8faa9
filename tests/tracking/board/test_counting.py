"""The three queries of the board give what is counted row by row, for any two dates, filters and offices."""

import datetime
import random
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from elearning.people.models import Office, User
from elearning.tracking.board.counting import counted
from elearning.tracking.board.lines import Line
from elearning.tracking.models import FAR_DAY, FAR_MOMENT, Requirement, Snapshot, Standing
from elearning.tracking.readiness.comparing import mend_snapshots
from elearning.tracking.readiness.counting import STATES, Asked, Counts, firsts

FIRST = datetime.date(2026, 1, 1)
DAYS = st.integers(-40, 300).map(lambda days: FIRST + datetime.timedelta(days=days))
MOMENTS = st.integers(-40 * 24, 300 * 24).map(
    lambda hours: datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC) + datetime.timedelta(hours=hours)
)
TRAITS = st.sampled_from([{}, {"sex": "female"}, {"category": "staff", "language": "fr"}, {"language": "es"}])


def story(chance: random.Random, offices: list[Office]) -> list[dict]:
    """Three stretches of days as first known, and (of some) what was known instead from a later moment on."""
    cuts = sorted(chance.sample(range(-30, 300), 3))
    moments = [FIRST + datetime.timedelta(days=day) for day in sorted(chance.sample(range(-30, 290), 2))]
    known = [datetime.datetime.combine(day, datetime.time(9), datetime.UTC) for day in moments]
    spans = [(known[0], known[1]), (known[1], FAR_MOMENT)] if chance.random() < 0.5 else [(known[0], FAR_MOMENT)]
    rows = []
    for known_from, known_to in spans:
        for begin, end in zip(cuts, [*cuts[1:], None], strict=True):
            day_from = FIRST + datetime.timedelta(days=begin)
            bounds = [moment.date() for moment in (known_from, known_to) if moment != FAR_MOMENT]
            row = {"state": chance.choice(STATES), "office": chance.choice(offices), "until": day_from}
            row["until"] += datetime.timedelta(days=chance.randint(0, 400))
            row |= {"day_from": day_from, "day_to": FIRST + datetime.timedelta(days=end) if end else FAR_DAY}
            row |= {"known_from": known_from, "known_to": known_to, "late": any(day > day_from for day in bounds)}
            rows.append(row)
    return rows


@pytest.fixture
def world(offices) -> Requirement:
    """Two dozen people, what we knew of them when, and the snapshots of all months."""
    chance, requirement = random.Random(6), Requirement.objects.create(code="cep")
    rows = []
    for person in User.objects.bulk_create([User(name=f"Person {n:02}") for n in range(24)]):
        traits = {"category": chance.choice(["staff", "intern"]), "sex": chance.choice(["female", "male"])}
        traits["language"] = chance.choice(["en", "fr"])
        where = [offices[code] for code in ("HQ", "RO-NBO", "KE", "GH")]
        rows += [
            Standing(requirement=requirement, person=person, **traits, **row)
            for row in story(chance, where)
        ]  # fmt: skip
    Standing.objects.bulk_create(rows)
    mend_snapshots(requirement)
    requirement.rows = list(requirement.standings.all())
    return requirement


def naive(asked: Asked, offices: set[int]) -> list[Standing]:
    """Row by row, in Python."""
    return [
        row
        for row in asked.requirement.rows
        if row.day_from <= asked.on < row.day_to
        and row.known_from <= asked.known_at < row.known_to
        and row.office_id in offices
        and all(getattr(row, field) == value for field, value in asked.traits.items())
    ]


def line(found: list[Standing], on: datetime.date) -> Line:
    states = Counter(row.state for row in found)
    ends = [(row.until - on).days for row in found if row.state == "met"]
    return Line(**states, **{f"in_{most}": sum(0 <= left <= most for left in ends) for most in (30, 60, 90)})


def check(asked: Asked, place: str, months: int) -> None:
    offices = Office.objects.filter(path__startswith=Office.objects.get(code=place).path)
    ids, found = {office.pk for office in offices}, counted(asked, offices, months)
    rows = naive(asked, ids)
    whole = {pk: line([row for row in rows if row.office_id == pk], asked.on) for pk in {row.office_id for row in rows}}
    assert found.own == whole
    assert found.trend == [
        (day, Counts(**Counter(row.state for row in naive(replace(asked, on=day), ids))))
        for day in [*firsts(asked.on, months), asked.on]
    ]


@given(on=DAYS, known_at=MOMENTS, traits=TRAITS, place=st.sampled_from(["HQ", "KE", "GH"]), months=st.integers(0, 7))
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_figure_is_that_of_a_count_row_by_row(world, on, known_at, traits, place, months):
    check(Asked(world, on, known_at, **traits), place, months)


def test_without_the_snapshots_of_late_the_figures_are_the_same(world, django_assert_num_queries):
    asked = Asked(world, datetime.date(2026, 9, 10), datetime.datetime(2026, 9, 10, 12, tzinfo=datetime.UTC))
    with django_assert_num_queries(3):
        counted(asked, Office.objects.all(), 6)
    Snapshot.objects.filter(day__gte="2026-08-01").delete()
    check(asked, "HQ", 6)
    Snapshot.objects.all().delete()
    check(asked, "HQ", 6)
