"""What a device is told of a course: exact sizes, versions, its own language, and no answer of a graded quiz."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses.actions import enrol, publish_course
from courses.models import Course, Step
from courses.offline.owners import owner_of
from courses.offline.practising import may_be_kept
from tests.assessments.factories import make_quiz, version_of
from tests.courses.offline.conftest import LEAK


@pytest.fixture
def client(client_for, amina):
    client = client_for(amina)
    client.cookies["offline"] = owner_of(amina)
    return client


def manifest(client, language="en", query="") -> dict:
    return client.get(f"/offline/{language}/CEP/manifest/{query}").json()


def test_every_address_has_the_exact_size_of_what_is_then_fetched_and_nothing_graded_is_among_it(
    client, enrolment, modules, amina, settings
):
    said = manifest(client, "fr")
    assert client.cookies["offline"]["max-age"] == 365 * 86_400  # not the week of a cookie that a script wrote
    items = {item["address"]: item for item in said["items"]}
    pages = {address: item for address, item in items.items() if item["kind"] in ("page", "module", "practice")}
    assert list(pages) == [
        "/offline/fr/CEP/",
        "/offline/fr/",
        "/fr/pep/m1-fr/",
        "/fr/cep/m2/",
        "/offline/fr/CEP/practice/",
    ]
    assert items["/offline/fr/CEP/"]["also"] == ["/courses/CEP/"]
    assert (said["owner"], said["title"]) == (owner_of(amina), "La police")
    for address, item in items.items():
        if item["kind"] == "file":
            continue
        answer = client.get(address)
        body = answer.getvalue()
        assert (answer.status_code, len(body)) == (200, item["size"]), address
        assert LEAK.encode() not in body
        if address in pages:
            assert answer["X-Kept-For"] == owner_of(amina)
            assert b'lang="fr"' in body
            assert "private" in answer["Cache-Control"]
    kinds = [item["kind"] for item in said["items"]]
    assert (kinds.count("picture"), kinds.count("download")) == (1, 1)
    files = {address for address, item in items.items() if item["kind"] == "file"}
    assert {
        f"{settings.STATIC_URL}{name}"
        for name in (
            "css/site.css",
            "css/components/card.css",
            "js/offline/page.js",
            "js/offline/store.js",
            "js/behaviours/quiz-answers.js",
            "img/contours.svg",
        )
    } <= files
    assert said["sizes"] == {
        "pages": sum(item["size"] for item in said["items"] if item["kind"] != "download"),
        "downloads": 1000,
    }


def test_versions_alone_are_cheap_and_change_with_the_text(client, enrolment, modules, django_assert_max_num_queries):
    with django_assert_max_num_queries(16):
        before = {item["address"]: item for item in manifest(client, query="?sizes=no")["items"]}
    assert {item["size"] for item in before.values()} == {None}
    modules["M2"].title = "Another title"
    modules["M2"].save_revision().publish()
    after = {item["address"]: item["version"] for item in manifest(client, query="?sizes=no")["items"]}
    changed = {address for address, version in after.items() if version != before[address]["version"]}
    assert changed == {"/en/cep/m2/", "/offline/en/CEP/"}


def test_who_may_not_see_the_course_gets_nothing_and_what_she_may_not_see_is_left_out(client_for, course, guest_person):
    client = client_for(guest_person)
    for path in ("/offline/en/CEP/", "/offline/en/CEP/practice/", "/offline/en/CEP/manifest/"):
        assert client.get(path).status_code == 404
    course.audience = "public"
    course.save()
    said = manifest(client)
    assert [item for item in said["items"] if item["kind"] in ("module", "picture", "download", "practice")] == []
    assert client.get("/offline/xx/").status_code == client.get("/offline/xx/CEP/manifest/").status_code == 404


@pytest.fixture
def guest_person(offices):
    from tests.factories import make_person

    return make_person("Guest Person")


def test_the_right_answers_are_on_the_page_of_practice_only(client, enrolment, practice):
    page = client.get("/offline/en/CEP/practice/").content.decode()
    assert page.count("data-right=") == 2  # the number can only be compared
    assert 'data-right="[&quot;a&quot;]"' in page
    assert "about b" in page
    for rules in (
        {"purpose": "graded", "feedback_during": "nothing"},
        {"purpose": "practice", "feedback_during": "marks"},
        {"purpose": "practice", "feedback_during": "all", "time_limit": 5},
        {"purpose": "post_test", "feedback_after": "all"},
    ):
        assert not may_be_kept(version_of(make_quiz(1, **rules)))
    assert may_be_kept(version_of(practice))


def test_signing_out_makes_the_device_forget_with_and_without_scripts(client, course):
    hers = client.cookies["offline"].value
    assert client.get("/courses/")["X-Kept-For"] == hers
    client.cookies["offline"] = f"{hers}.{'b' * 16}.<script>"
    answer = client.post("/accounts/logout/")
    assert answer["Clear-Site-Data"] == '"cache"'
    assert client.cookies["offline"].value == f"gone.{hers}.{'b' * 16}"  # what another has not sent is still his
    page = client.get("/en/")
    assert page["X-Kept-For"] == "nobody"
    assert "js/offline/page.js" in page.content.decode()
    del client.cookies["offline"]
    page = client.get("/en/")
    assert page["X-Kept-For"] == "nobody"
    assert "offline" not in page.content.decode()


def test_the_worker_is_of_the_whole_site_and_changes_with_its_files(client, monkeypatch):
    answer = client.get("/worker.js")
    assert answer["Service-Worker-Allowed"] == "/"
    assert answer["Content-Type"] == "text/javascript"
    assert "no-cache" in answer["Cache-Control"]
    monkeypatch.setattr("courses.offline.worker.SCRIPTS", ("worker", "page", "store", "keep"))
    assert client.get("/worker.js").content != answer.content


def test_the_contents_cost_the_same_for_one_reading_and_for_more(client, enrolment, modules, amina):
    short = Course.objects.create(code="ONE", titles={"en": "Short"})
    Step.objects.create(course=short, module_key=modules["M1"].translation_key, sort_order=0)
    Step.objects.create(course=short, quiz=enrolment.course.steps.last().quiz, sort_order=1)
    publish_course(short, by=None)
    enrol(amina, short)
    client.get("/offline/en/CEP/")  # what is asked once for each process
    counts = []
    for code in ("ONE", "CEP"):
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/offline/en/{code}/")
        counts.append(len(asked))
    assert counts == [12, 12]
