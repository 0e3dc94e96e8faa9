"""What a person is and may see, by her postings, affiliations and roles."""

from django.contrib.auth.models import AnonymousUser

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
    """Only an administrator of everything edits another: whoever changes her address could sign in as her."""
    return may_keep_people(user) and (user.is_superuser or not person.is_superuser)
