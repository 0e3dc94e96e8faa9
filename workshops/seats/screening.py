"""The page for whoever keeps the screening of participants from security forces."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from ..actions.screening import screen
from ..models import Registration, Workshop
from ..pages import shared
from ..rules import may_screen
from .forces import to_be_screened
from .forms import ScreeningForm
from .guard import kept, page_of_workshop
from .showing import Candidate

HERE = "workshops:screening"


@page_of_workshop(may_screen)
def screening(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """All of whom a screening is asked, those first who take part without being cleared."""
    found = to_be_screened(workshop, timezone.now().astimezone(workshop.tz).date())
    pk, form = request.POST.get("who", ""), None
    if request.method == "POST":
        row = get_object_or_404(found.select_related("person"), pk=pk[:18] if pk.isdecimal() else 0)
        form = ScreeningForm(request.POST, registration=row)
        if form.is_valid() and kept(form, lambda: screen(row, by=request.user, **form.cleaned_data)):
            messages.success(request, _("The screening of %(name)s is kept.") % {"name": row.person.name})
            return redirect(HERE, workshop.code)
    rows = [_row(workshop, each, form, pk) for each in found.select_related("person", "office", "partner__office")]
    rows.sort(key=lambda row: (not row["alarm"], row["candidate"].registration.person.name))
    context = {**shared(request, workshop, HERE), "rows": rows}
    return render(request, "workshops/seats/screening.html", context)


def _row(workshop: Workshop, registration: Registration, form: ScreeningForm | None, pk: str) -> dict:
    registration.workshop = workshop
    if registration.screening == Registration.Screening.NOT_NEEDED:  # she came to the force after her nomination
        registration.screening = Registration.Screening.PENDING
    candidate = Candidate(registration)
    own = form if form and pk == str(registration.pk) else ScreeningForm(registration=registration)
    alarm = registration.state in Registration.TAKING_PART and not candidate.cleared
    return {"candidate": candidate, "form": own, "alarm": alarm}
