"""The pages on which facilitators make forms, edit, close and remove them."""

import datetime
import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from elearning.people.actions.refusal import Refused

from ..actions.feedback import change_form, close_form, is_answered, make_form, remove_form
from ..actions.revision import why_sealed
from ..models import Anonymity, FeedbackForm, Workshop
from ..pages import shared
from ..papers.guard import for_those_who
from ..rules import may_build
from .forms import FrameForm, NewForm, QuestionFormSet, initial_rows
from .guard import with_form
from .opening import is_over
from .ready import questions_for, title_for
from .showing import about, abouts


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who(may_build)
def form_new(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """A new form with the usual questions, which are edited on the next page."""
    start = {"mode": Anonymity.ANONYMOUS, "opens_at": timezone.now()}
    frame = NewForm(request.POST or None, workshop=workshop, abouts=abouts(workshop), initial=start)
    if request.method == "POST" and frame.is_valid() and (made := _made(request, workshop, frame)):
        messages.success(request, _("The form is made, with the usual questions. Change them as you like."))
        return redirect("workshops:form_edit", workshop.code, made.pk)
    context = {**shared(request, workshop, "workshops:forms"), "frame": frame, "sealed": why_sealed(workshop)}
    return render(request, "workshops/feedback/form_new.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@with_form(may_build)
def form_edit(request: HttpRequest, form: FeedbackForm) -> HttpResponse:
    """Title, mode, times and questions; mode and questions only until somebody has answered."""
    fixed = is_answered(form)
    names = ("titles", "mode", "opens_at", "closes_at")
    frame = FrameForm(
        request.POST or None, workshop=form.workshop, initial={name: getattr(form, name) for name in names}
    )
    rows = None if fixed else QuestionFormSet(request.POST or None, initial=initial_rows(form.questions), prefix="q")
    if fixed:
        frame.fields["mode"].disabled = True
    if (
        request.method == "POST"
        and frame.is_valid()
        and (fixed or rows.is_valid())
        and _changed(request, form, frame, rows)
    ):
        messages.success(request, _("The form is saved."))
        return redirect("workshops:form_edit", form.workshop.code, form.pk)
    context = {
        **shared(request, form.workshop, "workshops:forms"),
        "form": form, "about": about(form), "frame": frame, "rows": rows, "fixed": fixed,
        "over": is_over(form, at=timezone.now()), "sealed": why_sealed(form.workshop),
    }  # fmt: skip
    return render(request, "workshops/feedback/form_edit.html", context)


@require_POST
@with_form(may_build)
def form_close(request: HttpRequest, form: FeedbackForm) -> HttpResponse:
    """No more answers from now on."""
    try:
        close_form(form, by=request.user)
        messages.success(request, _("The form is closed."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("workshops:forms", form.workshop.code)


@require_POST
@with_form(may_build)
def form_remove(request: HttpRequest, form: FeedbackForm) -> HttpResponse:
    """Take away a form that nobody has answered."""
    try:
        remove_form(form, by=request.user)
        messages.success(request, _("The form is taken away."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("workshops:forms", form.workshop.code)


def _made(request: HttpRequest, workshop: Workshop, frame: NewForm) -> FeedbackForm | None:
    values = frame.cleaned_data
    kind, _colon, rest = values["about"].partition(":")
    day = datetime.date.fromisoformat(rest) if kind == "daily" else None
    item = workshop.items.filter(uuid=uuid.UUID(rest)).first() if kind == "item" else None
    times = {"opens_at": values["opens_at"], "closes_at": values["closes_at"]}
    titles = values["titles"] or title_for(kind)
    facts = {"titles": titles, "mode": values["mode"], "questions": questions_for(kind), **times}
    try:
        return make_form(workshop, kind, by=request.user, day=day, item=item, **facts)
    except Refused as refusal:
        frame.refuse(refusal)
        return None


def _changed(request: HttpRequest, form: FeedbackForm, frame: FrameForm, rows: QuestionFormSet | None) -> bool:
    questions = form.questions if rows is None else rows.questions()
    try:
        change_form(form, by=request.user, questions=questions, **frame.cleaned_data)
    except Refused as refusal:
        frame.refuse(refusal)
        return False
    return True
