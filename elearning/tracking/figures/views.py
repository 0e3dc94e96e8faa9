"""The page of figures: the question, both dates, the definitions, the number, the tables, who is behind it."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from elearning.people.actions import Refused
from elearning.people.models import User
from elearning.people.rules import may_see_board, sees_all

from ..models import Counting
from ..pages import shared
from ..rules import may_export, may_freeze
from . import choices, words
from .answering import answer_to, count_at_once
from .behind import behind
from .counting import Count
from .forms import QuestionForm
from .keeping import begin, kept
from .questions import Question
from .reading import AT_ONCE, Within, is_large
from .showing import main_number, on_page, sections_of
from .targets import beside


def within_of(reader: User) -> Within:
    """Headquarters asks about all; a focal point about who was at her offices on the day."""
    if sees_all(reader):
        return Within()
    return Within(tuple(role.office.path for role in reader.roles_today if role.office))


@login_required
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """A question and its answer; while that is being counted, how far it is."""
    if not may_see_board(request.user):
        raise Http404
    form = QuestionForm(request.GET, reader=request.user)
    question = form.question()
    context = {**shared(request, "tracking:figures"), "form": form, "definitions": words.definitions()}
    if question:
        try:
            context |= answer_or_way(request, form, question)
        except Refused as refusal:
            form.add_error(refusal.about or None, str(refusal))
    if request.headers.get("HX-Request"):
        return _asked_again(request, context)
    return render(request, "tracking/figures/figures.html", context, status=200 if form.is_valid() else 400)


def _asked_again(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """For the page that waits: how far it is, or that it should load itself."""
    if "row" in context:
        return render(request, "tracking/figures/_waiting.html", context)
    return HttpResponse(headers={"HX-Refresh": "true"})


@login_required
@require_POST
def count(request: HttpRequest) -> HttpResponse:
    """Ask: a large question is left to the worker, then its page says how far it is."""
    if not may_see_board(request.user):
        raise Http404
    form, given = QuestionForm(request.POST, reader=request.user), request.POST.copy()
    given.pop("csrfmiddlewaretoken", None)
    question = form.question()
    if question is None:
        return redirect(f"{reverse('tracking:figures')}?{given.urlencode()}")
    within = within_of(request.user)
    if is_large(question, within):
        begin(question, within, by=request.user)
    return redirect(_address(question, given.get("target", "")))


def _address(question: Question, target: str) -> str:
    """Where this question is answered, beside the target of this id."""
    more = {"target": target} if target else {}
    return f"{reverse('tracking:figures')}?{urlencode(question.params() | more, doseq=True)}"


def answer_or_way(request: HttpRequest, form: QuestionForm, question: Question) -> dict[str, Any]:
    """The answer, if it is there or made in a moment; else how far it is, or that it must be asked for."""
    within = within_of(request.user)
    if not is_large(question, within):
        return answered(request, form, question, count_at_once(question, within))
    row = kept(request.user, question, within)
    if row is None:
        return {"many": AT_ONCE}
    if row.state != Counting.State.DONE:
        return {"row": row, "question": question, "address": _address(question, request.GET.get("target", ""))}
    return answered(request, form, question, Count.read(row.counted))


def answered(request: HttpRequest, form: QuestionForm, question: Question, counted: Count) -> dict[str, Any]:
    """What the page shows of the answer."""
    answer = answer_to(question, counted)
    number, *tables = sections_of(answer, question, whole=False)
    return {
        "question": question,
        "asked": asked_words(form, question),
        "number": main_number(answer, question),
        "parts": [on_page(section) for section in (number, *tables)],
        "measure": choices.MEASURE_WORDS[question.measure],
        "may_freeze": may_freeze(request.user),
        "may_export": may_export(request.user),
        "target": beside(request.GET.get("target", ""), question, answer) if sees_all(request.user) else None,
        **behind(request.user, counted.people, request.GET.get("page")),
    }


def asked_words(form: QuestionForm, question: Question) -> list[tuple[str, str]]:
    """The question in words, with the names that the form knows."""
    subject = choices.flat(form.fields["subject"].choices).get(question.subject, question.subject)
    office = choices.flat(form.fields["office"].choices).get(question.office, "")
    return words.asked(question, subject, office)
