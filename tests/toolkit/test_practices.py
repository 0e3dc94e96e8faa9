"""Good practices as pages: for whom, in which language, listed under their module, found, light."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.models import Page

from elearning.toolkit.models import GoodPracticePage
from tests.toolkit.conftest import publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def tell(modules):
    """Publishes a good practice under a module, for its audience."""

    def told(code="m1", *, slug="market", **fields) -> GoodPracticePage:
        module = modules[code]
        values = {
            "title": "Market mornings", "office_name": "Kenya", "context": "Traders <b>feared</b> officers.",
            "audience": module.audience,
        } | fields  # fmt: skip
        return publish(module, GoodPracticePage(slug=slug, locale=module.locale, **values))

    return told


def test_it_opens_for_the_audience_of_its_module(tell, amina, client_for, guest):
    pages = {code: tell(code) for code in ("m1", "m2", "m3")}
    answers = {
        code: [client.get(page.url).status_code for client in (Client(), guest, client_for(amina))]
        for code, page in pages.items()
    }
    assert answers == {"m1": [200, 200, 200], "m2": [302, 404, 200], "m3": [302, 200, 200]}
    text = Client().get(pages["m1"].url).content.decode()
    assert "Traders &lt;b&gt;feared&lt;/b&gt; officers." in text
    assert "Kenya" in text
    assert 'href="/en/cep/m1/" lang="en" dir="auto">Policing with people' in text


def test_it_is_listed_on_its_module_in_each_language_for_those_who_may_see_it(tell, modules, amina, client_for):
    tell()
    tell(slug="hidden", title="For staff", audience="staff")
    tell("m1.fr", slug="the", title="Le thé")
    text = Client().get(modules["m1"].url).content.decode()
    assert "Good practices from offices" in text
    assert '<a href="/en/cep/m1/market/" lang="en"><bdi>Market mornings</bdi></a>' in text
    assert "For staff" not in text
    assert "For staff" in client_for(amina).get(modules["m1"].url).content.decode()
    french = Client().get(modules["m1.fr"].url).content.decode()
    assert '<a href="/fr/cep/m1/market/" lang="en"><bdi>Market mornings</bdi></a>' in french
    assert '<a href="/fr/pep/police/the/" lang="fr"><bdi>Le thé</bdi></a>' in french
    assert "Good practices" not in Client().get(modules["m3"].url).content.decode()


def test_it_is_shown_in_its_own_language_at_the_readers_address(tell):
    page = tell(written_in="ar", title="الشاي", context="خاف التجار.")
    text = Client().get("/fr/cep/m1/market/").content.decode()
    assert '<h1 lang="ar" dir="rtl">الشاي</h1>' in text
    assert '<div lang="ar" dir="rtl"><p>خاف التجار.</p></div>' in text
    page.unpublish()
    assert Client().get("/en/cep/m1/market/").status_code == 404


def test_a_translation_is_shown_to_its_readers(tell, modules):
    page = tell()
    french = GoodPracticePage(title="Le marché", slug="marche", locale=modules["m1.fr"].locale, audience="public")
    french.translation_key = page.translation_key
    publish(modules["m1.fr"], french)
    assert Client().get("/fr/cep/m1/market/").url == "/fr/pep/police/marche/"
    text = Client().get(modules["m1.fr"].url).content.decode()
    assert "Le marché" in text
    assert "Market mornings" not in text


def test_search_finds_it_by_any_form_of_its_words_for_those_who_may_see_it(tell, amina, client_for):
    tell(context="The traders listened.")
    tell("m2", slug="secret", title="Secret listening")
    text = Client().get("/search/?q=trader+listening").content.decode()
    assert "Market mornings" in text
    assert "Secret" not in text
    assert "Secret <mark>listening</mark>" in client_for(amina).get("/search/?q=listening").content.decode()
    tell(slug="cha", title="O chá", written_in="pt", context="Os comerciantes escutaram.")
    assert "O chá" in Client().get("/search/?q=comerciante").content.decode()


def test_a_picture_that_its_readers_may_not_see_or_that_is_told_in_no_words_is_refused(tell, picture):
    page = tell()
    page.photo = picture("staff")
    with pytest.raises(ValidationError, match="could not open"):
        page.full_clean()
    page.photo = picture("public")
    with pytest.raises(ValidationError, match="Say what the photograph shows"):
        page.full_clean()
    page.photo_words = "A stall"
    page.save_revision().publish()
    assert 'alt="A stall"' in Client().get(page.url).content.decode()


def test_an_editor_edits_it_as_any_page(tell, author, client_for):
    page = tell()
    client = client_for(author)
    text = client.get(f"/cms/pages/{page.pk}/edit/").content.decode()
    assert "What was done, step by step" in text or "what was done, step by step" in text
    assert client.get(f"/cms/pages/add/toolkit/goodpracticepage/{page.get_parent().pk}/").status_code == 200


def test_a_module_with_practices_stays_within_its_queries_and_light(
    tell, modules, amina, client_for, django_assert_num_queries
):
    client = client_for(amina)
    tell(slug="one")
    client.get(modules["m1"].url)
    with django_assert_num_queries(13):
        client.get(modules["m1"].url)
    for number in range(34):
        tell(slug=f"more-{number}", title=f"Practice {number} " + "x" * 120)
    with django_assert_num_queries(13):
        answer = client.get(modules["m1"].url)
    assert answer.content.decode().count("Practice ") == 30
    assert len(answer.content) < 60_000


def test_the_public_one_is_in_the_sitemap(tell):
    tell()
    tell("m2", slug="secret")
    text = Client().get("/sitemap.xml").content.decode()
    assert "/en/cep/m1/market/" in text
    assert "secret" not in text


def test_a_module_goes_with_its_practices(tell, modules):
    tell()
    modules["m1"].delete()
    assert not GoodPracticePage.objects.exists()
    assert Page.objects.filter(slug="market").count() == 0
