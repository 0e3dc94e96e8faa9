"""Whose a plan of action is: who shares it, who may read it, and who is asked to endorse it."""

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from elearning.people.models import Office, Posting, Role, User
from elearning.people.rules import sees_all

from ..models import ActionPlan, Registration
from ..rules import KNOWS_ALL


def plans_visible_to(user: User | AnonymousUser) -> QuerySet[ActionPlan]:
    """Plans that she shares, supervises, or leads or serves the workshop of; of her offices; all for headquarters."""
    if not user.is_authenticated:
        return ActionPlan.objects.none()
    if sees_all(user):
        return ActionPlan.objects.all()
    own = user.registrations.taking_part()
    shared = own.participants().filter(workshop=OuterRef("workshop"), office=OuterRef("office"))
    supervised = Posting.objects.current().filter(supervisor=user).values("person_id")
    return ActionPlan.objects.filter(
        Q(Exists(shared))
        | Q(owner__in=own.values("pk"))
        | Q(workshop__in=own.filter(role__in=KNOWS_ALL).values("workshop_id"))
        | Q(owner__person__in=supervised)
        | Q(office__in=Office.objects.visible_to(user).values("pk"))
    )


def sharers(plan: ActionPlan) -> QuerySet[Registration]:
    """Those who write it together: the participants of its office, or the one person whose it is."""
    taking_part = Registration.objects.taking_part().participants().filter(workshop=plan.workshop_id)
    return taking_part.filter(office=plan.office_id) if plan.office_id else taking_part.filter(pk=plan.owner_id)


def shares(user: User | AnonymousUser, plan: ActionPlan) -> bool:
    """Whether it is hers too."""
    return user.is_authenticated and sharers(plan).filter(person=user).exists()


def endorsers_of(plans: Iterable[ActionPlan]) -> dict[int, list[User]]:
    """Who is to endorse each plan: never one who shares it. A fixed number of queries, however many plans.

    The supervisor of the posting that its owner holds today; where none is known, the focal points of its office, or
    of the nearest office above that has one; where there is none, headquarters. Plans come with owner and office.
    """
    plans = list(plans)
    supervisors = _supervisors({plan.owner.person_id for plan in plans})
    roles = list(Role.objects.current().filter(person__is_active=True).select_related("person", "office"))
    ours = _sharing(plans)
    return {plan.pk: _asked(plan, supervisors.get(plan.owner.person_id), roles, ours[plan.pk]) for plan in plans}


def _supervisors(people: set[int]) -> dict[int, User]:
    postings = Posting.objects.current().filter(person__in=people, supervisor__is_active=True)
    rows = postings.exclude(supervisor=F("person")).select_related("supervisor").order_by("-started_on")
    return {row.person_id: row.supervisor for row in rows}


def _sharing(plans: list[ActionPlan]) -> dict[int, set[int]]:
    """The people who share each plan."""
    rows = Registration.objects.taking_part().participants()
    rows = rows.filter(workshop__in={plan.workshop_id for plan in plans}, office__isnull=False)
    found: dict[tuple[int, int], set[int]] = {}
    for workshop, office, person in rows.values_list("workshop_id", "office_id", "person_id"):
        found.setdefault((workshop, office), set()).add(person)
    return {plan.pk: found.get((plan.workshop_id, plan.office_id), set()) | {plan.owner.person_id} for plan in plans}


def _asked(plan: ActionPlan, supervisor: User | None, roles: list[Role], ours: set[int]) -> list[User]:
    if supervisor and supervisor.pk not in ours:
        return [supervisor]
    others = [role for role in roles if role.person_id not in ours]
    if plan.office:
        above = [role for role in others if role.office and plan.office.path.startswith(role.office.path)]
        nearest = max((len(role.office.path) for role in above), default=0)
        if points := [role.person for role in above if len(role.office.path) == nearest]:
            return list(dict.fromkeys(points))
    return list(dict.fromkeys(role.person for role in others if role.kind == Role.Kind.HEADQUARTERS))
