"""The public agenda, its calendar read by a second parser, and who sees whom."""

import datetime
import re

import pytest
from django.test import Client

from elearning.people.models import User
from workshops.models import Registration, Workshop

from .conftest import AT

pytestmark = pytest.mark.django_db
AGENDA, PEOPLE = "/workshops/CEP-2023-MBA/agenda/", "/workshops/CEP-2023-MBA/people/"


def test_anyone_reads_the_agenda_with_parallel_groups_in_one_slot(mombasa):
    page = Client().get(AGENDA).content.decode()
    assert page.count("<article") == 40  # 42 items less two debriefs of the facilitators
    slot = re.search(r"<li>(?:(?!</li>).)*id=\"D1-10A\".*?</li>", page, re.S).group()
    assert 'id="D1-10B"' in slot
    assert 'id="D1-10C"' in slot
    assert "15:30–16:40" in slot
    assert "debrief" not in page


def test_a_reader_elsewhere_sees_her_own_time_beside_the_places(mombasa, kofi, amina, client_for):
    assert "(<bdi>05:00–05:30</bdi>)" in client_for(kofi).get(AGENDA).content.decode()
    assert "In brackets" not in client_for(amina).get(AGENDA).content.decode()


def test_headquarters_sees_the_facilitators_items(mombasa, dana, client_for):
    assert client_for(dana).get(AGENDA).content.decode().count("debrief") == 2


def test_participants_are_listed_for_facilitators_and_headquarters_only(mombasa, chen, dana, efua, amina, client_for):
    assert client_for(chen).get(PEOPLE).status_code == 404
    Registration.objects.create(
        workshop=mombasa, person=chen, role="lead", number="F01", confirmed_at=AT,
        office=chen.postings.get().office, category="staff", sex=chen.sex, language="en",
    )  # fmt: skip
    for person in (chen, dana):
        assert "Demo Participant 50" in client_for(person).get(PEOPLE).content.decode()
    for person in (efua, amina):
        assert client_for(person).get(PEOPLE).status_code == 404
    assert Client().get(PEOPLE).status_code == 404


def test_a_draft_is_shown_to_nobody_but_headquarters(mombasa, amina, dana, client_for):
    mombasa.state = "draft"
    mombasa.save()
    for path in ("/workshops/CEP-2023-MBA/", AGENDA, "/workshops/CEP-2023-MBA/agenda.ics"):
        assert client_for(amina).get(path).status_code == 404
        assert client_for(dana).get(path).status_code == 200
    assert "CEP-2023-MBA" not in client_for(amina).get("/workshops/").content.decode()


def test_registrations_are_seen_by_office(mombasa, efua, dana, amina, offices):
    visible = Registration.objects.visible_to(efua)
    assert {r.office.code for r in visible} == {"GH"} & {r.office.code for r in Registration.objects.all()}
    assert Registration.objects.visible_to(dana).count() == 50
    assert not Registration.objects.visible_to(amina).exists()


def unfolded(document: bytes) -> list[str]:
    """A second, independent reader of RFC 5545 content lines."""
    return document.decode().replace("\r\n ", "").split("\r\n")


def test_the_calendar_says_what_the_agenda_says(mombasa, data):
    lines = unfolded(Client().get("/workshops/CEP-2023-MBA/agenda.ics").content)
    assert lines.count("BEGIN:VEVENT") == 40
    assert lines.count("BEGIN:VTIMEZONE") == 1
    assert "TZID:Africa/Nairobi" in lines
    assert not any(line.startswith("METHOD") for line in lines)
    starts = sorted(line.split(":")[1] for line in lines if line.startswith("DTSTART;TZID=Africa/Nairobi:"))
    public = [i for d in data["days"] for i in d["items"] if i["visibility"] == "public"]
    wall = "%Y%m%dT%H%M%S"
    expected = [datetime.datetime.fromisoformat(f"{i['date']}T{i['start']}").strftime(wall) for i in public]
    assert starts == sorted(expected)
    uids = [line for line in lines if line.startswith("UID:")]
    assert len(set(uids)) == 40
    again = unfolded(Client().get("/workshops/CEP-2023-MBA/agenda.ics").content)
    assert [line for line in again if line.startswith("UID:")] == uids


@pytest.mark.parametrize("path", ["/workshops/nothing/", "/workshops/nothing/agenda.ics", "/workshops/%00/"])
def test_an_unknown_workshop_is_not_found(db, path):
    assert Client().get(path).status_code == 404


def test_the_agenda_costs_the_same_queries_for_40_items_and_for_3(mombasa, django_assert_num_queries):
    with django_assert_num_queries(4):
        Client().get(AGENDA)
    mombasa.versions.get().placements.exclude(item__code__in=["D1-00", "D1-01", "D1-02"]).delete()
    with django_assert_num_queries(4):
        Client().get(AGENDA)


def test_the_agenda_is_light(mombasa):
    cold = Client(headers={"accept-encoding": "gzip"}).get(AGENDA).content
    assert len(cold) < 15_000  # of 60 kB for the first visit, sheet and scripts among them
    assert len(Client().get(AGENDA).content) < 60_000


def test_a_cancelled_or_postponed_workshop_says_so_above_its_agenda(mombasa):
    for state in ("cancelled", "postponed"):
        Workshop.objects.update(state=state)
        assert f"This workshop is {state}." in Client().get(AGENDA).content.decode()


def test_without_a_published_agenda_the_page_says_so(mombasa):
    mombasa.versions.update(state="draft")
    page = Client().get(AGENDA).content.decode()
    assert "The agenda is not published yet" in page
    assert "schedule.xml" not in page


def test_nobody_of_the_file_can_sign_in(mombasa):
    assert not [p for p in User.objects.filter(name__startswith="Demo") if p.has_usable_password()]
