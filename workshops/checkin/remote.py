"""The page on which it is set who follows from elsewhere, and where they meet."""

import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from elearning.people.actions import Refused

from ..actions.remote import ELSEWHERE, set_meeting, set_presence
from ..actions.revision import why_sealed
from ..attending import checkpoints_of
from ..models import Registration, Workshop
from ..pages import shared
from ..papers.guard import for_those_who
from ..papers.lists import place_of
from ..rules import may_take_attendance
from .forms import MeetingForm, PresenceForm
from .moments import days_of
from .presence import remote_days


@require_safe
@for_those_who(may_take_attendance)
def remote(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """Who is in the room and who is not, by day."""
    return _page(request, workshop, MeetingForm(initial={"online_url": workshop.online_url}))


@require_POST
@for_those_who(may_take_attendance)
def meeting(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """The address of the video meeting."""
    form = MeetingForm(request.POST)
    if form.is_valid():
        try:
            set_meeting(workshop, form.cleaned_data["online_url"], by=request.user)
        except Refused as refusal:
            form.add_error("online_url", str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect("workshops:remote", workshop.code)
    return _page(request, workshop, form)


@require_POST
@for_those_who(may_take_attendance)
def presence(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """Those who are ticked, on the days that are ticked."""
    form = PresenceForm(request.POST, people=_people(workshop), days=days_of(checkpoints_of(workshop)))
    if not form.is_valid():
        messages.error(request, " ".join(error for errors in form.errors.values() for error in errors))
        return redirect("workshops:remote", workshop.code)
    values = form.cleaned_data
    days = [datetime.date.fromisoformat(day) for day in values["days"]]
    try:
        many = set_presence(workshop, form.registrations(), days, remote=values["mode"] == "remote", by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        said = ngettext("%(many)d day of a person has changed.", "%(many)d days of people have changed.", many)
        messages.success(request, said % {"many": many})
    return redirect("workshops:remote", workshop.code)


def _people(workshop: Workshop) -> list[Registration]:
    people = workshop.registrations.taking_part().participants().select_related("person", "office", "partner")
    return list(people.order_by("number", "pk"))


def _page(request: HttpRequest, workshop: Workshop, form: MeetingForm) -> HttpResponse:
    days, elsewhere = days_of(checkpoints_of(workshop)), remote_days(workshop)
    people = _people(workshop)
    lines = [
        {"one": one, "place": place_of(one), "days": [day for day in days if (one.pk, day) in elsewhere]}
        for one in people
    ]
    context = {**shared(request, workshop, "workshops:remote"), "form": form, "lines": lines}
    context["sealed"] = why_sealed(workshop)
    context |= {"days_form": PresenceForm(people=people, days=days), "hybrid": workshop.delivery == "hybrid"}
    context["elsewhere"] = workshop.delivery in ELSEWHERE
    return render(request, "workshops/checkin/remote.html", context)
