"""Receiving facts: each is kept once and answered; what cannot count waits with a reason, and hinders no other."""

import datetime
import uuid
from dataclasses import replace

import pytest
from django.utils import timezone

from elearning.people.actions.refusal import Refused
from tests.factories import make_person
from workshops.actions.receiving import Given, decide, receive
from workshops.attendance.given import read
from workshops.attending import attendance_of, checkpoints_of
from workshops.models import AttendanceEvent, DayClosing, Device, Registration, Workshop

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2023, 7, 4, 6, 0, tzinfo=datetime.UTC)  # nine o'clock in Mombasa
MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture
def room(mombasa, chen):
    """The workshop with a facilitator and her device, and the checkpoint with which it begins."""
    Registration.objects.create(
        workshop=mombasa, person=chen, role="lead", number="F01", confirmed_at=NOW, category="staff",
        sex="undisclosed", language="en",
    )  # fmt: skip
    device = Device.objects.create(workshop=mombasa, person=chen, label="Tablet", secret_digest="x")
    return mombasa, device, checkpoints_of(mombasa)[1]


def scan(place, badge: str = "P01", *, at: datetime.datetime = NOW, **values) -> Given:
    values.setdefault("checkpoint", place.key)
    return Given(**{"id": uuid.uuid4(), "verb": "in", "at": at, "badge": badge} | values)


def statuses(answers) -> list[str]:
    return [answer.status for answer in answers]


def test_a_fact_is_kept_once_whoever_sends_it_again(room):
    workshop, device, place = room
    given = [scan(place, number) for number in ("P01", "p 02", "P03")]
    other = Device.objects.create(workshop=workshop, person=device.person, label="Two", secret_digest="y")
    assert statuses(receive(workshop, given, device=device, at=NOW)) == ["accepted"] * 3
    assert statuses(receive(workshop, given[::-1] * 2, device=other, at=NOW)) == ["duplicate"] * 6
    assert statuses(receive(workshop, [given[0], given[0]], at=NOW)) == ["duplicate"] * 2
    assert workshop.events.count() == 3
    row = workshop.events.get(registration__number="P02")
    assert (row.source, row.badge, row.device, row.received_at) == ("scan", "p 02", device, NOW)
    device.refresh_from_db()
    assert device.seen_at == NOW


def test_a_badge_is_known_by_its_code_and_by_its_number(room):
    workshop, _device, place = room
    one = workshop.registrations.get(number="P05")
    one.badge_code = "ABCD2345"
    one.save()
    receive(workshop, [scan(place, "abcd2345"), scan(place, "P05")], at=NOW)
    assert {row.registration_id for row in workshop.events.all()} == {one.pk}


def test_what_cannot_count_waits_with_its_reason_and_the_others_count(room, dana):
    workshop, device, place = room
    foreign = workshop.registrations.get(number="P09")
    elsewhere = Workshop.objects.get(pk=workshop.pk)
    elsewhere.pk, elsewhere.uuid, elsewhere.code, elsewhere._state.adding = None, uuid.uuid4(), "OTHER", True
    elsewhere.save()
    Registration.objects.create(
        workshop=elsewhere, person=foreign.person, number="P99", badge_code="ZZZZ2345", confirmed_at=NOW,
        category="staff", sex="female", language="en",
    )  # fmt: skip
    workshop.registrations.filter(number="P10").update(state="withdrawn")
    cases = {
        "": scan(place),
        "unknown_badge": scan(place, "NOBODY"),
        "other_workshop": scan(place, "zzzz2345"),
        "unknown_checkpoint": scan(place, checkpoint=str(uuid.uuid4())),
        "future": scan(place, at=NOW + 6 * MINUTE),
    }
    answers = receive(workshop, [*cases.values(), scan(place, "P10"), scan(place, "P99")], device=device, at=NOW)
    assert statuses(answers) == ["accepted", *["unresolved"] * 6]
    assert [workshop.events.get(client_id=one.id).problem for one in cases.values()] == list(cases)
    assert workshop.events.filter(problem="unknown_badge").count() == 3
    assert all(answer.why.endswith(".") for answer in answers[1:])
    assert not workshop.events.filter(problem="other_workshop", registration__isnull=False).exists()


