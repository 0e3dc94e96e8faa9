"""The page where headquarters lets programs read, and takes that back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from elearning.people.actions import Refused

from ..models import ApiClient
from ..pages import shared
from ..rules import may_keep_clients
from .actions import make_client, revoke_client
from .forms import ClientForm


@login_required
@never_cache
def clients(request: HttpRequest) -> HttpResponse:
    """The list, and the form for one more; its token is shown in the answer to that form and never again."""
    _for_headquarters(request)
    form, token = ClientForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            _client, token = make_client(by=request.user, **form.cleaned_data)
            form = ClientForm()
        except Refused as refusal:
            form.add_error(refusal.about or None, str(refusal))
    rows = ApiClient.objects.select_related("office", "made_by")
    context = {"form": form, "token": token, "rows": rows, "today": timezone.now().date()}
    return render(request, "tracking/api/clients.html", {**shared(request, "tracking:clients"), **context})


@login_required
@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Its token opens nothing any more."""
    _for_headquarters(request)
    client = revoke_client(get_object_or_404(ApiClient, pk=pk), by=request.user)
    messages.success(request, _("“%(name)s” may not read any more.") % {"name": client.name})
    return redirect("tracking:clients")


def _for_headquarters(request: HttpRequest) -> None:
    if not may_keep_clients(request.user):
        raise Http404
