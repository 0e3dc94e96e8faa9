"""What a person may do with one plan of action, with the initiatives of an office, and with its rating."""

from django.contrib.auth.models import AnonymousUser

from elearning.people.models import Office, User
from elearning.people.rules import sees_all

from ..models import ActionPlan, Registration, Workshop
from .sharing import endorsers_of, shares


def may_edit_plan(user: User | AnonymousUser, plan: ActionPlan) -> bool:
    """Writing it and answering its follow-ups: those who share it."""
    return shares(user, plan)


def may_endorse_plan(user: User | AnonymousUser, plan: ActionPlan) -> bool:
    """Whoever is asked to, and headquarters; never one who shares it."""
    if not user.is_authenticated or shares(user, plan):
        return False
    return sees_all(user) or user in endorsers_of([plan])[plan.pk]


def may_edit_initiatives(user: User | AnonymousUser, office: Office) -> bool:
    """The focal points of that office or above, and headquarters."""
    if not user.is_authenticated:
        return False
    paths = [role.office.path for role in user.roles_today if role.office]
    return sees_all(user) or any(office.path.startswith(path) for path in paths)


def may_read_initiatives(user: User | AnonymousUser, office: Office) -> bool:
    """Those who edit them, and whoever is posted at that office today."""
    posting = user.posting_today if user.is_authenticated else None
    return may_edit_initiatives(user, office) or (posting is not None and posting.office_id == office.pk)


def may_rate(user: User | AnonymousUser, workshop: Workshop, office: Office) -> bool:
    """An office that sent participants: its focal points (or those above), and whoever leads its plan of action."""
    if not user.is_authenticated:
        return False
    paths = [role.office.path for role in user.roles_today if role.office]
    if any(office.path.startswith(path) for path in paths):
        return workshop.registrations.taking_part().participants().filter(office=office).exists()
    leads = workshop.action_plans.filter(office=office, owner__person=user)
    return leads.filter(owner__state__in=Registration.TAKING_PART).exists()
