"""The list of devices that take attendance, and revoking one."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from elearning.people.actions.refusal import Refused

from ..actions.devices import revoke_device
from ..models import Workshop
from ..pages import shared
from ..papers.guard import for_those_who
from ..rules import may_take_attendance


@require_safe
@for_those_who(may_take_attendance)
def devices(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """Each device: whose, when it was heard of last, how much it sent, how much of that waits."""
    waiting = ~Q(events__problem="") & Q(events__isnull=False, events__resolution__isnull=True)
    known = workshop.devices.select_related("person", "revoked_by")
    known = known.annotate(sent=Count("events"), waiting=Count("events", filter=waiting))
    context = {**shared(request, workshop, "workshops:devices"), "devices": known, "zone": workshop.zone}
    return render(request, "workshops/devices/devices.html", context)


@require_POST
@for_those_who(may_take_attendance)
def revoke(request: HttpRequest, workshop: Workshop, uuid: str) -> HttpResponse:
    """Revoke one, with the reason."""
    device = get_object_or_404(workshop.devices, uuid=uuid)
    try:
        revoke_device(device, reason=request.POST.get("reason", ""), by=request.user)
        messages.success(request, _("“%(label)s” is revoked. What it still sends waits.") % {"label": device.label})
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("workshops:devices", workshop.code)
