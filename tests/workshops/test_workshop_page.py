"""The public face of a workshop in the CMS: pages in several languages, one workshop beneath them."""

import re

import pytest
from django.db.models import ProtectedError
from django.test import Client
from wagtail.search import index

from elearning.toolkit.models import PlainPage
from tests.toolkit.conftest import french_toolkit, homes, publish, toolkit  # noqa: F401  (fixtures)
from workshops.actions.supporting import save_supporter
from workshops.models import Workshop, WorkshopPage

pytestmark = pytest.mark.django_db
ENGLISH, FRENCH, ARABIC = "/en/cep/mombasa/", "/fr/pep/mombasa-fr/", "/ar/cep/mombasa/"


@pytest.fixture
def pages(mombasa, toolkit, french_toolkit) -> dict[str, WorkshopPage]:  # noqa: F811
    """One workshop with a page in English and one in French."""
    body = [("text", "<p>Fifty colleagues meet.</p>")]
    values = {"workshop": mombasa, "audience": "public"}
    english = WorkshopPage(title="Mombasa", slug="mombasa", summary="Three days.", body=body, **values)
    english.locale = toolkit.locale
    publish(toolkit, english)
    french = WorkshopPage(title="À Mombasa", slug="mombasa-fr", summary="Trois jours.", **values)
    french.locale, french.translation_key = french_toolkit.locale, english.translation_key
    publish(french_toolkit, french)
    return {"en": english, "fr": french}


def test_one_workshop_has_a_page_in_two_languages(pages, mombasa, dana):
    save_supporter(mombasa, {"organisation": "Coast Trust", "role": "funds"}, by=dana, seen=0)
    page = Client().get(ENGLISH).content.decode()
    for words in ("Three days.", "Fifty colleagues meet.", "July 4, 2023", "Mombasa, Kenya (fictional hotel)"):
        assert words in page
    for words in ("English, French, Portuguese, Arabic", "Coast Trust", "reporting", "Demonstration content"):
        assert words in page
    assert 'href="/workshops/CEP-2023-MBA/agenda/"' in page
    page = Client().get(FRENCH).content.decode()
    assert "Trois jours." in page
    assert "4 juillet 2023" in page
    assert 'href="/fr/pep/mombasa-fr/"' in Client().get(ENGLISH).content.decode()


def test_where_it_is_not_translated_the_source_is_shown_with_a_notice(pages):
    page = Client().get(ARABIC).content.decode()
    assert 'lang="en" dir="ltr"' in page
    assert "Three days." in page


def test_how_to_take_part_follows_the_state(pages, mombasa):
    Workshop.objects.update(state="open", nominations_until="2999-01-01")
    page = Client().get(ENGLISH).content.decode()
    assert "Ask the focal point of your office or organisation to nominate you." in page
    assert "Nominations are taken until Jan. 1, 2999." in page
    Workshop.objects.update(state="cancelled")
    assert "Ask the focal point" not in Client().get(ENGLISH).content.decode()


def test_a_workshop_with_a_page_cannot_be_deleted(pages, mombasa):
    with pytest.raises(ProtectedError):
        mombasa.delete()
    assert Workshop.objects.filter(pk=mombasa.pk).exists()


def test_the_page_of_a_draft_is_shown_to_those_who_see_the_draft(pages, mombasa, dana, amina, client_for):
    Workshop.objects.update(state="draft")
    for client in (Client(), client_for(amina)):
        assert client.get(ENGLISH).status_code == 404
    assert client_for(dana).get(ENGLISH).status_code == 200
    assert "mombasa" not in Client().get("/sitemap.xml").content.decode()
    Workshop.objects.update(state="open")
    assert "/en/cep/mombasa/" in Client().get("/sitemap.xml").content.decode()


def test_a_page_for_staff_asks_to_sign_in(pages):
    WorkshopPage.objects.update(audience="staff")
    answer = Client().get(ENGLISH)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/accounts/login/")


def test_it_stands_below_a_toolkit_and_nothing_below_it(toolkit):  # noqa: F811
    assert WorkshopPage.allowed_parent_page_models() == [type(toolkit)]
    assert WorkshopPage.allowed_subpage_models() == []
    below = {model.__name__ for model in type(toolkit).allowed_subpage_models() if model.is_creatable}
    assert below == {"ModulePage", "WorkshopPage"}
    assert WorkshopPage not in PlainPage.allowed_subpage_models()


def test_the_translation_keeps_its_workshop(pages, mombasa, homes):  # noqa: F811
    names = {field.field_name: field.overridable for field in WorkshopPage.override_translatable_fields}
    assert names == {"workshop": False}
    copied = pages["en"].copy_for_translation(homes["ar"].locale, copy_parents=True)
    assert copied.specific.workshop == mombasa


def test_editors_find_it_by_code_and_venue(pages, author, client_for):
    index.insert_or_update_object(pages["en"])
    for query in ("Mombasa", "CEP-2023-MBA"):
        assert pages["en"] in list(WorkshopPage.objects.search(query))
    page = client_for(author).get(f"/cms/pages/{pages['en'].pk}/edit/").content.decode()
    assert "CEP-2023-MBA" in page


def offered(client, path: str) -> set[str]:
    """The codes from which an editor may choose."""
    select = client.get(path).content.decode().split('<select name="workshop"')[1].split("</select>")[0]
    return set(re.findall(r">([A-Z][A-Z0-9-]+)</option>", select))


def test_an_editor_chooses_from_workshops_that_she_may_see(pages, mombasa, author, dana, chen, toolkit, client_for):  # noqa: F811
    values = {"kind": "thematic", "zone": "UTC", "starts_on": mombasa.starts_on, "ends_on": mombasa.ends_on}
    values |= {"capacity": 9, "host_office": mombasa.host_office}
    secret = Workshop.objects.create(code="SECRET-1", **values)
    Workshop.objects.create(code="SECRET-2", **values)
    client = client_for(author)
    add, edit = f"/cms/pages/add/workshops/workshoppage/{toolkit.pk}/", f"/cms/pages/{pages['en'].pk}/edit/"
    assert offered(client, add) == {"CEP-2023-MBA"}
    sent = {"title": "X", "slug": "x", "summary": "X", "workshop": secret.pk, "body-count": "0"}
    assert "not one of the available choices" in client.post(add, sent).content.decode()
    WorkshopPage.objects.update(workshop=secret)
    pages["en"].refresh_from_db()
    pages["en"].save_revision()
    assert offered(client, edit) == {"CEP-2023-MBA", "SECRET-1"}  # the one that the page has is not lost by saving


def test_a_page_costs_the_same_queries_with_1_supporter_and_with_3(pages, mombasa, dana, django_assert_num_queries):
    for number in (1, 3):
        for place in range(mombasa.supporters.count(), number):
            save_supporter(mombasa, {"organisation": f"Trust {place}", "role": "funds"}, by=dana, seen=9)
        Client().get(ENGLISH)
        with django_assert_num_queries(9):
            Client().get(ENGLISH)
