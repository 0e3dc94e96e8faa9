"""The pages of the CMS on which authors find, write, look at, retire and delete questions."""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.ui.menus import MenuItem
from wagtail.snippets.bulk_actions.delete import DeleteBulkAction
from wagtail.snippets.views.snippets import CreateView, DeleteView, EditView, IndexView

from elearning.people.postings import zone_of

from .authoring import delete_question, ready_of, retire_question
from .listing import find, with_newest
from .models import Question, QuestionVersion, Quiz
from .previewing import preview
from .rules import may_look, may_write


class QuestionIndexView(IndexView):
    """The bank."""

    def get_base_queryset(self) -> QuerySet[Question]:
        return with_newest(super().get_base_queryset())

    def search_queryset(self, queryset: QuerySet[Question]) -> QuerySet[Question]:
        return find(queryset, self.search_query)

    def get_list_more_buttons(self, instance: Question) -> list:
        url = reverse("questions_cms:preview", args=[instance.pk])
        preview_item = MenuItem(_("Preview"), url=url, icon_name="view", priority=15)
        return [*super().get_list_more_buttons(instance), *([preview_item] if may_look(self.request.user) else [])]

    @cached_property
    def columns(self) -> list:
        return super().columns[1:]  # without the boxes for deeds on many rows: there is none but to delete


class WritesQuestion:
    """What the pages for a new and for a known question share."""

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"by": self.request.user}

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

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        ready = ready_of(self.object) if self.object else None
        return context | {"newest": self.form.newest, "ready": ready}


class QuestionCreateView(WritesQuestion, CreateView):
    """A new question."""


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


def show(request: HttpRequest, pk: int) -> HttpResponse:
    """How a version of the question looks: the newest, or another; in any language, before or after marking."""
    if not may_look(request.user):
        raise PermissionDenied
    question = get_object_or_404(Question, pk=pk)
    versions = list(question.versions.select_related("created_by").order_by("-number"))
    wanted = request.GET.get("version", "")
    version = next((each for each in versions if str(each.number) == wanted), versions[0] if versions else None)
    marked, language = "marked" in request.GET, request.GET.get("language") or get_language()
    context = {
        "question": question,
        "versions": versions,
        "version": version,
        "languages": _languages_of(version) if version else [],
        "shown": version and preview(version, language, marked=marked),
        "marked": marked,
        "tz": zone_of(request.user),
        "edit_url": reverse("questions_cms:edit", args=[pk]),
    }
    return render(request, "assessments/cms_preview.html", context)


def _languages_of(version: QuestionVersion) -> list[tuple[str, str]]:
    """The languages that it is written in, those of the site first."""
    written = set(version.content["texts"])
    known = [(code, name) for code, name in settings.LANGUAGES if code in written]
    return known + [(code, code) for code in sorted(written - dict(known).keys())]


def retire(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what it means to retire the ready version of the question; on POST do it."""
    if not may_write(request.user):
        raise PermissionDenied
    question = get_object_or_404(Question, pk=pk)
    if request.method == "POST":
        return _retire(request, question)
    version = ready_of(question)
    context = {
        "page_title": _("Retire a question"),
        "page_subtitle": question.code,
        "version": version,
        "quizzes": _quizzes_asking(version) if version else [],
        "edit_url": reverse("questions_cms:edit", args=[pk]),
    }
    return render(request, "assessments/cms_retire.html", context)


def _quizzes_asking(version: QuestionVersion) -> list[Quiz]:
    """Those that ask this version in the version that is in force."""
    quizzes = Quiz.objects.filter(current_version__isnull=False).select_related("current_version")
    return [
        quiz for quiz in quizzes if any(version.pk in section["questions"] for section in quiz.current_version.sections)
    ]


def _retire(request: HttpRequest, question: Question) -> HttpResponse:
    number = request.POST.get("number", "")[:9]
    try:
        version = retire_question(question, number=int(number) if number.isdecimal() else 0, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("questions_cms:retire", question.pk)
    said = _("Version %(number)d is retired. A further version that is ready brings the question back.")
    messages.success(request, said % {"number": version.number})
    return redirect("questions_cms:edit", question.pk)
