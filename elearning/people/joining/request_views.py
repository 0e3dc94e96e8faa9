"""The focal point's queue of people who say that they belong to one of her offices."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ..actions import Refused
from ..models import JoinRequest
from ..rules import may_see_board
from .asking import confirm, refuse
from .forms import ConfirmForm, RefuseForm

QUEUE = "people:join_requests"
PER_PAGE = 50


def _visible(request: HttpRequest) -> QuerySet[JoinRequest]:
    if not may_see_board(request.user):
        raise Http404
    rows = JoinRequest.objects.visible_to(request.user).exclude(person=request.user)
    return rows.select_related("person", "office")


@login_required
@require_safe
def join_requests(request: HttpRequest) -> HttpResponse:
    """Those that wait, the oldest first."""
    page = Paginator(_visible(request).waiting(), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "people/joining/requests.html", {"page_obj": page})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def join_request(request: HttpRequest, uuid) -> HttpResponse:
    """Who she is, and two answers."""
    asked = get_object_or_404(_visible(request), uuid=uuid)
    forms = {"confirm": ConfirmForm(), "refuse": RefuseForm()}
    answer = request.POST.get("answer", "")
    if request.method == "POST" and answer in forms:
        form = forms[answer] = type(forms[answer])(request.POST)
        deeds = {"confirm": confirm, "refuse": refuse}
        if form.is_valid() and _done(request, form, lambda: deeds[answer](asked, by=request.user, **form.cleaned_data)):
            messages.success(request, _("Answered. %(name)s is told.") % {"name": asked.person.name})
            return redirect(QUEUE)
    context = {"asked": asked, "waits": asked.state == JoinRequest.State.WAITING, "forms": forms}
    return render(request, "people/joining/request.html", context)


def _done(request: HttpRequest, form: Form, deed: Callable[[], JoinRequest]) -> bool:
    try:
        deed()
    except Refused as refusal:
        if refusal.about in form.fields:
            form.add_error(refusal.about, str(refusal))
        else:  # it is about the request, whose forms may be gone by now
            messages.error(request, str(refusal))
        return False
    return True
