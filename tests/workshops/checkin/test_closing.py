"""Closing a day: what the sources say, each difference with its way out, the signature, amendments, the states."""

import datetime
import uuid

import pytest
import time_machine

from elearning.journal.models import LogEntry
from elearning.people.actions import Refused
from workshops.actions.closing_day import Unacknowledged, put_right, sign_day
from workshops.actions.head_counts import count_heads
from workshops.actions.receiving import Given, receive
from workshops.actions.settling import settle_recent, settle_states
from workshops.checkin.amendments import amendments_of
from workshops.checkin.days import day_of
from workshops.models import AttendanceEvent, DayClosing, HeadCount, RemoteDay, Resolution, Sheet

from .rooms import BASE, MONDAY, TUESDAY, at, key, register, say

pytestmark = pytest.mark.django_db
PLACE = f"{BASE}/closing/"
NOON = at("12:00")


@pytest.fixture
def busy(room, chen):
    """Every kind of difference on Monday: heads, self alone, unclear, an event that waits, two sheets."""
    say(room, "P01", "D1-01", at("08:58"))
    say(room, "P02", "D1-01", at("09:01"), source="self")
    say(room, "P03", "D1-01", at("09:30"), verb="out")
    say(room, "nobody", "D1-01", at("09:02"))
    count_heads(room, key(room, "D1-01"), 3, by=chen, at=NOON)
    for code, typed in (("S1", None), ("S2", NOON)):
        Sheet.objects.create(
            workshop=room, code=code, day=MONDAY, language="en", printed_by=chen,
            typed_by=chen if typed else None, typed_at=typed,
        )  # fmt: skip
    return room


def remarks(workshop, day=MONDAY) -> dict[str, str]:
    return {one.key: "Looked at" for one in day_of(workshop, day).differences}


def test_each_difference_is_a_sentence_with_its_way_out(busy):
    found = day_of(busy, MONDAY)
    figures = found.lines[0][1]
    assert (figures.expected, figures.heads, figures.room, figures.scan, figures.self_only) == (3, 3, 2, 2, 1)
    assert (figures.present, figures.unclear, figures.unseen, figures.remote) == (2, 1, 0, 0)
    assert [(one.text, one.url.split("?")[0].removeprefix(BASE)) for one in found.differences] == [
        ("D1-01: 3 heads were counted, and 2 people are known to have been in the room.", "/attendance/"),
        ("D1-01: 1 person checked in alone, and nobody confirmed it.", "/attendance/"),
        ("D1-01: 1 person was seen, but not while it was on.", "/attendance/"),
        ("1 event of this day waits for a decision.", "/room/unresolved/"),
        ("Printed and not typed in: S1.", "/sheets/"),
        ("Typed in, and verified by nobody yet: S2.", "/sheets/"),
    ]
    assert day_of(busy, TUESDAY).differences == []


def test_heads_are_compared_with_those_in_the_room_alone(room, chen):
    room.delivery = "hybrid"
    room.save()
    for number in ("P01", "P02"):
        say(room, number, "D1-01", at("08:58"))
    RemoteDay.objects.create(registration=room.registrations.get(number="P02"), day=MONDAY)
    count_heads(room, key(room, "D1-01"), 1, by=chen, at=NOON)
    found = day_of(room, MONDAY)
    assert found.differences == []
    assert (found.lines[0][1].room, found.lines[0][1].remote) == (1, 1)


def test_heads_are_added_and_the_newest_counts_and_a_second_click_is_one(room, chen):
    id, place = uuid.uuid4(), key(room, "D1-01")
    first = count_heads(room, place, 3, by=chen, id=id, at=at("09:10"))
    assert count_heads(room, place, 3, by=chen, id=id, at=at("09:11")) == first
    count_heads(room, place, 2, by=chen, at=at("09:20"))
    assert HeadCount.objects.count() == 2
    assert day_of(room, MONDAY).lines[0][1].heads == 2
    for heads in (-1, 10_001):
        with pytest.raises(Refused, match="from 0 to 10,000"):
            count_heads(room, place, heads, by=chen, at=NOON)
    with pytest.raises(Refused, match="does not have this item"):
        count_heads(room, "nonsense", 1, by=chen, at=NOON)


