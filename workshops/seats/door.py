"""The pages for those who come without a nomination: the team, and walk-ins."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from ..actions.confirming import add_to_team, is_cleared, remove_from_team
from ..actions.walking_in import walk_in, walk_in_newcomer, why_nobody_walks_in
from ..models import Registration, Workshop
from ..pages import shared
from ..rules import may_edit_frame, may_take_walk_ins
from .counting import seats_of
from .guard import done, kept, page_of_workshop
from .person_forms import KnownWalkInForm, TeamForm, WalkInForm

TEAM, WALK_IN = "workshops:team", "workshops:walk_in"
FORMS = {"known": (KnownWalkInForm, walk_in), "new": (WalkInForm, walk_in_newcomer)}


@page_of_workshop(may_edit_frame)
def team(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """Who works at the workshop, and a form to add somebody or change her role."""
    members = workshop.registrations.taking_part().exclude(role=Registration.Role.PARTICIPANT)
    if request.method == "POST" and request.POST.get("remove", "").isdecimal():
        row = get_object_or_404(members, pk=request.POST["remove"][:18])
        done(request, lambda: remove_from_team(row, by=request.user), _("Removed from the team."))
        return redirect(TEAM, workshop.code)
    form = TeamForm(request.POST or None, workshop=workshop)
    posted = request.method == "POST" and form.is_valid()
    if posted and kept(form, lambda: add_to_team(workshop, by=request.user, **form.cleaned_data)):
        messages.success(request, _("Added to the team."))
        return redirect(TEAM, workshop.code)
    rows = members.select_related("person", "office").order_by("number")
    context = {**shared(request, workshop, TEAM), "form": form, "members": rows}
    return render(request, "workshops/seats/team.html", context)


@page_of_workshop(may_take_walk_ins)
def walk_ins(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """Take somebody in who is present: by her address or staff number, or as somebody new."""
    forms = {}
    for name, (form_class, deed) in FORMS.items():
        posted = request.POST if request.method == "POST" and request.POST.get("form") == name else None
        forms[name] = form = form_class(posted, workshop=workshop, prefix=name)
        if posted is not None and form.is_valid():
            made = []
            data = form.cleaned_data
            if kept(form, lambda: made.append(deed(workshop, by=request.user, **data))):  # noqa: B023  (called at once)
                _say(request, workshop, made[0])
                return redirect(WALK_IN, workshop.code)
    rows = workshop.registrations.filter(state=Registration.State.WALK_IN).select_related("person", "office")
    context = {**shared(request, workshop, WALK_IN), "forms": forms, "walked_in": rows.order_by("number")}
    return render(request, "workshops/seats/walk_in.html", context | {"closed": why_nobody_walks_in(workshop)})


def _say(request: HttpRequest, workshop: Workshop, registration: Registration) -> None:
    """That it is done; that there are more people than seats; that a check is open."""
    messages.success(request, _("Taken in as number %(number)s.") % {"number": registration.number})
    seats = seats_of(workshop)
    if seats.taken > seats.capacity:
        said = {"taken": seats.taken, "capacity": seats.capacity}
        messages.warning(request, _("There are now %(taken)s people for %(capacity)s seats.") % said)
    if not is_cleared(registration):
        messages.warning(request, _("A check of this person is open. Tell whoever keeps the checks, today."))
