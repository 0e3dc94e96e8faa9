"""Self check-in: the code of the room taken once, every other one refused with its sentence."""

import uuid
from contextlib import suppress

import pytest
import time_machine
from django.core.cache import cache

from elearning.people.actions import Refused
from tests.factories import make_person
from workshops.actions.checking_in import WrongCode, check_in, take_by_hand
from workshops.actions.receiving import Given, receive
from workshops.attending import attendance_of, checkpoints_of
from workshops.checkin.codes import code_of, window_of
from workshops.models import AttendanceEvent, DayClosing

from .rooms import BASE, CODE, MONDAY, TUESDAY, at, key, make_room, register, say

pytestmark = pytest.mark.django_db
PLACE = f"{BASE}/check-in/"


def code(workshop, checkpoint: str, moment) -> str:
    return code_of(workshop.uuid, key(workshop, checkpoint), window_of(moment))


def of(workshop, number: str):
    return workshop.registrations.select_related("person").get(number=number)


def test_twice_is_once_and_the_record_is_present_by_her_own_word(room):
    own, now = of(room, "P01"), at("09:02")
    first, _place = check_in(room, own, code(room, "D1-01", now), at=now)
    later = at("09:03")
    again, checkpoint = check_in(room, own, code(room, "D1-01", later), at=later)
    assert first.pk == again.pk == AttendanceEvent.objects.get().pk
    assert (first.source, first.verb, first.occurred_at, first.actor) == ("self", "in", now, own.person)
    record = attendance_of(room).record(own.pk, checkpoint.key)
    assert (record.status, record.sources, record.minutes) == ("present", {"self"}, 60)


def test_what_a_facilitator_took_back_is_not_checked_in_again(room, chen):
    own, now = of(room, "P01"), at("09:02")
    first, place = check_in(room, own, code(room, "D1-01", now), at=now)
    void = Given(uuid.uuid4(), "void", now, reason="Not in the room", voids=first.client_id)
    receive(room, [void], source="facilitator", by=chen, at=now)
    with pytest.raises(Refused, match="took your check-in back"):
        check_in(room, own, code(room, "D1-01", now), at=now)
    assert take_by_hand(room, [own], place, by=chen, at=at("09:04")) == 1
    assert attendance_of(room).record(own.pk, place.key).sources == {"facilitator"}


STAGGERED = (
    ("D1-01A", MONDAY, 9, "A", 0, False),
    ("D1-02B", MONDAY, 9, "B", 0, False),
    ("D1-03A", MONDAY, 10, "A", 0, False),
)


def test_of_what_is_on_beside_each_other_she_checks_in_for_what_is_meant_for_her(offices, chen, amina, bruno):
    """The screen shows one code, whichever group reads it; where nothing is on for hers, she is told so."""
    room = make_room(offices, chen, amina, bruno, code="CEP-2026-TWO", items=STAGGERED)
    now = at("09:02")
    for number, mine in (("P01", "D1-01A"), ("P02", "D1-02B")):
        for shown in ("D1-01A", "D1-02B"):
            with suppress(WrongCode):
                assert check_in(room, of(room, number), code(room, shown, now), at=now)[1].code == mine
    assert AttendanceEvent.objects.count() == 2
    with pytest.raises(Refused, match="for another group"):
        check_in(room, of(room, "P02"), code(room, "D1-03A", at("10:02")), at=at("10:02"))
    register(room, make_person("Walk In", chen.posting_today.office), "W01", state="walk_in")
    check_in(room, of(room, "W01"), code(room, "D1-03A", at("10:02")), at=at("10:02"))


