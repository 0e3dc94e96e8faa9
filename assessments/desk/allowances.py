"""The page on which people are granted more time, more attempts or another window."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from elearning.people.postings import zone_of

from .. import actions
from ..models import Accommodation
from ..rules import may_accommodate
from .forms import AccommodationForm
from .guard import only_if

MOST = 200


@only_if(may_accommodate)
def allowances(request: HttpRequest) -> HttpResponse:
    """What was granted, the latest first, and the form for another; times are those of the reader's office."""
    zone = zone_of(request.user)
    with timezone.override(zone):
        form = AccommodationForm(request.POST or None, initial={"quiz": request.GET.get("quiz")})
        if request.method == "POST" and form.is_valid() and _granted(request, form):
            return redirect("assessments:allowances")
        granted = Accommodation.objects.select_related("person", "quiz", "given_by", "withdrawn_by")[:MOST]
        context = {"form": form, "granted": granted, "tz": zone, "zone": zone}
        return render(request, "assessments/desk_allowances.html", context)


def _granted(request: HttpRequest, form: AccommodationForm) -> bool:
    try:
        given = actions.accommodate(form.instance, by=request.user)
    except ValidationError as refusal:
        form.add_error(None, " ".join(refusal.messages))
        return False
    messages.success(request, _("Granted to %(name)s.") % {"name": given.person.name})
    return True


@require_POST
@only_if(may_accommodate)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one back for attempts to come."""
    actions.withdraw(get_object_or_404(Accommodation, pk=pk), by=request.user)
    messages.success(request, _("Taken back. An attempt that is under way keeps its time."))
    return redirect("assessments:allowances")
