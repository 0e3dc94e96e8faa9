"""Somebody begins a test at the moment in which the pair is taken away: one of the two is told."""

import threading
import time

import pytest

from tests.workshops.test_letters_race import at_once
from tests.workshops.testing.rooms import AT, make_room
from workshops.actions import testing
from workshops.models import Workshop

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_the_pair_is_not_changed_under_one_who_begins(offices, chen, amina, monkeypatch):
    room = make_room(offices, chen, amina)
    own = room.registrations.select_related("person").get(person=amina)
    testing.open_side(room, "before", by=chen, at=AT)
    begun, start = threading.Event(), testing.start_attempt

    def slowly(*args, **how):
        begun.set()
        time.sleep(0.4)
        return start(*args, **how)

    monkeypatch.setattr(testing, "start_attempt", slowly)
    deeds = [
        lambda: testing.start_test(own, "before", language="en", at=AT),
        lambda: begun.wait(5) and testing.choose_pair(room, None, by=chen),
    ]
    raised = at_once(lambda: deeds.pop()())
    assert ["taken here already" in str(each) for each in raised] == [True]
    assert Workshop.objects.get().test_pair == room.test_pair
