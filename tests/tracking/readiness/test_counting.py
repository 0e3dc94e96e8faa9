"""Counting by steps, changes and news gives what counting row by row gives, for any two dates."""

import datetime
import random
from collections import Counter, defaultdict
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from elearning.people.models import Office, Posting, User
from elearning.tracking.models import FAR_DAY, FAR_MOMENT, Requirement, Snapshot, Standing
from elearning.tracking.readiness.counting import (
    STATES,
    Asked,
    Counts,
    count_offices,
    differing,
    expiring,
    people_query,
    trend,
)
from elearning.tracking.readiness.snapshots import KEY, add, spread

FIRST, LAST = datetime.date(2026, 1, 1), datetime.date(2026, 10, 1)
DAYS = st.integers(-20, 320).map(lambda days: FIRST + datetime.timedelta(days=days))
MOMENTS = st.integers(-20 * 24, 320 * 24).map(
    lambda hours: datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC) + datetime.timedelta(hours=hours)
)
TRAITS = st.sampled_from([{}, {"sex": "female"}, {"category": "staff", "language": "fr"}, {"language": "es"}])
PLACES = st.sampled_from(["HQ", "RO-NBO", "KE", "GH"])


def test_the_denominator_is_who_must_comply():
    counts = Counts(not_required=9, met=5, due=2, overdue=1, exempt=4) + Counts(met=1)
    assert (counts.required, counts.people, counts.met_share, counts.share(1)) == (9, 22, 67, 11)
    assert Counts(exempt=3).met_share is None


def rectangles(chance: random.Random, offices: list[int], traits: dict) -> list[dict]:
    """The standings of one person: a story of days that is told anew at each of some moments of knowledge."""
    told: list[tuple[datetime.datetime, dict[int, tuple]]] = []
    story: dict[int, tuple] = {}
    hours = sorted(chance.sample(range(300 * 24), chance.randint(1, 5)))
    for hour in hours:
        begin = chance.randint(-10, 300)
        for day in range(begin, 310 if chance.random() < 0.5 else begin + chance.randint(1, 90)):
            if chance.random() < 0.9 or day not in story:
                state = chance.choice(STATES) if day == begin or chance.random() < 0.02 else story[day - 1][0]
                story[day] = (state, chance.choice(offices) if day == begin else story[day - 1][1], begin % 7)
        told.append((datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC) + datetime.timedelta(hours=hour), dict(story)))
    return [row | traits for row in _cut(told)]


def _cut(told: list) -> list[dict]:
    """One row for each run of days that has the same runs of knowledge; open ends are far."""
    columns: dict[int, list[tuple]] = defaultdict(list)
    for day in range(-10, 310):
        for place, (since, story) in enumerate(told):
            if value := story.get(day):
                until = told[place + 1][0] if place + 1 < len(told) else FAR_MOMENT
                if columns[day] and columns[day][-1][2:] == (value,) and columns[day][-1][1] == since:
                    columns[day][-1] = (columns[day][-1][0], until, value)
                else:
                    columns[day].append((since, until, value))
    rows, open_rows = [], {}
    for day in range(-10, 311):
        cells = set(columns.get(day, ()))
        for cell in [cell for cell in open_rows if cell not in cells]:
            rows.append(_row(open_rows.pop(cell), day, *cell))
        for cell in cells:
            open_rows.setdefault(cell, day)
    return rows


def _row(begin: int, end: int, since: datetime.datetime, until: datetime.datetime, value: tuple) -> dict:
    day_from = FIRST + datetime.timedelta(days=begin)
    day_to = FAR_DAY if end == 310 else FIRST + datetime.timedelta(days=end)
    bounds = [since.date()] + ([until.date()] if until != FAR_MOMENT else [])
    return {
        "state": value[0],
        "office_id": value[1],
        "until": (FAR_DAY if day_to == FAR_DAY else day_to - datetime.timedelta(days=1 + value[2])),
        "day_from": day_from,
        "day_to": day_to,
        "known_from": since,
        "known_to": until,
        "late": any(bound > day_from for bound in bounds),
    }


@pytest.fixture
def world(offices) -> Requirement:
    """Sixty people, what we knew of them when, and the snapshots of most months."""
    chance = random.Random(6)
    requirement = Requirement.objects.create(code="cep")
    other = Requirement.objects.create(code="other")
    people = User.objects.bulk_create([User(name=f"Person {n:03}") for n in range(60)])
    rows = []
    for person in people:
        traits = {
            "category": chance.choice(["staff", "intern"]),
            "sex": chance.choice(["female", "male"]),
            "language": chance.choice(["en", "fr"]),
            "person": person,
        }
        for asks in (requirement, requirement, other)[person.pk % 2 :: 2]:
            where = [office.pk for code, office in offices.items() if code != "MZ"]
            rows += [Standing(requirement=asks, **row) for row in rectangles(chance, where, traits)]
    Standing.objects.bulk_create(rows)
    assert Standing.objects.filter(late=True).count() > 100
    make_steps(requirement)
    Snapshot.objects.filter(day=datetime.date(2026, 4, 1)).delete()  # a month that has none is stepped over
    requirement.rows = list(requirement.standings.all())
    return requirement


