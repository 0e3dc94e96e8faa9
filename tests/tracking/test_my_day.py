"""My day: the one next thing, what is held, and nothing of others."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from elearning.records.actions import reissue, revoke
from tests.courses.conftest import read  # noqa: F401  (fixture)
from tests.factories import make_person, make_role
from tests.tracking.looking import queries, text_of
from workshops.models import Workshop


def test_my_day_names_the_one_next_thing(course, begin, amina, client_for, read):  # noqa: F811
    client = client_for(amina)
    said = text_of(client.get("/my-day/"))
    assert "Good day, Amina" in said
    assert "Next: begin a course" in said
    enrolment = begin(amina, "2026-02-01")
    assert "Next: read" in text_of(client.get("/my-day/"))
    assert "Module M1" in text_of(client.get("/my-day/"))
    for code in ("M1", "M2"):
        read(enrolment, code)
    said = text_of(client.get("/my-day/"))
    assert "Next: the quiz" in said
    step = enrolment.version.rule[-1]
    assert f'href="/courses/CEP/#step-{step.uuid}"' in said
    client.post(f"/courses/CEP/quizzes/{step.uuid}/")
    assert "Next: go on with the quiz" in text_of(client.get("/my-day/"))


def test_my_day_shows_what_i_hold_and_no_one_elses(course, finish, amina, bruno, dana, client_for):
    certificate = finish(amina, "2026-03-02").certificates.get()
    newer = reissue(certificate, by=dana, reason="Spelling")
    said = text_of(client_for(amina).get("/my-day/"))
    assert newer.serial in said
    assert f"<bdi>{certificate.serial}</bdi>" not in said
    assert "Nothing yet. A certificate is issued" in text_of(client_for(bruno).get("/my-day/"))
    revoke(newer, by=dana, reason="Identity")
    assert "revoked" in text_of(client_for(amina).get("/my-day/"))


def test_my_day_names_supervisor_and_the_nearest_focal_point(offices, amina, kofi, efua, client_for):
    amina.postings.update(supervisor=kofi)
    assert "No focal point is named" not in text_of(client_for(amina).get("/my-day/"))
    assert kofi.email in text_of(client_for(amina).get("/my-day/"))
    far, near = make_person("Rose Regional"), make_person("Nia Near")
    make_role(far, "focal_point", offices["RO-NBO"])
    assert "Rose Regional" in text_of(client_for(amina).get("/my-day/"))
    make_role(near, "focal_point", offices["KE"])
    said = text_of(client_for(amina).get("/my-day/"))
    assert ("Nia Near" in said, "Rose Regional" in said, "Efua" in said) == (True, False, False)
    assert "Efua Asante" not in text_of(client_for(efua).get("/my-day/"))


def test_someone_of_no_office_has_a_day_too(db, client_for):
    assert "No focal point is named" in text_of(client_for(make_person("Pat Partner")).get("/my-day/"))


def test_my_day_costs_at_most_twelve_queries(make_course, amina, client_for, read):  # noqa: F811
    from courses.actions import enrol

    client, counts = client_for(amina), []
    counts.append(queries(client, "/my-day/"))
    for number in range(3):
        enrol(amina, make_course(f"C{number}"))
        counts.append(queries(client, "/my-day/"))
    assert counts == [11, 11, 11, 11]


def test_signing_in_leads_to_my_day(amina):
    from tests.factories import PASSWORD

    answer = Client().post("/accounts/login/", {"login": amina.email, "password": PASSWORD})
    assert answer.url == "/my-day/"


@pytest.mark.parametrize(
    ("begins", "state", "role", "doors"),
    [
        (0, "live", "participant", ["now", "check-in"]),
        (-1, "confirmed", "participant", ["now", "check-in"]),
        (0, "live", "lead", ["now", "room"]),
        (0, "live", "interpreter", ["now"]),
        (1, "confirmed", "participant", []),
        (0, "postponed", "participant", []),
    ],
)
def test_on_the_days_of_a_workshop_my_day_leads_into_the_room(begins, state, role, doors, offices, amina, client_for):
    today = timezone.now().astimezone(datetime.UTC).date()
    first = today + datetime.timedelta(days=begins)
    workshop = Workshop.objects.create(
        code="W-1", kind="thematic", state=state, zone="UTC",
        starts_on=first, ends_on=first + datetime.timedelta(days=1),
        venue="Here", capacity=9, languages=["en"], host_office=offices["KE"],
    )  # fmt: skip
    workshop.registrations.create(
        person=amina, role=role, number="P01", confirmed_at=timezone.now(), office=offices["KE"], country="KE",
        category="staff", sex="female", language="en",
    )  # fmt: skip
    page = client_for(amina).get("/my-day/").content.decode()
    assert [door for door in ("now", "check-in", "room") if f"/workshops/W-1/{door}/" in page] == doors
