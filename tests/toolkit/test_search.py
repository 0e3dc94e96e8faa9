"""Search: finds other forms of a word, never what one may not see, marks the words, and is not upset by odd signs."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from wagtail.models import Page

from elearning.toolkit.forms import clean_query
from elearning.toolkit.models import GlossaryTerm, ModulePage, SearchText, ToolkitPage
from elearning.toolkit.searching.finding import find
from elearning.toolkit.searching.showing import results
from elearning.toolkit.searching.texts import catch_up, write_page
from tests.toolkit.conftest import publish
from tests.toolkit.editions.test_recording import change

BODY = [
    ("heading", "Trust"),
    ("text", "<p>Many words first.</p><p>Patrols on foot meet <b>residents</b> & talk to them.</p>"),
    ("key_message", "Trust is slow."),
]


def titles(words, language, user, **narrowed):
    return [match.title for match in find(words, language, user, **narrowed).matches]


def test_another_form_of_the_word_finds_the_module(modules):
    anyone = AnonymousUser()
    assert titles("police", "en", anyone) == ["Policing with people"]
    assert titles("officer meeting", "en", anyone) == ["Policing with people"]
    assert titles("policier habitant", "fr", anyone) == ["La police avec les gens"]
    assert titles("policing nowhere", "en", anyone) == []
    assert titles("the policing of it", "en", anyone) == ["Policing with people"]


def test_nobody_finds_what_she_may_not_see(modules, amina):
    assert titles("secret", "en", AnonymousUser()) == []
    assert titles("secret", "en", amina) == ["Secret risks"]
    assert titles("secrets", "fr", amina) == ["Secret risks"]
    assert "Secret" not in Client().get("/search/?q=risks").content.decode()
    modules["m2"].unpublish()
    assert titles("secret", "en", amina) == []


def test_her_language_comes_first_and_others_only_where_hers_has_nothing(modules, amina):
    found = find("officers", "fr", amina)
    assert ({match.language for match in found.matches}, found.elsewhere) == ({"en"}, False)  # m2, m3: not in French
    assert "Policing with people" not in [match.title for match in found.matches]
    elsewhere = find("policing", "fr", amina)
    assert ([match.title for match in elsewhere.matches], elsewhere.elsewhere) == (["Policing with people"], True)
    assert titles("habitants", "fr", amina, only="en") == []
    assert titles("officers", "fr", AnonymousUser(), only="en") == ["Policing with people"]


def test_the_page_marks_the_words_and_leads_to_their_paragraph(make_module, client, modules, django_assert_num_queries):
    module = make_module("m7", audience="public", title="Trust & patrols", body=BODY)
    GlossaryTerm.objects.create(slug="resident", term="Resident", definition="Who lives <here>.", locale=module.locale)
    client.get("/search/?q=resident")  # site, locales
    module.refresh_from_db()
    (place,) = {f"#p-{block.id[:8]}-2" for block in module.body if block.block_type == "text"}
    with django_assert_num_queries(4):
        page = client.get("/search/?q=foot+resident").content.decode()
    assert place in page
    assert "Patrols on <mark>foot</mark> meet <mark>residents</mark> &amp; talk" in page
    assert "Trust &amp; patrols" in page
    with django_assert_num_queries(4):
        page = client.get("/search/?q=residents").content.decode()
    assert "Who lives &lt;here&gt;." in page
    assert "?q=residents&amp;kind=term" in page
    assert page.count("<mark>Resident") == 1
    only = client.get("/search/?q=residents&kind=term").content.decode()
    assert "patrols" not in only
    assert ">1 result for" in only
    none = client.get("/search/?q=residents&kind=nothing&language=xx&toolkit=7&page=x").content.decode()
    assert "3 results for" in none


def test_titles_count_more_and_the_same_search_gives_the_same_order(make_module):
    anyone = AnonymousUser()
    make_module("b", audience="public", title="Other", body=[("text", f"<p>{'Trust. ' * 15}</p>")])
    make_module("a", audience="public", title="Of trust", body=[("text", "<p>Nothing.</p>")])
    make_module("c", audience="public", title="Another", body=[("text", f"<p>{'Trust. ' * 15}</p>")])
    assert titles("trust", "en", anyone) == ["Of trust", "Another", "Other"]


@pytest.mark.parametrize(
    "query",
    ['"', "''", "a AND", "NEAR(", "*", "\0", " ", "%00", "a" * 10_000, "x:y", "-", "(", "—", "a", "الـ", "%", "_"]
)  # fmt: skip
def test_odd_signs_are_answered_calmly(modules, query):
    assert Client().get("/search/", {"q": query}).status_code == 200


def test_only_stop_words_are_answered_with_a_sentence(modules):
    assert "stand in nearly every text" in Client().get("/search/?q=the+of+and").content.decode()
    assert SearchText.objects.count() == 4
    assert find("the", "en", AnonymousUser()).matches == ()


def test_a_query_keeps_letters_of_every_script():
    assert clean_query('policía "où" الشُّرطة\0*') == "policía où الشُّرطة"


def test_what_was_published_without_being_written_is_caught_up(modules):
    assert catch_up() == 0
    SearchText.objects.filter(page=modules["m1"]).delete()
    modules["m3"].__class__.objects.filter(pk=modules["m3"].pk).update(live=False)
    assert catch_up() == 1
    assert set(SearchText.objects.values_list("page", flat=True)) == {
        modules[code].pk for code in ("m1", "m2", "m1.fr")
    }
    (match,) = find("policing", "en", AnonymousUser()).matches
    (result,) = results([match], "policing", "en")
    assert result.url.startswith("/en/cep/m1/")


def test_what_a_slow_tick_read_never_stands_after_a_newer_publication(modules):
    before = ModulePage.objects.get(pk=modules["m1"].pk)
    change(before, summary="Written anew.")
    write_page(before)
    assert SearchText.objects.get(page=before.pk).paragraphs[0][1] == "Written anew."
    before.unpublish()
    before.live = True  # as the tick still has it
    assert write_page(before) is None
    assert not SearchText.objects.filter(page=before.pk).exists()


def test_drafts_and_what_was_closed_are_neither_found_nor_counted_nor_quoted(modules, amina, guest, client, client_for):
    people = {"visitor": client, "partner": guest, "staff": client_for(amina)}

    def finders(word):
        pages = {who: browser.get("/search/", {"q": word}).content.decode() for who, browser in people.items()}
        assert all(("<mark>" in page) == (">0 results" not in page) for page in pages.values())
        return [who for who, page in pages.items() if "<mark>" in page]

    draft = ModulePage.objects.get(pk=modules["m1"].pk)
    draft.summary, draft.title = "Quokka", "Quokka"
    draft.save_revision()
    assert finders("quokka") == []
    change(modules["m1"], title="Zebra", summary="Zebra meetings")
    assert finders("zebra") == ["visitor", "partner", "staff"]
    change(modules["m1"], audience="partners")
    assert finders("zebra") == ["partner", "staff"]
    change(modules["m1"], audience="staff")
    assert finders("zebra") == ["staff"]
    page = ModulePage.objects.get(pk=modules["m1"].pk)
    page.unpublish()
    assert finders("zebra") == []
    page.get_latest_revision().publish()
    assert finders("zebra") == ["staff"]
    ModulePage.objects.get(pk=page.pk).delete()
    assert finders("zebra") == []


@pytest.mark.parametrize(
    "query", ["ab " * 60, "AND OR NOT", 'a* "police -trust(', "🙂", "❤️", "police 🙂", "الشُّرطةُ", "é" * 10_000, "_ __ %%"]
)
def test_long_and_odd_queries_are_answered_by_every_person(modules, amina, client_for, query):
    assert client_for(amina).get("/search/", {"q": query, "kind": query, "language": query}).status_code == 200
    assert client_for(amina).get("/notes/", {"q": query}).status_code == 200


def test_what_is_moved_is_found_in_its_new_toolkit(modules, toolkit, homes):
    other = ToolkitPage(title="Other", slug="other", summary="The other.", audience="public", locale=toolkit.locale)
    other = publish(Page.objects.get(pk=homes["en"].pk), other)
    ModulePage.objects.get(pk=modules["m1"].pk).move(other, pos="last-child")
    anyone, keys = AnonymousUser(), (toolkit.translation_key, other.translation_key)
    assert [titles("policing", "en", anyone, toolkit=key) for key in keys] == [[], ["Policing with people"]]
