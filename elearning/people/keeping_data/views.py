"""The pages of what is held: the copy of it, how long it stays, and the data protection notice."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from elearning.journal.actions import log

from ..actions import Refused
from ..models import HeldCopy, RetentionRun, User
from ..rules import must_accept, sees_all
from .copying import ask_copy
from .forms import ReasonForm
from .privacy import accept_notice, in_force
from .table import table

SHOWN = 5  # copies on a page


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def held(request: HttpRequest) -> HttpResponse:
    """All you hold about me: have it made, fetch it; how long it stays, and how to be erased."""
    if request.method == "POST":
        ask_copy(request.user, by=request.user)
        messages.success(request, _("It is being put together. You may leave this page."))
        return redirect("people:held")
    copies = list(request.user.held_copies.select_related("asked_by")[:SHOWN])
    context = {
        "copies": copies,
        "works": any(copy.works for copy in copies),
        "erasure": request.user.erasures.first(),
        "accepted": request.user.notices_accepted.select_related("notice"),
    }
    return render(request, "people/keeping/held.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def held_for(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What headquarters does for somebody who cannot do it herself: a copy, or an erasure, each with a reason."""
    person = another_person(request, uuid)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        ask_copy(person, by=request.user, why=form.cleaned_data["why"])
        messages.success(request, _("It is being put together. You may leave this page."))
        return redirect("people:held_for", uuid)
    copies = list(person.held_copies.filter(asked_by=request.user).select_related("asked_by")[:SHOWN])
    context = {
        "person": person,
        "form": form,
        "copies": copies,
        "works": any(copy.works for copy in copies),
        "erasure": person.erasures.first(),
    }
    return render(request, "people/keeping/held_for.html", context)


def another_person(request: HttpRequest, uuid: UUID) -> User:
    """Somebody else, for headquarters alone."""
    if not sees_all(request.user):
        raise Http404
    return get_object_or_404(
        User.objects.visible_to(request.user).exclude(pk=request.user.pk), uuid=uuid, erased_at=None
    )


@require_safe
@login_required
def copy_progress(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """How far a copy is: a fragment that asks again and again; once it is over, the whole page."""
    made = _copy(request, uuid)
    if not request.headers.get("HX-Request"):
        return redirect(_page_of(made, request.user))
    answer = render(request, "people/keeping/_copy.html", {"copy": made})
    if not made.works:
        answer["HX-Refresh"] = "true"
    return answer


@require_POST
@login_required
def fetch_copy(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The file, for herself or whoever asked for it; that it was fetched is written down."""
    made = _copy(request, uuid)
    if not made.is_open:
        messages.error(request, _("This copy is not there any more. Ask for a new one."))
        return redirect(_page_of(made, request.user))
    log(request.user, "people.copy_fetched", made.person, copy=str(made.uuid))
    return FileResponse(made.file.open(), as_attachment=True, filename=f"held-{made.uuid}.zip")


def _copy(request: HttpRequest, uuid: UUID) -> HeldCopy:
    """Her own, or one that headquarters asked for itself."""
    made = get_object_or_404(HeldCopy.objects.select_related("person", "asked_by"), uuid=uuid)
    asked = made.asked_by_id == request.user.pk and sees_all(request.user)
    if made.person_id != request.user.pk and not asked:
        raise Http404
    return made


def _page_of(made: HeldCopy, user: User) -> str:
    own = made.person_id == user.pk
    return reverse("people:held") if own else reverse("people:held_for", args=[made.person.uuid])


@require_safe
@login_required
def retention(request: HttpRequest) -> HttpResponse:
    """The retention table, with what the last round cleared."""
    last = RetentionRun.objects.filter(finished_at__isnull=False).first()
    counts = last.counts if last else {}
    rows = [(kind, counts.get(kind.key) if kind.clear else None) for kind in table()]
    return render(request, "people/keeping/retention.html", {"rows": rows, "last": last})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def privacy(request: HttpRequest) -> HttpResponse:
    """The data protection notice in force; whoever is signed in accepts it here."""
    notice = in_force()
    if notice is None:
        raise Http404
    if request.method == "POST" and request.user.is_authenticated:
        if request.POST.get("version") != str(notice.version):
            messages.error(request, _("There is a newer version since. Read it first."))
            return redirect("people:privacy")
        try:
            accept_notice(request.user, notice, language=request.POST.get("language", ""))
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Thank you. The version that you accepted is kept with its date."))
        return redirect("people:privacy")
    context = {"notice": notice, "asked": must_accept(request.user) is not None}
    return render(request, "people/keeping/privacy.html", context)
