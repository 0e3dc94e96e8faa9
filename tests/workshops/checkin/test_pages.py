"""The pages of attendance: the table of a day, one person's page with every event, her own page, exports."""

import io
import uuid

import pytest
import time_machine
from openpyxl import load_workbook

from workshops.actions.receiving import Given, receive
from workshops.attending import attendance_of
from workshops.checkin.explaining import percent_of
from workshops.models import AttendanceEvent

from .rooms import BASE, MONDAY, anybody, at, key, register, say

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_noon")]
ALL = f"{BASE}/attendance/"


@pytest.fixture
def monday_noon():
    with time_machine.travel(at("12:00"), tick=False):
        yield


def words(answer) -> str:
    from bs4 import BeautifulSoup

    return " ".join(BeautifulSoup(answer.content, "html.parser").get_text(" ").split())


def test_the_table_shows_each_person_at_each_checkpoint_by_sign_and_word(room, chen, client_for):
    say(room, "P01", "D1-01", at("08:58"))
    say(room, "P02", "D1-01", at("09:25"))
    page = words(client_for(chen).get(f"{ALL}?day=2026-05-04"))
    assert "Amina Odhiambo P01 · Kenya ✓ present · not yet" in page
    assert "Bruno Machava P02 · Mozambique ◔ late · not yet" in page
    assert "Not seen yet 1 not seen yet at D1-01 3 not seen yet at D1-02" in page
    tuesday = words(client_for(chen).get(f"{ALL}?day=2026-05-05"))
    assert "Not seen yet –" in tuesday


def test_it_is_narrowed_to_those_who_are_not_seen_yet(room, chen, client_for):
    say(room, "P01", "D1-01", at("08:58"))
    query = {"day": MONDAY.isoformat(), "at": key(room, "D1-01"), "only": "unseen"}
    page = words(client_for(chen).get(ALL, query))
    assert "D1-01: not seen yet. 2 of 3 people." in page
    assert "Amina" not in page
    assert "I saw those who are ticked" in page
    assert "Amina" in words(client_for(chen).get(ALL, query | {"at": "nonsense"}))
    assert "Amina" in words(client_for(chen).get(ALL, query | {"only": "nonsense", "day": "0000"}))


def test_it_is_for_those_who_know_all_participants(room, amina, efua, chen, client_for):
    logistics = register(room, efua, "L01", role="logistics")
    for place in (ALL, f"{ALL}of/P02/", f"{BASE}/attendance.csv"):
        assert client_for(amina).get(place).status_code == 404
        assert client_for(efua).get(place).status_code == 200
    choice = {"checkpoint": key(room, "D1-01"), "value": "present", "reason": "I say so"}
    assert client_for(efua).post(f"{ALL}of/P02/", choice).status_code == 404
    assert not AttendanceEvent.objects.exists()
    assert "Write it down" not in words(client_for(efua).get(f"{ALL}of/P02/"))
    assert client_for(chen).get(f"{ALL}of/{logistics.number}/").status_code == 404
    assert client_for(chen).get(f"{ALL}of/nobody/").status_code == 404


def test_a_person_s_page_tells_every_event_and_strikes_what_was_taken_back(room, chen, client_for):
    say(room, "P01", "D1-01", at("09:40"))
    wrong = AttendanceEvent.objects.get()
    void = Given(uuid.uuid4(), "void", at("09:45"), reason="Not her badge", voids=wrong.client_id)
    receive(room, [void], source="facilitator", by=chen, at=at("09:45"))
    say(room, "P01", "D1-01", at("09:01"))
    answer = client_for(chen).get(f"{ALL}of/P01/")
    page = words(answer)
    assert "✓ present 60 of 60" in page
    assert "4 May 09:40 came in badge Taken back · Chen Liang · Not her badge" in page
    assert answer.content.decode().count("attendance-struck") == 1
    assert "group A" in page


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"reason": ""}, "This field is required."),
        ({"reason": "\u200f\u200f"}, "Nothing can be read here."),
        ({"reason": "x" * 301}, "at most 300 characters"),
        ({"value": "late"}, "not one of the available choices"),
        ({"value": "partial"}, "Give the minutes that count."),
        ({"value": "partial", "minutes": "0"}, "greater than or equal to 1"),
        ({"value": "partial", "minutes": "-5"}, "greater than or equal to 1"),
        ({"value": "partial", "minutes": "100000"}, "less than or equal to 1440"),
        ({"value": "partial", "minutes": "61"}, "from 1 to 60"),
        ({"checkpoint": "D1-02B\0"}, "Select a valid choice"),
    ],
)
def test_a_decision_that_says_nothing_is_refused_with_a_sentence(room, chen, client_for, said, sentence):
    values = {"checkpoint": key(room, "D1-01"), "value": "absent", "reason": "She left"} | said
    answer = client_for(chen).post(f"{ALL}of/P01/", values)
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert not AttendanceEvent.objects.exists()


