"""The page of the day as it ran: planned against actual, and the buttons that say what begins and ends now."""

import datetime
from collections import defaultdict
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ..actions.running import Refused, begin_item, end_item
from ..models import ItemRun, Workshop
from ..pages import shared
from ..papers.guard import for_those_who
from ..publishing.showing import shown
from ..rules import may_run_room
from .actual import Span, rows
from .opening import today_at, why_not_open
from .planned import planned_spans, taken_out
from .reading import in_force, of_day

DEEDS = {"begins": begin_item, "ends": end_item}


@require_safe
@for_those_who(may_run_room)
def running(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """The items of a day: today's, or the one of the address."""
    at = timezone.now()
    version, placements = in_force(workshop)
    days = sorted({one.day for one in placements})
    day = _day(request.GET.get("day", ""), days, today_at(workshop, at))
    found = rows(of_day(placements, day), planned_spans(workshop, day), runs_of(workshop, day), at) if day else []
    context: dict[str, Any] = {
        **shared(request, workshop, "workshops:running"),
        "version": version,
        "days": days,
        "day": day,
        "rows": [(row, shown([row.placement], backstage=True)[0]) for row in found],
        "taken_out": shown(taken_out(workshop, day, placements), backstage=True) if day else [],
        "closed": why_not_open(workshop, at),
        "is_today": day == today_at(workshop, at),
        "tz": workshop.tz,
    }
    return render(request, "workshops/running/running.html", context)


def _day(said: str, days: list[datetime.date], today: datetime.date) -> datetime.date | None:
    """The day that is asked for, if the agenda has it; else today, else the nearest one."""
    known = {day.isoformat(): day for day in days}
    if said and said not in known:
        raise Http404
    return known.get(said) or min(days, key=lambda day: abs(day - today), default=None)


def runs_of(workshop: Workshop, day: datetime.date) -> dict[int, list[Span]]:
    """By item: its runs on this day at the place, whoever's timer told of them; one query."""
    start = datetime.datetime.combine(day, datetime.time(), workshop.tz)
    span = (start, start + datetime.timedelta(days=1))
    found: dict[int, list[Span]] = defaultdict(list)
    runs = ItemRun.objects.filter(item__workshop=workshop, started_at__range=span)
    for item, began_at, ended_at in runs.values_list("item_id", "started_at", "ended_at"):
        found[item].append((began_at, ended_at))
    return found


@require_POST
@for_those_who(may_run_room)
def run_item(request: HttpRequest, workshop: Workshop, item) -> HttpResponse:
    """An item begins or ends now."""
    found = get_object_or_404(workshop.items, uuid=item)
    found.workshop = workshop
    deed = DEEDS.get(request.POST.get("do", ""))
    try:
        if deed is None:
            raise Refused(_("Say whether it begins or ends, by one of the two buttons."))
        deed(found, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(f"{reverse('workshops:running', args=[workshop.code])}#{found.code}")
