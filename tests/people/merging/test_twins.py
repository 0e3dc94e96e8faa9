"""Which two rows are taken for one human, and which are not."""

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from elearning.journal.models import Heartbeat
from elearning.people.merging.finding import find_twins
from elearning.people.merging.tasks import EVERY, look_daily
from elearning.people.merging.twins import Row, folded, likely_twins
from elearning.people.models import Twins
from tests.factories import make_person


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (Row(1, "Amina Odhiambo", email="a@x.org"), Row(2, "ODHIAMBO, Amina"), ["name", "no_address"]),
        (Row(1, "José Nuñez", email="a", office=3), Row(2, "Jose Nunez", email="b", office=3), ["name", "office"]),
        (Row(1, "Amina Odhiambo", email="a"), Row(2, "Amina Odiambo"), ["alike", "no_address"]),
        (Row(1, "A. Omar", "أمينة عمر", email="a"), Row(2, "Amina Umar", "أمينة عمر"), ["own_script", "no_address"]),
        (Row(1, "Ali Khan", email="a", office=1), Row(2, "Ali Khan", email="b", office=2), None),  # namesakes
        (Row(1, "Ali Khan", staff_number="1"), Row(2, "Ali Khan", staff_number="2"), None),
        (Row(1, "Ali Khan"), Row(2, "Ann Smith"), None),
        (Row(1, ""), Row(2, ""), None),
    ],
)
def test_who_is_taken_for_one(one, other, why):
    assert likely_twins([one, other]) == likely_twins([other, one]) == ({} if why is None else {(1, 2): why})


@given(st.text(max_size=30))
def test_a_name_is_folded_once_and_for_all(name):
    assert folded(folded(name)) == folded(name)
    assert folded(" ".join(reversed(name.split()))) == folded(name)


def test_what_was_decided_does_not_come_back(dana, amina):
    make_person("Odhiambo Amina", account=False)
    assert (find_twins(), find_twins()) == (1, 0)
    Twins.objects.update(state="different")
    assert (find_twins(), Twins.objects.get().state) == (0, "different")


def test_the_names_are_compared_once_a_day(db):
    assert (look_daily(), look_daily()) == (1, 0)
    Heartbeat.objects.filter(name="twins").update(seen_at=timezone.now() - EVERY)
    assert look_daily() == 1
