"""The permission matrix of focal points: own people and those below on every page, and nobody else, with leaks at hand.

At hand are one of another office, one who moved away yesterday, and one whose posting here was withdrawn as an error.
"""

import pytest
from django.urls import reverse

from elearning.notices.models import Notice
from elearning.tracking.models import Requirement
from elearning.tracking.office.digests import send_digests
from elearning.tracking.requirements.exempting import exempt
from tests.tracking.office.conftest import DAY, NOW, TODAY, finish, reckon

BOARD = "requirement=BASICS"
BEFORE = "on=2026-05-15"  # when she who moved away was still posted here
# Pages that list people: those marked name Gifty, who is posted below Accra; all others only must not name too many.
NAMES_OWN = [
    "/my-office/",
    "/my-office/?office=GH&show=overdue",
    f"/board/GH/?{BOARD}&state=overdue",
    f"/board/GH-TEM/?{BOARD}&state=overdue",
    f"/board/GH/?{BOARD}&{BEFORE}&state=overdue",
    "/board/courses/GH/?course=BASICS",
    "/requirements/BASICS/exemptions/",
    "/learning/claims/",
]
LISTS = [
    *NAMES_OWN,
    "/my-office/remind/all/",
    "/my-office/cover/",
    "/my-office/offline/",
    "/board/",
    f"/board/?{BOARD}&{BEFORE}",
    f"/board/GH/?{BOARD}",
    f"/board/changes/?{BOARD}&before=2026-05-15",
    "/board/courses/",
    "/requirements/",
    "/requirements/BASICS/",
    "/figures/",
    f"/figures/?{BEFORE}",
    "/exports/new/?what=people&requirement=BASICS",
    "/exports/schedules/",
]
# Addresses of one person, by name: with the further arguments.
OF_ONE = {
    "tracking:person": {},
    "tracking:person_why": {"code": "BASICS"},
    "records:transcripts": {},
    "courses:why_person": {"code": "BASICS"},
    "tracking:exemption_new": {"code": "BASICS"},
}
BY = {"tracking:person": "uuid", "tracking:person_why": "uuid", "records:transcripts": "person"}


@pytest.fixture
def world(house, dana, efua, course):
    """Everybody has an exemption, a record or a leaving: whatever a page could list."""
    for person in (*house.leaks.values(), house.below):
        days = {"started_on": TODAY + 300 * DAY, "ended_on": TODAY + 310 * DAY}
        exempt(person, house.requirement, **days, reason="On mission", by=dana, at=NOW)
        person.handovers.create(kind="questions", key="all", label={"en": "Q1"})
    finish(house.leaks["elsewhere"], course)
    reckon()
    return house


def test_no_list_names_others(world, efua, client_for):
    client = client_for(efua)
    names = [person.name for person in world.leaks.values()]
    for path in LISTS:
        answer = client.get(path)
        assert answer.status_code in (200, 404), path
        text = answer.content.decode() if not answer.streaming else b"".join(answer).decode()
        assert not [name for name in names if name in text], path
        if path in NAMES_OWN and answer.status_code == 200 and "learning" not in path:
            assert world.below.name in text, path
    for path in ("/board/KE/", "/board/HQ/", "/board/RO-DKR/", "/board/courses/KE/", "/my-office/?office=KE"):
        assert client.get(path).status_code == 404, path


def test_no_file_names_others(world, efua, client_for):
    client = client_for(efua)
    for path in (
        f"/exports/new/?what=people&{BOARD}",
        f"/exports/new/?what=people&{BOARD}&{BEFORE}",
        "/board/courses/GH/people.csv?course=BASICS",
    ):
        answer = client.post(path, {"kind": "csv", "why": "To see"}) if "exports" in path else client.get(path)
        assert answer.status_code == 200, path
        text = b"".join(answer).decode()
        assert world.below.name in text, path
        assert not [person.name for person in world.leaks.values() if person.name in text], path


@pytest.mark.parametrize("name", OF_ONE)
def test_no_page_of_one_person_opens_for_others(world, efua, name, client_for):
    client = client_for(efua)

    def status(person) -> int:
        if name == "tracking:exemption_new":  # the person is named in the form
            form = {"person": person.email, "started_on": TODAY + 20 * DAY, "ended_on": TODAY + 21 * DAY, "reason": "R"}
            made = client.post(reverse(name, kwargs=OF_ONE[name]), form).status_code == 302
            return 200 if made else 404
        return client.get(reverse(name, kwargs={**OF_ONE[name], BY.get(name, "person"): person.uuid})).status_code

    assert [status(person) for person in world.leaks.values()] == [404, 404, 404]
    if name != "courses:why_person":  # nobody is enrolled
        assert status(world.below) == 200


def test_handovers_and_reminders_of_others_do_not_open(world, efua, client_for):
    client = client_for(efua)
    for person in world.leaks.values():
        assert client.get(f"/my-office/handover/{person.uuid}/").status_code == 404
        item = person.handovers.get()
        assert client.post(f"/my-office/handover/{person.uuid}/{item.pk}/").status_code == 404
        posted = {"office": "GH", "person": person.uuid, "requirement": Requirement.objects.get().code}
        assert client.post("/my-office/remind/", posted).status_code == 404


def test_the_digest_names_nobody_else(world, efua):
    send_digests()
    notice = Notice.objects.get(kind="digest")
    assert (notice.person, world.below.name in notice.html) == (efua, True)
    assert not [person.name for person in world.leaks.values() if person.name in notice.html + notice.text]
