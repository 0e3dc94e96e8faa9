"""What waits: given to somebody, counted as read, or set aside, once, with a reason, by those who take attendance."""

import datetime
import uuid

import pytest

from elearning.journal.models import LogEntry
from elearning.people.actions.refusal import Refused
from workshops.actions.receiving import Given, receive
from workshops.actions.resolving import count_as_read, resolve, set_aside
from workshops.attendance.given import read
from workshops.attending import attendance_of, checkpoints_of
from workshops.models import DayClosing, Device, Registration

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2023, 7, 4, 6, 0, tzinfo=datetime.UTC)
PAGE = "/workshops/CEP-2023-MBA/room/unresolved/"
WHY = "I asked her"


@pytest.fixture
def desk(mombasa, chen):
    """Chen leads; her device is revoked, and sent one scan of P01 after that."""
    Registration.objects.create(
        workshop=mombasa, person=chen, role="lead", number="F01", confirmed_at=NOW, category="staff",
        sex="undisclosed", language="en",
    )  # fmt: skip
    device = Device.objects.create(
        workshop=mombasa, person=chen, label="Lost telephone", secret_digest="x", revoked_at=NOW, revoked_by=chen
    )
    place = checkpoints_of(mombasa)[1]
    receive(mombasa, [scan(place, "P01")], device=device, at=NOW)
    return mombasa, device, place


def scan(place, badge: str, **values) -> Given:
    return Given(**{"id": uuid.uuid4(), "verb": "in", "at": NOW, "checkpoint": place.key, "badge": badge} | values)


def rapporteur(workshop, person) -> None:
    Registration.objects.create(
        workshop=workshop, person=person, role="rapporteur", number="F02", confirmed_at=NOW, category="staff",
        sex="male", language="en",
    )  # fmt: skip


def status(workshop, number: str, place) -> str:
    one = workshop.registrations.get(number=number)
    return attendance_of(workshop, [one]).record(one.pk, place.key).status


def test_an_unknown_badge_is_given_to_somebody_and_counts_from_then_on(desk, chen, client_for):
    workshop, _device, place = desk
    receive(workshop, [scan(place, "<b>LOST</b>")], source="scan", at=NOW)
    event = workshop.events.get(problem="unknown_badge")
    client = client_for(chen)
    assert "&lt;b&gt;LOST&lt;/b&gt;" in client.get(PAGE).content.decode()
    assert client.get(f"{PAGE}{event.pk}/").status_code == 200
    assert status(workshop, "P07", place) == "unseen"
    one = workshop.registrations.get(number="P07")
    said = {"registration": one.pk, "checkpoint": place.key, "reason": WHY}
    assert client.post(f"{PAGE}{event.pk}/", said).status_code == 302
    assert status(workshop, "P07", place) == "present"
    assert client.get(f"{PAGE}{event.pk}/").status_code == 404
    entry = LogEntry.objects.get(action="workshop.event_resolved")
    assert (entry.actor, entry.reason, entry.detail["problem"]) == (chen, WHY, "unknown_badge")


def test_two_who_decide_at_once_decide_once(desk, chen):
    workshop, _device, place = desk
    event = workshop.events.get()
    resolve(event, workshop.registrations.get(number="P01"), place.key, reason=WHY, by=chen)
    with pytest.raises(Refused, match="Somebody else"):
        set_aside(workshop, [event], reason=WHY, by=chen)
    with pytest.raises(Refused, match="Somebody else"):
        resolve(event, workshop.registrations.get(number="P02"), place.key, reason=WHY, by=chen)
    assert (status(workshop, "P01", place), status(workshop, "P02", place)) == ("present", "unseen")


