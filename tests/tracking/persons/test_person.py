"""The page of a person: her own, and no stranger's; what she holds and what it rests on; both dates."""

import datetime
import uuid

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from courses.actions import enrol
from elearning.people.actions import move
from elearning.people.models import ImportRun, Posting
from elearning.records.actions import annul, issue_certificate
from elearning.records.models import RecordFile
from elearning.tracking.models import Requirement, RequirementVersion, Standing
from tests.courses.conftest import course, make_course, modules, quiz  # noqa: F401  (fixtures)
from tests.records.factories import make_record
from tests.toolkit.conftest import french_toolkit, homes, make_module, toolkit  # noqa: F401  (fixtures)

LONG_AGO = datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC)
TODAY = datetime.date.today()


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def make_requirement(code: str, **fields) -> Requirement:
    """One that every office is asked for since 2024; a completion of the course of the factories satisfies it."""
    requirement = Requirement.objects.create(code=code)
    values = {
        "titles": {"en": f"Requirement {code}"},
        "from_day": LONG_AGO.date(),
        "subjects": [{"kind": "course", "value": "00000000-0000-4000-8000-00000000c0de"}],
        "published_at": LONG_AGO,
    }
    RequirementVersion.objects.create(requirement=requirement, number=1, **values | fields)
    return requirement


def stand(person, requirement, state: str, until=None, **fields) -> Standing:
    values = {"office": person.postings.first().office, "category": "staff", "sex": person.sex}
    days = {"day_from": LONG_AGO.date(), "known_from": LONG_AGO}
    return Standing.objects.create(
        person=person, requirement=requirement, state=state, until=until, **values | days | fields
    )


def test_she_and_whoever_may_see_her_open_it_and_nobody_else(kofi, amina, efua, dana, chen, client_for):
    make_record(kofi)
    path = f"/people/{kofi.uuid}/"
    codes = {who.name: client_for(who).get(path).status_code for who in (kofi, efua, dana, amina, chen)}
    assert codes == {kofi.name: 200, efua.name: 200, dana.name: 200, amina.name: 404, chen.name: 404}
    assert Client().get(path).status_code == 302
    assert client_for(dana).get(f"/people/{uuid.uuid4()}/").status_code == 404
    assert f'href="{path}"' in text_of(client_for(kofi).get("/people/me/"))


def test_it_shows_what_each_record_rests_on(amina, kofi, dana, course, client_for):  # noqa: F811
    enrol(amina, course)
    make_record(
        amina,
        subject_uuid=course.uuid,
        title=course.titles,
        basis={"version": 2, "evidence": ["a", "b"], "score": "87.50"},
    )
    room = {"percent": "92.5", "counted": 1080, "credited": 999, "test": "taken", "workshop": "M"}
    make_record(amina, subject_kind="workshop", subject_uuid=uuid.uuid4(), title={"en": "Mombasa"}, basis=room)
    run = ImportRun.objects.create(kind="records", name="past.csv", sha256="0", by=dana)
    old = {"source": "import", "run": str(run.uuid), "line": 12}
    past = make_record(amina, subject_kind="outside", subject_uuid=uuid.uuid4(), title={"en": "Old course"}, basis=old)
    scan = RecordFile(record=past, name="../scan.pdf", sha256="0", media_type="application/pdf")
    scan.file.save("scan.pdf", ContentFile(b"%PDF-"))
    gone = make_record(amina, subject_uuid=uuid.uuid4(), title={"en": "Taken back"}, basis={"score": "NaN"})
    certificate = issue_certificate(gone)
    annul(gone, by=dana, reason="Sat by somebody else")
    said = text_of(client_for(amina).get(f"/people/{amina.uuid}/"))
    for part in (
        "version 2 of the course · 2 pieces of evidence · quiz passed with 87.5 %",
        f'href="/courses/{course.code}/why/{amina.uuid}/"',
        "attendance: 16.6 of 18.0 hours (92.5 %) · post-test taken",
        "imported from past.csv, line 12",
        "Sat by somebody else",
        "annulled",
        certificate.serial,
        "revoked",
    ):
        assert part in said, part
    assert said.count("/why/") == 1
    path = f"/people/{amina.uuid}/files/{scan.uuid}/"
    assert f'href="{path}"' in said
    file = client_for(dana).get(path)
    assert (file["X-Content-Type-Options"], b"".join(file.streaming_content)) == ("nosniff", b"%PDF-")
    assert file["Content-Disposition"].startswith("attachment")
    assert client_for(kofi).get(path).status_code == 404
    assert client_for(kofi).get(f"/people/{kofi.uuid}/files/{scan.uuid}/").status_code == 404


