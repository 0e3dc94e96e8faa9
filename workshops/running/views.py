"""The page of what is on now, for her; and the screen of the room, for everybody in it."""

import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from elearning.people.postings import zone_of

from ..asking.reading import open_poll, poll_shown, questions_shown
from ..models import Workshop
from ..pages import shared
from ..papers.guard import for_those_who
from ..publishing.audience import viewer_of
from ..rules import may_run_room, takes_part
from .now import now_and_next
from .opening import today_at
from .reading import in_force, on_now, own


@require_safe
@for_those_who(takes_part)
def now(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """What is on for her, what is next, where, and in which language; htmx asks for the middle of it alone."""
    context = _now(request, workshop, timezone.now())
    if request.htmx:
        return render(request, "workshops/running/_now.html", context)
    context |= shared(request, workshop, "workshops:now")
    return render(request, "workshops/running/now.html", context)


def _now(request: HttpRequest, workshop: Workshop, at: datetime.datetime) -> dict[str, Any]:
    registration = own(workshop, request.user)
    _version, placements = in_force(workshop)
    found = now_and_next(placements, at, viewer_of(registration))
    zone = zone_of(request.user)
    return {
        **phase(workshop, at, bool(placements)),
        "workshop": workshop,
        "now": on_now(found.now, registration.language),
        "next": on_now(found.next, registration.language),
        "tz": workshop.tz,
        "reader_tz": zone if zone and zone != workshop.tz else None,
        "poll": open_poll(workshop),
    }


def phase(workshop: Workshop, at: datetime.datetime, published: bool) -> dict[str, Any]:
    """Whether the days of the workshop are ahead, here, over, or given up; and the clock and day of the place."""
    today = today_at(workshop, at)
    if workshop.state in (Workshop.State.CANCELLED, Workshop.State.POSTPONED):
        name = workshop.state
    elif today < workshop.starts_on:
        name = "before"
    elif today > workshop.ends_on:
        name = "after"
    else:
        name = "during" if published else "unpublished"
    return {"phase": name, "at": at, "today": today}


@require_safe
@for_those_who(may_run_room)
def screen(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """The big screen: clock, now and next by group, the poll, the questions that are shown."""
    at = timezone.now()
    _version, placements = in_force(workshop)
    found = now_and_next(placements, at)
    context = {
        **phase(workshop, at, bool(placements)),
        "workshop": workshop,
        "now": on_now(found.now),
        "next": on_now(found.next),
        "tz": workshop.tz,
        "with_result": "result" in request.GET,
        **poll_shown(workshop, result="result" in request.GET, at=at),
        "questions": questions_shown(workshop),
    }
    return render(request, f"workshops/running/{'_screen' if request.htmx else 'screen'}.html", context)
