"""The pages of certificates: verify one, hold one, correct one."""

import logging
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from elearning.people.postings import zone_of

from . import actions
from .forms import ReissueForm, RevokeForm, VerifyForm
from .models import Certificate
from .rules import may_correct
from .transcripts.standing import verdict_of
from .verifying import asks_too_often, code_within, find_certificate, find_transcript, public_keys, read_signed

logger = logging.getLogger(__name__)


def verify(request: HttpRequest) -> HttpResponse:
    """Takes a code, the address that holds it, or the text of a QR code."""
    form = VerifyForm(request.POST or None)
    if not form.is_valid():
        return render(request, "records/verify.html", {"form": form})
    text = form.cleaned_data["code"]
    signed = read_signed(text)
    if not signed:
        return redirect("records:verify_code", code=code_within(text).replace("/", " ").strip()[:100] or "-")
    if asks_too_often(request):
        return render(request, "429.html", status=429)
    if signed.transcript:
        context = {"form": VerifyForm(), "signed": signed} | verdict_of(signed.transcript)
        return render(request, "records/transcripts/verify.html", context)
    context = {"form": VerifyForm(), "signed": signed} | _verdict(signed.certificate)
    return render(request, "records/verify.html", context)


def _verdict(certificate: Certificate | None) -> dict:
    """What records/_verdict.html says about a certificate."""
    if not certificate:
        return {"certificate": None, "standing": "unknown"}
    return {"certificate": certificate, "standing": certificate.standing, "newest": certificate.newest}


@require_safe
def verify_code(request: HttpRequest, code: str) -> HttpResponse:
    """Says honestly what this code stands for; an unknown one gets a calm answer of the same shape."""
    if asks_too_often(request):
        return render(request, "429.html", status=429)
    certificate = find_certificate(code)
    if not certificate and (transcript := find_transcript(code)):
        return render(request, "records/transcripts/verify_code.html", verdict_of(transcript))
    return render(request, "records/verify_code.html", _verdict(certificate), status=200 if certificate else 404)


verify_code.takes_any_text = True  # a code that cannot be is "unknown", said as calmly as any other


@require_safe
def keys(request: HttpRequest) -> JsonResponse:
    """The public keys, for programs that verify without asking us about each certificate."""
    return JsonResponse({"keys": [{"id": k, "algorithm": "Ed25519", "public": p} for k, p in public_keys().items()]})


def _visible(request: HttpRequest, uuid: UUID) -> Certificate:
    found = Certificate.objects.visible_to(request.user).select_related("record__person")
    return get_object_or_404(found, uuid=uuid)


@login_required
def certificate(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One's own certificate, or that of someone whom one may see."""
    certificate = _visible(request, uuid)
    correct = may_correct(request.user) and certificate.may_be_replaced
    revocable = correct and certificate.state == Certificate.State.ISSUED
    context = _verdict(certificate) | {
        "own": certificate.record.person == request.user,
        "revoke_form": RevokeForm() if revocable else None,
        "reissue_form": ReissueForm(initial={"name": certificate.record.person.name}) if correct else None,
        "tz": zone_of(request.user),
    }
    return render(request, "records/certificate.html", context)


@login_required
@require_safe
def download(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The document. If the worker has not drawn it yet it is drawn now, once: nobody waits for a queue.

    A file that is gone is never drawn anew, since its bytes would differ: a copy of it has to be put back.
    """
    certificate = _visible(request, uuid)
    if certificate.erased_at:
        raise Http404
    try:
        content = actions.render_certificate(certificate)
    except OSError as error:
        logger.error("The document of certificate %s cannot be read: %s", certificate.serial, error)
        answer = render(request, "records/document_away.html", status=503)
        answer["Retry-After"] = "3600"
        return answer
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{certificate.serial}.pdf"'
    return answer


@login_required
def correct(request: HttpRequest, uuid: UUID, deed: str) -> HttpResponse:
    """Take a certificate back, or issue it anew."""
    certificate = _visible(request, uuid)
    if not may_correct(request.user):
        raise Http404
    if request.method != "POST":
        return redirect(certificate.get_absolute_url())
    form = (RevokeForm if deed == "revoke" else ReissueForm)(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(f"{form[name].label}: {' '.join(e)}" for name, e in form.errors.items()))
        return redirect(certificate.get_absolute_url())
    try:
        if deed == "revoke":
            actions.revoke(certificate, by=request.user, **form.cleaned_data)
            messages.success(request, _("The certificate is revoked, and its holder is told."))
        else:
            certificate = actions.reissue(certificate, by=request.user, **form.cleaned_data)
            messages.success(request, _("A new certificate is issued; the old one says so."))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect(certificate.get_absolute_url())
