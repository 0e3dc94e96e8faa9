"""Registers what only the roof can show in the CMS: the first-run list, and its test mail."""

from django.http import HttpRequest
from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.admin.ui.components import Component

from elearning.first_run import tasks
from elearning.testing_mail import send_test


class FirstRunPanel(Component):
    """What a new site lacks, for administrators, until nothing is left."""

    name = "first_run"
    template_name = "first_run/panel.html"
    order = 10

    def render_html(self, parent_context=None) -> str:
        if not parent_context["request"].user.is_superuser:
            return ""
        self.tasks = tasks()
        return "" if all(task.is_done for task in self.tasks) else super().render_html(parent_context)

    def get_context_data(self, parent_context) -> dict:
        done = sum(task.is_done for task in self.tasks)
        return {"request": parent_context["request"], "tasks": self.tasks, "done": done, "all": len(self.tasks)}


@hooks.register("construct_homepage_panels")
def first_run(request: HttpRequest, panels: list[Component]) -> None:
    panels.append(FirstRunPanel())


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern]:
    return [path("first-run/mail/", send_test, name="first_run_mail")]
