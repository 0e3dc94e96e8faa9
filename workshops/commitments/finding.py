"""Finding plans of action and their follow-ups for a page: only what this reader may see."""

from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from elearning.people.models import User

from ..actions.planning_action import print_of
from ..models import ActionPlan, Commitment, Registration, Workshop
from ..plans.reading import modules_by_code
from .sharing import plans_visible_to


def plans_of(user: User, workshop: Workshop) -> QuerySet[ActionPlan]:
    """The plans of this workshop that she may see, each with its owner, office and number of commitments."""
    plans = plans_visible_to(user).filter(workshop=workshop).select_related("office", "owner__person", "endorsed_by")
    return plans.annotate(size=Count("commitments")).order_by("office__path", "pk")


def plan_or_404(request: HttpRequest, workshop: Workshop, pk: int) -> ActionPlan:
    """One of them."""
    plan = get_object_or_404(plans_of(request.user, workshop).select_related("owner__office"), pk=pk)
    plan.workshop = workshop
    return plan


def own_registration(user: User, workshop: Workshop) -> Registration | None:
    """Her place as a participant, if she has one."""
    return workshop.registrations.taking_part().participants().filter(person=user).first()


def own_plan(registration: Registration) -> ActionPlan | None:
    """The plan that she shares, if it was begun."""
    key = {"office": registration.office_id} if registration.office_id else {"office": None, "owner": registration}
    return ActionPlan.objects.filter(workshop=registration.workshop_id, **key).first()


def commitments_shown(plan: ActionPlan, user: User) -> list[Commitment]:
    """The commitments of a plan, each with its module as a link (`module`) and its `print`."""
    rows = list(plan.commitments.all())
    modules = modules_by_code({each.module_code for each in rows}, user)
    for each in rows:
        each.module, each.print = modules.get(each.module_code), print_of(each)
    return rows
