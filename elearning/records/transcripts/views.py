"""The pages of transcripts: hers, the document, the secret address of somebody who left."""

import logging
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from elearning.people.actions import Refused, hash_secret
from elearning.people.models import User
from elearning.people.postings import zone_of
from elearning.people.rules import sees_all

from ..models import Transcript, TranscriptLink
from ..verifying import asks_too_often
from .actions import make_transcript, render_transcript, revoke_links, send_link

logger = logging.getLogger(__name__)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def transcripts(request: HttpRequest, person: UUID) -> HttpResponse:
    """Her transcripts, for herself and whoever may see her; a post makes one."""
    whose = get_object_or_404(User.objects.visible_to(request.user), uuid=person)
    if request.method == "POST":
        _said(request, lambda: make_transcript(whose, by=request.user), _("The transcript is ready."))
        return redirect("records:transcripts", whose.uuid)
    now = timezone.now()
    context = {
        "person": whose,
        "own": whose == request.user,
        "transcripts": list(whose.transcripts.select_related("made_by")),
        "links": list(whose.transcript_links.filter(revoked_at=None, expires_at__gt=now)),
        "may_send": sees_all(request.user) and whose != request.user,
        "tz": zone_of(request.user),
    }
    return render(request, "records/transcripts/transcripts.html", context)


@login_required
@require_POST
def links(request: HttpRequest, person: UUID, deed: str) -> HttpResponse:
    """Send a secret address to somebody (headquarters), or close those that are open (she herself too)."""
    whose = get_object_or_404(User.objects.visible_to(request.user), uuid=person)
    if not sees_all(request.user) and (deed == "send" or whose != request.user):
        raise Http404
    if deed == "send":
        _said(request, lambda: send_link(whose, by=request.user), _("The address is on its way to her by mail."))
    else:
        _said(request, lambda: revoke_links(whose, by=request.user), _("The address is closed."))
    return redirect("records:transcripts", whose.uuid)


def _said(request: HttpRequest, deed, sentence: str) -> None:
    try:
        deed()
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, sentence)


@login_required
@require_safe
def document(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The document, for its holder and whoever may see her."""
    seen = Transcript.objects.filter(person__in=User.objects.visible_to(request.user))
    return _answer(request, get_object_or_404(seen, uuid=uuid, erased_at=None))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, secret: str) -> HttpResponse:
    """One button, without an account: her transcript as of today. Opening the page makes nothing."""
    if asks_too_often(request):
        return render(request, "429.html", status=429)
    open_ones = TranscriptLink.objects.filter(revoked_at=None, expires_at__gt=timezone.now())
    found = open_ones.filter(secret_hash=hash_secret(secret)).select_related("person").first()
    if found is None:
        return render(request, "records/transcripts/link_over.html", status=404)
    refusal = ""
    if request.method == "POST":
        try:
            return _answer(request, make_transcript(found.person, by=found.person))
        except Refused as refused:
            refusal = str(refused)
    return render(request, "records/transcripts/link.html", {"link": found, "refusal": refusal})


link.takes_any_text = True  # an address that nobody made is "closed", said calmly


def _answer(request: HttpRequest, transcript: Transcript) -> HttpResponse:
    """The stored bytes, drawn now if nobody asked before; one that is gone is never drawn anew."""
    try:
        content = render_transcript(transcript)
    except OSError as error:
        logger.error("The document of transcript %s cannot be read: %s", transcript.serial, error)
        answer = render(request, "records/document_away.html", status=503)
        answer["Retry-After"] = "3600"
        return answer
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{transcript.serial}.pdf"'
    return answer
