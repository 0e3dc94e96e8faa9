"""The page on which a focal point lends her role, or gives a borrowed one back."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from elearning.people.actions import end_loan
from elearning.people.models import Role
from workshops.seats.guard import done, kept

from .choosing import Choice
from .forms import LendForm
from .lending import lend, may_lend
from .page import loans_of
from .views import around, of_an_office


@require_http_methods(["GET", "HEAD", "POST"])
@of_an_office
def cover(request: HttpRequest, choice: Choice) -> HttpResponse:
    """Who covers for me, for whom I cover, and the form to lend a role of mine."""
    today = timezone.localdate()
    roles = may_lend(request.user, today)
    form = LendForm(request.POST or None, roles=roles, initial={"started_on": today}) if roles else None
    if request.method == "POST" and form and form.is_valid():
        data = form.cleaned_data
        if kept(form, lambda: lend(data["role"], data["to"], by=request.user, **_days(data))):
            messages.success(request, _("Lent. Your colleague is told."))
            return redirect("tracking:cover")
    context = around(request, choice, "tracking:cover") | {"form": form, "loans": loans_of(request.user, today)}
    return render(request, "tracking/office/cover.html", context)


def _days(data: dict) -> dict:
    return {name: data[name] for name in ("started_on", "ended_on")}


@require_POST
@of_an_office
def cover_end(request: HttpRequest, choice: Choice, pk: int) -> HttpResponse:
    """End a loan before its time."""
    mine = Role.objects.filter(Q(lent_by=request.user) | Q(person=request.user, lent_by__isnull=False))
    role = get_object_or_404(mine, pk=pk)
    borrowed = role.person_id == request.user.pk
    ended = done(request, lambda: end_loan(role, by=request.user), _("The loan has ended."))
    return redirect("tracking:my_day" if ended and borrowed else "tracking:cover")
