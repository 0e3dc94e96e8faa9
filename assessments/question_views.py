"""The pages of the CMS on which authors find, write and delete questions."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.menus import MenuItem
from wagtail.snippets.bulk_actions.delete import DeleteBulkAction
from wagtail.snippets.views.snippets import CreateView, DeleteView, EditView, IndexView

from .authoring import delete_question, ready_of
from .editors.beside import LivePanel
from .editors.progress import progress_of
from .kinds import KINDS
from .listing import find, with_newest
from .models import Question, QuestionVersion
from .rules import may_look


class QuestionIndexView(IndexView):
    """The bank."""

    def get_base_queryset(self) -> QuerySet[Question]:
        return with_newest(super().get_base_queryset())

    def search_queryset(self, queryset: QuerySet[Question]) -> QuerySet[Question]:
        return find(queryset, self.search_query)

    def get_list_more_buttons(self, instance: Question) -> list:
        if not may_look(self.request.user):
            return super().get_list_more_buttons(instance)
        pages = (("preview", _("Preview"), "view", 15), ("versions", _("Versions and use"), "history", 16))
        items = [
            MenuItem(label, url=reverse(f"questions_cms:{name}", args=[instance.pk]), icon_name=icon, priority=place)
            for name, label, icon, place in pages
        ]
        return [*super().get_list_more_buttons(instance), *items]

    @cached_property
    def columns(self) -> list:
        return super().columns[1:]  # without the boxes for deeds on many rows: there is none but to delete


class WritesQuestion:
    """What the pages for a new and for a known question share."""

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"by": self.request.user, "kind": self.kind}

    @property
    def kind(self) -> str:
        """The type that was asked for, by the form or in the address."""
        return self.request.POST.get("kind") or self.request.GET.get("kind", "")

    def form_valid(self, form: BaseForm) -> HttpResponse:
        try:
            return super().form_valid(form)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            form.show_anew()
            self.produced_error_code = "validation_error"
            self.produced_error_message = self.get_error_message()
            return self.form_invalid(form)

    def get_success_message(self, *args: Any) -> str:
        facts = {"code": self.object.code, "number": self.form.version.number}
        if not self.form.wrote:
            return _("“%(code)s” is saved. It asks what it asked in version %(number)d.") % facts
        facts["state"] = self.form.version.get_state_display()
        return _("“%(code)s” is saved. Version %(number)d of it: %(state)s.") % facts

    def get_success_buttons(self) -> list[tuple]:
        url = reverse("questions_cms:preview", args=[self.object.pk])
        return [messages.button(url, _("Preview")), *super().get_success_buttons()]

    def get_side_panels(self) -> MediaContainer:
        return MediaContainer([*super().get_side_panels(), LivePanel(self.form.instance, self.request)])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        question, newest = self.form.instance, self.form.newest
        return context | {
            "newest": newest,
            "ready": ready_of(question) if question.pk else None,
            "progress": progress_of(newest.kind, newest.content) if newest else [],
        }


class QuestionCreateView(WritesQuestion, CreateView):
    """A new question, once its type is chosen."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().get(request, *args, **kwargs) if self.kind in KINDS else self._ask_for_type()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().post(request, *args, **kwargs) if self.kind in KINDS else self._ask_for_type()

    def _ask_for_type(self) -> HttpResponse:
        context = {
            "page_title": _("New question"),
            "page_subtitle": _("which type?"),
            "kinds": QuestionVersion.Kind.choices,
            "add_url": self.get_add_url(),
        }
        return render(self.request, "assessments/cms_kinds.html", context)


class QuestionEditView(WritesQuestion, EditView):
    """A further version of a question, or its draft."""


class QuestionDeleteView(DeleteView):
    """Deletes a question with the versions that nothing uses; the hook refuses others before."""

    def delete_action(self) -> None:
        delete_question(self.object, by=self.request.user)


class DeleteQuestions(DeleteBulkAction):
    """The same for many, all or none."""

    models = [Question]

    @classmethod
    def execute_action(cls, objects: list[Question], user: Any = None, **kwargs: Any) -> tuple[int, int]:
        for question in objects:
            delete_question(question, by=kwargs["self"].request.user)
        return len(objects), 0
