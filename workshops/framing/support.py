"""The pages for those who stand behind a workshop: supporters and funding lines."""

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from elearning.people.actions import Refused

from ..actions.supporting import remove_support, save_funding, save_supporter
from ..models import Supporter, Workshop
from ..rules import may_edit_frame
from .guard import for_workshop, page, saved
from .logos import draw_logo, shown_supporters
from .support_forms import FundingForm, SupporterForm


@for_workshop(may_edit_frame)
def supporters(request: HttpRequest, workshop: Workshop, pk: int | None = None) -> HttpResponse:
    """Who supports the workshop, and the form for another one, or for the one of this key."""
    known = get_object_or_404(workshop.supporters.select_related("focal_point"), pk=pk) if pk else None
    form = SupporterForm(request.POST or None, request.FILES or None, workshop=workshop, supporter=known)
    if request.method == "POST" and saved(form, lambda values, seen: _save(request, form, known, values, seen)):
        messages.success(request, _("Saved."))
        return redirect("workshops:supporters", workshop.code)
    context = {**page(request, workshop, "workshops:supporters"), "form": form, "known": known}
    context["supporters"] = shown_supporters(workshop)
    return render(request, "workshops/frame/supporters.html", context)


def _save(
    request: HttpRequest, form: SupporterForm, known: Supporter | None, values: dict[str, Any], seen: int
) -> Supporter:
    if form.cleaned_data.get("no_logo"):
        values = values | {"logo": None}
    row = save_supporter(
        form.workshop, values, by=request.user, seen=seen, supporter=known, logo=form.cleaned_data.get("logo")
    )
    draw_logo(row.logo)
    return row


@for_workshop(may_edit_frame)
def funding(request: HttpRequest, workshop: Workshop, pk: int | None = None) -> HttpResponse:
    """Which project pays which share, and the form for another line, or for the one of this key."""
    known = get_object_or_404(workshop.funding, pk=pk) if pk else None
    form = FundingForm(request.POST or None, workshop=workshop, line=known)
    if request.method == "POST" and saved(
        form, lambda values, seen: save_funding(workshop, values, by=request.user, seen=seen, line=known)
    ):
        messages.success(request, _("Saved."))
        return redirect("workshops:funding", workshop.code)
    lines = list(workshop.funding.all())
    context = {**page(request, workshop, "workshops:funding"), "form": form, "known": known, "lines": lines}
    context["sum"] = sum((line.share for line in lines), Decimal(0))
    return render(request, "workshops/frame/funding.html", context)


@require_POST
@for_workshop(may_edit_frame)
def remove(request: HttpRequest, workshop: Workshop, kind: str, pk: int) -> HttpResponse:
    """Take a line away; one that is gone already is gone."""
    row = getattr(workshop, kind).select_related("workshop").filter(pk=pk).first()
    try:
        if row:
            remove_support(row, by=request.user)
        messages.success(request, _("Taken away."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(f"workshops:{kind}", workshop.code)
