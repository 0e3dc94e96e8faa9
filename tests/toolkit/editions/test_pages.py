"""What readers are told of editions, and what of them nobody sees who may not see the module."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.template.defaultfilters import floatformat
from django.template.loader import render_to_string
from django.test import Client
from django.utils.translation import override

from elearning.toolkit.editions.showing import ShownEdition, Words
from elearning.toolkit.models import EditionSeen, ModuleEdition, ModulePage
from tests.toolkit.editions.test_recording import change

NEW = [("heading", "Why it matters"), ("text", "<p>Officers and residents meet every month.</p>")]


def soup_of(answer) -> BeautifulSoup:
    assert answer.status_code == 200, answer.status_code
    return BeautifulSoup(answer.content, "html.parser")


def words(node) -> str:
    return " ".join(node.get_text(" ").split())


def test_a_reader_of_a_translation_is_told_what_the_source_changed_and_when(modules):
    page, french = modules["m1"], modules["m1.fr"]
    address = "/fr/pep/police/"
    assert "notice" not in str(soup_of(Client().get(address)).main)
    change(page, summary="A typing error.")
    assert "notice" not in str(soup_of(Client().get(address)).main)
    change(page, words="Meetings are <b>monthly</b>.", body=NEW)
    edition = page.editions.last()
    ModuleEdition.objects.filter(pk=edition.pk).update(published_at="2026-03-03T09:00:00Z")
    soup = soup_of(Client().get(address, headers={"Accept-Language": "fr"}))
    notice = soup.main.select_one(".notice")
    assert notice.q["lang"] == "en"
    assert notice.q.text == "Meetings are <b>monthly</b>."
    assert notice.a["href"] == f"/changes/{page.translation_key}/en/1/3/"
    client = Client()
    client.cookies["django_language"] = "en"
    difference = soup_of(client.get(notice.a["href"]))
    assert [words(each) for each in difference.select(".difference ins")] == [
        "[put in: A typing error ]",
        "[put in: every month ]",
    ]
    assert difference.select_one(".difference")["lang"] == "en"
    assert "3 March 2026" in words(difference.header) or "March 3, 2026" in words(difference.main)
    change(ModulePage.objects.get(pk=french.pk), title="Chaque mois", follows=page.editions.last())
    assert soup_of(Client().get(address)).main.select_one(".notice") is None


def test_a_missing_translation_names_both_languages_in_the_readers(modules):
    """Whatever the five languages call themselves, the sentence is in the reader's."""
    for language, direction in [("es", "ltr"), ("pt", "ltr"), ("ar", "rtl")]:
        soup = soup_of(Client().get(f"/{language}/cep/m1/"))
        assert (soup.html["lang"], soup.html["dir"]) == (language, direction)
        assert soup.main.select_one("[data-lead]")["lang"] == "en"
        notice = words(soup.main.select_one(".notice"))
        expected = {"es": ("español", "inglés"), "pt": ("português", "inglês"), "ar": ("العربية", "الإنجليزية")}
        assert all(name in notice for name in expected[language])


@pytest.mark.parametrize(
    ("language", "day", "number"),
    [
        ("en", "March 3, 2026", "1234.5"),
        ("fr", "3 mars 2026", "1234,5"),
        ("es", "3 de marzo de 2026", "1234,5"),
        ("pt", "3 de Março de 2026", "1234,5"),
        ("ar", "3 مارس، 2026", "1234.5"),  # as the answers in quizzes are read
    ],
)
def test_dates_and_numbers_are_in_the_readers_form_with_digits_that_all_five_languages_read(language, day, number):
    at = datetime.datetime(2026, 3, 3, 12, tzinfo=datetime.UTC)
    edition = ShownEdition(at, language, "en", (Words(at, "Monthly.", "en"),))
    with override(language):
        assert day in render_to_string("toolkit/_edition.html", {"edition": edition})
        assert floatformat(1234.5, 1) == number


def test_a_text_that_is_instead_of_another_says_so_and_its_own_nothing():
    with override("fr"):
        instead = render_to_string("toolkit/_text_instead.html", {"language": "en"})
        assert "anglais" in instead
        assert "français" in instead
        assert "notice" not in render_to_string("toolkit/_text_instead.html", {"language": "fr"})


def test_the_difference_of_a_module_is_for_its_audience_only(modules, guest, amina, client_for):
    page = modules["m2"]  # for staff
    change(page, words="A secret.", summary="Secret risks of spring.")
    path = f"/changes/{page.translation_key}/en/1/2/"
    assert client_for(amina).get(path).status_code == 200
    assert guest.get(path).status_code == 404
    assert Client().get(path).status_code == 302
    assert guest.post(f"/changes/{page.translation_key}/en/2/seen/").status_code == 404
    # A module that is opened to everybody keeps what it said to staff alone for staff.
    change(page, audience="public", title="Risks")
    assert guest.get(f"/changes/{page.translation_key}/en/2/3/").status_code == 404
    change(page, title="Risks for all")
    assert guest.get(f"/changes/{page.translation_key}/en/3/4/").status_code == 200
    ModulePage.objects.get(pk=page.pk).unpublish()
    assert client_for(amina).get(path).status_code == 404


def test_a_difference_that_is_none_is_not_found_and_nothing_breaks(modules, amina, client_for):
    key, client = modules["m1"].translation_key, client_for(amina)
    change(modules["m1"], summary="New.")
    paths = [f"/changes/{key}/{tail}/" for tail in ("en/1/1", "en/2/1", "en/1/9", "xx/1/2", f"en/1/{10**30}")]
    assert [client.get(path).status_code for path in paths] == [404] * 5
    assert client.get(f"/changes/{key}/en/{10**30}/seen/").status_code == 404
    assert client.post(f"/changes/{key}/en/1/2/").status_code == 405


def test_having_read_what_changed_is_kept_once_and_by_post_only(modules, amina, client_for):
    change(modules["m1"], words="New.", refresher=True, summary="New.")
    client, path = client_for(amina), f"/changes/{modules['m1'].translation_key}/en/2/seen/"
    assert client.get(path).headers["Location"] == "/en/cep/m1/"
    assert not EditionSeen.objects.exists()
    for _press in range(2):
        assert client.post(path).headers["Location"] == "/en/cep/m1/"
    assert EditionSeen.objects.get().person == amina
