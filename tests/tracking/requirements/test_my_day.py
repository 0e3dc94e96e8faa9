"""My day: what is asked of a newcomer, in order and with its days, and the one next thing among it."""

import pytest

from courses.actions import enrol
from elearning.people.actions import post
from elearning.tracking.models import Requirement
from elearning.tracking.requirements.actions import create_requirement, move_requirement, publish_version
from tests.factories import make_person
from tests.tracking.looking import queries, text_of

from .conftest import DAY, NOW, TODAY, asked, states_on

pytestmark = pytest.mark.django_db
URL = "/my-day/"


@pytest.fixture
def newcomer(requirement, offices, deeper, dana):
    """Joins today; two things are asked of her."""
    person = make_person("Nia Newcomer")
    post(person, offices["KE"], started_on=TODAY, by=dana, at=NOW)
    second = create_requirement("DEEPER", by=dana)
    publish_version(second, by=dana, at=NOW, **asked(deeper, titles={"en": "Go deeper"}, days=60))
    states_on(requirement, TODAY)
    return person


def test_a_new_posting_opens_an_ordered_list_with_days(newcomer, dana, client_for):
    client = client_for(newcomer)
    page = client.get(URL)
    day = page.context["day"]
    rows = [(row.number, row.stood.code, row.stood.state, row.due_on) for row in day.asked]
    assert rows == [(1, "BASICS", "due", TODAY + 60 * DAY), (2, "DEEPER", "due", TODAY + 60 * DAY)]
    said = text_of(page)
    assert "Next: asked of you" in said
    assert said.index("Know the basics") < said.index("Go deeper")
    assert day.duty.stood.code == "BASICS"
    move_requirement(Requirement.objects.get(code="DEEPER"), up=True, by=dana)
    assert client.get(URL).context["day"].duty.stood.code == "DEEPER"


def test_the_next_thing_is_the_course_that_meets_it_once_it_is_begun(newcomer, basics, deeper, client_for):
    client = client_for(newcomer)
    assert client.get("/requirements/BASICS/way/").url == "/courses/BASICS/"
    enrol(newcomer, deeper)
    day = client.get(URL).context["day"]
    assert (day.duty.stood.code, day.due, [each.enrolment.course for each in day.others]) == ("BASICS", None, [deeper])
    enrol(newcomer, basics)
    page = client.get(URL)
    day = page.context["day"]
    assert (day.duty, day.due.stood.code, day.first.enrolment.course) == (None, "BASICS", basics)
    assert [each.enrolment.course for each in day.others] == [deeper]
    assert "Asked of you: Know the basics" in text_of(page)


def test_what_is_met_leads_nowhere_and_nobody_sees_anothers_way(
    newcomer, basics, deeper, achieve, requirement, client_for
):
    achieve(newcomer, basics, "2026-06-01")
    achieve(newcomer, deeper, "2026-06-01")
    states_on(requirement, TODAY)
    client = client_for(newcomer)
    day = client.get(URL).context["day"]
    assert [(row.stood.state, row.valid_until) for row in day.asked] == [("met", None), ("met", None)]
    assert day.duty is None
    outsider = client_for(make_person("Pat Partner"))
    assert outsider.get("/requirements/BASICS/way/").status_code == 404
    assert client.get("/requirements/NOTHING/way/").status_code == 404


def test_of_several_ways_she_chooses(newcomer, basics, deeper, requirement, dana, client_for):
    subjects = [
        {"kind": "course", "value": str(basics.uuid)},
        {"kind": "workshop_kind", "value": "thematic", "topic": "", "participation": True},
    ]
    publish_version(requirement, by=dana, at=NOW, **asked(basics, subjects=subjects))
    said = text_of(client_for(newcomer).get("/requirements/BASICS/way/"))
    assert "Any one of these meets it" in said
    assert 'href="/courses/BASICS/"' in said
    assert 'href="/workshops/"' in said
    basics.current_version = None
    basics.save()
    assert client_for(newcomer).get("/requirements/BASICS/way/").url == "/workshops/"


def test_my_day_costs_the_same_whatever_is_asked(newcomer, client_for):
    assert queries(client_for(newcomer), URL) == 11
