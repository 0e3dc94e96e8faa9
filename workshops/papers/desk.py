"""The pages of those who receive people: the overview of journeys, one person's, the reminder."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from elearning.people.actions.refusal import Refused

from ..actions.revision import why_sealed
from ..actions.travelling import NOT_TO_COME, is_frozen, last_day_to_fill_in, remind, save_travel
from ..models import Registration, Workshop
from ..pages import shared
from ..rules import may_see_travel
from .arrivals import logistics_of, travel_of
from .downloads import table_answer
from .forms import TravelForm
from .guard import for_those_who
from .lists import coming, travel_table


@require_safe
@for_those_who(may_see_travel)
def logistics(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """Who arrives and departs when, what is missing, visas, nights."""
    context = {
        **shared(request, workshop, "workshops:logistics"),
        "logistics": logistics_of(coming(workshop).select_related("travel"), workshop.tz),
        "until": last_day_to_fill_in(workshop),
        "reminds": workshop.state not in NOT_TO_COME and not is_frozen(workshop),
        "sealed": why_sealed(workshop),
    }
    return render(request, "workshops/papers/logistics.html", context)


@require_safe
@for_those_who(may_see_travel)
def logistics_export(request: HttpRequest, workshop: Workshop, kind: str) -> HttpResponse:
    """The same, a person a line."""
    table = travel_table(coming(workshop).select_related("travel"), workshop)
    return table_answer(table, kind, f"{workshop.code}-travel", _("Travel"))


@require_POST
@for_those_who(may_see_travel)
def reminder(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """Ask those who have not filled in."""
    try:
        asked = remind(workshop, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        said = ngettext("%(many)s person was reminded.", "%(many)s people were reminded.", asked)
        nobody = _("Nobody was reminded: all have filled in, were reminded before, or cannot sign in.")
        messages.success(request, said % {"many": asked} if asked else nobody)
    return redirect("workshops:logistics", workshop.code)


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who(may_see_travel)
def travel_of_person(request: HttpRequest, workshop: Workshop, number: str) -> HttpResponse:
    """The journey of one person, filled in for her or changed after the freeze date."""
    registration = get_object_or_404(coming(workshop).select_related("travel"), number=number)
    registration.workshop = workshop
    form = TravelForm(request.POST or None, workshop=workshop, travel=travel_of(registration))
    if request.method == "POST" and form.is_valid() and _saved(request, registration, form):
        messages.success(request, _("Saved for %(name)s.") % {"name": registration.person.name})
        return redirect("workshops:logistics", workshop.code)
    context = {**shared(request, workshop, "workshops:logistics"), "form": form, "registration": registration}
    return render(request, "workshops/papers/travel_of.html", context)


def _saved(request: HttpRequest, registration: Registration, form: TravelForm) -> bool:
    try:
        save_travel(registration, form.values(), by=request.user, seen=form.cleaned_data["seen"])
    except Refused as refusal:
        form.add_error(refusal.about or None, ValidationError(str(refusal)))
        return False
    return True
