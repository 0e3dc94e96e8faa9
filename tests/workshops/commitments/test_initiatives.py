"""Initiatives of an office: kept by its focal points and headquarters, read by its staff, by nobody else."""

import datetime

import pytest

from elearning.people.actions import Refused
from tests.factories import make_person, make_role
from workshops.actions.initiatives import save_initiative
from workshops.actions.planning_action import Stale
from workshops.models import Initiative

pytestmark = pytest.mark.django_db
URL = "/workshops/initiatives/"
VALUES = {
    "title": "ZZ-border forum",
    "stage": "running",
    "donor": "Some fund",
    "modules": ["m5", "m8"],
    "risk_reviewed_on": datetime.date(2020, 1, 1),
}


@pytest.fixture
def row(offices, efua) -> Initiative:
    return save_initiative(offices["GH"], VALUES, by=efua)


def test_who_reads_and_who_keeps_them(row, offices, efua, kofi, amina, dana, client_for):
    above = make_person("Reza Above", offices["RO-DKR"])
    make_role(above, "focal_point", offices["RO-DKR"])
    for person in (efua, kofi, dana, above):
        assert "ZZ-border" in client_for(person).get(URL).content.decode()
        page = client_for(person).get(f"{URL}GH/").content.decode()
        assert "ZZ-border" in page
        assert ("Add an initiative" in page) == (person != kofi)
    assert "ZZ-border" not in client_for(amina).get(URL).content.decode()
    assert client_for(amina).get(f"{URL}GH/").status_code == 404
    for stranger in (kofi, amina):
        assert client_for(stranger).get(f"{URL}GH/{row.pk}/").status_code == 404
        assert client_for(stranger).post(f"{URL}GH/", VALUES | {"revision": 0}).status_code == 404
        with pytest.raises(Refused, match="kept by the focal points"):
            save_initiative(offices["GH"], VALUES, by=stranger)
    assert client_for(dana).get(f"{URL}KE/{row.pk}/").status_code == 404
    assert Initiative.objects.count() == 1


def test_of_two_editors_the_second_is_told(row, offices, efua, dana, client_for):
    save_initiative(offices["GH"], VALUES | {"donor": "First"}, by=dana, initiative=row, seen=0)
    with pytest.raises(Stale):
        save_initiative(offices["GH"], VALUES | {"donor": "Second"}, by=efua, initiative=row, seen=0)
    sent = VALUES | {"modules": [], "donor": "Second", "revision": 0}
    page = client_for(efua).post(f"{URL}GH/{row.pk}/", sent).content.decode()
    assert "Nothing was overwritten" in page
    row.refresh_from_db()
    assert (row.donor, row.updated_by, row.revision) == ("First", dana, 1)


def test_a_title_stands_once_and_a_review_is_not_in_the_future(row, offices, efua):
    with pytest.raises(Refused, match="already"):
        save_initiative(offices["GH"], VALUES, by=efua)
    day = datetime.date.today() + datetime.timedelta(days=3)
    with pytest.raises(Refused, match="yet to come"):
        save_initiative(offices["GH"], VALUES | {"title": "B", "risk_reviewed_on": day}, by=efua)


def test_a_review_that_is_a_year_old_or_missing_is_marked_while_it_goes_on(row, offices, efua, client_for):
    client = client_for(efua)
    marks = lambda: client.get(URL).content.decode().count("review is due")  # noqa: E731
    assert marks() == 1
    save_initiative(offices["GH"], VALUES | {"title": "No review", "risk_reviewed_on": None}, by=efua)
    assert marks() == 2
    save_initiative(offices["GH"], VALUES | {"title": "New", "risk_reviewed_on": datetime.date.today()}, by=efua)
    assert marks() == 2
    save_initiative(offices["GH"], VALUES | {"stage": "ended"}, by=efua, initiative=row, seen=0)
    assert marks() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [("title", "x" * 10_000), ("title", "\u200f"), ("stage", "no"), ("risk_reviewed_on", "31.31.31")],
)
def test_bad_input_gets_a_sentence(offices, efua, client_for, field, value):
    sent = {"title": "A", "stage": "planned", "revision": 0, field: value}
    assert "Please look at this again" in client_for(efua).post(f"{URL}GH/", sent).content.decode()
    assert not Initiative.objects.exists()


def test_the_list_asks_the_same_however_many(row, offices, efua, client_for, django_assert_num_queries):
    client = client_for(efua)
    with django_assert_num_queries(7):
        client.get(URL)
    for title in ("B", "C"):
        save_initiative(offices["GH"], VALUES | {"title": title}, by=efua)
    with django_assert_num_queries(7):
        client.get(URL)
