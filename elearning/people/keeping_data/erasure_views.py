"""The pages of erasures: she asks, headquarters decides, and the proof."""

from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ..actions import Refused, hash_secret
from ..models import Erasure
from ..rules import sees_all
from .erasures import ask, decide, refuse
from .forms import AskForm, FindForm, ReasonForm, RefuseForm
from .proofs import PURPOSE, canonical
from .views import another_person


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@reauthentication_required
def ask_erasure(request: HttpRequest) -> HttpResponse:
    """What goes and what stays; she asks, having shown a moment ago that it is she."""
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        ask(request.user, by=request.user)
        messages.success(request, _("Headquarters decides, and you are told. Until then nothing changes."))
        return redirect("people:held")
    return render(request, "people/keeping/ask_erasure.html", {"form": form, "erasure": request.user.erasures.first()})


@require_POST
@login_required
def erasure_for(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Headquarters asks for somebody, with a reason; another of them decides."""
    person, form = another_person(request, uuid), ReasonForm(request.POST)
    if form.is_valid():
        ask(person, by=request.user, why=form.cleaned_data["why"])
        messages.success(request, _("It waits for somebody else at headquarters to decide."))
        return redirect("people:erasures")
    messages.error(request, _("Give the reason."))
    return redirect("people:held_for", uuid)


@require_safe
@login_required
def erasures(request: HttpRequest) -> HttpResponse:
    """The queue: what waits first, then what was decided; and the way to a person."""
    if not sees_all(request.user):
        raise Http404
    form = FindForm(request.GET if "who" in request.GET else None)
    if person := form.person():
        return redirect("people:held" if person == request.user else "people:held_for", *_named(person, request))
    found = Erasure.objects.select_related("person", "asked_by", "decided_by")
    waiting = found.filter(state=Erasure.State.ASKED).order_by("asked_at", "pk")
    page = Paginator(found.exclude(state=Erasure.State.ASKED), 50).get_page(request.GET.get("page"))
    return render(request, "people/keeping/erasures.html", {"form": form, "waiting": list(waiting), "page_obj": page})


def _named(person, request: HttpRequest) -> list:
    return [] if person == request.user else [person.uuid]


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def erasure(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One of them: decide, refuse with a reason, or read the proof."""
    if not sees_all(request.user):
        raise Http404
    found = get_object_or_404(Erasure.objects.select_related("person", "asked_by", "decided_by"), uuid=uuid)
    form = RefuseForm(request.POST if request.POST.get("deed") == "refuse" else None)
    if request.method == "POST" and _decided(request, found, form):
        return redirect("people:erasures")
    may = found.state == Erasure.State.ASKED and request.user.pk not in (found.asked_by_id, found.person_id)
    return render(request, "people/keeping/erasure.html", {"erasure": found, "form": form, "may": may})


def _decided(request: HttpRequest, found: Erasure, form: RefuseForm) -> bool:
    """Whether it was refused or decided now; what stands in the way is said."""
    try:
        if request.POST.get("deed") == "decide":
            decide(found, by=request.user)
            messages.success(request, _("It is done as soon as her last mail has left."))
            return True
        if form.is_valid():
            refuse(found, by=request.user, why=form.cleaned_data["why"])
            messages.success(request, _("It is refused, and she is told why."))
            return True
    except Refused as refusal:
        messages.error(request, str(refusal))
    return False


@require_safe
@login_required
def proof_file(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The sealed proof, for headquarters."""
    if not sees_all(request.user):
        raise Http404
    return _file(get_object_or_404(Erasure, uuid=uuid, state=Erasure.State.DONE))


@never_cache
@require_safe
def proof(request: HttpRequest, secret: str) -> HttpResponse:
    """What her last mail led to: that it is done, with the proof; or that it will be."""
    found = _of_secret(secret)
    return render(request, "people/keeping/proof.html", {"erasure": found, "secret": secret})


@never_cache
@require_safe
def proof_by_secret(request: HttpRequest, secret: str) -> HttpResponse:
    """The sealed proof, for whoever has the address from her last mail."""
    found = _of_secret(secret)
    if found.state != Erasure.State.DONE:
        raise Http404
    return _file(found)


def _of_secret(secret: str) -> Erasure:
    return get_object_or_404(Erasure, secret_hash=hash_secret(secret))


def _file(found: Erasure) -> HttpResponse:
    """The signed bytes are those between the quotes of `said`: what it says, and the seal under it."""
    answer = HttpResponse(
        canonical({"purpose": PURPOSE, **found.proof}), content_type="application/json; charset=utf-8"
    )
    answer["Content-Disposition"] = f'attachment; filename="erasure-{found.uuid}.json"'
    return answer
