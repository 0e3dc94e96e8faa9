"""What authors and translators do with pages in the CMS: preview, moderation, translation, and what is refused."""

import json

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from elearning.toolkit.models import ModulePage
from tests.factories import make_person


@pytest.fixture
def moderator(offices):
    person = make_person("Mona Moderator", offices["HQ"])
    person.groups.set(Group.objects.filter(name__in=["Moderators", "Reviewers", "Publishers"]))
    return person


def form_of(page: ModulePage, **changes) -> dict:
    """What the browser posts from the edit form of a module whose text is one heading."""
    data = {
        "title": page.title,
        "slug": page.slug,
        "summary": page.summary,
        "code": page.code,
        "audience": page.audience,
        "last_revised": "",
        "seo_title": "",
        "search_description": "",
        "go_live_at": "",
        "expire_at": "",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
    }
    for name in ("objectives", "body"):
        data[f"{name}-count"] = "0"
    data |= {
        "objectives-count": "1",
        "objectives-0-deleted": "",
        "objectives-0-order": "0",
        "objectives-0-type": "objective",
        "objectives-0-id": "",
        "objectives-0-value-code": "M2-O1",
        "objectives-0-value-text": "say whom to meet",
        "body-count": "1",
        "body-0-deleted": "",
        "body-0-order": "0",
        "body-0-type": "text",
        "body-0-id": "",
        "body-0-value": json.dumps(
            {
                "blocks": [{"key": "a", "text": "Officers <b>meet</b>", "type": "unstyled", "depth": 0,
                            "inlineStyleRanges": [], "entityRanges": []}],
                "entityMap": {},
            }
        ),
    }  # fmt: skip
    return data | changes


def test_an_author_drafts_and_previews_what_readers_do_not_see(modules, author, amina, client_for):
    page, client = modules["m2"], client_for(author)
    answer = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form_of(page, title="Redrafted"))
    assert answer.status_code == 302
    assert ModulePage.objects.get(pk=page.pk).title == "Secret risks"
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    assert client.post(preview, form_of(page, title="Redrafted")).json() == {"is_valid": True, "is_available": True}
    said = client.get(preview).content.decode()
    assert "Redrafted" in said
    assert "Officers &lt;b&gt;meet&lt;/b&gt;" in said
    assert "Redrafted" not in client_for(amina).get("/en/cep/m2/").content.decode()


def test_a_draft_is_published_by_a_moderator_alone(modules, author, moderator, amina, client_for):
    page = modules["m2"]
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    client_for(author).post(edit, form_of(page, title="Redrafted", **{"action-submit": "1"}))
    page.refresh_from_db()
    assert page.current_workflow_state.status == "in_progress"
    client_for(author).post(edit, form_of(page, title="Mine", **{"action-publish": "1"}))
    assert ModulePage.objects.get(pk=page.pk).title == "Secret risks"
    task = page.current_workflow_state.current_task_state
    path = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task.pk])
    assert client_for(author).post(path, {"comment": ""}).status_code in (302, 403)
    assert ModulePage.objects.get(pk=page.pk).title == "Secret risks"
    client_for(moderator).post(path, {"comment": ""})
    assert ModulePage.objects.get(pk=page.pk).title == "Secret risks"  # reviewed, not yet published
    task = ModulePage.objects.get(pk=page.pk).current_workflow_state.current_task_state
    path = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task.pk])
    client_for(moderator).post(path, {"comment": "Good."})
    assert ModulePage.objects.get(pk=page.pk).title == "Redrafted"
    assert "Officers &lt;b&gt;meet&lt;/b&gt;" in client_for(amina).get("/en/cep/m2/").content.decode()


def test_publishing_a_page_changes_no_course_and_no_evidence(modules, moderator, client_for):
    page = modules["m2"]
    client_for(moderator).post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]), form_of(page, title="New words", **{"action-publish": "1"})
    )
    again = ModulePage.objects.get(pk=page.pk)
    assert (again.title, again.translation_key) == ("New words", page.translation_key)


def test_a_translator_fills_in_the_strings_and_the_page_appears(
    modules, homes, french_toolkit, amina, client_for, django_capture_on_commit_callbacks
):
    page, french = modules["m2"], homes["fr"].locale
    source, _created = TranslationSource.update_or_create_from_instance(page)
    translation = Translation.objects.create(source=source, target_locale=french)
    for segment in source.stringsegment_set.select_related("string", "context"):
        StringTranslation.objects.create(
            translation_of=segment.string,
            locale=french,
            context=segment.context,
            data=f"[fr] {segment.string.data}",
        )
    with django_capture_on_commit_callbacks(execute=True):
        translation.save_target()
    target = ModulePage.objects.get(translation_key=page.translation_key, locale=french)
    assert (target.title, target.code, target.audience) == ("[fr] Secret risks", "m2", "staff")
    assert [block.value["key"] for block in target.body.blocks_by_name("reflection")] == ["m1-r1"]
    amina.language = "fr"
    amina.save()
    said = client_for(amina).get(f"/fr/pep/{target.slug}/").content.decode()
    assert "[fr] Officers and residents meet." in said
    assert "[fr] Whom do you meet?" in said
    assert 'lang="fr"' in said


def test_the_translators_screen_opens_for_whoever_may_translate(modules, moderator, chen, client_for):
    moderator.user_permissions.add(Permission.objects.get(codename="submit_translation"))
    path = reverse("wagtail_localize:submit_page_translation", args=[modules["m2"].pk])
    assert client_for(moderator).get(path).status_code == 200
    assert client_for(chen).get(path).status_code == 302


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"title": ""}, "This field is required"),
        ({"audience": "everybody"}, "Select a valid choice"),
        ({"last_revised": "yesterday"}, "Enter a valid date"),
    ],
)
def test_bad_input_is_told_and_keeps_the_page(modules, moderator, client_for, changes, complaint):
    page = modules["m2"]
    data = form_of(page, **changes, **{"action-publish": "1"})
    answer = client_for(moderator).post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)
    assert (answer.status_code, complaint in answer.content.decode()) == (200, True)
    assert ModulePage.objects.get(pk=page.pk).title == "Secret risks"
