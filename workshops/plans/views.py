"""The pages of a workshop's session plans: all of them against their slots, one of them, writing one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ..actions import planning
from ..actions.revision import why_sealed
from ..models import AgendaItem, SessionPlan, Workshop
from ..pages import shared, workshop_or_404
from ..rules import may_build
from . import showing
from .content import Content, content_of
from .editing import edited
from .forms import NameForm, StartForm
from .reading import plans_with_rows

HERE = "workshops:plans"


def _item_or_404(request: HttpRequest, code: str, uuid: str) -> tuple[Workshop, AgendaItem, SessionPlan | None]:
    """The workshop, its item, and the item's plan with its rows; for those who may build the agenda."""
    workshop = workshop_or_404(request, code, may_build)
    item = get_object_or_404(workshop.items.select_related("group"), uuid=uuid)
    return workshop, item, plans_with_rows().filter(item=item).first()


@login_required
def plans(request: HttpRequest, code: str) -> HttpResponse:
    """Each item of the agenda with its plan or without, its minutes against the slot."""
    workshop = workshop_or_404(request, code, may_build)
    context = {**shared(request, workshop, HERE), "sealed": why_sealed(workshop)}
    context |= showing.overview(workshop, request.GET.get("of", ""), request.user)
    return render(request, "workshops/plans/index.html", context)


@login_required
def plan(request: HttpRequest, code: str, item: str) -> HttpResponse:
    """One plan with its running times; where there is none, the ways to begin."""
    workshop, found, known = _item_or_404(request, code, item)
    context = {
        **shared(request, workshop, HERE),
        **showing.of_item(workshop, found, known, request.user),
        "sealed": why_sealed(workshop),
        "start": None if known else StartForm(item=found),
        "name": NameForm(initial={"title": known.title}) if known else None,
    }
    return render(request, "workshops/plans/plan.html", context)


@login_required
def edit(request: HttpRequest, code: str, item: str) -> HttpResponse:
    """Write the plan. Rows are added and moved without keeping anything; the second save is told of the first."""
    workshop, found, known = _item_or_404(request, code, item)
    if sealed := why_sealed(workshop):
        messages.error(request, sealed)
        return redirect("workshops:plan", workshop.code, found.uuid)

    def keep(content: Content, edition: str) -> HttpResponse:
        planning.save_plan(found, content, edition=edition, by=request.user)
        messages.success(request, _("The plan is saved."))
        return redirect("workshops:plan", workshop.code, found.uuid)

    begin = content_of(known) if known else showing.first_content(workshop, found)
    context = {**shared(request, workshop, HERE), **showing.slot_of(workshop, found), "item": found}
    return edited(request, "workshops/plans/edit.html", context, plan=known, begin=begin, keep=keep)


@require_POST
@login_required
def start(request: HttpRequest, code: str, item: str) -> HttpResponse:
    """Copy a template into an item without a plan."""
    workshop, found, _known = _item_or_404(request, code, item)
    form = StartForm(request.POST, item=found)
    if not form.is_valid():
        messages.error(request, _("Choose a template from the list. The one you chose may have been removed."))
        return redirect("workshops:plan", workshop.code, found.uuid)
    try:
        planning.start_plan(found, form.cleaned_data["template"], by=request.user)
        messages.success(request, _("The plan was started from the template. Now fit it to this session."))
    except planning.Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("workshops:plan", workshop.code, found.uuid)


@require_POST
@login_required
def to_template(request: HttpRequest, code: str, item: str) -> HttpResponse:
    """Copy the plan into a template under the item's module."""
    workshop, found, known = _item_or_404(request, code, item)
    form = NameForm(request.POST)
    here = redirect("workshops:plan", workshop.code, found.uuid)
    if known is None or not form.is_valid():
        messages.error(request, _("A template needs a plan, and a title of 200 characters at most."))
        return here
    try:
        made = planning.make_template(known, form.cleaned_data["title"], by=request.user)
    except planning.Refused as refusal:
        messages.error(request, str(refusal))
        return here
    messages.success(request, _("The template is made. Later changes of the plan do not change it."))
    return redirect("workshops:plan_template", made.pk)


@require_POST
@login_required
def remove(request: HttpRequest, code: str, item: str) -> HttpResponse:
    """Take the plan away, as it was seen."""
    workshop, found, known = _item_or_404(request, code, item)
    try:
        if known:
            planning.remove_plan(known, request.POST.get("edition", ""), by=request.user)
        messages.success(request, _("This item has no plan any more."))
    except planning.Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("workshops:plan", workshop.code, found.uuid)
