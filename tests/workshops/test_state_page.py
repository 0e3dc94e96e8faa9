"""The page of the states: what was typed stays, errors lead to their fields, and a draft can be given up."""

import re

import pytest
from django.db import IntegrityError
from django.test import Client

from workshops.actions.states import move_to
from workshops.models import Workshop

from .conftest import AT

pytestmark = pytest.mark.django_db
PUBLIC = "/workshops/CEP-2023-MBA/"
STATE = PUBLIC + "state/"


def dead_links(page: str) -> set[str]:
    """Addresses within the page that lead to nothing."""
    return set(re.findall(r'href="#([^"]+)"', page)) - set(re.findall(r'id="([^"]+)"', page))


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"target": "cancelled", "reason": ""}, "Give the reason: people will be told."),
        ({"target": "postponed", "reason": "x" * 501}, "at most 500 characters"),
        ({"target": "postponed", "reason": "\u200f"}, "Nothing can be read here."),
        ({"target": "nonsense", "reason": "x"}, "no way leads to"),
        ({"target": "closed", "reason": "x"}, "no way leads to"),
    ],
)
def test_an_error_leads_to_its_field_and_what_was_typed_stays(mombasa, dana, client_for, sent, sentence):
    Workshop.objects.update(state="open")
    answer = client_for(dana).post(STATE, sent)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert sentence in page
    assert dead_links(page) == set()
    if sent["target"] in ("cancelled", "postponed"):
        assert f'href="#{sent["target"]}_reason"' in page
        assert f'value="{sent["reason"]}"' in page
    assert Workshop.objects.get().state == "open"


def test_an_answer_that_is_none_leads_to_the_buttons(mombasa, amina, client_for):
    Workshop.objects.update(state="open", reconfirm_until="2999-01-01")
    mombasa.registrations.create(
        person=amina, number="P1", confirmed_at=AT, category="staff", sex="female", language="en"
    )
    page = client_for(amina).post(PUBLIC + "reconfirm/", {"answer": "perhaps"}).content.decode()
    assert 'href="#id_answer"' in page
    assert dead_links(page) == set()


def test_a_draft_is_given_up_and_never_public(mombasa, chen, amina, dana, client_for):
    for person, role in ((chen, "lead"), (amina, "participant")):
        mombasa.registrations.create(
            person=person, role=role, number=role[:10], confirmed_at=AT, category="staff", sex="female", language="en"
        )
    Workshop.objects.update(state="draft")
    assert "The draft is given up" in client_for(chen).get(STATE).content.decode()
    for _time in range(2):
        assert client_for(chen).post(STATE, {"target": "archived"}).status_code == 302
    given_up = Workshop.objects.get()
    assert (given_up.state, given_up.given_up) == ("archived", True)
    for client, status in ((Client(), 404), (client_for(amina), 404), (client_for(chen), 200), (client_for(dana), 200)):
        assert client.get(PUBLIC).status_code == status
        assert client.get(PUBLIC + "agenda/").status_code == status
        assert ("CEP-2023-MBA" in client.get("/workshops/").content.decode()) == (status == 200)
    page = client_for(dana).get(STATE).content.decode()
    assert "From here it goes no further." in page
    assert 'data-tone="good"' not in page.split("<ol")[1].split("</ol>")[0]  # none of the states was ever reached


def test_what_was_announced_stays_public_when_it_is_archived(mombasa, dana):
    for state in ("closed", "cancelled"):
        Workshop.objects.update(state=state)
        assert move_to(mombasa, "archived", by=dana).given_up is False
        assert Client().get(PUBLIC).status_code == 200


def test_only_an_archived_one_is_given_up(mombasa):
    with pytest.raises(IntegrityError):
        Workshop.objects.update(state="open", given_up=True)
