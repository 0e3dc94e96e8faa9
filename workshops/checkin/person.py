"""The attendance of one person: the folded records, every event behind them, and the form to decide."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from elearning.people.actions import Refused

from ..actions.closing_day import put_right
from ..models import Registration, Workshop
from ..pages import shared
from ..papers.guard import for_those_who
from ..papers.lists import place_of
from ..rules import may_see_attendance, may_sign_day, may_take_attendance
from .forms import DecideForm
from .history import history_of
from .opening import why_not_taken
from .own import attendance_context


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who(may_see_attendance)
def attendance_of_person(request: HttpRequest, workshop: Workshop, number: str) -> HttpResponse:
    """What is known of her and from where; who takes attendance decides here, with a reason."""
    people = workshop.registrations.taking_part().participants()
    if request.method == "POST" and not may_take_attendance(request.user, workshop):
        raise Http404
    one = get_object_or_404(people.select_related("person", "office", "partner", "group"), number=number)
    one.workshop = workshop
    context = attendance_context(one)
    found = context["attendance"].checkpoints
    form = DecideForm(request.POST or None, workshop=workshop, one=one, found=found, initial=_asked(request))
    closed = why_not_taken(workshop)
    may = may_take_attendance(request.user, workshop) and not closed
    if request.method == "POST" and may and form.is_valid() and _decided(request, one, form):
        query = urlencode({"checkpoint": form.cleaned_data["checkpoint"]})
        return redirect(f"{reverse('workshops:attendance_of', args=[workshop.code, number])}?{query}")
    said = history_of(one, found)
    for line in context["lines"]:
        line["history"] = said.get(line["checkpoint"].key, [])
    signed = {closing.day: closing for closing in workshop.closings.all()}
    context |= {"one": one, "place": place_of(one), "form": form if may else None, "signed": signed}
    context |= {"closed": closed, "may_amend": may_sign_day(request.user, workshop)}
    return render(request, "workshops/checkin/person.html", shared(request, workshop, "workshops:attendance") | context)


def _asked(request: HttpRequest) -> dict[str, str]:
    return {"checkpoint": request.GET.get("checkpoint", "")}


def _decided(request: HttpRequest, one: Registration, form: DecideForm) -> bool:
    values = form.cleaned_data
    try:
        put_right(
            one.workshop,
            one,
            values["checkpoint"],
            values["value"],
            reason=values["reason"],
            minutes=values["minutes"],
            by=request.user,
        )
    except Refused as refusal:
        form.add_error(refusal.about if refusal.about in form.fields else None, str(refusal))
        return False
    messages.success(request, _("It is written down for %(name)s.") % {"name": one.person.name})
    return True
