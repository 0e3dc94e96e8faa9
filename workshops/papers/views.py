"""Her own page after the confirmation: journey, needs, consents, letters."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from elearning.people.actions.refusal import Refused

from ..actions.needs import deleted_on, forget_needs, save_needs
from ..actions.revision import why_sealed
from ..actions.travelling import is_frozen, last_day_to_fill_in, save_consents, save_travel
from ..models import Registration, Workshop
from ..pages import shared
from ..rules import takes_part
from .arrivals import travel_of
from .forms import ConsentForm, NeedsForm, TravelForm
from .guard import for_those_who


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who(takes_part)
def travel(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """How she comes and what she needs: to be filled in until the freeze date, to be read after it."""
    own = _own(request, workshop)
    forms = _forms(request, own)
    if request.method == "POST" and _valid(forms) and _saved(request, own, forms):
        messages.success(request, _("Saved. You can change it here until the date named below."))
        return redirect("workshops:travel", workshop.code)
    return render(request, "workshops/papers/travel.html", _context(request, own, forms))


@require_POST
@for_those_who(takes_part)
def consents(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """What she agrees to, given or taken back on any day."""
    form = ConsentForm(request.POST)
    if form.is_valid():
        save_consents(_own(request, workshop), by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
    return redirect("workshops:travel", workshop.code)


@require_POST
@for_those_who(takes_part)
def forget(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """Her needs deleted before their date."""
    forget_needs(_own(request, workshop), by=request.user)
    messages.success(request, _("Your needs are deleted here. Who was told of them before may still know."))
    return redirect("workshops:travel", workshop.code)


def _own(request: HttpRequest, workshop: Workshop) -> Registration:
    own = workshop.registrations.taking_part().select_related("travel", "need").get(person=request.user)
    own.workshop = workshop
    return own


def _forms(request: HttpRequest, own: Registration) -> dict[str, Any]:
    data = request.POST if request.method == "POST" else None
    return {
        "travel_form": TravelForm(data, workshop=own.workshop, travel=travel_of(own)),
        "needs_form": NeedsForm(data, need=getattr(own, "need", None)),
        "consent_form": ConsentForm(data, initial={"in_list": own.in_list, "photo": own.photo}),
    }


def _valid(forms: dict[str, Any]) -> bool:
    """Whether all are; each is asked, so that the page shows everything that is wrong."""
    return sum(not form.is_valid() for form in forms.values()) == 0


def _saved(request: HttpRequest, own: Registration, forms: dict[str, Any]) -> bool:
    """All three or none; what was refused stands at its field."""
    journey = forms["travel_form"]
    try:
        with transaction.atomic():
            values, seen = journey.values(), journey.cleaned_data["seen"]
            save_travel(own, values, by=request.user, seen=seen)
            save_needs(own, by=request.user, **forms["needs_form"].cleaned_data)
            save_consents(own, by=request.user, **forms["consent_form"].cleaned_data)
    except Refused as refusal:
        journey.add_error(refusal.about or None, ValidationError(str(refusal)))
        return False
    return True


def _context(request: HttpRequest, own: Registration, forms: dict[str, Any]) -> dict[str, Any]:
    workshop = own.workshop
    letters = own.letters.select_related("workshop", "replaced_by__workshop")
    return {
        **shared(request, workshop, "workshops:travel"),
        **forms,
        "registration": own,
        "travel": travel_of(own),
        "need": getattr(own, "need", None),
        "frozen": is_frozen(workshop),
        "sealed": why_sealed(workshop),
        "until": last_day_to_fill_in(workshop),
        "purged_on": deleted_on(workshop, getattr(own, "need", None)),
        "tz": workshop.tz,
        "letters": list(letters),
    }