def test_a_decision_holds_over_the_scan_and_says_by_whom_and_why(room, chen, client_for):
    say(room, "P01", "D1-01", at("08:58"))
    values = {"checkpoint": key(room, "D1-01"), "value": "partial", "minutes": "20", "reason": "Called away"}
    answer = client_for(chen).post(f"{ALL}of/P01/", values, follow=True)
    assert "◐ partly 20 of 60" in words(answer)
    assert "decided: partly present (20) facilitator, Chen Liang Called away" in words(answer)
    event = AttendanceEvent.objects.get(verb="set")
    assert (event.source, event.actor, event.minutes) == ("facilitator", chen, 20)


def test_her_own_page_says_what_is_missing_and_what_is_still_to_come(room, amina, efua, chen, client_for):
    say(room, "P01", "D1-02", at("10:30"))
    page = words(client_for(amina).get(f"{ALL}mine/"))
    assert "30 minutes credited of 180 minutes that count" in page
    assert "16.6 % of the time that counts" in page
    assert "60 minutes still to come" in page
    assert "Participation asks for 80 percent of the minutes that count; 16.6 percent are credited." in page
    assert "Required and not attended for 50 percent of their time: D1-01 Item D1-01." in page
    assert "The post-test is not taken." in page
    assert "D1-02A Item D1-02A ◔ late 10:30 badge 30 of 60" in page
    assert "D1-02B" not in page
    assert "D2-01 Item D2-01 still to come" in page
    assert client_for(efua).get(f"{ALL}mine/").status_code == 404
    assert "You are of the team" in words(client_for(chen).get(f"{ALL}mine/"))


def test_a_percent_is_never_rounded_up(room):
    say(room, "P01", "D1-01", at("08:58"))
    outcome = attendance_of(room).outcomes[room.registrations.get(number="P01").pk]
    assert percent_of(outcome) == "33.3"
    assert percent_of(type(outcome)()) == "–"
    assert percent_of(type(outcome)(counted=10_000, credited=7_999)) == "79.9"
    assert percent_of(type(outcome)(counted=10, credited=8)) == "80"


def test_the_day_is_given_as_csv_and_xlsx(room, chen, amina, client_for):
    amina.name = "=HYPERLINK(1)"
    amina.save()
    say(room, "P01", "D1-01", at("08:58"))
    client = client_for(chen)
    text = b"".join(client.get(f"{BASE}/attendance.csv?day=2026-05-04").streaming_content).decode()
    lines = text.removeprefix("\ufeff").split("\r\n")
    assert lines[0] == (
        "Number,Name,Office or organisation,Group,Where,D1-01,D1-01: minutes,D1-02,D1-02: minutes,Minutes of the day"
    )
    assert lines[1] == "P01,'=HYPERLINK(1),Kenya,A,in the room,present,60,not yet,0,60"
    file = io.BytesIO(b"".join(client.get(f"{BASE}/attendance.xlsx?day=2026-05-05").streaming_content))
    rows = list(load_workbook(file).active.values)
    assert rows[0][5:] == ("D2-01", "D2-01: minutes", "Minutes of the day")
    assert len(rows) == 4


def test_the_pages_take_as_many_queries_for_six_people_as_for_three(
    room, offices, chen, client_for, django_assert_num_queries
):
    client, places = client_for(chen), (ALL, f"{ALL}of/P01/", f"{BASE}/closing/", f"{ALL}remote/")
    client.get(ALL)
    counts = (15, 15, 23, 13)
    for place, many in zip(places, counts, strict=True):
        with django_assert_num_queries(many):
            client.get(place)
    for number, person in enumerate(anybody(offices["KE"], "Xenia Moyo", "Yusuf Ali", "Zoe Okafor"), start=4):
        register(room, person, f"P{number:02}")
        say(room, f"P{number:02}", "D1-01", at("08:50"))
    for place, many in zip(places, counts, strict=True):
        with django_assert_num_queries(many):
            client.get(place)


def test_a_workshop_that_is_closed_is_read_and_not_changed(room, chen, client_for):
    room.state = "closed"
    room.save()
    for place in (ALL, f"{ALL}of/P01/", f"{BASE}/closing/", f"{BASE}/check-in/", f"{BASE}/check-in/screen/"):
        assert "attendance can be read, and is not taken" in words(client_for(chen).get(place))
    client_for(chen).post(f"{BASE}/attendance/take/", {"checkpoint": key(room, "D1-01"), "who": ["P01"]})
    assert not AttendanceEvent.objects.exists()