def test_each_difference_that_stays_needs_a_remark(busy, chen):
    said = remarks(busy)
    first = next(iter(said))
    for wrong in ({}, said | {first: "  "}, said | {first: "\u200f"}):
        with pytest.raises(Unacknowledged):
            sign_day(busy, MONDAY, wrong, by=chen, at=NOON)
    assert not DayClosing.objects.exists()
    closing = sign_day(busy, MONDAY, said, by=chen, note="A long day", at=NOON)
    kept = closing.figures
    assert kept["checkpoints"][key(busy, "D1-01")]["heads"] == 3
    assert [one["remark"] for one in kept["differences"]] == ["Looked at"] * 6
    assert (closing.signed_by, closing.signed_at, closing.note) == (chen, NOON, "A long day")


def test_signed_twice_is_signed_once_and_not_before_the_last_item_has_begun(room, chen, dana):
    with pytest.raises(Refused, match="The last item of the day begins at 10 a.m."):
        sign_day(room, MONDAY, {}, by=chen, at=at("09:59"))
    with pytest.raises(Refused, match="no attendance is taken"):
        sign_day(room, MONDAY.replace(day=9), {}, by=chen, at=NOON)
    first = sign_day(room, MONDAY, {}, by=chen, at=NOON)
    assert sign_day(room, MONDAY, {}, by=dana, at=NOON) == first
    assert DayClosing.objects.get().signed_by == chen
    assert LogEntry.objects.filter(action="workshop.day_signed").count() == 1
    with pytest.raises(Refused, match="This day is signed off"):
        count_heads(room, key(room, "D1-01"), 3, by=chen, at=NOON)


def test_what_changes_after_the_signature_is_an_amendment_with_a_reason(room, chen):
    say(room, "P01", "D1-01", at("08:58"))
    sign_day(room, MONDAY, {}, by=chen, at=NOON)
    one, two = (room.registrations.get(number=number) for number in ("P01", "P02"))
    with pytest.raises(Refused, match="Say why"):
        put_right(room, one, key(room, "D1-01"), "absent", reason=" ", by=chen, at=at("13:00"))
    put_right(room, one, key(room, "D1-01"), "absent", reason="Another's badge", by=chen, at=at("13:00"))
    late = say(room, "P02", "D1-01", at("09:00"))
    assert late.status == "unresolved"
    waits = AttendanceEvent.objects.get(problem="signed")
    Resolution.objects.create(
        event=waits, registration=two, checkpoint=waits.checkpoint, reason="Offline", by=chen, at=at("14:00")
    )
    assert [(each.registration, each.checkpoint.code, each.said, each.reason) for each in amendments_of(room)] == [
        (one, "D1-01", "absent", "Another's badge"),
        (two, "D1-01", "came in", "Offline"),
    ]
    assert DayClosing.objects.get().figures["checkpoints"][key(room, "D1-01")]["present"] == 1


def test_what_was_resolved_before_the_signature_is_no_amendment(room, chen):
    say(room, "nobody", "D1-01", at("09:00"))
    one = room.registrations.get(number="P01")
    Resolution.objects.create(
        event=AttendanceEvent.objects.get(), registration=one, checkpoint=key(room, "D1-01"), reason="Hers", by=chen,
        at=at("11:00"),
    )  # fmt: skip
    sign_day(room, MONDAY, {}, by=chen, at=NOON)
    assert amendments_of(room) == []


