"""Editions where things come in an odd order: too early, at once, again, back, and after a deletion."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from elearning.toolkit.editions.recording import confirm_follows, record_edition
from elearning.toolkit.editions.showing import Reading, changes_since
from elearning.toolkit.editions.status import status_of
from elearning.toolkit.models import ModulePage
from tests.toolkit.editions.test_recording import change, numbers


def fresh(page: ModulePage) -> ModulePage:
    return ModulePage.objects.get(pk=page.pk)


def behind(page: ModulePage) -> list[int]:
    return [edition.number for edition in status_of(fresh(page)).behind]


def test_two_publications_within_one_minute_are_two_changes_each_read_by_its_own_revision(modules, amina):
    page = modules["m1"]
    first = change(page, words="Once.", summary="Once.")
    second = change(page, words="Twice.", summary="Twice.")
    page.editions.model.objects.filter(page=page).update(published_at=second.last_published_at)
    assert (numbers(page), behind(modules["m1.fr"])) == ([1, 2, 3], [2, 3])
    for revision, words in ((first.live_revision_id, ["Twice."]), (second.live_revision_id, [])):
        found = changes_since(amina, [Reading(page.translation_key, "en", revision, second.last_published_at)])
        assert [each.text for change_ in found for each in change_.words] == words


def test_unpublished_and_published_again_is_the_same_edition_and_the_source_stands_in_meanwhile(modules):
    page, french = modules["m1"], fresh(modules["m1.fr"])
    change(page, words="Who leads.", summary="Who leads.")
    french.unpublish()
    meanwhile = BeautifulSoup(Client().get("/fr/cep/m1/").content, "html.parser").main
    assert meanwhile.select_one(".notice").get_text().split()[-1] == "anglais."
    fresh(french).get_latest_revision().publish()
    assert (numbers(french), behind(french)) == ([1], [2])
    assert "La police avec les gens" in Client().get("/fr/pep/police/").content.decode()


def test_a_translation_that_was_there_before_its_source_follows_the_first_text_of_it(
    make_module, french_toolkit, author
):
    page = make_module("m4", title="Later")
    page.unpublish()
    page.editions.all()._raw_delete("default")
    ModulePage.objects.filter(pk=page.pk).update(recorded_revision=None)
    french = make_module("m4", parent=french_toolkit, title="Plus tôt", translation_key=page.translation_key)
    assert (status_of(french).follows, behind(french)) == (None, [])
    fresh(page).get_latest_revision().publish()
    assert (status_of(fresh(french)).follows.number, behind(french), numbers(french)) == (1, [], [1, 2])
    change(page, words="Who leads.", summary="Who leads.")
    assert behind(french) == [2]


def test_going_back_to_an_older_text_is_a_new_edition_and_a_translation_goes_back_with_what_it_follows(modules, amina):
    page, french = modules["m1"], modules["m1.fr"]
    old, old_french = page.live_revision or page.latest_revision, french.latest_revision
    newer = change(page, words="Who leads.", summary="Who leads.")
    french = change(french, title="Qui dirige", follows=page.editions.get(number=2))
    assert behind(french) == []
    old_french.publish()
    assert (numbers(french), behind(french), fresh(french).title) == ([1, 2, 3], [2], "La police avec les gens")
    old.publish()
    assert numbers(page) == [1, 2, 3]
    assert page.editions.get(number=3).digest == page.editions.get(number=1).digest
    reading = Reading(page.translation_key, "en", newer.live_revision_id, newer.last_published_at)
    assert changes_since(amina, [reading]) == []  # nobody called it material
    page.editions.filter(number=3).update(is_material=True)  # the older revision came back as a change that matters
    assert [each.newest.number for each in changes_since(amina, [reading])] == [3]


@pytest.mark.parametrize("by_hand", [True, False])
def test_a_translation_outlives_its_source(by_hand, modules, author, homes, django_capture_on_commit_callbacks):
    page, french = modules["m1"], modules["m1.fr"]
    if not by_hand:
        arabic = Locale.objects.get(language_code="ar")
        source, _made = TranslationSource.update_or_create_from_instance(page)
        page.get_parent().copy_for_translation(arabic)
        translation = Translation.objects.create(source=source, target_locale=arabic)
        for segment in source.stringsegment_set.all():
            StringTranslation.objects.create(
                translation_of=segment.string, context=segment.context, locale=arabic, data="نص"
            )
        with django_capture_on_commit_callbacks(execute=True):
            translation.save_target(publish=True)
        french = ModulePage.objects.get(translation_key=page.translation_key, locale=arabic)
    change(page, words="Who leads.", summary="Who leads.")
    assert behind(french) == [2]
    fresh(page).delete()
    assert Client().get(fresh(french).get_url(), follow=True).status_code == 200
    changed = change(french, summary="Seule.")
    assert numbers(french) == [1, 2]
    assert record_edition(fresh(french)) is None
    assert confirm_follows(changed, by=author) is None or not by_hand
