"""The pages on which participants write good practices on their phones, and see what became of them."""

import uuid

from django.contrib import messages
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from elearning.people.actions.refusal import Refused
from elearning.toolkit.models import GoodPracticePage

from ..actions.practices import MINE, mark_of, save_practice, send_practice, why_not_written
from ..feedback.guard import own_of
from ..models import GoodPractice, Workshop
from ..pages import shared
from ..papers.guard import for_those_who
from ..rules import may_review_practices, may_see_practices, takes_part
from .forms import PracticeForm
from .modules import module_choices
from .showing import listed, published_for, shown_parts


@require_safe
@for_those_who(may_see_practices)
def practices(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """Her own good practices, and those of the workshop that are published."""
    own = own_of(request, workshop)
    context = {
        **shared(request, workshop, "workshops:practices"),
        "own": own,
        "rows": listed(own),
        "published": published_for(workshop, request.user),
        "waiting": workshop.practices.filter(state=GoodPractice.State.SENT).count(),
        "reviews": may_review_practices(request.user),
        "enters_cms": request.user.has_perm("wagtailadmin.access_admin"),
        "closed": why_not_written(workshop, at=timezone.now()),
    }
    return render(request, "workshops/practices/practices.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who(takes_part)
def practice_new(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """An empty form."""
    return _written(request, workshop, None)


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who(takes_part)
def practice(request: HttpRequest, workshop: Workshop, key: uuid.UUID) -> HttpResponse:
    """Her own: to be changed while it is a draft or was returned, to be read after she sent it."""
    found = _own_practice(request, workshop, key)
    if found.state in MINE and not why_not_written(workshop, at=timezone.now()):
        return _written(request, workshop, found)
    context = {
        **shared(request, workshop, "workshops:practices"),
        "practice": found,
        "parts": shown_parts(found),
        "page": GoodPracticePage.objects.live().filter(pk=found.page_id).select_related("locale").first(),
    }
    return render(request, "workshops/practices/sent.html", context)


@require_safe
@for_those_who(takes_part)
def practice_photo(request: HttpRequest, workshop: Workshop, key: uuid.UUID) -> HttpResponse:
    """Her photograph: until it is published nobody else but those who review sees it."""
    return photo_answer(_own_practice(request, workshop, key))


def photo_answer(practice: GoodPractice) -> HttpResponse:
    """The photograph as a file."""
    try:
        if practice.photo:
            return FileResponse(practice.photo.open(), content_type="image/jpeg")
    except FileNotFoundError:
        pass
    raise Http404


def _own_practice(request: HttpRequest, workshop: Workshop, key: uuid.UUID) -> GoodPractice:
    rows = workshop.practices.select_related("registration", "office")
    return get_object_or_404(rows, uuid=key, registration__person=request.user)


def _written(request: HttpRequest, workshop: Workshop, found: GoodPractice | None) -> HttpResponse:
    modules = module_choices(request.user, get_language())
    form = PracticeForm(request.POST or None, request.FILES or None, practice=found, modules=modules)
    if request.method == "POST" and form.is_valid() and (kept := _kept(request, workshop, form)):
        sent = kept.state == GoodPractice.State.SENT
        messages.success(request, _("Sent. You are told when it is reviewed.") if sent else _("Saved."))
        return redirect("workshops:practice", workshop.code, kept.uuid)
    context = {
        **shared(request, workshop, "workshops:practices"),
        "form": form,
        "practice": found,
        "closed": why_not_written(workshop, at=timezone.now()),
    }
    return render(request, "workshops/practices/write.html", context)


def _kept(request: HttpRequest, workshop: Workshop, form: PracticeForm) -> GoodPractice | None:
    """Saved; and sent if she wishes. What cannot be sent yet is saved all the same, and says what is missing."""
    own, values = own_of(request, workshop), form.cleaned_data
    own.workshop = workshop
    without = bool(values.get("without_photo"))
    try:
        with transaction.atomic():
            kept = save_practice(
                own, values["key"], form.values(), photo=values["photo"], without_photo=without, seen=values["seen"]
            )
    except Refused as refusal:
        form.refuse(refusal)
        return None
    form.data = form.data.copy()
    form.data["seen"] = mark_of(kept)
    if "send" not in request.POST:
        return kept
    try:
        return send_practice(kept, by=request.user)
    except Refused as refusal:
        form.add_error(None, _("It is saved, and not sent yet."))
        form.refuse(refusal)
        return None
