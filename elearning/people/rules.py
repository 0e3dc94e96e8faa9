"""What a person is and may see, by her postings, affiliations and roles."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from .models import INTERNAL_CATEGORIES, NoticeAccepted, Office, PrivacyNotice, Role, User

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


def acts_for(user: User, office: Office | None) -> User | None:
    """Whom she stands in for when she does something for this office: who lent her the role, unless her own allows it.

    What she does so is logged with `on_behalf_of`.
    """
    covering = [
        role
        for role in user.roles_today
        if role.office is None or (office is not None and office.path.startswith(role.office.path))
    ]
    lent = next((role for role in covering if role.lent_by_id), None)
    return lent.lent_by if lent and all(role.lent_by_id for role in covering) else None


def on_behalf(by: User | None, office: Office | None) -> dict[str, int]:
    """What the journal adds to a deed for this office that was done in place of somebody else; else nothing."""
    lender = acts_for(by, office) if by else None
    return {"on_behalf_of": lender.pk} if lender else {}


def audiences_of(user: User | AnonymousUser) -> list[str]:
    """The audiences that the person belongs to: whoever is signed in is at least an invited partner."""
    if not user.is_authenticated:
        return [PUBLIC]
    if user.is_superuser or is_internal(user) or user.enters_cms:
        return [PUBLIC, PARTNERS, STAFF]
    return [PUBLIC, PARTNERS]


def may_keep_people(user: User | AnonymousUser) -> bool:
    """Whoever the CMS lets change people."""
    return user.has_perm("people.change_user")


def may_import(user: User | AnonymousUser) -> bool:
    """Whoever keeps people, and headquarters: files of people, postings and past records."""
    return user.is_authenticated and (sees_all(user) or may_keep_people(user))


def may_edit(user: User | AnonymousUser, person: User) -> bool:
    """Whether this keeper may correct and invite this person: by a new address she could sign in as her.

    So administrators of everything, and headquarters, are edited by administrators of everything or by themselves.
    """
    if not may_keep_people(user) or person.erased_at:
        return False
    return user.is_superuser or user == person or not (person.is_superuser or _will_see_all(person))


def may_merge(user: User | AnonymousUser, *people: User) -> bool:
    """Whoever may import; a row with powers only by an administrator of everything, and one's own by another."""
    if not may_import(user):
        return False
    return user.is_superuser or not any(each == user or _has_powers(each) for each in people)


def _has_powers(person: User) -> bool:
    """An administrator, headquarters, or one whom the CMS lets do things: by her address another could do them."""
    in_cms = person.groups.exists() or person.user_permissions.exists()
    return person.is_superuser or in_cms or _will_see_all(person)


def may_give_groups(user: User | AnonymousUser, person: User) -> bool:
    """Whoever may change groups gives them to others; only an administrator of everything gives them to herself."""
    return user.is_superuser or (user != person and user.has_perm("auth.change_group"))


def _will_see_all(person: User) -> bool:
    """Headquarters today or later; of roles that are prefetched, so that a list asks once."""
    today = timezone.localdate()
    headquarters = (role for role in person.roles.all() if role.kind == Role.Kind.HEADQUARTERS)
    return any(role.ended_on is None or role.ended_on >= today for role in headquarters)


def must_accept(user: User | AnonymousUser) -> PrivacyNotice | None:
    """The version in force of the data protection notice, if this person has not accepted it yet; one query."""
    return notices_to_accept(user).first() if user.is_authenticated else None


def notices_to_accept(user: User) -> QuerySet[PrivacyNotice]:
    """The version in force, or nothing where she has accepted it: to ask together with something else."""
    newer = PrivacyNotice.objects.filter(version__gt=OuterRef("version"))
    accepted = NoticeAccepted.objects.filter(person=user, notice=OuterRef("pk"))
    return PrivacyNotice.objects.filter(~Exists(newer), ~Exists(accepted))
