"""The way to a version: its form, its dry run, its publication, and the end of a requirement."""

import dataclasses
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from workshops.seats.guard import kept

from ..models import Requirement, TryOut
from ..pages import shared
from ..rules import may_set_requirements
from .actions import Refused, publish_try_out
from .dry_run import try_out
from .forms import EndForm, VersionForm
from .guard import for_those_who
from .job_titles import titles_in_use
from .outcome import outcome_of
from .subject_lines import subject_lines, with_more
from .terms import Terms

PAGE = "tracking:requirements"


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who(may_set_requirements)
def version(request: HttpRequest, requirement: Requirement) -> HttpResponse:
    """What shall be asked; sending it makes a dry run and changes nothing."""
    more, sent = "more" in request.POST, request.POST if request.method == "POST" else None
    terms, follows = _start(request, requirement)
    form = VersionForm(sent, terms=terms, today=timezone.localdate(), follows=follows)
    lines = subject_lines(with_more(sent) if more else sent, terms.subjects if terms else [])
    if sent and not more and all([form.is_valid(), lines.is_valid()]):
        made: list[TryOut] = []
        asked = form.terms(lines.subjects())
        if kept(form, lambda: made.append(try_out(requirement, asked, by=request.user))):
            return redirect("tracking:requirement_try", requirement.code, made[0].uuid)
    context = {**shared(request, PAGE), "requirement": requirement, "form": form, "lines": lines, "more": more}
    context["job_titles"] = titles_in_use()
    return render(request, "tracking/requirements/version.html", context)


def _start(request: HttpRequest, requirement: Requirement) -> tuple[Terms | None, bool]:
    """What the form starts from: the dry run that is to be changed, else the last version, from today on."""
    versions = sorted(requirement.versions.all(), key=lambda each: each.number)
    tried = requirement.try_outs.filter(uuid=_uuid(request.GET.get("again", ""))).first()
    if tried:
        return Terms.read(tried.fields), bool(versions)
    if not versions:
        return None, False
    last = dataclasses.replace(Terms.of(versions[-1]), from_day=timezone.localdate(), reason="", is_ended=False)
    return last, True


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who(may_set_requirements)
def end(request: HttpRequest, requirement: Requirement) -> HttpResponse:
    """From which day on nobody is asked any more; it goes through a dry run like every version."""
    form = EndForm(request.POST or None, initial={"from_day": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        made: list[TryOut] = []
        if kept(form, lambda: made.append(_ended(requirement, form, request))):
            return redirect("tracking:requirement_try", requirement.code, made[0].uuid)
    context = {**shared(request, PAGE), "requirement": requirement, "form": form}
    return render(request, "tracking/requirements/end.html", context)


def _ended(requirement: Requirement, form: EndForm, request: HttpRequest) -> TryOut:
    if not (versions := sorted(requirement.versions.all(), key=lambda each: each.number)):
        raise Refused(_("A requirement that was never published cannot be ended."), "from_day")
    terms = dataclasses.replace(Terms.of(versions[-1]), is_ended=True, **form.cleaned_data)
    return try_out(requirement, terms, by=request.user)


@require_safe
@for_those_who(may_set_requirements)
def tried(request: HttpRequest, requirement: Requirement, uuid: UUID) -> HttpResponse:
    """What a version would change; while that is being reckoned, how far it is."""
    row = get_object_or_404(requirement.try_outs.select_related("version"), uuid=uuid)
    context: dict[str, Any] = {**shared(request, PAGE), "requirement": requirement, "row": row}
    if row.state != TryOut.State.DONE:
        part = "_progress.html" if request.headers.get("HX-Request") else "waiting.html"
        return render(request, f"tracking/requirements/{part}", context)
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Refresh": "true"})
    context |= outcome_of(row, request.user, group=request.GET.get("group", ""), page=request.GET.get("page", ""))
    return render(request, "tracking/requirements/try.html", context)


@require_POST
@for_those_who(may_set_requirements)
def publish(request: HttpRequest, requirement: Requirement, uuid: UUID) -> HttpResponse:
    """Publish what this dry run reckoned, exactly."""
    row = get_object_or_404(requirement.try_outs, uuid=uuid)
    try:
        made = publish_try_out(row, token=request.POST.get("token", ""), by=request.user)
    except Refused as refusal:
        messages.error(request, " ".join((str(refusal), _("Nothing was changed."))))
        return redirect("tracking:requirement_try", requirement.code, uuid)
    messages.success(request, _("Version %(number)s is published.") % {"number": made.number})
    return redirect("tracking:requirement", requirement.code)
