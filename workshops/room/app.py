"""The app itself, without anything personal in it: its shell, its manifest, its worker; open to anybody."""

import hashlib
import json
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from elearning.identity import site_name

from ..models import Workshop
from ..pages import workshop_or_404
from .files import ENTRY, decoder, kept
from .words import words

ICONS = (("img/room-192.png", "192x192"), ("img/room-512.png", "512x512"))


@never_cache
@require_safe
def shell(request: HttpRequest, code: str) -> HttpResponse:
    """The page that the worker keeps; it is the same for everybody who reads this language."""
    return HttpResponse(shell_of(workshop_or_404(request, code)))


@never_cache
@require_safe
def manifest(request: HttpRequest, code: str) -> HttpResponse:
    """What makes the app installable."""
    workshop = workshop_or_404(request, code)
    home = reverse("workshops:room_app", args=[code])
    icons = [{"src": static(name), "sizes": size, "type": "image/png"} for name, size in ICONS]
    facts = {
        "id": home,
        "name": _("%(code)s: room mode") % {"code": workshop.code},
        "short_name": workshop.code,
        "start_url": home,
        "scope": home,
        "display": "standalone",
        "lang": get_language(),
        "dir": "rtl" if get_language_bidi() else "ltr",
        "background_color": "#f5f7f2",
        "theme_color": "#01443f",
        "icons": [*icons, {"src": static("img/logo.svg"), "sizes": "any", "type": "image/svg+xml"}],
    }
    return JsonResponse(facts, content_type="application/manifest+json")


@never_cache
@require_safe
def worker(request: HttpRequest, code: str) -> HttpResponse:
    """The service worker. Its text changes whenever the shell or one of the files does, so that browsers notice."""
    workshop = workshop_or_404(request, code)
    home = reverse("workshops:room_app", args=[code])
    facts: dict[str, Any] = {"prefix": f"room-{workshop.code}/", "shell": home}
    facts |= {"entry": static(ENTRY), "files": kept(), "decoder": decoder()}
    said = json.dumps(facts) + shell_of(workshop)
    facts["cache"] = facts["prefix"] + hashlib.sha256(said.encode()).hexdigest()[:16]
    text = f"const ROOM = {json.dumps(facts)};\nimportScripts({json.dumps(static('js/room/worker.js'))});\n"
    return HttpResponse(text, content_type="text/javascript", headers={"Service-Worker-Allowed": home})


def shell_of(workshop: Workshop) -> str:
    """The shell in the active language; `workshop.shown` is its text."""
    places = {
        name: reverse(f"workshops:{address}", args=[workshop.code])
        for name, address in (
            ("worker", "room_worker"),
            ("roster", "room_roster"),
            ("events", "room_events"),
            ("runs", "room_runs"),
            ("home", "room"),
        )
    }
    context = {
        "workshop": workshop,
        "site_name": site_name(),
        "decoder": decoder()[0],
        "facts": {"code": workshop.code, "zone": workshop.zone, "places": places, "words": words()},
    }
    return render_to_string("workshops/room/app.html", context)
