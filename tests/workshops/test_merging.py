"""Two rows of one human in workshops: she holds one seat, with what was noted of her presence in both."""

from elearning.people.actions import merge
from tests.factories import make_person
from tests.workshops.agendas import join
from tests.workshops.attending import event
from workshops.actions.walking_in import walk_in_newcomer
from workshops.attending import checkpoints_of
from workshops.models import Registration, Workshop


def test_the_better_of_two_seats_stands_with_the_presence_of_both(mombasa, dana, amina, kofi, offices):
    walked_in = make_person("Amina Odiambo", offices["MZ"], account=False)
    registered, came = join(mombasa, amina), join(mombasa, walked_in)
    Registration.objects.filter(pk=registered.pk).update(state="no_show")
    Registration.objects.filter(pk=came.pk).update(state="walk_in")
    first, second = list(checkpoints_of(mombasa))[:2]
    event(mombasa, came, first.key, first.starts_at).save()
    event(mombasa, registered, second.key, second.starts_at).save()
    persons = Registration.objects.filter(state__in=Registration.TAKING_PART).count()
    merge(amina, walked_in, by=dana, reason="Her badge.", withdraw_postings=True)
    registered.refresh_from_db()
    came.refresh_from_db()
    assert (came.person, came.state, came.events.count()) == (amina, "walk_in", 2)
    assert (registered.person, registered.state, registered.events.count()) == (walked_in, "replaced", 0)
    assert Registration.objects.filter(state__in=Registration.TAKING_PART).count() == persons - 1


def test_a_seat_in_a_workshop_of_her_own_moves(mombasa, dana, amina, offices):
    other = make_person("Amina Odiambo", offices["MZ"], account=False)
    seat = join(mombasa, other)
    merge(amina, other, by=dana, reason="Her badge.", withdraw_postings=True)
    seat.refresh_from_db()
    assert (seat.person, seat.state, seat.office.code) == (amina, "confirmed", "MZ")


def test_the_address_of_the_row_that_is_gone_is_hers_at_the_door(mombasa, dana, amina, offices):
    gone = make_person("Aminata Odiambo", offices["MZ"])
    Workshop.objects.update(state="live")
    merge(amina, gone, by=dana, reason="Her badge.", withdraw_postings=True)
    said = {"sex": "female", "organisation": "Police", "organisation_type": "police", "country": "MZ"}
    begins = checkpoints_of(mombasa)[0].starts_at
    seat = walk_in_newcomer(mombasa, name="A. O.", email=gone.email.upper(), language="en", by=dana, at=begins, **said)
    assert seat.person == amina