def test_five_minutes_ahead_is_a_clock_and_more_is_the_future(room):
    workshop, device, place = room
    given = [scan(place, at=NOW + 5 * MINUTE), scan(place, at=NOW + 5 * MINUTE + datetime.timedelta(seconds=1))]
    assert statuses(receive(workshop, given, device=device, at=NOW)) == ["accepted", "unresolved"]


def test_the_clock_of_the_device_is_corrected_by_what_it_showed_when_it_sent(room):
    workshop, device, place = room
    fast = scan(place, at=NOW + 6 * MINUTE)
    right = scan(place, "P02", at=NOW - datetime.timedelta(hours=3))
    receive(workshop, [fast], device=device, sent_at=NOW + 6 * MINUTE, at=NOW)
    receive(workshop, [right], device=device, sent_at=NOW + datetime.timedelta(seconds=30), at=NOW)
    rows = {row.client_id: row for row in workshop.events.all()}
    assert (rows[fast.id].occurred_at, rows[fast.id].device_at) == (NOW, NOW + 6 * MINUTE)
    assert rows[right.id].occurred_at == right.at


def test_the_same_id_with_another_content_is_kept_flagged_and_answered_the_same_way_again(room):
    workshop, device, place = room
    first = scan(place)
    second = replace(first, badge="P02")
    assert statuses(receive(workshop, [first, second], device=device, at=NOW)) == ["accepted", "unresolved"]
    assert statuses(receive(workshop, [second, first, second], device=device, at=NOW)) == ["duplicate"] * 3
    kept = workshop.events.get(problem="conflict")
    assert (kept.client_id, kept.badge, kept.raw["badge"]) == (first.id, "P02", "P02")


def test_the_same_id_in_another_workshop_is_a_conflict_and_not_an_error(room):
    workshop, device, place = room
    other = Workshop.objects.get(pk=workshop.pk)
    other.pk, other.uuid, other.code, other._state.adding = None, uuid.uuid4(), "OTHER", True
    other.save()
    given = scan(place)
    receive(other, [given], at=NOW)
    assert statuses(receive(workshop, [given], device=device, at=NOW)) == ["unresolved"]
    assert workshop.events.get().problem == "conflict"


def test_what_a_revoked_device_sends_waits_and_what_it_sent_before_is_a_duplicate(room):
    workshop, device, place = room
    before = scan(place)
    receive(workshop, [before], device=device, at=NOW)
    Device.objects.filter(pk=device.pk).update(revoked_at=NOW)
    answers = receive(workshop, [before, scan(place, "P02")], device=device, at=NOW)  # it was read before
    assert statuses(answers) == ["duplicate", "unresolved"]
    assert workshop.events.get(problem="revoked").registration.number == "P02"


def test_a_signed_day_takes_nothing_but_amendments(room, chen):
    workshop, device, place = room
    target = scan(place)
    receive(workshop, [target], device=device, at=NOW)
    DayClosing.objects.create(workshop=workshop, day=place.day, signed_by=chen)
    tomorrow = next(one for one in checkpoints_of(workshop) if one.day > place.day)
    void = Given(uuid.uuid4(), "void", NOW, voids=target.id)
    late = [scan(place, "P02"), void, scan(tomorrow, "P03")]
    assert statuses(receive(workshop, late, device=device, at=NOW)) == ["unresolved", "unresolved", "accepted"]
    assert workshop.events.filter(problem="signed").count() == 2
    added = [scan(place, "P04", reason="She came"), scan(place, "P05")]
    answers = receive(workshop, added, source="amendment", by=chen, at=NOW)
    assert statuses(answers) == ["accepted", "unresolved"]  # an amendment says why


def test_after_a_workshop_is_closed_everything_waits(room):
    workshop, device, place = room
    Workshop.objects.filter(pk=workshop.pk).update(state="closed")
    assert statuses(receive(workshop, [scan(place)], device=device, at=NOW)) == ["unresolved"]
    assert workshop.events.get().problem == "signed"


def test_a_void_holds_even_if_it_comes_before_what_it_takes_back(room):
    workshop, device, place = room
    target = scan(place)
    void = Given(uuid.uuid4(), "void", NOW + MINUTE, voids=target.id)
    assert statuses(receive(workshop, [void], device=device, at=NOW)) == ["accepted"]
    assert statuses(receive(workshop, [target], device=device, at=NOW)) == ["accepted"]
    one = workshop.registrations.get(number="P01")
    assert attendance_of(workshop, [one]).record(one.pk, place.key).status == "unseen"


