"""The page of certificates: the preview, the issue for all, its progress, what is taken back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from elearning.people.rules import sees_all

from ..actions.certifying import issue_all, mark_of, take_back, why_nothing_is_issued
from ..actions.revision import why_sealed
from ..models import IssueRun, Workshop
from ..pages import shared
from ..rules import may_certify
from ..seats.guard import done, kept, page_of_workshop
from .forms import TakeBackForm
from .preview import preview_of
from .showing import shown
from .warnings import warnings_of
from .words import rule_of

HERE = "workshops:certificates"


@require_safe
@page_of_workshop(may_certify)
def certificates(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """The rule, the figures, the warnings, and each person with what she gets and why not more."""
    preview = preview_of(workshop)
    context = {
        **shared(request, workshop, HERE),
        **shown(preview, request.GET),
        "rule": rule_of(preview.policy),
        "figures": preview.figures,
        "warnings": warnings_of(workshop, preview),
        "mark": mark_of(preview),
        "closed": why_sealed(workshop) or why_nothing_is_issued(workshop, timezone.now()),
        "run": last_run(workshop),
        "inside": sees_all(request.user),
    }
    return render(request, "workshops/proof/certificates.html", context)


@require_POST
@page_of_workshop(may_certify)
def issue(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """Issue to all who would get one now, or go on with an issue that stands still."""
    acknowledged, seen = request.POST.getlist("acknowledged"), request.POST.get("seen", "")
    said = _("The certificates are being issued. You may leave this page.")
    done(request, lambda: issue_all(workshop, by=request.user, acknowledged=acknowledged, seen=seen), said)
    return redirect(HERE, workshop.code)


@require_safe
@page_of_workshop(may_certify)
def progress(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """How far the last issue is: a fragment for the page that asks again and again."""
    run = last_run(workshop)
    if run is None or not request.headers.get("HX-Request"):
        return redirect(HERE, workshop.code)
    return render(request, "workshops/proof/_progress.html", {"run": run, "workshop": workshop})


@require_http_methods(["GET", "HEAD", "POST"])
@page_of_workshop(may_certify)
def certificate_back(request: HttpRequest, workshop: Workshop, number: str, kind: str) -> HttpResponse:
    """Take back one certificate that is no longer earned, with the reason."""
    registration = get_object_or_404(workshop.registrations.select_related("person", "workshop"), number=number)
    row = next((row for row in preview_of(workshop).lost if row.registration == registration), None)
    held = next((each for each in row.lost if each.kind == kind), None) if row else None
    if held is None:
        raise Http404
    form = TakeBackForm(request.POST or None)
    reason = form.cleaned_data["reason"] if request.method == "POST" and form.is_valid() else ""
    if reason and kept(form, lambda: take_back(registration, kind, by=request.user, reason=reason)):
        messages.success(request, _("The certificate is revoked, and its holder is told."))
        return redirect(HERE, workshop.code)
    context = {**shared(request, workshop, HERE), "form": form, "row": row, "held": held}
    return render(request, "workshops/proof/take_back.html", context)


def last_run(workshop: Workshop) -> IssueRun | None:
    """The newest issue, without what it decided."""
    return workshop.issue_runs.select_related("started_by").defer("decided").first()
