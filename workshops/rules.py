"""What a person may do with a workshop: by her part in it, by her offices, or as headquarters."""

from django.contrib.auth.models import AnonymousUser

from elearning.people.models import User
from elearning.people.rules import sees_all

from .models import Registration, Workshop

Role = Registration.Role
FACILITATES = {Role.LEAD, Role.CO_FACILITATOR}
MAY_REVIEW = "workshops.review_goodpractice"
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


def may_make_codes(user: User | AnonymousUser, workshop: Workshop) -> bool:
    """Printed codes to sign in with, for those registered here: those who facilitate, and headquarters."""
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


def may_see_attendance(user: User | AnonymousUser, workshop: Workshop) -> bool:
    """Who was there, by name: those who know all participants, and headquarters."""
    return may_see_people(user, workshop)


def may_take_attendance(user: User | AnonymousUser, workshop: Workshop) -> bool:
    """Devices, sheets, decisions and head counts: those who facilitate, the rapporteur, and headquarters."""
    return _headquarters_or(user, workshop, FACILITATES | {Role.RAPPORTEUR})


def may_take_remote(user: User | AnonymousUser, workshop: Workshop) -> bool:
    """Who follows from elsewhere, where anybody can: those who take attendance."""
    return workshop.delivery != Workshop.Delivery.IN_PERSON and may_take_attendance(user, workshop)


def may_sign_day(user: User | AnonymousUser, workshop: Workshop) -> bool:
    """The signature under a day, and what is amended after it: those who facilitate, and headquarters."""
    return _headquarters_or(user, workshop, FACILITATES)


def may_run_room(user: User | AnonymousUser, workshop: Workshop) -> bool:
    """The timer, "we are late", the screens of the room, polls, questions: those who facilitate, and headquarters."""
    return _headquarters_or(user, workshop, FACILITATES)


def may_park(user: User | AnonymousUser, workshop: Workshop) -> bool:
    """Settling what was parked, writing what was done about feedback: the team that facilitates and the rapporteur."""
    return _headquarters_or(user, workshop, FACILITATES | {Role.RAPPORTEUR})


def is_in_the_room(user: User | AnonymousUser, workshop: Workshop) -> bool:
    """Polls and questions: all who take part, and those who run the room."""
    return takes_part(user, workshop) or may_run_room(user, workshop)


def may_see_parking(user: User | AnonymousUser, workshop: Workshop) -> bool:
    """The parking lot, to raise a point: all who take part, and those who settle points."""
    return takes_part(user, workshop) or may_park(user, workshop)


def may_certify(user: User | AnonymousUser, workshop: Workshop) -> bool:
    """The preview and the issue of certificates, requests for another name: the lead facilitator and headquarters."""
    return _headquarters_or(user, workshop, {Role.LEAD})


def may_see_names_of_answers(user: User | AnonymousUser, workshop: Workshop) -> bool:
    """Who gave which confidential answer: headquarters alone."""
    return sees_all(user)


def may_review_practices(user: User | AnonymousUser, workshop: Workshop | None = None) -> bool:
    """Reviewing good practices: whoever has that permission by a group, and headquarters."""
    return user.is_authenticated and (user.has_perm(MAY_REVIEW) or sees_all(user))


def may_see_plans(user: User | AnonymousUser, workshop: Workshop) -> bool:
    """The page of the plans of action: who takes part, focal points, those who know all; each sees there her own."""
    if not user.is_authenticated:
        return False
    return takes_part(user, workshop) or may_see_people(user, workshop) or bool(user.roles_today)


def may_see_follow_up(user: User | AnonymousUser, workshop: Workshop | None = None) -> bool:
    """All action plans, what is overdue, the ratings of all offices: headquarters, of one workshop its lead too."""
    return sees_all(user) or (workshop is not None and role_in(user, workshop) == Role.LEAD)


def may_report(user: User | AnonymousUser, workshop: Workshop) -> bool:
    """Making a report: the lead facilitator, the rapporteur, and headquarters."""
    return _headquarters_or(user, workshop, {Role.LEAD, Role.RAPPORTEUR})


def may_approve_report(user: User | AnonymousUser, workshop: Workshop) -> bool:
    """Approving a report: headquarters."""
    return sees_all(user)


def may_see_results(user: User | AnonymousUser, workshop: Workshop) -> bool:
    """What was answered to forms, as far as the mode of each allows it: who knows all participants, the rapporteur."""
    return may_see_attendance(user, workshop) or may_park(user, workshop)


def may_see_forms(user: User | AnonymousUser, workshop: Workshop) -> bool:
    """The list of forms, and what was done about them: who takes part, and those who see results."""
    return takes_part(user, workshop) or may_see_results(user, workshop)


def may_see_practices(user: User | AnonymousUser, workshop: Workshop) -> bool:
    """Good practices of a workshop, and her own: who takes part, who knows all participants, and headquarters."""
    return takes_part(user, workshop) or may_see_attendance(user, workshop)
