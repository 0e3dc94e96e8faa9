"""Wrong PINs at the same moment: each is counted, the code rests when it must, and one press makes one code."""

import uuid
from functools import partial

import pytest
from django.utils import timezone

from elearning.journal.models import LogEntry
from elearning.people.codes.making import make_code
from elearning.people.codes.opening import RESTS, open_with_code
from elearning.people.models import SignInCode
from tests.factories import make_person
from tests.workshops.test_planning_race import at_once

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_many_guesses_at_once_are_five_and_then_it_rests_and_at_the_tenth_longer(dana, offices):
    person = make_person("Ada Owusu", offices["GH"], account=False)
    slip = make_code(person, by=dana, press=uuid.uuid4())
    wrong, now = "000000" if slip.pin != "000000" else "111111", timezone.now()
    for rests in (1, 2):
        raised = at_once(*[partial(open_with_code, slip.code.code, wrong, at=now)] * 8)
        held = SignInCode.objects.get()
        assert (raised, held.failures, held.locked_until) == ([], 5 * rests, now + RESTS * rests)
        assert LogEntry.objects.filter(action="people.code_locked").count() == rests
        assert open_with_code(slip.code.code, slip.pin, at=now) is None
        now = held.locked_until
    assert open_with_code(slip.code.code, slip.pin, at=now) == slip.code


def test_one_press_in_two_tabs_makes_one_code_and_two_makers_leave_one_that_opens(dana, efua, offices):
    person = make_person("Ada Owusu", offices["GH"], account=False)
    press, slips = uuid.uuid4(), []
    assert at_once(*[lambda: slips.append(make_code(person, by=dana, press=press))] * 2) == []
    assert len({(slip.code.code, slip.pin) for slip in slips}) == 1
    assert at_once(*(lambda by=by: make_code(person, by=by, press=uuid.uuid4()) for by in (dana, efua))) == []
    assert SignInCode.objects.filter(revoked_at=None).count() == 1
