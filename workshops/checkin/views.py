"""The attendance of a day: the table of people and checkpoints, its export, and those who are taken by hand."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from elearning.people.actions import Refused

from ..actions.checking_in import take_by_hand
from ..attendance.checkpoints import by_key
from ..attending import Attendance, attendance_of, checkpoints_of
from ..models import Workshop
from ..pages import shared
from ..papers.downloads import table_answer
from ..papers.guard import for_those_who
from ..rules import may_see_attendance, may_take_attendance
from .grid import ONLY, address, columns, lines, sought, table
from .marks import label
from .moments import chosen_day, days_of
from .opening import why_not_taken
from .presence import remote_days


@require_safe
@for_those_who(may_see_attendance)
def attendance(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """People by checkpoints of one day; `at` and `only` narrow it to whom one looks for."""
    known, now = attendance_of(workshop), timezone.now()
    days = days_of(known.checkpoints)
    day = chosen_day(days, request.GET.get("day", ""), now.astimezone(workshop.tz).date())
    context = {**shared(request, workshop, "workshops:attendance"), "days": days, "day": day, "tz": workshop.tz}
    if day is None:
        return render(request, "workshops/checkin/no_days.html", context)
    at, only, people = _narrowed(request, known)
    elsewhere = remote_days(workshop)
    context |= {
        "columns": columns(workshop, known, day, now),
        "lines": lines(workshop, known, people, day, elsewhere),
        "everybody": len(known.people),
        "at": at,
        "at_label": label(at) if at else "",
        "only": only,
        "sought": ONLY.get(only, ""),
        "signed": workshop.closings.filter(day=day).select_related("signed_by").first(),
        "closed": why_not_taken(workshop, now),
        "may_take": may_take_attendance(request.user, workshop),
    }
    return render(request, "workshops/checkin/attendance.html", context)


def _narrowed(request: HttpRequest, known: Attendance) -> tuple[Any, str, list]:
    at = by_key(known.checkpoints).get(request.GET.get("at", ""))
    only = request.GET.get("only", "unseen")
    if at is None or only not in ONLY:
        return None, "", known.people
    return at, only, sought(known, at, only)


@require_safe
@for_those_who(may_see_attendance)
def attendance_export(request: HttpRequest, workshop: Workshop, kind: str) -> HttpResponse:
    """The table of a day for a spreadsheet."""
    known = attendance_of(workshop)
    today = timezone.now().astimezone(workshop.tz).date()
    day = chosen_day(days_of(known.checkpoints), request.GET.get("day", ""), today)
    if day is None:
        raise Http404
    made = table(workshop, known, day, remote_days(workshop))
    return table_answer(made, kind, f"{workshop.code}-attendance-{day}", _("Attendance"))


@require_POST
@for_those_who(may_take_attendance)
def take(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """Those who are ticked were seen there by the facilitator."""
    checkpoint = by_key(checkpoints_of(workshop)).get(request.POST.get("checkpoint", ""))
    numbers = [number for number in request.POST.getlist("who") if number.isalnum() and len(number) <= 10]
    people = workshop.registrations.taking_part().participants().select_related("person").filter(number__in=numbers)
    if checkpoint is None or not people:
        messages.error(request, _("Nobody was ticked. Tick those whom you see, and press the button again."))
        return redirect("workshops:attendance", workshop.code)
    try:
        taken = take_by_hand(workshop, people, checkpoint, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        said = ngettext("%(many)d person was taken for %(code)s.", "%(many)d people were taken for %(code)s.", taken)
        messages.success(request, said % {"many": taken, "code": label(checkpoint)})
    return redirect(address(workshop, checkpoint, "unseen"))
