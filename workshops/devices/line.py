"""The line by which a device sends what it took down: a batch in, an answer for each event out."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from ..actions.devices import SCHEME, device_of, is_trusted
from ..actions.receiving import receive
from ..models import Device
from .reading import MOST, MOST_BYTES, TooMuch, Unreadable, batch


def of_a_device(view: Callable[..., JsonResponse]) -> Callable[..., JsonResponse]:
    """A view that gets the device in place of the workshop's code; 401 for a header that names none. No cookie."""

    @never_cache
    @csrf_exempt  # nothing is done by a cookie: the secret in the header is no browser's to add
    @wraps(view)
    def known(request: HttpRequest, code: str, **kwargs) -> JsonResponse:
        device = device_of(request.headers.get("Authorization", ""), code)
        if device is None:
            answer = refusal(401, _("The server does not know this device. Prepare it again; what waits here is kept."))
            answer["WWW-Authenticate"] = SCHEME
            return answer
        return view(request, device, **kwargs)

    return known


@require_POST
@of_a_device
def events(request: HttpRequest, device: Device) -> JsonResponse:
    """Keep a batch of events, all or none; what is too much or no batch at all is refused and nothing is stored."""
    if _length(request) > MOST_BYTES:
        return _too_much()
    try:
        sent = batch(request.body)
    except TooMuch:
        return _too_much()
    except Unreadable:
        return refusal(400, _("This is not a list of events. Load room mode again, then send once more."))
    answers = receive(device.workshop, sent.events, device=device, by=device.person, sent_at=sent.sent_at)
    said = [{"id": str(one.id), "status": one.status, "why": one.why} for one in answers]
    revoked = not is_trusted(device, device.workshop)
    return JsonResponse({"now": timezone.now().isoformat(), "answers": said, "revoked": revoked})


def refusal(status: int, sentence: str, **facts) -> JsonResponse:
    """What went wrong, as a sentence."""
    return JsonResponse({"error": sentence, **facts}, status=status)


def _length(request: HttpRequest) -> int:
    said = request.headers.get("Content-Length", "")
    return int(said[:12]) if said.isdecimal() else 0  # without one, Django reads no body


def _too_much() -> JsonResponse:
    sentence = _("Nothing was stored: at most %(most)s events can be sent at once. Send them in parts.")
    return refusal(413, sentence % {"most": MOST}, most=MOST)
