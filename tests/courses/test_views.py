"""The pages: who may open them, what they say, that GET writes nothing and rows cost no query."""

import datetime
import uuid

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from courses.actions import enrol, record_pass
from courses.models import Course, Enrolment, Evidence
from elearning.toolkit.models import ModulePage
from tests.factories import make_person


def url(name: str, *args) -> str:
    return reverse(f"courses:{name}", args=args)


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def sent(modules, code: str = "M1", **given) -> dict:
    page = modules[code]
    return {"uuid": uuid.uuid4(), "module": page.translation_key, "language": "en", "revision": 1} | given


@pytest.fixture
def partner(db):
    """Signed in, but of no office: no course for staff is hers."""
    return make_person("Pat Partner")


def test_anonymous_visitors_are_sent_to_sign_in(course):
    for name, args in [("list", []), ("detail", ["CEP"]), ("why", ["CEP"]), ("enrol", ["CEP"])]:
        answer = Client().get(url(name, *args))
        assert answer.status_code == 302, name
        assert answer.url == f"/accounts/login/?next={url(name, *args)}"
    assert Client().post(url("enrol", "CEP")).status_code == 302
    assert Enrolment.objects.count() == 0


def test_a_course_for_staff_is_hidden_from_partners(course, partner, client_for):
    client = client_for(partner)
    assert client.get(url("detail", "CEP")).status_code == 404
    assert "Course CEP" not in text_of(client.get(url("list")))
    assert client.post(url("enrol", "CEP")).status_code == 404
    assert Enrolment.objects.count() == 0


def test_a_course_that_is_not_published_is_hidden(course, amina, client_for):
    Course.objects.update(current_version=None)
    assert client_for(amina).get(url("detail", "CEP")).status_code == 404


def test_who_began_keeps_the_course_when_its_audience_narrows(make_course, partner, client_for):
    ModulePage.objects.update(audience="partners")
    course = make_course(audience="partners")
    enrol(partner, course)
    Course.objects.update(audience="staff")
    assert client_for(partner).get(url("detail", "CEP")).status_code == 200


def test_a_get_to_a_deed_leads_to_the_course_and_writes_nothing(enrolment, amina, client_for, course):
    client = client_for(amina)
    step = course.current_version.rule[-1].uuid
    for path in (url("enrol", "CEP"), url("confirm_read", "CEP"), url("start_quiz", "CEP", step)):
        assert client.get(path).url == url("detail", "CEP")
    assert Evidence.objects.count() == 0


def test_enrolling_leads_to_the_course_or_back_to_the_module(course, amina, bruno, client_for):
    assert client_for(amina).post(url("enrol", "CEP"), {"next": "/en/things/m1/"}).url == "/en/things/m1/"
    assert client_for(bruno).post(url("enrol", "CEP"), {"next": "https://evil.example/"}).url == url("detail", "CEP")
    assert Enrolment.objects.count() == 2


def test_reading_is_confirmed_once_however_often_it_is_sent(enrolment, amina, modules, client_for):
    client, form = client_for(amina), sent(modules)
    for _twice in range(2):
        answer = client.post(url("confirm_read", "CEP"), form)
        assert (answer.status_code, answer.url.endswith("#panel")) == (302, True)
    evidence = Evidence.objects.get()
    assert (evidence.uuid, evidence.actor, evidence.language, evidence.revision) == (form["uuid"], amina, "en", 1)


@pytest.mark.parametrize(
    "wrong",
    [
        {"uuid": "nothing"},
        {"module": ""},
        {"language": "xx"},
        {"revision": -1},
        {"revision": 10**30},
        {"module": uuid.UUID(int=7)},
    ],
)
def test_a_bad_confirmation_is_answered_with_a_sentence(enrolment, amina, modules, client_for, wrong):
    answer = client_for(amina).post(url("confirm_read", "CEP"), sent(modules, **wrong), follow=True)
    assert answer.redirect_chain == [(url("detail", "CEP"), 302)]
    said = text_of(answer)
    assert "This confirmation is not complete." in said or "This module is not a step" in said
    assert Evidence.objects.count() == 0


def test_nobody_confirms_or_starts_without_an_enrolment_of_her_own(enrolment, bruno, modules, client_for, course):
    client = client_for(bruno)
    assert client.post(url("confirm_read", "CEP"), sent(modules)).status_code == 404
    assert client.post(url("start_quiz", "CEP", course.current_version.rule[-1].uuid)).status_code == 404
    assert Evidence.objects.count() == 0


def test_the_quiz_is_opened_after_the_readings(enrolment, amina, read, client_for, course):
    client, step = client_for(amina), course.current_version.rule[-1]
    early = client.post(url("start_quiz", "CEP", step.uuid), follow=True)
    assert "Before the quiz, confirm that you have read: Module M1, Module M2." in text_of(early)
    assert f'href="{enrolment.version.steps and early.context["steps"][0].url}#panel"' in early.content.decode()
    read(enrolment, "M1")
    read(enrolment, "M2")
    assert "Start the quiz" in text_of(client.get(url("detail", "CEP")))
    opened = client.post(url("start_quiz", "CEP", step.uuid))
    assert opened.url.startswith("/attempts/")
    assert client.post(url("start_quiz", "CEP", step.uuid)).url == opened.url
    assert "Go on with the quiz" in text_of(client.get(url("detail", "CEP")))


