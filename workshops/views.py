"""The pages of a workshop: what it is, its agenda, its calendar, its people."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language

from elearning.people.postings import zone_of

from .agenda import days
from .calendar import calendar_of
from .models import AgendaVersion, Placement, Workshop
from .rules import may_see_backstage, may_see_people


def _workshop(request: HttpRequest, code: str) -> Workshop:
    workshops = Workshop.objects.visible_to(request.user).select_related("host_office").prefetch_related("texts")
    workshop = get_object_or_404(workshops, code=code)
    workshop.shown = workshop.text(get_language())
    return workshop


def _placements(request: HttpRequest, workshop: Workshop) -> list[Placement]:
    """The items of the current version that this reader may see."""
    found = Placement.objects.filter(version__workshop=workshop, version__state=AgendaVersion.State.CURRENT)
    if not may_see_backstage(request.user, workshop):
        found = found.filter(item__visibility="public")
    return list(found.select_related("item__group", "room", "version"))


def workshop_list(request: HttpRequest) -> HttpResponse:
    """Each workshop that this reader may see, newest first."""
    workshops = list(Workshop.objects.visible_to(request.user).prefetch_related("texts"))
    for workshop in workshops:
        workshop.shown = workshop.text(get_language())
    return render(request, "workshops/list.html", {"workshops": workshops})


def detail(request: HttpRequest, code: str) -> HttpResponse:
    """What the workshop is, and one's own place in it."""
    workshop = _workshop(request, code)
    registrations = workshop.registrations.visible_to(request.user).confirmed()
    own = registrations.filter(person=request.user).select_related("group") if request.user.is_authenticated else []
    context = {
        "workshop": workshop,
        "own": list(own),
        "may_see_people": may_see_people(request.user, workshop),
    }
    return render(request, "workshops/detail.html", context)


def agenda(request: HttpRequest, code: str) -> HttpResponse:
    """The published agenda by day, parallel groups side by side, in the place's time and the reader's."""
    workshop = _workshop(request, code)
    placements = _placements(request, workshop)
    zone = zone_of(request.user)
    context = {
        "workshop": workshop,
        "days": [(day, workshop.shown.themes.get(day.isoformat(), ""), slots) for day, slots in days(placements)],
        "tz": workshop.tz,
        "reader_tz": zone if zone and zone != workshop.tz else None,
        "published_at": placements[0].version.published_at if placements else None,
    }
    return render(request, "workshops/agenda.html", context)


def calendar(request: HttpRequest, code: str) -> HttpResponse:
    """The public items of the agenda as an .ics file."""
    workshop = _workshop(request, code)
    placements = [p for p in _placements(request, workshop) if p.item.visibility == "public"]
    url = settings.BASE_URL + reverse("workshops:agenda", args=[workshop.code])
    document = calendar_of(workshop, placements, title=workshop.shown.title, url=url)
    response = HttpResponse(document, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{workshop.code}.ics"'
    return response


def people(request: HttpRequest, code: str) -> HttpResponse:
    """The confirmed participants, for facilitators and headquarters."""
    workshop = _workshop(request, code)
    if not may_see_people(request.user, workshop):
        raise Http404
    rows = workshop.registrations.visible_to(request.user).confirmed().select_related("person", "office", "group")
    return render(request, "workshops/people.html", {"workshop": workshop, "registrations": list(rows)})
