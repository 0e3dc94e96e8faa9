"""Reminders: one, or all; never twice in a week, never to who has done it, is away, or need not."""

import pytest
from django_tasks_db.models import DBTaskResult

from elearning.journal.models import LogEntry
from elearning.notices.models import Notice
from elearning.people.actions import add_absence, lend_role
from elearning.people.models import User
from elearning.tracking.models import Exemption, Nudge
from elearning.tracking.office import nudging
from elearning.tracking.office.nudging import DONE, RUN, NotReminded, ask_all, nudge, remind_some
from elearning.tracking.requirements.exempting import exempt
from tests.factories import make_person
from tests.tracking.looking import text_of
from tests.tracking.office.conftest import DAY, NOW, TODAY, finish, reckon

ALL = "/my-office/remind/all/"


def test_one_click_reminds_in_her_language_with_the_way_to_the_course(house, efua, client_for):
    client = client_for(efua)
    posted = {"office": "GH", "person": house.below.uuid, "requirement": "BASICS", "show": "due"}
    answer = client.post("/my-office/remind/", posted)
    assert answer.headers["Location"] == "/my-office/?office=GH&show=due#lines"
    notice = Notice.objects.get(kind="nudge")
    assert (notice.person, notice.language, notice.path) == (house.below, "fr", "/courses/BASICS/")
    assert "Connaître les bases" in notice.subject
    assert "30 avril 2026" in notice.text
    assert "Efua Asante" in notice.text
    row = Nudge.objects.get()
    assert (row.person, row.by, row.kind, str(row.due_on), row.day) == (house.below, efua, "nudge", "2026-04-30", TODAY)
    client.post("/my-office/remind/", posted)  # a second tab
    page = text_of(client.get("/my-office/"))
    assert "Gifty Osei was not reminded: she was reminded in the last seven days." in page
    assert Nudge.objects.count() == Notice.objects.filter(kind="nudge").count() == 1
    assert LogEntry.objects.get(action="tracking.reminded").detail == {"requirement": "BASICS"}


def test_after_seven_days_she_may_be_reminded_again_and_not_before(house, efua, dana, time_machine):
    nudge(house.below, house.requirement, by=efua)
    time_machine.move_to(NOW + 6.99 * DAY, tick=False)
    with pytest.raises(NotReminded) as refusal:
        nudge(house.below, house.requirement, by=dana)  # whoever asks
    assert refusal.value.key == "recent"
    time_machine.move_to(NOW + 7 * DAY, tick=False)
    assert nudge(house.below, house.requirement, by=dana).pk


def test_what_came_in_a_moment_ago_stops_it(house, efua, kofi, course):
    """Nothing of this is in the standings yet."""
    paper = make_person("Paul Addo", house.gh, account=False)
    finish(kofi, course)
    add_absence(house.below, "leave", started_on=TODAY, ended_on=TODAY, by=efua, at=NOW)
    Exemption.objects.create(requirement=house.requirement, person=house.new, started_on=TODAY, reason="Teaches it")
    for person, key in ((kofi, "met"), (house.below, "away"), (house.new, "exempt"), (efua, "self"),
                        (paper, "unreachable")):  # fmt: skip
        with pytest.raises(NotReminded) as refusal:
            nudge(person, house.requirement, by=efua, at=NOW)
        assert refusal.value.key == key
    assert not Nudge.objects.exists()