def test_what_ends_within_ninety_days_stands_on_top(amina, client_for):
    soon, late = TODAY + datetime.timedelta(days=30), TODAY + datetime.timedelta(days=91)
    make_record(amina, title={"en": "Ends soon"}, valid_until=soon)
    make_record(amina, subject_uuid=uuid.uuid4(), title={"en": "Ends late"}, valid_until=late)
    stand(amina, make_requirement("A1"), "met", until=soon)
    stand(amina, make_requirement("B2"), "met", until=late)
    said = text_of(client_for(amina).get(f"/people/{amina.uuid}/"))
    top = said[said.index("Ends within 90 days") : said.index("What is asked")]
    assert ("Ends soon" in top, "Requirement A1" in top, "in 30 days" in top) == (True, True, True)
    assert ("Ends late" in top, "Requirement B2" in top) == (False, False)


def test_each_requirement_stands_with_its_state_what_is_urgent_first(amina, client_for):
    for code, state in (("E", "exempt"), ("M", "met"), ("D", "due"), ("O", "overdue"), ("N", "not_required")):
        stand(amina, make_requirement(code), state, until=TODAY)
    gone = stand(amina, make_requirement("PAST"), "due", until=TODAY)
    Standing.objects.filter(pk=gone.pk).update(known_to=LONG_AGO + datetime.timedelta(days=1))
    said = text_of(client_for(amina).get(f"/people/{amina.uuid}/"))
    said = said[said.index("What is asked") :]
    places = [said.index(f"Requirement {code}<") for code in "ODMEN"]
    assert places == sorted(places)
    assert "Requirement PAST" not in said
    assert f"/people/{amina.uuid}/requirements/O/" in said


def test_both_dates_are_asked_for_in_the_address_and_the_past_stays(amina, dana, offices, client_for):
    Posting.objects.update(recorded_at=LONG_AGO)
    march = datetime.datetime(2026, 3, 3, tzinfo=datetime.UTC)
    record = make_record(amina, title={"en": "The record"}, at=march)
    annul(record, by=dana, reason="Not earned", at=datetime.datetime(2026, 5, 1, tzinfo=datetime.UTC))
    move(amina, offices["GH"], on=datetime.date(2026, 6, 1), at=datetime.datetime(2026, 6, 2, tzinfo=datetime.UTC))
    client, path = client_for(dana), f"/people/{amina.uuid}/"
    april = text_of(client.get(f"{path}?on=2026-04-01&known_at=2026-04-01T00:00:00"))
    assert ("The record" in april, "Not earned" in april, "Ghana" in april) == (True, False, False)
    assert "On April 1, 2026, as known at April 1, 2026" in april
    now = text_of(client.get(path))
    assert ("Not earned" in now, "Ghana" in now) == (True, True)
    assert "The record" not in text_of(client.get(f"{path}?on=2026-03-01"))
    before = text_of(client.get(f"{path}?known_at=2026-03-02T00:00:00"))
    assert "Nothing is recorded by this day" in before


@pytest.mark.parametrize(
    "query",
    [
        "on=2999-01-01", "on=0001-01-01", "on=nonsense", "on=%00", "known_at=0001-01-01T00:00:00%2B14:00",
        "known_at=9999-12-31T23:59:59-14:00", "known_at=x" + "x" * 10_000, "known_at=2999-01-01", "on=2026-02-30",
    ],
)  # fmt: skip
def test_dates_that_cannot_be_are_refused_with_a_sentence(amina, client_for, query):
    for path in (f"/people/{amina.uuid}/", f"/people/{amina.uuid}/requirements/{make_requirement('R').code}/"):
        answer = client_for(amina).get(f"{path}?{query}")
        assert answer.status_code == 200
        assert "error-summary" in text_of(answer)


def test_it_costs_the_same_for_one_and_for_three(amina, dana, client_for, django_assert_num_queries):
    def more(count: int) -> None:
        for _ in range(count):
            record = make_record(amina, subject_uuid=uuid.uuid4(), valid_until=TODAY)
            issue_certificate(record)
            stand(amina, make_requirement(uuid.uuid4().hex[:8]), "met", until=TODAY)

    client, path = client_for(dana), f"/people/{amina.uuid}/"
    more(1)
    client.get(path)
    with django_assert_num_queries(14):
        client.get(path)
    more(2)
    with django_assert_num_queries(14):
        client.get(path)


def test_who_is_outside_the_offices_is_asked_nothing(client_for, dana, db):
    from elearning.people.models import Affiliation
    from tests.factories import make_person

    officer = make_person("Fatou Diop")
    Affiliation.objects.create(
        person=officer,
        organisation="Border Police",
        organisation_type="police",
        country="SN",
        started_on=LONG_AGO.date(),
        recorded_at=timezone.now(),
    )
    said = text_of(client_for(dana).get(f"/people/{officer.uuid}/"))
    assert ("Border Police" in said, "Nothing is asked on this day" in said) == (True, True)
