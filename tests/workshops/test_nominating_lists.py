"""Nominating from a list: in its order, or nobody."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.factories import make_person
from tests.workshops.seating import (
    NOW,
    make_workshop,
    states,
)
from workshops.models import Workshop

URL = reverse("workshops:nominations", args=["CEP-2026-ACC"])


@pytest.fixture
def workshop(offices, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    return make_workshop(offices)


# From a list

LIST = reverse("workshops:nominate_list", args=["CEP-2026-ACC"])


def as_file(text, encoding="utf-8") -> dict:
    return {"list": SimpleUploadedFile("list.csv", text.encode(encoding))}


def test_a_list_nominates_in_its_order_and_twice_is_once(workshop, offices, efua, kofi, client_for):
    make_person("Ama Boateng", offices["GH"], staff_number="S-77")
    text = '\ufeffPerson,Motivation,Language\r\ns-77,"First, by far",fr\r\n\r\nKOFI@example.org,,\r\n'
    for sentence in ("2 people are nominated.", "Everybody on the list was nominated before."):
        answer = client_for(efua).post(LIST, as_file(text), follow=True).content.decode()
        assert sentence in answer
    found = list(workshop.registrations.order_by("rank").values_list("person__name", "motivation", "language"))
    assert found == [("Ama Boateng", "First, by far", "fr"), ("Kofi Mensah", "", "en")]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("person\nkofi@example.org\namina@example.org\n", "Line 3: “amina@example.org” is the address or staff number"),
        ("person\nkofi@example.org\nno@body.org\n", "Line 3: “no@body.org” is the address or staff number of nobody"),
        ("person,language\nkofi@example.org,tlh\n", "Line 2: “tlh” is no language of ours"),
        (f"person,motivation\nkofi@example.org,{'x' * 501}\n", "Line 2: The motivation is longer"),
        ("person\nkofi@example.org,more\n", "Line 2 has more cells than columns."),
        ("name\nKofi\n", "Line 1 must name the columns"),
        ("", "The submitted file is empty."),
        ("person\n", "The list names nobody."),
        ("person\n" + "kofi@example.org\n" * 501, "more than 500 lines"),
        ("person\n" + "x" * 600_000, "larger than 500 kB"),
        ("person,motivation\nkofi@example.org,a\x00b\n", "Line 2"),
    ],
)
def test_one_bad_line_is_named_and_nobody_is_nominated(workshop, efua, kofi, amina, client_for, text, sentence):
    page = client_for(efua).post(LIST, as_file(text)).content.decode()
    assert sentence in page
    assert "Amina" not in page
    assert not workshop.registrations.exists()


def test_a_list_in_another_encoding_and_a_closed_workshop(workshop, efua, kofi, client_for):
    answer = client_for(efua).post(LIST, as_file("person,motivation\nkofi@example.org,é\n", "latin-1"))
    assert "The file is not UTF-8 text." in answer.content.decode()
    Workshop.objects.update(state="confirmed")
    answer = client_for(efua).post(LIST, as_file("person\nkofi@example.org\n"))
    assert "not open for nominations" in answer.content.decode()
    assert not workshop.registrations.exists()


@pytest.mark.parametrize("name", ["amina", "chen"])
def test_who_is_no_focal_point_has_no_list(workshop, name, kofi, request, client_for):
    answer = client_for(request.getfixturevalue(name)).post(LIST, as_file("person\nkofi@example.org\n"))
    assert (answer.status_code, workshop.registrations.exists()) == (404, False)


def test_headquarters_names_people_by_their_address(workshop, dana, kofi, client_for):
    values = {"form": "office", "office-person": "kofi@example.org", "office-language": "en"}
    assert client_for(dana).post(URL, values).status_code == 302
    assert states(workshop) == {"Kofi": "nominated"}
