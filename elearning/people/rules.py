"""What a person is and may see, by her postings, affiliations and roles."""

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from .models import INTERNAL_CATEGORIES, Role, User

PUBLIC, PARTNERS, STAFF = "public", "partners", "staff"


def is_internal(user: User | AnonymousUser) -> bool:
    """Staff, consultant, intern or volunteer at one of the offices today."""
    if not user.is_authenticated:
        return False
    posting = user.posting_today
    return posting is not None and posting.category in INTERNAL_CATEGORIES


def sees_all(user: User | AnonymousUser) -> bool:
    """Headquarters today."""
    return user.is_authenticated and any(role.kind == Role.Kind.HEADQUARTERS for role in user.roles_today)


def may_see_board(user: User | AnonymousUser) -> bool:
    """Headquarters, and each focal point for her own offices."""
    return user.is_authenticated and bool(user.roles_today)


def audiences_of(user: User | AnonymousUser) -> list[str]:
    """The audiences that the person belongs to: whoever is signed in is at least an invited partner."""
    if not user.is_authenticated:
        return [PUBLIC]
    if user.is_superuser or is_internal(user) or user.has_perm("wagtailadmin.access_admin"):
        return [PUBLIC, PARTNERS, STAFF]
    return [PUBLIC, PARTNERS]


def may_keep_people(user: User | AnonymousUser) -> bool:
    """Whoever the CMS lets change people."""
    return user.has_perm("people.change_user")


def may_edit(user: User | AnonymousUser, person: User) -> bool:
    """Whether this keeper may correct and invite this person: by a new address she could sign in as her.

    So administrators of everything, and headquarters, are edited by administrators of everything or by themselves.
    """
    if not may_keep_people(user):
        return False
    return user.is_superuser or user == person or not (person.is_superuser or _will_see_all(person))


def may_give_groups(user: User | AnonymousUser, person: User) -> bool:
    """Whoever may change groups gives them to others; only an administrator of everything gives them to herself."""
    return user.is_superuser or (user != person and user.has_perm("auth.change_group"))


def _will_see_all(person: User) -> bool:
    """Headquarters today or later; of roles that are prefetched, so that a list asks once."""
    today = timezone.localdate()
    headquarters = (role for role in person.roles.all() if role.kind == Role.Kind.HEADQUARTERS)
    return any(role.ended_on is None or role.ended_on >= today for role in headquarters)
