"""The page on which a facilitator prints codes for the registered people who have no e-mail address."""

import uuid

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from elearning.people.actions import Refused
from elearning.people.codes.making import Slip, make_code
from elearning.people.codes.making_views import as_file, press_of
from elearning.people.models import SignInCode

from ..models import Registration, Workshop
from ..pages import shared
from ..rules import may_make_codes
from .guard import page_of_workshop

AT_ONCE = 20  # each PIN takes a quarter of a second to hash


@page_of_workshop(may_make_codes)
def codes(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """Who has a code, and one button for the slips of those who are ticked; the PINs stand in that answer alone."""
    rows = without_address(workshop, request.user)
    if request.method == "POST":
        ticked = set(request.POST.getlist("person"))
        chosen = [row.person for row in rows if str(row.person.uuid) in ticked]
        slips, refused = _made(chosen[:AT_ONCE], request) if chosen else ([], [])
        if slips:
            return as_file(slips)
        messages.error(request, " ".join(refused) or _("Tick at least one person."))
        return redirect("workshops:codes", workshop.code)
    context = {**shared(request, workshop, "workshops:people"), "rows": rows, "press": uuid.uuid4(), "most": AT_ONCE}
    return render(request, "workshops/seats/codes.html", context)


def without_address(workshop: Workshop, user) -> list[Registration]:
    """Those who take part, have no e-mail address, and are not oneself; each with the code that she holds."""
    rows = workshop.registrations.taking_part().filter(person__email__isnull=True, person__is_active=True)
    standing = Prefetch("person__sign_in_codes", SignInCode.objects.filter(revoked_at=None), to_attr="held_codes")
    found = rows.exclude(person=user).select_related("person", "office").prefetch_related(standing)
    return list(found.order_by("number", "person__name", "pk"))


def _made(people: list, request: HttpRequest) -> tuple[list[Slip], list[str]]:
    """The slips, and why there is none for some."""
    slips, refused, press = [], [], press_of(request)
    for person in people:
        try:
            slips.append(make_code(person, by=request.user, press=press))
        except Refused as refusal:
            refused.append(str(refusal))
    return slips, refused
