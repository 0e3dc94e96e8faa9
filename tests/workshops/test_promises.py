"""What was promised on the day of deletion holds: a later date keeps nothing longer, a move keeps it till the end."""

import datetime

import pytest

from workshops.actions.frame import change_frame
from workshops.actions.move_preview import Move, preview_of
from workshops.actions.moving import move_dates
from workshops.actions.needs import purge_needs, save_needs
from workshops.models import Need, Workshop

from .papers import ahead, take_part

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def workshop(mombasa, amina) -> Workshop:
    """It lies ahead, names no date of deletion, and Amina has needs."""
    workshop = ahead(mombasa)
    Workshop.objects.update(state="confirmed", capacity=60)
    save_needs(take_part(workshop, amina, "A01"), by=amina, diets=["vegan"])
    workshop.refresh_from_db()
    return workshop


@pytest.mark.parametrize("named", [None, 3])
def test_a_move_keeps_needs_until_the_new_days_are_over(workshop, dana, named):
    Workshop.objects.update(needs_purge_on=named and workshop.ends_on + named * DAY)
    workshop.refresh_from_db()
    first = workshop.starts_on + 90 * DAY
    move = Move(first, first + 2 * DAY, workshop.zone, first - 30 * DAY)
    moved = move_dates(workshop, move, seen=preview_of(workshop, move).digest, by=dana)
    assert purge_needs(first) == 0
    assert Need.objects.get().purge_on == moved.ends_on + (named or 30) * DAY


def test_the_frame_shortens_what_was_promised_and_never_lengthens_it(workshop, dana):
    promised = Need.objects.get().purge_on
    for days, kept in ((5, workshop.ends_on + 5 * DAY), (20, workshop.ends_on + 5 * DAY)):
        values = {"needs_purge_on": workshop.ends_on + days * DAY}
        change_frame(workshop, values, seen=Workshop.objects.get().revision, by=dana)
        assert Need.objects.get().purge_on == kept < promised
