"""The pages of targets: the list, the naming of one, its withdrawal."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from elearning.people.actions import Refused

from ..models import Target
from ..pages import shared
from .choices import MEASURE_WORDS
from .forms import QuestionForm
from .sheet_forms import TargetForm
from .sheet_views import for_headquarters
from .targets import add_target, question_of, withdraw_target
from .views import asked_words


@login_required
@require_safe
def targets(request: HttpRequest) -> HttpResponse:
    """What is promised, each with the way to its figures of today."""
    for_headquarters(request)
    now = timezone.now().replace(microsecond=0)
    rows = [
        (target, MEASURE_WORDS[target.measure], question_of(target, on=now.date(), known_at=now).query)
        for target in Target.objects.filter(withdrawn_at=None)
    ]
    return render(request, "tracking/figures/targets.html", {**shared(request, "tracking:targets"), "rows": rows})


@login_required
def new(request: HttpRequest) -> HttpResponse:
    """Promise a number for the question in the address."""
    for_headquarters(request)
    asked = QuestionForm(request.GET, reader=request.user)
    question = asked.question()
    if question is None:
        return redirect(f"{reverse('tracking:figures')}?{request.GET.urlencode()}")
    form = TargetForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            add_target(question, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.about or None, str(refusal))
        else:
            messages.success(request, _("The target is kept."))
            return redirect("tracking:targets")
    context = {"form": form, "asked": asked_words(asked, question), "measure": MEASURE_WORDS[question.measure]}
    return render(request, "tracking/figures/target_new.html", {**shared(request, "tracking:targets"), **context})


@login_required
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a promise back."""
    for_headquarters(request)
    withdraw_target(get_object_or_404(Target, pk=pk), by=request.user)
    messages.success(request, _("The target is withdrawn. Sheets that showed it stay as they are."))
    return redirect("tracking:targets")
