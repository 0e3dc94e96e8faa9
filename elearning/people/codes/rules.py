"""Who may get a printed code, and who may make one."""

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from ..models import User
from ..rules import sees_all


def why_no_code(person: User) -> str:
    """Why this person gets no code, in a sentence; empty for one who may have one."""
    if person.email or person.has_usable_password():
        return _("%(name)s has an account of her own: she signs in by her e-mail address.") % {"name": person.name}
    if not person.is_active:
        return _("The account of %(name)s is closed.") % {"name": person.name}
    if person.is_superuser or person.groups.exists() or person.user_permissions.exists() or person.roles_today:
        return _("%(name)s has duties here: she needs an account of her own.") % {"name": person.name}
    return ""


def may_make_code(user: User | AnonymousUser, person: User) -> bool:
    """Headquarters, and a focal point for the people of her offices; never for herself.

    Facilitators make them for those who are registered in their workshop, on a page of that workshop.
    """
    if not user.is_authenticated or user == person:
        return False
    return sees_all(user) or (bool(user.roles_today) and User.objects.visible_to(user).filter(pk=person.pk).exists())
