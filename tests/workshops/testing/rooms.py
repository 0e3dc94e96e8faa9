"""A small workshop with a pair of tests, made by hand."""

import datetime

from assessments.models import TestPair
from elearning.people.models import User
from tests.assessments.factories import make_quiz
from tests.workshops.proof.rooms import CODE, DAY, seat
from tests.workshops.seating import make_workshop
from workshops.models import Workshop

AT = datetime.datetime(2026, 5, 6, 9, tzinfo=datetime.UTC)
BASE = f"/workshops/{CODE}"


def make_pair(title: str = "Common ground", **after) -> TestPair:
    return TestPair.objects.create(titles={"en": title}, before=make_quiz(2), after=make_quiz(2, **after))


def make_room(offices, lead: User, *participants: User, **fields) -> Workshop:
    """Chen leads, the others are P01, P02, and so on."""
    values = {"state": Workshop.State.LIVE, "starts_on": DAY, "ends_on": DAY, "test_pair": make_pair()}
    workshop = make_workshop(offices, CODE, **values | fields)
    seat(workshop, lead, "F01", role="lead")
    for place, person in enumerate(participants, start=1):
        seat(workshop, person, f"P{place:02}")
    return workshop
