"""The list of workshops, and the first page of each: what it is, and one's own place in it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from ..actions.moving import asks_to_reconfirm
from ..models import Workshop
from ..pages import shared, workshop_or_404
from ..rules import may_create, may_see_backstage, may_see_people
from .logos import shown_supporters
from .showing import TONES, asked_for_certificate, family_of, how_to_come, next_steps


def workshop_list(request: HttpRequest) -> HttpResponse:
    """Each workshop that this reader may see, those to come first; `state` in the address narrows it."""
    workshops = Workshop.objects.visible_to(request.user).prefetch_related("texts")
    asked = request.GET.get("state", "")
    if asked in Workshop.State.values:
        workshops = workshops.filter(state=asked)
    now, coming, past = timezone.now(), [], []
    for workshop in workshops:
        workshop.shown, workshop.tone = workshop.text(get_language()), TONES.get(workshop.state, "neutral")
        (coming if workshop.ends_on >= now.astimezone(workshop.tz).date() else past).append(workshop)
    context = {"coming": coming[::-1], "past": past, "asked": asked, "may_create": may_create(request.user)}
    context["states"] = [
        choice for choice in Workshop.State.choices if choice[0] != "draft" or may_create(request.user)
    ]
    return render(request, "workshops/list.html", context)


def detail(request: HttpRequest, code: str) -> HttpResponse:
    """What the workshop is, who stands behind it, and what this reader can do here."""
    workshop = workshop_or_404(request, code)
    own = None
    if request.user.is_authenticated:
        mine = workshop.registrations.taking_part().filter(person=request.user)
        own = mine.select_related("group").first()
    context = {**shared(request, workshop, "workshops:detail"), **family_of(workshop, request.user)}
    context |= {
        "own": own,
        "supporters": shown_supporters(workshop),
        "funding": list(workshop.funding.all()) if may_see_backstage(request.user, workshop) else [],
        "asks": asked_for_certificate(workshop),
        "how": how_to_come(workshop),
        "steps": next_steps(request.user, workshop, own, context["open_pages"]),
        "tone": TONES.get(workshop.state, "neutral"),
        "reconfirming": _reconfirming(request, workshop),
    }
    return render(request, "workshops/detail.html", context)


def _reconfirming(request: HttpRequest, workshop: Workshop) -> tuple[int, int] | None:
    """How many of the confirmed have said that they come on the new dates, for those who see them all."""
    if not asks_to_reconfirm(workshop) or not may_see_people(request.user, workshop):
        return None
    confirmed = workshop.registrations.filter(state="confirmed")
    return confirmed.filter(reconfirmed_at__isnull=False).count(), confirmed.count()
