"""The supervisor's endorsement: who is asked, who may answer, what it changes."""

import pytest
from django.urls import reverse

from elearning.notices.models import Notice
from elearning.people.actions import Refused
from elearning.people.models import Posting
from tests.factories import make_person
from tests.workshops.seating import NOW, again, make_workshop, selected, waiting
from workshops.actions.endorsing import endorse
from workshops.actions.nominating import nominate
from workshops.actions.selecting import select


@pytest.fixture
def workshop(offices):
    return make_workshop(offices)


@pytest.fixture
def boss(offices):
    return make_person("Yaw Darko", offices["GH"])


@pytest.fixture
def nomination(workshop, kofi, efua, boss):
    kofi.postings.update(supervisor=boss)
    return nominate(workshop, kofi, by=efua, motivation="He leads patrols.", at=NOW)


def url(kofi) -> str:
    return reverse("workshops:endorse", args=["CEP-2026-ACC", kofi.uuid])


def test_the_supervisor_is_asked_and_endorses_on_a_page(nomination, kofi, boss, client_for):
    notice = Notice.objects.get(kind="endorsement_asked")
    assert (notice.person, notice.path) == (boss, url(kofi))
    client = client_for(boss)
    page = client.get(url(kofi)).content.decode()
    assert "He leads patrols." in page
    assert again(nomination).endorsement == "awaited"
    client.post(url(kofi), {"answer": "yes"})
    found = again(nomination)
    assert (found.state, found.endorsement, found.endorsed_by) == ("endorsed", "given", boss)


def test_not_endorsed_stays_marked_and_cannot_be_selected(nomination, kofi, boss, efua, dana, client_for):
    client_for(boss).post(url(kofi), {"answer": "no"})
    found = again(nomination)
    assert (found.state, found.endorsement) == ("nominated", "denied")
    assert Notice.objects.get(kind="endorsement_denied").person == efua
    with pytest.raises(Refused, match="Kofi Mensah is not endorsed"):
        select(found, by=dana, at=NOW)
    client_for(boss).post(url(kofi), {"answer": "yes"})
    assert again(nomination).state == "endorsed"


def test_endorsing_twice_is_once(nomination, boss):
    first = endorse(nomination, endorsed=True, by=boss, at=NOW)
    second = endorse(nomination, endorsed=True, by=boss)
    assert second.endorsed_at == first.endorsed_at


def test_an_answer_that_is_none_changes_nothing(nomination, kofi, boss, client_for):
    answer = client_for(boss).post(url(kofi), {"answer": "perhaps"})
    assert "Choose one of the two answers." in answer.content.decode()
    assert again(nomination).endorsement == "awaited"


def test_after_the_selection_the_supervisor_cannot_take_it_back(workshop, kofi, boss, dana, client_for):
    kofi.postings.update(supervisor=boss)
    registration = selected(workshop, kofi, dana)
    assert "I endorse" not in client_for(boss).get(url(kofi)).content.decode()
    client_for(boss).post(url(kofi), {"answer": "no"})
    assert again(registration).endorsement == "given"


def test_somebody_in_the_reserve_stays_there(workshop, kofi, boss, dana):
    registration = waiting(workshop, kofi, dana)
    assert endorse(registration, endorsed=False, by=boss, at=NOW).state == "reserve"


@pytest.mark.parametrize("name", ["kofi", "efua", "amina", "chen", "author"])
def test_nobody_else_may_endorse_or_read_it(nomination, kofi, name, request, client_for):
    client = client_for(request.getfixturevalue(name))
    assert client.get(url(kofi)).status_code == 404
    assert client.post(url(kofi), {"answer": "yes"}).status_code == 404
    assert again(nomination).endorsement == "awaited"


def test_headquarters_may_endorse(nomination, kofi, dana, client_for):
    client_for(dana).post(url(kofi), {"answer": "yes"})
    assert again(nomination).endorsed_by == dana


def test_a_former_supervisor_may_not(nomination, kofi, boss, chen, client_for):
    Posting.objects.filter(person=kofi).update(supervisor=chen)
    assert client_for(boss).get(url(kofi)).status_code == 404
    assert client_for(chen).get(url(kofi)).status_code == 200


def test_nobody_endorses_herself(workshop, dana, client_for):
    dana.postings.update(supervisor=dana)
    registration = nominate(workshop, dana, by=dana, at=NOW)
    assert client_for(dana).post(url(dana), {"answer": "yes"}).status_code == 404
    assert again(registration).endorsement == "awaited"
    assert not Notice.objects.filter(kind="endorsement_asked").exists()
