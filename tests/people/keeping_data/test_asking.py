"""Two people stand behind an erasure: who may ask, who may decide, and what each page says."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from elearning.notices.models import Notice
from elearning.people.actions import Refused
from elearning.people.keeping_data.erasures import ask, decide, refuse
from elearning.people.models import Erasure
from tests.factories import PASSWORD, make_person, make_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief(offices):
    person = make_person("Chief Osei", offices["HQ"])
    make_role(person, "headquarters")
    return person


@pytest.fixture
def left(amina):
    """Her last posting is over."""
    amina.postings.update(ended_on=datetime.date(2026, 1, 31))
    return amina


def test_asker_and_decider_are_two(left, bruno, efua, dana, chief):
    with pytest.raises(Refused):
        ask(left, by=efua, why="She told me")
    with pytest.raises(Refused):
        ask(left, by=dana, why="")
    asked = ask(left, by=dana, why="She wrote to us")
    assert ask(left, by=left) == asked  # while one is open it is that one
    for nobody in (dana, left, efua, bruno):
        with pytest.raises(Refused):
            decide(asked, by=nobody)
    with pytest.raises(IntegrityError), transaction.atomic():
        Erasure.objects.filter(pk=asked.pk).update(decided_by=dana, decided_at=timezone.now())
    with pytest.raises(Refused):
        refuse(asked, by=chief, why=" ")
    refuse(asked, by=chief, why="A case is open until May.")
    assert "A case is open until May." in Notice.objects.get(kind="erasure_refused").text
    with pytest.raises(Refused):
        decide(asked, by=chief)  # it was decided already
    again = ask(left, by=left)
    assert again != asked
    assert decide(again, by=chief).state == "decided"
    assert (chief.erasures.count(), Erasure.objects.count()) == (0, 2)


def test_whoever_is_posted_stays_and_headquarters_does_not_decide_for_itself(amina, dana, chief):
    asked = ask(amina, by=amina)
    with pytest.raises(Refused):
        decide(asked, by=chief)
    own = ask(dana, by=dana)
    with pytest.raises(Refused):
        decide(own, by=dana)


def test_she_asks_having_signed_in_anew_and_headquarters_decides_on_a_page(left, bruno, dana, client_for):
    page = client_for(left)
    assert page.get("/people/me/erasure/").status_code == 302  # says first that it is she
    assert page.post("/people/me/erasure/", {"sure": "on"}).status_code == 302
    assert not Erasure.objects.exists()
    page = Client()
    page.post("/accounts/login/", {"login": left.email, "password": PASSWORD})
    page.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert page.post("/people/me/erasure/", {}).status_code == 200
    assert page.post("/people/me/erasure/", {"sure": "on"}).headers["Location"] == "/people/me/held/"
    asked = Erasure.objects.get()
    assert (asked.person, asked.asked_by) == (left, left)
    assert "waits for a decision" in page.get("/people/me/held/").content.decode()
    for nobody in (page, client_for(bruno), Client()):
        assert nobody.post(f"/people/erasures/{asked.uuid}/", {"deed": "decide"}).status_code in (302, 404)
    asked.refresh_from_db()
    assert asked.state == "asked"
    chief = client_for(dana)
    assert left.name in chief.get("/people/erasures/").content.decode()
    found = chief.get("/people/erasures/", {"who": left.email.upper()})
    assert found.headers["Location"] == f"/people/held/{left.uuid}/"
    assert "Nobody has this" in chief.get("/people/erasures/", {"who": "x" * 200}).content.decode()
    assert chief.get("/people/erasures/", {"who": "\0"}).status_code == 200
    assert chief.post(f"/people/erasures/{asked.uuid}/", {"deed": "refuse", "why": ""}).status_code == 200
    assert chief.post(f"/people/erasures/{asked.uuid}/", {"deed": "decide"}).status_code == 302
    asked.refresh_from_db()
    assert asked.state == "decided"
    secret = Notice.objects.get(kind="erasure_decided").path.split("/")[-2]
    assert "will be done within a day" in Client().get(f"/people/erasures/proof/{secret}/").content.decode()
    assert Client().get(f"/people/erasures/proof/{secret}/proof.json").status_code == 404
    assert Client().get("/people/erasures/proof/guess/").status_code == 404


def test_headquarters_asks_for_another(left, dana, client_for):
    page = client_for(dana)
    assert page.post(f"/people/held/{left.uuid}/erasure/", {"why": ""}).status_code == 302
    assert not Erasure.objects.exists()
    page.post(f"/people/held/{left.uuid}/erasure/", {"why": "She wrote to us"})
    assert Erasure.objects.get().why == "She wrote to us"
    assert page.post(f"/people/held/{dana.uuid}/erasure/", {"why": "Me"}).status_code == 404


def test_the_queue_costs_the_same_for_one_and_three(offices, dana, client_for, django_assert_num_queries):
    page = client_for(dana)
    for names in (["Ann One"], ["Ben Two", "Cy Three"]):
        for name in names:
            person = make_person(name, account=False)
            ask(person, by=person)
        page.get("/people/erasures/")
        with django_assert_num_queries(5):
            page.get("/people/erasures/")
    with django_assert_num_queries(4):
        page.get("/people/retention/")
