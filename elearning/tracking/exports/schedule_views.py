"""The pages of scheduled exports: one's own, a new one, the stop, and the page behind the mailed link."""

import datetime
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from elearning.people.actions import Refused

from ..models import Schedule
from ..pages import shared
from ..rules import may_export, may_see_exports
from .actions import add_schedule, stop_schedule
from .answers import file_answer
from .forms import ScheduleForm
from .orders import WHATS, order_of
from .periods import asked_on, kept
from .views import shown

HERE = "tracking:schedules"


def own_or_404(request: HttpRequest, uuid: UUID) -> Schedule:
    """A schedule of the reader's own; rights are asked anew each time."""
    if not may_export(request.user):
        raise Http404
    return get_object_or_404(Schedule, uuid=uuid, person=request.user)


@login_required
@require_safe
def schedules(request: HttpRequest) -> HttpResponse:
    """What is offered to the reader again and again."""
    if not may_export(request.user):
        raise Http404
    rows = [(each, WHATS[each.what]) for each in request.user.schedules.filter(ended_at=None)]
    context = {**shared(request, HERE), "rows": rows, "may_see_log": may_see_exports(request.user)}
    return render(request, "tracking/exports/schedules.html", context)


@login_required
def new(request: HttpRequest) -> HttpResponse:
    """Have the question in the address asked anew each week or month."""
    if not may_export(request.user):
        raise Http404
    what = request.GET.get("what", "")
    order, asked = order_of(what, request.GET, request.user)
    form = ScheduleForm(request.POST or None, what=what)
    if request.method == "POST" and order and form.is_valid():
        said = form.cleaned_data
        params = order.params | ({"outside": "1"} if said.get("outside") else {})
        question = kept(params, said.get("period", ""))
        try:
            add_schedule(what, said["kind"], question, every=said["every"], why=said["why"], by=request.user)
        except Refused as refusal:
            form.add_error(refusal.about or None, str(refusal))
        else:
            messages.success(request, _("You will be told by mail when the file is there to fetch."))
            return redirect(HERE)
    context = {**shared(request, HERE), **shown(what, order, asked), "form": form, "scheduled": True}
    return render(request, "tracking/exports/new.html", context, status=200 if order else 400)


@login_required
@require_POST
def stop(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """No more mails."""
    stop_schedule(own_or_404(request, uuid), by=request.user)
    messages.success(request, _("It is stopped."))
    return redirect(HERE)


@login_required
def scheduled(request: HttpRequest, uuid: UUID, day: datetime.date) -> HttpResponse:
    """The page behind the mailed link: what the file holds, and one button that gives it."""
    schedule = own_or_404(request, uuid)
    if not schedule.made_at.date() <= day <= timezone.now().date():
        raise Http404
    order, asked = order_of(schedule.what, asked_on(schedule.question, day), request.user)
    if request.method == "POST" and order:
        return file_answer(schedule.what, schedule.kind, order, why=schedule.why, by=request.user)
    context = {**shared(request, HERE), **shown(schedule.what, order, asked), "schedule": schedule, "day": day}
    return render(request, "tracking/exports/scheduled.html", context, status=200 if order else 400)
