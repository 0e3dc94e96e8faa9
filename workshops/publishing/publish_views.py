"""The page on which a draft is weighed and published."""

from collections.abc import Collection
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ..actions import publishing
from ..agenda.checks import check
from ..assembling import agenda_of
from ..models import AgendaVersion, Workshop
from ..pages import shared, workshop_or_404
from ..rules import may_publish
from ..wording import finding_words
from .comparing import changes_for, everything, side_of
from .forms import PublishForm
from .reading import State, current_of
from .views import said


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, code: str) -> HttpResponse:
    """The errors, the warnings to be ticked, and what changes; then the new version and its notices."""
    workshop = workshop_or_404(request, code, may_publish)
    form = PublishForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            version = _publish(request, workshop, form)
        except publishing.AlreadyPublished as known:
            messages.info(request, str(known))
            return redirect("workshops:versions", workshop.code)
        except publishing.Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Version %(number)s is published.") % {"number": version.number})
            return redirect("workshops:announcement", workshop.code, version.number)
    return _weighing(request, workshop, form)


def _publish(request: HttpRequest, workshop: Workshop, form: PublishForm) -> AgendaVersion:
    return publishing.publish(
        AgendaVersion(pk=form.cleaned_data["draft"], workshop=workshop),
        by=request.user,
        acknowledged=request.POST.getlist("acknowledged"),
        note=form.cleaned_data["note"],
        live=workshop.state == Workshop.State.LIVE,
        revision=form.cleaned_data["revision"],
    )


def _weighing(request: HttpRequest, workshop: Workshop, form: PublishForm) -> HttpResponse:
    """The page, always of the draft as it is now: what was ticked and written stays."""
    draft = workshop.versions.filter(state=State.DRAFT).first()
    context = {**shared(request, workshop, "workshops:versions"), "draft": draft, "form": form}
    if draft:
        context |= _findings(draft, request.POST.getlist("acknowledged")) | _changes(workshop, draft)
    return render(request, "workshops/versions/publish.html", context)


def _findings(draft: AgendaVersion, ticked: Collection[str]) -> dict[str, Any]:
    agenda = agenda_of(draft)
    rows = [
        {"finding": finding, "words": finding_words(finding, agenda), "ticked": finding.key in ticked}
        for finding in check(agenda)
    ]
    return {
        "errors": [row for row in rows if row["finding"].is_error],
        "warnings": [row for row in rows if not row["finding"].is_error],
    }


def _changes(workshop: Workshop, draft: AgendaVersion) -> dict[str, Any]:
    current = current_of(workshop)
    changes = changes_for(side_of(current), side_of(draft), everything) if current else []
    return {"current": current, "changes": said(changes)}
