"""Registers the courses in the CMS, and guards those that must stay."""

from collections.abc import Iterable

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from .models import Course
from .viewsets import CourseViewSet, PublishMenuItem

register_snippet(CourseViewSet)


@hooks.register("before_delete_snippet")
def guard_deletion(request: HttpRequest, instances: Iterable[Model]) -> HttpResponse | None:
    """A course that was published stays: people follow its versions."""
    published = [course for course in instances if isinstance(course, Course) and course.versions.exists()]
    for course in published:
        sentence = _("“%(name)s” stays: it was published, and what people achieved hangs on it.")
        messages.error(request, sentence % {"name": course})
    return redirect(CourseViewSet().get_url_name("list")) if published else None


@hooks.register("register_snippet_action_menu_item")
def publish_menu_item(model: type) -> PublishMenuItem | None:
    return PublishMenuItem() if model is Course else None
