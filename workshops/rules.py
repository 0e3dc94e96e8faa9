"""What a person may do with a workshop: by her part in it, by her offices, or as headquarters."""

from django.contrib.auth.models import AnonymousUser

from elearning.people.models import User
from elearning.people.rules import sees_all

from .models import Registration, Workshop

Role = Registration.Role
FACILITATES = {Role.LEAD, Role.CO_FACILITATOR}
BACKSTAGE = FACILITATES | {Role.INTERPRETER, Role.LOGISTICS, Role.RAPPORTEUR}
KNOWS_ALL = FACILITATES | {Role.LOGISTICS, Role.RAPPORTEUR}


def role_in(user: User | AnonymousUser, workshop: Workshop) -> str:
    """Her confirmed role in this workshop, read once for each request; empty if she has none."""
    if not user.is_authenticated:
        return ""
    known = user.__dict__.setdefault("_roles_in_workshops", {})
    if workshop.pk not in known:
        roles = workshop.registrations.taking_part().filter(person=user).values_list("role", flat=True)
        known[workshop.pk] = next(iter(roles), "")
    return known[workshop.pk]


def takes_part(user: User | AnonymousUser, workshop: Workshop) -> bool:
    """Her own papers: whoever is confirmed, in whatever role."""
    return bool(role_in(user, workshop))


def may_see_list(user: User | AnonymousUser, workshop: Workshop) -> bool:
    """The list of those who agreed to be named: all who take part, and those who see everybody."""
    return takes_part(user, workshop) or may_see_people(user, workshop)


def _headquarters_or(user: User | AnonymousUser, workshop: Workshop, roles: set[str]) -> bool:
    return sees_all(user) or role_in(user, workshop) in roles


def may_edit_frame(user: User | AnonymousUser, workshop: Workshop) -> bool:
    """The frame, its states, its texts: the lead facilitator and headquarters."""
    return _headquarters_or(user, workshop, {Role.LEAD})


def may_build(user: User | AnonymousUser, workshop: Workshop) -> bool:
    """The draft of the agenda and the session plans: those who facilitate, and headquarters."""
    return _headquarters_or(user, workshop, FACILITATES)


def may_use_templates(user: User | AnonymousUser) -> bool:
    """Templates of session plans: whoever facilitates any workshop, and headquarters."""
    return user.is_authenticated and (sees_all(user) or user.registrations.facilitating().exists())


def may_publish(user: User | AnonymousUser, workshop: Workshop) -> bool:
    """Publishing an agenda and telling people of it: the lead facilitator and headquarters."""
    return _headquarters_or(user, workshop, {Role.LEAD})


def may_see_people(user: User | AnonymousUser, workshop: Workshop) -> bool:
    """The list of all participants: facilitators, logistics, the rapporteur, and headquarters."""
    return _headquarters_or(user, workshop, KNOWS_ALL)


def may_see_backstage(user: User | AnonymousUser, workshop: Workshop) -> bool:
    """Items kept for facilitators (a debrief): everybody of the team, but not participants and observers."""
    return _headquarters_or(user, workshop, BACKSTAGE)


def may_select(user: User | AnonymousUser, workshop: Workshop) -> bool:
    """Who gets a seat: headquarters."""
    return sees_all(user)


def may_nominate(user: User | AnonymousUser, workshop: Workshop) -> bool:
    """Focal points for their offices, a partner's focal point for its people, and headquarters."""
    if not user.is_authenticated:
        return False
    return bool(user.roles_today) or user.supported_workshops.filter(workshop=workshop).exists()


def may_endorse(user: User | AnonymousUser, registration: Registration) -> bool:
    """The supervisor of the posting that the nominated person holds today, and headquarters; never she herself."""
    if not user.is_authenticated or registration.person_id == user.pk:
        return False
    posting = registration.person.posting_today
    return sees_all(user) or (posting is not None and posting.supervisor_id == user.pk)


def may_take_walk_ins(user: User | AnonymousUser, workshop: Workshop) -> bool:
    """Whoever stands at the door: those who facilitate, and headquarters."""
    return _headquarters_or(user, workshop, FACILITATES)


def may_see_travel(user: User | AnonymousUser, workshop: Workshop) -> bool:
    """Arrivals, hotels, visas, letters, badges: the logistics role and headquarters."""
    return _headquarters_or(user, workshop, {Role.LOGISTICS})


def may_see_needs(user: User | AnonymousUser, workshop: Workshop) -> bool:
    """Dietary, access and health needs by name: the logistics role of this workshop alone."""
    return role_in(user, workshop) == Role.LOGISTICS


def may_screen(user: User | AnonymousUser, workshop: Workshop) -> bool:
    """The screening of participants from security forces: whoever has that permission by a group."""
    return user.is_authenticated and user.has_perm("workshops.screen_participant")


def may_create(user: User | AnonymousUser, workshop: Workshop | None = None) -> bool:
    """Making a workshop, anew or from another one: headquarters."""
    return sees_all(user)
