"""What stays in a browser that the next person may use: nothing personal, and files only until they are asked for."""

import pytest
from django.test import Client

from tests.toolkit.conftest import french_toolkit, homes, make_module, modules, picture, toolkit  # noqa: F401  (fixtures)


@pytest.mark.parametrize("path", ["/my-day/", "/people/me/", "/notices/", "/notes/", "/courses/"])
def test_personal_pages_are_not_stored(amina, client_for, path):
    assert client_for(amina).get(path).headers["Cache-Control"] == "private, no-store"


def test_a_module_may_stay_and_is_asked_for_each_time(amina, modules, client_for):  # noqa: F811
    assert client_for(amina).get("/en/cep/m2/").headers["Cache-Control"] == "private, no-cache"
    assert "private" not in Client().get("/en/cep/m1/").headers.get("Cache-Control", "")


def test_a_picture_is_sent_once_and_asked_for_by_its_tag(amina, picture, client_for):  # noqa: F811
    path, client = f"/media/{picture('staff').file.name}", client_for(amina)
    first = client.get(path)
    assert first.headers["Cache-Control"] == "private, no-cache"
    again = {"if-none-match": first.headers["ETag"]}
    assert client.get(path, headers=again).status_code == 304
    assert Client().get(path, headers=again).status_code == 404


def test_a_form_that_waited_too_long_is_answered_in_our_words(amina):
    client = Client(enforce_csrf_checks=True)
    client.force_login(amina, backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.post("/people/me/", {})
    assert (answer.status_code, "the form waited too long" in answer.content.decode()) == (403, True)
