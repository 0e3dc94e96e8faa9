"""The page of figures: the question, both dates, the definitions, the number, the tables, who is behind it."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from elearning.people.actions import Refused
from elearning.people.models import User
from elearning.people.rules import may_see_board, sees_all

from ..pages import shared
from ..rules import may_export, may_freeze
from . import choices, words
from .answering import answer_to, count_for
from .behind import behind
from .forms import QuestionForm
from .questions import Question
from .reading import Within, are_more_than
from .showing import main_number, on_page, sections_of
from .targets import beside

UNASKED = 20_000  # so many records are counted at most when the page opens, in a fifth of a second


def within_of(reader: User) -> Within:
    """Headquarters asks about all; a focal point about who was at her offices on the day."""
    if sees_all(reader):
        return Within()
    return Within(tuple(role.office.path for role in reader.roles_today if role.office))


@login_required
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """A question and its answer."""
    if not may_see_board(request.user):
        raise Http404
    form = QuestionForm(request.GET, reader=request.user)
    question = form.question()
    context = {**shared(request, "tracking:figures"), "form": form, "definitions": words.definitions()}
    if question and not request.GET and are_more_than(UNASKED, question, within_of(request.user)):
        context["many"] = UNASKED  # nobody has asked for this yet
    elif question:
        try:
            context |= answered(request, form, question)
        except Refused as refusal:
            form.add_error(refusal.about or None, str(refusal))
    return render(request, "tracking/figures/figures.html", context, status=200 if form.is_valid() else 400)


def answered(request: HttpRequest, form: QuestionForm, question: Question) -> dict[str, Any]:
    """What the page shows of the answer."""
    counted = count_for(question, within_of(request.user))
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
