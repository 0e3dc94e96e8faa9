"""Who leaves the house: her devices stop, her seats pass on, what she leads or wrote is listed."""

import datetime

from elearning.notices.models import Notice
from elearning.people.actions import end_posting
from elearning.people.leaving import finish_leavings
from elearning.people.models import HandoverItem
from tests.factories import make_person
from tests.workshops.seating import NOW, endorsed, invited, make_quota, make_workshop, people, states, waiting
from workshops.actions.confirming import add_to_team
from workshops.actions.devices import is_trusted
from workshops.models import AgendaItem, Device, ItemPerson, ParkedPoint, SessionPlan

LAST = datetime.date(2026, 3, 20)
AFTER = datetime.datetime(2026, 3, 21, 12, tzinfo=datetime.UTC)


def test_her_seat_passes_on_when_her_last_day_is_over(offices, efua, kofi, dana):
    workshop = make_workshop(offices)
    make_quota(workshop, offices["GH"], most=1)
    invited(workshop, kofi, dana)
    (second,) = people(offices["GH"], "Yaw Darko")
    waiting(workshop, second, dana)
    end_posting(kofi.postings.get(), ended_on=LAST, by=dana, at=NOW)
    assert states(workshop) == {"Kofi": "invited", "Yaw": "reserve"}
    finish_leavings(AFTER)
    assert states(workshop) == {"Kofi": "withdrawn", "Yaw": "offered"}
    assert Notice.objects.filter(kind="seat_offered", person=second).count() == 1


def test_what_took_place_and_what_is_a_partners_stays(offices, efua, kofi, dana):
    held = make_workshop(offices, "OLD", starts_on=datetime.date(2026, 3, 10), ends_on=datetime.date(2026, 3, 11))
    endorsed(held, kofi, dana)
    coming = make_workshop(offices, "NEW")
    endorsed(coming, kofi, dana)
    end_posting(kofi.postings.get(), ended_on=LAST, by=dana, at=AFTER)
    assert (states(held), states(coming)) == ({"Kofi": "endorsed"}, {"Kofi": "withdrawn"})


def test_devices_stop_and_what_she_owns_is_listed(offices, chen, dana, kofi):
    workshop = make_workshop(offices, state="confirmed")
    add_to_team(workshop, chen, role="lead", language="en", by=dana, at=NOW)
    hers = Device.objects.create(workshop=workshop, person=chen, label="Telephone")
    other = Device.objects.create(workshop=workshop, person=dana, label="Tablet")
    item = AgendaItem.objects.create(workshop=workshop, code="S1", titles={"en": "Opening"}, kind="plenary")
    ItemPerson.objects.create(item=item, person=chen)
    SessionPlan.objects.create(item=item, title="How to open", language="en")
    ParkedPoint.objects.create(workshop=workshop, text="Who pays?", raised_by=kofi, owner=chen)
    ParkedPoint.objects.create(workshop=workshop, text="Settled", raised_by=kofi, owner=kofi)
    end_posting(chen.postings.get(), ended_on=LAST, by=dana, at=NOW)
    hers.refresh_from_db()
    assert is_trusted(hers, workshop)
    items = {(item.kind, item.label["en"]) for item in HandoverItem.objects.filter(person=chen)}
    assert items == {
        ("workshop_lead", "Trust in Accra"), ("session_plan", "How to open"), ("parked_point", "Who pays?"),
    }  # fmt: skip
    finish_leavings(AFTER)
    hers.refresh_from_db()
    other.refresh_from_db()
    assert (hers.revoked_at, hers.revoked_why, other.revoked_at) == (AFTER, "She has left.", None)
    assert not is_trusted(hers, workshop)
    assert make_person("Zoe Ali").handovers.count() == 0
