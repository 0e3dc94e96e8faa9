"""What a device asks for and sends beside its events: the roster, and what its timer measured."""

import json

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ..actions.devices import is_trusted
from ..actions.runs import keep_heads, keep_runs
from ..attendance.given import moment
from ..devices.line import of_a_device, refusal
from ..models import Device
from .reading import heads, read_all, run
from .roster import is_held, roster_of

MOST = 500
NUMBER_OF_DIGITS = 18


@require_safe
@of_a_device
def roster(request: HttpRequest, device: Device) -> JsonResponse:
    """All that the device holds. 403 to one that was revoked and 410 once the workshop is over: it wipes itself."""
    now, workshop = timezone.now(), device.workshop
    if not is_trusted(device, workshop):
        return _revoked()
    if not is_held(workshop, now):
        return refusal(410, _("The workshop is over: devices hold its people no longer."), over=True)
    title = workshop.text(get_language()).title
    return JsonResponse(roster_of(workshop, title=title, label=device.label, now=now))


@require_POST
@of_a_device
def runs(request: HttpRequest, device: Device) -> JsonResponse:
    """Keep runs of items and head counts; an answer for each. A device that was revoked has no say in these."""
    if not is_trusted(device, device.workshop):
        return _revoked()
    sent = _batch(request.body)
    if sent is None:
        return refusal(400, _("This is not a list of runs and counts. Load room mode again, then send once more."))
    if max(len(sent[name]) for name in ("runs", "heads")) > MOST:
        sentence = _("Nothing was stored: at most %(most)s can be sent at once. Send them in parts.")
        return refusal(413, sentence % {"most": MOST}, most=MOST)
    answers = {}
    for name, kind, keep in (("runs", run, keep_runs), ("heads", heads, keep_heads)):
        found, refused = read_all(sent[name], kind)
        kept = keep(device.workshop, found, by=device.person, sent_at=sent["sent_at"])
        answers[name] = [vars(one) for one in (*kept, *refused)]
    return JsonResponse({"now": timezone.now().isoformat(), **answers})


def _revoked() -> JsonResponse:
    sentence = _("This device was revoked. It is wiped now.")
    return refusal(403, sentence, revoked=True, now=timezone.now().isoformat())


def _batch(body: bytes) -> dict | None:
    """The lists of a body, and when it was sent by the device's clock; None if it is no such thing."""
    try:
        said = json.loads(body, parse_int=_whole, parse_constant=str)
        found = {name: said.get(name) or [] for name in ("runs", "heads")}
        sent_at = said.get("sent_at")
        found["sent_at"] = moment(sent_at) if sent_at else None
    except (AttributeError, TypeError, ValueError, OverflowError, RecursionError):
        return None
    return found if isinstance(found["runs"], list) and isinstance(found["heads"], list) else None


def _whole(digits: str) -> int | str:
    """A number, unless it is so long that reading it costs something."""
    return int(digits) if len(digits) <= NUMBER_OF_DIGITS else digits
