"""The page on which headquarters and focal points make a printed code for one person."""

import uuid as uuids

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ..actions import Refused
from ..models import User
from .making import Slip, make_code, revoke_codes
from .rules import may_make_code, why_no_code
from .slips import shown_code, slip_pdf


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def code_for(request: HttpRequest, uuid) -> HttpResponse:
    """Whether she has one, and buttons to make, renew or revoke it. Its PIN is shown in this answer alone."""
    person = get_object_or_404(User, uuid=uuid)
    if not may_make_code(request.user, person):
        raise Http404
    if request.method == "POST" and "revoke" in request.POST:
        revoke_codes(person, by=request.user)
        messages.success(request, _("Revoked. Whoever is signed in by it is out."))
        return redirect("codes:code_for", uuid)
    slip = None
    if request.method == "POST":
        try:
            slip = make_code(person, by=request.user, press=press_of(request))
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("codes:code_for", uuid)
        if "paper" in request.POST:
            return as_file([slip])
    return render(request, "people/codes/person.html", _context(person, slip))


def press_of(request: HttpRequest) -> uuids.UUID:
    """Which press of the button this is; a damaged one is a new one."""
    try:
        return uuids.UUID(request.POST.get("press", ""))
    except ValueError:
        return uuids.uuid4()


def as_file(slips: list[Slip]) -> HttpResponse:
    """The slips to print, in the answer alone: no file with a PIN is kept."""
    response = HttpResponse(slip_pdf(slips), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="sign-in-codes.pdf"'
    response["Cache-Control"] = "no-store"
    return response


def _context(person: User, slip: Slip | None) -> dict:
    code = slip.code if slip else person.sign_in_codes.filter(revoked_at=None).first()
    return {
        "person": person,
        "code": code,
        "shown": shown_code(code.code) if code else "",
        "pin": slip.pin if slip else "",
        "why_not": why_no_code(person),
        "press": uuids.uuid4(),
    }
