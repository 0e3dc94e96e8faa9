"""The pages of what waits for a person's decision: the list, and one event."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from elearning.people.actions.refusal import Refused

from ..actions.resolving import can_count, count_as_read, resolve, set_aside
from ..attendance.checkpoints import by_key
from ..attending import checkpoints_of
from ..models import AttendanceEvent, Workshop
from ..pages import shared
from ..papers.guard import for_those_who
from ..rules import may_take_attendance
from .forms import ReasonForm, ResolveForm
from .showing import shown

A_PAGE = 50
MOST_DIGITS = 18
PEOPLE = ("registration__person", "device__person", "actor")


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who(may_take_attendance)
def unresolved(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """What waits, the oldest first; those that are ticked are counted as they were read, or set aside."""
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _decided(request, workshop, form):
        return redirect("workshops:unresolved", workshop.code)
    waiting = workshop.events.waiting().select_related(*PEOPLE).order_by("received_at", "pk")
    page = Paginator(waiting, A_PAGE).get_page(request.GET.get("page"))
    rows = shown(workshop, page.object_list)
    context = {**shared(request, workshop, "workshops:unresolved"), "form": form, "rows": rows, "page": page}
    return render(request, "workshops/devices/unresolved.html", {**context, "ticked": request.POST.getlist("events")})


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who(may_take_attendance)
def resolve_one(request: HttpRequest, workshop: Workshop, pk: int) -> HttpResponse:
    """One event: what was read, and the form that says whose it is."""
    event = get_object_or_404(workshop.events.waiting().select_related(*PEOPLE), pk=pk)
    places = checkpoints_of(workshop)
    known = by_key(places).get(event.checkpoint)
    initial = {"registration": event.registration_id, "checkpoint": known.key if known else ""}
    form = ResolveForm(request.POST or None, workshop=workshop, places=places, initial=initial)
    if request.method == "POST" and form.is_valid() and _resolved(request, event, form):
        return redirect("workshops:unresolved", workshop.code)
    row = shown(workshop, [event])[0]
    context = {**shared(request, workshop, "workshops:unresolved"), "form": form, "row": row}
    return render(request, "workshops/devices/resolve.html", {**context, "can_count": can_count(event)})


def _decided(request: HttpRequest, workshop: Workshop, form: ReasonForm) -> bool:
    keys = [int(key) for key in request.POST.getlist("events") if key.isdecimal() and len(key) <= MOST_DIGITS]
    if not keys:
        form.add_error(None, ValidationError(_("Nothing is ticked. Tick at least one line of the table.")))
        return False
    events = [AttendanceEvent(pk=key) for key in keys]
    deed = count_as_read if "count" in request.POST else set_aside
    try:
        made = deed(workshop, events, reason=form.cleaned_data["reason"], by=request.user)
    except Refused as refusal:
        form.add_error(refusal.about or None, ValidationError(str(refusal)))
        return False
    said = ngettext("%(many)s was decided.", "%(many)s were decided.", len(made))
    messages.success(request, said % {"many": len(made)})
    return True


def _resolved(request: HttpRequest, event: AttendanceEvent, form: ResolveForm) -> bool:
    said = form.cleaned_data
    try:
        resolve(event, said["registration"], said["checkpoint"], reason=said["reason"], by=request.user)
    except Refused as refusal:
        form.add_error(refusal.about or None, ValidationError(str(refusal)))
        return False
    messages.success(request, _("It counts for %(name)s now.") % {"name": said["registration"].person.name})
    return True
