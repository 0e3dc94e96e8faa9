"""A request to join an office: to its focal points, seen by them alone, answered once, by a posting or a reason."""

import datetime

import pytest
from django.utils import timezone

from elearning.notices.models import Notice
from elearning.people.actions import Refused, post
from elearning.people.joining.asking import answering_for, ask_to_join, confirm, refuse, take_back
from elearning.people.models import JoinRequest, User
from tests.factories import make_person, make_role

pytestmark = pytest.mark.django_db
QUEUE = "/people/joining/requests/"


@pytest.fixture
def ona() -> User:
    return make_person("Ona Petit")


def told() -> list[tuple[str, str]]:
    return sorted(Notice.objects.values_list("person__name", "kind"))


def test_it_goes_to_the_focal_points_of_the_office_else_above_else_headquarters(offices, efua, dana, ona):
    assert answering_for(offices["GH"]) == [efua]
    assert answering_for(offices["KE"]) == [dana]
    above = make_person("Remi Sow", offices["RO-DKR"])
    make_role(above, "focal_point", offices["RO-DKR"])
    assert answering_for(offices["GH"]) == [efua]
    assert answering_for(offices["RO-DKR"]) == [above]
    ask_to_join(ona, offices["GH"])
    assert told() == [("Efua Asante", "join_asked")]


def test_asked_twice_is_one_and_another_wish_takes_the_first_back(offices, efua, ona):
    first = ask_to_join(ona, offices["GH"])
    assert ask_to_join(ona, offices["GH"]) == first
    second = ask_to_join(ona, offices["KE"])
    states = dict(ona.join_requests.values_list("pk", "state"))
    assert states == {first.pk: "withdrawn", second.pk: "waiting"}
    assert take_back(ona)
    assert not take_back(ona)


def test_the_queue_is_seen_by_those_who_answer_for_the_office_alone(offices, efua, amina, dana, ona, client_for):
    theirs, other = ask_to_join(ona, offices["GH"]), ask_to_join(make_person("Otto Lang"), offices["KE"])
    page = client_for(efua).get(QUEUE).content.decode()
    assert "Ona Petit" in page
    assert "Otto Lang" not in page
    assert client_for(efua).get(f"{QUEUE}{other.uuid}/").status_code == 404
    assert client_for(efua).post(f"{QUEUE}{other.uuid}/", {"answer": "confirm"}).status_code == 404
    assert client_for(amina).get(f"{QUEUE}{theirs.uuid}/").status_code == 404
    assert client_for(ona).get(QUEUE).status_code == 404
    assert "Otto Lang" in client_for(dana).get(QUEUE).content.decode()


def test_confirmed_she_is_posted_once_and_told(offices, efua, ona, client_for):
    asked = ask_to_join(ona, offices["GH"])
    client, path = client_for(efua), f"{QUEUE}{asked.uuid}/"
    absurd = {"answer": "confirm", "started_on": "0001-01-01", "category": "staff"}
    assert "Choose a day that can be right" in client.post(path, absurd).content.decode()
    assert client.post(path, {"answer": "refuse", "reason": "\0"}).status_code == 200
    day = timezone.localdate()
    sent = {"answer": "confirm", "started_on": day.isoformat(), "category": "consultant", "job_title": "Trainer"}
    assert client.post(path, sent).url == QUEUE
    posting = ona.postings.get()
    assert (posting.office, posting.category, posting.started_on) == (offices["GH"], "consultant", day)
    assert "answered or taken back already" in client.post(path, sent).content.decode()
    assert ("Ona Petit", "join_confirmed") in told()
    with pytest.raises(Refused, match="posted at an office already"):
        ask_to_join(User.objects.get(pk=ona.pk), offices["KE"])


def test_refused_she_is_told_why_and_may_ask_elsewhere(offices, efua, ona, client_for):
    asked = ask_to_join(ona, offices["GH"])
    with pytest.raises(Refused, match="Say why"):
        refuse(asked, by=efua, reason="  ")
    refuse(asked, by=efua, reason="You work in Nairobi.")
    assert "You work in Nairobi." in client_for(ona).get("/people/joining/").content.decode()
    assert ask_to_join(ona, offices["KE"]).state == JoinRequest.State.WAITING


def test_nobody_confirms_herself_nor_whom_another_posted_meanwhile(offices, dana, ona):
    hers = make_person("Hana Rey")
    asked = ask_to_join(hers, offices["GH"])
    with pytest.raises(Refused, match="her own"):
        confirm(asked, by=hers, started_on=timezone.localdate())
    post(hers, offices["KE"], started_on=timezone.localdate() - datetime.timedelta(days=1), by=dana)
    with pytest.raises(Refused, match="is posted at Kenya"):
        confirm(asked, by=dana, started_on=timezone.localdate())
    asked.refresh_from_db()
    assert asked.state == "waiting"


@pytest.mark.parametrize("many", [1, 3])
def test_the_queue_costs_the_same_for_one_and_for_three(many, offices, efua, client_for, django_assert_num_queries):
    for number in range(many):
        ask_to_join(make_person(f"Person{number} Lang"), offices["GH"])
    client = client_for(efua)
    client.get(QUEUE)
    with django_assert_num_queries(5):
        assert client.get(QUEUE).content.decode().count(" Lang</bdi>") == many
