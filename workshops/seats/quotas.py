"""The pages of quotas: all of them with a form for another, and one to change or remove."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from ..actions.quotas import is_bound, remove_quota, save_quota
from ..models import Workshop
from ..pages import shared
from ..rules import may_select
from .forms import QuotaForm
from .guard import done, kept, page_of_workshop
from .showing import balance_of

HERE = "workshops:quotas"


@page_of_workshop(may_select)
def quotas(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """What is kept for whom, and a form for another quota."""
    form = QuotaForm(request.POST or None, workshop=workshop)
    if request.method == "POST" and form.is_valid() and kept(form, lambda: save_quota(form.instance, by=request.user)):
        messages.success(request, _("The quota is kept."))
        return redirect(HERE, workshop.code)
    balance = balance_of(workshop)
    least = sum(line.standing.least for line in balance.lines)
    context = {**shared(request, workshop, HERE), "form": form, "balance": balance, "least": least}
    return render(request, "workshops/seats/quotas.html", context)


@page_of_workshop(may_select)
def quota(request: HttpRequest, workshop: Workshop, pk: int) -> HttpResponse:
    """Change one quota, or remove it while nobody holds or held a seat of it."""
    found = get_object_or_404(workshop.quotas.select_related("office", "partner__office"), pk=pk)
    if request.method == "POST" and request.POST.get("do") == "remove":
        done(request, lambda: remove_quota(found, by=request.user), _("The quota is removed."))
        return redirect(HERE, workshop.code)
    form = QuotaForm(request.POST or None, instance=found, workshop=workshop)
    if request.method == "POST" and form.is_valid() and kept(form, lambda: save_quota(found, by=request.user)):
        messages.success(request, _("The quota is kept."))
        return redirect(HERE, workshop.code)
    context = {**shared(request, workshop, HERE), "form": form, "quota": found, "bound": is_bound(found)}
    return render(request, "workshops/seats/quota.html", context)