def test_only_a_device_or_one_who_takes_attendance_decides_and_takes_back(room, amina, chen):
    workshop, device, place = room
    target = scan(place)
    receive(workshop, [target], device=device, at=NOW)
    cases = [
        ({"source": "self", "by": amina}, "unresolved"),
        ({"source": "self", "by": chen}, "unresolved"),
        ({"by": amina}, "unresolved"),
        ({}, "unresolved"),
        ({"by": chen}, "accepted"),
        ({"device": device}, "accepted"),
    ]
    for who, status in cases:
        void = Given(uuid.uuid4(), "void", NOW, voids=target.id)
        word = scan(place, "P02", verb="set", value="absent")
        assert statuses(receive(workshop, [void, word], at=NOW, **who)) == [status] * 2, who
    assert workshop.events.filter(problem="not_allowed").count() == 8
    assert workshop.events.filter(verb="set", device=device).get().source == "facilitator"


def test_a_check_in_by_herself_is_received_as_the_weaker_source(room, amina):
    workshop, _device, place = room
    assert statuses(receive(workshop, [scan(place)], source="self", by=amina, at=NOW)) == ["accepted"]
    assert workshop.events.get().source == "self"


def test_a_walk_in_without_an_account_is_received_like_anybody(room):
    workshop, device, place = room
    newcomer = make_person("Zola Door", account=False)
    Registration.objects.create(
        workshop=workshop, person=newcomer, number="W01", badge_code="WWWW2345", state="walk_in", confirmed_at=NOW,
        category="partner", sex="female", language="en",
    )  # fmt: skip
    given = [scan(place, "w01"), scan(place, "wwww 2345", verb="out", at=NOW + MINUTE)]
    assert statuses(receive(workshop, given, device=device, at=NOW)) == ["accepted"] * 2
    assert {row.registration.person for row in workshop.events.all()} == {newcomer}


UNREADABLE = [
    None,
    7,
    "in",
    [],
    {},
    {"id": "no uuid", "verb": "in", "at": NOW.isoformat()},
    {"id": 12, "verb": "in", "at": NOW.isoformat()},
    {"id": str(uuid.uuid4()), "verb": "in"},
    {"id": str(uuid.uuid4()), "verb": "in", "at": "yesterday"},
    {"id": str(uuid.uuid4()), "verb": "in", "at": "2023-07-04T09:00:00"},
    {"id": str(uuid.uuid4()), "verb": "in", "at": "0001-01-01T00:00:00+14:00"},
    {"id": str(uuid.uuid4()), "verb": "in", "at": "9999-12-31T23:59:59-12:00"},
    {"id": str(uuid.uuid4()), "verb": "jump", "at": NOW.isoformat()},
    {"id": str(uuid.uuid4()), "verb": "set", "at": NOW.isoformat(), "value": "maybe"},
    {"id": str(uuid.uuid4()), "verb": "set", "at": NOW.isoformat()},
    {"id": str(uuid.uuid4()), "verb": "void", "at": NOW.isoformat()},
    {"id": str(uuid.uuid4()), "verb": "void", "at": NOW.isoformat(), "voids": "that one"},
    {"id": str(uuid.uuid4()), "verb": "in", "at": NOW.isoformat(), "badge": "P0\x001"},
    {"id": str(uuid.uuid4()), "verb": "in", "at": NOW.isoformat(), "badge": "\ud800"},
    {"id": str(uuid.uuid4()), "verb": "in", "at": NOW.isoformat(), "badge": "P" * 10_000},
    {"id": str(uuid.uuid4()), "verb": "in", "at": NOW.isoformat(), "checkpoint": "x" * 10_000},
    {"id": str(uuid.uuid4()), "verb": "in", "at": NOW.isoformat(), "reason": "\N{RIGHT-TO-LEFT MARK}" * 10_000},
    {"id": str(uuid.uuid4()), "verb": "in", "at": NOW.isoformat(), "badge": {"deep": [1, {"er": "\x00"}]}},
    *({"id": str(uuid.uuid4()), "verb": "set", "value": "partial", "at": NOW.isoformat(), "minutes": wrong}
      for wrong in (-5, 100_000, 10**30, 2.5, True, "ten", [])),
]  # fmt: skip


