"""Which language a page is in: the switch, the person, the browser, the office; and codes that do not exist."""

import pytest
from django.conf import settings
from django.test import Client

from tests.factories import make_office, make_person

PAGE = "/people/me/"


def language_of(client: Client, path: str = PAGE, **headers) -> str:
    return client.get(path, headers=headers).headers["Content-Language"]


def test_language_follows_the_switch_the_person_the_browser_and_then_the_office(offices, client_for):
    maputo = make_office("MZ-2", parent=offices["RO-PRY"], language="pt")
    person = make_person("Graça Cossa", maputo)
    client = client_for(person)
    assert language_of(client) == "pt"  # neither she nor the browser says anything
    for asked, given in [("sw", "pt"), ("*", "pt"), ("sw, fr-CA;q=0.5", "fr"), ("en", "en"), ("x" * 10_000, "pt")]:
        assert language_of(client, **{"Accept-Language": asked}) == given
    person.language = "es"
    person.save()
    assert language_of(client, **{"Accept-Language": "fr"}) == "es"
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "ar"
    assert language_of(client) == "ar"


def test_without_an_office_or_an_account_the_browser_decides(db, client_for):
    assert language_of(client_for(make_person("Guest Person"))) == "en"
    assert language_of(Client(), "/accounts/login/", **{"Accept-Language": "fr"}) == "fr"
    assert language_of(Client(), "/accounts/login/", **{"Accept-Language": "sw"}) == "en"


def test_the_office_costs_pages_no_query(offices, client_for, django_assert_num_queries):
    people = [make_person("Amina Odhiambo", offices["KE"], language="en"), make_person("Bruno Machava", offices["MZ"])]
    for client in map(client_for, people):
        with django_assert_num_queries(2):  # the session and the person
            client.get("/notices/1/read/")


@pytest.mark.parametrize("code", ["xx", "fr/../", "zz-ZZ", "fr\u0000", "'", "x" * 10_000, "", "🙂"])
def test_a_code_that_does_not_exist_changes_nothing_and_breaks_nothing(code, offices, client_for):
    client = client_for(make_person("Amina Odhiambo", offices["KE"], language="fr"))
    answer = client.post("/i18n/setlang/", {"language": code, "next": "https://elsewhere.example/"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert language_of(client) == "fr"
    if code and code.isascii() and "\0" not in code:
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = code.replace("/", "-")
        assert language_of(client) == "fr"  # and not the browser's, as with a switch that means something


def test_an_address_in_a_language_that_does_not_exist_is_not_found(db):
    for code in ("xx", "zz-ZZ", "frr", "en-"):
        assert Client().get(f"/{code}/").status_code == 404
    assert Client().get("/people/me/?language=xx").status_code == 302


def test_a_language_of_the_person_that_is_gone_is_no_error(offices, client_for):
    person = make_person("Amina Odhiambo", offices["KE"])
    type(person).objects.filter(pk=person.pk).update(language="tlh")
    assert language_of(client_for(person)) == "en"
