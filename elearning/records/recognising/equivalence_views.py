"""The table of equivalences, kept by headquarters."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ..models import Equivalence
from . import equivalences as deeds
from .asking import done, kept, topics
from .forms import EquivalenceForm
from .rules import may_keep_equivalences, may_verify


@login_required
@require_safe
def equivalences(request: HttpRequest) -> HttpResponse:
    """What counts as what: for verifiers to read, for headquarters to change."""
    if not may_verify(request.user):
        raise Http404
    named = topics()
    rows = list(Equivalence.objects.annotate(used=Count("claims")))
    for row in rows:
        row.topic_title = named.get(row.topic, "")
    context = {"rows": rows, "may_keep": may_keep_equivalences(request.user)}
    return render(request, "records/recognising/equivalences.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def equivalence(request: HttpRequest, uuid: UUID | None = None) -> HttpResponse:
    """A new row, or one to be changed."""
    known = _row(request, uuid) if uuid or not may_keep_equivalences(request.user) else None
    form = EquivalenceForm(request.POST or None, topics=topics(), known=known)
    if request.method == "POST" and form.is_valid() and _kept(request, form, known):
        return redirect("records:equivalences")
    context = {"form": form, "known": known, "used": known is not None and deeds.is_used(known)}
    return render(request, "records/recognising/equivalence.html", context)


def _kept(request: HttpRequest, form: EquivalenceForm, known: Equivalence | None) -> bool:
    if not kept(form, lambda: deeds.save_equivalence(known, by=request.user, **form.cleaned_data)):
        return False
    messages.success(request, _("Saved. What was accepted before stays as it was."))
    return True


@login_required
@require_POST
def shut(request: HttpRequest, uuid: UUID, opened: bool) -> HttpResponse:
    """Close a row for new claims, or open it again."""
    row = _row(request, uuid)
    said = _("Open for claims again.") if opened else _("Closed. What was accepted by it stands.")
    done(request, lambda: deeds.shut_equivalence(row, opened=opened, by=request.user), said)
    return redirect("records:equivalences")


@login_required
@require_POST
def remove(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Remove a row that nobody used."""
    row = _row(request, uuid)
    done(request, lambda: deeds.remove_equivalence(row, by=request.user), _("Removed."))
    return redirect("records:equivalences")


def _row(request: HttpRequest, uuid: UUID | None) -> Equivalence:
    if not may_keep_equivalences(request.user):
        raise Http404
    return get_object_or_404(Equivalence, uuid=uuid)
