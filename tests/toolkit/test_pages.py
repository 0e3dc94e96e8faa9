"""Pages: who may open them, in which language they come, and what a module says about itself."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from elearning.toolkit.models import ModulePage, Note
from elearning.toolkit.modules import module_exists, module_titles


def test_each_module_opens_for_its_audience_and_for_no_one_else(modules, amina, client_for, guest):
    answers = {
        code: [client.get(modules[code].url).status_code for client in (Client(), guest, client_for(amina))]
        for code in ("m1", "m2", "m3")
    }
    assert answers == {"m1": [200, 200, 200], "m2": [302, 404, 200], "m3": [302, 200, 200]}
    assert Client().get(modules["m2"].url).url == f"/accounts/login/?next={modules['m2'].url}"


def test_the_toolkit_lists_what_the_visitor_may_see(modules, toolkit, amina, client_for, guest):
    for client, seen in ((Client(), {"Policing"}), (guest, {"Policing", "Borders"}), (client_for(amina), {"Secret"})):
        text = client.get(toolkit.url).content.decode()
        assert {word for word in ("Policing", "Borders", "Secret") if word in text} >= seen
        assert ("Secret" in text) == ("Secret" in seen)


def test_a_module_says_its_minutes_its_objectives_and_its_headings(make_module, amina, client_for):
    objective = [("objective", {"code": "M4-O1", "text": "Name three risks."})]
    page = make_module("m4", objectives=objective, body=[("heading", "One & two"), ("text", "<p>word </p>" * 990)])
    assert page.minutes == 5
    text = client_for(amina).get(page.url).content.decode()
    assert "Name three risks." in text
    assert re.search('<h2 id="one-two"><span id="p-[0-9a-f]{8}"></span>One &amp; two</h2>', text)
    assert '<a href="#one-two">One &amp; two</a>' in text
    assert "5 minutes" in text


def test_an_untranslated_page_is_shown_in_english_at_the_readers_address(modules, amina, client_for):
    client = client_for(amina)
    answer = client.get("/ar/cep/m2/")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert '<html lang="ar" dir="rtl"' in text
    assert '<article class="prose reading-text" lang="en" dir="ltr">' in text
    assert "Secret risks" in text
    assert Client().get("/ar/cep/m2/").status_code == 302


def test_a_page_that_is_translated_under_another_slug_is_found(modules):
    answer = Client().get("/fr/cep/m1/")
    assert (answer.status_code, answer.url) == (302, "/fr/pep/police/")
    text = Client().get(answer.url).content.decode()
    assert 'href="/en/cep/m1/" lang="en"' in text
    assert 'href="/ar/pep/police/" lang="ar"' in text
    assert "Policing with people" in Client().get("/ar/pep/police/").content.decode()


def test_nothing_at_all_is_a_404(modules):
    assert [Client().get(path).status_code for path in ("/fr/nothing/", "/en/cep/m1/x/", "/en/%00/")] == [404, 404, 404]


def test_titles_for_the_apps_above_leave_out_what_the_reader_may_not_see(modules, amina, offices):
    keys = [modules[code].translation_key for code in ("m1", "m2")]
    own = module_titles(keys, "fr", amina)
    assert own[keys[0]] == {
        "title": "La police avec les gens",
        "language": "fr",
        "url": "/fr/pep/police/",
        "minutes": 1,
    }
    assert (own[keys[1]]["language"], own[keys[1]]["url"]) == ("en", "/fr/cep/m2/")
    from django.contrib.auth.models import AnonymousUser

    assert set(module_titles(keys, "en", AnonymousUser())) == {keys[0]}
    assert module_exists(keys[0])
    assert not module_exists(modules["m1"].locale.pk and "00000000-0000-0000-0000-000000000000")


def test_the_list_costs_the_same_for_one_and_for_three_modules(make_module, toolkit, django_assert_num_queries):
    make_module("m1", audience="public")
    Client().get(toolkit.url)
    with django_assert_num_queries(2):
        Client().get(toolkit.url)
    make_module("m2", audience="public")
    make_module("m3", audience="public")
    with django_assert_num_queries(2):
        assert Client().get(toolkit.url).content.decode().count("<h3>") == 3


def test_a_module_page_stays_within_twelve_queries_of_its_own(
    modules, amina, client_for, django_assert_max_num_queries
):
    client = client_for(amina)
    client.get(modules["m1"].url)
    with django_assert_max_num_queries(12):
        client.get(modules["m1"].url)


def test_a_note_is_kept_for_its_writer_alone_and_follows_the_module_into_french(modules, amina, bruno, client_for):
    client = client_for(amina)
    sent = {"key": "m1-r1", "text": "  The harbour <b>master</b>  "}
    answer = client.post(f"/notes/{modules['m1'].pk}/", sent)
    assert answer.url == f"{modules['m1'].url}#m1-r1"
    assert "The harbour &lt;b&gt;master&lt;/b&gt;</textarea>" in client.get(modules["m1.fr"].url).content.decode()
    assert "harbour" in client.get("/notes/").content.decode()
    other = client_for(bruno)
    assert all("harbour" not in other.get(path).content.decode() for path in ("/notes/", modules["m1"].url))
    client.post(f"/notes/{modules['m1'].pk}/", {"key": "m1-r1", "text": " "})
    assert Note.objects.count() == 0


def test_no_note_to_a_module_that_one_may_not_see(modules, guest):
    sent = {"key": "k", "text": "x"}
    assert guest.post(f"/notes/{modules['m2'].pk}/", sent).status_code == 404
    answer = Client().post(f"/notes/{modules['m1'].pk}/", sent)
    assert answer.url.startswith("/accounts/login/")
    assert Note.objects.count() == 0


def test_a_public_page_may_not_offer_a_picture_for_staff(make_module, picture):
    shown = picture("staff")
    shown.contextual_alt_text, shown.decorative = "A harbour", False
    page = make_module("m5", body=[("figure", {"image": shown, "caption": "", "credit": "Us"})])
    page.audience = "public"
    with pytest.raises(ValidationError, match="could not open: Harbour"):
        page.clean()
    page.audience = "staff"
    page.clean()


def test_the_sitemap_names_only_what_everybody_may_see(modules):
    text = Client().get("/sitemap.xml").content.decode()
    assert "/en/cep/m1/" in text
    assert "/fr/pep/police/" in text
    assert ModulePage.objects.filter(slug__in=["m2", "m3"]).count() == 2
    assert "/m2/" not in text
    assert "/m3/" not in text


def test_a_toolkit_that_a_visitor_may_not_see_is_not_named_on_its_public_module(modules, toolkit):
    assert ">CEP<" in Client().get("/en/cep/m1/").content.decode()
    toolkit.audience = "staff"
    toolkit.save()
    answer = Client().get("/en/cep/m1/")
    assert (answer.status_code, ">CEP<" in answer.content.decode()) == (200, False)
