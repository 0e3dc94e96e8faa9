"""Short ways to a moment of the first day in Mombasa, and to those who are there."""

import datetime

import time_machine

from tests.workshops.agendas import join
from tests.workshops.plain_agenda import NAIROBI

BASE = "/workshops/CEP-2023-MBA"


def moment(text: str, day: int = 4) -> datetime.datetime:
    """A time of the place in July 2023."""
    return datetime.datetime.combine(datetime.date(2023, 7, day), datetime.time.fromisoformat(text), NAIROBI)


def travel(text: str, day: int = 4):
    """The clock stands at this time of the place."""
    return time_machine.travel(moment(text, day), tick=False)


def long_ago(person) -> None:
    """What she is since 2024, she is since 2020: the days of these tests are in 2023."""
    for rows in (person.postings, person.roles):
        rows.update(started_on=datetime.date(2020, 1, 1))


def in_room(workshop, *, lead=None, co=None, participants=()) -> dict:
    """Registrations of some of the cast by their first names; participants as (person, group)."""
    found = {}
    for person, role in ((lead, "lead"), (co, "co_facilitator")):
        if person:
            found[person.name.split()[0]] = join(workshop, person, role=role)
    for person, group in participants:
        found[person.name.split()[0]] = join(workshop, person, group=group)
    return found
