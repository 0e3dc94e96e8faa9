"""The file of a video service: read in several wordings, matched, shown before it is written, written once."""

import datetime
import io
import zoneinfo

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from elearning.people.actions import Refused
from tests.factories import make_person
from workshops.actions.video import import_video, plan_video
from workshops.attending import attendance_of
from workshops.checkin.video_file import NoVideoFile, Row, read_file
from workshops.checkin.video_plan import merged
from workshops.checkin.video_times import DAY, MONTH, NoTime, instant, offset_of_heading, order_of
from workshops.models import AttendanceEvent, DayClosing

from .rooms import BASE, MONDAY, TUESDAY, at, key, register

NAIROBI = zoneinfo.ZoneInfo("Africa/Nairobi")
EVENING = at("18:00", TUESDAY)
ZOOM = """Meeting ID,Topic,Start Time,End Time,User Email
111,Trust,05/04/2026 08:50:00 AM,05/04/2026 11:05:00 AM,host@example.org

Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes)
Amina O.,AMINA@example.org,05/04/2026 08:55:00 AM,05/04/2026 09:30:00 AM,35
Amina O.,amina@example.org,05/04/2026 09:40:00 AM,05/04/2026 10:00:00 AM,20
 bruno   MACHAVA (He/him),,05/04/2026 08:50:00 AM,05/04/2026 11:00:00 AM,130
Stranger,who@example.org,05/04/2026 08:50:00 AM,05/04/2026 11:00:00 AM,130
Chen Liang,chen@example.org,05/04/2026 08:50:00 AM,05/04/2026 11:00:00 AM,130
Kofi Mensah,,nonsense,,1
Kofi Mensah,,05/09/2026 08:50:00 AM,05/09/2026 11:00:00 AM,1
Kofi Mensah,,05/04/2026 10:50:00 AM,05/04/2026 10:00:00 AM,1
"""


def test_the_part_of_the_file_with_people_and_times_is_found():
    rows = read_file(ZOOM.encode())
    assert len(rows) == 8
    assert rows[0] == Row(
        5, "Amina O.", "AMINA@example.org", "05/04/2026 08:55:00 AM", "05/04/2026 09:30:00 AM", ("", "")
    )


@pytest.mark.parametrize(
    "text",
    [
        "Full name;E-mail address;Joined at;Left at\nA B;a@x.org;2026-05-04 09:00;2026-05-04 10:00\n",
        "First name,Last name,Email,Time joined,Time exited\nA,B,a@x.org,2026-05-04 09:00,2026-05-04 10:00\n",
        "Nom complet\tCourriel\tHeure d’arrivée\tHeure de départ\nA B\ta@x.org\t2026-05-04 09:00\t2026-05-04 10:00\n",
        "1. Summary\nMeeting title\tx\n\n2. Participants\nName\tFirst Join\tLast Leave\tEmail\nA B\tx\ty\ta@x.org\n\n"
        "3. In-Meeting Activities\nName\tJoin Time\tLeave Time\tEmail\n"
        "A B\t2026-05-04 09:00\t2026-05-04 10:00\ta@x.org\n",
    ],
)
@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16"])
def test_several_wordings_separators_and_codings_are_read(text, coding):
    (row,) = read_file(text.encode(coding))
    assert (row.name, row.email, row.joined, row.left) == ("A B", "a@x.org", "2026-05-04 09:00", "2026-05-04 10:00")


def test_a_workbook_is_read_with_its_times():
    book, file = Workbook(), io.BytesIO()
    book.active.append(["Name", "Join time (UTC)", "Leave time (UTC)"])
    book.active.append(["A B", datetime.datetime(2026, 5, 4, 6, 0), datetime.datetime(2026, 5, 4, 7, 0)])
    book.save(file)
    assert read_file(file.getvalue()) == [
        Row(2, "A B", "", "2026-05-04 06:00:00", "2026-05-04 07:00:00", ("(UTC)", "(UTC)"))
    ]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "No line names the columns"),
        (b"Name,Join Time\n", "No line names the columns"),
        (b"a,b\n1,2\n", "No line names the columns"),
        (b"\xff\xfa\x00", "not UTF-8"),
        (b"PK\x03\x04nonsense", "no Excel sheet"),
        (b"Name,Join Time\n" + b"A,1\n" * 5001, "more than 5000 lines"),
        (b"x" * 2_000_001, "larger than 2 MB"),
    ],
)
def test_a_file_that_is_none_is_refused_with_a_sentence(data, sentence):
    with pytest.raises(NoVideoFile, match=sentence):
        read_file(data)


@pytest.mark.parametrize(
    ("text", "order", "moment"),
    [
        ("2026-05-04T06:00:00Z", DAY, "09:00"),
        ("2026-05-04 09:00:00", DAY, "09:00"),
        ("2026-05-04T08:00:00.123+02:00", DAY, "09:00"),
        ("05/04/2026 09:00:00 AM", MONTH, "09:00"),
        ("5/4/26, 9:00:00 AM", MONTH, "09:00"),
        ("04.05.2026 09:00", DAY, "09:00"),
        ("05/04/2026 12:05 PM", MONTH, "12:05"),
        ("05/04/2026 12:05 a.m.", MONTH, "00:05"),
        ("04/05/2026 11:00 (GMT+5)", DAY, "09:00"),
        ("2026-05-04 06:00 UTC", DAY, "09:00"),
    ],
)
def test_times_are_those_of_the_place_unless_they_say_otherwise(text, order, moment):
    assert instant(text, order, NAIROBI, None) == at(moment)