def test_the_states_follow_once_every_day_is_signed_and_again_after_an_amendment(room, chen, offices, efua):
    walk_in = register(room, efua, "W01", state="walk_in")
    for code, moment in (("D1-01", at("08:58")), ("D1-02", at("10:00")), ("D2-01", at("09:00", TUESDAY))):
        say(room, "P01", code, moment)
    say(room, "P02", "D1-01", at("08:58"))
    sign_day(room, TUESDAY, {}, by=chen, at=at("12:00", TUESDAY))
    assert states(room) == dict.fromkeys(("P01", "P02", "P03"), "confirmed") | {"W01": "walk_in"}
    sign_day(room, MONDAY, {}, by=chen, at=at("12:00", TUESDAY))
    assert states(room) == {"P01": "attended", "P02": "partly_attended", "P03": "no_show", "W01": "walk_in"}
    assert LogEntry.objects.get(action="workshop.states_settled").detail == {
        "attended": 1, "no_show": 1, "partly_attended": 1,
    }  # fmt: skip
    assert settle_states(room, by=chen) == {}
    three = room.registrations.get(number="P03")
    put_right(room, three, key(room, "D2-01"), "present", reason="Seen", by=chen, at=at("13:00", TUESDAY))
    assert states(room)["P03"] == "partly_attended"
    walk_in.refresh_from_db()
    assert walk_in.state == "walk_in"


def test_the_tick_settles_what_came_in_by_another_way(room, chen):
    for day in (MONDAY, TUESDAY):
        sign_day(room, day, {}, by=chen, at=at("12:00", TUESDAY))
    assert set(states(room).values()) == {"no_show"}
    say(room, "P02", "D1-01", at("09:00"), source="amendment", reason="A sheet", by=chen, now=at("12:59", TUESDAY))
    assert settle_recent(at("13:00", TUESDAY)) == 1
    assert states(room)["P02"] == "partly_attended"
    assert settle_recent(at("13:01", TUESDAY)) == 0
    say(room, "P03", "D1-01", at("09:00"), source="amendment", reason="A sheet", by=chen, now=at("12:59", TUESDAY))
    assert settle_recent(at("13:00", TUESDAY.replace(day=20))) == 0


def test_who_was_excused_from_everything_is_no_no_show(room, chen):
    for code, day in (("D1-01", MONDAY), ("D1-02", MONDAY), ("D2-01", TUESDAY)):
        for number in ("P01", "P02"):
            one = room.registrations.get(number=number)
            value = "absent" if (number, code) == ("P02", "D2-01") else "excused"
            put_right(room, one, key(room, code), value, reason="Ill", by=chen, at=at("09:30", day))
    for day in (MONDAY, TUESDAY):
        sign_day(room, day, {}, by=chen, at=at("12:00", TUESDAY))
    assert states(room) == {"P01": "confirmed", "P02": "no_show", "P03": "no_show"}


def states(workshop) -> dict[str, str]:
    return dict(workshop.registrations.participants().values_list("number", "state"))


@time_machine.travel(NOON, tick=False)
def test_the_page_counts_signs_and_shows_what_was_signed(busy, chen, amina, efua, client_for):
    register(busy, efua, "R01", role="rapporteur")
    rapporteur, lead = client_for(efua), client_for(chen)
    assert client_for(amina).get(PLACE).status_code == 404
    heads = {"id": str(uuid.uuid4()), "checkpoint": key(busy, "D1-01"), "heads": "2", "day": "2026-05-04"}
    assert "2 heads are written down." in rapporteur.post(f"{PLACE}heads/", heads, follow=True).content.decode()
    wrong = rapporteur.post(f"{PLACE}heads/", heads | {"heads": "9" * 30}, follow=True).content.decode()
    assert "from 0 to 10,000" in wrong
    assert "The day is signed by those who facilitate." in rapporteur.get(PLACE).content.decode()
    assert rapporteur.post(f"{PLACE}sign/", {"day": "2026-05-04"}).status_code == 404
    page = lead.post(f"{PLACE}sign/", {"day": "2026-05-04"})
    assert "Say why this stays as it is" in page.content.decode()
    names = [name for name in page.context["form"].fields if name.startswith("remark-")]
    answers = {"day": "2026-05-04", "note": "Well", **dict.fromkeys(names, "Looked at")}
    signed = lead.post(f"{PLACE}sign/", answers, follow=True).content.decode()
    assert "Signed by Chen Liang" in signed
    assert "Looked at" in signed
    assert "2026-05-05" in lead.get(PLACE).content.decode()
    for day in ("nonsense", "", "2026-05-04\0"):
        answer = lead.post(f"{PLACE}sign/", {"day": day}, follow=True)
        assert "This is not a day." in answer.content.decode()


