"""The page "we are late": what would move, what does not fit and what can be done about it; then a live version."""

import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ..actions import lateness as deed
from ..actions.publishing import Refused as NotPublished
from ..models import AgendaVersion, Workshop
from ..pages import shared
from ..papers.guard import for_those_who
from ..rules import may_publish, may_run_room
from .late_forms import LateForm
from .late_showing import preview
from .opening import today_at, why_not_open
from .reading import in_force, of_day

NO_NUMBER = 0


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who(may_run_room)
def late(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """GET shows what would become of the day, POST publishes it, once."""
    at = timezone.now()
    version, placements = in_force(workshop)
    said = request.POST if request.method == "POST" else request.GET
    form = LateForm(said if "what" in said or said is request.POST else None,
                    placements=of_day(placements, today_at(workshop, at)), at=at)  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            done = deed.retime_today(
                workshop, form.late(), version=_number(request.POST), by=request.user, at=at,
                acknowledged=request.POST.getlist("acknowledged"),
            )  # fmt: skip
        except deed.AlreadyDone as known:
            messages.info(request, str(known))
            return redirect("workshops:late", workshop.code)
        except (deed.Refused, NotPublished) as refusal:
            form.add_error(None, str(refusal))
        else:
            return _told(request, workshop, done)
    return _page(request, workshop, version, form, at)


def _number(said: QueryDict) -> int:
    number = said.get("version", "")
    return int(number) if number.isascii() and number.isdigit() and len(number) < 10 else NO_NUMBER


def _told(request: HttpRequest, workshop: Workshop, done: deed.Retimed) -> HttpResponse:
    """To the notices for those who may send them; the others are told who does."""
    words = _("Version %(number)s is published, made on the day.") % {"number": done.version.number}
    messages.success(request, words)
    if done.draft:
        words = _("The draft of the agenda is kept as version %(number)s; nothing of it is published.")
        messages.info(request, words % {"number": done.draft.number})
    if done.behind:
        words = _(
            "Changed in the draft too, so left there as they were: %(codes)s. Look at them before you publish it."
        )
        messages.warning(request, words % {"codes": ", ".join(done.behind)})
    if may_publish(request.user, workshop):
        return redirect("workshops:announcement", workshop.code, done.version.number)
    messages.info(
        request, _("The notices are prepared. The lead facilitator or headquarters sends them, under Versions.")
    )
    return redirect("workshops:running", workshop.code)


def _page(
    request: HttpRequest, workshop: Workshop, version: AgendaVersion | None, form: LateForm, at: datetime.datetime
) -> HttpResponse:
    context: dict[str, Any] = {
        **shared(request, workshop, "workshops:late"),
        "form": form,
        "version": version,
        "closed": why_not_open(workshop, at),
        "at": at,
        "tz": workshop.tz,
        "may_publish": may_publish(request.user, workshop),
    }
    form.is_valid()
    if version and not context["closed"] and form.said():
        version.workshop = workshop
        try:
            context["preview"] = preview(version, form, today_at(workshop, at))
        except deed.Refused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "workshops/running/late.html", context)