def test_all_are_judged_anew_between_the_click_and_the_sending(house, efua, kofi, course, client_for):
    ama = make_person("Ama Serwaa", house.gh)
    ama.postings.update(recorded_at=NOW - 500 * DAY)
    reckon()
    nudge(ama, house.requirement, by=efua, at=NOW - DAY)
    client = client_for(efua)
    page = text_of(client.get(ALL))
    assert "Send 3 reminders" in page
    assert "</bdi></span>: she was reminded in the last seven days" in page
    assert "Efua Asante</bdi>" in page
    assert ": this is yourself" in page
    client.post(ALL, {"office": "GH"})
    assert DBTaskResult.objects.filter(task_path__endswith="remind_all").count() == 1
    assert Nudge.objects.count() == 1  # nothing is sent in the request
    finish(kofi, course)
    add_absence(house.new, "sick", started_on=TODAY, ended_on=TODAY, by=efua, at=NOW)
    run = LogEntry.objects.get(action=RUN)
    remind_some(run, 0, {})
    done = LogEntry.objects.get(action=DONE)
    assert done.detail == {"run": run.pk, "sent": 1, "skipped": {"self": 1, "recent": 1, "met": 1, "away": 1}}
    remind_some(run, 0, {})  # the task ran twice
    assert LogEntry.objects.filter(action=DONE).count() == 1
    assert set(Nudge.objects.values_list("person__name", flat=True)) == {"Ama Serwaa", "Gifty Osei"}
    assert "1 reminder was sent. Not to 1:" in text_of(client.get(ALL))


def test_a_run_that_was_killed_goes_on_and_counts_right(house, efua, dana, monkeypatch):
    monkeypatch.setattr(nudging, "AT_ONCE", 2)
    run = ask_all(house.gh, by=dana)
    nudge(house.below, house.requirement, by=dana)  # then the worker was killed
    last, counted = remind_some(run, 0, {})
    assert counted == {"sent": 2}
    assert remind_some(run, 0, {}) == (last, counted)  # the same batch once more
    last, counted = remind_some(run, last, counted)
    assert remind_some(run, last, counted) == (None, {"sent": 4})
    done = LogEntry.objects.get(action=DONE)
    assert (done.detail["sent"], done.detail["skipped"]) == (4, {})
    assert Notice.objects.filter(kind="nudge").count() == 4


def test_nobody_of_another_office_is_reminded_by_any_way(house, efua, client_for):
    client = client_for(efua)
    for person in house.leaks.values():
        posted = {"office": "GH", "person": person.uuid, "requirement": "BASICS"}
        assert client.post("/my-office/remind/", posted).status_code == 404
        with pytest.raises(ValueError, match="own offices only"):
            nudge(person, house.requirement, by=efua)
    for key in ("", "x", "\x00", "0"):
        bad = {"office": "GH", "person": key, "requirement": "BASICS"}
        assert client.post("/my-office/remind/", bad).status_code == 404
    bad = {"office": "GH", "person": house.below.uuid}
    assert client.post("/my-office/remind/", bad | {"requirement": "NO\x00"}).status_code == 404
    assert client.post(ALL, {"office": "KE"}).status_code == 404
    assert client.get(ALL + "?requirement=NONE").status_code == 404
    assert client.get("/my-office/remind/").status_code == 405
    remind_some(ask_all(house.gh, by=efua), 0, {})
    assert not Nudge.objects.filter(person__in=house.leaks.values()).exists()


def test_one_requirement_alone_and_in_the_name_of_who_lent_the_role(house, efua, amina):
    lend_role(efua.roles.get(), amina, started_on=TODAY, ended_on=TODAY, by=efua, at=NOW)
    amina = User.objects.get(pk=amina.pk)
    run = ask_all(house.gh, by=amina, requirement=house.requirement)
    assert run.detail == {"requirement": "BASICS", "on_behalf_of": efua.pk}
    remind_some(run, 0, {})
    assert {entry.detail["on_behalf_of"] for entry in LogEntry.objects.filter(action="tracking.reminded")} == {efua.pk}
    assert Nudge.objects.count() == 4  # Efua too: it is Amina who asks
    exempt(house.below, house.requirement, started_on=TODAY, ended_on=TODAY, reason="On mission", by=amina, at=NOW)
    assert LogEntry.objects.get(action="tracking.exempted").detail["on_behalf_of"] == efua.pk
