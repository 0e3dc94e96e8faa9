"""The workflow is made once and then the administrators' own; a translation is not published past the checklist."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db.models.signals import post_migrate
from django.urls import reverse
from wagtail.models import GroupPagePermission, Task, Workflow, WorkflowPage
from wagtail_localize.models import Translation, TranslationSource

from elearning.toolkit.authoring import workflow
from elearning.toolkit.models import ModulePage, SecondReader, ToolkitPage
from tests.factories import make_person


def migrate_again(label: str = "wagtailcore", using: str = "default") -> None:
    workflow.make_groups_after_migrating(apps.get_app_config(label), using=using)


def all_there() -> tuple:
    return tuple(kind.objects.count() for kind in (Group, Task, Workflow, WorkflowPage, GroupPagePermission))


@pytest.fixture
def ruled(toolkit) -> Workflow:
    return WorkflowPage.objects.get(page_id=toolkit.pk).workflow


def test_what_administrators_changed_survives_the_next_migration(toolkit, homes, ruled):
    found = all_there()
    Workflow.objects.update(name="Two readers")
    Group.objects.filter(name="Authors").update(name="Writers")
    migrate_again()
    assert all_there() == found
    later = homes["fr"].add_child(
        instance=ToolkitPage(title="PEP", slug="pep", summary="Elle.", locale=homes["fr"].locale)
    )
    assert WorkflowPage.objects.get(page_id=later.pk).workflow == ruled  # though it has another name now
    deeds = later.group_permissions.values_list("group__name", flat=True)
    assert set(deeds) == {"Reviewers", "Publishers"}
    ruled.refresh_from_db()
    ruled.deactivate()
    migrate_again()
    assert not WorkflowPage.objects.filter(workflow=ruled).exists()
    other = ToolkitPage(title="PEP 2", slug="pep-2", summary="Elle.", locale=homes["fr"].locale)
    assert not homes["fr"].add_child(instance=other).group_permissions.exists()


def test_it_is_made_at_the_turn_of_the_core_in_our_database_where_nothing_was_made_yet(toolkit, ruled):
    assert any(get() is workflow.make_groups_after_migrating for _key, get, *_more in post_migrate.receivers)
    WorkflowPage.objects.all().delete()
    GroupPagePermission.objects.filter(page_id=toolkit.pk).delete()
    Workflow.objects.all().delete()
    Task.objects.all().delete()
    Group.objects.filter(name__in=workflow.ON_PAGES).delete()
    Permission.objects.filter(codename="access_admin").delete()  # not made yet: the turn of that app comes later
    migrate_again("toolkit")
    migrate_again(using="replica")
    assert not Workflow.objects.exists()
    migrate_again()
    made = Workflow.objects.get(name=workflow.NAME)
    assert WorkflowPage.objects.get(page_id=toolkit.pk).workflow == made
    steps = [(each.task.name, each.task.specific.groups.get().name) for each in made.workflow_tasks.all()]
    assert steps == [("Review", "Reviewers"), ("Publication", "Publishers")]
    assert SecondReader.objects.count() == 2
    for name, deeds in workflow.ON_PAGES.items():
        group = Group.objects.get(name=name)
        assert group.permissions.filter(codename="access_admin").exists()
        given = group.page_permissions.filter(page_id=toolkit.pk).values_list("permission__codename", flat=True)
        assert sorted(given) == sorted(deeds)


def test_a_translation_is_not_published_past_the_checklist(
    modules, homes, french_toolkit, offices, client_for, django_capture_on_commit_callbacks
):
    page, french = modules["m2"], homes["fr"].locale
    source, _created = TranslationSource.update_or_create_from_instance(page)
    translation = Translation.objects.create(source=source, target_locale=french)
    translation.save_target(publish=False)
    target = ModulePage.objects.get(translation_key=page.translation_key, locale=french)
    person = make_person("Paul Publisher", offices["HQ"])
    person.groups.set(Group.objects.filter(name="Publishers"))
    client, edit = client_for(person), reverse("wagtailadmin_pages:edit", args=[target.pk])
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(edit, {"action": "publish"}, follow=True)
    assert "Saved, not published: The module has no objective." in answer.content.decode()
    assert not ModulePage.objects.get(pk=target.pk).live
    page.objectives = [("objective", {"code": "M2-O1", "text": "meet residents"})]
    page.save_revision().publish()
    source.update_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(edit, {"action": "publish"})
    again = ModulePage.objects.get(pk=target.pk)
    assert (again.live, [each.value["code"] for each in again.objectives]) == (True, ["M2-O1"])


def test_a_new_source_is_brought_to_translations_as_drafts(modules, homes, french_toolkit, author, client_for):
    page, french = modules["m2"], homes["fr"].locale
    source, _created = TranslationSource.update_or_create_from_instance(page)
    Translation.objects.create(source=source, target_locale=french).save_target(publish=False)
    author.is_superuser = True
    author.save()
    client, address = client_for(author), reverse("wagtail_localize:update_translations", args=[source.pk])
    assert "Publish immediately" not in client.get(address).content.decode()
    page.title = "Another title"
    page.save_revision().publish()
    assert client.post(address, {"publish_translations": "on"}).status_code == 302
    assert not ModulePage.objects.get(translation_key=page.translation_key, locale=french).live
    source.refresh_from_db()
    assert "Another title" in source.content_json