@time_machine.travel(NOON, tick=False)
def test_a_remark_on_a_difference_that_has_changed_since_is_asked_for_again(room, chen, client_for):
    say(room, "P02", "D1-01", at("09:01"), source="self")
    client = client_for(chen)
    (name, _note) = client.get(PLACE).context["form"].fields
    say(room, "P03", "D1-01", at("09:02"), source="self")
    page = client.post(f"{PLACE}sign/", {"day": "2026-05-04", name: "One is fine"}).content.decode()
    assert "2 people checked in alone" in page
    assert not DayClosing.objects.exists()


@time_machine.travel(at("13:00"), tick=False)
def test_the_page_tells_what_has_changed_since_the_signature(room, chen, client_for):
    say(room, "P01", "D1-01", at("08:58"))
    sign_day(room, MONDAY, {}, by=chen, at=NOON)
    one = room.registrations.get(number="P01")
    put_right(room, one, key(room, "D1-01"), "absent", reason="Another's badge", by=chen, at=at("12:30"))
    page = client_for(chen).get(f"{PLACE}?day=2026-05-04").content.decode()
    assert "decided 1, signed 0; present 0, signed 1; absent 1, signed 0" in page
    assert "Another&#x27;s badge" in page


@time_machine.travel(at("12:30", TUESDAY), tick=False)
def test_what_comes_after_the_signature_is_shown_with_what_to_do(room, chen, client_for):
    """On the page of its day, and from the page of any other."""
    say(room, "nobody", "D1-01", at("09:02"))
    sign_day(room, MONDAY, remarks(room), by=chen, at=NOON)
    client = client_for(chen)
    assert "What does not agree since the signature" not in client.get(f"{PLACE}?day=2026-05-04").content.decode()
    say(room, "P01", "D1-01", at("09:00"), now=at("12:00", TUESDAY))
    page = client.get(f"{PLACE}?day=2026-05-04").content.decode()
    assert "What does not agree since the signature" in page
    assert "2 events of this day wait for a decision." in page
    assert f'href="{BASE}/room/unresolved/"' in page
    other = client.get(PLACE).content.decode()
    assert "4 May is signed, and 2 events of it that came later wait for a decision." in other
    assert f'href="{PLACE}?day=2026-05-04"' in other


@time_machine.travel(NOON, tick=False)
@pytest.mark.parametrize(("heads", "only", "who"), [(3, "unseen", ["P02", "P03"]), (0, "there", ["P01"])])
def test_a_difference_of_heads_leads_to_those_whom_it_is_about(room, chen, client_for, heads, only, who):
    """More heads than people known: who is not seen yet; fewer: who is taken for there."""
    say(room, "P01", "D1-01", at("08:58"))
    count_heads(room, key(room, "D1-01"), heads, by=chen, at=NOON)
    (found,) = day_of(room, MONDAY).differences
    page = client_for(chen).get(found.url)
    assert page.context["only"] == only
    assert [line["one"].number for line in page.context["lines"]] == who
    assert ("I saw those who are ticked" in page.content.decode()) == (only == "unseen")


def test_heads_stay_where_they_were_counted_when_the_name_of_a_slot_changes(room, chen):
    count_heads(room, key(room, "D1-02"), 3, by=chen, at=NOON)
    HeadCount.objects.create(
        workshop=room, checkpoint=str(room.items.get(code="D1-02B").uuid), heads=4, by=chen, counted_at=at("12:01")
    )
    assert day_of(room, MONDAY).lines[1][1].heads == 4


def test_facts_that_come_after_the_signature_wait(room, chen):
    sign_day(room, MONDAY, {}, by=chen, at=NOON)
    given = Given(uuid.uuid4(), "in", at("09:00"), key(room, "D1-01"), badge="P01")
    (answer,) = receive(room, [given], at=NOON + datetime.timedelta(hours=1))
    assert answer.status == "unresolved"
