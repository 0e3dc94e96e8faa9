"""The agenda for other programs, and the page on which a person gets her secret calendar address."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ..actions.feeds import feed_of, give_feed, renew_feed, revoke_feed
from ..models import CalendarFeed, Workshop
from ..pages import shared, workshop_or_404
from ..rules import takes_part
from .feeds import personal_feed, public_feed
from .schedule import Schedule, schedule_of
from .schedule_json import as_json
from .schedule_xml import as_xml

CALENDAR = "text/calendar; charset=utf-8"


@require_safe
def calendar(request: HttpRequest, code: str) -> HttpResponse:
    """The public items of the agenda as an .ics file, to be opened or subscribed to."""
    workshop = workshop_or_404(request, code)
    document = public_feed(workshop)
    if document is None:
        raise Http404
    response = HttpResponse(document, content_type=CALENDAR)
    response["Content-Disposition"] = f'attachment; filename="{workshop.code}.ics"'
    return response


@require_safe
def personal(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar of whoever this secret address was given to; the address alone opens it, no cookie is read."""
    feeds = CalendarFeed.objects.filter(revoked_at__isnull=True, person__is_active=True).select_related("person")
    document = personal_feed(get_object_or_404(feeds, secret=secret))
    if document is None:
        raise Http404
    response = HttpResponse(document, content_type=CALENDAR)
    response["Cache-Control"] = "private, max-age=900"
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def schedule_xml(request: HttpRequest, code: str) -> HttpResponse:
    """The current agenda as schedule.xml, read by conference apps."""
    workshop = workshop_or_404(request, code)
    return HttpResponse(as_xml(_schedule(workshop)), content_type="application/xml; charset=utf-8")


@require_safe
def schedule_json(request: HttpRequest, code: str) -> HttpResponse:
    """The current agenda as schedule.json, read by conference apps."""
    workshop = workshop_or_404(request, code)
    return JsonResponse(as_json(_schedule(workshop)), json_dumps_params={"ensure_ascii": False})


def _schedule(workshop: Workshop) -> Schedule:
    schedule = schedule_of(workshop)
    if schedule is None:
        raise Http404
    return schedule


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def my_calendar(request: HttpRequest, code: str) -> HttpResponse:
    """Her secret address: get it, change it, revoke it."""
    workshop = workshop_or_404(request, code, takes_part)
    if request.method == "POST":
        _do(request, workshop)
        return redirect("workshops:my_calendar", workshop.code)
    feed = feed_of(request.user, workshop)
    address = settings.BASE_URL + reverse("workshops:feed", args=[feed.secret]) if feed else ""
    context = {
        **shared(request, workshop, "workshops:agenda"),
        "feed": feed,
        "address": address,
        "webcal": "webcal:" + address.partition(":")[2] if feed else "",
    }
    return render(request, "workshops/versions/my_calendar.html", context)


def _do(request: HttpRequest, workshop: Workshop) -> None:
    """What the button says, to the address that was shown with it: one that was changed since stays."""
    deed, feed = request.POST.get("do"), feed_of(request.user, workshop)
    if feed and feed.secret != request.POST.get("secret"):
        feed = None
    if deed == "give":
        give_feed(request.user, workshop)
    elif deed == "renew" and feed:
        renew_feed(feed)
        messages.success(request, _("The old address answers nothing any more. Put the new one into your calendar."))
    elif deed == "revoke" and feed:
        revoke_feed(feed)
        messages.success(request, _("The address answers nothing any more."))
