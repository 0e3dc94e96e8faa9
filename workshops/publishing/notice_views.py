"""The pages on which the notices of a new agenda are looked at, sent, or set aside."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ..actions import announcing
from ..actions.telling import gets_mail, preview
from ..models import Announcement, Workshop
from ..pages import shared, workshop_or_404
from ..rules import may_publish


def _announcement(request: HttpRequest, code: str, number: int) -> tuple[Workshop, Announcement]:
    workshop = workshop_or_404(request, code, may_publish)
    rows = Announcement.objects.filter(version__workshop=workshop)
    rows = rows.select_related("version__workshop", "since", "decided_by")
    return workshop, get_object_or_404(rows, version__number=number)


@login_required
@require_safe
def announcement(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Whom the version touches, and how many of them were told."""
    workshop, found = _announcement(request, code, number)
    entries = list(found.entries.select_related("registration__person", "registration__group", "notice__delivery"))
    context = {
        **shared(request, workshop, "workshops:versions"),
        "announcement": found,
        "entries": entries,
        "told": sum(entry.notice_id is not None for entry in entries),
        "by_mail": sum(gets_mail(entry.registration.person) for entry in entries),
    }
    return render(request, "workshops/versions/announcement.html", context)


@login_required
@require_safe
def entry(request: HttpRequest, code: str, number: int, pk: int) -> HttpResponse:
    """One notice as its reader gets it, in her language."""
    workshop, found = _announcement(request, code, number)
    rows = found.entries.select_related("registration__person", "registration__workshop", "announcement__version")
    one = get_object_or_404(rows.select_related("notice"), pk=pk)
    context = {
        **shared(request, workshop, "workshops:versions"),
        "announcement": found,
        "entry": one,
        "letter": preview(one),
        "by_mail": gets_mail(one.registration.person),
    }
    return render(request, "workshops/versions/entry.html", context)


def _decided(request: HttpRequest, code: str, number: int, deed: Callable, words: str) -> HttpResponse:
    workshop, found = _announcement(request, code, number)
    try:
        deed(found, by=request.user)
    except announcing.Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, words)
    return redirect("workshops:announcement", workshop.code, number)


@login_required
@require_POST
def send(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Send them; or, where sending stopped, the rest."""
    words = _("The notices are being sent. You may leave this page.")
    return _decided(request, code, number, announcing.send_announcement, words)


@login_required
@require_POST
def aside(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Set them aside: nobody is told by a notice."""
    words = _("The notices are set aside: nobody is told of this version.")
    return _decided(request, code, number, announcing.set_aside_announcement, words)
