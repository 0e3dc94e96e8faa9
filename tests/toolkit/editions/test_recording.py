"""An edition for each publication that says something new; which source text a translation follows."""

import pytest
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from elearning.journal.models import LogEntry
from elearning.toolkit.editions.paragraphs import paragraphs_of, read
from elearning.toolkit.editions.recording import catch_up, confirm_follows, record_edition
from elearning.toolkit.editions.status import status_of, statuses
from elearning.toolkit.models import ModuleEdition, ModulePage
from tests.toolkit.conftest import BODY

TEXT = [("text", "<p>Officers and residents meet <b>every</b> month.</p><ul><li>In the hall</li><li>Outside</li></ul>")]


def change(page: ModulePage, *, words: str = "", refresher: bool = False, **fields) -> ModulePage:
    """Publish the page with other fields, as an author who says what changed or nothing."""
    page = ModulePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    answers = {"change_is_material": bool(words), "change_words": words, "change_refresher": refresher}
    for name, value in (answers | fields).items():
        setattr(page, name, value)
    page.save_revision().publish()
    return ModulePage.objects.get(pk=page.pk)


def numbers(page: ModulePage) -> list[int]:
    return list(page.editions.order_by("number").values_list("number", flat=True))


def test_a_publication_keeps_one_edition_and_the_same_text_again_none(modules, author):
    page = modules["m1"]
    first = page.editions.get()
    assert (first.number, first.language, first.is_material, first.audience) == (1, "en", False, "public")
    assert [each.text for each in read(first.paragraphs)] == [
        "Policing with people",
        "About m1.",
        "Why it matters",
        "Officers and residents meet.",
        "Whom do you meet?",
    ]
    anchors = [each.anchor for each in read(first.paragraphs)]
    assert anchors[:2] == ["title", "summary"]
    assert anchors[2] == f"p-{str(page.body[0].id)[:8]}"
    page.save_revision().publish()
    page.save_revision(user=author).publish()
    assert numbers(page) == [1]
    page = change(page, words="Meetings are monthly now.", refresher=True, body=TEXT)
    second = page.editions.get(number=2)
    assert (second.is_material, second.change, second.refresher) == (True, "Meetings are monthly now.", True)
    assert read(second.paragraphs)[2].text == "Officers and residents meet every month.\nIn the hall\nOutside"
    # What was said of one change is not said of the next one, from the page or from its draft.
    assert (page.change_is_material, page.change_words, page.change_refresher) == (False, "", False)
    page.get_latest_revision_as_object().save_revision().publish()
    assert numbers(page) == [1, 2]
    page = change(page, summary="Shorter.")
    assert page.editions.filter(is_material=True).count() == 1
    assert numbers(page) == [1, 2, 3]


def test_an_edition_is_frozen(modules):
    edition = modules["m1"].editions.get()
    edition.change = "Nothing."
    for deed in (edition.save, edition.delete, ModuleEdition.objects.all().delete):
        with pytest.raises(TypeError):
            deed()
    modules["m1.fr"].delete()  # a page may go: what it said stays
    assert ModuleEdition.objects.filter(language="fr", page=None).count() == 1


def test_a_translation_by_hand_is_behind_until_its_translator_says_so(modules, author):
    page, french = modules["m1"], modules["m1.fr"]
    assert french.editions.get().follows == page.editions.get()
    assert not status_of(french).is_behind
    assert not status_of(page).is_translation
    change(page, body=TEXT)  # not material
    change(page, words="Who leads.", summary="Who leads.")
    status = statuses([page, french])[french.pk]
    assert [(edition.number, edition.change) for edition in status.behind] == [(3, "Who leads.")]
    assert status.since == page.editions.get(number=3).published_at
    assert status.source.number == 3
    # A small correction does not make it current: nobody said so.
    french = change(french, summary="Une faute de moins.")
    assert [edition.number for edition in status_of(french).behind] == [3]
    french = change(french, title="Qui dirige", follows=page.editions.get(number=3))
    assert not status_of(french).is_behind
    told = french.editions.get(number=3)
    assert (told.is_material, told.follows.number) == (True, 3)  # what is new in it is as material as in the source
    assert confirm_follows(french, by=author) is None


