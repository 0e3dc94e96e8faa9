"""What is reckoned from people is told inside the deed that changed it, and what stood before is kept."""

import datetime

import pytest

from elearning.people.actions import (
    add_absence,
    add_affiliation,
    change_person,
    end_posting,
    move,
    post,
    withdraw_absence,
    withdraw_posting,
)
from elearning.people.signals import facts_changed

AT = datetime.datetime(2026, 5, 1, 12, tzinfo=datetime.UTC)
DAY = datetime.date


@pytest.fixture
def told():
    """What facts_changed said: persons and moment, in order."""
    heard = []

    def hear(sender, persons, at, **kwargs):
        heard.append((list(persons), at))

    facts_changed.connect(hear)
    yield heard
    facts_changed.disconnect(hear)


def test_each_deed_upon_a_tie_is_told(amina, offices, told):
    move(amina, offices["MZ"], on=DAY(2026, 2, 1), at=AT)
    end_posting(amina.postings.latest("started_on"), ended_on=DAY(2026, 3, 1), at=AT)
    later = post(amina, offices["GH"], started_on=DAY(2026, 4, 1), at=AT)
    withdraw_posting(later, reason="a namesake", by=None, at=AT)
    away = add_absence(amina, "leave", started_on=DAY(2026, 1, 1), ended_on=DAY(2026, 1, 9), by=None, at=AT)
    withdraw_absence(away, reason="she was here", by=None, at=AT)
    where = {"organisation": "Border Agency", "organisation_type": "police", "country": "KE"}
    add_affiliation(amina, **where, started_on=DAY(2026, 5, 1), by=None, at=AT)
    assert told == [([amina.pk], AT)] * 8  # a move is an end and a posting


def test_a_corrected_sex_or_language_keeps_what_stood_before(amina, told):
    change_person(amina, by=None, at=AT, sex="other", language="fr")
    change_person(amina, by=None, at=AT, name="Amina A. Odhiambo", sex="other")
    assert list(amina.former_traits.values_list("sex", "language", "until")) == [("female", "", AT)]
    assert told == [([amina.pk], AT)]


def test_a_person_who_changes_her_own_sex_leaves_what_stood_before(amina, client_for):
    form = {"name": amina.name, "name_own_script": "", "language": "en", "sex": "undisclosed"}
    client_for(amina).post("/people/me/", form)
    amina.refresh_from_db()
    assert (amina.sex, amina.former_traits.get().sex) == ("undisclosed", "female")
