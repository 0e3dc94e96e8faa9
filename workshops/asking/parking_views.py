"""The pages of the parking lot: raising a point, seeing what became of all, settling one."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ..actions import parking as deed
from ..actions.revision import why_sealed
from ..models import ParkedPoint, Workshop
from ..pages import shared
from ..papers.guard import for_those_who
from ..rules import may_park, may_see_parking
from ..running.opening import today_at, why_not_open
from .forms import PointForm, SettleForm
from .reading import overdue, parked_of, without_care

State = ParkedPoint.State


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who(may_see_parking)
def parking(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """All points, those that are overdue first; and the form to raise one."""
    form = PointForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            deed.raise_point(workshop, form.cleaned_data["text"], by=request.user, uuid=form.cleaned_data["uuid"])
        except deed.Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Parked. It stays on this page until somebody has said what became of it."))
            return redirect("workshops:parking", workshop.code)
    return render(request, "workshops/asking/parking.html", _context(request, workshop, form))


def _context(request: HttpRequest, workshop: Workshop, form: PointForm) -> dict[str, Any]:
    points, today = parked_of(workshop), today_at(workshop)
    late = overdue(points, today)
    return {
        **shared(request, workshop, "workshops:parking"),
        "form": form,
        "overdue": late,
        "open": [one for one in points if one.state == State.OPEN and one not in late],
        "settled": [one for one in points if one.state != State.OPEN],
        "uncared": len(without_care(points)) if today >= workshop.ends_on else 0,
        "may_park": may_park(request.user, workshop),
        "closed": why_not_open(workshop),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who(may_park)
def parked_point(request: HttpRequest, workshop: Workshop, uuid) -> HttpResponse:
    """Who sees to it, until when, and what became of it."""
    point = get_object_or_404(workshop.parked.select_related("owner", "raised_by"), uuid=uuid)
    point.workshop = workshop
    form = SettleForm(request.POST if request.method == "POST" else None, point=point, workshop=workshop)
    if request.method == "POST" and form.is_valid():
        try:
            deed.settle_point(point, by=request.user, **form.cleaned_data)
        except deed.Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("workshops:parking", workshop.code)
    context = {
        **shared(request, workshop, "workshops:parking"),
        "point": point,
        "form": form,
        "sealed": why_sealed(workshop),
    }
    return render(request, "workshops/asking/parked_point.html", context)