def test_a_translator_confirms_that_a_text_has_the_source_as_it_is(modules, author):
    page, french = modules["m1"], modules["m1.fr"]
    change(page, words="Who leads.", summary="Who leads.")
    made = confirm_follows(french, by=author)
    assert (made.number, made.follows.number, made.is_material, made.published_by) == (2, 2, False, author)
    french = ModulePage.objects.get(pk=french.pk)
    assert not status_of(french).is_behind
    assert LogEntry.objects.get(action="toolkit.translation_confirmed").actor == author
    french.get_latest_revision_as_object().save_revision().publish()  # nothing goes back
    assert numbers(french) == [1, 2]
    assert confirm_follows(page, by=author) is None  # a source follows nothing


def test_a_translation_made_in_the_cms_follows_what_it_was_made_from(
    modules, homes, django_capture_on_commit_callbacks
):
    page = modules["m2"]
    arabic = Locale.objects.get(language_code="ar")
    source, _made = TranslationSource.update_or_create_from_instance(page)
    page.get_parent().copy_for_translation(arabic)
    translation = Translation.objects.create(source=source, target_locale=arabic)
    change(page, words="A second risk.", summary="Two risks.")  # comes before the translation is published
    for segment in source.stringsegment_set.all():
        StringTranslation.objects.create(
            translation_of=segment.string, context=segment.context, locale=arabic, data="نص"
        )
    with django_capture_on_commit_callbacks(execute=True):
        translation.save_target(publish=True)
    target = ModulePage.objects.get(translation_key=page.translation_key, locale=arabic)
    assert [edition.number for edition in status_of(target).behind] == [2]
    assert [each.anchor for each in paragraphs_of(target)] == [each.anchor for each in paragraphs_of(page)]
    source.update_from_db()
    for segment in source.stringsegment_set.all():
        StringTranslation.objects.get_or_create(
            translation_of=segment.string, context=segment.context, locale=arabic, defaults={"data": "نصان"}
        )
    with django_capture_on_commit_callbacks(execute=True):
        translation.save_target(publish=True)
    target = ModulePage.objects.get(pk=target.pk)
    assert not status_of(target).is_behind
    newest = target.editions.last()
    assert (newest.follows.number, newest.is_material, newest.change) == (2, True, "")


def test_the_duty_makes_what_a_killed_process_lost_and_no_more(modules):
    page, french = modules["m1"], modules["m1.fr"]
    ModuleEdition.objects.filter(language="fr")._raw_delete("default")
    ModuleEdition.objects.all()._raw_delete("default")
    assert catch_up() == 4
    assert catch_up() == 0
    assert french.editions.get().follows == page.editions.get()
    # Killed between the page and its edition: the page is there, with what its author said.
    ModulePage.objects.filter(pk=page.pk).update(
        summary="New.", recorded_revision=None, change_is_material=True, change_words="New words."
    )
    assert catch_up() == 1
    assert catch_up() == 0
    assert page.editions.get(number=2).change == "New words."
    draft = ModulePage(
        title="Draft", slug="draft", code="d", summary="Draft.", live=False, body=BODY, locale=page.locale
    )
    page.get_parent().add_child(instance=draft)
    assert record_edition(draft) is None
    assert catch_up() == 0


def test_every_block_of_a_module_is_in_its_text(make_module, picture, toolkit):
    from elearning.toolkit.models import GlossaryTerm

    term = GlossaryTerm.objects.create(slug="trust", term="Trust", definition="Belief.", locale=toolkit.locale)
    table = {"caption": "Ways", "header": ["Who", "How"], "rows": [["Police", "Meet"]]}
    steps = {"title": "In order", "items": [{"title": "First", "text": "<p>Ask.</p>"}, {"title": "Then", "text": ""}]}
    image = picture("public")
    image.contextual_alt_text, image.decorative = "A harbour at noon", False
    body = [
        ("table", table),
        ("steps", steps),
        ("checklist", {"title": "Bring", "items": ["Pen", "Map"]}),
        ("figure", {"image": image, "caption": "The harbour", "credit": "IOM"}),
        ("term", {"term": term, "text": "<p>Earned.</p>"}),
        ("sources", [{"title": "A book", "publisher": "A house", "year": 2020, "url": ""}]),
    ]
    page = make_module("m9", body=body, objectives=[("objective", {"code": "M9-O1", "text": "say why"})])
    assert [each.text for each in read(page.editions.get().paragraphs)][2:] == [
        "say why",
        "Ways\nWho\nHow\nPolice\nMeet",
        "In order\nFirst\nAsk.\nThen",
        "Bring\nPen\nMap",
        "A harbour at noon\nThe harbour\nIOM",
        "Trust\nEarned.",
        "A book\nA house\n2020",
    ]
