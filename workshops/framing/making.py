"""The pages on which a workshop is made, changed, and held again."""

import copy
import zoneinfo
from functools import cache

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from elearning.people.actions import Refused

from ..actions.cloning import clone_workshop
from ..actions.frame import change_frame, create_workshop, hangs_on_dates
from ..actions.moving import MAY_MOVE
from ..models import Workshop
from ..rules import may_create, may_edit_frame
from .forms import CloneForm, FrameForm, NewForm
from .guard import for_workshop, page, saved


@cache
def zones() -> list[str]:
    """The time zones that are offered: those of places."""
    return sorted(name for name in zoneinfo.available_timezones() if "/" in name and not name.startswith("Etc/"))


@never_cache
@login_required
def new(request: HttpRequest) -> HttpResponse:
    """A new workshop, as a draft."""
    if not may_create(request.user):
        raise Http404
    form = NewForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            made = create_workshop(form.values(), title=form.cleaned_data["title"], by=request.user)
        except Refused as refusal:
            form.add_error(refusal.about if refusal.about in form.fields else None, str(refusal))
        else:
            messages.success(request, _("The draft is made. Nobody else sees it before it opens."))
            return redirect("workshops:frame", made.code)
    return render(request, "workshops/frame/new.html", {"form": form, "zones": zones()})


@for_workshop(may_edit_frame)
def frame(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """The fields of the frame."""
    form = FrameForm(
        request.POST or None,
        workshop=workshop,
        instance=copy.copy(workshop),
        user=request.user,
        moved=hangs_on_dates(workshop),
    )
    if request.method == "POST" and saved(
        form, lambda values, seen: change_frame(workshop, values, seen=seen, by=request.user)
    ):
        messages.success(request, _("Saved."))
        return redirect("workshops:frame", workshop.code)
    context = {**page(request, workshop, "workshops:frame"), "form": form, "zones": zones()}
    context["movable"] = workshop.state in MAY_MOVE
    return render(request, "workshops/frame/frame.html", context)


@for_workshop(may_create)
def clone(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """The same workshop at another time, without its people."""
    form = CloneForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = clone_workshop(workshop, **form.cleaned_data, by=request.user)
        except Refused as refusal:
            form.add_error(refusal.about if refusal.about in form.fields else None, str(refusal))
        else:
            messages.success(request, _("The new workshop is a draft. Look through its frame and its texts."))
            if made.unplaced:
                sentence = _("Not placed, since the clocks of the place jump over their time: %(codes)s.")
                messages.warning(request, sentence % {"codes": ", ".join(made.unplaced)})
            if made.twice:
                sentence = _("Their time comes twice on that day, since the clocks go back; look at them: %(codes)s.")
                messages.warning(request, sentence % {"codes": ", ".join(made.twice)})
            return redirect("workshops:frame", made.workshop.code)
    context = {**page(request, workshop, "workshops:clone"), "form": form}
    return render(request, "workshops/frame/clone.html", context)
