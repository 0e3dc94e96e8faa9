"""The first visit: once, in any order, never a trap; language, office and course each in one press."""

import pytest
from django.test import Client
from django.utils import timezone

from elearning.notices.models import Notice
from elearning.people.actions import accept, add_person, invite
from elearning.people.joining.offices import find_offices
from elearning.people.joining.visiting import finish_first_visit, lead_once
from elearning.people.models import User
from tests.courses.conftest import course, french_toolkit, homes, make_course, make_module, modules, quiz, toolkit  # noqa: F401

pytestmark = pytest.mark.django_db
HERE, DAY = "/people/joining/", "/my-day/"
CHOSEN = {"password": "a-long-enough-one", "again": "a-long-enough-one"}
TO_PLACE = {"login": "ona@example.org", "password": CHOSEN["password"]}


@pytest.fixture
def ona(offices) -> User:
    return add_person("Ona Petit", email="ona@example.org")


def come_in(person: User, **headers) -> tuple[Client, str]:
    """Accepts an invitation in a browser; the browser, and where it is led."""
    invitation = invite(person, by=None)
    client = Client(headers=headers)
    return client, client.post(Notice.objects.get(key=f"invitation:{invitation.pk}").path, CHOSEN).url


def test_she_is_led_there_once_skips_it_and_is_only_reminded(ona):
    client, where = come_in(ona)
    assert where == HERE
    assert client.get(HERE).status_code == 200
    day = client.get(DAY)
    assert day.status_code == 200
    assert HERE in day.content.decode()  # the calm banner
    assert client.get("/notices/").status_code == 200  # a deep link is no loop
    client.post("/accounts/logout/")
    assert client.post("/accounts/login/", TO_PLACE).url == DAY
    assert client.post(HERE + "finish/").url == DAY  # "no, thank you" of the banner
    assert HERE not in client.get(DAY).content.decode()
    assert client.get(HERE).status_code == 200  # and she may look again
    ona.refresh_from_db()
    assert (ona.first_visit, bool(ona.first_visit_at)) == ("done", True)
    assert not lead_once(ona)


def test_a_page_that_she_wanted_goes_before_it(ona):
    accept(invite(ona, by=None), password=CHOSEN["password"])
    client = Client()
    assert client.post("/accounts/login/?next=/notices/", TO_PLACE | {"next": "/notices/"}).url == "/notices/"
    ona.refresh_from_db()
    assert ona.first_visit == "waiting"


def test_who_was_here_before_is_not_asked(amina, client_for):
    client = client_for(amina)
    assert HERE not in client.get(DAY).content.decode()
    answer = Client().post("/accounts/login/", {"login": amina.email, "password": "correct-horse-battery"})
    assert answer.url == DAY


def test_the_language_is_that_of_the_browser_and_changes_at_one_press(ona):
    client, _where = come_in(ona, accept_language="fr")
    page = client.get(HERE).content.decode()
    assert '<html lang="fr"' in page
    assert 'aria-pressed="true" name="language" value="fr"' in page
    assert all(name in page for name in ("English", "Français", "Español", "Português", "العربي"))
    assert client.post(HERE + "language/", {"language": "ar"}).url == HERE
    assert 'lang="ar" dir="rtl"' in client.get(HERE).content.decode()
    ona.refresh_from_db()
    assert ona.language == "ar"
    for wrong in ("xx", "", "a" * 10_000, "\0"):
        assert client.post(HERE + "language/", {"language": wrong}).status_code == 404
    finish_first_visit(ona, language="fr")
    assert User.objects.get(pk=ona.pk).language == "ar"


def test_an_office_is_found_by_name_code_or_country_without_accents(offices):
    names = {words: [found.office.code for found in find_offices(words)] for words in ("mozam", "GHANA", "ke", "dakar")}
    assert names["mozam"] == ["MZ"]
    assert "GH" in names["GHANA"]
    assert "KE" in names["ke"]
    assert names["dakar"] == ["RO-DKR"]
    assert find_offices("no such place") == find_offices("\0 x" * 9_000) == []


def test_who_is_posted_sees_her_office_and_asks_for_none(amina, offices, client_for):
    client = client_for(amina)
    page = client.get(HERE, {"office": "Ghana"}).content.decode()
    assert "You are posted at" in page
    assert "I belong to" not in page
    client.post(HERE + "office/", {"office": offices["GH"].pk})
    assert not amina.join_requests.exists()


def test_the_first_open_course_is_begun_in_one_press(amina, client_for, course):  # noqa: F811
    client = client_for(amina)
    assert "Course CEP" in client.get(HERE).content.decode()
    assert not amina.enrolments.exists()  # looking begins nothing
    assert client.post(HERE + "finish/", {"begin": "1"}).url == "/courses/CEP/"
    assert client.post(HERE + "finish/", {"begin": "1"}).url == DAY  # pressed again: nothing is left to begin
    assert [each.course.code for each in amina.enrolments.all()] == ["CEP"]


def test_what_is_due_goes_before_what_is_merely_open(amina, monkeypatch, course, make_course):  # noqa: F811
    from elearning.people.joining.recommending import recommended_for
    from elearning.tracking import recommending
    from elearning.tracking.requirements.induction import Row, Stood

    due = make_course("DUE")
    stood = Stood(1, "BASICS", {}, "due", timezone.localdate(), [{"kind": "course", "value": str(due.uuid)}])
    monkeypatch.setattr(recommending, "induction_of", lambda person, day: [Row(1, stood, stood.until, None)])
    found = recommended_for(amina)
    assert (found.title, found.language, found.is_due) == ("Course DUE", "en", True)
    found.begin(amina)
    assert recommended_for(amina).title == "Course CEP"
