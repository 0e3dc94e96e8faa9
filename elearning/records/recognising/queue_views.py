"""The verifiers' pages: the queue, the oldest first, one claim, the answers to it."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from elearning.people.postings import posting_of, zone_of

from ..models import Claim
from . import actions
from .asking import kept
from .forms import AcceptForm, QueueForm, ReasonForm
from .rules import may_decide, may_keep_equivalences, may_verify

PAGE = 50


@login_required
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What waits, with its age; or what was answered, where that is asked for."""
    if not may_verify(request.user):
        raise Http404
    form = QueueForm(request.GET)
    found = form.chosen(Claim.objects.select_related("person", "equivalence", "decided_by"))
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    now = timezone.now()
    for claim in page:
        claim.days = (now - claim.made_at).days
    asked = {name: value for name, value in form.data.items() if name in form.fields and value}
    context = {
        "form": form,
        "page": page,
        "query": urlencode(asked),
        "may_keep": may_keep_equivalences(request.user),
        "tz": zone_of(request.user),
    }
    return render(request, "records/recognising/queue.html", context)


@login_required
@require_safe
def claim(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One claim with its file, and the ways to answer it."""
    return _page(request, _claim(request, uuid))


def _claim(request: HttpRequest, uuid: UUID) -> Claim:
    if not may_verify(request.user):
        raise Http404
    found = Claim.objects.select_related("person", "equivalence", "decided_by", "record__annulled_by")
    return get_object_or_404(found, uuid=uuid)


def _page(request: HttpRequest, claim: Claim, accepting: AcceptForm | None = None, answering: ReasonForm | None = None):
    decides = may_decide(request.user, claim)
    context = {
        "claim": claim,
        "posting": posting_of(claim.person, claim.achieved_on),
        "waiting": claim.state == Claim.State.WAITING,
        "decides": decides,
        "annulled": actions.is_annulled(claim),
        "accepting": accepting or AcceptForm(claim=claim),
        "answering": answering or ReasonForm(),
        "others": list(Claim.objects.filter(sha256=claim.sha256).exclude(person=claim.person).select_related("person")),
        "tz": zone_of(request.user),
    }
    return render(request, "records/recognising/claim.html", context)


@login_required
@require_POST
def accept(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """It counts, as what the verifier chose."""
    claim = _to_decide(request, uuid)
    form = AcceptForm(request.POST, claim=claim)
    if not form.is_valid() or not kept(form, lambda: actions.accept(claim, by=request.user, **form.cleaned_data)):
        return _page(request, _claim(request, uuid), accepting=form)
    messages.success(request, _("Accepted. The record is made, and the learner is told."))
    return redirect("records:claim_queue")


@login_required
@require_POST
def answer(request: HttpRequest, uuid: UUID, deed: str) -> HttpResponse:
    """Refuse it, or take back what was accepted in error; with a reason."""
    claim, form = _to_decide(request, uuid), ReasonForm(request.POST)
    verb = actions.refuse if deed == "refuse" else actions.annul_accepted
    if not form.is_valid() or not kept(form, lambda: verb(claim, by=request.user, **form.cleaned_data)):
        return _page(request, _claim(request, uuid), answering=form)
    messages.success(request, _("Done. The learner is told why."))
    return redirect("records:claim_queue")


def _to_decide(request: HttpRequest, uuid: UUID) -> Claim:
    claim = _claim(request, uuid)
    if not may_decide(request.user, claim):
        raise Http404
    return claim
