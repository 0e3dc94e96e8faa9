"""Two tabs send the same run at the same moment: it is kept once, and neither gets a fault."""

import datetime

import pytest
from django.utils import timezone

from tests.workshops.room.rooms import make_room, run
from tests.workshops.test_letters_race import at_once
from workshops.actions.runs import Heads, keep_heads, keep_runs
from workshops.models import HeadCount, ItemRun
from workshops.room import reading

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_the_same_at_once_is_kept_once(offices, chen):
    workshop = make_room(offices, chen)
    item, now = workshop.items.get(code="D1-01"), timezone.now()
    one = reading.run(run(item, now - datetime.timedelta(hours=1)))
    heads = Heads(one.id, str(item.uuid), 37, now)

    def send() -> None:
        keep_runs(workshop, [one], by=chen)
        keep_heads(workshop, [heads], by=chen)

    assert at_once(send) == []
    assert (ItemRun.objects.count(), HeadCount.objects.count()) == (1, 1)
