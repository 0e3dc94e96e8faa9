"""Registers questions, categories and quizzes in the CMS, and guards those that must stay."""

from collections.abc import Iterable

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from .exchange_views import export_menu_item, import_menu_item
from .keeping import reasons_to_keep
from .models import Quiz
from .question_views import DeleteQuestions
from .viewsets import AssessmentsGroup, PublishMenuItem

register_snippet(AssessmentsGroup)
hooks.register("register_bulk_action", DeleteQuestions, order=10)  # after Wagtail's own, which it replaces
hooks.register("register_assessments_menu_item", import_menu_item)
hooks.register("register_assessments_menu_item", export_menu_item)


@hooks.register("register_snippet_action_menu_item")
def publish_menu_item(model: type) -> PublishMenuItem | None:
    return PublishMenuItem() if model is Quiz else None


@hooks.register("before_delete_snippet")
def guard_deletion(request: HttpRequest, instances: Iterable[Model]) -> HttpResponse | None:
    instances = list(instances)
    if reasons := reasons_to_keep(instances):
        messages.error(request, " ".join(reasons))
        return redirect(type(instances[0]).snippet_viewset.get_url_name("list"))
    return None
