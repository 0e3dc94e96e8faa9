"""On a shared device one learns and nothing else; it forgets her when she presses, walks away, or loses the slip."""

import uuid

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client

from elearning.people.codes import sharing
from elearning.people.codes.making import make_code, revoke_codes
from elearning.people.codes.powers import LEARNS, may_on_shared
from elearning.people.models import User
from tests.factories import make_person, make_role
from tests.test_permissions import MATRIX

pytestmark = pytest.mark.django_db
DAY, OVER = "/my-day/", "/code/over/"


@pytest.fixture
def ada(offices) -> User:
    return make_person("Ada Owusu", offices["GH"], account=False)


@pytest.fixture
def tablet(ada, dana) -> Client:
    """A browser in which she signed in from paper."""
    slip, client = make_code(ada, by=dana, press=uuid.uuid4()), Client()
    assert client.post("/code/", {"code": slip.code.code, "pin": slip.pin}).url == DAY
    return client


def test_it_says_so_and_forgets_her_at_one_press(tablet):
    page = tablet.get(DAY)
    assert "This is a shared device." in page.content.decode()
    assert page["Cache-Control"] == "private, no-store"
    assert tablet.cookies["sessionid"]["expires"] == ""  # it ends with the browser
    answer = tablet.post("/code/finish/")
    assert answer["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert answer.url == "/code/finished/"
    assert tablet.get(DAY).url.startswith("/accounts/login/")
    assert "shared device" not in Client().get("/code/finished/").content.decode().split("<main")[0]


def test_whoever_sat_here_before_is_out(ada, dana, amina, client_for):
    slip, client = make_code(ada, by=dana, press=uuid.uuid4()), client_for(amina)
    client.post("/code/", {"code": slip.code.code, "pin": slip.pin})
    assert client.get(DAY).context["user"] == ada


def test_it_ends_when_nobody_is_there_after_two_hours_and_with_the_slip(ada, dana, offices):
    def fresh() -> Client:
        slip, client = make_code(ada, by=dana, press=uuid.uuid4()), Client()
        client.post("/code/", {"code": slip.code.code, "pin": slip.pin})
        return client

    with time_machine.travel("2026-11-26T09:00:00Z", tick=False) as clock:
        client = fresh()
        for _nine_minutes in range(13):
            clock.shift(9 * 60)
            assert client.get("/code/here/").status_code == 204
        clock.shift(4 * 60)
        assert client.get(DAY).url == OVER  # two hours are over
        client = fresh()
        clock.shift(10 * 60)
        answer = client.get(DAY)
        assert (answer.url, answer["Clear-Site-Data"]) == (OVER, '"cache", "cookies", "storage"')
        assert client.get(OVER).status_code == 200
        assert client.get("/code/here/").status_code == 401
        client = fresh()
        revoke_codes(ada, by=dana)
        assert client.post("/accounts/logout/").url == "/code/"
        client = fresh()
        make_role(ada, "focal_point", offices["GH"])
        assert client.get("/board/").url == OVER


def test_it_opens_what_a_learner_does_and_nothing_else(tablet, ada, amina, monkeypatch):
    assert "Not on a shared device" in tablet.get("/people/me/").content.decode()
    monkeypatch.setattr(sharing, "render", lambda *page, status: HttpResponse(status=status))
    refused = [name for name in MATRIX if not may_on_shared(name)]
    assert len(refused) > 150
    of_each_app = {name.partition(":")[0]: name for name in refused}  # the rule is by name: one of each is enough
    for name in of_each_app.values():
        assert tablet.get(MATRIX[name][0]).status_code == 403, name
    for path in ("/cms/", "/accounts/email/", "/accounts/password/change/", "/accounts/2fa/", "/cms/users/"):
        assert tablet.get(path).status_code == 403
        assert tablet.post(path, {}).status_code == 403
    assert tablet.get(f"/people/{ada.uuid}/").status_code == 200
    assert tablet.get(f"/people/{amina.uuid}/").status_code == 404
    for path in (DAY, "/courses/", "/notes/", "/attempts/practice/", "/search/?q=trust", "/workshops/", "/notices/"):
        assert tablet.get(path).status_code == 200


# What a learner opens on a device of her own alone: her account, what stays on the device, what is printed or mailed.
OF_HER_OWN_DEVICE = """
notices:preferences offline:course offline:manifest courses:why_person people:held people:joining people:profile
people:retention records:claims records:transcripts workshops:initiatives workshops:initiatives_of
workshops:plans_to_endorse
tracking:api_description workshops:room_app workshops:room_manifest workshops:room_worker workshops:schedule_json
workshops:schedule_xml
""".split()  # noqa: SIM905


def test_every_name_on_the_list_is_an_address_and_each_new_page_of_a_learner_is_decided_upon(db):
    assert set(MATRIX) >= LEARNS
    opens = {name for name, (_path, (_nobody, learner, *_others)) in MATRIX.items() if learner == 200}
    assert {name for name in opens if not may_on_shared(name)} == set(OF_HER_OWN_DEVICE)
    assert may_on_shared("toolkit:paper")


def test_an_account_of_ones_own_is_not_kept_to_that(amina, client_for):
    client = client_for(amina)
    assert client.get("/people/me/").status_code == 200
    assert "shared device" not in client.get(DAY).content.decode()
