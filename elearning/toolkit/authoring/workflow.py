"""Makes the groups of authors, reviewers and publishers, and the workflow between them; once, then they are yours."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db import connections, transaction
from django.db.models.signals import post_migrate, post_save
from django.dispatch import receiver
from django.utils.translation import gettext_noop
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from ..models import SecondReader, ToolkitPage

NAME = gettext_noop("Review, then publication")
AUTHORS, REVIEWERS, PUBLISHERS = "Authors", "Reviewers", "Publishers"
ON_PAGES = {
    AUTHORS: ["add_page", "change_page"],
    REVIEWERS: ["change_page", "lock_page"],
    PUBLISHERS: ["change_page", "lock_page", "unlock_page", "publish_page"],
}
ON_MEDIA = ["add_toolkitimage", "choose_image", "add_toolkitdocument", "choose_document"]
TASKS = {gettext_noop("Review"): REVIEWERS, gettext_noop("Publication"): PUBLISHERS}


@receiver(post_migrate)
def make_groups_after_migrating(sender: Any, using: str, **kwargs: Any) -> None:
    """Once all tables are there: at the turn of Wagtail's core, whose permissions the groups are given."""
    if sender.label != "wagtailcore" or using != "default":
        return
    if SecondReader._meta.db_table in connections[using].introspection.table_names():
        make_workflow()


@receiver(post_save, sender=ToolkitPage)
def rule_new_toolkit(sender: Any, instance: ToolkitPage, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """A toolkit that is made later, or translated, is ruled by the same groups."""
    if created and not raw and (workflow := _made_before()) and workflow.active:
        _rule(instance.pk, workflow, _groups())


@transaction.atomic
def make_workflow() -> Workflow | None:
    """The groups with what they may do, the workflow with its two steps, on every page of the toolkit.

    Once only: what administrators rename, take away or switch off later stays as they left it.
    """
    if SecondReader.objects.exists():  # steps are never deleted in the CMS, only switched off
        return _made_before()
    for label in ("wagtailcore", "wagtailadmin", "toolkit"):
        create_permissions(apps.get_app_config(label), verbosity=0)
    groups = {name: _group(name) for name in ON_PAGES}
    workflow = Workflow.objects.create(name=NAME)
    for order, (name, group) in enumerate(TASKS.items()):
        step = SecondReader.objects.create(name=name)
        step.groups.set([groups[group]])
        WorkflowTask.objects.create(workflow=workflow, task=step, sort_order=order)
    for page_pk in ToolkitPage.objects.values_list("pk", flat=True):
        _rule(page_pk, workflow, groups)
    return workflow


def _made_before() -> Workflow | None:
    """The workflow that was made here, whatever it is called now: it goes by the oldest of our steps."""
    first = SecondReader.objects.order_by("pk").first()
    return Workflow.objects.filter(workflow_tasks__task=first).order_by("pk").first() if first else None


def _groups() -> dict[str, Group]:
    return {group.name: group for group in Group.objects.filter(name__in=ON_PAGES)}


def _group(name: str) -> Group:
    group, made = Group.objects.get_or_create(name=name)
    if made:
        group.permissions.add(*Permission.objects.filter(codename="access_admin"))
        if name == AUTHORS and (root := Collection.get_first_root_node()):
            for permission in Permission.objects.filter(codename__in=ON_MEDIA):
                GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=permission)
    return group


def _rule(page_pk: int, workflow: Workflow, groups: dict[str, Group]) -> None:
    """Leaves a page alone that follows a workflow of its own."""
    _link, made = WorkflowPage.objects.get_or_create(page_id=page_pk, defaults={"workflow": workflow})
    if made:
        GroupPagePermission.objects.bulk_create(_permissions(page_pk, groups), ignore_conflicts=True)


def _permissions(page_pk: int, groups: dict[str, Group]) -> Iterable[GroupPagePermission]:
    known = Permission.objects.filter(content_type__app_label="wagtailcore", content_type__model="page")
    by_codename = {permission.codename: permission for permission in known}
    for name, group in groups.items():
        for codename in ON_PAGES[name]:
            yield GroupPagePermission(page_id=page_pk, group=group, permission=by_codename[codename])
