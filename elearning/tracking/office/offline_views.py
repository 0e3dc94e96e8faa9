"""The page of offices without a line: mark one, say that the line is back, withdraw what was written in error."""

import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from elearning.people.actions import end_offline, mark_offline, withdraw_offline
from elearning.people.models import OfflineStretch
from workshops.seats.guard import done, kept

from .choosing import Choice
from .forms import OfflineForm
from .page import offline_at
from .views import around, of_an_office


@require_http_methods(["GET", "HEAD", "POST"])
@of_an_office
def offline(request: HttpRequest, choice: Choice) -> HttpResponse:
    """The stretches of the offices that the reader answers for, and the form for another."""
    form = OfflineForm(request.POST or None, offices=choice.offices, initial={"place": choice.office})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        office = data.pop("place")
        if kept(form, lambda: mark_offline(office, **data, by=request.user)):
            messages.success(request, _("Marked. What is due there in that time is moved."))
            return redirect(f"{reverse('tracking:offline')}?office={office.code}")
    context = around(request, choice, "tracking:offline") | {"form": form, "today": timezone.localdate()}
    if choice.office:
        context["stretches"] = offline_at(choice.office, context["today"])
    return render(request, "tracking/office/offline.html", context)


@require_POST
@of_an_office
def offline_stretch(request: HttpRequest, choice: Choice, pk: int) -> HttpResponse:
    """End a stretch with yesterday, or withdraw it."""
    stretches = OfflineStretch.objects.filter(office__in=choice.offices).select_related("office")
    stretch = get_object_or_404(stretches, pk=pk)
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    deeds = {
        "end": lambda: end_offline(stretch, ended_on=max(yesterday, stretch.started_on), by=request.user),
        "withdraw": lambda: withdraw_offline(stretch, by=request.user),
    }
    if request.POST.get("do") not in deeds:
        raise Http404
    done(request, deeds[request.POST["do"]], _("Written down."))
    return redirect(f"{reverse('tracking:offline')}?office={stretch.office.code}")