def test_who_was_seen_when_it_was_over_is_taken_by_hand(room, chen):
    say(room, "P01", "D1-01", at("10:01"))
    say(room, "P02", "D1-01", at("09:30"), verb="out")
    place = next(one for one in checkpoints_of(room) if one.code == "D1-01")
    people = [of(room, number) for number in ("P01", "P02")]
    assert {attendance_of(room).record(one.pk, place.key).status for one in people} == {"unclear"}
    assert take_by_hand(room, people, place, by=chen, at=at("10:05")) == 2
    found = [attendance_of(room).record(one.pk, place.key) for one in people]
    assert [(one.status, one.minutes) for one in found] == [("present", 60), ("partial", 30)]


def test_a_code_is_good_for_two_minutes_more_and_then_over(room):
    own = of(room, "P01")
    shown = code(room, "D1-01", at("09:02"))
    with pytest.raises(Refused, match="This code is over"):
        check_in(room, own, shown, at=at("09:05"))
    check_in(room, own, shown, at=at("09:04:59"))
    assert AttendanceEvent.objects.count() == 1


def test_a_code_read_at_the_end_of_an_item_is_for_that_item(room):
    event, checkpoint = check_in(room, of(room, "P01"), code(room, "D1-01", at("09:59")), at=at("10:00:30"))
    assert checkpoint.code == "D1-01"
    assert event.occurred_at == at("09:59")


@pytest.mark.parametrize(
    ("typed", "moment", "sentence"),
    [
        ("000000", at("09:05"), "This is not the code of the room."),
        ("12345", at("09:05"), "Type the six digits"),
        ("twelve", at("09:05"), "Type the six digits"),
        ("000000", at("13:00"), "Nothing is on now"),
        ("000000", at("09:00", TUESDAY.replace(day=9)), "Today is not a day of this workshop"),
        ("000000", at("09:00", MONDAY.replace(day=1)), "from the day before"),
    ],
)
def test_what_is_not_the_code_of_the_room_is_refused_with_a_sentence(room, typed, moment, sentence):
    with pytest.raises(Refused, match=sentence):
        check_in(room, of(room, "P01"), typed, at=moment)
    assert not AttendanceEvent.objects.exists()


def test_the_code_of_another_workshop_is_told_as_such(room, offices, chen, bruno):
    other = make_room(offices, chen, bruno, code="CEP-2026-XXX")
    now = at("09:05")
    with pytest.raises(Refused, match="code of another workshop"):
        check_in(room, of(room, "P01"), code(other, "D1-01", now), at=now)


def test_nothing_is_taken_for_a_signed_day_a_closed_workshop_or_the_team(room, chen):
    now = at("09:05")
    shown = code(room, "D1-01", now)
    with pytest.raises(Refused, match="You are of the team"):
        check_in(room, of(room, "F01"), shown, at=now)
    closing = DayClosing.objects.create(workshop=room, day=MONDAY, signed_by=chen)
    with pytest.raises(Refused, match="This day is signed off"):
        check_in(room, of(room, "P01"), shown, at=now)
    closing.delete()
    room.state = "closed"
    room.save()
    with pytest.raises(Refused, match="attendance can be read"):
        check_in(room, of(room, "P01"), shown, at=now)
    assert not AttendanceEvent.objects.exists()


@time_machine.travel(at("09:05"), tick=False)
def test_the_pictures_address_fills_the_code_in_and_only_the_button_writes(room, amina, client_for):
    shown, client = code(room, "D1-01", at("09:05")), client_for(amina)
    page = client.get(f"{PLACE}?code={shown}").content.decode()
    assert f'value="{shown}"' in page
    assert not AttendanceEvent.objects.exists()
    answer = client.post(PLACE, {"code": shown}, follow=True)
    assert "You are checked in for D1-01." in answer.content.decode()
    assert "You are checked in for this." in client.get(PLACE).content.decode()
    assert AttendanceEvent.objects.get().registration.person == amina