def test_what_a_revoked_device_sent_is_counted_as_it_was_read_or_set_aside(desk, chen, client_for):
    workshop, device, place = desk
    receive(workshop, [scan(place, "P02"), scan(place, "P03")], device=device, at=NOW)
    first, second, third = workshop.events.order_by("badge")
    client = client_for(chen)
    answer = client.post(PAGE, {"events": [first.pk, second.pk], "reason": WHY, "count": "1"})
    assert answer.status_code == 302
    client.post(PAGE, {"events": [third.pk], "reason": "It was a thief", "aside": "1"})
    assert [status(workshop, number, place) for number in ("P01", "P02", "P03")] == ["present", "present", "unseen"]
    assert "Nothing waits" in client.get(PAGE).content.decode()


def test_what_does_not_say_for_whom_cannot_be_counted_as_it_was_read_and_then_none_is(desk, chen, client_for):
    workshop, device, place = desk
    receive(workshop, [scan(place, "NOBODY"), read({"id": 5})], device=device, at=NOW)
    known, nobody, garbled = workshop.events.order_by("pk")
    for bad in (nobody, garbled):
        page = client_for(chen).post(PAGE, {"events": [known.pk, bad.pk], "reason": WHY, "count": "1"})
        assert "does not say whose it is" in page.content.decode()
    assert workshop.events.waiting().count() == 3
    for typed in ({}, {"events": ["x", "9" * 30]}, {"events": [known.pk]}):
        assert client_for(chen).post(PAGE, {"reason": "" if "events" in typed else WHY, **typed}).status_code == 200
    assert workshop.events.waiting().count() == 3


def test_a_decision_that_says_nothing_can_only_be_set_aside(desk, chen, client_for):
    workshop, device, place = desk
    raw = {"id": str(uuid.uuid4()), "verb": "set", "at": NOW.isoformat(), "badge": "P04", "checkpoint": place.key}
    receive(workshop, [read(raw)], device=device, at=NOW)
    event = workshop.events.get(problem="unreadable")
    assert "so it cannot count" in client_for(chen).get(f"{PAGE}{event.pk}/").content.decode()
    with pytest.raises(Refused, match="only be set aside"):
        resolve(event, workshop.registrations.get(number="P04"), place.key, reason=WHY, by=chen)
    set_aside(workshop, [event], reason=WHY, by=chen)
    assert status(workshop, "P04", place) == "unseen"


def test_a_void_that_waited_takes_back_what_it_names_once_it_counts(desk, chen):
    workshop, device, place = desk
    other = Device.objects.create(workshop=workshop, person=chen, label="Tablet", secret_digest="y")
    target = scan(place, "P05")
    receive(workshop, [target], device=other, at=NOW)
    receive(workshop, [Given(uuid.uuid4(), "void", NOW, voids=target.id)], device=device, at=NOW)
    assert status(workshop, "P05", place) == "present"
    count_as_read(workshop, [workshop.events.get(verb="void")], reason=WHY, by=chen)
    assert status(workshop, "P05", place) == "unseen"


def test_a_void_counts_where_that_stands_which_it_takes_back(desk, chen, bruno):
    """The rapporteur cannot take a fact of a signed day back by giving its void to another day."""
    workshop, device, place = desk
    rapporteur(workshop, bruno)
    tomorrow = next(one for one in checkpoints_of(workshop) if one.day > place.day)
    five = workshop.registrations.get(number="P05")
    target = scan(tomorrow, "NOBODY")
    receive(workshop, [target], source="scan", at=NOW)
    resolve(workshop.events.get(client_id=target.id), five, place.key, reason=WHY, by=chen)
    receive(workshop, [Given(uuid.uuid4(), "void", NOW, voids=target.id)], device=device, at=NOW)
    DayClosing.objects.create(workshop=workshop, day=place.day, signed_by=chen)
    void = workshop.events.get(verb="void")
    with pytest.raises(Refused, match="This day is signed"):
        resolve(void, five, tomorrow.key, reason=WHY, by=bruno)
    late = Given(uuid.uuid4(), "void", NOW, voids=target.id)
    (answer,) = receive(workshop, [late], source="facilitator", by=bruno, at=NOW)
    assert (answer.status, workshop.events.get(client_id=late.id).problem) == ("unresolved", "signed")
    assert status(workshop, "P05", place) == "present"
    resolve(void, five, tomorrow.key, reason=WHY, by=chen)
    assert void.resolution.checkpoint == place.key
    assert status(workshop, "P05", place) == "unseen"


