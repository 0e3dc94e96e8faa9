"""The board and my day: who may see which, what they say, that rows cost no query."""

import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from courses.models import Course
from elearning.people.models import Posting
from elearning.records.actions import reissue, revoke
from tests.courses.conftest import read  # noqa: F401  (fixture)
from tests.factories import make_person, make_role
from tests.tracking.conftest import moment
from workshops.models import Workshop


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split("<main")[1].split("</main>")[0].split())


def queries(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


@pytest.fixture
def hq(dana, client_for) -> Client:
    return client_for(dana)


def test_the_board_is_for_headquarters_and_focal_points(course, amina, chen, efua, dana, client_for):
    assert Client().get("/board/").url == "/accounts/login/?next=/board/"
    codes = {who: client_for(who).get("/board/").status_code for who in (amina, chen, efua, dana)}
    assert codes == {amina: 404, chen: 404, efua: 200, dana: 200}


def test_a_focal_point_sees_her_office_and_no_other(course, begin, amina, kofi, efua, client_for):
    Posting.objects.update(recorded_at=moment("2024-01-01"))
    begin(amina, "2026-02-01")
    client, paths = client_for(efua), ("/board/KE/", "/board/HQ/", "/board/KE/people.csv", "/board/KE/figures.xlsx")
    assert {path: client.get(path).status_code for path in paths} == dict.fromkeys(paths, 404)
    said = text_of(client.get("/board/"))
    assert "Ghana" in said
    assert "Kenya" not in said
    assert "Amina" not in text_of(client.get("/board/GH/"))
    assert "Kofi Mensah" in text_of(client.get("/board/GH/"))
    exported = b"".join(client.get("/board/GH/people.csv").streaming_content).decode()
    assert "Kofi" in exported
    assert "Amina" not in exported


def test_whoever_moved_away_is_counted_and_not_named(course, efua, kofi, offices, client_for):
    from elearning.people.actions import move

    Posting.objects.update(recorded_at=moment("2024-01-01"))
    move(kofi, offices["KE"], on=moment("2026-06-01").date(), at=moment("2026-06-01"))
    said = text_of(client_for(efua).get("/board/GH/?on=2026-05-01"))
    assert "<strong>2</strong><span>People</span>" in said
    assert "Kofi" not in said
    assert "Efua" in said


def test_a_role_that_has_ended_opens_nothing(course, amina, offices, client_for):
    role = make_role(amina, "headquarters")
    role.ended_on = moment("2026-01-01").date()
    role.save()
    assert client_for(amina).get("/board/").status_code == 404


def test_the_board_prints_both_dates_and_an_address_that_repeats(course, hq, begin, finish, amina):
    begin(amina, "2026-02-01")
    finish(amina, "2026-03-02")
    answer = hq.get("/board/?on=2026-05-10")
    said = text_of(answer)
    assert "on May 10, 2026" in said
    assert "as known at" in said
    address = f"/board/?{answer.context['query']}"
    again = hq.get(address)
    assert again.context["totals"] == answer.context["totals"]
    assert again.context["query"] == answer.context["query"]


@pytest.mark.parametrize(
    ("query", "complaint"),
    [
        ("on=yesterday", "Enter a valid date."),
        ("on=2999-01-01", "Choose a day between 1 January 2000 and today."),
        ("on=0001-01-01", "Choose a day between 1 January 2000 and today."),
        ("known_at=2999-01-01T00:00:00", "Nobody knows the future"),
        ("known_at=x", "Enter a valid date/time."),
        ("course=NONE", "Select a valid choice."),
        ("on=%00", "Enter a valid date."),
    ],
)
def test_a_question_that_cannot_be_asked_is_answered_with_a_sentence(course, hq, query, complaint):
    answer = hq.get(f"/board/?{query}")
    assert (answer.status_code, complaint in text_of(answer)) == (400, True)
    assert hq.get(f"/board/figures.csv?{query}").status_code == 404


@pytest.mark.parametrize("query", ["page=0", "page=x", "page=99999999999999999999", "state=nothing", "state=%00"])
def test_odd_pages_and_states_are_the_first_page_of_all(course, hq, query):
    assert hq.get(f"/board/HQ/?{query}").status_code == 200


def test_without_a_course_the_board_says_so(db, hq):
    assert "No course is published yet" in text_of(hq.get("/board/"))
    assert hq.get("/board/figures.csv").status_code == 404
    assert hq.get("/board/nowhere/").status_code == 404
    assert hq.get("/board/figures.pdf").status_code == 404


def test_an_office_links_up_and_down_with_the_same_question(course, hq):
    answer = hq.get("/board/RO-NBO/?on=2026-05-10")
    query = answer.context["query"].replace("&", "&amp;")
    assert f'href="/board/HQ/?{query}"' in answer.content.decode()
    assert f'href="/board/KE/?{query}"' in answer.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_an_office_costs_the_same_for_one_person_and_three(course, hq, offices, begin, count):
    for number in range(count):
        begin(make_person(f"Person{number}", offices["MZ"]), "2026-02-01")
    Posting.objects.update(recorded_at=moment("2024-01-01"))
    assert len(hq.get("/board/MZ/").context["people"]) == count
    assert queries(hq, "/board/MZ/") == 15


def test_the_board_costs_few_queries(course, hq):
    assert queries(hq, "/board/") == 11


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
    assert counts == [12, 12, 12, 12]


def test_signing_in_leads_to_my_day(amina):
    from tests.factories import PASSWORD

    answer = Client().post("/accounts/login/", {"login": amina.email, "password": PASSWORD})
    assert answer.url == "/my-day/"


def test_a_draft_course_has_no_board(course, hq):
    Course.objects.update(current_version=None)
    assert "No course is published yet" in text_of(hq.get("/board/"))


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_a_moment_beyond_all_clocks_is_answered_with_a_sentence(course, hq, moment):
    assert hq.get("/board/", {"known_at": moment}).status_code == 400
    assert hq.get("/board/KE/people.csv", {"known_at": moment}).status_code == 404


def test_a_moment_with_a_zone_is_printed_as_it_was_asked(course, hq):
    answer = hq.get("/board/", {"on": "2026-05-10", "known_at": "2026-05-11T13:00:00+03:00"})
    assert "known_at=2026-05-11T10%3A00%3A00" in answer.context["query"]


def test_who_moved_on_is_said_to_be_counted(course, efua, kofi, offices, client_for):
    from elearning.people.actions import move

    Posting.objects.update(recorded_at=moment("2024-01-01"))
    move(kofi, offices["KE"], on=moment("2026-06-01").date(), at=moment("2026-06-01"))
    client = client_for(efua)
    assert "1 more is counted above" in text_of(client.get("/board/GH/?on=2026-05-01"))
    assert "counted above" not in text_of(client.get("/board/GH/?on=2026-07-01"))


def test_what_happened_after_midnight_in_nairobi_counts_at_once(course, hq, begin, finish, amina, time_machine):
    Posting.objects.update(recorded_at=moment("2024-01-01"))
    begin(amina, "2026-03-01")
    finish(amina, "2026-03-03", heard="2026-03-02")
    time_machine.move_to("2026-03-02T21:30:00Z", tick=False)
    answer = hq.get("/board/")
    assert answer.context["question"].on.isoformat() == "2026-03-03"
    assert [figure["value"] for figure in answer.context["totals"]][1:] == [1, 0, 1, 1]
    assert hq.get("/board/?on=2026-03-04").status_code == 400


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
