"""The page on which a device is prepared for the room."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from elearning.people.actions.refusal import Refused

from ..actions.devices import prepare_device
from ..models import Workshop
from ..pages import shared
from ..papers.guard import for_those_who
from ..rules import may_take_attendance
from .forms import PrepareForm
from .roster import is_held, wiped_at


@require_safe
@for_those_who(may_take_attendance)
def room(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """What room mode is, what the device will hold, and the button that prepares it."""
    context = {
        **shared(request, workshop, "workshops:room"),
        "form": PrepareForm(),
        "held": is_held(workshop, timezone.now()),
        "people": workshop.registrations.taking_part().participants().count(),
        "wiped_at": wiped_at(workshop).astimezone(workshop.tz),
    }
    return render(request, "workshops/room/room.html", context)


@require_POST
@for_those_who(may_take_attendance)
def prepare(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """Give this device its secret, to the script that asked; without scripts room mode cannot work: nothing is made."""
    if not request.accepts("application/json") or request.accepts("text/html"):
        return render(request, "workshops/room/no_script.html", shared(request, workshop, "workshops:room"))
    form = PrepareForm(request.POST)
    if not form.is_valid():
        return _refused(" ".join(form.errors["label"]))
    if not is_held(workshop, timezone.now()):
        return _refused(_("The workshop is over: no device needs its people any more."))
    try:
        device, secret = prepare_device(workshop, request.user, form.cleaned_data["label"], by=request.user)
    except Refused as refusal:
        return _refused(str(refusal))
    app = reverse("workshops:room_app", args=[workshop.code])
    return JsonResponse({"token": f"{device.uuid}.{secret}", "app": app})


def _refused(sentence: str) -> JsonResponse:
    return JsonResponse({"fault": sentence}, status=400)
