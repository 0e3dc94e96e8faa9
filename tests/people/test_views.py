"""Signing in, coming in by an invitation, signing up, and one's profile."""

import re

import pytest
from django.core import mail
from django.test import Client

from elearning.notices.models import Notice
from elearning.people.actions import add_person, invite
from elearning.people.models import User
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db


def sign_in(email: str, password: str = PASSWORD):
    client = Client()
    return client, client.post("/accounts/login/", {"login": email, "password": password})


def test_a_person_signs_in_by_her_address_in_any_case(amina):
    client, answer = sign_in("AMINA@example.org")
    assert answer.status_code == 302
    assert client.get("/people/me/").status_code == 200


def test_a_wrong_password_says_so_and_signs_nobody_in(amina):
    client, answer = sign_in("amina@example.org", "wrong")
    assert answer.status_code == 200
    assert client.get("/people/me/").status_code == 302


@pytest.mark.parametrize(
    "path",
    ["/accounts/login/", "/accounts/password/reset/", "/accounts/signup/"],
)
def test_the_doors_wear_our_frame(path):
    answer = Client().get(path)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "site-header" in page
    assert "<script>" not in page
    assert " style=" not in page


@pytest.mark.parametrize("path", ["/accounts/email/", "/accounts/password/change/", "/accounts/2fa/"])
def test_the_pages_of_an_account_wear_our_frame(amina, client_for, path):
    answer = client_for(amina).get(path)
    assert answer.status_code == 200
    assert "site-header" in answer.content.decode()


def test_sign_up_is_closed_unless_a_domain_is_allowed(settings):
    form = {"email": "new@example.org", "password1": PASSWORD, "password2": PASSWORD, "name": "New One"}
    Client().post("/accounts/signup/", form)
    assert not User.objects.filter(name="New One").exists()
    settings.SIGNUP_DOMAINS = ["example.org"]
    refused = Client().post("/accounts/signup/", form | {"email": "new@elsewhere.net"})
    assert "example.org" in refused.content.decode()
    assert not User.objects.filter(name="New One").exists()
    Client().post("/accounts/signup/", form)
    assert User.objects.get(name="New One").email == "new@example.org"


def test_signing_up_with_a_known_address_invites_and_makes_no_second_row(settings):
    settings.SIGNUP_DOMAINS = ["example.org"]
    add_person("Ona Petit", email="ona@example.org")
    form = {"email": "ona@example.org", "password1": PASSWORD, "password2": PASSWORD, "name": "Somebody Else"}
    Client().post("/accounts/signup/", form)
    assert [u.name for u in User.objects.filter(email="ona@example.org")] == ["Ona Petit"]
    assert not User.objects.filter(name="Somebody Else").exists()
    assert Notice.objects.get().kind == "invitation"


def test_opening_an_invitation_decides_nothing_and_posting_lets_in():
    person = add_person("Ona Petit", email="ona@example.org")
    invite(person, by=None)
    path = Notice.objects.get().path
    client = Client()
    assert "Ona Petit" in client.get(path).content.decode()
    person.refresh_from_db()
    assert not person.has_usable_password()
    different = client.post(path, {"password": PASSWORD, "again": "other"})
    assert "The two passwords are not the same." in different.content.decode()
    assert client.post(path, {"password": PASSWORD, "again": PASSWORD}).status_code == 302
    assert client.get("/people/me/").status_code == 200
    assert Client().get(path).status_code == 404


def test_the_profile_saves_what_is_hers_and_nothing_else(amina, client_for):
    client = client_for(amina)
    form = {"name": "Amina O.", "name_own_script": "أمينة", "language": "fr", "sex": "female"}
    client.post("/people/me/", form | {"email": "boss@example.org", "is_superuser": "on"})
    amina.refresh_from_db()
    assert (amina.name, amina.name_own_script, amina.language) == ("Amina O.", "أمينة", "fr")
    assert (amina.email, amina.is_superuser) == ("amina@example.org", False)
    assert 'lang="fr"' in client.get("/people/me/").content.decode()


def test_an_arabic_reader_gets_pages_from_right_to_left(amina, client_for):
    amina.language = "ar"
    amina.save()
    assert '<html lang="ar" dir="rtl"' in client_for(amina).get("/people/me/").content.decode()


def test_a_forgotten_password_is_mailed_to_who_has_an_account_and_says_nothing_of_others(amina):
    answers = [
        Client().post("/accounts/password/reset/", {"email": email}).status_code
        for email in ("amina@example.org", "nobody@example.org")
    ]
    assert answers == [302, 302]
    (letter,) = (each for each in mail.outbox if each.to == ["amina@example.org"])
    html, kind = letter.alternatives[0]  # in text and HTML, as every mail
    way = re.search(r"https?://\S+/password/reset/key/\S+", letter.body)[0]
    assert (kind, f'href="{way}"' in html, "<style>" in html) == ("text/html", True, True)
