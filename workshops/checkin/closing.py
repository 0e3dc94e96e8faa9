"""The page on which a day is closed: what the sources say, what does not agree, heads, the signature."""

import datetime
import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from elearning.people.actions import Refused

from ..actions.closing_day import Unacknowledged, sign_day, why_not_signed
from ..actions.head_counts import count_heads
from ..attending import attendance_of
from ..models import DayClosing, Workshop
from ..pages import shared
from ..papers.guard import for_those_who
from ..rules import may_sign_day, may_take_attendance
from .amendments import amendments_of
from .days import day_of
from .forms import HeadsForm, SignForm
from .marks import label
from .moments import chosen_day, days_of
from .opening import why_not_taken
from .reconciling import changes_since


@require_safe
@for_those_who(may_take_attendance)
def closing(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """The day that `day` names, else the first that is not signed."""
    return _page(request, workshop, request.GET.get("day", ""))


@require_POST
@for_those_who(may_take_attendance)
def head_count(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """Heads that were counted at a checkpoint."""
    form = HeadsForm(request.POST)
    if form.is_valid():
        try:
            made = count_heads(workshop, **form.cleaned_data, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("%(heads)d heads are written down.") % {"heads": made.heads})
    else:
        messages.error(request, _("Give a number of heads from 0 to 10,000."))
    return redirect(_address(workshop, request.POST.get("day", "")))


@require_POST
@for_those_who(may_sign_day)
def sign(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """The signature under a day; what stays different needs a remark each."""
    typed = request.POST.get("day", "")
    try:
        day = datetime.date.fromisoformat(typed)
    except ValueError:
        messages.error(request, _("This is not a day. Choose one above, and sign it there."))
        return redirect("workshops:closing", workshop.code)
    form = SignForm(request.POST, differences=day_of(workshop, day).differences)
    if not form.is_valid():
        return _page(request, workshop, typed, form)
    try:
        made = sign_day(workshop, day, form.remarks(), note=form.cleaned_data["note"], by=request.user)
    except Unacknowledged as missing:  # something changed in this very moment
        messages.error(request, str(missing))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Signed by %(name)s.") % {"name": made.signed_by.name})
    return redirect(_address(workshop, typed))


def _address(workshop: Workshop, typed: str) -> str:
    place = reverse("workshops:closing", args=[workshop.code])
    try:
        return f"{place}?day={datetime.date.fromisoformat(typed)}"
    except ValueError:
        return place


def _page(request: HttpRequest, workshop: Workshop, typed: str, form: SignForm | None = None) -> HttpResponse:
    known, now = attendance_of(workshop), timezone.now()
    days = days_of(known.checkpoints)
    signed = {each.day: each for each in workshop.closings.select_related("signed_by")}
    first = next((day.isoformat() for day in days if day not in signed), "")
    day = chosen_day(days, typed or first, now.astimezone(workshop.tz).date())
    context = {**shared(request, workshop, "workshops:closing"), "days": days, "day": day, "tz": workshop.tz}
    if day is None:
        return render(request, "workshops/checkin/no_days.html", context)
    found = day_of(workshop, day, known)
    context |= _state(request, workshop, found, now)
    context |= {
        "found": found,
        "closing": signed.get(day),
        "signed_days": signed,
        "lines": _lines(found, signed.get(day)),
    }
    late = [(each, many) for each, many in sorted(found.waiting.items()) if each in signed and each != day]
    context |= {"late": late, "since": found.since(signed[day].figures) if day in signed else []}
    context["form"] = form or SignForm(differences=found.differences)
    context["amendments"] = [one for one in amendments_of(workshop) if one.checkpoint.day == day]
    return render(request, "workshops/checkin/closing.html", context)


def _state(request: HttpRequest, workshop: Workshop, found: Any, now: datetime.datetime) -> dict[str, Any]:
    return {
        "closed": why_not_taken(workshop, now),
        "too_early": why_not_signed(workshop, found, now),
        "may_sign": may_sign_day(request.user, workshop),
    }


def _lines(found: Any, signed: DayClosing | None) -> list[dict[str, Any]]:
    """Each checkpoint with its figures, what was signed and is another number now, and the form for heads."""
    kept = signed.figures.get("checkpoints", {}) if signed else {}
    return [
        {
            "checkpoint": checkpoint,
            "label": label(checkpoint),
            "figures": figures,
            "changed": changes_since(kept[checkpoint.key], figures) if checkpoint.key in kept else [],
            "form": HeadsForm(
                initial={"id": uuid.uuid4(), "checkpoint": checkpoint.key, "heads": figures.heads},
                auto_id=f"heads-{place}-%s",
            ),
        }
        for place, (checkpoint, figures) in enumerate(found.lines)
    ]
