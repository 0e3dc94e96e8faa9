"""A small workshop under way, six people in it, and the short way to a form."""

import datetime

import pytest
from django.utils import timezone

from tests.factories import make_person
from tests.workshops.seating import make_workshop
from workshops.actions.feedback import make_form
from workshops.feedback.ready import questions_for, title_for
from workshops.models import Registration

HOUR = datetime.timedelta(hours=1)


def take_part(workshop, person, number, **fields) -> Registration:
    """The person is confirmed."""
    values = {"role": "participant", "language": "en", "category": "staff", "country": "KE", "sex": "female"} | fields
    return Registration.objects.create(
        workshop=workshop, person=person, number=number, confirmed_at=timezone.now(), **values
    )


@pytest.fixture
def workshop(offices):
    today = timezone.now().date()
    days = {"starts_on": today - datetime.timedelta(days=1), "ends_on": today + datetime.timedelta(days=1)}
    return make_workshop(offices, state="live", **days)


@pytest.fixture
def lead(workshop, chen):
    return take_part(workshop, chen, "F01", role="lead")


@pytest.fixture
def own(workshop, amina):
    """Amina's registration."""
    return take_part(workshop, amina, "P01")


@pytest.fixture
def others(workshop, offices):
    """Twelve more participants."""
    return [
        take_part(workshop, make_person(f"N{number} Person", offices["KE"]), f"P{number:02}") for number in range(2, 14)
    ]


@pytest.fixture
def make(workshop):
    """Makes a form that opened an hour ago, with the usual questions unless `fields` say otherwise."""

    def made(kind="final", **fields):
        values = {
            "by": None,
            "titles": title_for(kind),
            "questions": questions_for(kind),
            "opens_at": timezone.now() - HOUR,
        }
        return make_form(workshop, kind, **(values | fields))

    return made
