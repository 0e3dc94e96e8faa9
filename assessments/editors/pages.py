"""The pages beside the form of a question: how it looks, its versions and their use, retiring it."""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from elearning.people.postings import zone_of

from ..authoring import ready_of, retire_question
from ..editing import QuestionForm
from ..models import Question, QuestionVersion, Quiz
from ..models.quiz import Feedback
from ..previewing import preview
from ..review import Level
from ..rules import may_look, may_write
from . import differences
from .usage import sections_with, uses_of


def show(request: HttpRequest, pk: int) -> HttpResponse:
    """How a version of the question looks: the newest, or another; in any language, before or after marking."""
    _for_authors(request)
    question = get_object_or_404(Question, pk=pk)
    versions = list(question.versions.select_related("created_by").order_by("-number"))
    version = _wanted(versions, request.GET.get("version")) or (versions[0] if versions else None)
    context = {
        "question": question,
        "versions": versions,
        "version": version,
        "languages": _languages_of(version) if version else [],
        "edit_url": reverse("questions_cms:edit", args=[pk]),
    }
    if version:
        context |= _shown(request, version, request.GET)
    return render(request, "assessments/cms_preview.html", context)


@require_POST
def show_draft(request: HttpRequest) -> HttpResponse:
    """How the question looks that stands in the form, saved or not: a page of its own for a frame beside the form."""
    _for_authors(request)
    number = request.POST.get("question", "")[:18]
    question = get_object_or_404(Question, pk=number) if number.isdecimal() else None
    form = QuestionForm(request.POST, instance=question, by=request.user, kind=request.POST.get("kind", ""))
    form.full_clean()
    values = form.cleaned_data
    version = QuestionVersion(
        kind=values.get("kind") or form.first_kind, content=form.content, points=values.get("points") or 1
    )
    context = _shown(request, version, request.POST, prefix="preview_")
    language = request.POST.get("preview_language")
    with override(language if language in dict(settings.LANGUAGES) else get_language()):  # the page as a learner has it
        return render(request, "assessments/cms_draft.html", context)


def _shown(request: HttpRequest, version: QuestionVersion, asked: Any, prefix: str = "") -> dict[str, Any]:
    language, marked = asked.get(f"{prefix}language") or get_language(), f"{prefix}marked" in asked
    return {
        "shown": preview(version, language, marked=marked),
        "marked": marked,
        "level": Level(Feedback.ALL),
        "tz": zone_of(request.user),
    }


def _wanted(versions: list[QuestionVersion], number: str | None) -> QuestionVersion | None:
    return next((each for each in versions if str(each.number) == number), None)


def _languages_of(version: QuestionVersion) -> list[tuple[str, str]]:
    """The languages that it is written in, those of the site first."""
    written = set(version.content["texts"])
    known = [(code, name) for code, name in settings.LANGUAGES if code in written]
    return known + [(code, code) for code in sorted(written - dict(known).keys())]


def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """The versions of a question, what differs between two of them, and where each is used."""
    _for_authors(request)
    question = get_object_or_404(Question, pk=pk)
    versions = list(question.versions.select_related("created_by").order_by("-number"))
    after = _wanted(versions, request.GET.get("to")) or next(iter(versions), None)
    older = [each for each in versions if after and each.number < after.number]
    before = _wanted(versions, request.GET.get("from")) or next(iter(older), after)
    context = {
        "page_title": _("Versions and use"),
        "page_subtitle": question.code,
        "question": question,
        "versions": versions,
        "before": before,
        "after": after,
        "facts": differences.facts(before, after) if before else [],
        "languages": differences.texts(before.content, after.content) if before else [],
        "uses": uses_of(versions),
        "sections": sections_with(question),
        "edit_url": reverse("questions_cms:edit", args=[pk]) if may_write(request.user) else "",
    }
    return render(request, "assessments/cms_versions.html", context)


def _for_authors(request: HttpRequest) -> None:
    if not may_look(request.user):
        raise PermissionDenied


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