def test_a_step_that_is_no_quiz_or_is_unknown_is_not_found(enrolment, amina, client_for, course):
    client = client_for(amina)
    for step in (course.current_version.rule[0].uuid, uuid.uuid4()):
        assert client.post(url("start_quiz", "CEP", step)).status_code == 404
    assert client.get("/courses/CEP/why/no-uuid/").status_code == 404


def test_the_course_shows_states_and_the_one_next_step(enrolment, amina, read, client_for):
    read(enrolment, "M1", language="fr")
    answer = client_for(amina).get(url("detail", "CEP"))
    assert [shown.state for shown in answer.context["steps"]] == ["done", "now", "open", "locked"]
    assert answer.context["next"].title == "Module M2"
    assert "in French" in text_of(answer)


def test_switching_language_keeps_progress(enrolment, amina, read, client_for):
    read(enrolment, "M1")
    amina.language = "fr"
    amina.save()
    answer = client_for(amina).get(url("detail", "CEP"))
    assert [shown.title for shown in answer.context["steps"][:2]] == ["Le module M1", "Module M2"]
    assert [shown.language for shown in answer.context["steps"][:2]] == ["fr", "en"]
    assert answer.context["progress"].done == 1


def test_why_names_rule_evidence_and_next_step(enrolment, amina, read, client_for):
    read(enrolment, "M1", occurred_at=timezone.now() + datetime.timedelta(days=9))
    read(enrolment, "M1")
    said = text_of(client_for(amina).get(url("why", "CEP")))
    assert "Why is this not complete?" in said
    assert "1 of 3 required steps are done." in said
    assert "the quiz is passed with at least 70 %:" in said
    assert "The device said" in said
    assert said.count("no, an earlier one does") == 1
    assert "read and confirm" in said


def test_why_says_when_and_by_what_the_course_was_completed(enrolment, amina, read, mark_passed, client_for):
    read(enrolment, "M1")
    read(enrolment, "M2")
    record_pass(mark_passed(enrolment))
    said = text_of(client_for(amina).get(url("why", "CEP")))
    assert "Why is this complete?" in said
    assert "quiz passed (85%)" in said
    assert "marked by the server" in said


def test_why_of_a_person_opens_for_those_who_see_her_alone(course, amina, kofi, bruno, efua, dana, chen, client_for):
    for person in (amina, kofi):
        enrol(person, course)
    expected = {amina: (200, 404), kofi: (404, 200), efua: (404, 200), dana: (200, 200), chen: (404, 404)}
    for reader, codes in (expected | {bruno: (404, 404)}).items():
        client = client_for(reader)
        found = tuple(client.get(url("why_person", "CEP", who.uuid)).status_code for who in (amina, kofi))
        assert found == codes, reader
    assert Client().get(url("why_person", "CEP", amina.uuid)).status_code == 302
    assert client_for(bruno).get(url("why", "CEP")).status_code == 404


def test_someone_elses_page_offers_nothing_to_press(course, amina, dana, client_for):
    enrol(amina, course)
    said = text_of(client_for(dana).get(url("why_person", "CEP", amina.uuid)))
    assert "Amina Odhiambo" in said
    assert url("detail", "CEP") not in said.split("<main")[1].split("</main>")[0]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_course_and_for_three(make_course, amina, client_for, count):
    for number in range(count):
        enrol(amina, make_course(f"C{number}"))
    client = client_for(amina)
    assert len(client.get(url("list")).context["rows"]) == count
    assert queries(client, url("list")) == 6


def test_the_course_and_the_reason_cost_few_queries(enrolment, amina, read, mark_passed, client_for):
    client = client_for(amina)
    before = queries(client, url("detail", "CEP")), queries(client, url("why", "CEP"))
    read(enrolment, "M1")
    read(enrolment, "M2")
    record_pass(mark_passed(enrolment))
    after = queries(client, url("detail", "CEP")), queries(client, url("why", "CEP"))
    assert before == (9, 9)
    assert after == (11, 9)


def queries(client: Client, path: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def test_a_complete_course_leads_to_its_certificate(enrolment, amina, read, mark_passed, client_for):
    from elearning.records.actions import issue_certificate
    from elearning.records.models import LearningRecord

    for code in ("M1", "M2"):
        read(enrolment, code)
    record_pass(mark_passed(enrolment))
    client = client_for(amina)
    assert "Your certificate is being made." in text_of(client.get(url("detail", "CEP")))
    certificate = issue_certificate(LearningRecord.objects.get())
    assert f'href="{certificate.get_absolute_url()}"' in text_of(client.get(url("detail", "CEP")))
