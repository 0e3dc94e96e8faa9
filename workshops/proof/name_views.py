"""The pages about names as they are printed: one's own, and for the facilitator all of them with what was asked."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from elearning.pdf import drawable

from ..actions.naming import (
    accept_name,
    ask_for_name,
    certificates_of,
    confirm_name,
    mark_of,
    refuse_name,
    speaks_for_herself,
)
from ..actions.revision import why_sealed
from ..models import NameRequest, Registration, Workshop
from ..pages import shared
from ..rules import may_certify, takes_part
from ..seats.guard import done, kept, page_of_workshop
from .confirmed import renamed_since
from .forms import NameForm, NameOfForm, WhyForm

MINE, NAMES = "workshops:my_name", "workshops:names"


@require_http_methods(["GET", "HEAD", "POST"])
@page_of_workshop(takes_part)
def my_name(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """How her name will be printed: "it is right", or what it should be."""
    own = get_object_or_404(_taking_part(workshop), person=request.user)
    open_request = own.name_requests.filter(state=NameRequest.State.OPEN).first()
    wrong = request.method == "POST" and "wrong" in request.POST
    form = NameForm(request.POST if wrong else None, initial=_now(own, open_request))
    if request.method == "POST" and not wrong:
        done(request, lambda: confirm_name(own, by=request.user), _("Thank you. Your name is confirmed."))
        return redirect(MINE, workshop.code)
    if wrong and form.is_valid() and kept(form, lambda: ask_for_name(own, by=request.user, **form.cleaned_data)):
        messages.success(request, _("Thank you. It is kept, and you will be told what was decided."))
        return redirect(MINE, workshop.code)
    facts = {"own": own, "open_request": open_request, "form": form, "held": certificates_of(own)}
    last = own.name_requests.exclude(state=NameRequest.State.OPEN).first()
    context = {**shared(request, workshop, MINE), **facts, "last": last, "drawable": drawable(own.person.name)}
    context |= {"closed": why_sealed(workshop), "renamed": bool(renamed_since([own]))}
    return render(request, "workshops/proof/my_name.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page_of_workshop(may_certify)
def names(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """Everybody's name with its state, the open requests first, and a form for somebody who cannot sign in."""
    form = NameOfForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _asked_for_another(request, workshop, form):
        messages.success(request, _("The request is kept. Decide on it below."))
        return redirect(NAMES, workshop.code)
    rows = list(_taking_part(workshop).participants().order_by("number", "pk"))
    renamed = renamed_since(rows)
    for row in rows:
        row.renamed = row.pk in renamed
        row.own_account, row.drawable = speaks_for_herself(row.person), drawable(row.person.name)
    asked = NameRequest.objects.filter(registration__workshop=workshop, state=NameRequest.State.OPEN)
    requests = list(asked.select_related("registration__person").order_by("asked_at"))
    for each in requests:
        each.mark = mark_of(each)
    context = {
        **shared(request, workshop, NAMES),
        "form": form,
        "rows": rows,
        "confirmed": sum(row.name_confirmed_at is not None and not row.renamed for row in rows),
        "requests": requests,
        "why_form": WhyForm(),
        "closed": why_sealed(workshop),
    }
    return render(request, "workshops/proof/names.html", context)


@require_POST
@page_of_workshop(may_certify)
def confirm_name_of(request: HttpRequest, workshop: Workshop, number: str) -> HttpResponse:
    """Somebody who cannot sign in said that her name is right."""
    one = get_object_or_404(_taking_part(workshop), number=number)
    said = _("The name of %(number)s is confirmed.") % {"number": number}
    done(request, lambda: confirm_name(one, by=request.user), said)
    return redirect(NAMES, workshop.code)


@require_POST
@page_of_workshop(may_certify)
def decide_name(request: HttpRequest, workshop: Workshop, pk: int) -> HttpResponse:
    """Accept a request for another name, or refuse it with the reason."""
    asked = get_object_or_404(NameRequest.objects.filter(registration__workshop=workshop), pk=pk)
    seen = request.POST.get("seen", "")
    if request.POST.get("decide") == "accept":
        said = _("The name is accepted. It is printed like this from now on, and she is told.")
        done(request, lambda: accept_name(asked, by=request.user, seen=seen), said)
        return redirect(NAMES, workshop.code)
    form = WhyForm(request.POST)
    if not form.is_valid():
        unchanged = _("Nothing was changed.")
        messages.error(request, f"{form['why'].label}: {' '.join(form.errors['why'])} {unchanged}")
    else:
        said = _("The name stays as it is, and she is told why.")
        why = form.cleaned_data["why"]
        done(request, lambda: refuse_name(asked, by=request.user, why=why, seen=seen), said)
    return redirect(NAMES, workshop.code)


def _taking_part(workshop: Workshop) -> QuerySet[Registration]:
    return workshop.registrations.taking_part().select_related("person", "workshop")


def _now(own: Registration, asked: NameRequest | None) -> dict[str, str]:
    """What the form begins with: what she asked for, else the name as it is."""
    if asked:
        return {"name": asked.name, "name_own_script": asked.name_own_script, "remark": asked.remark}
    return {"name": own.person.name, "name_own_script": own.person.name_own_script}


def _asked_for_another(request: HttpRequest, workshop: Workshop, form: NameOfForm) -> bool:
    data = dict(form.cleaned_data)
    one = _taking_part(workshop).filter(number__iexact=data.pop("number").strip()).first()
    if one is None:
        form.add_error("number", _("Nobody here has this number. It stands on the badge."))
        return False
    return kept(form, lambda: ask_for_name(one, by=request.user, **data))
