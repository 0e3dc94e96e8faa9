"""How editors work on courses in the CMS, and put a new version in force."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.snippets.action_menu import ActionMenuItem
from wagtail.snippets.views.snippets import SnippetViewSet

from elearning.toolkit.widgets import ModuleSelect, ToolkitSelect

from .actions import publish_course
from .models import Course
from .publishing import draft_of
from .rules import may_publish


def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what a new version would change; on POST put it in force."""
    if not may_publish(request.user):
        raise PermissionDenied
    course = get_object_or_404(Course.objects.select_related("current_version"), pk=pk)
    if request.method == "POST":
        return _publish(request, course)
    context = {
        "course": course,
        "draft": draft_of(course),
        "running": course.enrolments.filter(completed_at__isnull=True).count(),
        "edit_url": reverse("courses_cms:edit", args=[course.pk]),
    }
    return render(request, "courses/cms_publish.html", context)


def _publish(request: HttpRequest, course: Course) -> HttpResponse:
    before = course.current_version
    try:
        version = publish_course(course, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("courses_cms:publish", course.pk)
    if version == before:
        messages.info(request, _("Nothing has changed since version %(number)d.") % {"number": version.number})
    else:
        messages.success(request, _("Version %(number)d is in force.") % {"number": version.number})
    return redirect("courses_cms:edit", course.pk)


class CourseViewSet(SnippetViewSet):
    """Courses with their steps; saving one changes no learner's course until a version is published."""

    model = Course
    icon = "list-ol"
    menu_label = gettext_lazy("Courses")
    add_to_admin_menu = True
    menu_order = 220
    url_namespace = "courses_cms"
    base_url_path = "courses"
    list_display = ["__str__", "code", "audience", "current_version"]
    panels = [
        FieldPanel("code"),
        FieldPanel("titles"),
        FieldPanel("summaries"),
        MultiFieldPanel(
            [
                FieldPanel("toolkit_key", widget=ToolkitSelect),
                FieldPanel("audience"),
                FieldPanel("hours"),
            ],
            heading=gettext_lazy("For whom and for what"),
        ),
        InlinePanel(
            "steps",
            [FieldPanel("module_key", widget=ModuleSelect), FieldPanel("quiz"), FieldPanel("required")],
            heading=gettext_lazy("Steps in their order"),
            label=gettext_lazy("Step"),
        ),
    ]

    def get_urlpatterns(self) -> list:
        return [*super().get_urlpatterns(), path("publish/<int:pk>/", publish, name="publish")]


class PublishMenuItem(ActionMenuItem):
    """Leads from the form of a course to the publication of a version."""

    label = gettext_lazy("Publish a version…")
    name = "publish-version"
    icon_name = "upload"
    order = 20

    def is_shown(self, context: dict) -> bool:
        return context["view"] == "edit" and context["model"] is Course and may_publish(context["request"].user)

    def get_url(self, parent_context: dict) -> str:
        return reverse("courses_cms:publish", args=[parent_context["instance"].pk])
