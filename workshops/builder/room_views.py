"""The page of rooms, groups and teams of interpreters."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from ..actions.drafting_board import Refused
from ..actions.drafting_rooms import Overtaken, drop, keep
from ..actions.revision import why_sealed
from ..models import Workshop
from ..pages import shared
from .guard import for_builders
from .room_forms import FORMS, KeptForm

HEADINGS = {
    "room": gettext_lazy("Rooms"),
    "group": gettext_lazy("Groups"),
    "interpreterteam": gettext_lazy("Teams of interpreters"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@for_builders
def rooms(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """Each with a form, and an empty one for a new one; one form at a time is kept or deleted."""
    posted = _posted(request, workshop) if request.method == "POST" else None
    if posted and _done(request, posted):
        return redirect("workshops:builder_rooms", code=workshop.code)
    kinds = [(kind, heading, _forms(workshop, kind, posted)) for kind, heading in HEADINGS.items()]
    context = {**shared(request, workshop, "workshops:builder"), "kinds": kinds, "sealed": why_sealed(workshop)}
    return render(request, "workshops/builder/rooms.html", context, status=422 if posted else 200)


def _posted(request: HttpRequest, workshop: Workshop) -> KeptForm:
    """The form of the row that was posted; 404 for one of another workshop."""
    kind, _dash, pk = request.POST.get("row", "").partition("-")
    if kind not in FORMS or not (pk == "new" or (pk.isdecimal() and len(pk) < 19)):
        raise Http404
    model = FORMS[kind]._meta.model
    instance = None if pk == "new" else get_object_or_404(model, workshop=workshop, pk=pk)
    return FORMS[kind](request.POST, workshop=workshop, instance=instance)


def _done(request: HttpRequest, form: KeptForm) -> bool:
    seen = request.POST.get(form.add_prefix("seen"), "")
    try:
        if "delete" in request.POST and form.instance.pk:
            drop(form.instance, by=request.user, seen=seen)
            messages.success(request, _("Deleted."))
            return True
        if not form.is_valid():
            return False
        keep(form.instance, by=request.user, members=form.cleaned_data.get("members"), seen=seen)
    except Overtaken as overtaken:
        form.overtaken(str(overtaken), overtaken.now)
        return False
    except Refused as refusal:
        messages.error(request, str(refusal))
        return True
    messages.success(request, _("%(name)s is kept.") % {"name": form.instance})
    return True


def _forms(workshop: Workshop, kind: str, posted: KeptForm | None) -> list[Any]:
    """The forms of one kind, the empty one last; what was posted with a fault stands as it was typed."""
    of = FORMS[kind]
    rows = of._meta.model.objects.filter(workshop=workshop)
    if kind == "interpreterteam":
        rows = rows.prefetch_related("members")
    forms = [of(workshop=workshop, instance=row) for row in rows] + [of(workshop=workshop)]
    return [posted if posted and posted.prefix == form.prefix else form for form in forms]
