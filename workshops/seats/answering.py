"""The pages by which people answer: the offer of a seat by its secret address, the endorsement of a supervisor."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from ..actions.endorsing import OPEN_TO_IT, endorse
from ..actions.holding import OVER
from ..actions.offering import SEATING, answer, why_over
from ..models import Offer, Registration
from ..pages import workshop_or_404
from ..rules import may_endorse
from . import clashes
from .guard import done

ANSWERS = {"accept": True, "decline": False}


@never_cache
def seat(request: HttpRequest, code: str, secret: str) -> HttpResponse:
    """One offer, in the language of the person: a button to accept, one to decline. Opening it decides nothing.

    Whoever has the address may answer, without an account: it stands in the mail to her alone.
    """
    known = Offer.objects.select_related("registration__person", "registration__workshop")
    offer = get_object_or_404(known, secret=secret, registration__workshop__code=code)
    with translation.override(offer.registration.person.language or translation.get_language()):
        if request.method == "POST" and request.POST.get("answer") in ANSWERS:
            done(request, lambda: answer(offer, accept=ANSWERS[request.POST["answer"]]))
            return redirect("workshops:seat", code, secret)
        return render(request, "workshops/seats/seat.html", _shown(offer))


def _shown(offer: Offer) -> dict:
    registration = offer.registration
    workshop = registration.workshop
    is_open = not offer.answer and offer.expires_at > timezone.now() and workshop.state in SEATING
    workshop.shown = workshop.text(translation.get_language() or settings.LANGUAGE_CODE)
    accepted = offer.answer == Offer.Answer.ACCEPTED and workshop.state not in clashes.OVER
    return {
        "offer": offer,
        "registration": registration,
        "workshop": workshop,
        "open": is_open,
        "confirmed": accepted and registration.state in Registration.TAKING_PART,
        "accepted": accepted and registration.state == Registration.State.ACCEPTED,
        "declined": offer.answer == Offer.Answer.DECLINED and workshop.state not in clashes.OVER,
        "over": "" if is_open else why_over(offer, registration),
    }


@never_cache
@login_required
def endorsement(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    """One nomination for the person's supervisor of today, or for headquarters: endorse, or not."""
    workshop = workshop_or_404(request, code)
    known = workshop.registrations.participants().select_related("person", "office", "nominated_by", "endorsed_by")
    registration = get_object_or_404(known, person__uuid=uuid)
    if not may_endorse(request.user, registration):
        raise Http404
    registration.workshop = workshop
    if request.method == "POST" and request.POST.get("answer") in ("yes", "no"):
        endorsed = request.POST["answer"] == "yes"
        done(request, lambda: endorse(registration, endorsed=endorsed, by=request.user), _("Your answer is kept."))
        return redirect("workshops:endorse", code, uuid)
    if request.method == "POST":
        messages.error(request, _("Choose one of the two answers."))
    is_open = registration.state in OPEN_TO_IT and workshop.state not in OVER
    context = {"workshop": workshop, "registration": registration, "open": is_open}
    return render(request, "workshops/seats/endorse.html", context)
