"""The pages about needs: counts for the caterer, names for the logistics role, needs written down for another."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from elearning.people.actions.refusal import Refused

from ..actions.needs import current_needs, purge_date, save_needs, show_needs
from ..models import Registration, Workshop
from ..pages import shared
from ..rules import may_see_needs
from .downloads import pdf_answer
from .forms import NeedsForm
from .guard import for_those_who
from .lists import Kitchen, coming, kitchen_of
from .pdf import drawn


@require_safe
@for_those_who(may_see_needs)
def needs(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """Counts for the caterer, and the button that shows the needs by name."""
    context = {
        **shared(request, workshop, "workshops:needs"),
        "kitchen": _kitchen(workshop),
        "purged_on": purge_date(workshop),
    }
    return render(request, "workshops/papers/needs.html", context)


@require_POST
@for_those_who(may_see_needs)
def needs_by_name(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """The needs by name; a POST, since each showing is written down."""
    context = {
        **shared(request, workshop, "workshops:needs"),
        "needs": show_needs(workshop, by=request.user),
        "others": list(coming(workshop).filter(need=None)),
        "purged_on": purge_date(workshop),
    }
    return render(request, "workshops/papers/needs_by_name.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who(may_see_needs)
def needs_of_person(request: HttpRequest, workshop: Workshop, number: str) -> HttpResponse:
    """An empty form to write down what one said who has written nothing down; what is stored is never shown here."""
    registration = get_object_or_404(coming(workshop), number=number)
    form = NeedsForm(request.POST or None, need=None)
    if request.method == "POST" and form.is_valid() and _saved(request, registration, form):
        messages.success(request, _("Saved for %(name)s.") % {"name": registration.person.name})
        return redirect("workshops:needs", workshop.code)
    context = {**shared(request, workshop, "workshops:needs"), "form": form, "registration": registration}
    return render(request, "workshops/papers/needs_of.html", context)


def _saved(request: HttpRequest, registration: Registration, form: NeedsForm) -> bool:
    try:
        save_needs(registration, by=request.user, **form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, ValidationError(str(refusal)))
        return False
    return True


@require_safe
@for_those_who(may_see_needs)
def needs_pdf(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """The counts as a page for the caterer."""
    document = drawn("needs_pdf", _("For the kitchen"), workshop=workshop, kitchen=_kitchen(workshop))
    return pdf_answer(document, f"{workshop.code}-kitchen")


def _kitchen(workshop: Workshop) -> Kitchen:
    people = coming(workshop).exclude(state=Registration.State.NO_SHOW).count()
    return kitchen_of(current_needs(workshop), people)