def test_what_cannot_be_read_is_kept_in_its_place_and_hinders_no_other(room):
    workshop, device, place = room
    good = [scan(place), scan(place, "P02")]
    batch = [good[0], *(read(raw) for raw in UNREADABLE), good[1]]
    answers = receive(workshop, batch, device=device, at=NOW)
    assert statuses(answers) == ["accepted", *["unresolved"] * len(UNREADABLE), "accepted"]
    assert workshop.events.filter(problem="unreadable").count() == len(UNREADABLE)
    assert len({answer.id for answer in answers}) == len(batch)
    again = receive(workshop, batch[::-1], device=device, at=NOW + MINUTE)
    assert statuses(again) == ["duplicate"] * len(batch)
    assert all(len(str(row.raw)) < 4000 for row in workshop.events.all())
    assert [str(answer.id) for answer, raw in zip(answers[1:-1], UNREADABLE, strict=True)
            if isinstance(raw, dict) and len(str(raw.get("id"))) == 36] == [
        raw["id"] for raw in UNREADABLE if isinstance(raw, dict) and len(str(raw.get("id"))) == 36
    ]  # fmt: skip


def test_what_the_columns_cannot_hold_is_kept_whoever_hands_it_in(room, chen):
    workshop, _device, place = room
    given = [scan(place, "P" * 500), scan(place, at=NOW.replace(tzinfo=None)), scan(place, minutes=-1)]
    assert statuses(receive(workshop, given, source="sheet", by=chen, at=NOW)) == ["unresolved"] * 3


def test_a_batch_costs_as_many_queries_for_forty_facts_as_for_one_and_few_for_200(
    room, django_assert_num_queries, django_assert_max_num_queries
):
    workshop, device, place = room
    numbers = [f"P{number:02}" for number in range(1, 51)]
    with django_assert_num_queries(13):
        receive(workshop, [scan(place)], device=device, at=NOW)
    with django_assert_num_queries(13):
        receive(workshop, [scan(place, number) for number in numbers[:40]], device=device, at=NOW)
    with django_assert_max_num_queries(17):  # SQLite writes 49 rows at a time
        receive(workshop, [scan(place, numbers[i % 50]) for i in range(200)], device=device, at=NOW)
    assert AttendanceEvent.objects.count() == 241


def test_a_decision_holds_over_scans_and_is_an_amendment_once_the_day_is_signed(room, chen):
    workshop, device, place = room
    one = workshop.registrations.get(number="P01")
    receive(workshop, [scan(place)], device=device, at=NOW)
    made = decide(workshop, one, place.key, "partial", reason="", by=chen, minutes=20, at=NOW)
    assert (made.source, made.actor, made.minutes) == ("facilitator", chen, 20)
    assert attendance_of(workshop, [one]).record(one.pk, place.key).minutes == 20
    DayClosing.objects.create(workshop=workshop, day=place.day, signed_by=chen)
    with pytest.raises(Refused, match="Say why"):
        decide(workshop, one, place, "present", reason="  ", by=chen)
    later = decide(workshop, one, place, "excused", reason="Visa", by=chen, at=NOW)
    assert later.source == "amendment"
    assert attendance_of(workshop, [one]).record(one.pk, place.key).status == "excused"


def test_a_decision_is_refused_with_a_sentence(room, chen, amina):
    workshop, _device, place = room
    one = workshop.registrations.get(number="P01")
    worth = sum(item.worth for item in place.meant_for(one.group_id))
    for minutes in (None, 0, -5, worth + 1, 100_000):
        with pytest.raises(Refused, match="Give the minutes"):
            decide(workshop, one, place, "partial", reason="", by=chen, minutes=minutes)
    for value, reason in (("late", ""), ("present", "x" * 301), ("present", "a\0b")):
        with pytest.raises(Refused, match="Choose what holds"):
            decide(workshop, one, place, value, reason=reason, by=chen)
    with pytest.raises(Refused, match="does not have this item"):
        decide(workshop, one, "2023-07-04", "present", reason="", by=chen)
    with pytest.raises(Refused, match="Only those who take attendance"):
        decide(workshop, one, place, "present", reason="", by=amina)
    workshop.registrations.filter(number="P10").update(state="withdrawn")
    with pytest.raises(Refused, match="does not take part"):
        decide(workshop, workshop.registrations.get(number="P10"), place, "present", reason="", by=chen)
    Workshop.objects.filter(pk=workshop.pk).update(state="closed")
    with pytest.raises(Refused, match="stays as it is"):
        decide(workshop, one, place, "present", reason="", by=chen, at=timezone.now())
    assert not workshop.events.exists()
