"""The pages of exports: the log of all, and the one that asks why before a file leaves."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from elearning.people.actions import Refused

from ..models import Export
from ..pages import shared
from ..rules import may_export, may_see_exports
from .answers import file_answer
from .forms import ExportForm
from .orders import WHATS, order_of

PAGE = 50
HOME = {"readiness": "tracking:board", "people": "tracking:board"}
NAMES = {**WHATS, "api": _("figures read by a program")}


@login_required
@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """Who took what, why, when; `?id` finds the export whose number stands in a file."""
    if not may_see_exports(request.user):
        raise Http404
    found, asked = Export.objects.select_related("by", "client"), request.GET.get("id", "").strip()
    if asked:
        found = found.filter(uuid=_uuid(asked)) if _uuid(asked) else found.none()
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    rows = [(export, NAMES.get(export.what, export.what), sorted(export.question.items())) for export in page]
    context = {**shared(request, "tracking:exports"), "page": page, "rows": rows, "asked": asked[:60]}
    return render(request, "tracking/exports/log.html", context)


@login_required
def new(request: HttpRequest) -> HttpResponse:
    """Ask why, then give the file of the question in the address."""
    if not may_export(request.user):
        raise Http404
    what = request.GET.get("what", "")
    form = ExportForm(request.POST or None, what=what, initial={"outside": request.GET.get("outside")})
    data = request.GET.copy()
    if request.method == "POST" and form.is_valid():
        data["outside"] = "1" if form.cleaned_data.get("outside") else ""
    order, asked = order_of(what, data, request.user)
    if request.method == "POST" and order and form.is_valid():
        said = form.cleaned_data
        try:
            return file_answer(what, said["kind"], order, why=said["why"], by=request.user)
        except Refused as refusal:
            form.add_error(refusal.about or None, str(refusal))
    context = {**shared(request, HOME.get(what, "tracking:figures")), **shown(what, order, asked), "form": form}
    context["query"] = request.GET.urlencode()
    return render(request, "tracking/exports/new.html", context, status=200 if order else 400)


def shown(what: str, order: Any, asked: Any) -> dict[str, Any]:
    """What a page says of an order, or of what is wrong with it."""
    return {"what": WHATS[what], "asked": order.facts if order else [], "order": order, "wrong": asked}


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