@time_machine.travel(at("09:05"), tick=False)
def test_who_is_not_registered_gets_a_sentence_and_a_visitor_the_sign_in(room, efua, client_for, client):
    shown = code(room, "D1-01", at("09:05"))
    for answer in (client_for(efua).get(PLACE), client_for(efua).post(PLACE, {"code": shown})):
        assert answer.status_code == 403
        assert "You are not registered for this workshop" in answer.content.decode()
    answer = client.get(f"{PLACE}?code={shown}")
    assert answer.status_code == 302
    assert f"code%3D{shown}" in answer.headers["Location"]
    assert not AttendanceEvent.objects.exists()


@time_machine.travel(at("09:05"), tick=False)
def test_guessing_ends_after_ten_wrong_codes_of_one_account_and_no_other(room, amina, bruno, client_for):
    guesser, shown = client_for(amina), code(room, "D1-01", at("09:05"))
    wrong = "000000" if shown != "000000" else "000001"
    for _guess in range(10):
        assert "This is not the code" in guesser.post(PLACE, {"code": wrong}).content.decode()
    assert "Too many wrong codes" in guesser.post(PLACE, {"code": shown}).content.decode()
    assert client_for(bruno).post(PLACE, {"code": shown}).status_code == 302
    cache.clear()
    assert guesser.post(PLACE, {"code": shown}).status_code == 302


@time_machine.travel(at("09:05"), tick=False)
def test_a_room_full_of_people_behind_one_address_gets_in_within_a_minute(room, offices, client_for):
    shown = code(room, "D1-01", at("09:05"))
    for number in range(12):
        person = make_person(f"Guest{number} Mwangi", offices["KE"])
        register(room, person, f"G{number:02}")
        assert client_for(person).post(PLACE, {"code": shown}).status_code == 302
    assert AttendanceEvent.objects.filter(source="self", problem="").count() == 12


@time_machine.travel(at("09:05"), tick=False)
def test_the_screen_shows_the_code_of_this_minute_to_who_takes_attendance(room, amina, chen, client_for):
    shown = code(room, "D1-01", at("09:05"))
    client = client_for(chen)
    page = client.get(f"{BASE}/check-in/screen/").content.decode()
    assert f"{shown[:3]} {shown[3:]}" in page
    assert "Shown until 09:06" in page
    assert "<svg" in page
    part = client.get(f"{BASE}/check-in/screen/", headers={"HX-Request": "true"}).content.decode()
    assert shown[3:] in part
    assert "<html" not in part
    assert client_for(amina).get(f"{BASE}/check-in/screen/").status_code == 404
    with time_machine.travel(at("12:00"), tick=False):
        page = client.get(f"{BASE}/check-in/screen/").content.decode()
    assert "Next comes D2-01" in page
    assert CODE in page


@time_machine.travel(at("09:30"), tick=False)
def test_a_facilitator_takes_people_without_an_account_by_hand_once(room, amina, chen, client_for):
    say(room, "P02", "D1-01", at("08:58"))
    check_in(room, of(room, "P03"), code(room, "D1-01", at("09:01")), at=at("09:01"))
    taken = {"checkpoint": key(room, "D1-01"), "who": ["P01", "P02", "P03"]}
    place = f"{BASE}/attendance/take/"
    assert client_for(amina).post(place, taken).status_code == 404
    answer = client_for(chen).post(place, taken, follow=True)
    assert "2 people were taken for D1-01." in answer.content.decode()
    assert "0 people were taken" in client_for(chen).post(place, taken, follow=True).content.decode()
    known = attendance_of(room)
    records = {one.number: known.record(one.pk, taken["checkpoint"]) for one in known.people}
    assert {number: (record.status, record.minutes) for number, record in records.items()} == {
        "P01": ("late", 30),
        "P02": ("present", 60),
        "P03": ("present", 60),
    }
    assert records["P03"].sources == {"self", "facilitator"}
    answer = client_for(chen).post(place, {"checkpoint": "nonsense", "who": ["\0", "P01"]}, follow=True)
    assert "Nobody was ticked." in answer.content.decode()
