"""Scheduled exports: told once a turn, as a link with one button; ended with the role of the reader."""

import csv
import datetime
import io

import pytest
from django.utils import timezone

from elearning.notices.models import Delivery, Notice
from elearning.tracking.exports.actions import send_schedules
from elearning.tracking.exports.periods import LAST_MONTH, THIS_YEAR, asked_on, kept, next_turn
from elearning.tracking.models import Export, Schedule
from tests.tracking.figures.conftest import question


@pytest.mark.parametrize(
    ("every", "day", "expected"),
    [
        ("week", "2026-11-26", "2026-11-30"),
        ("week", "2026-11-30", "2026-12-07"),
        ("month", "2026-12-31", "2027-01-01"),
        ("month", "2026-01-01", "2026-02-01"),
    ],
)
def test_turns(every, day, expected):
    assert next_turn(every, datetime.date.fromisoformat(day)) == datetime.date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("", ("2026-01-01", "2026-12-31")),
        (THIS_YEAR, ("2027-01-01", "2027-01-01")),
        (LAST_MONTH, ("2026-12-01", "2026-12-31")),
    ],
)
def test_the_period_moves_with_the_turn_as_it_was_chosen(period, expected):
    asked = asked_on(kept(question().params(), period), datetime.date(2027, 1, 1))
    assert (asked["started_on"], asked["ended_on"]) == expected
    assert asked["on"] == "2027-01-01"
    assert {"known_at", "period"}.isdisjoint(asked)


def days(number: int) -> datetime.datetime:
    return timezone.now() + datetime.timedelta(days=number)


@pytest.mark.django_db
def test_from_the_question_to_the_file_and_the_end_of_the_role(world, efua, dana, client_for):
    client = client_for(efua)
    path = f"/exports/schedules/new/?what=figures&{question().query}"
    assert client.post(path, {"why": "", "kind": "csv", "every": "week"}).status_code == 200
    said = {"why": "Monday's meeting", "kind": "csv", "every": "week", "period": ""}
    assert client.post(path, said).url == "/exports/schedules/"
    schedule = Schedule.objects.get()
    assert "known_at" not in schedule.question
    assert "Monday&#x27;s meeting" in client.get("/exports/schedules/").content.decode()
    assert "meeting" not in client_for(dana).get("/exports/schedules/").content.decode()

    assert send_schedules(at=timezone.now()) == 0
    Schedule.objects.update(next_on=timezone.now().date())
    assert (send_schedules(), send_schedules()) == (1, 0)
    notice = Notice.objects.get(kind="export_ready")
    assert (notice.person, notice.path) == (efua, f"/exports/scheduled/{schedule.uuid}/{timezone.now().date()}/")
    assert Delivery.objects.filter(notice=notice).count() == 1
    assert notice.attachments.count() == 0

    page = client.get(notice.path)
    assert "Fetch the file (CSV)" in page.content.decode()
    assert Export.objects.count() == 0
    content = b"".join(client.post(notice.path).streaming_content).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(content))
    assert (row["office_code"], row["persons"]) == ("GH", "1")
    assert (Export.objects.get().by, Export.objects.get().why) == (efua, "Monday's meeting")
    assert client_for(dana).get(notice.path).status_code == 404
    for day in ("2190-01-01", "2020-01-01", "2026-13-01"):
        assert client.get(f"/exports/scheduled/{schedule.uuid}/{day}/").status_code == 404

    efua.roles.update(ended_on=datetime.date(2026, 1, 1))
    assert client.get(notice.path).status_code == 404
    assert client.post(notice.path).status_code == 404
    assert send_schedules(at=days(8)) == 1
    schedule.refresh_from_db()
    assert schedule.ended_at is not None
    assert Notice.objects.filter(kind="export_ready").count() == 1


@pytest.mark.django_db
def test_missed_turns_are_told_as_one_and_a_stopped_schedule_is_silent(world, efua, dana, client_for):
    values = {"what": "readiness", "kind": "xlsx", "question": {}, "why": "Board", "every": "month"}
    one = Schedule.objects.create(**values, person=efua, next_on=days(0).date())
    assert (send_schedules(at=days(200)), send_schedules(at=days(200))) == (1, 0)
    one.refresh_from_db()
    assert one.next_on > days(200).date()
    stop = f"/exports/schedules/{one.uuid}/stop/"
    assert client_for(dana).post(stop).status_code == 404
    assert [client_for(efua).post(stop).status_code for _twice in range(2)] == [302, 302]
    assert send_schedules(at=days(400)) == 0
    assert Notice.objects.filter(kind="export_ready").count() == 1
