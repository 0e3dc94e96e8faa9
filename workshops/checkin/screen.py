"""The screen for the room: the code of this minute, large, with a picture that leads to it."""

from typing import Any

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from ..attending import checkpoints_of
from ..models import Workshop
from ..pages import shared
from ..papers.guard import for_those_who
from ..rules import may_take_attendance
from .codes import begin_of, code_of, window_of
from .marks import label
from .moments import next_after, on_at
from .opening import why_not_taken


@require_safe
@for_those_who(may_take_attendance)
def check_in_screen(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """The code for what is on now, and until when; renewed by itself."""
    context = code_context(request, workshop)
    if request.htmx:
        return render(request, "workshops/checkin/_code.html", context)
    context |= shared(request, workshop, "workshops:check_in_screen")
    return render(request, "workshops/checkin/screen.html", context)


def code_context(request: HttpRequest, workshop: Workshop) -> dict[str, Any]:
    """The code, its picture, and for what it is; without a code what comes next."""
    now, found = timezone.now(), checkpoints_of(workshop)
    checkpoint, window = on_at(found, now), window_of(now)
    context = {"workshop": workshop, "tz": workshop.tz, "closed": why_not_taken(workshop, now)}
    coming = next_after(found, now)
    context |= {"checkpoint": checkpoint, "next": coming, "next_label": label(coming) if coming else ""}
    if checkpoint is None or context["closed"]:
        return context
    code = code_of(workshop.uuid, checkpoint.key, window)
    place = request.build_absolute_uri(reverse("workshops:check_in", args=[workshop.code]))
    return context | {
        "code": f"{code[:3]} {code[3:]}",
        "label": label(checkpoint),
        "place": place,
        "picture": picture_of(f"{place}?code={code}"),
        "until": begin_of(window + 1),
    }


def picture_of(address: str) -> SafeString:
    """A QR code as SVG without colours or sizes of its own: the style sheet gives them."""
    made = segno.make(address, error="m", micro=False)
    drawn = made.svg_inline(border=2, omitsize=True, svgclass=None, lineclass=None)  # numbers of segno's own alone
    return mark_safe(drawn)  # nosec B308 B703 # noqa: S308