def make_steps(requirement: Requirement) -> None:
    """The snapshots, as deriving makes them."""
    Snapshot.objects.all().delete()
    rows = requirement.standings.filter(known_to=FAR_MOMENT).values_list(*KEY, "state", "day_from", "day_to")
    add(spread(((row[:5], *row[5:], 1) for row in rows), LAST))


def naive(asked: Asked, offices) -> list[Standing]:
    """Row by row, in Python."""
    ids = {office.pk for office in offices}
    return [
        row
        for row in asked.requirement.rows
        if row.day_from <= asked.on < row.day_to
        and row.known_from <= asked.known_at < row.known_to
        and row.office_id in ids
        and all(getattr(row, field) == value for field, value in asked.traits.items())
    ]


def tally(found: list[Standing]) -> Counts:
    return Counts(**Counter(row.state for row in found))


@given(on=DAYS, known_at=MOMENTS, before=MOMENTS, traits=TRAITS, place=PLACES)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_figure_is_that_of_a_count_row_by_row(world, on, known_at, before, traits, place):
    asked = Asked(world, on, known_at, **traits)
    office = Office.objects.get(code=place)
    offices = Office.objects.filter(path__startswith=office.path)
    found = naive(asked, offices)
    by_office = {pk: tally([row for row in found if row.office_id == pk]) for pk in {row.office_id for row in found}}
    assert count_offices(asked, offices) == by_office
    months = trend(asked, offices, 4)
    assert (len(months), months[-1]) == (5, (on, tally(found)))
    assert [counts for _day, counts in months] == [tally(naive(replace(asked, on=day), offices)) for day, _ in months]
    ends = Counter(
        (row.office_id, days) for row in found for days in (30, 60, 90)
        if row.state == "met" and on <= row.until <= on + datetime.timedelta(days=days)
    )  # fmt: skip
    assert {(pk, days): n for pk, row in expiring(asked, offices).items()
            for days, n in zip((30, 60, 90), row, strict=True) if n} == ends  # fmt: skip
    _differs(asked, before, offices, found)


def _differs(asked: Asked, before: datetime.datetime, offices, found: list[Standing]) -> None:
    """The rows that differ between two moments are those that a comparison of the two lists finds."""
    if before > asked.known_at:
        return
    was = {row.person_id: row for row in naive(replace(asked, known_at=before), offices)}
    now = {row.person_id: row for row in found}
    expected = {
        person: (was.get(person), now.get(person))
        for person in {*was, *now}
        if person not in was or person not in now
        or (was[person].state, was[person].office_id) != (now[person].state, now[person].office_id)
    }  # fmt: skip
    assert {row.person.pk: (row.before, row.now) for row in differing(asked, before, offices)} == expected


def test_the_people_behind_a_count_are_named_once_and_only_to_whom_may_see_them(world, offices, dana, efua):
    asked = Asked(world, datetime.date(2026, 9, 10), datetime.datetime(2026, 10, 1, tzinfo=datetime.UTC))
    everybody = list(people_query(asked, offices["HQ"], dana))
    assert len(everybody) == len(naive(asked, offices.values())) == len({row.person for row in everybody}) > 14
    met = people_query(asked, offices["HQ"], dana, "met")
    assert {row.pk for row in met} == {row.pk for row in everybody if row.state == "met"} != set()
    assert people_query(asked, offices["GH"], dana).exists()
    assert not people_query(asked, offices["GH"], efua).exists()  # nobody is posted there today
    seen = people_query(asked, offices["GH"], dana).first().person
    Posting.objects.create(person=seen, office=offices["GH"], started_on=FIRST)
    assert [row.person for row in people_query(asked, offices["GH"], efua)] == [seen]
    assert not people_query(asked, offices["KE"], efua).exists()


def test_the_queries_are_the_same_for_few_and_for_many(world, offices, dana):
    asked = Asked(world, datetime.date(2026, 9, 10), datetime.datetime(2026, 9, 10, 12, tzinfo=datetime.UTC))
    assert dana.roles_today  # read before we count

    def cost() -> list[int]:
        numbers = []
        for ask in (
            lambda: count_offices(asked, Office.objects.all()),
            lambda: expiring(asked, Office.objects.all()),
            lambda: trend(asked, Office.objects.all(), 6),
            lambda: list(people_query(asked, offices["HQ"], dana)),
            lambda: list(differing(asked, datetime.datetime(2026, 6, 1, tzinfo=datetime.UTC), Office.objects.all())),
        ):
            with CaptureQueriesContext(connection) as captured:
                ask()
            numbers.append(len(captured))
        return numbers

    assert cost() == [2, 1, 2, 1, 3]
    Standing.objects.exclude(person=Standing.objects.order_by("person").last().person).delete()
    make_steps(world)
    Snapshot.objects.filter(day=datetime.date(2026, 4, 1)).delete()
    assert max(a - b for a, b in zip(cost(), [2, 1, 2, 1, 3], strict=True)) <= 0
