"""The pages of a focal point: her candidates, ranked; who comes instead of whom."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from elearning.people.models import User
from elearning.people.rules import sees_all

from ..actions.importing_nominations import nominate_list, read_list
from ..actions.nominating import GIVEN_BACK, move_rank, nominate, nominate_newcomer, why_closed, withdraw
from ..actions.substituting import substitute
from ..models import Registration, Workshop
from ..pages import shared
from ..rules import may_nominate
from .candidates import candidates_for, partners_of, people_for
from .disclosing import being_decided
from .guard import done, kept, page_of_workshop
from .own import own_quotas
from .person_forms import ListForm, NominationForm, PartnerForm, SubstituteForm

HERE = "workshops:nominations"


@page_of_workshop(may_nominate)
def nominations(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """Her candidates by quota and rank, the balance that they make, and the forms to put somebody forward."""
    forms = _forms(request, workshop)
    name = request.POST.get("form")
    form = forms.get(name) if request.method == "POST" else None
    if form and form.is_valid() and kept(form, lambda: _nominate(request, workshop, name, form.cleaned_data)):
        messages.success(request, _("Nominated. She and, if known, her supervisor are told."))
        return redirect(HERE, workshop.code)
    context = {**shared(request, workshop, HERE), "forms": forms, "closed": why_closed(workshop)}
    context |= own_quotas(request.user, workshop)
    return render(request, "workshops/seats/nominations.html", context)


def _forms(request: HttpRequest, workshop: Workshop) -> dict[str, NominationForm | PartnerForm]:
    """A form for people of her offices, another for those of her organisation; each only where she has some."""
    posted = request.POST if request.method == "POST" else None
    made: dict[str, NominationForm | PartnerForm] = {}
    given = {"workshop": workshop, "by": request.user}
    if people_for(request.user, workshop).exists():
        own = posted if posted and posted.get("form") == "office" else None
        made["office"] = NominationForm(own, prefix="office", **given)
    if partners_of(request.user, workshop).exists():
        own = posted if posted and posted.get("form") == "partner" else None
        made["partner"] = PartnerForm(own, prefix="partner", **given)
    return made


def _nominate(request: HttpRequest, workshop: Workshop, name: str, data: dict) -> Registration:
    deed = nominate_newcomer if name == "partner" else nominate
    return deed(workshop, by=request.user, **data)


def own_or_404(user: User, workshop: Workshop, uuid: UUID) -> Registration:
    """The registration of this person, if it is one of the reader's candidates."""
    found = candidates_for(user, workshop).select_related("person", "office", "partner", "quota")
    registration = get_object_or_404(found, person__uuid=uuid)
    registration.workshop = workshop
    return registration


@page_of_workshop(may_nominate)
def nominate_many(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """Nominate everybody on a list, or nobody: one bad line is named and nothing is stored."""
    form = ListForm(request.POST or None, request.FILES or None)
    made: list[Registration] = []
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["list"]
        if kept(form, lambda: made.extend(nominate_list(workshop, read_list(text), by=request.user))):
            said = ngettext("%(number)s person is nominated.", "%(number)s people are nominated.", len(made))
            already = _("Everybody on the list was nominated before.")
            messages.success(request, said % {"number": len(made)} if made else already)
            return redirect(HERE, workshop.code)
    context = {**shared(request, workshop, HERE), "form": form, "closed": why_closed(workshop)}
    return render(request, "workshops/seats/nominate_list.html", context)


DEEDS: dict[str, tuple[Callable[[Registration, User], object], str]] = {
    "up": (lambda row, by: move_rank(row, up=True, by=by), ""),
    "down": (lambda row, by: move_rank(row, up=False, by=by), ""),
    "withdraw": (lambda row, by: withdraw(row, by=by), "withdrawn"),
}


@require_POST
@page_of_workshop(may_nominate)
def nomination(request: HttpRequest, workshop: Workshop, uuid: UUID) -> HttpResponse:
    """Move one candidate up or down, or withdraw her."""
    registration = own_or_404(request.user, workshop, uuid)
    if request.POST.get("do") not in DEEDS:
        raise Http404
    deed, ends = DEEDS[request.POST["do"]]
    said = _("The nomination of %(name)s is withdrawn.") % {"name": registration.person.name} if ends else ""
    done(request, lambda: deed(registration, request.user), said)
    return redirect(f"{reverse(HERE, args=[workshop.code])}#candidate-{uuid}")


@page_of_workshop(may_nominate)
def substitution(request: HttpRequest, workshop: Workshop, uuid: UUID) -> HttpResponse:
    """Name who comes instead of her."""
    registration = own_or_404(request.user, workshop, uuid)
    if registration.state not in GIVEN_BACK:
        raise Http404
    if not sees_all(request.user) and being_decided([registration], workshop):
        raise Http404
    waiting = candidates_for(request.user, workshop).waiting().values("person")
    given = {"workshop": workshop, "by": request.user, "waiting": User.objects.filter(pk__in=waiting)}
    form = SubstituteForm(request.POST or None, initial={"language": registration.language}, **given)
    posted = request.method == "POST" and form.is_valid()
    if posted and kept(form, lambda: substitute(registration, by=request.user, **form.cleaned_data)):
        messages.success(request, _("The seat goes to the substitute."))
        return redirect(HERE, workshop.code)
    context = {**shared(request, workshop, HERE), "form": form, "registration": registration}
    return render(request, "workshops/seats/substitute.html", context)