@pytest.mark.parametrize(
    "text",
    [
        *("", "9:00", "2026-13-01 09:00", "2026-05-04", "2026-05-04 25:00", "04/05/2026 13:00 PM"),
        *("2026-05-04 09:00 Mars", "2026-05-04 09:00 +99:00", "0000-00-00 00:00", "9999-12-31 23:59 -20:00"),
    ],
)
def test_what_is_no_time_is_said_to_be_none(text):
    with pytest.raises(NoTime):
        instant(text, DAY, NAIROBI, None)


def test_the_order_of_day_and_month_and_the_offset_of_a_heading_are_found():
    days = (MONDAY, TUESDAY)
    assert order_of(["05/04/2026 09:00", "x"], days) == MONTH
    assert order_of(["04/05/2026 09:00"], days) == DAY
    assert offset_of_heading("Join time (UTC)") == datetime.UTC
    assert offset_of_heading("Join (host) (GMT-03:30)").utcoffset(None) == -datetime.timedelta(hours=3, minutes=30)
    assert offset_of_heading("Join time") is None


def test_stays_that_overlap_are_one():
    nine, ten, eleven = at("09:00"), at("10:00"), at("11:00")
    assert merged([(ten, eleven), (nine, ten)]) == [(nine, eleven)]
    assert merged([(nine, ten), (at("10:01"), eleven)]) == [(nine, ten), (at("10:01"), eleven)]
    assert merged([(nine, None), (ten, eleven)]) == [(nine, None)]


@pytest.mark.django_db
def test_the_plan_says_whose_each_line_is_and_why_others_are_refused(room):
    plan = plan_video(room, read_file(ZOOM.encode()), at=EVENING)
    assert [(found.registration.number, [one.code for one in found.checkpoints]) for found in plan.found] == [
        ("P01", ["D1-01"]),
        ("P02", ["D1-01", "D1-02"]),
    ]
    assert [(refusal.line, refusal.who, refusal.why) for refusal in plan.refused] == [
        (8, "Stranger", "nobody who takes part has this address or exactly this name."),
        (9, "Chen Liang", "she is of the team, whose attendance is not taken."),
        (10, "Kofi Mensah", "“nonsense” is not read as a day and a time."),
        (11, "Kofi Mensah", "2026-05-09 is not a day of this workshop."),
        (12, "Kofi Mensah", "she left before she joined."),
    ]
    assert not AttendanceEvent.objects.exists()


@pytest.mark.django_db
def test_the_same_file_twice_changes_nothing_and_the_record_is_by_video(room, chen):
    rows = read_file(ZOOM.encode())
    first = import_video(room, rows, by=chen, at=EVENING)
    again = import_video(room, rows, by=chen, at=EVENING + datetime.timedelta(hours=1))
    assert (first.people, first.new, first.known, first.refused) == (2, 8, 0, 5)
    assert (again.new, again.known) == (0, 8)
    known = attendance_of(room)
    one = {each.number: each for each in known.people}
    record = known.record(one["P01"].pk, key(room, "D1-01"))
    assert (record.status, record.minutes, record.sources) == ("partial", 50, {"video"})
    assert known.record(one["P02"].pk, key(room, "D1-02")).minutes == 60


@pytest.mark.django_db
def test_namesakes_are_refused_unless_an_address_tells_them_apart_and_signed_days_stay(room, offices, chen):
    twin = make_person("Kofi Mensah", offices["KE"], account=False)
    register(room, twin, "P04")
    rows = [Row(2, "KOFI mensah", "", "2026-05-04 09:00", ""), Row(3, "x", "kofi@example.org", "2026-05-05 09:00", "")]
    DayClosing.objects.create(workshop=room, day=TUESDAY, signed_by=chen)
    plan = plan_video(room, rows, at=EVENING)
    assert [refusal.why for refusal in plan.refused] == [
        "two people have this name: write her e-mail address into the file.",
        "2026-05-05 is signed off: amend it person by person.",
    ]
    early = plan_video(room, [Row(2, "x", "kofi@example.org", "2026-05-04 09:00", "")], at=at("08:00"))
    assert [refusal.why for refusal in early.refused] == ["its time is in the future."]
    room.state = "closed"
    room.save()
    with pytest.raises(Refused, match="attendance can be read"):
        import_video(room, rows, by=chen, at=EVENING)


@pytest.mark.django_db
@time_machine.travel(EVENING, tick=False)
def test_only_the_second_button_writes_and_what_is_sent_back_cannot_be_changed(room, chen, bruno, client_for):
    room.delivery = "hybrid"
    room.save()
    client, place = client_for(chen), f"{BASE}/attendance/remote/video/"
    answer = client.post(place, {"file": SimpleUploadedFile("zoom.csv", ZOOM.encode())})
    page = answer.content.decode()
    assert "2 people are found." in page
    assert "5 lines are refused." in page
    assert not AttendanceEvent.objects.exists()
    seen = answer.context["seen"]
    assert client_for(bruno).post(place, {"seen": seen}).status_code == 404
    changed = client.post(place, {"seen": f"{seen}x"}, follow=True).content.decode()
    assert "Send the file again." in changed
    written = client.post(place, {"seen": seen}, follow=True).content.decode()
    assert "Written: 8 new events of 2 people; 0 were there already." in written
    assert AttendanceEvent.objects.filter(source="video", actor=chen).count() == 8
