"""Coverage: who may see which, what it says, that rows cost no query."""

import pytest
from django.test import Client

from courses.models import Course
from elearning.people.models import Posting
from tests.factories import make_person, make_role
from tests.tracking.conftest import moment
from tests.tracking.looking import queries, text_of


@pytest.fixture
def hq(dana, client_for) -> Client:
    return client_for(dana)


def test_coverage_is_for_headquarters_and_focal_points(course, amina, chen, efua, dana, client_for):
    assert Client().get("/board/courses/").url == "/accounts/login/?next=/board/courses/"
    codes = {who: client_for(who).get("/board/courses/").status_code for who in (amina, chen, efua, dana)}
    assert codes == {amina: 404, chen: 404, efua: 200, dana: 200}


def test_a_focal_point_sees_her_office_and_no_other(course, begin, amina, kofi, efua, client_for):
    Posting.objects.update(recorded_at=moment("2024-01-01"))
    begin(amina, "2026-02-01")
    client, paths = (
        client_for(efua),
        ("/board/courses/KE/", "/board/courses/HQ/", "/board/courses/KE/people.csv", "/board/courses/KE/figures.xlsx"),
    )
    assert {path: client.get(path).status_code for path in paths} == dict.fromkeys(paths, 404)
    said = text_of(client.get("/board/courses/"))
    assert "Ghana" in said
    assert "Kenya" not in said
    assert "Amina" not in text_of(client.get("/board/courses/GH/"))
    assert "Kofi Mensah" in text_of(client.get("/board/courses/GH/"))
    exported = b"".join(client.get("/board/courses/GH/people.csv").streaming_content).decode()
    assert "Kofi" in exported
    assert "Amina" not in exported


def test_whoever_moved_away_is_counted_and_not_named(course, efua, kofi, offices, client_for):
    from elearning.people.actions import move

    Posting.objects.update(recorded_at=moment("2024-01-01"))
    move(kofi, offices["KE"], on=moment("2026-06-01").date(), at=moment("2026-06-01"))
    said = text_of(client_for(efua).get("/board/courses/GH/?on=2026-05-01"))
    assert "<strong>2</strong><span>People</span>" in said
    assert "Kofi" not in said
    assert "Efua" in said


def test_a_role_that_has_ended_opens_nothing(course, amina, offices, client_for):
    role = make_role(amina, "headquarters")
    role.ended_on = moment("2026-01-01").date()
    role.save()
    assert client_for(amina).get("/board/courses/").status_code == 404


def test_coverage_prints_both_dates_and_an_address_that_repeats(course, hq, begin, finish, amina):
    begin(amina, "2026-02-01")
    finish(amina, "2026-03-02")
    answer = hq.get("/board/courses/?on=2026-05-10")
    said = text_of(answer)
    assert "on May 10, 2026" in said
    assert "as known at" in said
    address = f"/board/courses/?{answer.context['query']}"
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
    answer = hq.get(f"/board/courses/?{query}")
    assert (answer.status_code, complaint in text_of(answer)) == (400, True)
    assert hq.get(f"/board/courses/figures.csv?{query}").status_code == 404


@pytest.mark.parametrize("query", ["page=0", "page=x", "page=99999999999999999999", "state=nothing", "state=%00"])
def test_odd_pages_and_states_are_the_first_page_of_all(course, hq, query):
    assert hq.get(f"/board/courses/HQ/?{query}").status_code == 200


def test_without_a_course_coverage_says_so(db, hq):
    assert "No course is published yet" in text_of(hq.get("/board/courses/"))
    assert hq.get("/board/courses/figures.csv").status_code == 404
    assert hq.get("/board/courses/nowhere/").status_code == 404
    assert hq.get("/board/courses/figures.pdf").status_code == 404


def test_an_office_links_up_and_down_with_the_same_question(course, hq):
    answer = hq.get("/board/courses/RO-NBO/?on=2026-05-10")
    query = answer.context["query"].replace("&", "&amp;")
    assert f'href="/board/courses/HQ/?{query}"' in answer.content.decode()
    assert f'href="/board/courses/KE/?{query}"' in answer.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_an_office_costs_the_same_for_one_person_and_three(course, hq, offices, begin, count):
    for number in range(count):
        begin(make_person(f"Person{number}", offices["MZ"]), "2026-02-01")
    Posting.objects.update(recorded_at=moment("2024-01-01"))
    assert len(hq.get("/board/courses/MZ/").context["people"]) == count
    assert queries(hq, "/board/courses/MZ/") == 15


def test_coverage_costs_few_queries(course, hq):
    assert queries(hq, "/board/courses/") == 11


def test_a_draft_course_has_no_coverage(course, hq):
    Course.objects.update(current_version=None)
    assert "No course is published yet" in text_of(hq.get("/board/courses/"))


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_a_moment_beyond_all_clocks_is_answered_with_a_sentence(course, hq, moment):
    assert hq.get("/board/courses/", {"known_at": moment}).status_code == 400
    assert hq.get("/board/courses/KE/people.csv", {"known_at": moment}).status_code == 404


def test_a_moment_with_a_zone_is_printed_as_it_was_asked(course, hq):
    answer = hq.get("/board/courses/", {"on": "2026-05-10", "known_at": "2026-05-11T13:00:00+03:00"})
    assert "known_at=2026-05-11T10%3A00%3A00" in answer.context["query"]


def test_who_moved_on_is_said_to_be_counted(course, efua, kofi, offices, client_for):
    from elearning.people.actions import move

    Posting.objects.update(recorded_at=moment("2024-01-01"))
    move(kofi, offices["KE"], on=moment("2026-06-01").date(), at=moment("2026-06-01"))
    client = client_for(efua)
    assert "1 more is counted above" in text_of(client.get("/board/courses/GH/?on=2026-05-01"))
    assert "counted above" not in text_of(client.get("/board/courses/GH/?on=2026-07-01"))


def test_what_happened_after_midnight_in_nairobi_counts_at_once(course, hq, begin, finish, amina, time_machine):
    Posting.objects.update(recorded_at=moment("2024-01-01"))
    begin(amina, "2026-03-01")
    finish(amina, "2026-03-03", heard="2026-03-02")
    time_machine.move_to("2026-03-02T21:30:00Z", tick=False)
    answer = hq.get("/board/courses/")
    assert answer.context["question"].on.isoformat() == "2026-03-03"
    assert [figure["value"] for figure in answer.context["totals"]][1:] == [1, 0, 1, 1]
    assert hq.get("/board/courses/?on=2026-03-04").status_code == 400
