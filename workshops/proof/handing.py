"""Handing certificates over: all of them to print, an address for each who has no account, and what it opens."""

import logging
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from elearning.records.actions import render_certificate
from elearning.records.models import Certificate

from ..actions.naming import speaks_for_herself
from ..models import Registration, Workshop
from ..pages import shared
from ..rules import may_certify
from ..seats.guard import page_of_workshop
from .links import Expired, Forged, address_of, registration_of
from .preview import held_among, records_of
from .printing import drawn_parts, merged, valid_certificates

logger = logging.getLogger(__name__)
HERE = "workshops:certificate_links"


@require_safe
@page_of_workshop(may_certify)
def certificate_links(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """Who holds a certificate and cannot sign in, each with an address; with `all` everybody who holds one."""
    everybody = "all" in request.GET
    found = valid_certificates(workshop, paper=not everybody)
    rows = []
    for registration, certificate in found:
        registration.workshop = workshop
        own = speaks_for_herself(registration.person)
        rows.append({"registration": registration, "certificate": certificate, "account": own})
        rows[-1]["address"] = "" if own else address_of(registration)
    parts = drawn_parts(certificate for _one, certificate in found)
    waiting = len(found) - sum(map(len, parts))
    context = {"rows": rows, "everybody": everybody, "parts": range(1, len(parts) + 1), "waiting": waiting}
    return render(request, "workshops/proof/links.html", {**shared(request, workshop, HERE), **context})


@require_safe
@page_of_workshop(may_certify)
def certificates_pdf(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """The documents as they are stored, one after the other: those on paper, or with `all` everybody's."""
    found = valid_certificates(workshop, paper="all" not in request.GET)
    parts = dict(enumerate(drawn_parts(certificate for _one, certificate in found), start=1))
    asked = request.GET.get("part", "1")
    part = parts.get(int(asked) if asked.isdecimal() and len(asked) < 5 else 0)
    if not part:
        return redirect(HERE, workshop.code)
    try:
        file = merged(part, f"{_('Certificates')} · {workshop.code}")
    except OSError as error:
        logger.error("A document of the certificates of %s cannot be read: %s", workshop.code, error)
        return _away(request)
    return FileResponse(file, filename=f"{workshop.code}-certificates.pdf", content_type="application/pdf")


@never_cache
@require_safe
def own_certificate(request: HttpRequest, code: str, token: str) -> HttpResponse:
    """What she holds from this workshop, in her language, with a button to download it. Needs no account."""
    try:
        registration = registration_of(code, token)
    except (Expired, Forged) as refusal:
        expired = isinstance(refusal, Expired)
        return render(request, "workshops/proof/no_link.html", {"expired": expired}, status=410 if expired else 404)
    held = _certificates(registration)
    language = held[0].language if held else translation.get_language()
    with translation.override(language):
        workshop = registration.workshop
        workshop.shown = workshop.text(language)
        context = {"registration": registration, "workshop": workshop, "held": held, "token": token}
        return render(request, "workshops/proof/own.html", context)


@never_cache
@require_safe
def own_document(request: HttpRequest, code: str, token: str, uuid: UUID) -> HttpResponse:
    """The document behind that button."""
    try:
        registration = registration_of(code, token)
    except (Expired, Forged):
        return own_certificate(request, code=code, token=token)
    certificate = next((each for each in _certificates(registration) if each.uuid == uuid), None)
    if certificate is None:
        return redirect("workshops:own_certificate", code, token)
    try:
        content = render_certificate(certificate)
    except OSError as error:
        logger.error("The document of certificate %s cannot be read: %s", certificate.serial, error)
        return _away(request)
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{certificate.serial}.pdf"'
    return answer


for _view in (own_certificate, own_document):
    _view.takes_any_text = True  # an address that was cut off on its way is answered with the same calm sentence


def _certificates(registration: Registration) -> list[Certificate]:
    """The newest of each record that stands, completion first."""
    records = records_of(registration.workshop).get(registration.person_id, [])
    return [each.certificate for each in held_among(records) if each.certificate]


def _away(request: HttpRequest) -> HttpResponse:
    answer = render(request, "records/document_away.html", status=503)
    answer["Retry-After"] = "3600"
    return answer
