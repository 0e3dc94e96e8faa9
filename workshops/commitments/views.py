"""The pages of plans of action: all that one may see, one plan, its commitments."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ..actions import planning_action as deeds
from ..models import ActionPlan, Commitment, Workshop
from ..pages import shared
from ..papers.guard import for_those_who
from ..plans.reading import module_choices
from ..rules import may_see_plans
from ..seats.guard import done, kept
from .finding import commitments_shown, own_plan, own_registration, plan_or_404, plans_of
from .forms import CommitmentForm, RevisionForm
from .rules import may_edit_plan, may_endorse_plan
from .sharing import endorsers_of, sharers
from .states import ENDORSED_WITHIN, late_to_endorse, standing

HERE = "workshops:action_plans"


@require_safe
@for_those_who(may_see_plans)
def action_plans(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """The plans that this reader may see, and a button to begin hers."""
    own = own_registration(request.user, workshop)
    mine = own_plan(own) if own else None
    context = {
        **shared(request, workshop, HERE),
        "plans": list(plans_of(request.user, workshop)),
        "mine": mine,
        "may_begin": own is not None and mine is None and workshop.state in deeds.BEGUN_IN,
    }
    return render(request, "workshops/commitments/plans.html", context)


@require_POST
@for_those_who(may_see_plans)
def begin(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """Begin the plan of her office, or open the one that a colleague began."""
    if own_registration(request.user, workshop) is None:
        raise Http404
    done(request, lambda: deeds.begin_plan(workshop, by=request.user))
    plan = own_plan(own_registration(request.user, workshop))
    return redirect("workshops:action_plan", workshop.code, plan.pk) if plan else redirect(HERE, workshop.code)


@require_safe
@for_those_who(lambda user, workshop: True)
def action_plan(request: HttpRequest, workshop: Workshop, pk: int) -> HttpResponse:
    """One plan with its commitments, its state and its follow-ups, for whoever may see it."""
    plan = plan_or_404(request, workshop, pk)
    return render(request, "workshops/commitments/plan.html", _shown(request, plan))


def _shown(request: HttpRequest, plan: ActionPlan) -> dict[str, Any]:
    now, asked = timezone.now(), list(plan.follow_ups.all())
    edits = may_edit_plan(request.user, plan)
    return {
        **shared(request, plan.workshop, HERE),
        "plan": plan,
        "commitments": commitments_shown(plan, request.user),
        "sharers": [each.person for each in sharers(plan).select_related("person")],
        "endorsers": endorsers_of([plan])[plan.pk] if plan.state == plan.State.SENT else [],
        "late": late_to_endorse(plan, now),
        "endorse_by": plan.sent_at + ENDORSED_WITHIN if plan.sent_at else None,
        "may_edit": edits,
        "may_change": edits and plan.state in deeds.OPEN and plan.workshop.state in deeds.BEGUN_IN,
        "may_send": plan.workshop.state in deeds.SENT_IN,
        "may_lead": edits and plan.owner.person_id != request.user.pk,
        "may_endorse": plan.state == plan.State.SENT and may_endorse_plan(request.user, plan),
        "follow_ups": [(each, standing(each, asked, now)) for each in asked],
    }


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who(lambda user, workshop: True)
def commitment(request: HttpRequest, workshop: Workshop, pk: int, number: int | None = None) -> HttpResponse:
    """The form for a new commitment, or for the one of this key, for those who share the plan while it is open."""
    plan, known = _open_plan(request, workshop, pk), None
    if number is not None:
        known = get_object_or_404(plan.commitments, pk=number)
    modules = module_choices(request.user, known.module_code if known else "")
    form = CommitmentForm(request.POST or None, plan=plan, modules=modules, commitment=known)
    if request.method == "POST" and form.is_valid():
        if _saved(request, form, plan, known):
            messages.success(request, _("Saved."))
            return redirect("workshops:action_plan", workshop.code, plan.pk)
        known = plan.commitments.filter(pk=number).first() if known else None
    context = {**shared(request, workshop, HERE), "plan": plan, "form": form, "known": known}
    return render(request, "workshops/commitments/commitment.html", context)


def _saved(request: HttpRequest, form: CommitmentForm, plan: ActionPlan, known: Commitment | None) -> bool:
    """Kept, or refused with the sentence at its place; after a colleague's change hers stands beside it."""
    seen = form.cleaned_data["seen"]
    if kept(form, lambda: deeds.save_commitment(plan, form.values(), by=request.user, commitment=known, seen=seen)):
        return True
    if known:
        fresh = plan.commitments.filter(pk=known.pk).first()
        form.theirs = fresh if fresh and deeds.print_of(fresh) != seen else None
        form.look_again(fresh)
    return False


@require_POST
@for_those_who(lambda user, workshop: True)
def remove(request: HttpRequest, workshop: Workshop, pk: int, number: int) -> HttpResponse:
    """Take a commitment out; one that is gone is gone."""
    plan = _open_plan(request, workshop, pk)
    row = plan.commitments.filter(pk=number).first()
    seen = request.POST.get("seen", "")[:40]
    if row:
        done(request, lambda: deeds.remove_commitment(plan, row, by=request.user, seen=seen), _("Taken out."))
    return redirect("workshops:action_plan", workshop.code, plan.pk)


@require_POST
@for_those_who(lambda user, workshop: True)
def send(request: HttpRequest, workshop: Workshop, pk: int) -> HttpResponse:
    """Ask for the endorsement."""
    plan = _own_plan(request, workshop, pk)
    form = RevisionForm(request.POST)
    seen = form.cleaned_data["revision"] if form.is_valid() else -1
    said = _("The plan is sent. Whoever is to endorse it is told.")
    done(request, lambda: deeds.send_plan(plan, by=request.user, seen=seen), said)
    return redirect("workshops:action_plan", workshop.code, plan.pk)


@require_POST
@for_those_who(lambda user, workshop: True)
def lead(request: HttpRequest, workshop: Workshop, pk: int) -> HttpResponse:
    """Take over the lead of a plan that she shares."""
    plan = _own_plan(request, workshop, pk)
    done(request, lambda: deeds.lead_plan(plan, by=request.user), _("You lead this plan now: you will be asked."))
    return redirect("workshops:action_plan", workshop.code, plan.pk)


def _own_plan(request: HttpRequest, workshop: Workshop, pk: int) -> ActionPlan:
    plan = plan_or_404(request, workshop, pk)
    if not may_edit_plan(request.user, plan):
        raise Http404
    return plan


def _open_plan(request: HttpRequest, workshop: Workshop, pk: int) -> ActionPlan:
    """For the pages that change it; a plan that is frozen has none of them."""
    plan = _own_plan(request, workshop, pk)
    if plan.state not in deeds.OPEN:
        raise Http404
    return plan
