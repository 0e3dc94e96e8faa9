"""Which language a page is in: the switch, the person, the browser, the office; and codes that do not exist."""

import datetime

import pytest
from django.conf import settings
from django.test import Client
from django.utils.translation import gettext, override

from elearning.notices.actions import notify
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


def test_what_is_written_to_her_is_in_her_language_else_in_that_of_her_office(offices):
    maputo = make_office("MZ-2", parent=offices["RO-PRY"], language="pt")
    nobody_asked, said, outside = (
        make_person("Graça Cossa", maputo),
        make_person("Samia Haddad", maputo, language="ar"),
        make_person("Guest Person"),
    )
    assert [each.reads for each in (nobody_asked, said, outside)] == ["pt", "ar", "en"]
    type(said).objects.filter(pk=said.pk).update(language="tlh")
    assert type(said).objects.get(pk=said.pk).reads == "en"  # a language that is gone
    with override("fr"):  # whoever causes the mail reads another language
        notice = notify(nobody_asked, "farewell", key="x", last_day=datetime.date(2026, 11, 3))
    assert notice.language == "pt"
    assert "3 de Novembro de 2026" in notice.text


def test_a_mail_about_the_account_is_in_her_language_whatever_the_browser_speaks(offices, mailoutbox):
    make_person("Rosa Cossa", offices["MZ"], language="pt")
    make_person("Kofi Mensah", offices["GH"])
    subjects = []
    for email in ("rosa@example.org", "kofi@example.org", "nobody@example.org"):
        Client().post("/accounts/password/reset/", {"email": email}, headers={"Accept-Language": "fr"})
        subjects += [mail.subject for mail in mailoutbox[len(subjects) :]]
    with override("pt"):
        portuguese = gettext("Password Reset Email")
    with override("fr"):
        french = gettext("Password Reset Email")
    assert portuguese != french
    assert [subject.rpartition("] ")[2] for subject in subjects[:2]] == [portuguese, french]
