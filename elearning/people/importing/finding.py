"""Who is meant by an e-mail address or a staff number, whatever its case; a merged person is whom she became."""

from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower
from django.utils import timezone

from ..models import Role, User
from ..rules import may_keep_people
from .plan import Directory, Known

AT_ONCE = 5000


def key_of(value: str) -> tuple[str, str]:
    """What a single column says of a person: her e-mail address, else her staff number."""
    return ("email" if "@" in value else "staff_number", value.lower())


def directory_of(keys: Iterable[tuple[str, str]], *, by: User) -> Directory:
    """Those whom these keys point at, for an importer: whom only an administrator changes is guarded.

    So is whom the CMS lets do things, unless the importer keeps people there: by a new address she could be her.
    """
    directory: Directory = {}
    keeps = may_keep_people(by)
    for person in _people(sorted(set(keys))):
        guarded = _guarded(person) or (person.works_in_cms and not keeps)
        known = _known(person.kept, guarded=guarded and not by.is_superuser and person.kept.pk != by.pk)
        for key in (("email", person.email), ("staff_number", (person.staff_number or "").lower())):
            if key[1] and known not in directory.setdefault(key, []):
                directory[key].append(known)
    return directory


def _people(keys: Sequence[tuple[str, str]]) -> Iterator[User]:
    """Asked by each kind of key apart, so that the addresses are found by their index."""
    people = User.objects.annotate(
        folded=Lower("staff_number"), high=_high("pk"), high_kept=_high("merged_into"), works_in_cms=_works_in_cms()
    )
    for kind, field in (("email", "email"), ("staff_number", "folded")):
        values = [value for each, value in keys if each == kind]
        for start in range(0, len(values), AT_ONCE):
            found = people.filter(**{f"{field}__in": values[start : start + AT_ONCE]})
            yield from found.select_related("merged_into").order_by("pk")


def _high(whose: str) -> Exists:
    """Whether somebody is of headquarters, today or later."""
    roles = Role.objects.filter(person=OuterRef(whose), kind=Role.Kind.HEADQUARTERS)
    return Exists(roles.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=timezone.localdate())))


def _works_in_cms() -> Exists:
    """Whether somebody, or whom she was merged into, has been given a group or a permission."""
    given = (User.groups.through, User.user_permissions.through)
    groups, permissions = (
        Exists(table.objects.filter(Q(user=OuterRef("pk")) | Q(user=OuterRef("merged_into")))) for table in given
    )
    return groups | permissions


def _guarded(person: User) -> bool:
    return person.kept.is_superuser or person.high or person.high_kept


def _known(person: User, *, guarded: bool) -> Known:
    return Known(
        pk=person.pk,
        name=person.name,
        name_own_script=person.name_own_script,
        email=person.email or "",
        staff_number=person.staff_number or "",
        language=person.language,
        sex=person.sex,
        guarded=guarded,
    )
