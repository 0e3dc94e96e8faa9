"""The page on which a video service's file is imported: first what it would write, then the writing."""

from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from elearning.people.actions import Refused

from ..actions.remote import ELSEWHERE
from ..actions.video import import_video, plan_video
from ..models import Workshop
from ..pages import shared
from ..papers.guard import for_those_who
from ..rules import may_take_attendance
from .forms import VideoForm
from .opening import why_not_taken
from .video_file import Row

AN_HOUR = 3600


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who(may_take_attendance)
def video_import(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """A file is read and shown; only the second button, which sends back what was shown, writes."""
    if "seen" in request.POST:
        return _written(request, workshop)
    form = VideoForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {**shared(request, workshop, "workshops:remote"), "form": form, "tz": workshop.tz}
    context |= {"closed": why_not_taken(workshop), "elsewhere": workshop.delivery in ELSEWHERE}
    if request.method == "POST" and form.is_valid():
        rows = form.cleaned_data["file"]
        context |= {"plan": plan_video(workshop, rows), "seen": _sealed(request, workshop, rows)}
    return render(request, "workshops/checkin/video.html", context)


def _salt(request: HttpRequest, workshop: Workshop) -> str:
    return f"workshops.video/{workshop.pk}/{request.user.pk}"


def _sealed(request: HttpRequest, workshop: Workshop, rows: list[Row]) -> str:
    plain = [[row.line, row.name, row.email, row.joined, row.left, *row.zones] for row in rows]
    return signing.dumps(plain, salt=_salt(request, workshop), compress=True)


def _written(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    try:
        plain = signing.loads(request.POST["seen"], salt=_salt(request, workshop), max_age=AN_HOUR)
        rows = [Row(*values[:5], zones=tuple(values[5:])) for values in plain]
        done = import_video(workshop, rows, by=request.user)
    except signing.BadSignature:
        messages.error(request, _("The page was open for more than an hour, or it was changed. Send the file again."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        said = _("Written: %(new)d new events of %(people)d people; %(known)d were there already.")
        messages.success(request, said % {"new": done.new, "people": done.people, "known": done.known})
        return redirect("workshops:attendance", workshop.code)
    return redirect("workshops:video_import", workshop.code)
