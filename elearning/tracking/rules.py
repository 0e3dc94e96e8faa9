"""Who may do what with requirements and figures."""

from django.contrib.auth.models import AnonymousUser

from elearning.people.models import Office, Role, User
from elearning.people.rules import may_see_board, sees_all


def may_set_requirements(user: User | AnonymousUser) -> bool:
    """Headquarters says what is asked of whom."""
    return sees_all(user)


def may_see_requirements(user: User | AnonymousUser) -> bool:
    """Whoever sees figures may read what they are of."""
    return may_see_board(user)


def may_exempt(user: User | AnonymousUser, person: User) -> bool:
    """Headquarters, and a focal point for her own people; nobody exempts herself."""
    return may_see_board(user) and user != person and User.objects.visible_to(user).filter(pk=person.pk).exists()


def may_nudge(user: User | AnonymousUser, person: User) -> bool:
    """Headquarters, and a focal point for her own people."""
    return may_see_board(user) and User.objects.visible_to(user).filter(pk=person.pk).exists()


def may_freeze(user: User | AnonymousUser) -> bool:
    """Headquarters answers donors."""
    return sees_all(user)


def may_export(user: User | AnonymousUser) -> bool:
    """Whoever sees figures may take them away; it is logged."""
    return may_see_board(user)


def may_see_exports(user: User | AnonymousUser) -> bool:
    """Headquarters sees who took what."""
    return sees_all(user)


def may_keep_clients(user: User | AnonymousUser) -> bool:
    """Headquarters lets other programs read."""
    return sees_all(user)


def has_office(user: User | AnonymousUser) -> bool:
    """A focal point, today, of at least one office."""
    return user.is_authenticated and any(role.kind == Role.Kind.FOCAL_POINT for role in user.roles_today)


def answers_for(user: User | AnonymousUser, office: Office) -> bool:
    """Headquarters, and the focal point of this office or one above it."""
    if sees_all(user):
        return True
    return has_office(user) and any(
        role.office and office.path.startswith(role.office.path) for role in user.roles_today
    )