def test_of_a_conflict_both_can_count_and_the_order_of_arrival_does_not_matter(desk, chen):
    workshop, _device, place = desk
    tomorrow = next(one for one in checkpoints_of(workshop) if one.day > place.day)
    first = scan(place, "P06")
    second = scan(tomorrow, "P08", id=first.id)
    receive(workshop, [first, second], source="scan", at=NOW)
    event = workshop.events.get(problem="conflict")
    resolve(event, workshop.registrations.get(number="P08"), tomorrow.key, reason=WHY, by=chen)
    assert (status(workshop, "P06", place), status(workshop, "P08", tomorrow)) == ("present", "present")


def test_on_a_signed_day_it_is_an_amendment_by_those_who_may_sign(desk, chen, bruno):
    workshop, _device, place = desk
    rapporteur(workshop, bruno)
    DayClosing.objects.create(workshop=workshop, day=place.day, signed_by=chen)
    event = workshop.events.get()
    with pytest.raises(Refused, match="This day is signed"):
        count_as_read(workshop, [event], reason=WHY, by=bruno)
    count_as_read(workshop, [event], reason=WHY, by=chen)
    assert LogEntry.objects.get(action="workshop.attendance_amended").reason == WHY
    assert status(workshop, "P01", place) == "present"


def test_it_is_refused_with_a_sentence(desk, chen, amina):
    workshop, _device, place = desk
    event, one = workshop.events.get(), workshop.registrations.get(number="P01")
    for reason in ("", "   ", "\N{RIGHT-TO-LEFT MARK}" * 4, "x" * 301, "a\0b"):
        with pytest.raises(Refused, match="Say how you know"):
            set_aside(workshop, [event], reason=reason, by=chen)
    with pytest.raises(Refused, match="Only those who take attendance"):
        set_aside(workshop, [event], reason=WHY, by=amina)
    with pytest.raises(Refused, match="does not have this item"):
        resolve(event, one, "nowhere", reason=WHY, by=chen)
    workshop.registrations.filter(number="P10").update(state="withdrawn")
    with pytest.raises(Refused, match="does not take part"):
        resolve(event, workshop.registrations.get(number="P10"), place.key, reason=WHY, by=chen)
    type(workshop).objects.filter(pk=workshop.pk).update(state="closed")
    with pytest.raises(Refused, match="stays as it is"):
        set_aside(workshop, [event], reason=WHY, by=chen)


def test_only_those_who_take_attendance_see_what_waits(desk, amina, efua, dana, client_for):
    workshop, _device, _place = desk
    event = workshop.events.get()
    for person, status_code in ((amina, 404), (efua, 404), (dana, 200)):
        assert client_for(person).get(PAGE).status_code == status_code
        assert client_for(person).get(f"{PAGE}{event.pk}/").status_code == status_code
    assert client_for(dana).get(f"{PAGE}{'9' * 15}/").status_code == 404


def test_the_page_takes_as_many_queries_for_three_as_for_one(desk, chen, client_for, django_assert_num_queries):
    workshop, device, place = desk
    client = client_for(chen)
    target = workshop.events.get()
    receive(workshop, [Given(uuid.uuid4(), "void", NOW, voids=target.client_id)], device=device, at=NOW)
    set_aside(workshop, [target], reason=WHY, by=chen)
    client.get(PAGE)
    with django_assert_num_queries(14):
        assert client.get(PAGE).content.decode().count("from a revoked device") == 1
    void = Given(uuid.uuid4(), "void", NOW, voids=target.client_id)
    receive(workshop, [scan(place, "P02"), void], device=device, at=NOW)
    with django_assert_num_queries(14):
        assert client.get(PAGE).content.decode().count("from a revoked device") == 3
