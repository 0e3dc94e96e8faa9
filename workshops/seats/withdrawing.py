"""The page on which a confirmed participant gives her seat back."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from ..actions.nominating import withdraw
from ..models import Registration, Workshop
from ..pages import anyone, shared
from .disclosing import DECIDING
from .guard import done, page_of_workshop


@page_of_workshop(anyone)
def withdrawal(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """For her alone, until the workshop begins: one button. Opening it decides nothing."""
    confirmed = workshop.registrations.participants().filter(state=Registration.State.CONFIRMED)
    registration = get_object_or_404(confirmed, person=request.user, workshop__state__in=DECIDING)
    if request.method == "POST":
        done(request, lambda: withdraw(registration, by=request.user), _("Your seat is given back. Thank you."))
        return redirect("workshops:detail", workshop.code)
    context = {**shared(request, workshop, "workshops:detail"), "registration": registration}
    return render(request, "workshops/seats/withdraw.html", context)
