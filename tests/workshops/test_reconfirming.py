"""The confirmed say whether they come on the new dates: by one button, never by opening a page."""

import datetime

import pytest

from elearning.people.actions import Refused
from tests.factories import make_person
from workshops.actions.confirming import confirm
from workshops.actions.move_preview import Move
from workshops.actions.moving import reconfirm, refuse_move
from workshops.models import Workshop

from .conftest import AT
from .test_moving import FIRST, LAST, UNTIL, move, moved, workshop  # noqa: F401  (fixtures)

pytestmark = pytest.mark.django_db
RECONFIRM = "/workshops/CEP-2023-MBA/reconfirm/"


@pytest.fixture
def asked(workshop, move, amina, dana, offices):  # noqa: F811
    """Amina is confirmed, and the dates have moved."""
    workshop.registrations.create(
        person=amina, number="P1", confirmed_at=AT, category="staff", sex="female", language="en", office=offices["KE"]
    )
    moved(workshop, move, dana)
    return workshop.registrations.get(person=amina)


def test_opening_the_page_decides_nothing_and_one_button_does(asked, amina, client_for):
    overview = "/workshops/CEP-2023-MBA/"
    assert f'href="{RECONFIRM}"' in client_for(amina).get(overview).content.decode()
    assert client_for(amina).get(RECONFIRM).status_code == 200
    asked.refresh_from_db()
    assert asked.reconfirmed_at is None
    for _time in range(2):
        assert client_for(amina).post(RECONFIRM, {"answer": "yes"}).status_code == 302
    asked.refresh_from_db()
    assert (asked.state, asked.reconfirmed_at is None) == ("confirmed", False)
    assert f'href="{RECONFIRM}"' not in client_for(amina).get(overview).content.decode()


def test_who_cannot_come_withdraws(asked, amina, client_for):
    assert client_for(amina).post(RECONFIRM, {"answer": "perhaps"}).status_code == 200
    assert client_for(amina).post(RECONFIRM, {"answer": "no"}).status_code == 302
    asked.refresh_from_db()
    assert asked.state == "withdrawn"
    assert client_for(amina).get(RECONFIRM).status_code == 404
    with pytest.raises(Refused, match="nothing to reconfirm"):
        reconfirm(asked, by=amina)


def test_others_are_asked_nothing(asked, kofi, efua, dana, client_for):
    make_person("Nobody Here")
    for person in (kofi, efua, dana):
        assert client_for(person).get(RECONFIRM).status_code == 404


def test_the_team_sees_how_many_reconfirmed(asked, amina, dana, client_for):
    reconfirm(asked, by=amina)
    assert "1 of 51" in client_for(dana).get("/workshops/CEP-2023-MBA/").content.decode()
    assert "1 of 51" not in client_for(amina).get("/workshops/CEP-2023-MBA/").content.decode()


def test_who_was_confirmed_after_the_move_is_asked_nothing(asked, workshop, bruno, dana, client_for):  # noqa: F811
    late = workshop.registrations.create(person=bruno, state="accepted", language="fr")
    confirm(late, by=dana)
    assert f'href="{RECONFIRM}"' not in client_for(bruno).get("/workshops/CEP-2023-MBA/").content.decode()
    assert "1 of 52" in client_for(dana).get("/workshops/CEP-2023-MBA/").content.decode()


@pytest.mark.parametrize(
    ("state", "status"),
    [("draft", 404), ("open", 200), ("confirmed", 200), ("postponed", 200), ("live", 404), ("reporting", 404)]
    + [("closed", 404), ("cancelled", 404), ("archived", 404)],
)
def test_it_is_asked_until_the_workshop_begins(asked, amina, dana, client_for, state, status):
    Workshop.objects.update(state=state)
    assert client_for(amina).get(RECONFIRM).status_code == status
    if state != "draft":  # which a participant does not see at all
        page = client_for(amina).get("/workshops/CEP-2023-MBA/").content.decode()
        assert (f'href="{RECONFIRM}"' in page) == (status == 200)
        assert ("of 51" in client_for(dana).get("/workshops/CEP-2023-MBA/").content.decode()) == (status == 200)
    if state == "live":
        with pytest.raises(Refused, match="nothing to reconfirm"):
            reconfirm(asked, by=amina)


def test_a_day_to_reconfirm_by_holds_where_nobody_is_confirmed_too(workshop, dana):  # noqa: F811
    workshop.registrations.all().delete()
    for day in (datetime.date(9999, 12, 31), FIRST, datetime.date(2023, 1, 1)):
        with pytest.raises(Refused, match="Give a day to reconfirm by"):
            refuse_move(workshop, Move(FIRST, LAST, "Africa/Nairobi", day))
    refuse_move(workshop, Move(FIRST, LAST, "Africa/Nairobi", None))
    refuse_move(workshop, Move(FIRST, LAST, "Africa/Nairobi", UNTIL))
