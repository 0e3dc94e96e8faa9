"""Registers the courses in the CMS."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from .models import Course
from .viewsets import CourseViewSet, PublishMenuItem

register_snippet(CourseViewSet)


@hooks.register("register_snippet_action_menu_item")
def publish_menu_item(model: type) -> PublishMenuItem | None:
    return PublishMenuItem() if model is Course else None
